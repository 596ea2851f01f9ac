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

struct Line {
    TextBlock block;
    Style style;
};

/// What the page says, `scale` times as large as usual, and how high that is with `gap` between.
std::vector<Line> lines_of(const Sheet& sheet, float scale) {
    const Stage& stage = sheet.stage();
    const words::Strings& s = stage.strings;
    const auto em = [&](float design) {
        return std::max(stage.metrics.min_em, scale * stage.metrics.type(design));
    };
    std::vector<Line> lines;
    const auto add = [&](const std::string& text, Style style) {
        style.balanced = true;
        lines.push_back({sheet.set(text, style, sheet.room().w), style});
    };
    add(s("closed.title"), {.face = Face::serif, .em = em(84), .role = Role::title, .line_height = 1.25f});
    if (stage.opens_at)
        add(words::opening_text(*stage.opens_at, stage.now, stage.store.release().zone, s),
            {.face = Face::bold, .em = em(60), .line_height = 1.3f});
    add(s("closed.note"), {.em = em(38), .secondary = true, .line_height = 1.4f});
    return lines;
}

float height_of(const std::vector<Line>& lines, float gap) {
    float height = gap * static_cast<float>(lines.size() - 1);
    for (const Line& line : lines) height += line.block.height;
    return height;
}

}  // namespace

base::Result<Page> build_closed(const Stage& stage, const Address& address) {
    if (!address.key.empty()) return black_page(stage, address);
    Sheet sheet{stage, address};
    const Rect room = sheet.room();
    float scale = 1, gap = 1.3f * stage.metrics.em;
    std::vector<Line> lines = lines_of(sheet, scale);
    while (height_of(lines, gap) > room.h && scale > 0.5f) {
        scale -= 0.1f;
        gap = scale * scale * 1.3f * stage.metrics.em;
        lines = lines_of(sheet, scale);
    }
    float y = room.y + std::max(0.0f, (room.h - height_of(lines, gap)) / 2);
    for (const Line& line : lines)
        y = sheet.place(line.block, {room.x + (room.w - line.block.width) / 2, y}, line.style) + gap;
    return sheet.take(1, 1);
}

}  // namespace kiosk
