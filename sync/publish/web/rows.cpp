#include "sync/publish/web/rows.h"

#include "sync/publish/web/pictures.h"
#include "words/telling.h"

namespace publish::web {
namespace {

Html row(Page& page, const catalog::Facts& facts, RowBars bars) {
    const words::Strings& s = page.strings();
    const std::string number = words::number_text(facts.target.number);
    Html html = element("p", {{"class", "name"}},
                        link(page.to_target(facts.target.id), page.words(facts.target.name)) + " " +
                            element("span", {{"class", "no"}}, number));
    html += element("p", row_text(facts, s));
    if (facts.shown)
        html += element("p", {{"class", "small"}},
                        words::publisher_text(page.contents().source_of(facts.shown->source),
                                              facts.shown->published_on, s));
    html += element("p", page.state(facts.judgement.state, words::state_text(facts, s)));
    const auto bar = facts.has_number() && facts.pictured() != nullptr
                         ? words::row_bar_of(facts.target, facts.pictured())
                         : std::nullopt;
    if (bars == RowBars::drawn && bar) html += row_bar(*bar);
    return element("li", {{"id", number}}, html);
}

}  // namespace

std::string row_text(const catalog::Facts& facts, const words::Strings& s) {
    const std::string wanted = facts.has_number() ? words::promised(facts.target, s).joined() : "";
    if (!facts.shown) return wanted.empty() ? "" : s("parts.row_without", {{"target", wanted}});
    const std::string label = words::figure_label(facts.target, *facts.shown, s),
                      figure = words::observed(*facts.shown, facts.target, s).joined();
    if (wanted.empty()) return s("figure_is", {{"label", label}, {"figure", figure}});
    return s("parts.row", {{"target", wanted}, {"label", label}, {"figure", figure}});
}

Html rows(Page& page, const std::vector<catalog::TargetId>& ids, RowBars bars) {
    Html html;
    for (const auto& id : ids) html += row(page, page.contents().facts_of(id), bars);
    return html.empty() ? Html() : element("ul", {{"class", "rows"}}, html);
}

}  // namespace publish::web
