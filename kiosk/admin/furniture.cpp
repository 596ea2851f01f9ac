#include "kiosk/admin/furniture.h"

#include <algorithm>

#include "kiosk/scenes/foot.h"

namespace kiosk {
namespace {

void draw_header(Sheet& sheet, const Address& address, const std::string& icon, const std::string& title) {
    const Stage& stage = sheet.stage();
    sheet.header(stage.metrics.roomy ? icon : "", title, "",
                 address.key.empty() ? "" : stage.strings("admin.title"));
}

}  // namespace

void dress_text(Sheet& sheet, const Address& address, int page_count, const std::string& icon,
                const std::string& title) {
    draw_header(sheet, address, icon, title);
    draw_foot(sheet, address, page_count);
}

void dress_admin(Sheet& sheet, const Address& address, int page_count, const std::string& icon,
                 const std::string& title) {
    draw_header(sheet, address, icon, title);
    dress_low(sheet, address, page_count);
}

Style fitting(const Sheet& sheet, const std::string& text, Style style, float width, float height) {
    if (style.em <= 0) style.em = sheet.em();
    const auto has_room = [&] {
        return sheet.widest_word(text, style) <= width && sheet.set(text, style, width).height <= height;
    };
    while (style.em > sheet.stage().metrics.min_em && !has_room())
        style.em = std::max(sheet.stage().metrics.min_em, std::floor(0.93f * style.em));
    return style;
}

void dress_low(Sheet& sheet, const Address& address, int page_count) {
    const Metrics& m = sheet.stage().metrics;
    draw_foot(sheet, address, page_count);
    if (m.reach_top > 0) sheet.take_room_above(std::max(sheet.room().y, m.reach_top + m.gap));
}

}  // namespace kiosk
