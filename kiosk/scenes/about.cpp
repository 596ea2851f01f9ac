#include "kiosk/scenes/about.h"

#include "kiosk/scenes/flow.h"
#include "kiosk/scenes/story.h"

namespace kiosk {
namespace {

FlowItem heading(std::string text) {
    return {.text = std::move(text),
            .style = {.face = Face::bold, .accent = true, .role = Role::title, .line_height = 1.3f},
            .is_heading = true};
}

/// Why the overview counts fewer targets than the list of all of them has.
void add_counting(std::vector<FlowItem>& items, const Stage& stage) {
    const auto& standing = stage.standing;
    const auto all = standing.entries().size();
    if (static_cast<std::size_t>(standing.counted()) == all) return;
    items.push_back(
        {.text = stage.strings("about.counting", {{"all", std::to_string(all)},
                                                  {"n", std::to_string(standing.counted())},
                                                  {"numberless", std::to_string(standing.without_number())},
                                                  {"twice", std::to_string(standing.written_twice())}})});
}

void add_states(std::vector<FlowItem>& items, const words::Strings& s) {
    items.push_back(heading(s("about.states")));
    for (std::size_t i = 0; i < catalog::kStateCount; ++i) {
        const auto state = static_cast<catalog::State>(i);
        items.push_back({.text = s("about.state_is",
                                   {{"state", words::state_word(state, s)},
                                    {"meaning", s(std::string("about.state.") + catalog::kStateNames[i])}}),
                         .mark = state});
    }
}

void add_rules(std::vector<FlowItem>& items, const words::Strings& s) {
    items.push_back(heading(s("about.rules")));
    for (const char* key : {"about.rule.what", "about.rule.total", "about.rule.compare", "about.rule.approx",
                            "about.rule.inexact", "about.rule.pace", "about.rule.late", "about.rule.derived",
                            "about.rule.twice"})
        items.push_back({.text = s(key)});
}

std::string year_name(int year, const words::Strings& s) {
    return words::period_name(base::make_date(year, 1, 1), base::make_date(year, 12, 31), s);
}

void add_outcomes(std::vector<FlowItem>& items, const Stage& stage) {
    const words::Strings& s = stage.strings;
    const auto outcomes = stage.store.outcomes();
    if (!outcomes || outcomes->empty()) return;
    items.push_back(heading(s("about.outcomes", {{"period", year_name(outcomes->front().year, s)}})));
    for (const auto& outcome : *outcomes) {
        items.push_back(
            {.text = s("about.outcome", {{"name", s.pick(outcome.name)},
                                         {"figure", words::outcome_figure(outcome, s).joined()}})});
        items.push_back({.text = quoted(outcome.quote, language_of(outcome.source, stage)),
                         .style = {.face = Face::serif, .language = &language_of(outcome.source, stage)}});
    }
}

void add_sources(std::vector<FlowItem>& items, const Stage& stage) {
    const words::Strings& s = stage.strings;
    const auto sources = stage.store.sources();
    if (!sources) return;
    items.push_back(heading(s("about.sources")));
    std::string lines;
    for (const auto& source : *sources) {
        const std::string& title = s.pick(source.title);
        lines += (lines.empty() ? "" : "\n") +
                 (title.empty() ? "" : s("document_title", {{"title", title}}) + " ") +
                 publisher_text(source, std::nullopt, s);
    }
    items.push_back({.text = lines});
}

void add_release(std::vector<FlowItem>& items, const Stage& stage) {
    const words::Strings& s = stage.strings;
    const catalog::Release& release = stage.store.release();
    items.push_back(heading(s("about.release")));
    items.push_back({.text = s("about.release_is",
                               {{"version", release.version},
                                {"date", words::date_text(release.zone.date_at(release.published_at), s)},
                                {"until", words::date_text(release.default_valid_until, s)}})});
    items.push_back({.text = stage.last_sync, .style = {.ref = "release:last_sync"}});
    if (stage.metrics.is_guess) items.push_back({.text = s("about.measure")});
    items.push_back({.text = release.hotline.empty() ? s("about.contact_none")
                                                     : s("about.contact", {{"hotline", release.hotline}})});
}

}  // namespace

base::Result<Page> build_about(const Stage& stage, const Address& address) {
    const words::Strings& s = stage.strings;
    std::vector<FlowItem> items{heading(s("about.reading"))};
    for (const char* key : {"about.read.ring", "about.read.words", "about.read.figures", "about.read.none"})
        items.push_back({.text = s(key)});
    add_counting(items, stage);
    add_states(items, s);
    add_rules(items, s);
    add_outcomes(items, stage);
    add_sources(items, stage);
    add_release(items, stage);
    const Furniture furniture = [address](Sheet& sheet, int page, int pages) {
        const words::Strings& words = sheet.stage().strings;
        sheet.header("question", words("about.title"), "", words.pick(sheet.stage().store.release().title));
        sheet.footer(
            {{"back", words("control.back"), Wish::back}, {"home", words("control.home"), Wish::home}}, page,
            pages, address.on_page(page));
    };
    return build_flow(stage, address, furniture, items);
}

}  // namespace kiosk
