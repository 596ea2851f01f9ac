#include "sync/publish/web/pages.h"
#include "sync/publish/web/rows.h"
#include "words/telling.h"

namespace publish::web {
namespace {

std::string anchor_of(const std::string& letter) { return letter == "#" ? "other" : letter; }

/// A word leads to its target; one of several to each of them by name.
Html word(const Page& page, const words::Lookup::Word& word) {
    if (word.targets.size() == 1) return element("li", link(page.to_target(word.targets.front()), word.text));
    Html several;
    for (const auto& id : word.targets) {
        const auto& target = page.contents().facts_of(id).target;
        const auto& name = target.short_name.empty() ? target.name : target.short_name;
        several += element("li", link(page.to_target(id), page.words(name)));
    }
    return element("li", Html(word.text) + element("ul", several));
}

Html letters(const words::Lookup& lookup, const words::Strings& s) {
    Html items;
    for (const auto& [letter, words, halves] : lookup.initials())
        items += element("li", link("#" + anchor_of(letter), letter));
    return element("nav", {{"aria-label", s("web.letters")}}, element("ul", {{"class", "chips"}}, items));
}

Html words_by_letter(const Page& page) {
    const words::Lookup& lookup = page.edition().lookup;
    Html html;
    for (const auto& [letter, words, halves] : lookup.initials()) {
        Html list;
        for (const auto& one : lookup.words())
            if (one.letter == letter) list += word(page, one);
        html += element("section", {{"id", anchor_of(letter)}},
                        element("h3", letter) + element("ul", {{"class", "words"}}, list));
    }
    return html;
}

Html topics(const Page& page) {
    Html items;
    for (const auto& topic : page.contents().topics)
        items += element("li", link(page.to_topic(topic.id), page.words(topic.name)));
    return element("ul", {{"class", "chips"}}, items);
}

}  // namespace

std::string find_page(const Edition& edition) {
    Page page{edition, "find.html"};
    const words::Strings& s = edition.strings;
    // Filled by find.js where scripts run; everything is there without it.
    const Html filter = element("div",
                                {{"id", "filter"},
                                 {"data-label", s("web.filter")},
                                 {"data-found", s("web.filter_found", {{"n", "{n}"}})},
                                 {"data-none", s("web.filter_none")}},
                                "");
    const Html main =
        element("h1", s("web.find")) + filter + part(s("web.by_number"), numbers_nav(page, std::nullopt)) +
        part(s("web.topics"), topics(page)) +
        part(s("web.words"),
             letters(edition.lookup, s) + element("div", {{"id", "words"}}, words_by_letter(page))) +
        element("script", {{"src", page.to("../find.js")}, {"defer", "defer"}}, "");
    return page.finished(s("web.find"), main);
}

}  // namespace publish::web
