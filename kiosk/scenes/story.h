#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// What the first page of a target tells; built once, composed at several sizes until one fits.
struct Story {
    const TargetFacts& facts;
    const catalog::Source& document;
    const std::optional<catalog::Source>& publisher;  // of the figure
    const Address& address;
    int pages = 1;

    [[nodiscard]] bool is_rotation() const { return address.scene == SceneKind::rotation; }
    [[nodiscard]] bool has_figure() const { return facts.shown.has_value(); }
};

/// What the roomy page may leave to the pages after it, so that large type stays large.
struct RoomyParts {
    bool picture = true, sources = true;
};
/// Words and figure beside or above the picture. Nothing when it does not fit at the stage's size.
[[nodiscard]] std::optional<Sheet> compose_roomy(const Stage& stage, const Story& story, RoomyParts parts);
/// The facts one under the other, for a panel of some twenty ems. With `force` what does not fit runs over.
[[nodiscard]] std::optional<Sheet> compose_small(const Stage& stage, const Story& story, float line_height,
                                                 bool force);

/// A figure as large as `em` and the width allow, but never below the body size.
[[nodiscard]] TextBlock set_huge(const Sheet& sheet, const Figure& figure, float em, float width);
/// Picture and caption, filling `area` from its top.
void place_picture(Sheet& sheet, const Story& story, const Rect& area);

[[nodiscard]] std::string due_text(const TargetFacts& facts, const Strings& strings);
/// REQUIRES: the facts have a figure.
[[nodiscard]] std::string as_of_text(const TargetFacts& facts, const Strings& strings);
/// The percentage beside its two numbers. REQUIRES: a figure and a share.
[[nodiscard]] std::string share_text(const TargetFacts& facts, const Strings& strings);
[[nodiscard]] inline std::string quoted(const std::string& words) { return "“" + words + "”"; }

}  // namespace kiosk
