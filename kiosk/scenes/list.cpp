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

/// How a row of the narrow form is made up: lines for the name, and whether the state has a line of its own.
struct NarrowRow {
    int name_lines;
    bool stacked;
    int state_lines;

    [[nodiscard]] float lines() const {
        return static_cast<float>(name_lines + state_lines + (stacked ? 1 : 0));
    }
};

constexpr float kBesideName = 16;  // [em] that figure and state need beside each other, in Chinese

NarrowRow narrow_row(const Stage& stage) {
    const Metrics& m = stage.metrics;
    const float across = (m.width - 2 * m.margin) / m.em;
    const bool stacked = across < kBesideName * stage.strings.language().text_width;
    const bool one_line_names = stacked && !m.roomy && across > 18;
    return {one_line_names ? 1 : 2, stacked, across < 16 ? 2 : 1};
}

constexpr float kRowLine = 1.22f;  // [em]

float row_height(const Stage& stage) {
    const Metrics& m = stage.metrics;
    if (is_wide(m)) return std::round(std::max(m.touch, 2.6f * m.em));
    return std::ceil(
        std::max(m.touch, narrow_row(stage).lines() * kRowLine * m.em + (m.roomy ? 0.5f : 0.08f) * m.em));
}

/// Shrinks from `style.em` to body size until it is one line; else up to `lines` lines at body size.
TextBlock set_row_text(const Sheet& sheet, const std::string& text, Style& style, float width,
                       std::size_t lines) {
    TextBlock block = sheet.set(text, style, width);
    for (; block.line_count() > 1 && style.em > sheet.em(); block = sheet.set(text, style, width))
        style.em = std::max(sheet.em(), std::floor(style.em * 0.93f));
    return block.line_count() > lines ? sheet.set_at_most(text, style, width, lines) : block;
}

void place_row_name(Sheet& sheet, const TargetFacts& facts, const Rect& area, std::size_t lines) {
    const words::Strings& s = sheet.stage().strings;
    const std::string& full = s.pick(facts.target.name);
    Style style{.face = Face::bold,
                .em = sheet.stage().metrics.type(38),
                .role = Role::title,
                .line_height = kRowLine,
                .ref = facts.ref("name"),
                .language = &s.language_of(facts.target.name)};
    TextBlock block = set_row_text(sheet, full, style, area.w, lines);
    if (block.text != full) {  // shortened: what stands there is no longer the name
        style.ref.clear();
        const std::string& brief = s.pick(facts.target.short_name);
        if (!brief.empty()) block = set_row_text(sheet, brief, style, area.w, lines);
    }
    sheet.place(block, {area.x, area.y + (area.h - block.height) / 2}, style);
}

Style value_style(const Sheet& sheet, const TargetFacts& facts) {
    return {.face = Face::bold,
            .em = sheet.stage().metrics.type(50),
            .role = Role::figure,
            .line_height = kRowLine,
            .ref = facts.ref("value")};
}

std::string value_words(const Sheet& sheet, const TargetFacts& facts) {
    return facts.has_number() ? words::promised(facts.target, sheet.stage().strings).joined() : "";
}

Style state_style(const Sheet& sheet, const TargetFacts& facts) {
    return {.em = sheet.em(), .role = Role::label, .line_height = kRowLine, .ref = facts.ref("state")};
}

void place_row_state(Sheet& sheet, const TargetFacts& facts, const Rect& area) {
    const float r = std::round(0.45f * sheet.em()), x = area.x + 2.6f * r;
    sheet.draw([state = facts.judgement.state, at = Point{area.x + r, std::round(area.center().y)},
                r](Canvas& c) { draw_state(c, state, at, r, c.colors().paper); });
    const Style style = state_style(sheet, facts);
    const TextBlock block = sheet.set(state_text(facts, sheet.stage().strings), style, area.right() - x);
    sheet.place(block, {x, area.y + (area.h - block.height) / 2}, style);
}

float state_width(const Sheet& sheet, const TargetFacts& facts) {
    const Stage& stage = sheet.stage();
    return text_width(stage.fonts, {state_text(facts, stage.strings), Face::regular, sheet.em()},
                      stage.strings.language()) +
           2 * sheet.em();
}

/// The result as a number, and how near it is to the target; a bar alone where nothing is published.
void place_row_result(Sheet& sheet, const TargetFacts& facts, const Rect& area) {
    const words::Strings& s = sheet.stage().strings;
    const bool judged =
        facts.judgement.state != catalog::State::not_judged;  // else there is nothing to come near to
    const auto bar = judged ? row_bar_of(facts.target, facts.shown ? &*facts.shown : nullptr) : std::nullopt;
    Style style{.em = sheet.em(), .role = Role::label, .line_height = kRowLine, .ref = facts.ref("observed")};
    TextBlock words;
    if (facts.shown) words = sheet.set(row_figure(facts, s), style, area.w);
    if (words.line_count() > 1 || words.width > area.w) words = {};  // a number is never cut
    const float track = std::round(0.55f * sheet.em());
    const bool stacked = words.is_empty() || words.height + track <= area.h;
    const float both = words.height + (bar && stacked ? track : 0), top = area.center().y - both / 2;
    if (!words.is_empty()) sheet.place(words, {area.x, top}, style);
    const float length = stacked ? area.w : 0.4f * area.w;  // beside the words, but as long on every row
    const Rect room{area.right() - length, stacked ? top + words.height : area.center().y - track / 2, length,
                    track};
    if (!stacked && words.width > area.w - length - 0.3f * sheet.em()) return;
    if (bar && room.w >= 3 * sheet.em())
        sheet.draw([bar = *bar, room](Canvas& c) { draw_row_bar(c, bar, room); });
}

/// Name, value, picture and state side by side. A long value or state takes the picture's place.
void draw_wide_row(Sheet& sheet, const TargetFacts& facts, const Rect& row) {
    const float gutter = sheet.stage().metrics.gutter;
    std::array<Rect, 4> cells;
    float x = row.x;
    const std::array shares{kWide.name, kWide.value, kWide.picture, kWide.state};
    for (std::size_t i = 0; i < cells.size(); x += shares[i++] * row.w)
        cells[i] = {x, row.y, shares[i] * row.w - (i + 1 < cells.size() ? gutter : 0), row.h};
    place_row_name(sheet, facts, cells[0], 2);
    bool picture = true;
    const std::string value = value_words(sheet, facts);
    if (!value.empty()) {
        Style style = value_style(sheet, facts);
        TextBlock block = set_row_text(sheet, value, style, cells[1].w, 2);
        Rect cell = cells[1];
        if (block.line_count() > 1) {
            style.em = sheet.em();
            cell.w = cells[2].right() - cell.x;
            block = set_row_text(sheet, value, style, cell.w, 2);
            picture = false;
        }
        if (block.text ==
            value)  // a number is never cut: where it has no room, the page behind the row shows it
            sheet.place(
                block,
                {picture ? cell.right() - block.width : cell.x + gutter, row.y + (row.h - block.height) / 2},
                style);
    }
    Rect state = cells[3];
    if (picture && state_width(sheet, facts) > 2 * state.w) {
        state = {cells[2].x, row.y, row.right() - cells[2].x, row.h};
        picture = false;
    }
    if (picture) place_row_result(sheet, facts, cells[2]);
    place_row_state(sheet, facts, state);
}

/// The name above, value and state below, side by side or one under the other.
void draw_narrow_row(Sheet& sheet, const TargetFacts& facts, const Rect& row) {
    const Metrics& m = sheet.stage().metrics;
    const NarrowRow form = narrow_row(sheet.stage());
    const float line = row.h / form.lines();
    const Rect upper{row.x, row.y, row.w, line * static_cast<float>(form.name_lines)};
    place_row_name(sheet, facts, upper, static_cast<std::size_t>(form.name_lines));
    const std::string value = value_words(sheet, facts);
    Style style = value_style(sheet, facts);
    style.em = std::min(style.em, std::max(sheet.em(), std::floor(0.8f * line)));
    const float state_takes = form.stacked ? 0 : std::min(state_width(sheet, facts) + m.gutter, row.w);
    TextBlock block = value.empty() ? TextBlock{} : sheet.set(value, style, row.w - state_takes);
    while (block.line_count() > 1 && style.em > sheet.em()) {
        style.em = std::max(sheet.em(), std::floor(style.em * 0.93f));
        block = sheet.set(value, style, row.w - state_takes);
    }
    // A number is never cut: where it has no room, the page behind the row shows it.
    if (block.line_count() == 1)
        sheet.place(block, {row.x, upper.bottom() + (line - block.height) / 2}, style);
    const float picture_x = row.x + std::max(block.width, 0.28f * row.w) + 2 * m.gutter;
    const Rect picture{picture_x, upper.bottom(), row.right() - state_takes - m.gutter - picture_x, line};
    if (!form.stacked && picture.w >= 5 * m.em) place_row_result(sheet, facts, picture);
    if (form.stacked)
        place_row_state(sheet, facts,
                        {row.x, row.bottom() - line * static_cast<float>(form.state_lines), row.w,
                         line * static_cast<float>(form.state_lines)});
    else
        place_row_state(sheet, facts,
                        {row.right() - state_takes + m.gutter, upper.bottom(), state_takes - m.gutter, line});
}

void draw_row(Sheet& sheet, const TargetFacts& facts, const Rect& row) {
    is_wide(sheet.stage().metrics) ? draw_wide_row(sheet, facts, row) : draw_narrow_row(sheet, facts, row);
}

void draw_heading(Sheet& sheet, const std::string& text, const Rect& row) {
    const Style style{.face = Face::bold, .accent = true, .role = Role::title, .line_height = 1.2f};
    const TextBlock block = sheet.set_at_most(text, style, row.w, 2);
    sheet.place(block, {row.x, row.y + row.h - block.height - 0.2f * sheet.em()}, style);
}

}  // namespace

std::string row_figure(const TargetFacts& facts, const words::Strings& s) {
    const catalog::Observation& shown = *facts.shown;
    std::string figure = words::observed(shown, facts.target, s).joined();
    if (!shown.derived.empty()) figure = s("derived.point", {{"figure", figure}});
    return s(words::is_last_word(facts.target, shown) ? "row.result" : "row.so_far", {{"figure", figure}});
}

int TargetList::rows_in(const Stage& stage, const Rect& room) {
    const float pitch = row_height(stage) + stage.metrics.gap;
    return std::max(1, static_cast<int>((room.h + stage.metrics.gap + 0.5f) / pitch));
}

float TargetList::height_of(const Stage& stage, int rows) {
    return static_cast<float>(rows) * (row_height(stage) + stage.metrics.gap);
}

int TargetList::page_count(int rows) const {
    return std::max(1, (static_cast<int>(size_) + rows - 1) / rows);
}

base::Result<float> TargetList::draw(Sheet& sheet, int page, int rows) const {
    const std::size_t from = static_cast<std::size_t>((page - 1) * rows),
                      to = std::min(size_, from + static_cast<std::size_t>(rows));
    std::vector<ListEntry> entries;
    std::vector<catalog::TargetId> ids;
    for (std::size_t i = from; i < to; ++i) {
        entries.push_back(entry_at_(i));
        if (entries.back().heading.empty()) ids.push_back(entries.back().target);
    }
    auto facts = load_row_facts(sheet.stage(), ids);
    if (!facts) return base::fail(facts.error());
    const Metrics& m = sheet.stage().metrics;
    const Rect room = sheet.room();
    const float natural = row_height(sheet.stage()) + m.gap,
                spare = room.h + m.gap - natural * static_cast<float>(rows);
    // A short list spreads over the page, a full one keeps its rows where they are on every page.
    const float shown = page_count(rows) == 1 ? static_cast<float>(size_) : static_cast<float>(rows);
    const float free = spare + natural * (static_cast<float>(rows) - shown);
    const float pitch = std::floor(natural + std::clamp(free / std::max(1.0f, shown), 0.0f,
                                                        (m.roomy && m.portrait ? 4.0f : 1.6f) * m.em));
    float y = room.y;
    std::size_t next = 0;
    for (const ListEntry& entry : entries) {
        const Rect row{room.x, y, room.w, pitch - m.gap};
        y += pitch;
        if (!entry.heading.empty()) {
            draw_heading(sheet, entry.heading, row);
            continue;
        }
        if (next >= facts->size()) break;
        const TargetFacts& one = (*facts)[next++];
        sheet.touch("target/" + one.target.id.text, sheet.stage().strings.pick(one.target.name), row,
                    Go{{.scene = SceneKind::target, .key = one.target.id.text}});
        draw_row(sheet, one, row);
        sheet.hairline(y - m.gap / 2, room.x, room.right());
    }
    return y;
}

void keep_low(Sheet& sheet, const std::string& title, const std::string& blurb, const StateCounts& counts) {
    const Stage& stage = sheet.stage();
    const Metrics& m = stage.metrics;
    if (!stage.profile.low_reach || !m.portrait) return;
    const float border = std::ceil(0.6f * m.height) + m.gap;
    const Rect room = sheet.room();
    if (room.y >= border) return;
    float y = room.y;
    if (!title.empty())
        y = sheet.write(title,
                        {.face = Face::bold,
                         .em = m.type(72),
                         .role = Role::title,
                         .line_height = 1.25f,
                         .balanced = true},
                        {room.x, y}, room.w) +
            0.5f * m.em;
    if (!blurb.empty())
        y = sheet.write(blurb, {.em = m.type(36), .secondary = true, .balanced = true}, {room.x, y}, room.w) +
            1.2f * m.em;
    Rect field{room.x, y, room.w, border - y - 1.5f * m.em};
    const StateMarks marks = state_marks(counts);
    if (marks.each > 1) {  // what a mark stands for is said nowhere else on the page
        const Style small{.secondary = true, .role = Role::label};
        const TextBlock note = sheet.set(
            stage.strings("overview.note_grouped", {{"n", std::to_string(marks.each)}}), small, room.w);
        field.h -= note.height + 0.5f * m.em;
        sheet.place(note, {room.x, field.bottom() + 0.5f * m.em}, small);
    }
    if (field.h > 3 * m.em)
        sheet.draw([marks, field, pitch = 4 * m.em](Canvas& c) { draw_state_field(c, marks, field, pitch); });
    sheet.take_room_above(border);
}

}  // namespace kiosk
