#include "kiosk/scenes/all.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/list.h"
#include "kiosk/scenes/listing.h"
#include "kiosk/ui/tile_grid.h"
#include "words/format.h"

namespace kiosk {
namespace {

constexpr std::string_view kSection = "section/", kState = "state/";
constexpr float kLeastBeside = 30;                  // [em] of width, for rail and rows
constexpr float kRailShare = 0.21f, kChip = 1.75f;  // [of the width], [em]

int total(const StateCounts& counts) { return std::accumulate(counts.begin(), counts.end(), 0); }

bool has_rail(const Stage& stage) { return stage.metrics.roomy && stage.metrics.reach_top == 0; }

Address address_of(const Filter& filter) {
    Address address{.scene = SceneKind::all, .key = {}, .page = 1, .filter = filter};
    if (!filter.section.empty())
        address.key = std::string(kSection) + filter.section.text;
    else if (filter.state)
        address.key = std::string(kState) + catalog::kStateNames[static_cast<std::size_t>(*filter.state)];
    return address;
}

/// What the address lists; an address that was typed in has its filter in its key alone.
Filter filter_of(const Address& address) {
    Filter filter = address.filter;
    if (address.key.starts_with(kSection)) filter.section.text = address.key.substr(kSection.size());
    if (address.key.starts_with(kState))
        filter.state =
            catalog::parse_name<catalog::State>(catalog::kStateNames, address.key.substr(kState.size()));
    return filter;
}

/// A part of the document, or a state, and how many targets it has.
struct Way {
    std::string id, label;
    Filter filter;
    int n = 0;
    std::optional<catalog::State> mark = {};
};

base::Result<std::vector<Way>> sections_of(const Stage& stage) {
    const auto sections = stage.store.sections();
    if (!sections) return base::fail(sections.error(), "opening the parts of the document");
    std::vector<Way> ways;
    for (const auto& section : *sections) {
        Way way{"section/" + section.id.text, stage.strings.pick(section.name), {}, 0};
        if (way.label.empty()) way.label = section.id.text;
        way.filter.section = section.id;
        way.n = total(counts_of(stage, way.filter));
        if (way.n > 0) ways.push_back(std::move(way));
    }
    return ways;
}

/// All of them, and each state that any target of the release is in.
std::vector<Way> states_of(const Stage& stage, const Filter& filter) {
    const StateCounts here = counts_of(stage, filter), everywhere = counts_of(stage, {});
    Filter wider = filter;
    wider.state.reset();
    std::vector<Way> ways{{"every", stage.strings("all.every"), wider, total(here)}};
    for (std::size_t i = 0; i < catalog::kStateCount; ++i) {
        if (everywhere[i] == 0) continue;
        const auto state = static_cast<catalog::State>(i);
        Way way{std::string("state/") + catalog::kStateNames[i],
                stage.strings(std::string("state_short.") + catalog::kStateNames[i]), wider, here[i], state};
        way.filter.state = state;
        ways.push_back(std::move(way));
    }
    return ways;
}

std::string note_of(const Stage& stage, const std::vector<Way>& sections, const Filter& filter,
                    std::size_t n) {
    const words::Strings& s = stage.strings;
    std::string name;
    for (const Way& way : sections)
        if (way.filter.section == filter.section) name = way.label;
    if (filter.section.empty() && filter.state) name = words::state_word(*filter.state, s);
    return s("all.note", {{"name", name},
                          {"targets", s.count("topic.targets", static_cast<int>(n))},
                          {"all", std::to_string(stage.standing.entries().size())}});
}

void draw_chosen(Sheet& sheet, const Rect& rect, float radius, bool is_chosen) {
    sheet.draw([rect, radius, is_chosen, line = sheet.stage().metrics.hairline](Canvas& c) {
        const Theme& t = c.colors();
        c.card(rect, radius, is_chosen ? t.accent : t.card, is_chosen ? t.accent : t.ring, line);
    });
}

void place_on(Sheet& sheet, const TextBlock& block, Point at, Color ink, Color ground, const Rect& bounds) {
    const Point corner{std::round(at.x), std::round(at.y)};
    sheet.draw([=](Canvas& c) { c.text(block, corner, {ink, ground, Role::label, "", bounds}); });
}

/// Name at the left, count at the right.
void draw_way(Sheet& sheet, const Way& way, const Rect& rect, Request request, bool is_chosen) {
    const Metrics& m = sheet.stage().metrics;
    const Theme& t = sheet.stage().theme;
    sheet.touch(way.id, way.label, rect, std::move(request));
    draw_chosen(sheet, rect, 0.35f * m.em, is_chosen);
    const Color ink = is_chosen ? t.on_accent : t.ink, ground = is_chosen ? t.accent : t.card;
    const Face face = is_chosen ? Face::bold : Face::regular;
    const Style style{.face = face, .line_height = 1.1f};
    const TextBlock number = sheet.set(std::to_string(way.n), style, rect.w);
    float x = rect.x + 0.5f * m.em;
    if (way.mark) {
        sheet.draw([state = *way.mark, at = Point{x + 0.45f * m.em, std::round(rect.center().y)},
                    r = std::round(0.45f * m.em),
                    ground](Canvas& c) { draw_state(c, state, at, r, ground); });
        x += 1.3f * m.em;
    }
    const float width = rect.right() - number.width - 0.9f * m.em - x;
    Style label_style = style;
    TextBlock label = sheet.set(way.label, label_style, width);
    if (label.height > rect.h) {
        label_style.em = m.min_em;
        label_style.line_height = 1.05f;
        const auto lines = static_cast<std::size_t>(std::max(1.0f, std::floor(rect.h / (1.05f * m.min_em))));
        label = sheet.set_at_most(way.label, label_style, width, lines);
    }
    // A line's letters reach below it further than above.
    place_on(sheet, label, {x, rect.center().y - label.height / 2 - 0.06f * m.em}, ink, ground, rect);
    place_on(sheet, number, {rect.right() - 0.5f * m.em - number.width, rect.center().y - number.height / 2},
             ink, ground, rect);
}

float chip_width(const Sheet& sheet, const Way& way) {
    const Stage& stage = sheet.stage();
    const float words =
        text_width(stage.fonts, {way.label + " " + std::to_string(way.n), Face::bold, sheet.em()},
                   stage.strings.language());
    return std::max(stage.metrics.touch, std::ceil(words + (way.mark ? 2.2f : 1.0f) * sheet.em()));
}

/// Every state of the release in one row; where that is too long, those that a target here is in.
std::vector<Way> shown_states(const Sheet& sheet, const Filter& filter) {
    std::vector<Way> ways = states_of(sheet.stage(), filter);
    float width = 0;
    for (const Way& way : ways) width += chip_width(sheet, way) + sheet.stage().metrics.gap;
    if (width > sheet.room().w)
        std::erase_if(ways, [&](const Way& way) { return way.n == 0 && way.filter.state != filter.state; });
    return ways;
}

/// States as chips in rows; what none is in is dashed and leads nowhere. Returns the y below.
float draw_chips_of(Sheet& sheet, const std::vector<Way>& ways, const Filter& filter, const Rect& room) {
    const Metrics& m = sheet.stage().metrics;
    const Theme& t = sheet.stage().theme;
    const float height = std::max(m.touch, std::round(kChip * m.em));
    float x = room.x, y = room.y;
    for (const Way& way : ways) {
        const bool is_chosen = way.filter.state == filter.state;
        const Style style{.face = is_chosen ? Face::bold : Face::regular, .line_height = 1.1f};
        const TextBlock block = sheet.set(way.label + " " + std::to_string(way.n), style, room.w);
        const float mark = way.mark ? 1.2f * m.em : 0;
        const float width = chip_width(sheet, way);
        if (x + width > room.right() + 0.5f) {
            x = room.x;
            y += height + m.gap;
        }
        const Rect rect{x, y, width, height};
        x += width + m.gap;
        const bool is_dead = way.n == 0 && !is_chosen;
        const Color ground = is_chosen ? t.accent : is_dead ? t.paper : t.card;
        if (is_dead) {
            sheet.draw([rect, line = m.hairline](Canvas& c) {
                c.dashed_line({rect.x, rect.bottom()}, {rect.right(), rect.bottom()}, c.colors().ring, line,
                              4 * line);
            });
        } else {
            sheet.touch(way.id, way.label, rect, Turn{address_of(way.filter)});
            draw_chosen(sheet, rect, height / 2, is_chosen);
        }
        if (way.mark)
            sheet.draw([state = *way.mark, at = Point{rect.x + 0.95f * m.em, std::round(rect.center().y)},
                        r = std::round(0.42f * m.em), ground, is_chosen](Canvas& c) {
                if (is_chosen) c.disc(at, 1.3f * r, c.colors().card);
                draw_state(c, state, at, r, is_chosen ? c.colors().card : ground);
            });
        place_on(sheet, block, {rect.x + 0.5f * m.em + mark, rect.center().y - block.height / 2},
                 is_chosen ? t.on_accent
                 : is_dead ? t.ink2
                           : t.ink,
                 ground, rect);
    }
    return y + height;
}

void draw_rail(Sheet& sheet, const std::vector<Way>& sections, const Filter& filter, const Rect& area) {
    const Metrics& m = sheet.stage().metrics;
    const float n = static_cast<float>(sections.size()),
                height = std::clamp(std::floor((area.h + m.gap) / n - m.gap), m.touch,
                                    std::max(m.touch, 2.4f * m.em));
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const Rect rect{area.x, area.y + static_cast<float>(i) * (height + m.gap), area.w, height};
        const Way& way = sections[i];
        draw_way(sheet, way, rect, Turn{address_of(way.filter)}, way.filter.section == filter.section);
    }
}

void furnish(Sheet& sheet, const Address& address, const Filter& filter, const std::vector<Way>& sections,
             std::size_t n, int page_count) {
    const Stage& stage = sheet.stage();
    sheet.header(stage.metrics.roomy ? "list" : "", stage.strings("all.title"), "",
                 note_of(stage, sections, filter, n));
    draw_foot(sheet, address, page_count);
    keep_low(sheet, "", stage.strings("all.blurb"), counts_of(stage, filter));
}

/// The parts at the left, the states above the rows.
void draw_choices(Sheet& sheet, const Filter& filter, const std::vector<Way>& sections) {
    const Rect room = sheet.room();
    const float rail = std::round(std::max(kRailShare * room.w, 9 * sheet.em()));
    draw_rail(sheet, sections, filter, {room.x, room.y, rail, room.h});
    sheet.take_room_left(room.x + rail + 2 * sheet.stage().metrics.gutter);
    sheet.take_room_above(draw_chips_of(sheet, shown_states(sheet, filter), filter, sheet.room()) +
                          0.4f * sheet.em());
}

/// Whether every part fits beside the list as something that a finger can touch.
bool rail_fits(const Stage& stage, const Address& address, const std::vector<Way>& sections) {
    if (!has_rail(stage) || sections.empty()) return false;
    Sheet trial{stage, address};
    furnish(trial, address, sections.front().filter, sections, 0, 2);
    const Metrics& m = stage.metrics;
    return trial.room().w >= kLeastBeside * m.em &&
           static_cast<float>(sections.size()) * (m.touch + m.gap) - m.gap <= trial.room().h;
}

base::Result<Page> build_list(const Stage& stage, const Address& address, const Filter& filter,
                              const std::vector<Way>& sections, bool has_rail_here) {
    const auto targets = targets_of(stage, filter);
    const auto dress = [&](Sheet& sheet, int pages) {
        furnish(sheet, address, filter, sections, targets.size(), pages);
        if (has_rail_here) draw_choices(sheet, filter, sections);
        if (targets.empty())
            sheet.write(stage.strings("all.nothing"), {.em = stage.metrics.type(44)},
                        {sheet.room().x, sheet.room().y}, sheet.room().w);
    };
    return build_rows(stage, address, targets, filter, dress);
}

/// Parts and states as tiles.
base::Result<Page> build_menu(const Stage& stage, const Address& address, std::vector<Way> ways) {
    const Metrics& m = stage.metrics;
    for (Way& way : states_of(stage, {}))
        if (way.mark && way.n > 0) ways.push_back(std::move(way));
    const int count = static_cast<int>(ways.size());
    const auto dress = [&](Sheet& sheet, int pages) {
        sheet.header(m.roomy ? "list" : "", stage.strings("all.title"), "", "");
        draw_foot(sheet, address, pages);
        keep_low(sheet, "", stage.strings("all.blurb"), stage.standing.counts());
    };
    const auto grid_for = [&](int pages) {
        Sheet trial{stage, address};
        dress(trial, pages);
        return tile_grid(count, {trial.room().w, trial.room().h, m.gap, std::min(14 * m.em, trial.room().w),
                                 std::max(m.touch, 2.3f * m.em), 4});
    };
    TileGrid grid = grid_for(1);
    if (grid.pages > 1) grid = grid_for(2);
    if (address.page > grid.pages) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    dress(sheet, grid.pages);
    const Rect room = sheet.room();
    const float width = std::floor((room.w + m.gap) / static_cast<float>(grid.columns) - m.gap),
                height =
                    std::min(std::floor((room.h + m.gap) / static_cast<float>(grid.rows) - m.gap), 4 * m.em);
    const int first = grid.before_page(address.page, count), here = grid.on_page(address.page, count);
    for (int i = 0; i < here; ++i)
        draw_way(sheet, ways[static_cast<std::size_t>(first + i)],
                 {room.x + static_cast<float>(i % grid.columns) * (width + m.gap),
                  room.y + static_cast<float>(i / grid.columns) * (height + m.gap), width, height},
                 Go{address_of(ways[static_cast<std::size_t>(first + i)].filter)}, false);
    return sheet.take(address.page, grid.pages);
}

}  // namespace

base::Result<Page> build_all(const Stage& given, const Address& address) {
    const Stage stage = stage_for_lists(given);
    auto sections = sections_of(stage);
    if (!sections) return base::fail(sections.error());
    Filter filter = filter_of(address);
    const bool is_railed = rail_fits(stage, address, *sections);
    if (filter == Filter{} && !is_railed) return build_menu(stage, address, *sections);
    if (is_railed && filter.section.empty()) {
        if (filter.state) return build_list(stage, address, filter, *sections, true);
        filter.section = sections->front().filter.section;
    }
    return build_list(stage, address, filter, *sections, is_railed);
}

}  // namespace kiosk
