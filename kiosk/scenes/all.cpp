#include "kiosk/scenes/all.h"

#include <numeric>

#include "kiosk/scenes/list.h"
#include "kiosk/scenes/listing.h"
#include "words/format.h"

namespace kiosk {
namespace {

/// "三(一) 科技创新 · 一是 打造高能级创新平台体系"
std::string heading_of(const words::Strings& s, const std::vector<catalog::Section>& sections,
                       const catalog::Clause& clause, bool empty) {
    std::string text = clause.section.text;
    for (const auto& section : sections)
        if (section.id == clause.section) text += " " + s.pick(section.name);
    if (clause.name.zh != clause.id) text += " · " + clause.id + " " + s.pick(clause.name);
    if (empty) text += s("all.no_targets");
    return text;
}

int total(const StateCounts& counts) { return std::accumulate(counts.begin(), counts.end(), 0); }

std::string note_of(const Stage& stage, const Filter& filter, int n) {
    const words::Strings& s = stage.strings;
    std::string note = s.count("all.note", n);
    const auto& standing = stage.standing;
    if (filter == Filter{} && standing.counted() < n)
        note = s("all.note_counted", {{"targets", note}, {"n", std::to_string(standing.counted())}});
    if (filter.state) note += " · " + words::state_word(*filter.state, s);
    if (const auto* topic = stage.find_topic(filter.topic)) note += " · " + s.pick(topic->name);
    if (!filter.section.empty()) note += " · " + filter.section.text;
    return note;
}

void furnish(Sheet& sheet, const Address& address, const Listing& list, int page_count) {
    const words::Strings& s = sheet.stage().strings;
    sheet.header(sheet.stage().metrics.roomy ? "list" : "", s("all.title"), "",
                 note_of(sheet.stage(), address.filter, total(list.counts)));
    const auto choose = [&](const char* what) {
        return Go{{.scene = SceneKind::filter, .key = what, .filter = address.filter}};
    };
    std::vector<Control> controls{{"back", s("control.back"), Wish::back},
                                  {"home", s("control.home"), Wish::home}};
    if (sheet.stage().metrics.roomy) {
        controls.push_back({"filter/section", s("control.by_section"), choose("section")});
        controls.push_back({"filter/state", s("control.by_state"), choose("state")});
        controls.push_back({"filter/topic", s("control.by_topic"), choose("topic")});
    } else {
        controls[1] = {"filter/section", s("control.narrow"), choose("section")};
    }
    sheet.footer(std::move(controls), address.page, page_count, address);
    keep_low(sheet, "", s("all.blurb"), list.counts);
}

}  // namespace

base::Result<Page> build_all(const Stage& given, const Address& address) {
    const Stage stage = stage_for_lists(given);
    const auto sections = stage.store.sections();
    if (!sections) return base::fail(sections.error(), "opening the list of all targets");
    const Listing entries = list_targets(stage, address.filter);
    const auto& rows_of_list = entries.rows();
    const TargetList list{
        rows_of_list.size(), [&](std::size_t i) {
            const auto& row = rows_of_list[i];
            if (row.entry != nullptr) return ListEntry{.target = row.entry->key.id};
            const bool empty = i + 1 == rows_of_list.size() || rows_of_list[i + 1].entry == nullptr;
            return ListEntry{
                .heading = heading_of(stage.strings, *sections, stage.standing.clauses()[row.clause], empty)};
        }};
    Sheet trial{stage, address};
    furnish(trial, address, entries, 2);
    const int rows = TargetList::rows_in(stage, trial.room()), count = list.page_count(rows);
    if (address.page > count) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    furnish(sheet, address, entries, count);
    if (rows_of_list.empty())
        sheet.write(stage.strings("all.nothing"), {.em = stage.metrics.type(44)},
                    {sheet.room().x, sheet.room().y}, sheet.room().w);
    if (auto drawn = list.draw(sheet, address.page, rows); !drawn) return base::fail(drawn.error());
    return sheet.take(address.page, count);
}

}  // namespace kiosk
