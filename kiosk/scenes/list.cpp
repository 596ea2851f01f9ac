#include "kiosk/scenes/list.h"

#include <algorithm>
#include <cmath>

namespace kiosk {
namespace {

constexpr float kTwoColumns = 42, kBeside = 17;                   // [em] of width, from which on
constexpr float kLine = 1.16f, kDenseLine = 1.12f, kMark = 1.7f;  // [em]
constexpr float kLeastRight = 0.3f, kRightShare = 0.42f,
                kMostRight = 0.66f;  // of a row, for result and state

/// How the rows of a page are made up.
struct RowForm {
    bool is_beside = true;  // result and state at the right; else under the rest
    std::size_t name_lines = 1;

    /// Long names stand on two lines, and lines beside a result then closer.
    [[nodiscard]] float line() const { return is_beside && name_lines > 1 ? kDenseLine : kLine; }
    [[nodiscard]] float lines() const { return static_cast<float>(name_lines) + (is_beside ? 1.0f : 2.0f); }
};

RowForm form_of(const Stage& stage, float width) {
    const float across = width / stage.metrics.em, needed = stage.strings.language().text_width;
    RowForm form{across >= kBeside, 1};
    if (across < (form.is_beside ? 24 : 12) * needed && needed > 1.2f) form.name_lines = 2;
    if (across < 10) form.name_lines = 2;
    return form;
}

float cell_width(const Stage& stage, float width, int columns) {
    return columns == 1 ? width : std::floor((width - 2 * stage.metrics.gutter) / 2);
}

/// Shrinks from `style.em` to body size until it is one line; else up to `lines` lines at body size.
TextBlock set_row_text(const Sheet& sheet, const std::string& text, Style& style, float width,
                       std::size_t lines) {
    TextBlock block = sheet.set(text, style, width);
    for (; block.line_count() > 1 && style.em > sheet.em(); block = sheet.set(text, style, width))
        style.em = std::max(sheet.em(), std::floor(style.em * 0.93f));
    return block.line_count() > lines ? sheet.set_at_most(text, style, width, lines) : block;
}

struct SetText {
    TextBlock block;
    Style style;
};

SetText set_name(const Sheet& sheet, const TargetFacts& facts, float width, std::size_t lines) {
    const words::Strings& s = sheet.stage().strings;
    const std::string& full = s.pick(facts.target.name);
    Style style{.face = Face::bold,
                .em = lines > 1 ? sheet.em() : sheet.stage().metrics.type(36),
                .role = Role::title,
                .line_height = lines > 1 ? kDenseLine : kLine,
                .ref = facts.ref("name"),
                .language = &s.language_of(facts.target.name)};
    TextBlock block = set_row_text(sheet, full, style, width, lines);
    if (block.text != full) {  // shortened: what stands there is no longer the name
        style.ref.clear();
        if (lines == 1) style.em = sheet.stage().metrics.type(36);
        const std::string& brief = s.pick(facts.target.short_name);
        if (!brief.empty()) block = set_row_text(sheet, brief, style, width, lines);
    }
    return {std::move(block), style};
}

/// In place of number and promise.
void place_note(Sheet& sheet, const std::string& note, Point at, float width) {
    const Style small{.secondary = true, .role = Role::label, .line_height = kLine};
    sheet.place(sheet.set_at_most(note, small, width, 1), at, small);
}

/// "T-127" and what is promised, on one line.
struct Promise {
    TextBlock number, words;
    Style style;   // of the number
    float at = 0;  // where the words begin

    [[nodiscard]] float width() const { return at + words.width; }
};

Promise set_promise(const Sheet& sheet, const TargetFacts& facts) {
    const words::Strings& s = sheet.stage().strings;
    Promise promise;
    promise.style = {.secondary = true, .role = Role::label, .line_height = kLine};
    promise.number = sheet.set(words::number_text(facts.target.number), promise.style, 1e6f);
    promise.at = promise.number.width + 0.8f * sheet.em();
    promise.words = sheet.set(facts.has_number()
                                  ? s("row.target", {{"figure", words::promised(facts.target, s).joined()}})
                                  : s("row.no_number"),
                              promise.style, 1e6f);
    return promise;
}

/// The promise is left out where it has no room.
void place_promise(Sheet& sheet, const TargetFacts& facts, Point at, float width) {
    const Promise promise = set_promise(sheet, facts);
    sheet.place(promise.number, at, promise.style);
    Style style = promise.style;
    style.ref = facts.has_number() ? facts.ref("value") : "";
    if (promise.width() <= width) sheet.place(promise.words, {at.x + promise.at, at.y}, style);
}

/// The result over the state's word, or that alone; nothing but the word where a number has no room.
struct Outcome {
    SetText result, state;
    bool is_whole = true;  // no word of the state is cut

    [[nodiscard]] float width() const { return std::max(result.block.width, state.block.width); }
    [[nodiscard]] float height() const { return result.block.height + state.block.height; }
};

Outcome set_outcome(const Sheet& sheet, const TargetFacts& facts, float width) {
    const words::Strings& s = sheet.stage().strings;
    Outcome outcome;
    outcome.state.style = {.secondary = true,
                           .role = Role::label,
                           .line_height = kLine,
                           .balanced = true,
                           .ref = facts.ref("state")};
    outcome.state.block = sheet.set(state_text(facts, s), outcome.state.style, width);
    outcome.is_whole = sheet.widest_word(state_text(facts, s), outcome.state.style) <= width;
    if (!facts.shown) return outcome;
    outcome.result.style = {.face = Face::bold,
                            .em = sheet.stage().metrics.type(38),
                            .role = Role::figure,
                            .line_height = kLine,
                            .ref = facts.ref("observed")};
    TextBlock block = set_row_text(sheet, row_figure(facts, s), outcome.result.style, width, 1);
    if (block.text == row_figure(facts, s) && block.line_count() == 1)
        outcome.result.block = std::move(block);
    return outcome;
}

/// As narrow as leaves the promise its room, where the row is high enough for that; else as wide as it needs.
Outcome set_outcome_beside(const Sheet& sheet, const TargetFacts& facts, const Rect& row, bool has_promise) {
    const float promise = has_promise ? set_promise(sheet, facts).width() : 0,
                left = row.w - (kMark + 0.8f) * sheet.em();
    for (float share = kRightShare; has_promise && share >= kLeastRight; share -= 0.04f) {
        Outcome outcome = set_outcome(sheet, facts, share * row.w);
        if (outcome.is_whole && outcome.height() <= row.h && outcome.width() + promise <= left)
            return outcome;
    }
    Outcome outcome = set_outcome(sheet, facts, kRightShare * row.w);
    for (float share = kRightShare; outcome.height() > row.h && share < kMostRight; share += 0.06f)
        outcome = set_outcome(sheet, facts, share * row.w);
    return outcome;
}

void place_mark(Sheet& sheet, const TargetFacts& facts, Point center) {
    sheet.draw([state = facts.judgement.state, center, r = std::round(0.5f * sheet.em())](Canvas& c) {
        draw_state(c, state, center, r, c.colors().paper);
    });
}

/// Name, number and promise at the left, result and state at the right.
void draw_beside(Sheet& sheet, const TargetFacts& facts, const std::string& note, const Rect& row,
                 const RowForm& form) {
    const float em = sheet.em(), x = row.x + kMark * em, right = row.right();
    Outcome outcome = set_outcome_beside(sheet, facts, row, note.empty());
    if (outcome.height() > row.h) outcome.result.block = {};
    const float width = right - outcome.width() - 0.8f * em - x;
    const SetText name = set_name(sheet, facts, width, form.name_lines);
    place_mark(sheet, facts, {row.x + 0.6f * em, std::round(row.center().y)});
    // A line's letters reach below it further than above.
    const float line = form.line() * em, lift = form.name_lines > 1 ? 0.1f * em : 0,
                top = row.center().y - (name.block.height + line) / 2 - lift;
    const float below = sheet.place(name.block, {x, top}, name.style);
    note.empty() ? place_promise(sheet, facts, {x, below}, width)
                 : place_note(sheet, note, {x, below}, width);
    float y = row.center().y - outcome.height() / 2 - lift;
    const TextBlock& result = outcome.result.block;
    y = sheet.place(result, {right - result.width, y}, outcome.result.style);
    sheet.place(outcome.state.block, {right - outcome.state.block.width, y}, outcome.state.style);
}

/// The same one under the other.
void draw_under(Sheet& sheet, const TargetFacts& facts, const std::string& note, const Rect& row,
                const RowForm& form) {
    const float em = sheet.em(), line = form.line() * em;
    const SetText name = set_name(sheet, facts, row.w, form.name_lines);
    const float all = name.block.height + 2 * line;
    float y = sheet.place(name.block, {row.x, row.center().y - all / 2}, name.style);
    note.empty() ? place_promise(sheet, facts, {row.x, y}, row.w)
                 : place_note(sheet, note, {row.x, y}, row.w);
    y += line;
    place_mark(sheet, facts, {row.x + 0.5f * em, std::round(y + line / 2)});
    const float x = row.x + 1.4f * em;
    Outcome outcome = set_outcome(sheet, facts, row.right() - x);
    if (outcome.state.block.line_count() > 1)
        outcome.state.block =
            sheet.set_at_most(outcome.state.block.text, outcome.state.style, row.right() - x, 1);
    sheet.place(outcome.state.block, {x, y}, outcome.state.style);
    if (outcome.result.block.height > line) {
        outcome.result.style.em = em;
        outcome.result.block = sheet.set(outcome.result.block.text, outcome.result.style, row.w);
    }
    const TextBlock& result = outcome.result.block;
    if (x + outcome.state.block.width + em + result.width <= row.right())
        sheet.place(result, {row.right() - result.width, y + (line - result.height) / 2},
                    outcome.result.style);
}

void draw_row(Sheet& sheet, const TargetFacts& facts, const std::string& note, const Rect& row,
              const RowForm& form, const Filter& list) {
    sheet.touch("target/" + facts.target.id.text, sheet.stage().strings.pick(facts.target.name), row,
                Go{{.scene = SceneKind::target, .key = facts.target.id.text, .page = 1, .filter = list}});
    form.is_beside ? draw_beside(sheet, facts, note, row, form) : draw_under(sheet, facts, note, row, form);
    sheet.hairline(row.bottom() + sheet.stage().metrics.gap / 2, row.x, row.right());
}

}  // namespace

std::string row_figure(const TargetFacts& facts, const words::Strings& s) {
    const catalog::Observation& shown = *facts.shown;
    std::string figure = words::observed(shown, facts.target, s).joined();
    if (!shown.derived.empty()) figure = s("derived.point", {{"figure", figure}});
    return s(words::is_last_word(facts.target, shown) ? "row.result" : "row.so_far", {{"figure", figure}});
}

base::Result<Page> build_rows(const Stage& stage, const Address& address,
                              const std::vector<catalog::TargetId>& targets, const Filter& list,
                              const std::function<void(Sheet&, int pages)>& dress) {
    const auto grid_for = [&](int pages) {
        Sheet trial{stage, address};
        dress(trial, pages);
        return row_grid(stage, trial.room(), static_cast<int>(targets.size()));
    };
    RowGrid grid = grid_for(1);
    if (grid.pages > 1) grid = grid_for(2);
    if (address.page > grid.pages) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    dress(sheet, grid.pages);
    if (auto drawn = draw_rows(sheet, targets, grid, address.page, list); !drawn)
        return base::fail(drawn.error());
    return sheet.take(address.page, grid.pages);
}

Stage stage_for_lists(const Stage& stage) {
    constexpr float kDown = 18;  // [em] of height, in the largest type
    const Metrics& m = stage.metrics;
    if (m.roomy) return stage;
    if (!stage.profile.larger_type) return stage.with_em(m.min_em);
    return stage.with_em(std::round(std::min(m.em, std::max(m.foot_em, m.height / kDown))));
}

RowGrid row_grid(const Stage& stage, const Rect& room, int count) {
    const Metrics& m = stage.metrics;
    RowGrid grid{.columns = room.w >= kTwoColumns * m.em ? 2 : 1, .count = count};
    const RowForm form = form_of(stage, cell_width(stage, room.w, grid.columns));
    const bool is_dense = !m.roomy || form.name_lines > 1;
    const float padding = (!is_dense ? 0.5f
                           : m.roomy ? 0
                                     : 0.05f) *
                          m.em,
                larger = is_dense ? 0 : 0.25f * m.em;
    grid.height = std::ceil(std::max(m.touch, form.lines() * form.line() * m.em + larger + padding));
    const int most = std::max(1, static_cast<int>((room.h + m.gap + 0.5f) / (grid.height + m.gap)));
    grid.pages = std::max(1, (count + most * grid.columns - 1) / (most * grid.columns));
    grid.rows = std::max(1, (grid.per_page() + grid.columns - 1) / grid.columns);
    return grid;
}

Rect row_rect(const Stage& stage, const Rect& room, const RowGrid& grid, int index) {
    const Metrics& m = stage.metrics;
    const float width = cell_width(stage, room.w, grid.columns), natural = grid.height + m.gap,
                free = (room.h + m.gap) / static_cast<float>(grid.rows) - natural;
    // A short list spreads over the page.
    const float pitch = std::floor(natural + std::clamp(free, 0.0f, 2 * m.em));
    return {room.x + static_cast<float>(index / grid.rows) * (width + 2 * m.gutter),
            room.y + static_cast<float>(index % grid.rows) * pitch, width, pitch - m.gap};
}

base::Status draw_rows(Sheet& sheet, const std::vector<catalog::TargetId>& targets, const RowGrid& grid,
                       int page, const Filter& list, const std::vector<std::string>& notes) {
    const auto from = std::min(targets.size(), static_cast<std::size_t>((page - 1) * grid.per_page())),
               to = std::min(targets.size(), from + static_cast<std::size_t>(grid.per_page()));
    const auto facts = load_row_facts(sheet.stage(), {targets.begin() + static_cast<std::ptrdiff_t>(from),
                                                      targets.begin() + static_cast<std::ptrdiff_t>(to)});
    if (!facts) return base::fail(facts.error());
    const RowForm form = form_of(sheet.stage(), cell_width(sheet.stage(), sheet.room().w, grid.columns));
    for (std::size_t i = 0; i < facts->size(); ++i)
        draw_row(sheet, (*facts)[i], from + i < notes.size() ? notes[from + i] : "",
                 row_rect(sheet.stage(), sheet.room(), grid, static_cast<int>(i)), form, list);
    return {};
}

void keep_low(Sheet& sheet, const std::string& title, const std::string& blurb, const StateCounts& counts) {
    const Stage& stage = sheet.stage();
    const Metrics& m = stage.metrics;
    if (m.reach_top == 0) return;
    const float border = m.reach_top + m.gap;
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
