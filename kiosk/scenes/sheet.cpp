#include "kiosk/scenes/sheet.h"

#include <cmath>
#include <utility>

namespace kiosk {
namespace {

constexpr float kControlPadding = 1.0f, kTightPadding = 0.6f;  // [em], both sides of a label together

}  // namespace

Sheet::Sheet(const Stage& stage, const Address& address) : stage_(stage) {
    page_.id = address.id();
    page_.metrics = stage.metrics;
    page_.language = &stage.strings.language();
    const Metrics& m = stage.metrics;
    room_ = Rect{0, 0, m.width, m.height}.inset(m.margin);
    if (!m.roomy) {  // a small panel cannot spare a wide margin above and below
        room_.y = std::round(0.35f * m.em);
        room_.h = m.height - 2 * room_.y;
    }
    band();
}

/// The demonstration mark and the warning of old content: on every page, above all else.
void Sheet::band() {
    std::string words;
    const bool demo = stage_.store.release().demonstration;
    if (demo) words = stage_.strings("band.demo");
    if (stage_.is_expired()) words += (demo ? " · " : "") + stage_.strings("band.expired");
    if (words.empty()) return;
    const Theme& t = stage_.theme;
    const float em =
        stage_.metrics.min_em > 0.8f * stage_.metrics.em ? stage_.metrics.min_em : stage_.metrics.em;
    const float line = stage_.metrics.roomy ? 1.35f : 1.2f, height = std::round(line * em);
    draw([&t, height, width = stage_.metrics.width, demo](Canvas& c) {
        c.fill({0, 0, width, height}, t.ink);
        c.record().demo = c.record().demo || demo;
    });
    const Style style{.face = Face::bold, .em = em, .role = Role::label, .line_height = line};
    const TextBlock block = set(words, style, stage_.metrics.width);
    draw([block, &t, at = Point{std::round((stage_.metrics.width - block.width) / 2), 0}](Canvas& c) {
        c.text(block, at, {t.paper, t.ink, Role::label, "", {}, Part::band});
    });
    top_ = height;
    take_room_above(std::max(room_.y, height + (stage_.metrics.roomy ? 0.5f : 0.1f) * em));
}

TextBlock Sheet::set(const std::string& text, const Style& style, float width) const {
    const words::Language& language = style.language != nullptr ? *style.language : stage_.strings.language();
    return set_text(stage_.fonts, {text, style.face, style.em > 0 ? std::round(style.em) : em()}, width,
                    {.language = &language, .line_height = style.line_height, .balanced = style.balanced});
}

TextBlock Sheet::set_at_most(std::string text, const Style& style, float width, std::size_t lines) const {
    TextBlock block = set(text, style, width);
    while (block.line_count() > lines && !text.empty()) {
        while ((static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
            text.pop_back();  // the rest of the last character
        text.pop_back();
        block = set(text + "…", style, width);
    }
    return block;
}

float Sheet::place(const TextBlock& block, Point at, const Style& style, Color ground) {
    if (block.is_empty()) return at.y;
    const Theme& t = stage_.theme;
    const Ink ink{
        style.accent ? t.accent : style.secondary ? t.ink2 : t.ink, ground, style.role, style.ref, {}, part_};
    const Point corner{std::round(at.x), std::round(at.y)};
    draw([block, corner, ink](Canvas& c) { c.text(block, corner, ink); });
    return at.y + block.height;
}

void Sheet::hairline(float y, float from, float to) {
    draw([=, width = stage_.metrics.hairline](Canvas& c) {
        c.line({from, y}, {to, y}, c.colors().line, width);
    });
}

void Sheet::touch(const std::string& id, const std::string& label, const Rect& rect, Request request) {
    page_.touch.push_back({id, label, rect, std::move(request)});
}

void Sheet::button(const std::string& id, const std::string& label, const Rect& rect, Request request,
                   bool filled, float label_em) {
    const Theme& t = stage_.theme;
    const Rect whole{std::round(rect.x), std::round(rect.y), std::round(rect.w), std::round(rect.h)};
    touch(id, label, whole, std::move(request));
    draw([=, &t, em = em(), line = 2 * stage_.metrics.hairline](Canvas& c) {
        c.card(whole, 0.5f * em, filled ? t.accent : t.card, t.accent, line);
    });
    Style style{
        .em = label_em > 0 ? label_em : em(), .role = Role::label, .line_height = 1.2f, .balanced = true};
    const TextBlock block = set_at_most(label, style, whole.w, 2);
    const Ink ink{filled ? t.on_accent : t.accent, filled ? t.accent : t.card, Role::label, "", whole, part_};
    const Point at{std::round(whole.x + (whole.w - block.width) / 2),
                   std::round(whole.y + (whole.h - block.height) / 2)};
    draw([=](Canvas& c) { c.text(block, at, ink); });
}

void Sheet::header(const std::string& icon, const std::string& name, const std::string& name_ref,
                   const std::string& right) {
    const Metrics& m = stage_.metrics;
    const Part before = std::exchange(part_, Part::header);
    const float size = m.type(44), side = std::round(1.25f * size),
                text_x = room_.x + (icon.empty() ? 0 : side + 0.4f * size);
    Style style{.face = Face::bold,
                .em = size,
                .accent = true,
                .role = Role::title,
                .line_height = 1.25f,
                .ref = name_ref};
    const TextBlock left = set_at_most(name, style, room_.right() - text_x, 2);
    if (left.text != name) style.ref.clear();
    const Style small{.secondary = true, .role = Role::label};
    const TextBlock note = set(right, small, room_.w);
    const float top = room_.y - 0.2f * size;
    if (!icon.empty())
        draw([&icons = stage_.icons, icon,
              square = Rect{room_.x, top + (left.lines.empty() ? 0 : 0.02f * size), side, side}](Canvas& c) {
            icons.draw(c, icon, square, c.colors().accent);
        });
    const float below = place(left, {text_x, top}, style);
    const bool beside = text_x + left.width + m.em + note.width <= room_.right() && note.line_count() == 1 &&
                        left.line_count() == 1;
    if (beside) place(note, {room_.right() - note.width, top + (left.height - note.height) / 2}, small);
    const float rule = below + (m.roomy ? 0.45f : 0.15f) * size;
    draw([=, this_room = room_, &t = stage_.theme](Canvas& c) {
        c.line({this_room.x, rule}, {this_room.right(), rule}, t.ink, 3 * m.hairline);
    });
    take_room_above(rule + (m.roomy ? 0.9f : 0.3f) * m.em);
    part_ = before;
}

void Sheet::title_header(const std::string& title, const std::string& right) {
    const Metrics& m = stage_.metrics;
    const Part before = std::exchange(part_, Part::header);
    Style style{
        .face = Face::serif, .em = m.type(72), .role = Role::title, .line_height = 1.25f, .balanced = true};
    const Style small{.secondary = true, .role = Role::label, .line_height = 1.35f};
    const float note_width = m.roomy && !m.portrait ? 0.34f * room_.w : 0;
    TextBlock note = note_width > 0 ? set(right, small, note_width) : TextBlock{};
    TextBlock block = set(title, style, room_.w - note_width - m.gutter);
    // On one line as long as it stays large, else on two.
    const float least = std::max(m.em, m.roomy ? 0.62f * style.em : 0.0f);
    const auto shrink_to = [&](std::size_t lines, float least_em) {
        while (block.line_count() > lines && style.em * 0.92f > least_em) {
            style.em = std::floor(style.em * 0.92f);
            block = set(title, style, room_.w - note_width - m.gutter);
        }
    };
    shrink_to(m.roomy ? 1 : 2, least);
    if (m.roomy && block.line_count() > 1) {
        style.em = m.type(56);
        block = set(title, style, room_.w - note_width - m.gutter);
        shrink_to(2, m.em);
    }
    float below = place(block, {room_.x, room_.y - 0.15f * style.em}, style);
    if (note_width > 0) {
        const float top = std::max(below - note.height, room_.y - 0.3f * m.em);
        below = std::max(below, place(note, {room_.right() - note.width, top}, small));
    } else if (m.roomy && !right.empty()) {
        below = write(right, small, {room_.x, below + 0.2f * m.em}, room_.w);
    }
    const float rule = below + 0.4f * m.em;
    draw([rule, room = room_, line = 3 * m.hairline](Canvas& c) {
        c.line({room.x, rule}, {room.right(), rule}, c.colors().ink, line);
    });
    take_room_above(rule + (m.roomy ? 0.9f : 0.5f) * m.em);
    part_ = before;
}

/// Widths for the controls [from, to) on one row: equal where every label fits so, else by label; empty: no
/// room.
std::vector<float> Sheet::row_widths(const std::vector<Control>& controls, std::size_t from,
                                     std::size_t to) const {
    const Metrics& m = stage_.metrics;
    const float n = static_cast<float>(to - from), free = room_.w - (n - 1) * m.gap;
    std::vector<float> need;
    float sum = 0, largest = 0;
    for (std::size_t i = from; i < to; ++i) {
        const float label =
            text_width(stage_.fonts, {controls[i].label, Face::regular, em()}, stage_.strings.language());
        need.push_back(
            std::max(m.touch, std::ceil(label + (m.roomy ? kControlPadding : kTightPadding) * em())));
        sum += need.back();
        largest = std::max(largest, need.back());
    }
    if (largest <= std::floor(free / n)) return std::vector<float>(need.size(), std::floor(free / n));
    if (sum > free) return {};
    for (float& width : need) width += std::floor((free - sum) / n);
    return need;
}

bool Sheet::rows_fit(const std::vector<Control>& controls, std::size_t rows) const {
    const std::size_t per_row = (controls.size() + rows - 1) / rows;
    for (std::size_t from = 0; from < controls.size(); from += per_row)
        if (row_widths(controls, from, std::min(from + per_row, controls.size())).empty()) return false;
    return true;
}

void Sheet::rows_of_controls(const std::vector<Control>& controls, std::size_t rows) {
    const Metrics& m = stage_.metrics;
    const std::size_t per_row = (controls.size() + rows - 1) / rows;
    const Part before = std::exchange(part_, Part::foot);
    float y = room_.bottom() - static_cast<float>(rows) * m.button - static_cast<float>(rows - 1) * m.gap;
    const float top = y;
    for (std::size_t from = 0; from < controls.size(); from += per_row, y += m.button + m.gap) {
        const std::size_t to = std::min(from + per_row, controls.size());
        const auto widths = row_widths(controls, from, to);
        float x = room_.x;
        for (std::size_t i = from; i < to; ++i) {
            const float width = widths.empty() ? std::floor(room_.w / static_cast<float>(to - from)) - m.gap
                                               : widths[i - from];
            button(controls[i].id, controls[i].label, {x, y, width, m.button}, controls[i].request);
            x += width + m.gap;
        }
    }
    part_ = before;
    room_.h = top - (m.roomy ? 0.8f * m.em : 0.3f * m.em) - room_.y;
}

void Sheet::footer(std::vector<Control> first, int page, int page_count, const Address& address) {
    const words::Strings& s = stage_.strings;
    std::vector<Control> turning;
    if (page_count > 1) {
        turning.push_back(
            {"previous", s("control.previous"), Turn{address.on_page(page > 1 ? page - 1 : page_count)}});
        turning.push_back(
            {"next",
             s("control.next", {{"page", std::to_string(page)}, {"count", std::to_string(page_count)}}),
             Turn{address.on_page(page < page_count ? page + 1 : 1)}});
    }
    std::vector<Control> every = first;
    const auto choices = choice_controls(stage_);
    every.insert(every.end(), choices.begin(), choices.end());
    every.insert(every.end(), turning.begin(), turning.end());
    const bool tall = stage_.metrics.portrait || stage_.metrics.height / em() >= 30;
    const std::size_t most_rows = !stage_.metrics.roomy ? 1 : stage_.metrics.portrait ? 3 : tall ? 2 : 1;
    for (std::size_t rows = 1; rows <= most_rows; ++rows)
        if (rows_fit(every, rows)) return rows_of_controls(every, rows);
    std::vector<Control> few = std::move(first);
    few.push_back({"more", s("control.more"), Go{{.scene = SceneKind::more}}});
    few.insert(few.end(), turning.begin(), turning.end());
    if (rows_fit(few, 1)) return rows_of_controls(few, 1);
    for (Control& control : few) {  // signs in place of words
        if (control.id == "previous") control.label = s("control.previous_sign");
        if (control.id == "next") control.label = s("control.next_sign");
        if (!control.brief.empty()) control.label = control.brief;
    }
    if (rows_fit(few, 1)) return rows_of_controls(few, 1);
    std::erase_if(
        few, [](const Control& control) { return control.id == "home"; });  // it stands under "more" as well
    for (std::size_t rows = 1; rows < few.size(); ++rows)
        if (rows_fit(few, rows)) return rows_of_controls(few, rows);
    rows_of_controls(few, few.size());
}

Page Sheet::take(int number, int count) {
    page_.number = number;
    page_.count = count;
    return std::move(page_);
}

std::vector<Control> choice_controls(const Stage& stage) {
    const words::Strings& s = stage.strings;
    const auto on_off = [&](bool on, const char* key) { return s(std::string(key) + (on ? "_off" : "")); };
    std::vector<Control> controls;
    if (const words::Language* const next = stage.next_language())
        controls.push_back({"language", std::string(next->own_name), Wish::switch_language});
    const std::vector<Control> others{
        {"large-type", on_off(stage.profile.large_type, "control.large_type"), Wish::toggle_large_type},
        {"high-contrast", on_off(stage.profile.high_contrast, "control.high_contrast"),
         Wish::toggle_high_contrast},
        {"low-reach", on_off(stage.profile.low_reach, "control.low_reach"), Wish::toggle_low_reach},
        {"pause", on_off(stage.paused, "control.pause"), Wish::toggle_pause}};
    controls.insert(controls.end(), others.begin(), others.end());
    return controls;
}

}  // namespace kiosk
