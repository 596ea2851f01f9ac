#include "kiosk/scenes/list.h"

#include <array>
#include <cmath>

namespace kiosk {
namespace {

/// Columns of a row where the panel is wide: name, value, small picture, state. Shares of the width.
struct RowColumns {
    float name, value, picture, state;
};
constexpr RowColumns kWide{0.36f, 0.2f, 0.21f, 0.23f};

bool is_wide(const Metrics& m) { return m.roomy && !m.portrait; }

float row_height(const Metrics& m) {
    const float lines = is_wide(m) ? 2.55f : m.roomy ? 4.5f : 3.75f;
    return std::round(std::max(m.touch, lines * m.em));
}

/// As many lines as allowed, the last ended with an ellipsis where there are more.
TextBlock set_lines(const Sheet& sheet, std::string text, const Style& style, float width, std::size_t lines) {
    TextBlock block = sheet.set(text, style, width);
    while (block.line_count() > lines && !text.empty()) {
        do text.pop_back(); while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80);
        block = sheet.set(text + "…", style, width);
    }
    return block;
}

/// Large where it fits on one line, else body size on two.
void place_row_name(Sheet& sheet, const TargetFacts& facts, const Rect& area) {
    const Strings& s = sheet.stage().strings;
    const std::string& full = s.pick(facts.target.name);
    Style style{.face = Face::bold, .em = sheet.stage().metrics.type(38), .role = Role::title, .line_height = 1.2f, .ref = facts.ref("name"),
                .chinese = s.locale_of(facts.target.name) == Locale::zh};
    TextBlock block = sheet.set(full, style, area.w);
    for (; block.line_count() > 1 && style.em > sheet.em(); block = sheet.set(full, style, area.w)) style.em = std::max(sheet.em(), std::floor(style.em * 0.93f));
    const std::string& brief = s.pick(facts.target.short_name);
    if (block.line_count() > 2 && !brief.empty()) {
        style.ref.clear();
        block = sheet.set(brief, style, area.w);
    }
    if (block.line_count() > 2) {
        style.ref.clear();
        block = set_lines(sheet, full, style, area.w, 2);
    }
    sheet.place(block, {area.x, area.y + (area.h - block.height) / 2}, style);
}

void place_row_value(Sheet& sheet, const TargetFacts& facts, const Rect& area, bool right) {
    const Strings& s = sheet.stage().strings;
    const Figure figure = facts.has_number() ? promised(facts.target, s) : Figure{};
    if (figure.is_empty()) return;
    Style style{.face = Face::bold, .em = sheet.stage().metrics.type(50), .role = Role::figure, .line_height = 1.2f, .ref = facts.ref("value")};
    TextBlock block = sheet.set(figure.joined(), style, area.w);
    for (; block.line_count() > 1 && style.em > sheet.em(); block = sheet.set(figure.joined(), style, area.w)) style.em = std::max(sheet.em(), std::floor(style.em * 0.93f));
    sheet.place(block, {right ? area.right() - block.width : area.x, area.y + (area.h - block.height) / 2}, style);
}

void place_row_state(Sheet& sheet, const TargetFacts& facts, const Rect& area) {
    const float r = std::round(0.5f * sheet.em()), x = area.x + 2.6f * r;
    sheet.draw([state = facts.judgement.state, at = Point{area.x + r, std::round(area.center().y)}, r](Canvas& c) {
        draw_state(c, state, at, r, c.colors().paper);
    });
    const Style style{.em = sheet.em(), .role = Role::label, .line_height = 1.2f, .ref = facts.ref("state")};
    const TextBlock block = sheet.set(state_text(facts, sheet.stage().strings), style, area.right() - x);
    sheet.place(block, {x, area.y + (area.h - block.height) / 2}, style);
}

void draw_row(Sheet& sheet, const TargetFacts& facts, const Rect& row) {
    const float gutter = sheet.stage().metrics.gutter;
    if (is_wide(sheet.stage().metrics)) {
        std::array<Rect, 4> cells;
        float x = row.x;
        const std::array shares{kWide.name, kWide.value, kWide.picture, kWide.state};
        for (std::size_t i = 0; i < cells.size(); x += shares[i++] * row.w)
            cells[i] = {x, row.y, shares[i] * row.w - (i + 1 < cells.size() ? gutter : 0), row.h};
        place_row_name(sheet, facts, cells[0]);
        place_row_value(sheet, facts, cells[1], true);
        sheet.draw([picture = facts.picture, area = Rect{cells[2].x, row.y, cells[2].w, row.h}](Canvas& c) { draw_small(c, picture, area); });
        place_row_state(sheet, facts, cells[3]);
        return;
    }
    const float upper = std::round(row.h * 0.56f), half = row.w * 0.44f;
    place_row_name(sheet, facts, {row.x, row.y, row.w, upper});
    place_row_value(sheet, facts, {row.x, row.y + upper, half, row.h - upper}, false);
    place_row_state(sheet, facts, {row.x + half + gutter, row.y + upper, row.w - half - gutter, row.h - upper});
}

void draw_heading(Sheet& sheet, const std::string& text, const Rect& row) {
    const Style style{.face = Face::bold, .accent = true, .role = Role::title, .line_height = 1.2f};
    const TextBlock block = set_lines(sheet, text, style, row.w, 2);
    sheet.place(block, {row.x, row.y + row.h - block.height - 0.2f * sheet.em()}, style);
}

}  // namespace

int TargetList::rows_in(const Stage& stage, const Rect& room) {
    const float pitch = row_height(stage.metrics) + stage.metrics.gap;
    return std::max(1, static_cast<int>((room.h + stage.metrics.gap + 0.5f) / pitch));
}

int TargetList::page_count(int rows) const {
    return std::max(1, (static_cast<int>(entries_.size()) + rows - 1) / rows);
}

base::Status TargetList::draw(Sheet& sheet, int page, int rows) const {
    const std::size_t from = static_cast<std::size_t>((page - 1) * rows), to = std::min(entries_.size(), from + static_cast<std::size_t>(rows));
    std::vector<catalog::TargetId> ids;
    for (std::size_t i = from; i < to; ++i)
        if (entries_[i].heading.empty()) ids.push_back(entries_[i].target);
    auto facts = load_facts(sheet.stage(), ids);
    if (!facts) return tl::unexpected(facts.error());
    const Metrics& m = sheet.stage().metrics;
    const Rect room = sheet.room();
    const float natural = row_height(m) + m.gap, spare = room.h + m.gap - natural * static_cast<float>(rows);
    const float pitch = std::floor(natural + std::clamp(spare / static_cast<float>(rows), 0.0f, 0.6f * m.em));
    float y = room.y;
    std::size_t next = 0;
    for (std::size_t i = from; i < to; ++i, y += pitch) {
        const Rect row{room.x, y, room.w, pitch - m.gap};
        if (!entries_[i].heading.empty()) {
            draw_heading(sheet, entries_[i].heading, row);
            continue;
        }
        if (next >= facts->size()) break;
        const TargetFacts& one = (*facts)[next++];
        sheet.touch("target/" + one.target.id.text, sheet.stage().strings.pick(one.target.name), row,
                    Go{{.scene = SceneKind::target, .key = one.target.id.text}});
        draw_row(sheet, one, row);
        sheet.hairline(y + pitch - m.gap / 2, room.x, room.right());
    }
    return {};
}

void keep_low(Sheet& sheet, const std::string& title, const std::string& blurb, const std::vector<catalog::State>& states) {
    const Stage& stage = sheet.stage();
    const Metrics& m = stage.metrics;
    if (!stage.profile.low_reach || !m.portrait) return;
    const float border = std::ceil(0.6f * m.height) + m.gap;
    const Rect room = sheet.room();
    if (room.y >= border) return;
    float y = room.y;
    if (!title.empty())
        y = sheet.write(title, {.face = Face::bold, .em = m.type(72), .role = Role::title, .line_height = 1.25f, .balanced = true}, {room.x, y}, room.w) + 0.5f * m.em;
    if (!blurb.empty()) y = sheet.write(blurb, {.em = m.type(36), .secondary = true, .balanced = true}, {room.x, y}, room.w) + 1.2f * m.em;
    const Rect field{room.x, y, room.w, border - y - 1.5f * m.em};
    if (field.h > 3 * m.em) sheet.draw([states, field](Canvas& c) { draw_state_field(c, states, field); });
    sheet.take_room_above(border);
}

}  // namespace kiosk
