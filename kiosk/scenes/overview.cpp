#include "kiosk/scenes/overview.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "kiosk/scenes/headings.h"
#include "kiosk/scenes/roll.h"
#include "kiosk/ui/pictures.h"
#include "words/format.h"

namespace kiosk {
namespace {

using catalog::State;

/// States that a passer-by sees as one: everything under way counts together. In the order of the legend.
struct Group {
    const char* key;
    State mark;
};
constexpr std::array kGroups{
    Group{"overview.met", State::met},
    Group{"overview.missed", State::missed},
    Group{"overview.cannot_judge", State::cannot_judge},
    Group{"overview.reached", State::reached},
    Group{"overview.exceeded", State::exceeded},
    Group{"overview.under_way", State::on_pace},
    Group{"overview.final_not_published", State::final_not_published},
    Group{"overview.no_figure", State::no_figure},
    Group{"overview.not_judged", State::not_judged},
};

/// The state whose mark stands for `state`: a state without a group does not compile.
constexpr State mark_of(State state) {
    switch (state) {
        case State::met:
        case State::missed:
        case State::cannot_judge:
        case State::reached:
        case State::exceeded:
        case State::final_not_published:
        case State::no_figure:
        case State::not_judged:
            return state;
        case State::ahead:
        case State::on_pace:
        case State::slightly_behind:
        case State::well_behind:
        case State::at_target_so_far:
        case State::short_so_far:
        case State::under_way:
            return State::on_pace;
    }
    return state;
}

struct Count {
    const Group* group;
    int n;
};

std::vector<Count> counts_of(const catalog::Standing& standing) {
    std::vector<Count> result;
    for (const Group& group : kGroups) {
        int n = 0;
        for (std::size_t i = 0; i < catalog::kStateCount; ++i)
            if (mark_of(static_cast<State>(i)) == group.mark) n += standing.counts()[i];
        if (n > 0) result.push_back({&group, n});
    }
    return result;
}

/// Number over word where there is room, else mark, number and word on one line.
struct CountBlock {
    const Count* count;
    TextBlock number, word;
};

Style number_style(const Metrics& m) {
    return {.face = Face::bold,
            .em = m.roomy ? m.type(84) : m.em,
            .role = Role::figure,
            .line_height = m.roomy ? 1.1f : 1.3f};
}
Style word_style(const Metrics& m) {
    return {.em = m.roomy ? m.type(33) : m.em, .role = Role::label, .line_height = m.roomy ? 1.2f : 1.3f};
}
float mark_radius(const Metrics& m) { return std::round((m.roomy ? 0.8f : 0.42f) * m.em); }

struct Legend {
    std::vector<CountBlock> blocks;
    Style numbers;
    int columns = 1;
    float row = 0, width = 0;
    bool fits = true;  // every word on the lines it may have
};

/// As large as they can be without touching the next one's mark.
Style fitting_numbers(const Sheet& sheet, const std::vector<Count>& counts, float width) {
    const Metrics& m = sheet.stage().metrics;
    Style style = number_style(m);
    const auto widest = [&] {
        float most = 0;
        for (const Count& count : counts)
            most = std::max(most, sheet.set(std::to_string(count.n), style, m.width).width);
        return most;
    };
    while (m.roomy && style.em > m.em && widest() > width - 2.35f * mark_radius(m) - 0.5f * m.em)
        style.em = std::max(m.em, std::floor(0.94f * style.em));
    return style;
}

Legend set_legend(const Sheet& sheet, const std::vector<Count>& counts, float room, int columns) {
    const Metrics& m = sheet.stage().metrics;
    const float width = room / static_cast<float>(columns);
    Legend legend{.numbers = fitting_numbers(sheet, counts, width), .columns = columns, .width = width};
    for (const Count& count : counts) {
        CountBlock block{&count, sheet.set(std::to_string(count.n), legend.numbers, room), {}};
        const float beside = m.roomy ? 0 : block.number.width + 0.4f * m.em;
        block.word =
            sheet.set(sheet.stage().strings(count.group->key), word_style(m),
                      legend.width - 2.35f * mark_radius(m) - beside - (m.roomy ? 0.6f : 0.2f) * m.em);
        legend.fits = legend.fits && block.word.line_count() <= (m.roomy ? 2u : 1u);
        legend.row =
            std::max(legend.row, m.roomy ? block.number.height + block.word.height : block.word.height);
        legend.blocks.push_back(std::move(block));
    }
    return legend;
}

void draw_count(Sheet& sheet, const CountBlock& block, const Style& numbers, Point at) {
    const Metrics& m = sheet.stage().metrics;
    const float r = mark_radius(m), x = at.x + 2.35f * r;
    sheet.draw([state = block.count->group->mark,
                center = Point{at.x + r, std::round(at.y + block.number.height / 2)},
                r](Canvas& c) { draw_state(c, state, center, r, c.colors().paper); });
    sheet.place(block.number, {x, at.y}, numbers);
    sheet.place(
        block.word,
        m.roomy ? Point{x, at.y + block.number.height} : Point{x + block.number.width + 0.4f * m.em, at.y},
        word_style(m));
}

/// Returns the top of the legend that it draws above `bottom`.
float draw_legend(Sheet& sheet, const std::vector<Count>& counts, const Rect& room, float bottom) {
    const Metrics& m = sheet.stage().metrics;
    const int n = static_cast<int>(counts.size());
    int columns = m.roomy ? (m.portrait ? 3 : std::max(n, 4)) : 2;
    Legend legend = set_legend(sheet, counts, room.w, columns);
    while (!legend.fits && columns > 1) legend = set_legend(sheet, counts, room.w, --columns);
    const int rows = (n + columns - 1) / columns;
    const float pitch = legend.row + (rows > 1 && m.roomy ? 0.6f * m.em : 0),
                top = bottom - pitch * static_cast<float>(rows);
    for (int i = 0; i < n; ++i)
        draw_count(sheet, legend.blocks[static_cast<std::size_t>(i)], legend.numbers,
                   {room.x + static_cast<float>(i % columns) * legend.width,
                    top + static_cast<float>(i / columns) * pitch});
    return top;
}

/// What a mark stands for, with a blank after it; where targets are named, their states are in the legend.
std::string field_note(const Stage& stage) {
    const int each = state_marks(stage.standing.counts()).each;
    if (each > 1) return stage.strings("overview.note_grouped", {{"n", std::to_string(each)}}) + " ";
    return is_roll(stage) ? "" : stage.strings("overview.note") + " ";
}

/// The invitation to touch, and the age of what is shown. Returns the y above it.
float draw_foot(Sheet& sheet, const Rect& room) {
    const Stage& stage = sheet.stage();
    const Metrics& m = stage.metrics;
    const std::string label = stage.strings("overview.touch");
    const float width = std::min(
        room.w, text_width(stage.fonts, {label, Face::regular, m.em}, stage.strings.language()) + 3 * m.em);
    const float height = std::max(m.touch, m.roomy ? m.button * 1.05f : m.touch);
    sheet.button("start", label, {room.right() - width, room.bottom() - height, width, height}, Wish::home,
                 true, std::max(m.min_em, std::min(m.em, std::floor(0.8f * height))));
    const float top = room.bottom() - height;
    const Style small{.secondary = true, .line_height = 1.4f};
    if (!m.roomy) return top - 0.2f * m.em;
    const TextBlock note =
        sheet.set(field_note(stage) + stage.last_sync, small, room.w - width - 2 * m.gutter);
    const float note_top = std::min(top + (height - note.height) / 2, room.bottom() - note.height);
    sheet.place(note, {room.x, note_top}, small);
    const float line = std::min(top, note_top) - 0.8f * m.em;
    sheet.hairline(line, room.x, room.right());
    return line - 0.7f * m.em;
}

std::string roomy_title(const Stage& stage) {
    return plan_heading(stage) + "\n" + stage.strings.count("overview.question", stage.standing.counted());
}

std::string small_title(const Stage& stage) {
    const words::Strings& s = stage.strings;
    return s("overview.title_small", {{"period", period_of_plan(stage)},
                                      {"targets", s.count("topic.targets", stage.standing.counted())}});
}

constexpr int kManyTargets = 100;  // fewer have larger marks

/// Nothing when it does not fit at this size.
std::optional<Sheet> compose(const Stage& stage, const Address& address, const Roll* roll, bool force) {
    Sheet sheet{stage, address};
    const Metrics& m = stage.metrics;
    const Rect room = sheet.room();
    Style title{.face = Face::serif,
                .em = m.roomy ? m.type(m.portrait ? 76 : 84) : m.em,
                .role = Role::title,
                .line_height = m.roomy ? 1.22f : 1.3f,
                .balanced = m.portrait};
    const std::string words = m.roomy ? roomy_title(stage) : small_title(stage);
    TextBlock block = sheet.set(words, title, room.w);
    const float largest = title.em;
    const auto most_lines = [&] { return title.em > 0.72f * largest ? 2u : m.portrait ? 4u : 3u; };
    while (block.line_count() > most_lines() && title.em > m.em) {
        title.em = std::max(m.em, std::floor(title.em * 0.95f));
        block = sheet.set(words, title, room.w);
    }
    const float below =
        sheet.place(block, {room.x, room.y - 0.1f * title.em}, title) + (m.roomy ? 1.0f : 0.2f) * m.em;
    const float bottom = draw_foot(sheet, room);
    const float legend = draw_legend(sheet, counts_of(stage.standing), room, bottom);
    if (!force && legend < below) return std::nullopt;
    const Rect field{room.x, below, room.w, legend - (m.roomy ? 1.0f : 0.4f) * m.em - below};
    if (!force && m.roomy && field.h < 4 * m.em) return std::nullopt;
    if (roll != nullptr && draw_roll(sheet, *roll, field)) return sheet;
    if (field.h > 1.2f * m.em)
        sheet.draw([marks = state_marks(stage.standing.counts()), field,
                    pitch = (stage.standing.counted() < kManyTargets ? 6.0f : 4.0f) * m.em](Canvas& c) {
            draw_state_field(c, marks, field, pitch);
        });
    return sheet;
}

}  // namespace

base::Result<Page> build_overview(const Stage& stage, const Address& address) {
    std::optional<Roll> roll;
    if (is_roll(stage)) {
        auto loaded = load_roll(stage);
        if (!loaded) return base::fail(loaded.error(), "opening the overview");
        roll = std::move(*loaded);
    }
    const Roll* const names = roll ? &*roll : nullptr;
    for (float em = stage.metrics.em; em > stage.metrics.min_em;
         em = std::max(stage.metrics.min_em, std::floor(em * 0.94f)))
        if (auto sheet = compose(stage.with_em(em), address, names, false)) return sheet->take(1, 1);
    return compose(stage.with_em(stage.metrics.min_em), address, names, true)->take(1, 1);
}

}  // namespace kiosk
