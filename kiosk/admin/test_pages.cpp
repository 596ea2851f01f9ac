#include "kiosk/admin/test_pages.h"

#include <array>
#include <cmath>

#include "kiosk/admin/furniture.h"

namespace kiosk {
namespace {

constexpr float kMetMm = 10;  // a touch so near is one of the cross

Style title_style(const Metrics& m) {
    return {
        .face = Face::serif, .em = m.type(72), .role = Role::title, .line_height = 1.25f, .balanced = true};
}

std::array<Point, 4> corners(const Metrics& m) {
    const float inset = 0.75f * m.touch;
    return {Point{inset, inset},
            {m.width - inset, inset},
            {inset, m.height - inset},
            {m.width - inset, m.height - inset}};
}

void draw_corner(Canvas& c, Point at, float arm, bool is_met) {
    const Color color = is_met ? c.colors().good : c.colors().ink;
    const float line = std::max(2.0f, 2 * c.metrics().hairline);
    c.line({at.x - arm, at.y}, {at.x + arm, at.y}, color, line);
    c.line({at.x, at.y - arm}, {at.x, at.y + arm}, color, line);
    if (is_met) c.ring(at, 0.7f * arm, color, 2 * line);
}

bool is_met(const std::vector<Point>& touches, Point corner, float reach) {
    for (const Point& at : touches)
        if (std::hypot(at.x - corner.x, at.y - corner.y) <= reach) return true;
    return false;
}

void draw_touches(Sheet& sheet, const std::vector<Point>& touches) {
    sheet.draw([touches](Canvas& c) {
        const Metrics& m = c.metrics();
        const float reach = m.touch * kMetMm / kTouchMm;
        for (const Point& corner : corners(m))
            draw_corner(c, corner, 0.5f * m.touch, is_met(touches, corner, reach));
        for (const Point& at : touches) c.disc(at, 0.15f * m.touch, c.colors().accent);
    });
}

/// One picture of the panel test.
struct Pattern {
    enum class Kind { plain, shades, grid };
    Kind kind = Kind::plain;
    Color color = 0;
};
constexpr std::array kPatterns{
    Pattern{Pattern::Kind::plain, 0xFFFFFF}, Pattern{Pattern::Kind::plain, 0x000000},
    Pattern{Pattern::Kind::plain, 0xFF0000}, Pattern{Pattern::Kind::plain, 0x00FF00},
    Pattern{Pattern::Kind::plain, 0x0000FF}, Pattern{Pattern::Kind::plain, 0x808080},
    Pattern{Pattern::Kind::shades, 0},       Pattern{Pattern::Kind::grid, 0}};

void draw_shades(Canvas& c, float width, float height) {
    constexpr int kSteps = 16;
    for (int i = 0; i < kSteps; ++i) {
        const auto level = static_cast<Color>(i * 255 / (kSteps - 1));
        const float from = std::round(width * static_cast<float>(i) / kSteps),
                    to = std::round(width * static_cast<float>(i + 1) / kSteps);
        c.fill({from, 0, to - from, height}, level << 16 | level << 8 | level);
    }
}

/// A square of lines, and the very edge of the glass: what is cut off is seen.
void draw_grid(Canvas& c, float width, float height) {
    constexpr Color kWhite = 0xFFFFFF;
    const float pitch = std::round(c.metrics().touch), line = 1;
    for (float x = 0; x < width; x += pitch) c.fill({x, 0, line, height}, kWhite);
    for (float y = 0; y < height; y += pitch) c.fill({0, y, width, line}, kWhite);
    c.fill({width - line, 0, line, height}, kWhite);
    c.fill({0, height - line, width, line}, kWhite);
}

void draw_pattern(Canvas& c, const Pattern& pattern) {
    const float width = c.metrics().width, height = c.metrics().height;
    c.fill({0, 0, width, height}, pattern.color);
    if (pattern.kind == Pattern::Kind::shades) draw_shades(c, width, height);
    if (pattern.kind == Pattern::Kind::grid) draw_grid(c, width, height);
}

}  // namespace

Page touch_test_page(const Stage& stage, const Address& address, const std::vector<Point>& touches) {
    Sheet sheet{stage, address};
    const words::Strings& s = stage.strings;
    const Metrics& m = stage.metrics;
    draw_touches(sheet, touches);
    const float inset = 1.5f * m.touch + m.gap;
    const Rect room{inset, inset, m.width - 2 * inset, m.height - 2 * inset};
    const float width = std::min(room.w, std::max(2 * m.touch, 12 * m.em)),
                height = std::max(m.touch, 2.4f * m.em);
    const float bottom = m.height - (m.reach_top > 0 ? 2 : 1) * m.touch;
    const Rect button{std::round((m.width - width) / 2), std::round(bottom - height), width, height};
    const Style title = title_style(m), note{.secondary = true, .line_height = 1.35f, .balanced = true};
    const TextBlock head = sheet.set_at_most(s("admin.touch"), title, room.w, 2),
                    text = sheet.set(s("admin.touch_how"), note, room.w);
    const float free = button.y - m.gap - room.y, gap = 0.5f * m.em;
    const bool has_both = head.height + gap + text.height <= free, has_text = text.height <= free;
    float y = room.y + std::max(0.0f, (free - (has_both   ? head.height + gap + text.height
                                               : has_text ? text.height
                                                          : head.height)) /
                                          2);
    if (has_both || !has_text) y = sheet.place(head, {(m.width - head.width) / 2, y}, title) + gap;
    if (has_text) sheet.place(text, {(m.width - text.width) / 2, y}, note);
    sheet.button("done", s("admin.done"), button, Wish::back, true);
    return sheet.take(1, 1);
}

base::Result<Page> panel_test_page(const Stage& stage, const Address& address) {
    const int count = static_cast<int>(kPatterns.size());
    if (address.page > count) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    const Metrics& m = stage.metrics;
    Page page{.id = address.id(), .number = address.page, .count = count};
    page.metrics = m;
    page.language = &stage.strings.language();
    page.items.push_back([pattern = kPatterns[static_cast<std::size_t>(address.page - 1)]](Canvas& c) {
        draw_pattern(c, pattern);
    });
    const bool is_last = address.page == count;
    page.touch.push_back({"step", stage.strings(is_last ? "admin.done" : "admin.panel_next"),
                          Rect{0, m.reach_top, m.width, m.height - m.reach_top},
                          is_last ? Request{Wish::back} : Request{Turn{address.on_page(address.page + 1)}}});
    return page;
}

Page cleaning_page(const Stage& stage, const Address& address) {
    Sheet sheet{stage, address};
    const words::Strings& s = stage.strings;
    const Metrics& m = stage.metrics;
    const Rect room = sheet.room();
    const Style title = title_style(m);
    Style figure{.face = Face::bold, .em = m.type(200), .role = Role::figure, .line_height = 1.1f};
    const std::string left = s.count("admin.seconds", stage.seconds_left);
    while (sheet.set(left, figure, room.w).line_count() > 1 && figure.em > m.em)
        figure.em = std::max(m.em, std::floor(0.93f * figure.em));
    const TextBlock head = sheet.set(s("admin.clean_now"), title, room.w),
                    seconds = sheet.set(left, figure, room.w);
    const float gap = m.roomy ? 0.8f * m.em : 0.3f * m.em;
    const Style note =
        fitting(sheet, s("admin.clean_how"), {.secondary = true, .line_height = 1.4f, .balanced = true},
                room.w, room.h - head.height - seconds.height - 2 * gap);
    const TextBlock text = sheet.set(s("admin.clean_how"), note, room.w);
    float y = room.y + std::max(0.0f, (room.h - head.height - seconds.height - text.height - 2 * gap) / 2);
    y = sheet.place(head, {(m.width - head.width) / 2, y}, title) + gap;
    y = sheet.place(seconds, {(m.width - seconds.width) / 2, y}, figure) + gap;
    sheet.place(text, {(m.width - text.width) / 2, y}, note);
    return sheet.take(1, 1);
}

}  // namespace kiosk
