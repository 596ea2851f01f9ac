#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "catalog/model.h"

namespace kiosk {

/// Whether a screen in `area` shows the notice: one without areas is for every screen, one with areas for
/// those that it lists, and so for none that was given no area (empty).
[[nodiscard]] bool is_for(const catalog::Notice& notice, std::string_view area);

/// Whether it holds at `now`. A clock that is not trusted tells only the earliest moment that `now` can be:
/// the notice then holds unless it has ended for certain. Why:
/// docs/decisions/0010-display-follows-the-state-folder.md.
[[nodiscard]] bool holds(const catalog::Notice& notice, base::Instant now, bool clock_trusted);

/// The order of showing: the gravest first, of equally grave ones the newest.
[[nodiscard]] bool is_before(const catalog::Notice& a, const catalog::Notice& b);

/// How many beginnings and ends lie at or before `now`: what holds changes when this does.
[[nodiscard]] int changes_until(std::span<const catalog::Notice> notices, base::Instant now);

/// The next beginning or end after `now`, if there is one.
[[nodiscard]] std::optional<base::Instant> next_change(std::span<const catalog::Notice> notices,
                                                       base::Instant now);

}  // namespace kiosk
