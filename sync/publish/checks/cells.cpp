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
    const auto& [names, names_zh] = column.words;
    if (std::find(names.begin(), names.end(), text) != names.end()) return {};
    return {say("\"{}\" is not one of the words for this column{}", text, lookalike_in(text)),
            say("write one of {}", Bilingual{.zh = listed(names_zh).zh, .en = listed(names).en})};
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

/// The languages that the columns are in.
Verdict judge_languages(const std::string& text) {
    constexpr std::string_view kKnown[] = {"zh-CN", "en"};
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view tag = rest.substr(0, rest.find(','));
        if (std::find(std::begin(kKnown), std::end(kKnown), tag) == std::end(kKnown))
            return {say("\"{}\" is no language that the screen speaks", tag),
                    say("write zh-CN, en, or zh-CN,en in the order of the screen")};
        rest.remove_prefix(std::min(tag.size() + 1, rest.size()));
    }
    return {};
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
        case Type::clause:
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
        case Type::languages:
            return judge_languages(text);
        case Type::time_zone:
            if (base::TimeZone::find(text)) return {};
            return {say("\"{}\" is no time zone", text),
                    say("write the IANA name, such as Asia/Shanghai or America/Chicago")};
    }
    return {};
}

class CellCheck {
public:
    CellCheck(const Folder& folder, const Coverage* coverage, Problems& problems)
        : folder_(folder), languages_(folder.languages()), coverage_(coverage), problems_(problems) {}

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
            if (columns[i].language == "en") check_pair(table, row, columns[i - 1], columns[i]);
        }
    }

    void check_cell(const Table& table, const Row& row, const Column& column, const std::string& text) {
        if (text.empty()) {
            if (languages_.requires_column(column))
                problems_.error(table.place(row, column.name), say("the cell is empty"),
                                say("fill it in: {}", help_of(column)));
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
        return {say("there is no {} \"{}\"", name_of(table.format()), text),
                say("write an id that {} has, or add it there", table.file())};
    }

    const std::set<std::string, std::less<>>& ids_of(const Table& table) {
        auto [entry, is_new] = ids_.try_emplace(std::string(table.format().name));
        if (is_new)
            for (const Row& row : table.rows()) entry->second.insert(table.cell(row, "id"));
        return entry->second;
    }

    /// Words in one language are said in the others as well, in the first before all.
    void check_pair(const Table& table, const Row& row, const Column& zh, const Column& en) {
        if (zh.alone || !languages_.have(zh) || !languages_.have(en)) return;
        const bool chinese_first = languages_.first() == "zh";
        const Column &first = chinese_first ? zh : en, &second = chinese_first ? en : zh;
        const bool has_first = !table.cell(row, first.name).empty(),
                   has_second = !table.cell(row, second.name).empty();
        if (has_first && !has_second)
            problems_.warning(
                table.place(row, second.name),
                chinese_first ? say("the English is missing") : say("the Chinese is missing"),
                chinese_first ? say("translate {}; until then the screen shows the Chinese", name_of(first))
                              : say("translate {}; until then the screen shows the English", name_of(first)));
        if (has_second && !has_first && !languages_.requires_column(first))
            problems_.error(table.place(row, second.name),
                            chinese_first ? say("there is English but {} is empty", name_of(first))
                                          : say("there is Chinese but {} is empty", name_of(first)),
                            say("fill in {} or empty this cell", name_of(first)));
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
    const Languages languages_;
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
    check_percentages(folder, problems);
    check_targets(folder, problems);
    check_parts(folder, problems);
    check_revisions(folder, problems);
    check_observations(folder, problems);
    check_quotes(folder, quotations, problems);
    check_wording(folder, problems);
    check_claims(folder, problems);
    check_author_readings(folder, problems);
}

}  // namespace publish
