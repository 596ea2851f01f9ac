#include "kiosk/scenes/story.h"

#include "kiosk/ui/picture_words.h"

namespace kiosk {
namespace {

base::Date today(const Story& story) { return story.stage.standing.today().date; }

/// The day has passed, and the result of it is not known.
bool is_without_result(const Story& story) {
    using catalog::State;
    const State state = story.facts.judgement.state;
    return (state == State::no_figure || state == State::final_not_published) &&
           words::has_deadline(story.facts.target) && story.stage.standing.today().clock_trusted &&
           today(story) > story.facts.target.deadline;
}

}  // namespace

std::string promise_label(const TargetFacts& facts, const words::Strings& s) {
    return words::promise_label(facts, s);
}

std::string caveat_text(const TargetFacts& facts, const words::Strings& s) {
    return facts.shown ? words::caveat_text(*facts.shown, s) : "";
}

std::string newer_text(const TargetFacts& facts, const words::Strings& s) {
    return words::newer_text(facts, s);
}

std::string forecast_text(const TargetFacts& facts, const words::Strings& s) {
    return words::forecast_text(facts, s);
}

std::string said_text(const TargetFacts& facts, const words::Strings& s) {
    return facts.shown ? words::said_text(*facts.shown, s) : "";
}

std::string due_text(const Story& story) { return words::due_text(story.facts.target, story.stage.strings); }

std::string late_text(const Story& story) {
    if (!is_without_result(story)) return "";
    const words::Strings& s = story.stage.strings;
    return s("late", {{"time", words::time_between(story.facts.target.deadline, today(story), s)}});
}

std::string rule_beside_deadline(const Story& story) {
    const words::Strings& s = story.stage.strings;
    if (!is_without_result(story)) return rule_text(story.facts, story.stage, false);
    if (story.has_figure()) return s("no_final_result");
    return s("looked_until", {{"until", words::date_text(rule_days(story.stage).looked_until, s)}});
}

std::string as_of_text(const TargetFacts& facts, const words::Strings& s) {
    return words::as_of_text(*facts.shown, s);
}

std::string share_text(const TargetFacts& facts, const words::Strings& s) {
    return words::share_text(facts, s);
}

std::string number_in_sentence_text(const TargetFacts& facts, const words::Strings& s) {
    return words::number_in_sentence_text(facts, s);
}

std::string same_as_text(const TargetFacts& facts, const Stage& stage) {
    const auto* other = facts.target.same_as ? stage.standing.find(*facts.target.same_as) : nullptr;
    if (other == nullptr) return "";
    return stage.strings("same_as", {{"number", words::number_text(other->key.number)}});
}

std::string written_in_text(const Story& story) {
    const words::Strings& s = story.stage.strings;
    return document_text(story.stage, story.facts.target, story.document) + " · " +
           publisher_text(story.document, std::nullopt, s) +
           language_note(language_of(story.document, story.stage), story.stage);
}

std::string picture_sentence(const Story& story) {
    const TargetFacts& facts = story.facts;
    return sentence_of(facts.picture, facts.target, facts.shown ? &*facts.shown : nullptr,
                       story.stage.strings);
}

std::string translation_text(const TargetFacts& facts, const words::Strings& s) {
    return facts.target.translation.*s.language().side;
}

}  // namespace kiosk
