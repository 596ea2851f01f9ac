#include "kiosk/scenes/overview.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/format.h"
#include "kiosk/ui/pictures.h"

namespace kiosk {
namespace {

using catalog::State;

/// States that a passer-by sees as one: everything under way counts together.
struct Group {
    const char* key;
    State mark;
    std::vector<State> states;
};

const std::array<Group, 7>& groups() {
    static const std::array<Group, 7> kGroups{{
        {"state.met", State::met, {State::met}},
        {"state.missed", State::missed, {State::missed}},
        {"state.cannot_judge", State::cannot_judge, {State::cannot_judge}},
        {"overview.under_way", State::on_pace,
         {State::ahead, State::on_pace, State::slightly_behind, State::well_behind, State::at_target_so_far, State::short_so_far}},
        {"state.final_not_published", State::final_not_published, {State::final_not_published}},
        {"state.no_figure", State::no_figure, {State::no_figure}},
        {"state.not_judged", State::not_judged, {State::not_judged}},
    }};
    return kGroups;
}

struct Count {
    const Group* group;
    int n;
};

std::vector<Count> counts_of(const catalog::Standing& standing) {
    std::vector<Count> result;
    for (const Group& group : groups()) {
        int n = 0;
        for (const State state : group.states) n += standing.counts()[static_cast<std::size_t>(state)];
        if (n > 0) result.push_back({&group, n});
    }
    return result;
}

/// One mark per counted target, those with results first.
std::vector<State> marks(const catalog::Standing& standing) {
    std::vector<State> result;
    for (const Group& group : groups())
        for (const State state : group.states)
            for (const auto& entry : standing.entries())
                if (entry.state == state && catalog::Standing::is_counted(entry)) result.push_back(state);
    return result;
}

float legend_height(const Metrics& m) { return m.roomy ? 4.4f * m.em : 1.32f * m.em; }

void draw_count(Sheet& sheet, const Count& count, const Rect& cell) {
    const Stage& stage = sheet.stage();
    const Metrics& m = stage.metrics;
    const float r = m.roomy ? std::round(0.8f * m.em) : std::round(0.42f * m.em);
    const float number_em = m.roomy ? m.type(84) : m.em;
    const Style number{.face = Face::bold, .em = number_em, .role = Role::figure, .line_height = m.roomy ? 1.1f : 1.3f};
    const Style word{.em = m.roomy ? m.type(33) : m.em, .role = Role::label, .line_height = m.roomy ? 1.25f : 1.3f};
    const TextBlock block = sheet.set(std::to_string(count.n), number, cell.w);
    const float x = cell.x + 2.35f * r;
    sheet.draw([state = count.group->mark, at = Point{cell.x + r, std::round(cell.y + block.height / 2)}, r](Canvas& c) { draw_state(c, state, at, r, c.colors().paper); });
    sheet.place(block, {x, cell.y}, number);
    const std::string text = stage.strings(count.group->key);
    if (m.roomy)
        sheet.write(text, word, {x, cell.y + block.height}, cell.right() - x);
    else
        sheet.write(text, word, {x + block.width + 0.4f * m.em, cell.y}, cell.right() - x - block.width - 0.4f * m.em);
}

/// Returns the top of the legend that it draws above `bottom`.
float draw_legend(Sheet& sheet, const std::vector<Count>& counts, const Rect& room, float bottom) {
    const Metrics& m = sheet.stage().metrics;
    const int n = static_cast<int>(counts.size()), columns = m.roomy ? (m.portrait ? 3 : std::max(n, 4)) : 2;
    const int rows = (n + columns - 1) / columns;
    const float row = legend_height(m) + (rows > 1 && m.roomy ? 0.8f * m.em : 0), top = bottom - row * static_cast<float>(rows);
    const float width = room.w / static_cast<float>(columns);
    for (int i = 0; i < n; ++i)
        draw_count(sheet, counts[static_cast<std::size_t>(i)],
                   {room.x + static_cast<float>(i % columns) * width, top + static_cast<float>(i / columns) * row, width - 0.3f * m.em, row});
    return top;
}

/// The invitation to touch, and the age of what is shown. Returns the y above it.
float draw_foot(Sheet& sheet, const Rect& room) {
    const Stage& stage = sheet.stage();
    const Metrics& m = stage.metrics;
    const std::string label = stage.strings("overview.touch");
    const float width = std::min(room.w, text_width(stage.fonts, {label, Face::regular, m.em}, stage.strings.locale()) + 3 * m.em);
    const float height = std::max(m.touch, m.roomy ? m.button * 1.05f : m.touch);
    sheet.button("start", label, {room.right() - width, room.bottom() - height, width, height}, Wish::home, true);
    const float top = room.bottom() - height;
    const Style small{.secondary = true, .line_height = 1.4f};
    const TextBlock note = sheet.set(stage.strings("overview.note") + " " + stage.last_sync, small, room.w - width - m.gutter);
    if (!m.roomy) return top - 0.3f * m.em;
    const float note_top = std::min(top + (height - note.height) / 2, room.bottom() - note.height);
    sheet.place(note, {room.x, note_top}, small);
    const float line = std::min(top, note_top) - 0.8f * m.em;
    sheet.hairline(line, room.x, room.right());
    return line - 0.7f * m.em;
}

}  // namespace

base::Result<Page> build_overview(const Stage& stage, const Address& address) {
    Sheet sheet{stage, address};
    const Metrics& m = stage.metrics;
    const Rect room = sheet.room();
    const Style title{.face = Face::serif, .em = m.type(m.portrait ? 76 : 84), .role = Role::title, .line_height = 1.22f, .balanced = m.portrait};
    const std::string words = stage.strings("overview.title", {{"year", std::to_string(stage.store.release().plan_year)}, {"n", std::to_string(stage.standing.counted())}});
    Style fitted = title;
    TextBlock block = sheet.set(words, fitted, room.w);
    while (block.line_count() > (m.portrait ? 4u : 2u) && fitted.em > m.em) {
        fitted.em = std::max(m.em, std::floor(fitted.em * 0.95f));
        block = sheet.set(words, fitted, room.w);
    }
    const float below = sheet.place(block, {room.x, room.y - 0.1f * fitted.em}, fitted) + (m.roomy ? 1.0f : 0.2f) * m.em;
    const float legend_bottom = draw_foot(sheet, room);
    const float legend = draw_legend(sheet, counts_of(stage.standing), room, legend_bottom) - (m.roomy ? 1.0f : 0.4f) * m.em;
    const Rect field{room.x, below, room.w, legend - below};
    if (field.h > 0.8f * m.em)
        sheet.draw([states = marks(stage.standing), field](Canvas& c) { draw_state_field(c, states, field); });
    return sheet.take(1, 1);
}

}  // namespace kiosk
