#include "sync/publish/tables/filling.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "base/date.h"
#include "catalog/areas.h"
#include "sync/publish/tables/days.h"
#include "sync/publish/tables/diagnosis.h"

namespace publish {
namespace {

std::vector<std::string_view> column_names(const TableFormat& format) {
    std::vector<std::string_view> names;
    for (const Column& column : format.columns)
        if (column.origin != Origin::computed) names.push_back(column.name);
    return names;
}

/// Reports columns that nobody knows and columns that stand twice.
bool check_heading(const CsvRow& heading, const std::vector<int>& numbers_in_file, const Table& table,
                   Problems& problems) {
    bool good = true;
    std::set<const Column*> seen;
    for (std::size_t i = 0; i < heading.fields.size(); ++i) {
        const std::string& name = heading.fields[i];
        Place place = table.place_of_line(heading.line);
        place.column = name;
        place.column_number = numbers_in_file[i];
        const Column* column = column_named(table.format(), name);
        if (column == nullptr)
            problems.error(place, say("there is no such column"),
                           say("remove it, or name it one of {}", listed(column_names(table.format())))),
                good = false;
        else if (!seen.insert(column).second)
            problems.error(place, say("this column stands twice"), say("remove one of the two")),
                good = false;
        else if (column->origin == Origin::computed)
            problems.warning(place, say("this column is worked out by the program; what is typed is ignored"),
                             say("remove the column"));
    }
    return good;
}

/// What the release itself says of its languages, before it is known which of its columns are needed.
Languages languages_in(const std::vector<CsvRow>& release) {
    const std::string* const tags = cell_of_release(release, "languages");
    return Languages(tags != nullptr ? *tags : "");
}

/// A calendar year stands for both ends of the period.
bool is_said_by_year(const TableFormat& format, const Column& column, const CsvRow& heading) {
    return format.name == "release" && column.name.starts_with("period_") &&
           std::any_of(heading.fields.begin(), heading.fields.end(), [&](const std::string& name) {
               const Column* other = column_named(format, name);
               return other != nullptr && other->name == "plan_year";
           });
}

/// For each column of the format its number in the file, counted from 1; 0 where it is missing, which is
/// reported where it must be there.
std::vector<int> match_heading(const CsvRow& heading, const Table& table, const Languages& languages,
                               Problems& problems, bool& complete) {
    std::vector<int> numbers;
    for (const Column& column : table.format().columns) {
        const auto found = std::find_if(
            heading.fields.begin(), heading.fields.end(),
            [&](const std::string& name) { return column_named(table.format(), name) == &column; });
        const bool missing = found == heading.fields.end();
        numbers.push_back(missing ? 0 : static_cast<int>(found - heading.fields.begin()) + 1);
        if (!missing || !languages.requires_column(column) ||
            is_said_by_year(table.format(), column, heading))
            continue;
        complete = false;
        Place place = table.place_of_line(heading.line);
        place.column = column.name;
        place.column_zh = name_of(column).zh;
        problems.error(std::move(place), say("the column is missing"),
                       say("add it to the heading: {}", help_of(column)));
    }
    return numbers;
}

Row arranged(CsvRow& from, const std::vector<int>& numbers, std::size_t heading_size) {
    Row row{from.line, {}, from.fields.size() != heading_size};
    from.fields.resize(std::max(heading_size, from.fields.size()));
    for (const int number : numbers)
        row.cells.push_back(number == 0 ? std::string()
                                        : std::move(from.fields[static_cast<std::size_t>(number) - 1]));
    return row;
}

/// Leaves out columns without heading and content, and what a spreadsheet appended to rows. The numbers of
/// those that stay, counted from 1.
std::vector<int> drop_empty_columns(std::vector<CsvRow>& lines) {
    CsvRow& heading = lines.front();
    while (!heading.fields.empty() && heading.fields.back().empty()) {
        const std::size_t last = heading.fields.size() - 1;
        const bool has_content = std::any_of(lines.begin(), lines.end(), [&](const CsvRow& row) {
            return row.fields.size() > last && !row.fields[last].empty();
        });
        if (has_content) break;
        heading.fields.pop_back();
    }
    for (CsvRow& row : lines)
        while (row.fields.size() > heading.fields.size() && row.fields.back().empty()) row.fields.pop_back();
    std::vector<int> numbers(heading.fields.size());
    std::iota(numbers.begin(), numbers.end(), 1);
    for (std::size_t at = heading.fields.size(); at-- > 0;) {
        const bool is_empty = std::all_of(lines.begin(), lines.end(), [&](const CsvRow& row) {
            return row.fields.size() <= at || row.fields[at].empty();
        });
        if (!is_empty) continue;
        numbers.erase(numbers.begin() + static_cast<std::ptrdiff_t>(at));
        for (CsvRow& row : lines)
            if (row.fields.size() > at)
                row.fields.erase(row.fields.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return numbers;
}

std::string& cell_of(const TableFormat& format, Row& row, std::string_view column) {
    return row.cells[static_cast<std::size_t>(format.find(column) - format.columns.data())];
}

/// A word of a list that was written in Chinese, as it is stored.
std::optional<std::string> as_word(const Column& column, std::string_view cell) {
    const auto& words = column.words;
    const auto found = std::find(words.names_zh.begin(), words.names_zh.end(), cell);
    if (found == words.names_zh.end()) return std::nullopt;
    return words.names[static_cast<std::size_t>(found - words.names_zh.begin())];
}

std::optional<std::string> as_flag(std::string_view cell) {
    if (cell == "是") return "1";
    if (cell == "否") return "0";
    return std::nullopt;
}

/// The cell as the database has it, where a spreadsheet or an author wrote it otherwise.
std::optional<std::string> written_plainly(const Column& column, const std::string& cell,
                                           base::TimeZone zone) {
    switch (column.type) {
        case Type::date:
            return as_day(cell);
        case Type::instant:
            return as_moment(cell, zone);
        case Type::areas:
            return catalog::join_areas(catalog::split_areas(cell));
        case Type::word:
            return as_word(column, cell);
        case Type::flag:
            return as_flag(cell);
        default:
            return std::nullopt;
    }
}

/// Cells as the database has them, and what an empty one stands for.
void write_plainly(const TableFormat& format, const Folder& read, const Languages& languages, Row& row) {
    if (row.misshapen) return;
    const base::TimeZone zone =
        format.name == "release" ? zone_named(cell_of(format, row, "time_zone")) : read.zone();
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const Column& column = format.columns[i];
        std::string& cell = row.cells[i];
        if (auto plain = written_plainly(column, cell, zone); plain && !plain->empty())
            cell = std::move(*plain);
        if (cell.empty() && languages.have(column)) cell = column.fallback;
        if (column.origin == Origin::computed) cell.clear();
    }
}

/// What plan_year is short for.
void write_period(const TableFormat& format, Row& row) {
    if (format.name != "release" || row.misshapen) return;
    const auto cell = [&](std::string_view name) -> std::string& { return cell_of(format, row, name); };
    const std::string year = cell("plan_year");
    if (year.size() != 4 || !base::parse_date(year + "-01-01")) return;
    for (const auto& [column, day] : {std::pair{"period_start", "-01-01"}, std::pair{"period_end", "-12-31"}})
        if (cell(column).empty()) cell(column) = year + day;
}

}  // namespace

void fill_table(Table& table, std::vector<CsvRow> lines, const Folder& read, Problems& problems) {
    std::erase_if(lines,
                  [](const CsvRow& row) { return !row.fields.empty() && is_example(row.fields.front()); });
    std::vector<int> numbers_in_file;
    if (!lines.empty()) {
        numbers_in_file = drop_empty_columns(lines);
        if (const auto other = diagnose_heading(table.format(), lines))
            return problems.error(table.place_of_line(lines.front().line), other->message, other->fix);
    }
    if (lines.empty()) {
        problems.error(table.place_of_line(0), say("the file is empty"),
                       say("start it with the heading {}",
                           fmt::format("{}", fmt::join(column_names(table.format()), ","))));
        return;
    }
    const CsvRow heading = lines.front();
    const bool known = check_heading(heading, numbers_in_file, table, problems);
    bool complete = true;
    const Languages languages = table.format().name == "release" ? languages_in(lines) : read.languages();
    const std::vector<int> numbers = match_heading(heading, table, languages, problems, complete);
    if (!known || !complete) return;
    std::vector<int> heading_numbers = numbers;
    for (int& number : heading_numbers)
        if (number > 0) number = numbers_in_file[static_cast<std::size_t>(number) - 1];
    table.set_heading(std::move(heading_numbers));
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::size_t fields = lines[i].fields.size();
        Row row = arranged(lines[i], numbers, heading.fields.size());
        write_plainly(table.format(), read, languages, row);
        write_period(table.format(), row);
        table.add(std::move(row));
        if (fields != heading.fields.size())
            problems.error(table.place_of_line(lines[i].line),
                           say("the row has {} fields, the heading has {}", fields, heading.fields.size()),
                           say("add or remove commas; put fields that contain a comma in \" \""));
    }
}

const std::string* cell_of_release(const std::vector<CsvRow>& lines, std::string_view column) {
    if (lines.size() < 2) return nullptr;
    const auto& heading = lines.front().fields;
    const auto found = std::find_if(heading.begin(), heading.end(), [&](const std::string& name) {
        const Column* known = column_named(catalog::table_format("release"), name);
        return known != nullptr && known->name == column;
    });
    const auto at = static_cast<std::size_t>(found - heading.begin());
    return found != heading.end() && at < lines[1].fields.size() ? &lines[1].fields[at] : nullptr;
}

base::TimeZone zone_named(const std::string& name) {
    return name.empty() ? base::TimeZone() : base::TimeZone::find(name).value_or(base::TimeZone());
}

}  // namespace publish
