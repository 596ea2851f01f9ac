#include "sync/publish/web/html.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace publish::web {
namespace {

constexpr std::string_view kNoCharacter = "\xEF\xBF\xBD";  // U+FFFD

/// What HTML allows in no form: controls but for the tab and the ends of lines, and U+FFFE and U+FFFF.
bool is_forbidden(std::string_view character) {
    const unsigned char first = static_cast<unsigned char>(character.front());
    if (character.size() == 1) return (first < 0x20 && first != '\t') || first == 0x7F;
    if (character.size() == 2)
        return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;  // U+0080 to U+009F
    return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
}

/// `line_end`: what a line feed becomes.
std::string escaped(std::string_view text, std::string_view line_end) {
    std::string safe;
    while (!text.empty()) {
        const std::size_t length = base::utf8_length(text);
        const std::string_view one = text.substr(0, std::max<std::size_t>(1, length));
        text.remove_prefix(one.size());
        if (one == "\r") continue;
        if (one == "\n")
            safe += line_end;
        else if (one == "&")
            safe += "&amp;";
        else if (one == "<")
            safe += "&lt;";
        else if (one == ">")
            safe += "&gt;";
        else if (one == "\"")
            safe += "&quot;";
        else if (one == "'")
            safe += "&#39;";
        else
            safe += length == 0 || is_forbidden(one) ? kNoCharacter : one;
    }
    return safe;
}

}  // namespace

Html::Html(std::string_view text) : bytes_(escaped(text, "<br>")) {}

Html Html::of(Literal literal) {
    Html html;
    html.bytes_ = literal.markup;
    return html;
}

class Tag {
public:
    Tag(const char* name, Attributes attributes) {
        html_.bytes_ = fmt::format("<{}", name);
        for (const Attribute& one : attributes)
            if (!one.value.empty())
                html_.bytes_ += fmt::format(" {}=\"{}\"", one.name, escaped(one.value, " "));
    }
    [[nodiscard]] Html closed(std::string_view with) && {
        html_.bytes_ += with;
        return std::move(html_);
    }
    [[nodiscard]] Html around(const char* name, const Html& content) && {
        html_.bytes_ += fmt::format(">{}</{}>", content.bytes_, name);
        return std::move(html_);
    }

private:
    Html html_;
};

Html element(const char* name, Attributes attributes, const Html& content) {
    return Tag(name, attributes).around(name, content);
}

Html element(const char* name, const Html& content) {
    return content.empty() ? Html() : element(name, {}, content);
}

Html void_element(const char* name, Attributes attributes) { return Tag(name, attributes).closed(">"); }

Html shape(const char* name, Attributes attributes) { return Tag(name, attributes).closed("/>"); }

Html link(const std::string& address, const Html& content, Attributes attributes) {
    std::string lang, kind;
    for (const Attribute& one : attributes) {
        if (std::string_view(one.name) == "lang") lang = one.value;
        if (std::string_view(one.name) == "class") kind = one.value;
    }
    return element("a", {{"href", address}, {"class", kind}, {"lang", lang}, {"hreflang", lang}}, content);
}

Html link_out(const std::string& address, const Html& content) {
    const bool is_web = address.starts_with("http://") || address.starts_with("https://");
    return is_web ? element("a", {{"href", address}, {"rel", "external noreferrer"}}, content) : content;
}

std::string address_part(std::string_view text) {
    std::string address;
    for (const char c : text)
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            std::string_view("-_.~").find(c) != std::string_view::npos)
            address += c;
        else
            address += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return address;
}

}  // namespace publish::web
