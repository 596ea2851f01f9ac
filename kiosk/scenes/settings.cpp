#include "kiosk/scenes/settings.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/figure_room.h"
#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/list.h"
#include "kiosk/ui/tile_grid.h"

namespace kiosk {
namespace {

/// A switch, or with no state a way to another page.
struct Choice {
    std::string id, label, note, icon;
    Request request;
    std::optional<bool> is_on = {};
    const words::Language* language = nullptr;  // of the label
};

std::vector<Choice> choices_of(const Stage& stage) {
    const words::Strings& s = stage.strings;
    const Profile& p = stage.profile;
    std::vector<Choice> list;
    const bool is_large = p.large_type && !p.larger_type;
    if (!stage.metrics.full_foot) {  // what the foot of a small panel has no room for
        if (const words::Language* const next = stage.next_language())
            list.push_back(
                {"language", std::string(next->own_name), "", "globe", Wish::switch_language, {}, next});
        list.push_back({"topics", s("foot.topics"), "", "grid", Wish::home});
    }
    list.push_back({"settings/large-type", s("settings.large_type"), s("settings.large_type_note"),
                    "large-letters", is_large ? Wish::usual_type : Wish::large_type, is_large});
    list.push_back({"settings/larger-type", s("settings.larger_type"), s("settings.larger_type_note"),
                    "large-letters", p.larger_type ? Wish::usual_type : Wish::larger_type, p.larger_type});
    list.push_back({"settings/high-contrast", s("settings.high_contrast"), s("settings.high_contrast_note"),
                    "contrast", Wish::toggle_high_contrast, p.high_contrast});
    list.push_back({"settings/low-reach", s("settings.low_reach"), s("settings.low_reach_note"), "low",
                    Wish::toggle_low_reach, p.low_reach});
    list.push_back({"settings/pause", s("settings.pause"), s("settings.pause_note"), "clock",
                    Wish::toggle_pause, stage.paused});
    if (stage.speaks)
        list.push_back({"settings/read-aloud", s("settings.read_aloud"), s("settings.read_aloud_note"),
                        "sound", Wish::read_aloud, stage.aloud.is_on});
    list.push_back(
        {"about", s("about.title"), s("settings.about_note"), "question", Go{{.scene = SceneKind::about}}});
    if (!stage.speaks || !stage.aloud.is_on) return list;
    const std::string steps = std::to_string(Aloud::kSteps);
    list.push_back({"settings/volume", s("settings.volume", {{"step", std::to_string(stage.aloud.volume)}}),
                    s("settings.volume_note", {{"steps", steps}}), "sound", Wish::next_volume});
    list.push_back({"settings/speed", s("settings.speed", {{"step", std::to_string(stage.aloud.speed)}}),
                    s("settings.speed_note", {{"steps", steps}}), "clock", Wish::next_speed});
    return list;
}

void draw_switch(Canvas& c, const Rect& r, bool is_on, float line) {
    const Theme& t = c.colors();
    const float half = r.h / 2;
    c.card(r, half, is_on ? t.accent : t.card, is_on ? t.accent : t.ring, line);
    const Point knob{is_on ? r.right() - half : r.x + half, r.center().y};
    if (is_on)
        c.disc(knob, 0.72f * half, t.on_accent);
    else
        c.ring(knob, 0.72f * half, t.ring, line);
}

/// The switch, or an arrow; returns how wide it is.
float draw_end(Sheet& sheet, const Choice& choice, const Rect& inner, float center) {
    const float em = sheet.em(), line = 2 * sheet.stage().metrics.hairline;
    if (!choice.is_on) {
        const float side = std::round(1.1f * em);
        sheet.draw([&icons = sheet.stage().icons,
                    square = Rect{inner.right() - side, std::round(center - side / 2), side, side}](
                       Canvas& c) { icons.draw(c, "right", square, c.colors().accent); });
        return side;
    }
    const float height = std::round(1.1f * em), width = std::round(1.9f * em);
    sheet.draw([=, is_on = *choice.is_on,
                track = Rect{inner.right() - width, std::round(center - height / 2), width, height}](
                   Canvas& c) { draw_switch(c, track, is_on, line); });
    return width;
}

void draw_choice(Sheet& sheet, const Choice& choice, const Rect& rect) {
    const Metrics& m = sheet.stage().metrics;
    const Theme& t = sheet.stage().theme;
    const bool is_on = choice.is_on.value_or(false);
    sheet.touch(choice.id, choice.label, rect, choice.request, choice.is_on);
    sheet.draw([rect, is_on, radius = 0.5f * m.em](Canvas& c) { c.choice_card(rect, radius, is_on); });
    const float pad = (m.roomy ? 0.7f : 0.4f) * m.em;
    const Rect inner{rect.x + pad, rect.y + 0.5f * pad, rect.w - 2 * pad, rect.h - pad};
    const float icon = std::round(1.2f * m.em), x = inner.x + icon + 0.5f * m.em;
    const float end = choice.is_on ? 1.9f * m.em : 1.1f * m.em;
    Style style{.face = Face::bold,
                .em = m.roomy ? m.type(36) : m.em,
                .accent = is_on,
                .role = Role::title,
                .line_height = 1.2f,
                .balanced = true,
                .language = choice.language};
    const float width = inner.right() - end - 0.4f * m.em - x;
    TextBlock label = sheet.set(choice.label, style, width);
    while (label.line_count() > 1 && style.em > m.min_em) {
        style.em = std::max(m.min_em, std::floor(0.93f * style.em));
        label = sheet.set(choice.label, style, width);
    }
    const auto fitting = static_cast<std::size_t>(std::max(1.0f, std::floor(rect.h / (1.2f * style.em))));
    if (label.line_count() > fitting) label = sheet.set_at_most(choice.label, style, width, fitting);
    const Style small{.secondary = true, .line_height = 1.25f};
    const TextBlock note = sheet.set(choice.note, small, inner.w);
    const float both = label.height + 0.25f * m.em + note.height;
    const bool has_note = !note.is_empty() && both <= inner.h;
    const float top = has_note ? inner.center().y - both / 2 : inner.center().y - label.height / 2;
    const float center = top + label.height / 2;
    sheet.draw([&icons = sheet.stage().icons, name = choice.icon, color = is_on ? t.accent : t.ink,
                square = Rect{inner.x, std::round(center - icon / 2), icon, icon}](Canvas& c) {
        icons.draw(c, name, square, color);
    });
    draw_end(sheet, choice, inner, center);
    sheet.place(label, {x, top}, style, t.card);
    if (has_note) sheet.place(note, {inner.x, top + label.height + 0.25f * m.em}, small, t.card);
}

/// How a page looks now: the first headline, in a dashed frame.
base::Status draw_sample(Sheet& sheet, const Rect& area) {
    const Stage& stage = sheet.stage();
    const Metrics& m = stage.metrics;
    const words::Strings& s = stage.strings;
    std::optional<catalog::TargetId> id;
    for (const catalog::Topic& topic : stage.topics)
        if (!id && topic.headline) id = topic.headline;
    if (!id || area.h < 9 * m.em) return {};
    const auto facts = load_facts(stage, *id);
    if (!facts) return base::fail(facts.error(), "opening the sample");
    const Style caption{.secondary = true, .role = Role::label, .line_height = 1.3f};
    const float top = sheet.write(s("settings.sample"), caption, {area.x, area.y}, area.w) + 0.2f * m.em;
    const Rect frame{area.x, top, area.w, area.bottom() - top};
    sheet.draw([frame, line = m.hairline](Canvas& c) {
        const Color color = c.colors().ring;
        const float dash = 4 * line;
        c.dashed_line({frame.x, frame.y}, {frame.right(), frame.y}, color, line, dash);
        c.dashed_line({frame.x, frame.bottom()}, {frame.right(), frame.bottom()}, color, line, dash);
        c.dashed_line({frame.x, frame.y}, {frame.x, frame.bottom()}, color, line, dash);
        c.dashed_line({frame.right(), frame.y}, {frame.right(), frame.bottom()}, color, line, dash);
    });
    const Rect inner = frame.inset(std::round(0.9f * m.em));
    Style name{.face = Face::bold,
               .em = m.type(64),
               .role = Role::title,
               .line_height = 1.2f,
               .balanced = true,
               .ref = facts->ref("name"),
               .language = &s.language_of(facts->target.name)};
    TextBlock block = sheet.set(s.pick(facts->target.name), name, inner.w);
    while (block.line_count() > 2 && name.em > m.em) {
        name.em = std::max(m.em, std::floor(0.93f * name.em));
        block = sheet.set(s.pick(facts->target.name), name, inner.w);
    }
    if (block.height > 0.45f * inner.h) return {};
    const float below = sheet.place(block, {inner.x, inner.y}, name) + 0.4f * m.em;
    const float r = std::round(0.55f * m.em), x = inner.x + 2.6f * r;
    const Style state{.face = Face::bold,
                      .em = m.type(40),
                      .role = Role::title,
                      .line_height = 1.2f,
                      .ref = facts->ref("state")};
    const TextBlock word = sheet.set(state_text(*facts, s), state, inner.right() - x);
    float bottom = inner.bottom();
    if (bottom - below > word.height + 4 * m.em) {
        bottom -= word.height;
        sheet.draw([kind = facts->judgement.state,
                    at = Point{inner.x + r, std::round(bottom + 0.6f * state.em)},
                    r](Canvas& c) { draw_state(c, kind, at, r, c.colors().paper); });
        sheet.place(word, {x, bottom}, state);
        bottom -= 0.4f * m.em;
    }
    if (bottom - below > 2 * m.em)
        fill_with_figure(sheet, facts->target, facts->picture, {inner.x, below, inner.w, bottom - below},
                         m.type(200), stage.theme.paper);
    return {};
}

/// The sample, and the switches at its right or under it.
struct Halves {
    Rect sample, switches;
};

Halves halves_of(const Stage& stage, const Rect& room, int rows) {
    const Metrics& m = stage.metrics;
    if (!m.roomy) {
        const float from = m.reach_top > 0 ? std::max(room.y, m.reach_top + m.gap) : room.y;
        return {{}, {room.x, from, room.w, room.bottom() - from}};
    }
    if (!m.portrait) {
        const float left = std::round(0.4f * room.w);
        return {{room.x, room.y, left, room.h},
                {room.x + left + 2 * m.gutter, room.y, room.w - left - 2 * m.gutter, room.h}};
    }
    const float height = static_cast<float>(rows) * (5.2f * m.em + m.gap);
    const float top = std::max({m.reach_top > 0 ? m.reach_top + m.gap : 0, room.y, room.bottom() - height});
    return {{room.x, room.y, room.w, top - room.y - 1.2f * m.em}, {room.x, top, room.w, room.bottom() - top}};
}

}  // namespace

base::Result<Page> build_settings(const Stage& stage, const Address& address) {
    const words::Strings& s = stage.strings;
    const Metrics& m = stage.metrics;
    const auto choices = choices_of(stage);
    const int total = static_cast<int>(choices.size());
    const auto dress = [&](Sheet& sheet, int pages) {
        if (m.roomy) sheet.header("sliders", s("settings.title"), "", s("settings.note"));
        draw_foot(sheet, address, pages);
    };
    const auto plan_for = [&](int pages) {
        Sheet trial{stage, address};
        dress(trial, pages);
        const Rect area = halves_of(stage, trial.room(), (total + 1) / 2).switches;
        const float least = 9.5f * m.em * stage.strings.language().word_width;
        return tile_grid(total, {area.w, area.h, m.gap, std::min(least, area.w),
                                 std::max(m.touch, (m.roomy ? 3.0f : 2.0f) * m.em), 3});
    };
    TileGrid grid = plan_for(1);
    if (grid.pages > 1) grid = plan_for(2);
    if (address.page > grid.pages) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    dress(sheet, grid.pages);
    const Halves halves = halves_of(stage, sheet.room(), (total + 1) / 2);
    if (!halves.sample.is_empty())
        if (auto drawn = draw_sample(sheet, halves.sample); !drawn) return base::fail(drawn.error());
    const Rect& area = halves.switches;
    const float width = std::floor((area.w + m.gap) / static_cast<float>(grid.columns) - m.gap),
                height =
                    std::min(std::floor((area.h + m.gap) / static_cast<float>(grid.rows) - m.gap), 7 * m.em);
    const int first = grid.before_page(address.page, total), here = grid.on_page(address.page, total);
    for (int i = 0; i < here; ++i)
        draw_choice(sheet, choices[static_cast<std::size_t>(first + i)],
                    {area.x + static_cast<float>(i % grid.columns) * (width + m.gap),
                     area.y + static_cast<float>(i / grid.columns) * (height + m.gap), width, height});
    return sheet.take(address.page, grid.pages);
}

}  // namespace kiosk
