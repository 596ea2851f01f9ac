#include "sync/publish/web/figures.h"

#include <algorithm>

#include "words/telling.h"

namespace publish::web {
namespace {

using catalog::Facts;
using catalog::Observation;
using catalog::ObservationStatus;

Html header_row(std::initializer_list<std::string> names) {
    Html cells;
    for (const std::string& name : names) cells += element("th", {{"scope", "col"}}, name);
    return element("thead", element("tr", cells));
}

bool is_corrected(const Facts& facts, const Observation& figure) {
    return std::any_of(facts.observations.begin(), facts.observations.end(),
                       [&](const Observation& other) { return other.supersedes == figure.id; });
}

bool is_known(const Facts& facts, const Observation& figure) {
    return std::any_of(facts.known.begin(), facts.known.end(),
                       [&](const Observation& other) { return other.id == figure.id; });
}

/// What stands on the page: what counts today, the newest of what is expected, and what any of these
/// corrects.
std::vector<const Observation*> shown_figures(const Facts& facts) {
    std::vector<const Observation*> shown;
    for (const Observation& figure : facts.observations) {
        const bool was_corrected =
            std::any_of(facts.known.begin(), facts.known.end(),
                        [&](const Observation& other) { return other.supersedes == figure.id; });
        if (figure.status == ObservationStatus::baseline) continue;  // has a place of its own
        if (is_known(facts, figure) || was_corrected || (facts.forecast && facts.forecast->id == figure.id))
            shown.push_back(&figure);
    }
    std::reverse(shown.begin(), shown.end());
    return shown;
}

std::string status_of(const Facts& facts, const Observation& figure, const words::Strings& s) {
    if (is_corrected(facts, figure)) return s("web.corrected");
    return s(std::string("web.status.") +
             catalog::kObservationStatusNames[static_cast<std::size_t>(figure.status)]);
}

/// The publisher's words and how it was counted.
Html said_of(const Page& page, const Observation& figure) {
    const words::Strings& s = page.strings();
    return element("p", words::said_text(figure, s)) +
           page.quotation(figure.excerpt, page.contents().source_of(figure.source)) +
           page.in(s.language_of(figure.note), "p", "small", words::caveat_text(figure, s));
}

/// Who said it; of a derived figure from whose figures it was worked out.
Html who(const Page& page, const Observation& figure) {
    const words::Strings& s = page.strings();
    const Html publisher = page.publisher(page.contents().source_of(figure.source), figure.published_on);
    if (figure.derived.empty()) return publisher;
    return page.labelled(s("derived_from"), publisher);
}

Html row(const Page& page, const Facts& facts, const Observation& figure) {
    const words::Strings& s = page.strings();
    const std::string derived = figure.derived.empty() ? "" : s("derived.beside", {{"sum", figure.derived}});
    const Html cells =
        element("th", {{"scope", "row"}}, words::period_text(figure.period_start, figure.period_end, s)) +
        element("td", element("strong", words::observed(figure, facts.target, s).joined()) + derived +
                          element("span", {{"class", "status"}}, status_of(facts, figure, s))) +
        element("td", Html(words::as_of_text(figure, s)) +
                          element("span", {{"class", "status"}}, who(page, figure)));
    const Html said = said_of(page, figure);
    return element("tr", cells) +
           (said.empty() ? Html()
                         : element("tr", {{"class", "said"}}, element("td", {{"colspan", "3"}}, said)));
}

}  // namespace

Html figures(const Page& page, const Facts& facts) {
    const words::Strings& s = page.strings();
    Html rows;
    for (const Observation* figure : shown_figures(facts)) rows += row(page, facts, *figure);
    if (rows.empty()) return element("p", s("state.no_figure"));
    return element(
        "table", {{"class", "figures"}},
        header_row({s("web.period"), s("web.figure"), s("web.publisher")}) + element("tbody", rows));
}

Html figure_in_words(const Page& page, const Facts& facts, const Observation& figure) {
    const words::Strings& s = page.strings();
    return element("p", element("strong", words::figure_text(facts.target, figure, s))) +
           element("p", {{"class", "small"}}, who(page, figure)) + said_of(page, figure);
}

Html part_table(Page& page, const std::vector<catalog::TargetId>& ids) {
    const words::Strings& s = page.strings();
    Html rows;
    for (const auto& id : ids) {
        const Facts& part = page.contents().facts_of(id);
        const std::string figure = part.shown ? words::figure_label(part.target, *part.shown, s) + " " +
                                                    words::observed(*part.shown, part.target, s).joined()
                                              : "";
        rows += element(
            "tr", element("th", {{"scope", "row"}},
                          link(page.to_target(id), page.words(part.target.name)) + " " +
                              element("span", {{"class", "no"}}, words::number_text(part.target.number))) +
                      element("td", {}, words::promised(part.target, s).joined()) +
                      element("td", {}, figure.empty() ? Html("—") : Html(figure)) +
                      element("td", page.state(part.judgement.state, words::state_text(part, s))));
    }
    if (rows.empty()) return {};
    return element("table", header_row({s("web.part"), s("the_target"), s("web.figure"), s("web.state")}) +
                                element("tbody", rows));
}

}  // namespace publish::web
