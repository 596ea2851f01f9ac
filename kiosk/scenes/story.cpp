#include "kiosk/scenes/story.h"

#include <cmath>

#include "kiosk/ui/picture_words.h"

namespace kiosk {
namespace {

std::vector<Span> figure_spans(const words::Figure& figure, float em, float least) {
    const float unit = std::round(std::max(least, 0.42f * em)),
                word = std::round(std::max(least, 0.34f * em));
    if (!figure.words.empty()) return {{figure.words, Face::bold, std::round(std::max(least, 0.6f * em))}};
    std::vector<Span> spans;
    if (!figure.before.empty()) spans.push_back({figure.before, Face::bold, word});
    spans.push_back({figure.number, Face::bold, std::round(em)});
    if (const std::string what = figure.power + figure.unit; !what.empty())
        spans.push_back({what, Face::bold, unit});
    if (!figure.after.empty()) spans.push_back({figure.after, Face::bold, word});
    return spans;
}

}  // namespace

TextBlock set_huge(const Sheet& sheet, const words::Figure& figure, float em, float width) {
    const Stage& stage = sheet.stage();
    for (float size = em;; size = std::floor(size * 0.94f)) {
        TextBlock block =
            set_figure(stage.fonts, figure_spans(figure, std::max(size, sheet.em()), sheet.em()),
                       stage.strings.language());
        if (block.width <= width || size <= sheet.em()) return block;
    }
}

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
    return s("figure_is", {{"label", words::figure_label(facts.target, *facts.newer, s)},
                           {"figure", words::observed(*facts.newer, facts.target, s).joined()}});
}

std::string forecast_text(const TargetFacts& facts, const words::Strings& s) {
    const catalog::Observation& forecast = *facts.forecast;
    return s("forecast", {{"period", words::period_text(forecast.period_start, forecast.period_end, s)},
                          {"figure", words::observed(forecast, facts.target, s).joined()}});
}

std::string said_text(const TargetFacts& facts, const words::Strings& s) {
    if (!facts.shown || facts.shown->value.empty() || facts.shown->value_text.empty()) return "";
    return s("said", {{"words", s.pick(facts.shown->value_text)}});
}

std::string due_text(const TargetFacts& facts, const words::Strings& s) {
    if (const std::string& words = s.pick(facts.target.deadline_text); !words.empty())
        return s("deadline_in_words",
                 {{"words", words}, {"date", words::date_text(facts.target.deadline, s)}});
    return s("deadline", {{"date", words::date_text(facts.target.deadline, s)}});
}

std::string as_of_text(const TargetFacts& facts, const words::Strings& s) {
    return s("as_of", {{"date", words::date_text(facts.shown->as_of, s)}});
}

std::string share_text(const TargetFacts& facts, const words::Strings& s) {
    if (facts.shown->basis != catalog::Basis::value)
        return s("share_alone",
                 {{"share", words::percent_text(*facts.judgement.share, facts.shown->qualifier, s)},
                  {"target", words::promised(facts.target, s).joined()}});
    return s("share", {{"share", words::percent_text(*facts.judgement.share, facts.shown->qualifier, s)},
                       {"figure", words::observed(*facts.shown, facts.target, s).joined()},
                       {"target", words::promised(facts.target, s).joined()}});
}

void place_picture(Sheet& sheet, const Story& story, const Rect& area) {
    const Stage& stage = sheet.stage();
    // A small panel has the caption on the next page alone.
    const std::string words = stage.metrics.roomy ? caption_of(story.facts.picture, story.facts.target,
                                                               stage.strings, stage.profile.high_contrast)
                                                  : "";
    const Style small{.secondary = true, .line_height = 1.42f};
    const TextBlock caption = sheet.set(words, small, area.w);
    Rect picture_area{area.x, area.y, area.w, area.h - caption.height - 0.8f * sheet.em()};
    // Measured on a canvas that draws nothing, so that the caption can follow the picture closely.
    Record unused;
    Canvas measure{nullptr, stage.fonts, stage.theme, stage.metrics, unused, ""};
    Rect used = draw_picture(measure, story.facts.picture, picture_area);
    const float lower = std::round(0.3f * std::max(0.0f, 0.85f * picture_area.h - used.h));
    picture_area.y += lower;
    used.y += lower;
    const auto& shown = story.facts.shown;
    const std::string sentence =
        sentence_of(story.facts.picture, story.facts.target, shown ? &*shown : nullptr, stage.strings);
    sheet.draw([picture = story.facts.picture, picture_area, sentence](Canvas& c) {
        const std::size_t first = c.record().texts.size();
        draw_picture(c, picture, picture_area);
        c.record().pictures.push_back({sentence, picture_area, first, c.record().texts.size()});
    });
    sheet.place(caption, {area.x, used.bottom() + 0.6f * sheet.em()}, small);
}

}  // namespace kiosk
