#include "sync/publish/tables/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sync/publish/tables/encoding.h"

namespace publish {
namespace {

/// Characters that are taken for others, or for none.
struct Name {
    char32_t first, last;
    std::string_view name, name_zh;
    std::string_view instead;  // what is meant in a number, a date or a word; empty: nothing
    std::string_view instead_zh = instead;
};
constexpr Name kNames[] = {
    {0x09, 0x09, "tab", "制表符", ""},
    {0xA0, 0xA0, "no-break space", "不换行空格", ""},
    {0xAD, 0xAD, "soft hyphen", "软连字符", ""},
    {0x300, 0x36F, "combining mark", "组合用附加符号", ""},
    {0x2000, 0x200A, "a space of another width", "特殊宽度的空格", ""},
    {0x200B, 0x200B, "zero width space", "零宽空格", ""},
    {0x200C, 0x200D, "zero width joiner", "零宽连接符", ""},
    {0x200E, 0x200F, "mark of the reading direction", "书写方向控制符", ""},
    {0x2010, 0x2015, "dash", "破折号", "-"},
    {0x2028, 0x2029, "line separator", "行分隔符", ""},
    {0x202A, 0x202E, "mark of the reading direction", "书写方向控制符", ""},
    {0x202F, 0x202F, "narrow no-break space", "窄不换行空格", ""},
    {0x2060, 0x2060, "word joiner", "单词连接符", ""},
    {0x2212, 0x2212, "minus sign", "数学减号", "-"},
    {0x3000, 0x3000, "ideographic space", "全角空格", ""},
    {0xFE00, 0xFE0F, "variation selector", "字形选择符", ""},
    {0xFE63, 0xFE63, "small hyphen", "小连字符", "-"},
    {0xFEFF, 0xFEFF, "byte order mark", "字节顺序标记", ""},
    {0xFF05, 0xFF05, "full-width percent sign", "全角百分号", "%"},
    {0xFF0B, 0xFF0B, "full-width plus", "全角加号", "+"},
    {0xFF0C, 0xFF0C, "full-width comma", "全角逗号", ","},
    {0xFF0D, 0xFF0D, "full-width hyphen", "全角连字符", "-"},
    {0xFF0E, 0xFF0E, "full-width point", "全角句点", "."},
    {0xFF0F, 0xFF0F, "full-width slash", "全角斜线", "/"},
    {0xFF10, 0xFF19, "full-width digit", "全角数字", "a digit", "半角数字"},
    {0xFF1A, 0xFF1A, "full-width colon", "全角冒号", ":"},
    {0xFF21, 0xFF5A, "full-width letter", "全角字母", "a letter", "半角字母"},
    {0xFFFD, 0xFFFD, "the mark of a character that was lost", "字符丢失后留下的记号", ""},
    {0xE0000, 0xE007F, "tag", "标签字符", ""},
    {0xE0100, 0xE01EF, "variation selector", "字形选择符", ""},
};

const Name* find_name(char32_t character) {
    const auto found = std::find_if(std::begin(kNames), std::end(kNames), [&](const Name& one) {
        return character >= one.first && character <= one.last;
    });
    return found == std::end(kNames) ? nullptr : found;
}

/// Characters without a shape of their own: control codes, zero-width ones, those that turn the reading
/// direction or choose among the shapes of the character before.
bool is_invisible(char32_t c) {
    return (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) ||
           c == 0xFEFF || c == 0xFFFD || (c >= 0xE0000 && c <= 0xE0FFF);
}

bool is_blank(char32_t c) {
    return c == ' ' || c == '\n' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000;
}

/// Characters that each font understands as it likes; old Chinese encodings leave some behind.
bool is_private(char32_t c) { return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000; }

/// Codes that Unicode will never give to a character, and the planes it has not begun.
bool is_no_character(char32_t c) {
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) || (c >= 0x40000 && c < 0xE0000);
}

bool is_combining(char32_t c) { return c >= 0x300 && c <= 0x36F; }

Message type_again() { return say("type it again with the code that Unicode has for it"); }

Message remedy_for_missing(char32_t c) {
    if (is_combining(c)) return say("write the letter with its mark as one character");
    return say("the screen cannot show it until the kiosk's fonts are extended; ask for {}", named(c));
}

Verdict judge_character(const Column& column, char32_t character, std::string_view itself, int place,
                        const Coverage* coverage) {
    if (is_invisible(character))
        return {say("the character {} cannot be seen; it is character {}", named(character), place),
                say("delete it")};
    if (is_no_character(character))
        return {say("{} is no character; it stands at place {}", named(character), place), type_again()};
    if (is_private(character))
        return {say("the character {} has no agreed shape; it is character {}", named(character), place),
                type_again()};
    if (column.shown && character != '\n' && coverage && !coverage->contains(character))
        return {say("the fonts lack \"{}\" ({}), character {}", itself, named(character), place),
                remedy_for_missing(character)};
    return {};
}

std::optional<char32_t> last_character(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80) --at;
    std::string_view last = text.substr(at == 0 ? 0 : at - 1);
    return next_character(last);
}

}  // namespace

Message named(char32_t character) {
    const Name* const name = find_name(character);
    const std::string code = fmt::format("U+{:04X}", static_cast<std::uint32_t>(character));
    return name ? say("{} ({})", code, Bilingual{std::string(name->name_zh), std::string(name->name)})
                : say("{}", code);
}

Message first_character(std::string_view text) {
    const std::string_view whole = text;
    const auto character = next_character(text);
    if (!character) return say("nothing more");
    if (*character == '\n') return say("a line end");
    if (is_invisible(*character) || is_blank(*character)) return named(*character);
    const std::string_view itself = whole.substr(0, whole.size() - text.size());
    if (*character < 0x80) return say("“{}”", itself);
    return say("“{}” ({})", itself, named(*character));
}

Message lookalike_in(std::string_view text) {
    for (int place = 1; !text.empty(); ++place) {
        const auto character = next_character(text);
        if (!character) return {};
        const Name* const name = find_name(*character);
        if (name == nullptr) continue;
        if (name->instead.empty())
            return say("; its character {} is {}, which does not belong there", place, named(*character));
        return say("; its character {} is {}, where there should be {}", place, named(*character),
                   Bilingual{std::string(name->instead_zh), std::string(name->instead)});
    }
    return {};
}

Verdict judge_characters(const Column& column, std::string_view text, const Coverage* coverage) {
    const std::string_view whole = text;
    for (int place = 1; !text.empty(); ++place) {
        const std::string_view before = text;
        const auto character = next_character(text);
        if (!character) return {say("the text is not UTF-8"), say("write it anew")};
        const std::string_view itself = before.substr(0, before.size() - text.size());
        if (Verdict verdict = judge_character(column, *character, itself, place, coverage);
            !verdict.message.empty())
            return verdict;
    }
    if (!column.many_lines && whole.find('\n') != std::string_view::npos)
        return {say("the cell has more than one line"), say("write it in one line")};
    std::string_view first = whole;
    if (const auto front = next_character(first); front && is_blank(*front))
        return {*front == ' ' ? say("the cell starts with a space")
                              : say("the cell starts with a space, {}", named(*front)),
                say("delete the space")};
    if (const auto back = last_character(whole); back && is_blank(*back))
        return {*back == ' ' ? say("the cell ends with a space")
                             : say("the cell ends with a space, {}", named(*back)),
                say("delete the space")};
    return {};
}

bool is_spreadsheet_error(std::string_view text) {
    constexpr std::string_view kErrors[] = {"#N/A",    "#REF!",  "#VALUE!", "#NAME?",
                                            "#DIV/0!", "#NULL!", "#NUM!",   "#SPILL!"};
    return std::find(std::begin(kErrors), std::end(kErrors), text) != std::end(kErrors) ||
           (text.size() > 1 && text.find_first_not_of('#') == text.npos);
}

}  // namespace publish
