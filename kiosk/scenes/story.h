#pragma once

#include <optional>
#include <span>
#include <string>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/stage.h"

namespace kiosk {

/// Sizes of the type scale, and the distance of lines in ems.
struct Looks {
    float name = 0, label = 0, state = 0, promise = 0, note = 0;
    float line_height = 1.4f;
};
/// Read from three metres, and read up close.
constexpr Looks kFromAfar{92, 60, 76, 60, 36}, kDenseFromAfar{76, 60, 68, 60, 30, 1.35f},
    kUpClose{84, 44, 66, 48, 30}, kDenseUpClose{64, 38, 54, 42, 30, 1.35f};

/// What the pages of a target tell, and the words of it.
struct Story {
    const Stage& stage;
    const TargetFacts& facts;
    const catalog::Source& document;
    const std::optional<catalog::Source>& publisher;  // of the figure
    bool is_rotation = false;
    /// Those that are explained where they stand: none where a page answers to no finger.
    std::span<const catalog::Term> terms = {};
    Looks looks = kUpClose;

    [[nodiscard]] bool has_figure() const { return facts.shown.has_value(); }
    /// Whether one number is huge; else the sentence is.
    [[nodiscard]] bool has_huge_number() const { return has_figure() || facts.has_number(); }
    /// Null where the target is in none.
    [[nodiscard]] const catalog::Topic* topic() const {
        return facts.target.topic ? stage.find_topic(*facts.target.topic) : nullptr;
    }
};

/// What the number of the promise is: the target, or a number that the document mentions.
[[nodiscard]] std::string promise_label(const TargetFacts& facts, const words::Strings& strings);
/// What must be known of how the figure was counted; empty where nothing must. In the language of its note.
[[nodiscard]] std::string caveat_text(const TargetFacts& facts, const words::Strings& strings);
/// The newest figure, where the state rests on an older one; else empty.
[[nodiscard]] std::string newer_text(const TargetFacts& facts, const words::Strings& strings);
/// What is expected, which is no result; else empty.
[[nodiscard]] std::string forecast_text(const TargetFacts& facts, const words::Strings& strings);
/// What the publisher says beside its number; empty where that is all.
[[nodiscard]] std::string said_text(const TargetFacts& facts, const words::Strings& strings);
/// Empty where the document names no day.
[[nodiscard]] std::string due_text(const Story& story);
/// For how long its day has passed without a result; else empty.
[[nodiscard]] std::string late_text(const Story& story);
/// The rule of the state, as far as the texts beside it do not say it.
[[nodiscard]] std::string rule_beside_deadline(const Story& story);
/// REQUIRES: the facts have a figure.
[[nodiscard]] std::string as_of_text(const TargetFacts& facts, const words::Strings& strings);
/// The percentage beside its two numbers; empty where there is none.
[[nodiscard]] std::string share_text(const TargetFacts& facts, const words::Strings& strings);
/// A number that stands in a sentence without being what is promised; else empty.
[[nodiscard]] std::string number_in_sentence_text(const TargetFacts& facts, const words::Strings& strings);
/// Which other target is the same promise; else empty.
[[nodiscard]] std::string same_as_text(const TargetFacts& facts, const Stage& stage);
/// The document, where in it, who published it, and in which language it speaks if that is not the visitor's.
[[nodiscard]] std::string written_in_text(const Story& story);
/// What the target's picture shows, for whoever does not see it; empty where there is none.
[[nodiscard]] std::string picture_sentence(const Story& story);
/// The editor's translation of the quotation into the visitor's language; else empty.
[[nodiscard]] std::string translation_text(const TargetFacts& facts, const words::Strings& strings);
[[nodiscard]] inline std::string quoted(const std::string& text, const words::Language& language) {
    return std::string(language.quotation.open) + text + std::string(language.quotation.close);
}

}  // namespace kiosk
