#include "kiosk/scenes/all.h"

#include <cmath>

#include "kiosk/scenes/list.h"
#include "kiosk/ui/format.h"

namespace kiosk {
namespace {

using Entry = catalog::Standing::Entry;

bool passes(const Stage& stage, const Filter& filter, const Entry& entry) {
    if (!filter.section.empty() && entry.key.section != filter.section) return false;
    if (filter.state && entry.state != *filter.state) return false;
    if (filter.topic.empty() || entry.key.topic == filter.topic) return true;
    const catalog::Topic* topic = stage.find_topic(filter.topic);
    return topic != nullptr && topic->section && entry.key.section == *topic->section;
}

/// "三(一) 科技创新 · 一是 打造高能级创新平台体系"
std::string heading_of(const Strings& s, const std::vector<catalog::Section>& sections, const catalog::Clause& clause, bool empty) {
    std::string text = clause.section.text;
    for (const auto& section : sections)
        if (section.id == clause.section) text += " " + s.pick(section.name);
    if (clause.name.zh != clause.id) text += " · " + clause.id + " " + s.pick(clause.name);
    if (empty) text += s("all.no_targets");
    return text;
}

struct Listing {
    std::vector<ListEntry> entries;
    std::vector<catalog::State> states;
};

/// Targets under the clauses of the document; clauses without targets only where nothing else narrows the list.
base::Result<Listing> listing(const Stage& stage, const Filter& filter) {
    auto sections = stage.store.sections();
    auto clauses = stage.store.clauses();
    if (!sections || !clauses) return base::fail(!sections ? sections.error() : clauses.error(), "opening the list of all targets");
    Listing result;
    for (const auto& clause : *clauses) {
        if (!filter.section.empty() && clause.section != filter.section) continue;
        std::vector<ListEntry> rows;
        for (const Entry& entry : stage.standing.entries()) {
            if (entry.key.section != clause.section || entry.key.clause != clause.id || !passes(stage, filter, entry)) continue;
            rows.push_back({.target = entry.key.id});
            result.states.push_back(entry.state);
        }
        const bool plain = !filter.state && filter.topic.empty();
        if (rows.empty() && !plain) continue;
        result.entries.push_back({.heading = heading_of(stage.strings, *sections, clause, rows.empty())});
        result.entries.insert(result.entries.end(), rows.begin(), rows.end());
    }
    return result;
}

std::string note_of(const Stage& stage, const Filter& filter, std::size_t n) {
    const Strings& s = stage.strings;
    std::string note = s.count("all.note", static_cast<int>(n));
    if (filter.state) note += " · " + state_word(*filter.state, s);
    if (const auto* topic = stage.find_topic(filter.topic)) note += " · " + s.pick(topic->name);
    if (!filter.section.empty()) note += " · " + filter.section.text;
    return note;
}

void furnish(Sheet& sheet, const Address& address, const Listing& list, int page_count) {
    const Strings& s = sheet.stage().strings;
    sheet.header(sheet.stage().metrics.roomy ? "list" : "", s("all.title"), "", note_of(sheet.stage(), address.filter, list.states.size()));
    const auto choose = [&](const char* what) {
        return Go{{.scene = SceneKind::filter, .key = what, .filter = address.filter}};
    };
    std::vector<Control> controls{{"back", s("control.back"), Wish::back}, {"home", s("control.home"), Wish::home}};
    if (sheet.stage().metrics.roomy) {
        controls.push_back({"filter/section", s("control.by_section"), choose("section")});
        controls.push_back({"filter/state", s("control.by_state"), choose("state")});
        controls.push_back({"filter/topic", s("control.by_topic"), choose("topic")});
    } else {
        controls[1] = {"filter/section", s("control.narrow"), choose("section")};
    }
    sheet.footer(std::move(controls), address.page, page_count, address);
    keep_low(sheet, "", s("all.blurb"), list.states);
}

struct Option {
    std::string id, label;
    Filter filter;
    int n = 0;
};

int count_passing(const Stage& stage, const Filter& filter) {
    int n = 0;
    for (const Entry& entry : stage.standing.entries()) n += passes(stage, filter, entry) ? 1 : 0;
    return n;
}

base::Result<std::vector<Option>> options_of(const Stage& stage, const Address& address) {
    const Strings& s = stage.strings;
    std::vector<Option> options;
    const auto add = [&](std::string id, std::string label, const Filter& filter) {
        const int n = count_passing(stage, filter);
        if (n > 0) options.push_back({std::move(id), std::move(label), filter, n});
    };
    Filter filter = address.filter;
    if (address.key == "section") {
        auto sections = stage.store.sections();
        if (!sections) return base::fail(sections.error(), "opening the parts of the plan");
        add("every", s("filter.every"), {});
        for (const auto& section : *sections) {
            filter.section = section.id;
            add("section/" + section.id.text, section.id.text + " " + s.pick(section.name), filter);
        }
    } else if (address.key == "state") {
        filter.state.reset();
        add("every", s("filter.every"), filter);
        for (std::size_t i = 0; i < catalog::kStateCount; ++i) {
            filter.state = static_cast<catalog::State>(i);
            add(std::string("state/") + catalog::kStateNames[i], state_word(*filter.state, s), filter);
        }
    } else if (address.key == "topic") {
        filter.topic = {};
        add("every", s("filter.every"), filter);
        for (const auto& topic : stage.topics) {
            filter.topic = topic.id;
            add("topic/" + topic.id.text, s.pick(topic.name), filter);
        }
    } else {
        return base::fail(base::Errc::not_found, address.id() + ": no such choice");
    }
    return options;
}

void furnish_filter(Sheet& sheet, const Address& address, int page_count) {
    const Strings& s = sheet.stage().strings;
    sheet.header(sheet.stage().metrics.roomy ? "list" : "", s("filter." + address.key), "", "");
    std::vector<Control> controls{{"back", s("control.back"), Wish::back}};
    if (sheet.stage().metrics.roomy) {
        controls.push_back({"home", s("control.home"), Wish::home});
    } else {  // the other ways of narrowing stand in a row of their own only where there is room
        const char* other = address.key == "section" ? "state" : address.key == "state" ? "topic" : "section";
        controls.push_back({"filter/other", s(std::string("control.by_") + other), Turn{{.scene = SceneKind::filter, .key = other, .filter = address.filter}}});
    }
    sheet.footer(std::move(controls), address.page, page_count, address);
    std::vector<catalog::State> states;
    for (const auto& entry : sheet.stage().standing.entries()) states.push_back(entry.state);
    keep_low(sheet, "", s("all.blurb"), states);
}

struct OptionGrid {
    int columns = 1, rows = 1;
    float height = 0;
};

OptionGrid option_grid(const Stage& stage, const Rect& room) {
    const Metrics& m = stage.metrics;
    OptionGrid grid{.columns = room.w / m.em >= 30 ? 2 : 1};
    grid.height = std::max(m.touch, (m.roomy ? 2.9f : 2.5f) * m.em);
    grid.rows = std::max(1, static_cast<int>((room.h + m.gap + 0.5f) / (grid.height + m.gap)));
    return grid;
}

void draw_option(Sheet& sheet, const Option& option, const Rect& rect, bool chosen) {
    const Metrics& m = sheet.stage().metrics;
    const Theme& t = sheet.stage().theme;
    sheet.touch(option.id, option.label, rect, Turn{{.scene = SceneKind::all, .filter = option.filter}});
    sheet.draw([=, line = (chosen ? 3 : 1) * m.hairline, radius = 0.5f * m.em](Canvas& c) {
        c.card(rect, radius, c.colors().card, chosen ? c.colors().accent : c.colors().ring, line);
    });
    const Rect inner{rect.x + 0.7f * m.em, rect.y, rect.w - 1.4f * m.em, rect.h};
    const Style count{.secondary = true, .role = Role::label, .line_height = 1.2f}, label{.face = Face::bold, .role = Role::label, .line_height = 1.18f};
    const TextBlock number = sheet.set(std::to_string(option.n), count, inner.w);
    const TextBlock words = sheet.set(option.label, label, inner.w - number.width - m.em);
    sheet.place(words, {inner.x, inner.center().y - words.height / 2}, label, t.card);
    sheet.place(number, {inner.right() - number.width, inner.center().y - number.height / 2}, count, t.card);
}

}  // namespace

base::Result<Page> build_all(const Stage& given, const Address& address) {
    const Stage stage = stage_for_lists(given);
    auto entries = listing(stage, address.filter);
    if (!entries) return tl::unexpected(entries.error());
    const TargetList list{entries->entries};
    Sheet trial{stage, address};
    furnish(trial, address, *entries, 2);
    const int rows = TargetList::rows_in(stage, trial.room()), count = list.page_count(rows);
    if (address.page > count) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    furnish(sheet, address, *entries, count);
    if (entries->states.empty()) sheet.write(stage.strings("all.nothing"), {.em = stage.metrics.type(44)}, {sheet.room().x, sheet.room().y}, sheet.room().w);
    if (auto drawn = list.draw(sheet, address.page, rows); !drawn) return tl::unexpected(drawn.error());
    return sheet.take(address.page, count);
}

base::Result<Page> build_filter(const Stage& stage, const Address& address) {
    auto options = options_of(stage, address);
    if (!options) return tl::unexpected(options.error());
    Sheet trial{stage, address};
    furnish_filter(trial, address, 2);
    const OptionGrid grid = option_grid(stage, trial.room());
    const int per_page = grid.columns * grid.rows, total = static_cast<int>(options->size());
    const int count = std::max(1, (total + per_page - 1) / per_page);
    if (address.page > count) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    furnish_filter(sheet, address, count);
    const Metrics& m = stage.metrics;
    const Rect room = sheet.room();
    const float width = std::floor((room.w - static_cast<float>(grid.columns - 1) * m.gutter) / static_cast<float>(grid.columns));
    for (int i = 0; i < per_page && (address.page - 1) * per_page + i < total; ++i) {
        const Option& option = (*options)[static_cast<std::size_t>((address.page - 1) * per_page + i)];
        draw_option(sheet, option, {room.x + static_cast<float>(i / grid.rows) * (width + m.gutter),
                                    room.y + static_cast<float>(i % grid.rows) * (grid.height + m.gap), width, grid.height},
                    option.filter == address.filter);
    }
    return sheet.take(address.page, count);
}

}  // namespace kiosk
