#include "sync/publish/web/page.h"

#include <fmt/format.h>

#include "words/telling.h"

namespace publish::web {
namespace {

/// Each part of a file's name as it stands in an address.
std::string address_of(std::string_view file) {
    std::string address;
    while (true) {
        const std::size_t end = file.find('/');
        address += address_part(file.substr(0, end));
        if (end == file.npos) return address;
        address += '/';
        file.remove_prefix(end + 1);
    }
}

Html meta(const char* name, const std::string& content) {
    return void_element("meta", {{"name", name}, {"content", content}});
}

}  // namespace

std::string file_of(const catalog::TargetId& id) { return "target/" + id.text + ".html"; }
std::string file_of(const catalog::TopicId& id) { return "topic/" + id.text + ".html"; }
std::string file_of(catalog::State state) {
    return fmt::format("state/{}.html", catalog::kStateNames[static_cast<std::size_t>(state)]);
}

Html part(const std::string& heading, const Html& content, const char* kind) {
    return content.empty() ? Html() : element("section", {{"class", kind}}, element("h2", heading) + content);
}

std::string Page::to(const std::string& address) const {
    return (file_.find('/') == file_.npos ? "" : "../") + address;
}

std::string Page::to_target(const catalog::TargetId& id) const { return to(address_of(file_of(id))); }

std::string Page::to_topic(const catalog::TopicId& id) const { return to(address_of(file_of(id))); }

Html Page::words(const catalog::Bilingual& words) const {
    const words::Language& language = strings().language_of(words);
    const std::string& text = strings().pick(words);
    return &language == &strings().language() ? Html(text)
                                              : element("span", {{"lang", std::string(language.tag)}}, text);
}

Html Page::in(const words::Language& language, const char* name, const char* kind,
              const std::string& text) const {
    if (text.empty()) return {};
    const bool is_own = &language == &strings().language();
    return element(name, {{"class", kind}, {"lang", is_own ? "" : std::string(language.tag)}}, text);
}

Html Page::quotation(const std::string& text, const catalog::Source& source) const {
    if (text.empty()) return {};
    const words::Language& language = words::language_of(source, contents().release());
    return element("blockquote", in(language, "p", "", words::in_quotation_marks(text, language)));
}

Html Page::publisher(const catalog::Source& source, std::optional<base::Date> published) const {
    return link_out(source.url, in(strings().language_of(source.publisher), "span", "",
                                   words::publisher_text(source, published, strings())));
}

Html Page::labelled(const std::string& label, const Html& content) {
    return element("span", {{"class", "label"}}, label) + " " + content;
}

Html Page::state(catalog::State state, const std::string& words) {
    return element("span", {{"class", "state"}}, marks_.mark(state) + element("span", words));
}

std::string Page::in_language(const words::Language& language) const {
    return to(fmt::format("../{}/{}", language.tag, address_of(file_)));
}

Html Page::head(const std::string& title) const {
    const std::string& site = strings().pick(contents().release().title);
    const std::string demo = contents().release().demonstration ? strings()("band.demo") + " · " : "";
    Html head = void_element("meta", {{"charset", "utf-8"}}) +
                meta("viewport", "width=device-width, initial-scale=1") +
                meta("generator", std::string(kGenerator)) +
                element("title", demo + (title == site ? site : title + " · " + site)) +
                void_element("link", {{"rel", "stylesheet"}, {"href", to("../style.css")}}) +
                void_element("link", {{"rel", "icon"}, {"href", "data:,"}});
    for (const words::Language* const one : edition_.languages)
        if (edition_.languages.size() > 1)
            head += void_element(
                "link",
                {{"rel", "alternate"}, {"hreflang", std::string(one->tag)}, {"href", in_language(*one)}});
    return element("head", head);
}

Html Page::bands() const {
    Html bands;
    if (contents().release().demonstration)
        bands += element("p", {{"class", "band"}}, strings()("band.demo") + " · " + strings()("web.demo"));
    if (contents().today().date > contents().release().default_valid_until)
        bands += element("p", {{"class", "band"}}, strings()("band.expired"));
    return bands;
}

Html Page::header() const {
    const words::Strings& s = strings();
    Html ways;
    const auto add = [&](const char* file, const std::string& words) {
        ways += element(
            "li", element("a", {{"href", to(file)}, {"aria-current", file_ == file ? "page" : ""}}, words));
    };
    add("index.html", s("web.overview"));
    add("find.html", s("web.find"));
    add("about.html", s("web.about"));
    for (const words::Language* const one : edition_.languages)
        if (one != &s.language())
            ways += element(
                "li", link(in_language(*one), std::string(one->own_name), {{"lang", std::string(one->tag)}}));
    return element("header", bands() +
                                 element("p", {{"class", "site"}},
                                         link(to("index.html"), words(contents().release().title))) +
                                 element("nav", {{"aria-label", s("web.site")}}, element("ul", ways)));
}

Html Page::footer() const {
    const words::Strings& s = strings();
    const catalog::Release& release = contents().release();
    const std::string judged =
        s("web.judged", {{"date", words::date_text(contents().today().date, s)},
                         {"published", words::date_text(release.zone.date_at(release.published_at), s)},
                         {"version", release.version}});
    const std::string until = s("web.until", {{"date", words::date_text(release.default_valid_until, s)}});
    return element("footer", element("p", judged) + element("p", until) +
                                 element("p", release.hotline.empty()
                                                  ? s("about.contact_none")
                                                  : s("about.contact", {{"hotline", release.hotline}})));
}

std::string Page::finished(const std::string& title, const Html& main) const {
    const Html body = marks_.definitions() +
                      element("a", {{"class", "skip"}, {"href", "#main"}}, strings()("web.skip")) + header() +
                      element("main", {{"id", "main"}, {"tabindex", "-1"}}, main) + footer();
    const Html html = element("html", {{"lang", std::string(strings().language().tag)}},
                              head(title) + element("body", body));
    return "<!doctype html>\n" + html.bytes() + "\n";
}

}  // namespace publish::web
