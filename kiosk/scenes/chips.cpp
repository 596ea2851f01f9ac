#include "kiosk/scenes/chips.h"

#include <algorithm>
#include <cmath>

namespace kiosk {
namespace {

constexpr float kLeast = 4;  // [em] of width

float width_of(const Sheet& sheet, const Chip& chip, float most) {
    if (chip.id.empty()) return std::round(kHeadingWidth * sheet.em());
    const Stage& stage = sheet.stage();
    const float label =
        text_width(stage.fonts, {chip.label, Face::regular, sheet.em()}, stage.strings.language());
    return std::min(most, std::max({stage.metrics.touch, kLeast * sheet.em(),
                                    std::ceil(label + kChipPadding * sheet.em())}));
}

}  // namespace

float chip_height(const Metrics& m) { return std::max(m.touch, std::round(1.9f * m.em)); }

ChipRows set_chips(const Sheet& sheet, const std::vector<Chip>& chips, float width) {
    const float gap = sheet.stage().metrics.gap;
    ChipRows result{{}, {}, chip_height(sheet.stage().metrics)};
    float used = width + 1;
    for (const Chip& chip : chips) result.widths.push_back(width_of(sheet, chip, width));
    for (std::size_t i = 0; i < chips.size(); ++i) {
        const bool leads = chips[i].id.empty() && i + 1 < chips.size();  // never the last of its row
        const float with_next = result.widths[i] + (leads ? gap + result.widths[i + 1] : 0);
        if (used + gap + with_next > width) {
            result.rows.emplace_back();
            used = -gap;
        }
        result.rows.back().push_back(i);
        used += gap + result.widths[i];
    }
    return result;
}

/// A letter before words.
void draw_heading(Sheet& sheet, const Chip& chip, const Rect& rect) {
    const Style style{.face = Face::bold, .accent = true, .role = Role::title, .line_height = 1.1f};
    const TextBlock block = sheet.set(chip.label, style, rect.w);
    sheet.place(block, {rect.right() - block.width, rect.center().y - block.height / 2}, style);
}

void draw_chip(Sheet& sheet, const Chip& chip, const Rect& rect) {
    if (chip.id.empty()) return draw_heading(sheet, chip, rect);
    const Metrics& m = sheet.stage().metrics;
    sheet.touch(chip.id, chip.label, rect, chip.request);
    sheet.draw([rect, radius = 0.35f * m.em, line = m.hairline](Canvas& c) {
        c.card(rect, radius, c.colors().card, c.colors().ring, line);
    });
    const Style style{.face = chip.is_initial ? Face::bold : Face::regular,
                      .em = chip.is_initial ? std::max(m.em, std::min(m.type(52), 0.6f * rect.h)) : m.em,
                      .role = Role::label,
                      .line_height = 1.1f,
                      .balanced = true,
                      .language = chip.language};
    const float room = rect.w - 0.3f * sheet.em();
    const auto lines = static_cast<std::size_t>(
        std::max(1.0f, std::floor((rect.h - 0.15f * sheet.em()) / (1.1f * sheet.em()))));
    const TextBlock block = sheet.set_at_most(chip.label, style, room, lines);
    sheet.place(block, {rect.center().x - block.width / 2, rect.center().y - block.height / 2}, style,
                sheet.stage().theme.card);
}

void draw_chips(Sheet& sheet, const std::vector<Chip>& chips, const ChipRows& rows, std::size_t from,
                std::size_t to, const Rect& area) {
    const float gap = sheet.stage().metrics.gap;
    float y = area.y;
    for (std::size_t r = from; r < std::min(to, rows.rows.size()); ++r, y += rows.height + gap) {
        const auto& row = rows.rows[r];
        float used = gap * static_cast<float>(row.size() - 1), words = 0;
        for (const std::size_t i : row) {
            used += rows.widths[i];
            words += chips[i].id.empty() ? 0.0f : 1.0f;
        }
        // The last row keeps its widths: two words need not fill the page.
        const bool is_last = r + 1 == rows.rows.size();
        const float more = is_last ? 0 : std::floor(std::max(0.0f, area.w - used) / words);
        float x = area.x;
        for (const std::size_t i : row) {
            const float width = rows.widths[i] + (chips[i].id.empty() ? 0 : more);
            draw_chip(sheet, chips[i], {x, y, width, rows.height});
            x += width + gap;
        }
    }
}

}  // namespace kiosk
