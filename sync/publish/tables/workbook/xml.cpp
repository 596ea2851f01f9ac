#include "sync/publish/tables/workbook/xml.h"

#include <string>

namespace publish {
namespace {

constexpr unsigned kOptions = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                              pugi::parse_ws_pcdata_single | pugi::parse_embed_pcdata;

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return lower;
}

/// What the parser would pass over, or take for something else.
std::optional<Refusal> judge_bytes(const std::string& part, std::string_view text) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") || text.find('\0') != text.npos)
        return damaged(part, say("is not in UTF-8"));
    return std::nullopt;
}

std::optional<Refusal> judge_prologue(const std::string& part, const pugi::xml_document& document) {
    for (const pugi::xml_node& node : document.children()) {
        if (node.type() == pugi::node_doctype)
            return damaged(part, say("has a document type (DOCTYPE), which no spreadsheet program writes"));
        const std::string encoding = lower_case(attribute(node, "encoding"));
        if (node.type() == pugi::node_declaration && !encoding.empty() && encoding != "utf-8" &&
            encoding != "us-ascii" && encoding != "ascii")
            return damaged(part, say("is in {}, not in UTF-8", attribute(node, "encoding")));
    }
    return std::nullopt;
}

Refusal no_xml(const std::string& part, const pugi::xml_parse_result& result) {
    return damaged(part, say("is no whole XML: byte {}: {}", result.offset, result.description()));
}

}  // namespace

std::optional<Refusal> parse_part(const std::string& part, std::string_view text, std::string_view root,
                                  pugi::xml_document& into) {
    if (auto refusal = judge_bytes(part, text)) return refusal;
    const auto result =
        into.load_buffer(text.data(), text.size(), kOptions | pugi::parse_declaration | pugi::parse_doctype,
                         pugi::encoding_utf8);
    if (!result) return no_xml(part, result);
    if (auto refusal = judge_prologue(part, into)) return refusal;
    if (!is_named(into.document_element(), root))
        return damaged(part, say("begins with <{}>, not with <{}>", into.document_element().name(), root));
    return std::nullopt;
}

std::optional<Refusal> parse_elements(const std::string& part, std::string& text, pugi::xml_document& into) {
    if (auto refusal = judge_bytes(part, text)) return refusal;
    const auto result = into.load_buffer_inplace(text.data(), text.size(), kOptions | pugi::parse_fragment,
                                                 pugi::encoding_utf8);
    if (!result) return no_xml(part, result);
    return std::nullopt;
}

std::string_view local_name(const char* name) {
    const std::string_view whole = name;
    const auto colon = whole.find(':');
    return colon == whole.npos ? whole : whole.substr(colon + 1);
}

bool is_named(const pugi::xml_node& node, std::string_view local) { return local_name(node.name()) == local; }

pugi::xml_node child_of(const pugi::xml_node& node, std::string_view local) {
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling())
        if (is_named(child, local)) return child;
    return {};
}

std::string_view attribute(const pugi::xml_node& node, const char* name) {
    return node.attribute(name).value();
}

std::string_view foreign_attribute(const pugi::xml_node& node, std::string_view local) {
    for (const pugi::xml_attribute& one : node.attributes()) {
        const std::string_view name = one.name();
        if (name.find(':') != name.npos && !name.starts_with("xmlns:") && local_name(one.name()) == local)
            return one.value();
    }
    return {};
}

bool is_yes(std::string_view value) { return value == "1" || value == "true" || value == "on"; }

std::string text_of(const pugi::xml_node& node) {
    std::string text = node.value();  // pugixml keeps an element's first text in the element itself
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling())
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
    return text;
}

}  // namespace publish
