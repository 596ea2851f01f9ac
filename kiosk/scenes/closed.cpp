#include "kiosk/scenes/closed.h"

#include <algorithm>
#include <vector>

#include "words/format.h"

namespace kiosk {
namespace {

Page black_page(const Stage& stage, const Address& address) {
    Page page{.id = address.id()};
    page.metrics = stage.metrics;
    page.language = &stage.strings.language();
    page.items.push_back([](Canvas& canvas) {
        constexpr Color kBlack = 0;
        canvas.fill({0, 0, canvas.metrics().width, canvas.metrics().height}, kBlack);
    });
    return page;
}

}  // namespace

base::Result<Page> build_closed(const Stage& stage, const Address& address) {
    if (!address.key.empty()) return black_page(stage, address);
    Sheet sheet{stage, address};
    const words::Strings& s = stage.strings;
    const Metrics& m = stage.metrics;
    const Rect room = sheet.room();
    const Style title{
        .face = Face::serif, .em = m.type(84), .role = Role::title, .line_height = 1.25f, .balanced = true};
    const Style opening{.face = Face::bold, .em = m.type(60), .line_height = 1.3f, .balanced = true};
    const Style note{.em = m.type(38), .secondary = true, .line_height = 1.4f, .balanced = true};
    const float gap = 1.3f * m.em;
    struct Line {
        TextBlock block;
        const Style& style;
    };
    std::vector<Line> parts{{sheet.set(s("closed.title"), title, room.w), title}};
    if (stage.opens_at) {
        const std::string when =
            words::opening_text(*stage.opens_at, stage.now, stage.store.release().zone, s);
        parts.push_back({sheet.set(when, opening, room.w), opening});
    }
    parts.push_back({sheet.set(s("closed.note"), note, room.w), note});
    float height = gap * static_cast<float>(parts.size() - 1);
    for (const Line& part : parts) height += part.block.height;
    float y = room.y + std::max(0.0f, (room.h - height) / 2);
    for (const Line& part : parts)
        y = sheet.place(part.block, {room.x + (room.w - part.block.width) / 2, y}, part.style) + gap;
    return sheet.take(1, 1);
}

}  // namespace kiosk
