#include "kiosk/scenes/ways.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/tile_grid.h"

namespace kiosk {
namespace {

void draw_ground(Sheet& sheet, const Way& way, const Rect& rect) {
    const Metrics& m = sheet.stage().metrics;
    sheet.touch(way.id, way.title, rect, way.request, way.is_on);
    const bool is_on = way.is_on.value_or(false);
    sheet.draw([rect, is_on, radius = 0.5f * m.em](Canvas& c) { c.choice_card(rect, radius, is_on); });
}

void draw_way(Sheet& sheet, const Way& way, const Rect& rect) {
    const Metrics& m = sheet.stage().metrics;
    const Color card = sheet.stage().theme.card;
    draw_ground(sheet, way, rect);
    const float pad = (m.roomy ? 0.9f : 0.4f) * m.em;
    const Rect inner = rect.inset(pad);
    Style title{.face = Face::bold,
                .em = m.roomy ? m.type(44) : m.em,
                .accent = true,
                .role = Role::title,
                .line_height = 1.2f};
    const Style small{.secondary = true, .line_height = 1.35f, .balanced = true};
    const float icon = std::round(1.2f * title.em), x = inner.x + icon + 0.4f * title.em;
    TextBlock head = sheet.set_at_most(way.title, title, inner.right() - x, 2);
    for (; head.height > rect.h && title.em > m.em;
         head = sheet.set_at_most(way.title, title, inner.right() - x, 2))
        title.em = std::max(m.em, std::floor(0.93f * title.em));
    if (head.height > rect.h) head = sheet.set_at_most(way.title, title, inner.right() - x, 1);
    const TextBlock note = sheet.set(way.note, small, inner.w);
    const float both = head.height + 0.5f * m.em + note.height;
    const bool has_note = both <= inner.h;
    const float top = has_note ? inner.center().y - both / 2 : inner.center().y - head.height / 2;
    sheet.draw([&icons = sheet.stage().icons, name = way.icon,
                square = Rect{inner.x, std::round(top + head.height / 2 - icon / 2), icon, icon}](Canvas& c) {
        icons.draw(c, name, square, c.colors().accent);
    });
    sheet.place(head, {x, top}, title, card);
    if (has_note) sheet.place(note, {inner.x, top + head.height + 0.5f * m.em}, small, card);
}

}  // namespace

base::Result<Page> page_of_ways(const Stage& stage, const Address& address, const MenuFurniture& furniture,
                                const std::vector<Way>& ways) {
    const Metrics& m = stage.metrics;
    const int count = static_cast<int>(ways.size());
    const float gap = std::max(m.gap, m.roomy ? m.gutter : 0);
    const auto grid_for = [&](int pages) {
        Sheet trial{stage, address};
        furniture(trial, address, pages);
        const Rect room = trial.room();
        return tile_grid(
            count, {room.w, room.h, gap, std::min(10 * m.em, room.w), std::max(m.touch, 2.2f * m.em), 2.6f});
    };
    TileGrid grid = grid_for(1);
    if (grid.pages > 1) grid = grid_for(2);
    if (address.page > grid.pages) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    furniture(sheet, address, grid.pages);
    const Rect room = sheet.room();
    const float height =
        std::min(std::floor((room.h + gap) / static_cast<float>(grid.rows) - gap), 11 * m.em);
    const int first = grid.before_page(address.page, count), here = grid.on_page(address.page, count);
    for (int row = 0; grid.before_row(row, here) < here; ++row) {
        const float width = std::floor((room.w + gap) / static_cast<float>(grid.in_row(row, here)) - gap);
        for (int column = 0; column < grid.in_row(row, here); ++column)
            draw_way(sheet, ways[static_cast<std::size_t>(first + grid.before_row(row, here) + column)],
                     {room.x + static_cast<float>(column) * (width + gap),
                      room.y + static_cast<float>(row) * (height + gap), width, height});
    }
    return sheet.take(address.page, grid.pages);
}

}  // namespace kiosk
