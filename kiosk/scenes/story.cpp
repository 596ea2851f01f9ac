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
    if (!words::has_deadline(facts.target)) return s("the_number");
    if (!facts.revisions.empty()) return s("the_target_revised");
    return s(facts.target.derived.empty() ? "the_target" : "the_target_derived");
}

std::string caveat_text(const TargetFacts& facts, const words::Strings& s) {
    if (!facts.shown || s.pick(facts.shown->note).empty()) return "";
    return s("caliber", {{"note", s.pick(facts.shown->note)}});
}

std::string newer_text(const TargetFacts& facts, const words::Strings& s) {
    if (!facts.newer) return "";
    return s("figure_is", {{"label", words::figure_label(facts.target, *facts.newer, s)},
                           {"figure", words::observed(*facts.newer, facts.target, s).joined()}});
}

std::string forecast_text(const TargetFacts& facts, const words::Strings& s) {
    if (!facts.forecast) return "";
    const catalog::Observation& forecast = *facts.forecast;
    return s("forecast", {{"period", words::period_text(forecast.period_start, forecast.period_end, s)},
                          {"figure", words::observed(forecast, facts.target, s).joined()}});
}

std::string said_text(const TargetFacts& facts, const words::Strings& s) {
    if (!facts.shown || facts.shown->value.empty() || facts.shown->value_text.empty()) return "";
    return s("said", {{"words", s.pick(facts.shown->value_text)}});
}

std::string due_text(const Story& story) {
    const catalog::Target& target = story.facts.target;
    const words::Strings& s = story.stage.strings;
    if (!words::has_deadline(target)) return "";
    const std::string date = words::date_text(target.deadline, s), &words = s.pick(target.deadline_text);
    return words.empty() ? s("deadline", {{"date", date}})
                         : s("deadline_in_words", {{"words", words}, {"date", date}});
}

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
    return s("as_of", {{"date", words::date_text(facts.shown->as_of, s)}});
}

std::string share_text(const TargetFacts& facts, const words::Strings& s) {
    if (!facts.shown || !facts.judgement.share ||
        facts.judgement.reason == catalog::CannotJudge::part_of_period)
        return "";
    if (facts.shown->basis != catalog::Basis::value)
        return s("share_alone",
                 {{"share", words::percent_text(*facts.judgement.share, facts.shown->qualifier, s)},
                  {"target", words::promised(facts.target, s).joined()}});
    return s("share", {{"share", words::percent_text(*facts.judgement.share, facts.shown->qualifier, s)},
                       {"figure", words::observed(*facts.shown, facts.target, s).joined()},
                       {"target", words::promised(facts.target, s).joined()}});
}

std::string number_in_sentence_text(const TargetFacts& facts, const words::Strings& s) {
    const std::string figure = words::promised(facts.target, s).joined();
    return facts.has_number() || figure.empty() ? "" : s("number_in_sentence", {{"figure", figure}});
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
