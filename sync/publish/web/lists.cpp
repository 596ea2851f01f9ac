#include <fmt/format.h>

#include <algorithm>

#include "sync/publish/web/pages.h"
#include "sync/publish/web/rows.h"
#include "words/telling.h"

// Pages that list targets.
namespace publish::web {
namespace {

constexpr std::size_t kNumbersOnPage = 80;

std::vector<catalog::TargetId> ids_of(const catalog::Standing::List& list) {
    std::vector<catalog::TargetId> ids;
    for (const auto* entry : list) ids.push_back(entry->key.id);
    return ids;
}

/// How many targets a topic has, and of how many something is published.
std::string summary(const catalog::Standing::List& targets, std::size_t commitments,
                    const words::Strings& s) {
    if (targets.empty()) return s.count("commitments.note", static_cast<int>(commitments));
    const auto with = std::count_if(targets.begin(), targets.end(),
                                    [](const auto* entry) { return entry->figure.has_value(); });
    const std::string count = s.count("topic.targets", static_cast<int>(targets.size()));
    return with == 0 ? s("topic.all_without", {{"targets", count}})
                     : s("topic.with_figures", {{"targets", count}, {"n", std::to_string(with)}});
}

/// What a topic promises in words, as it stands.
Html commitments_of(const Page& page, const std::vector<catalog::Commitment>& list) {
    Html html;
    for (const auto& one : list) {
        const auto& source = page.contents().source_of(one.source);
        Html text = element("h3", page.words(one.name)) + page.quotation(one.quote, source);
        if (!one.department.empty())
            text += element("p", {{"class", "small"}},
                            page.labelled(page.strings()("department"), page.words(one.department)));
        html +=
            element("li", text + element("p", {{"class", "small"}}, page.publisher(source, std::nullopt)));
    }
    return html.empty() ? Html() : element("ul", {{"class", "commitments"}}, html);
}

/// Every number, by which targets are printed, of entries in the order of the document.
std::vector<const catalog::Standing::Entry*> by_number(const Edition& edition) {
    std::vector<const catalog::Standing::Entry*> entries;
    for (const auto& entry : edition.contents.standing.entries()) entries.push_back(&entry);
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto* a, const auto* b) { return a->key.number < b->key.number; });
    return entries;
}

}  // namespace

std::string topic_page(const Edition& edition, const catalog::Topic& topic) {
    Page page{edition, file_of(topic.id)};
    const words::Strings& s = edition.strings;
    const auto& targets = edition.contents.standing.of_topic(topic.id);
    const auto& commitments = edition.contents.commitments.at(topic.id);
    const Html list =
        targets.empty() ? element("p", s("topic.empty")) : rows(page, ids_of(targets), RowBars::drawn);
    const Html main = element("h1", topic_icon(topic.icon) + page.words(topic.name)) +
                      page.in(s.language_of(topic.blurb), "p", "lead", s.pick(topic.blurb)) +
                      element("p", summary(targets, commitments.size(), s)) + list +
                      part(s.count("commitments.note", static_cast<int>(commitments.size())),
                           commitments_of(page, commitments));
    return page.finished(s.pick(topic.name), main);
}

std::string state_page(const Edition& edition, catalog::State state) {
    Page page{edition, file_of(state)};
    const words::Strings& s = edition.strings;
    std::vector<catalog::TargetId> ids;
    for (const auto* entry : edition.contents.standing.in_state(state))
        if (catalog::Standing::is_counted(*entry)) ids.push_back(entry->key.id);
    const std::string word = words::state_word(state, s);
    const Html main =
        element("h1", page.state(state, word)) +
        element("p", {{"class", "lead"}},
                s(std::string("about.state.") + catalog::kStateNames[static_cast<std::size_t>(state)])) +
        element("p", s.count("topic.targets", static_cast<int>(ids.size()))) +
        rows(page, ids, RowBars::left_out);
    return page.finished(word, main);
}

std::size_t number_page_count(const Edition& edition) {
    const std::size_t all = edition.contents.standing.entries().size();
    return std::max<std::size_t>(1, (all + kNumbersOnPage - 1) / kNumbersOnPage);
}

std::string file_of_numbers(std::size_t index) { return fmt::format("number/{}.html", index + 1); }

std::string number_page(const Edition& edition, std::size_t index) {
    Page page{edition, file_of_numbers(index)};
    const words::Strings& s = edition.strings;
    const auto entries = by_number(edition);
    const std::size_t from = std::min(entries.size(), index * kNumbersOnPage),
                      to = std::min(entries.size(), from + kNumbersOnPage);
    std::vector<catalog::TargetId> ids;
    for (std::size_t i = from; i < to; ++i) ids.push_back(entries[i]->key.id);
    const std::string title =
        ids.empty() ? s("web.by_number")
                    : s("web.numbers", {{"from", words::number_text(entries[from]->key.number)},
                                        {"to", words::number_text(entries[to - 1]->key.number)}});
    return page.finished(
        title, element("h1", title) + numbers_nav(page, index) + rows(page, ids, RowBars::left_out));
}

Html numbers_nav(const Page& page, std::optional<std::size_t> here) {
    const Edition& edition = page.edition();
    const words::Strings& s = edition.strings;
    const auto entries = by_number(edition);
    Html items;
    for (std::size_t i = 0; i < number_page_count(edition) && !entries.empty(); ++i) {
        const std::size_t from = i * kNumbersOnPage, to = std::min(entries.size(), from + kNumbersOnPage);
        const std::string range = s("web.range", {{"from", words::number_text(entries[from]->key.number)},
                                                  {"to", words::number_text(entries[to - 1]->key.number)}});
        items += element("li", element("a",
                                       {{"href", page.to(file_of_numbers(i))},
                                        {"data-last", std::to_string(entries[to - 1]->key.number)},
                                        {"aria-current", here == i ? "page" : ""}},
                                       range));
    }
    return element("nav", {{"aria-label", s("web.by_number")}}, element("ul", {{"class", "chips"}}, items));
}

}  // namespace publish::web
