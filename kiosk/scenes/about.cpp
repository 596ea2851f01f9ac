#include "kiosk/scenes/about.h"

#include <algorithm>
#include <array>

#include "kiosk/scenes/flow.h"
#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/list.h"
#include "kiosk/scenes/story.h"
#include "kiosk/scenes/ways.h"
#include "words/sounds.h"

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

void add_rules(std::vector<FlowItem>& items, const Stage& stage) {
    const words::Strings& s = stage.strings;
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
    std::string lines;
    for (const auto& source : *sources) {
        const std::string& title = s.pick(source.title);
        lines += (lines.empty() ? "" : "\n") +
                 (title.empty() ? "" : s("document_title", {{"title", title}}) + " ") +
                 publisher_text(source, std::nullopt, s);
    }
    items.push_back({.text = lines});
    add_outcomes(items, stage);
}

void add_release(std::vector<FlowItem>& items, const Stage& stage) {
    const words::Strings& s = stage.strings;
    const catalog::Release& release = stage.store.release();
    items.push_back({.text = s("about.release_is",
                               {{"version", release.version},
                                {"date", words::date_text(release.zone.date_at(release.published_at), s)},
                                {"until", words::date_text(release.default_valid_until, s)}})});
    items.push_back({.text = stage.last_sync, .style = {.ref = "release:last_sync"}});
    if (stage.metrics.is_guess) items.push_back({.text = s("about.measure")});
    items.push_back({.text = release.hotline.empty() ? s("about.contact_none")
                                                     : s("about.contact", {{"hotline", release.hotline}})});
}

void add_reading(std::vector<FlowItem>& items, const Stage& stage) {
    const words::Strings& s = stage.strings;
    for (const char* key : {"about.read.ring", "about.read.words", "about.read.figures", "about.read.none"})
        items.push_back({.text = s(key)});
    add_counting(items, stage);
    add_states(items, s);
}

/// In the order of their sounds.
void add_terms(std::vector<FlowItem>& items, const Stage& stage) {
    const auto terms = stage.store.terms();
    const auto readings = stage.store.readings();
    if (!terms || !readings) return;
    for (const auto* term : words::in_order(*terms, words::Sounds{*readings}, stage.strings))
        items.push_back({.label = stage.strings.pick(term->name), .text = stage.strings.pick(term->meaning)});
}

/// One of the pages that the menu leads to.
struct AboutPart {
    const char *key, *title, *note, *icon;
    void (*add)(std::vector<FlowItem>&, const Stage&);
};
constexpr std::array kParts{
    AboutPart{"symbols", "about.symbols", "about.symbols_note", "question", add_reading},
    AboutPart{"rules", "about.rules", "about.rules_note", "list", add_rules},
    AboutPart{"terms", "about.terms", "about.terms_note", "book", add_terms},
    AboutPart{"sources", "about.sources", "about.sources_note", "document", add_sources},
    AboutPart{"release", "about.release", "about.release_note", "clock", add_release},
};

/// A release without terms has no page of them.
std::vector<const AboutPart*> parts_of(const Stage& stage) {
    std::vector<const AboutPart*> parts;
    for (const AboutPart& part : kParts) {
        if (part.add == add_terms) {
            const auto terms = stage.store.terms();
            if (!terms || terms->empty()) continue;
        }
        parts.push_back(&part);
    }
    return parts;
}

const AboutPart* part_of(std::string_view key) {
    const auto found =
        std::find_if(kParts.begin(), kParts.end(), [&](const AboutPart& one) { return one.key == key; });
    return found == kParts.end() ? nullptr : &*found;
}

void dress_menu(Sheet& sheet, const Address& address, int page_count) {
    const Stage& stage = sheet.stage();
    sheet.header(stage.metrics.roomy ? "question" : "", stage.strings("about.title"), "",
                 stage.strings.pick(stage.store.release().title));
    draw_foot(sheet, address, page_count);
    keep_low(sheet, "", "", stage.standing.counts());
}

base::Result<Page> build_menu(const Stage& stage, const Address& address) {
    const words::Strings& s = stage.strings;
    std::vector<Way> ways;
    for (const AboutPart* const part : parts_of(stage))
        ways.push_back({std::string("about/") + part->key, s(part->title), s(part->note), part->icon,
                        Go{{.scene = SceneKind::about, .key = part->key}}});
    return page_of_ways(stage, address, dress_menu, ways);
}

}  // namespace

base::Result<Page> build_about(const Stage& stage, const Address& address) {
    if (address.key.empty()) return build_menu(stage, address);
    const words::Strings& s = stage.strings;
    const AboutPart* const part = part_of(address.key);
    if (part == nullptr) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    std::vector<FlowItem> items;
    part->add(items, stage);
    const Furniture furniture = [&, address](Sheet& sheet, int page, int pages) {
        sheet.header(part->icon, s(part->title), "", sheet.stage().strings("about.title"));
        draw_foot(sheet, address.on_page(page), pages);
        keep_low(sheet, "", "", stage.standing.counts());
    };
    return build_flow(stage, address, furniture, items);
}

}  // namespace kiosk
