#include "sync/publish/tables/workbook/formats.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <pugixml.hpp>

#include "sync/publish/tables/workbook/xml.h"

namespace publish {
namespace {

/// The letters of a format that are instructions: without texts, colours, conditions, blanks of a width, and
/// sections but the first; in lower case. `[h]` is `h`.
std::string instructions(std::string_view code) {
    std::string kept;
    for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
        const char c = code[at];
        if (c == '"') {
            at = std::min(code.find('"', at + 1), code.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++at;
        } else if (c == '[') {
            const std::size_t end = std::min(code.find(']', at), code.size());
            const std::string_view inside = code.substr(at + 1, end - at - 1);
            if (inside.find_first_not_of("hHmMsS") == inside.npos) kept += inside;
            at = end;
        } else {
            kept += c;
        }
    }
    std::transform(kept.begin(), kept.end(), kept.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return kept;
}

bool is_general(std::string_view kept) {
    return kept.find("general") != kept.npos || kept.find("通用格式") != kept.npos ||
           kept.find("常规") != kept.npos;
}

/// "am/pm" and "a/p" are times, and no months.
void drop_all(std::string& text, std::string_view word) {
    for (auto at = text.find(word); at != text.npos; at = text.find(word)) text.erase(at, word.size());
}

int number_of(std::string_view text) {
    int number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

Shown shown_by(std::string_view code) {
    std::string kept = instructions(code);
    if (is_general(kept)) return Shown::number;
    if (kept.find('%') != kept.npos) return Shown::percentage;
    drop_all(kept, "am/pm");
    drop_all(kept, "a/p");
    const bool has_time = kept.find_first_of("hs") != kept.npos;
    const bool has_day = kept.find_first_of("yd") != kept.npos;
    if (has_day) return has_time ? Shown::moment : Shown::day;
    if (has_time) return Shown::time;
    // "m" alone is a month, but "m" among digits is a unit that somebody forgot to quote.
    const bool has_digits = kept.find_first_of("0#?") != kept.npos;
    return kept.find('m') != kept.npos && !has_digits ? Shown::day : Shown::number;
}

Shown shown_by_builtin(int id) {
    if (id == 9 || id == 10) return Shown::percentage;
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36) return Shown::day;
    if ((id >= 50 && id <= 54) || id == 57 || id == 58) return Shown::day;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 55 || id == 56) return Shown::time;
    if (id >= 45 && id <= 47) return Shown::time;
    return id == 22 ? Shown::moment : Shown::number;
}

std::optional<Refusal> Formats::read(const std::string& part, const std::string& text) {
    pugi::xml_document document;
    if (auto refusal = parse_part(part, text, "styleSheet", document)) return refusal;
    std::map<int, Shown> custom;
    for (const pugi::xml_node& format : child_of(document.document_element(), "numFmts").children())
        custom[number_of(attribute(format, "numFmtId"))] = shown_by(attribute(format, "formatCode"));
    for (const pugi::xml_node& style : child_of(document.document_element(), "cellXfs").children()) {
        if (!is_named(style, "xf")) continue;
        const int id = number_of(attribute(style, "numFmtId"));
        const auto found = custom.find(id);
        styles_.push_back(found != custom.end() ? found->second : shown_by_builtin(id));
    }
    return std::nullopt;
}

}  // namespace publish
