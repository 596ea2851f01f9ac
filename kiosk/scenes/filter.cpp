#include "kiosk/scenes/filter.h"

#include <cmath>

#include "kiosk/scenes/list.h"
#include "kiosk/scenes/listing.h"
#include "words/format.h"

namespace kiosk {
namespace {

struct Option {
    std::string id, label;
    Filter filter;
    int n = 0;
};

base::Result<std::vector<Option>> options_of(const Stage& stage, const Address& address) {
    const words::Strings& s = stage.strings;
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
            add(std::string("state/") + catalog::kStateNames[i], words::state_word(*filter.state, s), filter);
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
    const words::Strings& s = sheet.stage().strings;
    sheet.header(sheet.stage().metrics.roomy ? "list" : "", s("filter." + address.key), "", "");
    std::vector<Control> controls{{"back", s("control.back"), Wish::back}};
    if (sheet.stage().metrics.roomy) {
        controls.push_back({"home", s("control.home"), Wish::home});
    } else {  // the other ways of narrowing stand in a row of their own only where there is room
        const char* other = address.key == "section" ? "state" : address.key == "state" ? "topic" : "section";
        controls.push_back({"filter/other", s(std::string("control.by_") + other),
                            Turn{{.scene = SceneKind::filter, .key = other, .filter = address.filter}}});
    }
    sheet.footer(std::move(controls), address.page, page_count, address);
    keep_low(sheet, "", s("all.blurb"), list_targets(sheet.stage(), {}).counts);
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
    const Style count{.secondary = true, .role = Role::label, .line_height = 1.2f},
        label{.face = Face::bold, .role = Role::label, .line_height = 1.18f};
    const TextBlock number = sheet.set(std::to_string(option.n), count, inner.w);
    const TextBlock words = sheet.set(option.label, label, inner.w - number.width - m.em);
    sheet.place(words, {inner.x, inner.center().y - words.height / 2}, label, t.card);
    sheet.place(number, {inner.right() - number.width, inner.center().y - number.height / 2}, count, t.card);
}

}  // namespace

base::Result<Page> build_filter(const Stage& stage, const Address& address) {
    auto options = options_of(stage, address);
    if (!options) return base::fail(options.error());
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
    const float width = std::floor((room.w - static_cast<float>(grid.columns - 1) * m.gutter) /
                                   static_cast<float>(grid.columns));
    for (int i = 0; i < per_page && (address.page - 1) * per_page + i < total; ++i) {
        const Option& option = (*options)[static_cast<std::size_t>((address.page - 1) * per_page + i)];
        draw_option(sheet, option,
                    {room.x + static_cast<float>(i / grid.rows) * (width + m.gutter),
                     room.y + static_cast<float>(i % grid.rows) * (grid.height + m.gap), width, grid.height},
                    option.filter == address.filter);
    }
    return sheet.take(address.page, count);
}

}  // namespace kiosk
