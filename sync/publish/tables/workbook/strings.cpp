#include "sync/publish/tables/workbook/strings.h"

#include <charconv>
#include <variant>

#include "base/utf8.h"
#include "sync/publish/tables/workbook/elements.h"
#include "sync/publish/tables/workbook/limits.h"
#include "sync/publish/tables/workbook/xml.h"

namespace publish {
namespace {

constexpr std::size_t kEscape = 7;  // "_x000D_"

/// The 16 bits of "_x000D_" at the start of `text`.
std::optional<unsigned> escape_at(std::string_view text) {
    if (text.size() < kEscape || !text.starts_with("_x") || text[kEscape - 1] != '_') return std::nullopt;
    unsigned value = 0;
    const char* const end = text.data() + kEscape - 1;
    if (std::from_chars(text.data() + 2, end, value, 16).ptr != end) return std::nullopt;
    return value;
}

void append_utf8(std::string& text, unsigned character) {
    const auto byte = [&](unsigned first, unsigned shift, unsigned mask) {
        text += static_cast<char>(first | (character >> shift & mask));
    };
    if (character < 0x80) return byte(0, 0, 0x7F);
    if (character < 0x800) return byte(0xC0, 6, 0x1F), byte(0x80, 0, 0x3F);
    if (character < 0x10000) return byte(0xE0, 12, 0x0F), byte(0x80, 6, 0x3F), byte(0x80, 0, 0x3F);
    byte(0xF0, 18, 0x07), byte(0x80, 12, 0x3F), byte(0x80, 6, 0x3F), byte(0x80, 0, 0x3F);
}

/// Takes one escape, or the two of a character beyond 16 bits, off `text`. False: what stands there is no
/// escape, or no character.
bool take_escape(std::string_view& text, std::string& into) {
    const auto unit = escape_at(text);
    if (!unit || *unit == 0 || (*unit >= 0xDC00 && *unit <= 0xDFFF)) return false;
    unsigned character = *unit;
    std::size_t length = kEscape;
    if (*unit >= 0xD800 && *unit < 0xDC00) {
        const auto low = escape_at(text.substr(kEscape));
        if (!low || *low < 0xDC00 || *low > 0xDFFF) return false;
        character = 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00);
        length = 2 * kEscape;
    }
    append_utf8(into, character);
    text.remove_prefix(length);
    return true;
}

std::string with_plain_line_ends(std::string text) {
    if (text.find('\r') == text.npos) return text;
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (!pair) plain += text[i] == '\r' ? '\n' : text[i];
    }
    return plain;
}

}  // namespace

std::string without_escapes(std::string text) {
    if (text.find("_x") == text.npos) return with_plain_line_ends(std::move(text));
    std::string plain;
    for (std::string_view rest = text; !rest.empty();) {
        if (rest[0] == '_' && take_escape(rest, plain)) continue;
        plain += rest[0];
        rest.remove_prefix(1);
    }
    return with_plain_line_ends(std::move(plain));
}

std::string rich_text(const pugi::xml_node& node) {
    std::string text;
    for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
        if (is_named(child, "t")) text += text_of(child);
        if (is_named(child, "r")) text += text_of(child_of(child, "t"));
    }
    return without_escapes(std::move(text));
}

std::optional<Refusal> Strings::read(PartReader& part) {
    std::size_t bytes = 0;
    const auto use = [&](std::string& elements) -> std::optional<Refusal> {
        pugi::xml_document document;
        if (auto refusal = parse_elements(part.name(), elements, document)) return refusal;
        for (pugi::xml_node node = document.first_child(); node; node = node.next_sibling()) {
            if (!is_named(node, "si")) continue;
            strings_.push_back(rich_text(node));
            bytes += strings_.back().size();
            if (!base::is_utf8(strings_.back())) return damaged(part.name(), say("is not in UTF-8"));
            if (strings_.size() > kMostStrings || bytes > kMostTextBytes)
                return Refusal{say("the workbook is too large: more than {} different texts, or {} MiB "
                                   "of them",
                                   kMostStrings, kMostTextBytes / kMiB),
                               say("move what is no part of the tables to another workbook")};
        }
        return std::nullopt;
    };
    auto rest = take_elements(part, "si", use);
    if (auto* refusal = std::get_if<Refusal>(&rest)) return std::move(*refusal);
    pugi::xml_document document;
    return parse_part(part.name(), std::get<std::string>(rest), "sst", document);
}

}  // namespace publish
