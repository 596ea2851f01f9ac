#include "sync/publish/web/pages.h"
#include "words/telling.h"

namespace publish::web {
namespace {

Html paragraphs(const words::Strings& s, std::initializer_list<const char*> keys) {
    Html html;
    for (const char* key : keys) html += element("li", s(key));
    return element("ul", html);
}

/// Why fewer targets are counted than the document has numbers.
Html counting(const Page& page) {
    const auto& standing = page.contents().standing;
    const auto all = standing.entries().size();
    if (static_cast<std::size_t>(standing.counted()) == all) return {};
    return element(
        "p", page.strings()("about.counting", {{"all", std::to_string(all)},
                                               {"n", std::to_string(standing.counted())},
                                               {"numberless", std::to_string(standing.without_number())},
                                               {"twice", std::to_string(standing.written_twice())}}));
}

Html states(Page& page) {
    const words::Strings& s = page.strings();
    Html rows;
    for (std::size_t i = 0; i < catalog::kStateCount; ++i) {
        const auto state = static_cast<catalog::State>(i);
        rows +=
            element("tr", element("th", {{"scope", "row"}}, page.state(state, words::state_word(state, s))) +
                              element("td", s(std::string("about.state.") + catalog::kStateNames[i])));
    }
    const Html head = element("tr", element("th", {{"scope", "col"}}, s("web.state")) +
                                        element("th", {{"scope", "col"}}, s("web.meaning")));
    return element("table", {{"class", "states"}}, element("thead", head) + element("tbody", rows));
}

Html outcomes(const Page& page) {
    const words::Strings& s = page.strings();
    Html html;
    for (const auto& one : page.contents().outcomes) {
        const auto& source = page.contents().source_of(one.source);
        html += element(
            "li", element("p", s("about.outcome", {{"name", s.pick(one.name)},
                                                   {"figure", words::outcome_figure(one, s).joined()}})) +
                      page.quotation(one.quote, source) +
                      element("p", {{"class", "small"}}, page.publisher(source, std::nullopt)));
    }
    if (html.empty()) return {};
    const int year = page.contents().outcomes.front().year;
    const std::string period =
        words::period_name(base::make_date(year, 1, 1), base::make_date(year, 12, 31), s);
    return part(s("about.outcomes", {{"period", period}}), element("ul", html));
}

Html sources(const Page& page) {
    const words::Strings& s = page.strings();
    Html html;
    for (const auto& [id, source] : page.contents().sources) {
        const std::string& title = s.pick(source.title);
        Html text = title.empty() ? Html() : Html(s("document_title", {{"title", title}})) + " ";
        html += element("li", text + page.publisher(source, std::nullopt));
    }
    return element("ul", html);
}

}  // namespace

std::string about_page(const Edition& edition) {
    Page page{edition, "about.html"};
    const words::Strings& s = edition.strings;
    const Html reading = paragraphs(s, {"about.read.ring", "web.serif", "about.read.figures", "web.none"});
    const Html rules = paragraphs(s, {"about.rule.what", "about.rule.total", "about.rule.compare",
                                      "about.rule.approx", "about.rule.inexact", "about.rule.pace",
                                      "about.rule.late", "about.rule.derived", "about.rule.twice"});
    const Html terms =
        edition.contents.terms.empty() ? Html() : element("p", link(page.to("terms.html"), s("web.terms")));
    const Html main = element("h1", s("web.about")) + reading + counting(page) + terms +
                      part(s("about.states"), states(page)) + part(s("about.rules"), rules) + outcomes(page) +
                      part(s("about.sources"), sources(page));
    return page.finished(s("web.about"), main);
}

}  // namespace publish::web
