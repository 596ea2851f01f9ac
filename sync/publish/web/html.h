#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace publish::web {

/// Markup that stands in the source, so that nothing of a catalog can be in it.
struct Literal {
    consteval Literal(const char* bytes) : markup(bytes) {}
    std::string_view markup;
};

/// Parts of a page. Text becomes part of one by being escaped, and in no other way: whatever a catalog says,
/// a browser reads it as words.
class Html {
public:
    Html() = default;
    // Escaped: & < > and quotation marks; a line feed is a line's end; what HTML forbids, and what is no
    // UTF-8, is U+FFFD.
    Html(std::string_view text);
    Html(const std::string& text) : Html(std::string_view(text)) {}
    Html(const char* text) : Html(std::string_view(text)) {}
    [[nodiscard]] static Html of(Literal literal);

    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] bool empty() const { return bytes_.empty(); }

    Html& operator+=(const Html& next) {
        bytes_ += next.bytes_;
        return *this;
    }
    friend Html operator+(Html left, const Html& right) { return left += right; }

private:
    friend class Tag;
    std::string bytes_;
};

/// An attribute whose value is empty is left out.
struct Attribute {
    const char* name;
    std::string value;
};
using Attributes = std::initializer_list<Attribute>;

/// `<name ...>content</name>`. REQUIRES: `name` and the attributes' names are literals.
[[nodiscard]] Html element(const char* name, Attributes attributes, const Html& content);
/// The same without attributes; nothing at all where there is no content.
[[nodiscard]] Html element(const char* name, const Html& content);
/// `<name ...>`, of elements that never have content; `<name .../>` within SVG.
[[nodiscard]] Html void_element(const char* name, Attributes attributes);
[[nodiscard]] Html shape(const char* name, Attributes attributes);

/// A link: `address` is one of our own pages, or anybody's.
[[nodiscard]] Html link(const std::string& address, const Html& content, Attributes attributes = {});
/// A link to a source of the catalog: text alone where its address is not of the web.
[[nodiscard]] Html link_out(const std::string& address, const Html& content);

/// One part of an address, with what else would mean something in it written as %2F.
[[nodiscard]] std::string address_part(std::string_view text);

}  // namespace publish::web
