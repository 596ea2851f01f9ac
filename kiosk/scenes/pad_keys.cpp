#include "kiosk/scenes/pad_keys.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kiosk {
namespace {

bool shows_icon(const Sheet& sheet, const PadKey& key, float width) {
    if (key.icon.empty() || !key.prefers_word) return !key.icon.empty();
    const float em = sheet.stage().metrics.em;
    return text_width(sheet.stage().fonts, {key.label, Face::regular, em}, sheet.stage().strings.language()) >
           width - 0.4f * em;
}

void draw_key(Sheet& sheet, const PadKey& key, const Rect& rect) {
    const Metrics& m = sheet.stage().metrics;
    const Theme& t = sheet.stage().theme;
    sheet.touch(key.id, key.label, rect, key.request);
    const Color ground = key.is_main ? t.accent : t.card;
    sheet.draw([rect, ground, radius = 0.45f * m.em, line = 2 * m.hairline](Canvas& c) {
        c.card(rect, radius, ground, c.colors().accent, line);
    });
    const float most = std::min(rect.w, rect.h);
    if (shows_icon(sheet, key, rect.w)) {
        const float side = std::round(std::min(1.5f * m.em, 0.7f * most));
        sheet.draw(
            [&icons = sheet.stage().icons, icon = key.icon, color = key.is_main ? t.on_accent : t.accent,
             square = Rect{rect.center().x - side / 2, rect.center().y - side / 2, side, side}](Canvas& c) {
                icons.draw(c, icon, square, color);
            });
        return;
    }
    const bool is_digit = key.label.size() == 1;
    const Style style{.face = is_digit ? Face::bold : Face::regular,
                      .em = is_digit ? std::max(m.min_em, std::min(m.type(52), 0.7f * most)) : m.em,
                      .accent = true,
                      .role = Role::label,
                      .line_height = 1.1f};
    const TextBlock block = sheet.set(key.label, style, rect.w);
    sheet.place(block, {rect.center().x - block.width / 2, rect.center().y - block.height / 2}, style,
                t.card);
}

}  // namespace

PadKey digit_key(char digit, Request request) {
    return {.id = std::string("digit/") + digit,
            .label = std::string(1, digit),
            .icon = "",
            .request = std::move(request)};
}

void draw_pad_keys(Sheet& sheet, const std::vector<PadKey>& keys, const Rect& area, int columns) {
    const Metrics& m = sheet.stage().metrics;
    const int rows = static_cast<int>(keys.size()) / columns;
    const float width = std::floor((area.w + m.gap) / static_cast<float>(columns) - m.gap),
                height = std::floor((area.h + m.gap) / static_cast<float>(rows) - m.gap);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto column = static_cast<float>(static_cast<int>(i) % columns),
                   row = static_cast<float>(static_cast<int>(i) / columns);
        draw_key(sheet, keys[i],
                 {area.x + column * (width + m.gap), area.y + row * (height + m.gap), width, height});
    }
}

}  // namespace kiosk
