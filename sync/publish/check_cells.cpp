#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/date.h"
#include "catalog/decimal.h"
#include "sync/publish/check.h"
#include "sync/publish/encoding.h"

namespace publish {
namespace {

constexpr char32_t kLargestDrawable = 0xFFFF;  // the display's text library has 16-bit characters

bool is_positive_integer(const std::string& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && text.front() != '0' && number > 0;
}

/// What is wrong with a filled cell of this type, and what to do: both empty when nothing is.
struct Verdict {
    std::string message, fix;
};

Verdict judge_word(const Column& column, const std::string& text) {
    if (std::find(column.words.begin(), column.words.end(), text) != column.words.end()) return {};
    return {fmt::format("\"{}\" is not one of the words for this column", text),
            fmt::format("write one of {}", fmt::join(column.words, ", "))};
}

Verdict judge_id(const std::string& text) {
    if (text.find_first_of(" \t\n,\"") == std::string::npos) return {};
    return {fmt::format("the id \"{}\" contains a space, comma or quotation mark", text),
            "write it with hyphens instead"};
}

Verdict judge_type(const Column& column, const std::string& text) {
    switch (column.type) {
        case Type::text:
        case Type::reference:
            return {};
        case Type::id:
            return judge_id(text);
        case Type::word:
            return judge_word(column, text);
        case Type::integer:
            if (is_positive_integer(text)) return {};
            return {fmt::format("\"{}\" is not a whole number from 1 up", text),
                    "write digits alone, such as 12"};
        case Type::flag:
            if (text == "0" || text == "1") return {};
            return {fmt::format("\"{}\" is neither 0 nor 1", text), "write 1 for yes, 0 for no"};
        case Type::decimal:
        case Type::real:
            if (catalog::Decimal::parse(text)) return {};
            return {fmt::format("\"{}\" is not a decimal number", text),
                    "write digits with at most one point, such as 12.65, without commas or units"};
        case Type::date:
            if (base::parse_date(text)) return {};
            return {fmt::format("\"{}\" is not a day of the calendar", text),
                    "write year-month-day, such as 2024-12-31"};
        case Type::instant:
            if (text.size() > 10 && base::parse_instant(text)) return {};
            return {fmt::format("\"{}\" is not a date and time", text),
                    "write it like 2024-12-31T08:00:00+08:00"};
    }
    return {};
}

std::string named(char32_t character) {
    return fmt::format("U+{:04X}", static_cast<std::uint32_t>(character));
}

/// Characters without a shape of their own: control codes, zero-width ones, those that turn the reading
/// direction.
bool is_invisible(char32_t c) {
    return (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFD;
}

/// Characters that each font understands as it likes; old Chinese encodings leave some behind.
bool is_private(char32_t c) { return c >= 0xE000 && c <= 0xF8FF; }

bool starts_or_ends_with_space(std::string_view text) {
    constexpr std::string_view kWideSpace = "\u3000";
    const auto is_space = [](char c) { return c == ' ' || c == '\n'; };
    return is_space(text.front()) || is_space(text.back()) || text.starts_with(kWideSpace) ||
           text.ends_with(kWideSpace);
}

/// The same for the characters of a cell.
Verdict judge_characters(const Column& column, std::string_view text, const Coverage* coverage) {
    const std::string_view whole = text;
    while (!text.empty()) {
        const std::string_view before = text;
        const auto character = next_character(text);
        if (!character) return {"the text is not UTF-8", "write it anew"};
        const std::string_view itself = before.substr(0, before.size() - text.size());
        if (is_invisible(*character))
            return {fmt::format("the character {} cannot be seen", named(*character)), "delete it"};
        if (is_private(*character))
            return {fmt::format("the character {} has no agreed shape", named(*character)),
                    "write it with another character"};
        if (*character > kLargestDrawable)
            return {fmt::format("the display cannot draw \"{}\" ({}), which lies above U+FFFF", itself,
                                named(*character)),
                    "write it with another character"};
        if (column.shown && *character != '\n' && coverage && !coverage->contains(*character))
            return {fmt::format("the fonts lack \"{}\" ({})", itself, named(*character)),
                    "write it with another character"};
    }
    if (!column.many_lines && whole.find('\n') != std::string_view::npos)
        return {"the cell has more than one line", "write it in one line"};
    if (starts_or_ends_with_space(whole)) return {"the cell starts or ends with a space", "delete the space"};
    return {};
}

class CellCheck {
public:
    CellCheck(const Folder& folder, const Coverage* coverage, Problems& problems)
        : folder_(folder), coverage_(coverage), problems_(problems) {}

    void check_table(const Table& table) {
        for (const Row& row : table.rows())
            if (!row.misshapen) check_row(table, row);
        for (const Column& column : table.format().columns)
            if (column.unique) check_unique(table, column);
    }

private:
    void check_row(const Table& table, const Row& row) {
        const auto columns = table.format().columns;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            check_cell(table, row, columns[i], row.cells[i]);
            if (columns[i].name.ends_with("_en")) check_translation(table, row, columns[i].name);
        }
    }

    void check_cell(const Table& table, const Row& row, const Column& column, const std::string& text) {
        if (text.empty()) {
            if (column.need == Need::required)
                problems_.error(table.place(row, column.name), "the cell is empty",
                                fmt::format("fill it in: {}", column.help));
            return;
        }
        Verdict verdict = judge_characters(column, text, coverage_);
        if (verdict.message.empty()) verdict = judge_type(column, text);
        if (verdict.message.empty() && column.type == Type::reference)
            verdict = judge_reference(column, text);
        if (!verdict.message.empty())
            problems_.error(table.place(row, column.name), verdict.message, verdict.fix);
    }

    Verdict judge_reference(const Column& column, const std::string& text) {
        const Table& table = folder_.table(column.refers_to);
        if (!table.usable() || ids_of(table).contains(text)) return {};
        return {fmt::format("there is no {} \"{}\"", column.refers_to, text),
                fmt::format("write an id that {} has, or add it there", table.file())};
    }

    const std::set<std::string, std::less<>>& ids_of(const Table& table) {
        auto [entry, is_new] = ids_.try_emplace(std::string(table.format().name));
        if (is_new)
            for (const Row& row : table.rows()) entry->second.insert(table.cell(row, "id"));
        return entry->second;
    }

    /// "name_en" goes with "name_zh".
    void check_translation(const Table& table, const Row& row, std::string_view english) {
        const std::string chinese = std::string(english.substr(0, english.size() - 2)) + "zh";
        const bool has_english = !table.cell(row, english).empty(),
                   has_chinese = !table.cell(row, chinese).empty();
        if (has_chinese && !has_english)
            problems_.warning(table.place(row, english), "the English is missing",
                              fmt::format("translate {}; until then the screen shows the Chinese", chinese));
        if (has_english && !has_chinese)
            problems_.error(table.place(row, english),
                            fmt::format("there is English but {} is empty", chinese),
                            fmt::format("fill in {} or empty this cell", chinese));
    }

    void check_unique(const Table& table, const Column& column) {
        std::map<std::string, int> lines;
        for (const Row& row : table.rows()) {
            const std::string& text = table.cell(row, column.name);
            if (row.misshapen || text.empty()) continue;
            const auto [first, is_new] = lines.try_emplace(text, row.line);
            if (!is_new)
                problems_.error(table.place(row, column.name),
                                fmt::format("\"{}\" stands in line {} already", text, first->second),
                                "give each row its own");
        }
    }

    const Folder& folder_;
    const Coverage* coverage_;
    Problems& problems_;
    std::map<std::string, std::set<std::string, std::less<>>> ids_;  // by table
};

}  // namespace

void check_cells(const Folder& folder, const Coverage* coverage, Problems& problems) {
    CellCheck check(folder, coverage, problems);
    for (const Table& table : folder.tables)
        if (table.usable()) check.check_table(table);
}

void check_folder(const Folder& folder, const Coverage* coverage, Problems& problems, Quotations quotations) {
    check_cells(folder, coverage, problems);
    check_layout(folder, problems);
    check_targets(folder, problems);
    check_observations(folder, problems);
    check_quotes(folder, quotations, problems);
    check_wording(folder, problems);
}

}  // namespace publish
