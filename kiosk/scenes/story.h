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
/// What the small page leaves to the pages after it, the more the less room there is.
struct SmallParts {
    enum class Caveat { whole, pointed_to, left_out };
    float line_height = 1.3f;  // of the em
    Caveat caveat = Caveat::whole;
    bool period = true;  // of the figure; its as-of date stands there in any case
};
/// The facts one under the other, for a panel of some twenty ems. With `force` what does not fit runs over.
[[nodiscard]] std::optional<Sheet> compose_small(const Stage& stage, const Story& story, SmallParts parts,
                                                 bool force);

/// A figure as large as `em` and the width allow, but never below the body size.
[[nodiscard]] TextBlock set_huge(const Sheet& sheet, const words::Figure& figure, float em, float width);
/// Picture and caption, filling `area` from its top.
void place_picture(Sheet& sheet, const Story& story, const Rect& area);

/// What the number that stands alone or beside a result is: the target, or a number that the document
/// mentions.
[[nodiscard]] std::string promise_label(const TargetFacts& facts, const words::Strings& strings);
/// What must be known of how the figure was counted; empty where nothing must. In the language of its note.
[[nodiscard]] std::string caveat_text(const TargetFacts& facts, const words::Strings& strings);
/// The newest figure, where the state rests on an older one. REQUIRES: facts.newer.
[[nodiscard]] std::string newer_text(const TargetFacts& facts, const words::Strings& strings);
/// What is expected, which is no result. REQUIRES: facts.forecast.
[[nodiscard]] std::string forecast_text(const TargetFacts& facts, const words::Strings& strings);
/// What the publisher says beside its number; empty where that is all.
[[nodiscard]] std::string said_text(const TargetFacts& facts, const words::Strings& strings);
[[nodiscard]] std::string due_text(const TargetFacts& facts, const words::Strings& strings);
/// REQUIRES: the facts have a figure.
[[nodiscard]] std::string as_of_text(const TargetFacts& facts, const words::Strings& strings);
/// The percentage beside its two numbers. REQUIRES: a figure and a share.
[[nodiscard]] std::string share_text(const TargetFacts& facts, const words::Strings& strings);
[[nodiscard]] inline std::string quoted(const std::string& text, const words::Language& language) {
    return std::string(language.quotation.open) + text + std::string(language.quotation.close);
}

}  // namespace kiosk
