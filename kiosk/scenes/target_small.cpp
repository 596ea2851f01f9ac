#include <cmath>

#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/story.h"

namespace kiosk {

namespace {

/// The page with its figure at `figure_em`, and how much of the page is left under it; less than nothing: it
/// runs over.
struct Composed {
    Sheet sheet;
    float left;
};

Composed compose(const Stage& stage, const Story& story, SmallParts parts, float figure_em) {
    using Caveat = SmallParts::Caveat;
    const float line_height = parts.line_height;
    Sheet sheet{stage, story.address};
    const words::Strings& s = stage.strings;
    const TargetFacts& f = story.facts;
    if (!story.is_rotation()) draw_foot(sheet, story.address, story.pages);
    const Rect& room = sheet.room();
    const Metrics& m = stage.metrics;
    const auto line = [&](const std::string& text, Style style, float y, float x = 0) {
        style.line_height = line_height;
        return sheet.write(text, style, {room.x + x, y}, room.w - x);
    };
    // Two short facts share a line where both have room on it.
    const auto pair = [&](const std::string& first, const Style& one, const std::string& second,
                          const Style& other, float y, float x = 0) {
        const float used = x + text_width(stage.fonts, {first, one.face, m.em}, s.language()) + 1.2f * m.em;
        const float needed = text_width(stage.fonts, {second, other.face, m.em}, s.language()) + 0.1f * m.em;
        const float below = line(first, one, y, x);
        if (used + needed > room.w || below - y > 1.5f * line_height * m.em)
            return line(second, other, below);
        line(second, other, y, used);
        return below;
    };
    Style title{.face = Face::bold,
                .accent = true,
                .role = Role::title,
                .balanced = true,
                .ref = f.ref("name"),
                .language = &s.language_of(f.target.name)};
    std::string name = s.pick(f.target.name);
    if (sheet.set(name, title, room.w).line_count() > 4) {  // no name in use is that long; the facts go first
        title.balanced = false;
        title.ref.clear();
        name = sheet.set_at_most(name, title, room.w, 2).text;
    }
    float y = line(name, title, room.y);
    const words::Figure target = words::promised(f.target, s);
    if (!f.has_number() && !target.is_empty())
        y = line(s("number_in_sentence", {{"figure", target.joined()}}),
                 {.secondary = true, .ref = f.ref("value")}, y);
    if (f.has_number()) {
        const float em = std::round(figure_em);
        const Style label{.secondary = true, .role = Role::label, .line_height = line_height};
        const TextBlock name_of_it = sheet.set(promise_label(f, s), label, room.w);
        const float x = name_of_it.width + 0.5f * m.em;
        const TextBlock block = set_huge(sheet, target, em, room.w - x);
        if (em > m.em && block.width <= room.w - x) {
            const float top = y + 0.2f * m.em;
            sheet.place(name_of_it, {room.x, top + block.height - 0.5f * (name_of_it.height + 0.78f * m.em)},
                        label);
            y = sheet.place(block, {room.x + x, top}, {.role = Role::figure, .ref = f.ref("value")}) +
                0.2f * m.em;
        } else {
            sheet.place(name_of_it, {room.x, y}, label);
            y = line(target.joined(), {.face = Face::bold, .role = Role::figure, .ref = f.ref("value")}, y,
                     x);
        }
    }
    if (story.has_figure())
        y = pair(s("figure_is", {{"label", parts.period ? words::figure_label(f.target, *f.shown, s)
                                                        : words::brief_figure_label(f.target, *f.shown, s)},
                                 {"figure", words::observed(*f.shown, f.target, s).joined()}}),
                 {.face = Face::bold, .ref = f.ref("observed")}, as_of_text(f, s),
                 {.secondary = true, .ref = f.ref("as_of")}, y);
    const float radius = std::round(0.42f * m.em);
    sheet.draw([state = f.judgement.state,
                at = Point{room.x + radius, std::round(y + line_height * m.em / 2)},
                radius](Canvas& c) { draw_state(c, state, at, radius, c.colors().paper); });
    const Style state{.face = Face::bold, .role = Role::title, .ref = f.ref("state")};
    y = words::has_deadline(f.target) ? pair(state_text(f, s), state, due_text(f, s),
                                             {.secondary = true, .ref = f.ref("deadline")}, y, 2.5f * radius)
                                      : line(state_text(f, s), state, y, 2.5f * radius);
    if (const std::string words = caveat_text(f, s); !words.empty() && parts.caveat != Caveat::left_out)
        y = parts.caveat == Caveat::whole ? line(words, {.language = &s.language_of(f.shown->note)}, y)
                                          : line(s("caliber_next"), {.secondary = true}, y);
    y = line(quoted(f.target.quote, language_of(story.document, stage)),
             {.face = Face::serif, .ref = f.ref("quote"), .language = &language_of(story.document, stage)},
             y);
    const float left = room.bottom() - y;
    return {std::move(sheet), left};
}

}  // namespace

std::optional<Sheet> compose_small(const Stage& stage, const Story& story, SmallParts parts, bool force) {
    const float em = stage.metrics.em;
    Composed plain = compose(stage, story, parts, em);
    if (!force && plain.left < -0.2f * em) return std::nullopt;
    for (float larger = std::min(4 * em, em + plain.left / 0.8f); larger > 1.3f * em; larger -= 0.2f * em) {
        Composed grown = compose(stage, story, parts, larger);
        if (grown.left >= 0) return std::move(grown.sheet);
    }
    return std::move(plain.sheet);
}

}  // namespace kiosk
