#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/date.h"
#include "catalog/areas.h"
#include "catalog/decimal.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/tables/characters.h"
#include "sync/publish/tables/days.h"

namespace publish {
namespace {

bool is_positive_integer(const std::string& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && text.front() != '0' && number > 0;
}

Verdict judge_word(const Column& column, const std::string& text) {
    if (std::find(column.words.begin(), column.words.end(), text) != column.words.end()) return {};
    return {say("\"{}\" is not one of the words for this column{}", text, lookalike_in(text)),
            say("write one of {}", listed(column.words))};
}

/// A number has one spelling, so that a zero on the screen is a zero.
Verdict judge_decimal(const std::string& text) {
    const auto number = catalog::Decimal::parse(text);
    if (!number)
        return {say("\"{}\" is not a decimal number{}", text, lookalike_in(text)),
                say("write digits with at most one point, such as 12.65, without commas or units")};
    const std::string_view digits = std::string_view(text).substr(text.front() == '-' ? 1 : 0);
    if (text.front() == '-' && *number == catalog::Decimal(0))
        return {say("\"{}\" is zero with a minus in front", text), say("write 0")};
    if (digits.size() > 1 && digits[0] == '0' && digits[1] != '.')
        return {say("\"{}\" begins with a zero too many", text), say("write {}", number->to_string())};
    return {};
}

Verdict judge_areas(const std::string& text) {
    if (!catalog::split_areas(text).empty()) return {};
    return {say("\"{}\" names no area", text),
            say("write the areas, or leave the cell empty for everywhere")};
}

Verdict judge_id(const std::string& text) {
    if (text.find_first_of(" \t\n,\"") == std::string::npos) return {};
    return {say("the id \"{}\" contains a space, comma or quotation mark", text),
            say("write it with hyphens instead")};
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
            return {say("\"{}\" is not a whole number from 1 up{}", text, lookalike_in(text)),
                    say("write digits alone, such as 12")};
        case Type::flag:
            if (text == "0" || text == "1") return {};
            return {say("\"{}\" is neither 0 nor 1", text), say("write 1 for yes, 0 for no")};
        case Type::decimal:
        case Type::real:
            return judge_decimal(text);
        case Type::date:
            if (base::parse_date(text)) return {};
            return explain_day(text);
        case Type::instant:
            if (text.size() > 10 && base::parse_instant(text)) return {};
            return {say("\"{}\" is not a date and time{}", text, lookalike_in(text)),
                    say("write it like 2024-12-31T08:00:00+08:00")};
        case Type::areas:
            return judge_areas(text);
    }
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
                problems_.error(table.place(row, column.name), say("the cell is empty"),
                                say("fill it in: {}", column.help));
            return;
        }
        Verdict verdict = is_spreadsheet_error(text)
                              ? Verdict{say("\"{}\" is what a spreadsheet shows for an error", text),
                                        say("mend the formula, or write the value")}
                              : judge_characters(column, text, coverage_);
        if (verdict.message.empty()) verdict = judge_type(column, text);
        if (verdict.message.empty() && column.type == Type::reference)
            verdict = judge_reference(column, text);
        if (!verdict.message.empty())
            problems_.error(table.place(row, column.name), verdict.message, verdict.fix);
    }

    Verdict judge_reference(const Column& column, const std::string& text) {
        const Table& table = folder_.table(column.refers_to);
        if (!table.usable() || ids_of(table).contains(text)) return {};
        return {say("there is no {} \"{}\"", column.refers_to, text),
                say("write an id that {} has, or add it there", table.file())};
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
            problems_.warning(table.place(row, english), say("the English is missing"),
                              say("translate {}; until then the screen shows the Chinese", chinese));
        if (has_english && !has_chinese)
            problems_.error(table.place(row, english), say("there is English but {} is empty", chinese),
                            say("fill in {} or empty this cell", chinese));
    }

    void check_unique(const Table& table, const Column& column) {
        std::map<std::string, int> lines;
        for (const Row& row : table.rows()) {
            const std::string& text = table.cell(row, column.name);
            if (row.misshapen || text.empty()) continue;
            const auto [first, is_new] = lines.try_emplace(text, row.line);
            if (!is_new)
                problems_.error(table.place(row, column.name),
                                say("\"{}\" stands in line {} already", text, first->second),
                                say("give each row its own"));
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

void check_folder(const Folder& folder, const Surroundings& around, Problems& problems,
                  Quotations quotations) {
    check_cells(folder, around.coverage, problems);
    check_layout(folder, around, problems);
    check_targets(folder, problems);
    check_observations(folder, problems);
    check_quotes(folder, quotations, problems);
    check_wording(folder, problems);
}

}  // namespace publish
