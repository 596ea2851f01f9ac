#include "sync/publish/web/terms.h"

#include "sync/publish/web/pages.h"
#include "words/telling.h"
#include "words/terms.h"

namespace publish::web {

Html explained(const Page& page, const std::vector<const catalog::Term*>& terms) {
    Html html;
    for (const catalog::Term* const term : terms)
        html += element("dt", page.words(term->name)) + element("dd", page.words(term->meaning));
    return html.empty() ? Html() : element("dl", html);
}

Html terms_of(const Page& page, const catalog::Facts& facts) {
    const words::Strings& s = page.strings();
    std::string text = s.pick(facts.target.name) + "\n";
    const auto& document = page.contents().source_of(facts.target.source);
    if (&words::language_of(document, page.contents().release()) == &s.language()) text += facts.target.quote;
    text += "\n" + words::translation_text(facts.target, s);
    if (facts.shown) text += "\n" + s.pick(facts.shown->note);
    return part(s("web.terms"), explained(page, words::terms_in(text, page.contents().terms, s.language())));
}

std::string terms_page(const Edition& edition) {
    Page page{edition, "terms.html"};
    const auto all = words::in_order(edition.contents.terms, edition.contents.sounds, edition.strings);
    const std::string title = edition.strings("web.terms");
    return page.finished(title, element("h1", title) + explained(page, all));
}

}  // namespace publish::web
