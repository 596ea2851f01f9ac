#include <fmt/format.h>

#include "sync/publish/web/drawing.h"
#include "sync/publish/web/pages.h"
#include "words/pictures.h"
#include "words/telling.h"

namespace publish::web {
namespace {

/// One row for each state that counted targets stand in.
Html states(Page& page) {
    const words::Strings& s = page.strings();
    const auto& counts = page.contents().standing.counts();
    Html rows;
    for (std::size_t i = 0; i < catalog::kStateCount; ++i) {
        if (counts[i] == 0) continue;
        const auto state = static_cast<catalog::State>(i);
        rows += element(
            "tr", element("th", {{"scope", "row"}},
                          link(page.to(file_of(state)), page.state(state, words::state_word(state, s)))) +
                      element("td", {{"class", "count"}}, s.number(counts[i])) +
                      element("td", s(std::string("about.state.") + catalog::kStateNames[i])));
    }
    if (rows.empty()) return element("p", s("all.nothing"));
    const Html head = element("tr", element("th", {{"scope", "col"}}, s("web.state")) +
                                        element("th", {{"scope", "col"}}, s("web.count")) +
                                        element("th", {{"scope", "col"}}, s("web.meaning")));
    return element("table", {{"class", "states"}}, element("thead", head) + element("tbody", rows));
}

/// A mark for each counted target, state by state; of very many one for several.
Html field(Page& page) {
    constexpr int kColumns = 20;
    constexpr double kPitch = 28, kSize = 24;
    const auto marks = words::state_marks(page.contents().standing.counts());
    Html html;
    int at = 0;
    for (std::size_t i = 0; i < catalog::kStateCount; ++i)
        for (int n = 0; n < marks.marks[i]; ++n, ++at)
            html += page.marks().mark_at(static_cast<catalog::State>(i), (at % kColumns) * kPitch,
                                         (at / kColumns) * kPitch, kSize);
    if (at == 0) return {};
    const words::Strings& s = page.strings();
    const std::string caption = marks.each == 1
                                    ? s("overview.note")
                                    : s("overview.note_grouped", {{"n", std::to_string(marks.each)}});
    const double width = kColumns * kPitch, height = ((at - 1) / kColumns + 1) * kPitch;
    return element("figure", drawing("field", width, width, height, html) + element("figcaption", caption));
}

/// A topic's picture and name, the figure it is known by, and how much it has.
Html topic_card(Page& page, const catalog::Topic& topic) {
    const words::Strings& s = page.strings();
    Html html = element("h3", link(page.to_topic(topic.id), topic_icon(topic.icon) + page.words(topic.name)));
    if (topic.headline) {
        const catalog::Facts& facts = page.contents().facts_of(*topic.headline);
        const auto& name = facts.target.short_name.empty() ? facts.target.name : facts.target.short_name;
        html += element(
            "p", page.words(name) + " " + element("strong", words::promised(facts.target, s).joined()));
        html += element("p", page.state(facts.judgement.state, words::state_text(facts, s)));
    }
    const auto& targets = page.contents().standing.of_topic(topic.id);
    const auto promises = page.contents().commitments.at(topic.id).size();
    const std::string count = targets.empty() ? s.count("commitments.note", static_cast<int>(promises))
                                              : s.count("topic.targets", static_cast<int>(targets.size()));
    return element("li", html + element("p", {{"class", "small"}}, count));
}

Html topics(Page& page) {
    Html cards;
    for (const auto& topic : page.contents().topics) cards += topic_card(page, topic);
    return cards.empty() ? Html() : element("ul", {{"class", "cards"}}, cards);
}

Html notices(const Page& page) {
    const words::Strings& s = page.strings();
    Html html;
    for (const auto& notice : page.contents().notices) {
        const base::TimeZone zone = page.contents().release().zone;
        html += element(
            "li", element("h3", page.words(notice.title)) + element("p", page.words(notice.body)) +
                      element("p", {{"class", "small"}},
                              s("notice.holds", {{"from", words::moment_text(notice.starts_at, zone, s)},
                                                 {"to", words::moment_text(notice.ends_at, zone, s)}})));
    }
    return html.empty() ? Html() : element("ul", {{"class", "notices"}}, html);
}

}  // namespace

std::string overview_page(const Edition& edition) {
    Page page{edition, "index.html"};
    const words::Strings& s = edition.strings;
    const auto& standing = edition.contents.standing;
    const auto& release = edition.contents.release();
    const Html main =
        element("h1", words::promises_heading(release, s)) +
        element("p", {{"class", "lead"}},
                s("web.judged_on", {{"date", words::date_text(edition.contents.today().date, s)}})) +
        part(s("notice.title"), notices(page)) +
        part(s.count("overview.question", standing.counted()),
             element("div", {{"class", "answer"}}, states(page) + field(page))) +
        part(s("web.topics"), topics(page));
    return page.finished(s.pick(release.title), main);
}

std::string languages_page(const std::vector<Edition>& editions) {
    const catalog::Release& release = editions.front().contents.release();
    Html ways, title;
    for (const Edition& edition : editions) {
        const words::Language& language = edition.strings.language();
        const std::string tag(language.tag);
        const std::string demo = release.demonstration ? edition.strings("band.demo") + " · " : "";
        title += (title.empty() ? "" : " · ") + Html(demo + edition.strings.pick(release.title));
        ways +=
            element("li", {{"lang", tag}},
                    element("p", demo + words::promises_heading(release, edition.strings)) +
                        element("p", link(fmt::format("{}/index.html", tag), std::string(language.own_name),
                                          {{"class", "button"}, {"lang", tag}})));
    }
    const std::string first(editions.front().strings.language().tag);
    const Html head =
        void_element("meta", {{"charset", "utf-8"}}) +
        void_element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}) +
        void_element("meta", {{"name", "generator"}, {"content", std::string(kGenerator)}}) +
        element("title", title) + void_element("link", {{"rel", "stylesheet"}, {"href", "style.css"}}) +
        void_element("link", {{"rel", "icon"}, {"href", "data:,"}});
    const Html main = element("main", element("h1", editions.front().strings.pick(release.title)) +
                                          element("ul", {{"class", "languages"}}, ways));
    return "<!doctype html>\n" +
           element("html", {{"lang", first}}, element("head", head) + element("body", main)).bytes() + "\n";
}

}  // namespace publish::web
