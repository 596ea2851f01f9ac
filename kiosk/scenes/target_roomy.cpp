#include <cmath>

#include "kiosk/scenes/code_address.h"
#include "kiosk/scenes/story.h"

namespace kiosk {
namespace {

/// The header's right side: place in the topic when rotating, place in the document when browsing.
std::string header_note(const Stage& stage, const Story& story) {
    if (story.is_rotation()) return stage.strings.pick(stage.store.release().title);
    return stage.strings("target.note", {{"number", words::number_text(story.facts.target.number)}});
}

void draw_header(Sheet& sheet, const Story& story) {
    const Stage& stage = sheet.stage();
    const auto& topic_id = story.facts.target.topic;
    const catalog::Topic* topic = topic_id ? stage.find_topic(*topic_id) : nullptr;
    sheet.header(topic != nullptr ? topic->icon : "list", place_name(stage, story.facts.target),
                 topic != nullptr ? "topic:" + topic->id.text + ":name" : "", header_note(stage, story));
}

/// One segment for each target of the topic, this one's filled as the dwell passes.
float draw_dwell(Sheet& sheet, const Story& story, const Rect& area) {
    const Stage& stage = sheet.stage();
    const auto& topic_id = story.facts.target.topic;
    const catalog::Topic* topic = topic_id ? stage.find_topic(*topic_id) : nullptr;
    if (topic == nullptr) return 0;
    const auto& list = stage.standing.of_topic(topic->id);
    const float n = static_cast<float>(list.size()), gap = 0.5f * sheet.em(),
                height = std::round(0.24f * sheet.em());
    const float width = std::min((area.w - (n - 1) * gap) / n, 4 * sheet.em()), top = area.bottom() - height;
    if (width < gap) return 0;
    std::size_t here = 0;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i]->key.id == story.facts.target.id) here = i;
    sheet.draw([=, count = list.size(), done = stage.dwell_done](Canvas& c) {
        const Theme& t = c.colors();
        for (std::size_t i = 0; i < count; ++i) {
            const Rect segment{area.x + static_cast<float>(i) * (width + gap), top, width, height};
            c.card(segment, height / 2, t.paper, t.ring, height / 6);
            if (i == here)
                c.card({segment.x, segment.y, std::max(height, width * std::max(0.1f, done)), height},
                       height / 2, t.accent, t.accent, 0);
        }
    });
    return height + sheet.em();
}

float place_name_of(Sheet& sheet, const Story& story, const Rect& area, float y, std::size_t most_lines) {
    const Stage& stage = sheet.stage();
    const auto& name = story.facts.target.name;
    sheet.read_as(Part::name);
    Style style{.face = Face::bold,
                .em = stage.metrics.type(story.is_rotation() ? 92 : 84),
                .role = Role::title,
                .line_height = 1.22f,
                .balanced = true,
                .ref = story.facts.ref("name"),
                .language = &stage.strings.language_of(name)};
    TextBlock block = sheet.set(stage.strings.pick(name), style, area.w);
    while (
        (block.line_count() > most_lines || (block.line_count() > 1 && style.em > stage.metrics.type(60))) &&
        style.em > stage.metrics.em) {
        style.em = std::max(stage.metrics.em, std::floor(style.em * 0.94f));
        block = sheet.set(stage.strings.pick(name), style, area.w);
    }
    return sheet.place(block, {area.x, y - 0.1f * style.em}, style);
}

Style label_style(const Sheet& sheet) {
    return {
        .em = sheet.stage().metrics.type(34), .secondary = true, .role = Role::label, .line_height = 1.3f};
}

/// Label above, figure below; returns the y under the figure. `label_height` 0: the label's own.
float place_figure(Sheet& sheet, const std::string& label, const words::Figure& figure,
                   const std::string& ref, const Rect& area, float em, float label_height = 0) {
    const Style style = label_style(sheet);
    const TextBlock name_of_it = sheet.set(label, style, area.w);
    const float room = std::max(label_height, name_of_it.height);
    sheet.place(name_of_it, {area.x, area.y + room - name_of_it.height}, style);
    const float y = area.y + room + 0.2f * sheet.em();
    const TextBlock block = set_huge(sheet, figure, em, area.w);
    if (block.width <= area.w) return sheet.place(block, {area.x, y}, {.role = Role::figure, .ref = ref});
    return sheet.write(
        figure.joined(),
        {.face = Face::bold, .role = Role::figure, .line_height = 1.25f, .balanced = true, .ref = ref},
        {area.x, y}, area.w);
}

float place_figures(Sheet& sheet, const Story& story, const Rect& area, float y, float height) {
    sheet.read_as(Part::figures);
    const Stage& stage = sheet.stage();
    const words::Strings& s = stage.strings;
    const TargetFacts& f = story.facts;
    const words::Figure target = words::promised(f.target, s);
    if (!story.has_figure()) {
        // One thing is huge: up to a third of the panel's height, digits being some 0.75 em high.
        const float largest = 0.33f * std::min(stage.metrics.height, stage.metrics.width * 0.9f);
        const float label = 1.5f * stage.metrics.type(34);
        const float em = std::min(1.3f * std::min(height - label, stage.metrics.type(400)), largest);
        return place_figure(sheet, promise_label(f, s), target, f.ref("value"), {area.x, y, area.w, height},
                            em);
    }
    const float label = 1.5f * stage.metrics.type(34);
    const float em =
        std::min((height - label) / 0.8f, 0.2f * std::min(stage.metrics.height, stage.metrics.width));
    const std::string when = words::figure_label(f.target, *f.shown, s);
    if (!f.has_number())
        return place_figure(sheet, when, words::observed(*f.shown, f.target, s), f.ref("observed"),
                            {area.x, y, area.w, height}, em);
    // Both numbers have one size, and the width is shared as they need it.
    const words::Figure result = words::observed(*f.shown, f.target, s);
    const float gap = 0.05f * area.w, free = area.w - gap;
    const float one = set_huge(sheet, target, em, 1e6f).width,
                other = set_huge(sheet, result, em, 1e6f).width;
    const float fitting = em * std::min(1.0f, 0.98f * free / (one + other));
    const float left = std::clamp(free * one / (one + other), 0.34f * free, 0.6f * free);
    const float labels = std::max(sheet.set(promise_label(f, s), label_style(sheet), left).height,
                                  sheet.set(when, label_style(sheet), free - left).height);
    const float below = place_figure(sheet, promise_label(f, s), target, f.ref("value"),
                                     {area.x, y, left, height}, fitting, labels);
    const float beside = place_figure(sheet, when, result, f.ref("observed"),
                                      {area.x + left + gap, y, free - left, height}, fitting, labels);
    return std::max(below, beside);
}

/// Mark, word, share; then the rule, the deadline and what a citizen must know at once.
float place_state(Sheet& sheet, const Story& story, const Rect& area, float y, bool with_date) {
    sheet.read_as(Part::state);
    const Stage& stage = sheet.stage();
    const words::Strings& s = stage.strings;
    const TargetFacts& f = story.facts;
    const Style word{.face = Face::bold,
                     .em = stage.metrics.type(48),
                     .role = Role::title,
                     .line_height = 1.25f,
                     .ref = f.ref("state")};
    const float radius = std::round(0.56f * word.em), text_x = area.x + 2.5f * radius;
    const TextBlock block = sheet.set(state_text(f, s), word, area.right() - text_x);
    const float line = std::round(word.em * word.line_height);
    sheet.draw([state = f.judgement.state, at = Point{area.x + radius, std::round(y + line / 2)},
                radius](Canvas& c) { draw_state(c, state, at, radius, c.colors().paper); });
    float below = sheet.place(block, {text_x, y}, word) + 0.35f * sheet.em();
    const Style small{.secondary = true, .line_height = 1.42f};
    if (const std::string caveat = caveat_text(f, s); !caveat.empty())
        below = sheet.write(
            caveat, {.face = Face::bold, .line_height = 1.42f, .language = &s.language_of(f.shown->note)},
            {area.x, below}, area.w);
    if (const std::string said = said_text(f, s); !said.empty())
        below = sheet.write(said, small, {area.x, below}, area.w);
    if (f.newer) below = sheet.write(newer_text(f, s), small, {area.x, below}, area.w);
    if (f.forecast) below = sheet.write(forecast_text(f, s), small, {area.x, below}, area.w);
    if (f.parts > 0)
        below = sheet.write(s.count("parts.note", static_cast<int>(f.parts)), small, {area.x, below}, area.w);
    if (with_date && story.has_figure())
        below =
            sheet.write(as_of_text(f, s), {.secondary = true, .line_height = 1.42f, .ref = f.ref("as_of")},
                        {area.x, below}, area.w);
    if (f.judgement.share && f.judgement.reason != catalog::CannotJudge::part_of_period)
        below =
            sheet.write(share_text(f, s), {.secondary = true, .line_height = 1.42f, .ref = f.ref("share")},
                        {area.x, below}, area.w);
    if (!f.has_number() && !words::promised(f.target, s).is_empty())
        below = sheet.write(s("number_in_sentence", {{"figure", words::promised(f.target, s).joined()}}),
                            {.secondary = true, .line_height = 1.42f, .ref = f.ref("value")}, {area.x, below},
                            area.w);
    const bool silent = f.judgement.state == catalog::State::not_judged && !story.has_figure();
    if (silent) below = sheet.write(s("no_figure_either"), small, {area.x, below}, area.w);
    below = sheet.write(rule_text(f, stage, !f.judgement.share.has_value()), small, {area.x, below}, area.w);
    if (words::has_deadline(f.target))
        below =
            sheet.write(due_text(f, s), {.secondary = true, .line_height = 1.42f, .ref = f.ref("deadline")},
                        {area.x, below}, area.w);
    if (f.target.same_as) {
        const auto* other = stage.standing.find(*f.target.same_as);
        if (other != nullptr)
            below = sheet.write(s("same_as", {{"number", words::number_text(other->key.number)}}), small,
                                {area.x, below}, area.w);
    }
    return below;
}

/// Under the hairline: the document's words, its name, and by whom the figure was published. Returns its top.
float place_foot(Sheet& sheet, const Story& story, const Rect& area, bool quote_alone) {
    sheet.read_as(Part::quotation);
    const Stage& stage = sheet.stage();
    const Metrics& m = stage.metrics;
    const words::Strings& s = stage.strings;
    const TargetFacts& f = story.facts;
    const bool beside = !m.portrait;
    const bool figure = story.has_figure() && !quote_alone;
    const float qr = story.is_rotation() || quote_alone ? 0 : std::round(5.7f * m.em);
    const float publisher_width = figure && beside ? 0.27f * area.w : 0;
    const float text_width =
        area.w - (qr > 0 ? qr + m.gutter : 0) - (publisher_width > 0 ? publisher_width + m.gutter : 0);
    Style serif{.face = Face::serif,
                .em = m.type(40),
                .line_height = 1.4f,
                .balanced = true,
                .ref = f.ref("quote"),
                .language = &language_of(story.document, stage)};
    TextBlock quote = sheet.set(quoted(f.target.quote, *serif.language), serif, text_width);
    if (quote.line_count() > 2) {
        serif.em = std::max(m.em, m.type(34));
        quote = sheet.set(quoted(f.target.quote, *serif.language), serif, text_width);
    }
    const Style small{.secondary = true, .line_height = 1.4f};
    const TextBlock document = quote_alone
                                   ? TextBlock{}
                                   : sheet.set(document_text(f, story.document, s) + " · " +
                                                   publisher_text(story.document, std::nullopt, s) +
                                                   language_note(language_of(story.document, stage), stage),
                                               small, text_width);
    Style publisher_style{.secondary = true, .line_height = 1.35f, .ref = f.ref("publisher")};
    TextBlock publisher, as_of, published;
    if (figure) {
        const float width = beside ? publisher_width : text_width;
        const std::string who = publisher_text(*story.publisher, f.shown->published_on, s);
        publisher = sheet.set(beside ? who : source_text(*f.shown, who, s), publisher_style, width);
        as_of = sheet.set(as_of_text(f, s), {.line_height = 1.35f}, width);
    }
    float left = quote.height + 0.25f * m.em + document.height;
    const float right = as_of.height + publisher.height + (figure ? 1.45f * m.em : 0);
    if (!beside) left += as_of.height + publisher.height;
    const float height = std::max({left, beside ? right : 0.0f, qr});
    const float top = area.bottom() - height;
    sheet.hairline(top - 0.6f * m.em, area.x, area.right());
    float y = sheet.place(quote, {area.x, top}, serif) + 0.25f * m.em;
    y = sheet.place(document, {area.x, y}, small);
    if (figure) {
        const float x = beside ? area.x + text_width + m.gutter : area.x;
        float line = beside ? sheet.write(s(f.shown->derived.empty() ? "published_by" : "derived_from"),
                                          {.face = Face::bold, .role = Role::label, .line_height = 1.35f},
                                          {x, top}, publisher_width)
                            : y;
        line = sheet.place(publisher, {x, line}, publisher_style);
        sheet.place(as_of, {x, line}, {.secondary = true, .ref = f.ref("as_of")});
    }
    if (qr > 0)
        sheet.draw([url = code_address(stage, f.target.id, story.document),
                    square = Rect{area.right() - qr, top, qr, qr}](Canvas& c) { draw_qr(c, url, square); });
    return top - 1.2f * m.em;
}

/// The sentence itself, large: the picture of a promise without a number.
float place_sentence(Sheet& sheet, const Story& story, const Rect& area, float y, float height) {
    sheet.read_as(Part::figures);
    const Metrics& m = sheet.stage().metrics;
    Style serif{.face = Face::serif,
                .em = m.type(m.portrait ? 104 : 88),
                .role = Role::figure,
                .line_height = 1.45f,
                .balanced = true,
                .ref = story.facts.ref("quote"),
                .language = &language_of(story.document, sheet.stage())};
    TextBlock block = sheet.set(quoted(story.facts.target.quote, *serif.language), serif, area.w);
    while (block.height > height && serif.em > m.em) {
        serif.em = std::max(m.em, std::floor(serif.em * 0.94f));
        block = sheet.set(quoted(story.facts.target.quote, *serif.language), serif, area.w);
    }
    return sheet.place(block, {area.x, y}, serif);
}

}  // namespace

std::optional<Sheet> compose_roomy(const Stage& stage, const Story& story, RoomyParts parts) {
    Sheet sheet{stage, story.address};
    const Metrics& m = stage.metrics;
    draw_header(sheet, story);
    if (!story.is_rotation())
        sheet.footer({{"back", stage.strings("control.back"), Wish::back},
                      {"home", stage.strings("control.home"), Wish::home}},
                     1, story.pages, story.address);
    Rect room = sheet.room();
    const bool picture = parts.picture && !std::holds_alternative<std::monostate>(story.facts.picture);
    if (story.is_rotation()) room.h -= draw_dwell(sheet, story, room);
    const bool number = story.facts.has_number();
    const bool foot = picture || number || story.has_figure();
    const float foot_top = foot ? place_foot(sheet, story, room, !parts.sources) : room.bottom();
    Rect words = room;
    words.h = foot_top - room.y;
    Rect picture_area;
    if (picture && !m.portrait) {
        picture_area = {room.x + 0.565f * room.w, room.y + 0.2f * m.em, 0.435f * room.w, words.h};
        words.w = 0.525f * room.w;
    }
    // Heights of what does not stretch, measured by composing it once on a sheet that is thrown away.
    Sheet trial{stage, story.address};
    const float name_height = place_name_of(trial, story, words, 0, 2);
    const float state_height = place_state(trial, story, words, 0, !parts.sources);
    const float gaps = 2.2f * m.em;
    float figure_height = words.h - name_height - state_height - gaps;
    if (picture && m.portrait) figure_height = std::min(figure_height * 0.4f, 0.2f * m.height);
    if (!picture && number) figure_height = std::min(figure_height, 0.5f * words.h);
    const float least = number || story.has_figure() ? 3.2f * m.em : 0;
    if (figure_height < least) return std::nullopt;
    const bool figures = number || story.has_figure();
    const float figures_end = figures ? place_figures(trial, story, words, 0, figure_height) : 0;
    const float spare =
        picture && m.portrait
            ? 0
            : std::clamp((words.h - name_height - figures_end - state_height - gaps) / 3, 0.0f, 2.2f * m.em);
    float y =
        place_name_of(sheet, story, words, words.y + 0.3f * spare, 2) + 0.9f * m.em + (figures ? spare : 0);
    if (figures) {
        y = place_figures(sheet, story, words, y, figure_height) + 1.0f * m.em + spare;
    } else {
        const float sentence = std::min(words.h - name_height - state_height - gaps, 0.5f * words.h);
        if (sentence < 2.8f * m.em) return std::nullopt;
        const float taken = place_sentence(trial, story, words, 0, sentence) + 4.5f * m.em;
        y += 0.3f * std::max(0.0f, words.h - name_height - state_height - gaps - taken);
        y = place_sentence(sheet, story, words, y, sentence) + 0.4f * m.em;
        if (!story.is_rotation()) {
            const float side = std::round(5.7f * m.em);
            sheet.draw([url = code_address(stage, story.facts.target.id, story.document),
                        square = Rect{room.right() - side, room.bottom() - side, side, side}](Canvas& c) {
                draw_qr(c, url, square);
            });
        }
        y = sheet.write(document_text(story.facts, story.document, stage.strings) + " · " +
                            publisher_text(story.document, std::nullopt, stage.strings),
                        {.secondary = true}, {words.x, y}, words.w) +
            1.2f * m.em;
    }
    y = place_state(sheet, story, words, y, !parts.sources);
    if (picture && m.portrait) {
        picture_area = {room.x, y + 1.2f * m.em, room.w, foot_top - y - 1.6f * m.em};
        if (picture_area.h < 12 * m.em) return std::nullopt;
    }
    if (y > (foot ? foot_top + 0.4f * m.em : room.bottom())) return std::nullopt;
    sheet.read_as(Part::notes);
    if (picture) place_picture(sheet, story, picture_area);
    return sheet;
}

}  // namespace kiosk
