#pragma once

#include <optional>
#include <string>

#include "catalog/device_state.h"

// Which release the display opens, and what it reports of it: pure, so that every case can be tested.
// The rules are those of docs/formats/state.md.

namespace kiosk {

/// A release that was started so often without being confirmed is not started again.
constexpr int kMostStarts = 3;

/// Whether the release was rejected here or quarantined by the agent.
[[nodiscard]] bool is_barred(const std::string& sha256, const catalog::CurrentRelease& current,
                             const catalog::DisplayReport& report);

/// The hash of the release to open: the current one, else the one before it, neither when it is barred.
/// Nothing: the catalog in the program.
[[nodiscard]] std::optional<std::string> choose_release(const catalog::CurrentRelease& current,
                                                        const catalog::DisplayReport& report);

/// Whether the last kMostStarts starts were of this release and none was confirmed.
[[nodiscard]] bool is_crashing(const catalog::DisplayReport& report, const std::string& sha256);

// The report after something has happened to `sha256` (empty: to the catalog in the program).
/// It is about to be opened.
[[nodiscard]] catalog::DisplayReport with_start(catalog::DisplayReport report, const std::string& sha256);
/// Enough frames of it were drawn.
[[nodiscard]] catalog::DisplayReport with_confirmation(catalog::DisplayReport report,
                                                       const std::string& sha256);
/// It could not be opened, or it is crashing.
[[nodiscard]] catalog::DisplayReport with_rejection(catalog::DisplayReport report, const std::string& sha256);

}  // namespace kiosk
