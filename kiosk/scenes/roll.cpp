#include "kiosk/scenes/roll.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/tile_grid.h"

namespace kiosk {
namespace {

constexpr int kMostNames = 12;
constexpr float kNameLine = 1.2f, kWordsLine = 1.3f;  // [em]

struct Cell {
    const TargetFacts* facts;
    Style name_style, words_style;
    TextBlock name, words;
    float radius = 0;  // of its mark

    [[nodiscard]] float height() const { return name.height + words.height; }
};

std::string promise_and_state(const TargetFacts& facts, const words::Strings& s) {
    const std::string state = words::state_word(facts.judgement.state, s);
    if (!facts.has_number()) return state;
    return s("overview.promised", {{"figure", words::promised(facts.target, s).joined()}, {"state", state}});
}

Cell set_cell(const Sheet& sheet, const TargetFacts& facts, const Rect& room, float name_em, float words_em) {
    const Stage& stage = sheet.stage();
    const words::Strings& s = stage.strings;
    const catalog::Target& t = facts.target;
    const catalog::Bilingual& spoken = s.pick(t.short_name).empty() ? t.name : t.short_name;
    Cell cell{
        &facts,
        {.face = Face::bold,
         .em = name_em,
         .role = Role::title,
         .line_height = kNameLine,
         .balanced = true,
         .language = &s.language_of(spoken)},
        {.em = words_em, .secondary = true, .role = Role::label, .line_height = kWordsLine, .balanced = true},
        {},
        {},
        std::round(0.62f * name_em)};
    const float width = room.w - 2.8f * cell.radius - 0.5f * sheet.em();
    cell.name = sheet.set(s.pick(spoken), cell.name_style, width);
    if (stage.metrics.roomy) cell.words = sheet.set(promise_and_state(facts, s), cell.words_style, width);
    if (cell.words.line_count() > 1)  // the promise is left to the target's page
        cell.words = sheet.set(words::state_word(facts.judgement.state, s), cell.words_style, width);
    return cell;
}

bool fits(const Cell& cell, const Rect& room) {
    return cell.name.line_count() <= 2 && cell.words.line_count() <= 2 && !cell.name.is_torn() &&
           cell.height() <= room.h;
}

void draw_cell(Sheet& sheet, const Cell& cell, const Rect& room) {
    const float top = room.y + (room.h - cell.height()) / 2, r = cell.radius,
                first_line = kNameLine * cell.name_style.em;
    sheet.draw([state = cell.facts->judgement.state, at = Point{room.x + r, std::round(top + first_line / 2)},
                r](Canvas& c) { draw_state(c, state, at, r, c.colors().paper); });
    const float x = room.x + 2.8f * r;
    sheet.place(cell.words, {x, sheet.place(cell.name, {x, top}, cell.name_style)}, cell.words_style);
}

}  // namespace

bool is_roll(const Stage& stage) {
    return stage.standing.counted() > 0 && stage.standing.counted() <= kMostNames;
}

base::Result<Roll> load_roll(const Stage& stage) {
    std::vector<catalog::TargetId> ids;
    for (const auto& entry : stage.standing.entries())
        if (catalog::Standing::is_counted(entry)) ids.push_back(entry.key.id);
    return load_row_facts(stage, ids);
}

bool draw_roll(Sheet& sheet, const Roll& roll, const Rect& area) {
    const Metrics& m = sheet.stage().metrics;
    const float gap = std::round(0.5f * m.em), least = (m.roomy ? 15.0f : 9.0f) * m.em,
                low = (m.roomy ? 2.5f : 1.3f) * m.em;
    const int count = static_cast<int>(roll.size());
    const TileGrid grid = tile_grid(count, {area.w, area.h, gap, least, low, m.portrait ? 5.0f : 3.5f});
    if (grid.pages > 1 || area.h < low || area.w < least) return false;
    const Rect first{area.x, area.y, (area.w + gap) / static_cast<float>(grid.columns) - gap,
                     (area.h + gap) / static_cast<float>(grid.rows) - gap};
    const float largest = m.roomy ? m.type(count <= 2 ? 72 : count <= 6 ? 52 : 40) : m.em;
    for (float em = largest; em >= m.em; em = em == m.em ? 0 : std::max(m.em, std::floor(em * 0.94f))) {
        std::vector<Cell> cells;
        for (const TargetFacts& facts : roll)
            cells.push_back(set_cell(sheet, facts, first, em, std::max(m.em, std::floor(0.6f * em))));
        if (!std::all_of(cells.begin(), cells.end(), [&](const Cell& c) { return fits(c, first); })) continue;
        for (int row = 0; grid.before_row(row, count) < count; ++row)
            for (int column = 0; column < grid.in_row(row, count); ++column)
                draw_cell(sheet, cells[static_cast<std::size_t>(grid.before_row(row, count) + column)],
                          first.shifted({static_cast<float>(column) * (first.w + gap),
                                         static_cast<float>(row) * (first.h + gap)}));
        return true;
    }
    return false;
}

}  // namespace kiosk
