#include "sync/publish/tables/folder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>

#include "base/date.h"
#include "base/files.h"
#include "catalog/areas.h"
#include "sync/publish/tables/csv.h"
#include "sync/publish/tables/days.h"
#include "sync/publish/tables/diagnosis.h"
#include "sync/publish/tables/encoding.h"
#include "sync/publish/tables/failure.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

/// Where a file was found, and what it is called in messages.
struct Found {
    fs::path path;
    std::string name;
};

/// The folder and the one behind it.
struct Folders {
    fs::path own;
    std::optional<fs::path> base;
    Encoding encoding = Encoding::ascii;  // of the files of both as a whole

    [[nodiscard]] Found find(const std::string& name) const {
        std::error_code ignored;
        if (base && !fs::exists(own / name, ignored) && fs::exists(*base / name, ignored))
            return {*base / name, (*base / name).lexically_normal().generic_string()};
        return {own / name, name};
    }
};

/// Nothing when it was reported; `of_missing` is added to that it is missing.
std::optional<std::string> read_text(const Found& file, Encoding encoding, const Message& of_missing,
                                     Problems& problems) {
    const auto bytes = base::read_file(file.path);
    if (!bytes) {
        const bool missing = bytes.error().code == base::Errc::not_found;
        const Message fix = !missing ? say("check the file and its permissions")
                            : of_missing.empty()
                                ? say("add it; `kiosk-publish template DIR` writes one to start from")
                                : say("names have to be exact, small letters included");
        problems.error({file.name},
                       missing ? say("the file is missing{}", of_missing)
                               : say("cannot be read: {}", told(bytes.error().message)),
                       fix);
        return std::nullopt;
    }
    if (const auto other = diagnose_bytes(*bytes)) {
        problems.error({file.name}, other->message, other->fix);
        return std::nullopt;
    }
    auto decoded = decode_text(*bytes, encoding);
    if (const auto* fault = std::get_if<NotText>(&decoded)) {
        problems.error({file.name, fault->line}, fault->message, fault->fix);
        return std::nullopt;
    }
    return std::get<std::string>(std::move(decoded));
}

std::optional<std::vector<CsvRow>> read_rows(const Found& file, Encoding encoding, const Message& of_missing,
                                             Problems& problems) {
    const auto text = read_text(file, encoding, of_missing, problems);
    if (!text) return std::nullopt;
    if (const auto other = diagnose_separator(*text)) {
        problems.error({file.name, 1}, other->message, other->fix);
        return std::nullopt;
    }
    auto parsed = parse_csv(*text);
    if (const auto* fault = std::get_if<CsvFault>(&parsed)) {
        problems.error({file.name, fault->line}, fault->message, fault->fix);
        return std::nullopt;
    }
    return std::get<std::vector<CsvRow>>(std::move(parsed));
}

std::vector<std::string_view> column_names(const TableFormat& format) {
    std::vector<std::string_view> names;
    for (const Column& column : format.columns)
        if (column.origin != Origin::computed) names.push_back(column.name);
    return names;
}

/// Reports columns that nobody knows and columns that stand twice.
bool check_heading(const CsvRow& heading, const Table& table, Problems& problems) {
    bool good = true;
    std::set<const Column*> seen;
    for (std::size_t i = 0; i < heading.fields.size(); ++i) {
        const std::string& name = heading.fields[i];
        const Place place{table.file(), heading.line, name, static_cast<int>(i) + 1};
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
Languages languages_in(const TableFormat& release, const std::vector<CsvRow>& lines) {
    const auto& heading = lines.front().fields;
    const auto found = std::find_if(heading.begin(), heading.end(), [&](const std::string& name) {
        const Column* column = column_named(release, name);
        return column != nullptr && column->name == "languages";
    });
    const auto at = static_cast<std::size_t>(found - heading.begin());
    return Languages(
        found != heading.end() && lines.size() > 1 && at < lines[1].fields.size() ? lines[1].fields[at] : "");
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
        problems.error({table.file(), heading.line, std::string(column.name), 0, name_of(column).zh},
                       say("the column is missing"), say("add it to the heading: {}", help_of(column)));
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

/// Leaves out columns without heading and content, and what a spreadsheet appended to rows.
void drop_empty_columns(std::vector<CsvRow>& lines) {
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
    for (std::size_t at = heading.fields.size(); at-- > 0;) {
        const bool is_empty = std::all_of(lines.begin(), lines.end(), [&](const CsvRow& row) {
            return row.fields.size() <= at || row.fields[at].empty();
        });
        if (!is_empty) continue;
        for (CsvRow& row : lines)
            if (row.fields.size() > at)
                row.fields.erase(row.fields.begin() + static_cast<std::ptrdiff_t>(at));
    }
}

std::string& cell_of(const TableFormat& format, Row& row, std::string_view column) {
    return row.cells[static_cast<std::size_t>(format.find(column) - format.columns.data())];
}

/// What is no zone is reported with the cell itself.
base::TimeZone zone_named(const std::string& name) {
    return name.empty() ? base::TimeZone() : base::TimeZone::find(name).value_or(base::TimeZone());
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

void fill_table(Table& table, std::vector<CsvRow> lines, const Folder& read, Problems& problems) {
    if (!lines.empty()) {
        drop_empty_columns(lines);
        if (const auto other = diagnose_heading(table.format(), lines))
            return problems.error({table.file(), lines.front().line}, other->message, other->fix);
    }
    if (lines.empty()) {
        problems.error({table.file()}, say("the file is empty"),
                       say("start it with the heading {}",
                           fmt::format("{}", fmt::join(column_names(table.format()), ","))));
        return;
    }
    const CsvRow heading = lines.front();
    const bool known = check_heading(heading, table, problems);
    bool complete = true;
    const Languages languages =
        table.format().name == "release" ? languages_in(table.format(), lines) : read.languages();
    const std::vector<int> numbers = match_heading(heading, table, languages, problems, complete);
    if (!known || !complete) return;
    table.set_heading(numbers);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::size_t fields = lines[i].fields.size();
        Row row = arranged(lines[i], numbers, heading.fields.size());
        write_plainly(table.format(), read, languages, row);
        write_period(table.format(), row);
        table.add(std::move(row));
        if (fields != heading.fields.size())
            problems.error({table.file(), lines[i].line},
                           say("the row has {} fields, the heading has {}", fields, heading.fields.size()),
                           say("add or remove commas; put fields that contain a comma in \" \""));
    }
}

/// A table that nobody needs may be missing, unless a file lies there under nearly its name.
bool may_be_missing(const TableFormat& format, const Found& file, const Message& of_missing) {
    std::error_code ignored;
    return format.need == Need::optional && of_missing.empty() && !fs::exists(file.path, ignored);
}

Table read_table(const TableFormat& format, const Folders& folders, const Folder& read, Problems& problems) {
    const Found file = folders.find(format.file());
    Table table(format, file.name);
    const Message of_missing = read.said_of_missing(format.file());
    if (may_be_missing(format, file, of_missing))
        table.set_heading(std::vector<int>(format.columns.size(), 0));
    else if (auto lines = read_rows(file, folders.encoding, of_missing, problems))
        fill_table(table, std::move(*lines), read, problems);
    return table;
}

/// What `extends` in release.csv says. Its own faults are reported when the table is read.
std::optional<fs::path> extended_folder(const fs::path& folder) {
    Problems ignored;
    const auto lines = read_rows({folder / "release.csv", "release.csv"}, Encoding::utf8, {}, ignored);
    if (!lines || lines->size() < 2) return std::nullopt;
    const auto& names = lines->front().fields;
    const auto found = std::find(names.begin(), names.end(), "extends");
    const auto column = static_cast<std::size_t>(found - names.begin());
    if (found == names.end() || column >= (*lines)[1].fields.size() || (*lines)[1].fields[column].empty())
        return std::nullopt;
    return folder / (*lines)[1].fields[column];
}

/// What file managers and spreadsheets leave beside a file: "._plan.txt", "~$plan.txt".
bool is_hidden(const fs::path& file) {
    const std::string name = file.filename().string();
    return name.starts_with('.') || name.starts_with("~$");
}

bool is_source_text(const fs::directory_entry& entry) {
    return entry.path().extension() == ".txt" && !is_hidden(entry.path());
}

bool is_table(const std::string& name) {
    const auto formats = table_formats();
    return std::any_of(formats.begin(), formats.end(),
                       [&](const TableFormat& format) { return format.file() == name; });
}

/// Each file may be read in two ways; all of them together mostly in one.
Encoding encoding_of(const std::vector<fs::path>& folders) {
    bool has_utf8 = false, has_gb18030 = false;
    for (const fs::path& folder : folders) {
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(folder, ignored)) {
            if (!is_source_text(entry) && !is_table(entry.path().filename().string())) continue;
            const auto bytes = base::read_file(entry.path());
            const Encoding guess = bytes ? guess_encoding(*bytes) : Encoding::ascii;
            has_utf8 = has_utf8 || guess == Encoding::utf8;
            has_gb18030 = has_gb18030 || guess == Encoding::gb18030;
        }
    }
    if (has_utf8 && has_gb18030) return Encoding::either;
    return has_gb18030 ? Encoding::gb18030 : Encoding::utf8;
}

void find_strays(const fs::path& folder, Folder& into) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (!is_hidden(entry.path()) && !is_table(name) && !is_source_text(entry))
            into.strays.push_back(name);
        if (name.ends_with(".csv.txt") || name.ends_with(".txt.txt")) into.strays.push_back(name);
    }
    std::sort(into.strays.begin(), into.strays.end());
}

void read_texts(const fs::path& folder, Encoding encoding, Folder& into, Problems& problems) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (!is_source_text(entry)) continue;
        const std::string id = entry.path().stem().string();
        if (into.texts.contains(id)) continue;
        if (auto text = read_text({entry.path(), entry.path().filename().string()}, encoding, {}, problems))
            into.texts[id] = std::move(*text);
        else
            into.unreadable_texts.insert(id);
    }
}

}  // namespace

std::size_t Table::index_of(std::string_view column) const {
    const auto& columns = format_->columns;
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const Column& one) { return one.name == column; });
    assert(found != columns.end());
    return static_cast<std::size_t>(found - columns.begin());
}

const std::string& Table::cell(const Row& row, std::string_view column) const {
    return row.cells[index_of(column)];
}

Place Table::place(const Row& row, std::string_view column) const {
    if (column.empty()) return {file_, row.line};
    const std::size_t at = index_of(column);
    return {file_, row.line, std::string(column), numbers_in_file_[at], name_of(format_->columns[at]).zh};
}

void Table::set_heading(std::vector<int> numbers_in_file) {
    numbers_in_file_ = std::move(numbers_in_file);
    usable_ = true;
}

const Table& Folder::table(std::string_view name) const {
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [&](const Table& one) { return one.format().name == name; });
    assert(found != tables.end());
    return *found;
}

std::string Folder::of_release(std::string_view column) const {
    const auto release = std::find_if(tables.begin(), tables.end(),
                                      [](const Table& one) { return one.format().name == "release"; });
    const bool is_known = release != tables.end() && release->usable() && !release->rows().empty() &&
                          !release->rows().front().misshapen;
    return is_known ? release->cell(release->rows().front(), column) : "";
}

Languages Folder::languages() const { return Languages(of_release("languages")); }

base::TimeZone Folder::zone() const { return zone_named(of_release("time_zone")); }

Message Folder::said_of_missing(const std::string& file) const {
    return publish::said_of_missing(file, strays);
}

void read_texts(const fs::path& folder, Folder& into, Problems& problems) {
    read_texts(folder, encoding_of({folder}), into, problems);
}

Folder read_folder(const fs::path& folder, const std::optional<fs::path>& base, Problems& problems) {
    Folder read;
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        problems.error({folder.generic_string()}, say("there is no such folder"),
                       say("name the folder that holds the CSV files"));
        for (const TableFormat& format : table_formats()) read.tables.emplace_back(format, format.file());
        return read;
    }
    if (fs::directory_iterator(folder, error); error) {
        problems.error({folder.generic_string()}, say("the folder cannot be read: {}", told(error.message())),
                       say("check its permissions"));
        for (const TableFormat& format : table_formats()) read.tables.emplace_back(format, format.file());
        return read;
    }
    Folders folders{folder, base ? base : extended_folder(folder)};
    folders.encoding = encoding_of(folders.base ? std::vector{folder, *folders.base} : std::vector{folder});
    find_strays(folder, read);
    for (const TableFormat& format : table_formats())
        read.tables.push_back(read_table(format, folders, read, problems));
    read_texts(folder, folders.encoding, read, problems);
    if (folders.base) read_texts(*folders.base, folders.encoding, read, problems);
    return read;
}

}  // namespace publish
