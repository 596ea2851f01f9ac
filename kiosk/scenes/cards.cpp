#include "kiosk/scenes/cards.h"

#include <algorithm>
#include <cmath>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/figure_room.h"
#include "kiosk/scenes/list.h"
#include "kiosk/ui/tile_grid.h"

namespace kiosk {
namespace {

constexpr float kLeastWidth = 15, kLeastHeight = 12;  // [em]

/// Returns the y below.
float draw_name(Sheet& sheet, const TargetFacts& facts, const Rect& inner, Color card) {
    const Stage& stage = sheet.stage();
    Style style{.face = Face::bold,
                .em = stage.metrics.type(44),
                .role = Role::title,
                .line_height = 1.25f,
                .balanced = true,
                .ref = facts.ref("name"),
                .language = &stage.strings.language_of(facts.target.name)};
    const std::string& name = stage.strings.pick(facts.target.name);
    TextBlock block = sheet.set(name, style, inner.w);
    while (block.line_count() > 3 && style.em > sheet.em()) {
        style.em = std::max(sheet.em(), std::floor(style.em * 0.94f));
        block = sheet.set(name, style, inner.w);
    }
    if (block.line_count() > 4) {
        block = sheet.set_at_most(name, style, inner.w, 4);
        style.ref.clear();
    }
    return sheet.place(block, {inner.x, inner.y}, style, card);
}

/// Mark and word at the foot of the card; returns the y above them.
float draw_state_line(Sheet& sheet, const TargetFacts& facts, const Rect& inner, Color card) {
    const Stage& stage = sheet.stage();
    const float r = std::round(0.5f * sheet.em()), x = inner.x + 2.7f * r;
    const Style style{
        .em = stage.metrics.type(34), .role = Role::label, .line_height = 1.25f, .ref = facts.ref("state")};
    const TextBlock block = sheet.set(state_text(facts, stage.strings), style, inner.right() - x);
    const float top = inner.bottom() - block.height,
                first_line = block.height / static_cast<float>(block.line_count());
    sheet.draw([state = facts.judgement.state, at = Point{inner.x + r, std::round(top + first_line / 2)}, r,
                card](Canvas& c) { draw_state(c, state, at, r, card); });
    sheet.place(block, {x, top}, style, card);
    return top - 0.5f * sheet.em();
}

/// The newest figure over a bar that says how near it is; returns the y above them.
float draw_published(Sheet& sheet, const TargetFacts& facts, const Rect& inner, float bottom, Color card) {
    const float em = sheet.em();
    const bool judged = facts.judgement.state != catalog::State::not_judged;
    if (const auto bar =
            judged ? row_bar_of(facts.target, facts.shown ? &*facts.shown : nullptr) : std::nullopt) {
        const Rect track{inner.x, bottom - 0.9f * em, inner.w, 0.55f * em};
        sheet.draw([bar = *bar, track](Canvas& c) { draw_row_bar(c, bar, track); });
        bottom = track.y - 0.4f * em;
    }
    if (!facts.shown) return bottom;
    const Style style{.em = sheet.stage().metrics.type(36),
                      .role = Role::label,
                      .line_height = 1.3f,
                      .ref = facts.ref("observed")};
    const TextBlock words = sheet.set(row_figure(facts, sheet.stage().strings), style, inner.w);
    sheet.place(words, {inner.x, bottom - words.height}, style, card);
    return bottom - words.height - 0.3f * em;
}

void draw_card(Sheet& sheet, const TargetFacts& facts, const Rect& rect) {
    const Metrics& m = sheet.stage().metrics;
    const Color card = sheet.stage().theme.card;
    sheet.touch("target/" + facts.target.id.text, sheet.stage().strings.pick(facts.target.name), rect,
                Go{{.scene = SceneKind::target, .key = facts.target.id.text}});
    sheet.draw([rect, radius = 0.53f * m.em, line = m.hairline](Canvas& c) {
        c.card(rect, radius, c.colors().card, c.colors().ring, line);
    });
    const Rect inner = rect.inset(std::round(m.em));
    const float below = draw_name(sheet, facts, inner, card) + 0.5f * m.em;
    float bottom = draw_state_line(sheet, facts, inner, card);
    bottom = draw_published(sheet, facts, inner, bottom, card) - 0.3f * m.em;
    if (facts.has_number() && bottom > below + 1.5f * m.em)
        fill_with_figure(sheet, facts.target, facts.picture, {inner.x, below, inner.w, bottom - below},
                         m.type(130), card);
}

}  // namespace

base::Result<bool> draw_cards(Sheet& sheet, const std::vector<catalog::TargetId>& ids, const Rect& area) {
    const Metrics& m = sheet.stage().metrics;
    const float gap = std::max(m.gap, m.gutter);
    const int count = static_cast<int>(ids.size());
    const TileGrid grid =
        tile_grid(count, {area.w, area.h, gap, kLeastWidth * m.em, kLeastHeight * m.em, 1.3f});
    const float width = (area.w + gap) / static_cast<float>(grid.columns) - gap,
                height = (area.h + gap) / static_cast<float>(grid.rows) - gap;
    if (grid.pages > 1 || width < kLeastWidth * m.em || height < kLeastHeight * m.em) return false;
    for (int i = 0; i < count; ++i) {
        const auto facts = load_facts(sheet.stage(), ids[static_cast<std::size_t>(i)]);
        if (!facts) return base::fail(facts.error());
        draw_card(sheet, *facts,
                  {std::round(area.x + static_cast<float>(i % grid.columns) * (width + gap)),
                   std::round(area.y + static_cast<float>(i / grid.columns) * (height + gap)),
                   std::floor(width), std::floor(height)});
    }
    return true;
}

}  // namespace kiosk
