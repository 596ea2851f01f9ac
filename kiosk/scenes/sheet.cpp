#include "kiosk/scenes/sheet.h"

#include <cmath>
#include <utility>

namespace kiosk {

namespace {

constexpr float kWander = 7;  // [px]

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
    // The picture wanders by some pixels, and no letter leaves the panel.
    const float line = std::round(std::max((stage_.metrics.roomy ? 1.35f : 1.2f) * em, em + kWander));
    const Style style{
        .face = Face::bold, .em = em, .role = Role::label, .line_height = line / em, .balanced = true};
    const TextBlock block = set(words, style, stage_.metrics.width);
    const float height = block.height;
    draw([&t, height, width = stage_.metrics.width, demo](Canvas& c) {
        c.fill({0, 0, width, height}, t.ink);
        c.record().demo = c.record().demo || demo;
    });
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

float Sheet::widest_word(const std::string& text, const Style& style) const {
    const words::Language& language = style.language != nullptr ? *style.language : stage_.strings.language();
    return kiosk::widest_word(stage_.fonts, {text, style.face, style.em > 0 ? std::round(style.em) : em()},
                              {.language = &language, .line_height = style.line_height});
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

void Sheet::touch(const std::string& id, const std::string& label, const Rect& rect, Request request,
                  std::optional<bool> is_on) {
    (part_ == Part::foot ? foot_ : page_.touch).push_back({id, label, rect, std::move(request), is_on});
}

bool Sheet::has_room_for_touch(const Rect& rect) const {
    const Rect around = rect.inset(-stage_.metrics.least_gap);
    const auto meets = [&](const TouchArea& area) { return overlap(area.rect, around); };
    return rect.y >= stage_.metrics.reach_top && std::none_of(foot_.begin(), foot_.end(), meets) &&
           std::none_of(page_.touch.begin(), page_.touch.end(), meets);
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
    while (set(label, style, whole.w).line_count() > 1 && style.em > stage_.metrics.min_em) --style.em;
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

Page Sheet::take(int number, int count) {
    page_.number = number;
    page_.count = count;
    page_.touch.insert(page_.touch.end(), foot_.begin(), foot_.end());
    return std::move(page_);
}

}  // namespace kiosk
