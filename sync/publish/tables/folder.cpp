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
#include "sync/publish/tables/filling.h"
#include "sync/publish/tables/sheets.h"

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
    auto parsed = parse_csv(*text, separator_of(*text));
    if (const auto* fault = std::get_if<CsvFault>(&parsed)) {
        problems.error({file.name, fault->line}, fault->message, fault->fix);
        return std::nullopt;
    }
    return std::get<std::vector<CsvRow>>(std::move(parsed));
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
    const std::string* const extends = lines ? cell_of_release(*lines, "extends") : nullptr;
    if (extends == nullptr || extends->empty()) return std::nullopt;
    return folder / *extends;
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

Place Table::place_of_line(int line) const {
    Place place{file_, line};
    place.in_sheet = in_sheet_;
    return place;
}

Place Table::place(const Row& row, std::string_view column) const {
    Place place = place_of_line(row.line);
    if (column.empty()) return place;
    const std::size_t at = index_of(column);
    place.column = column;
    place.column_zh = name_of(format_->columns[at]).zh;
    place.column_number = numbers_in_file_[at];
    return place;
}

bool Table::is_percentage(const Row& row, std::string_view column) const {
    return std::binary_search(percentages_.begin(), percentages_.end(),
                              std::pair{row.line, numbers_in_file_[index_of(column)]});
}

void Table::set_sheet(std::vector<std::pair<int, int>> percentages) {
    percentages_ = std::move(percentages);
    in_sheet_ = true;
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

Table read_csv_table(const TableFormat& format, const fs::path& folder, const Folder& read,
                     Problems& problems) {
    return read_table(format, {folder, std::nullopt, encoding_of({folder})}, read, problems);
}

void read_text_of(const std::string& source, const fs::path& folder, Folder& into, Problems& problems) {
    const fs::path file = folder / (source + ".txt");
    std::error_code ignored;
    if (into.texts.contains(source) || !fs::is_regular_file(file, ignored)) return;
    if (auto text = read_text({file, file.filename().string()}, Encoding::utf8, {}, problems))
        into.texts[source] = std::move(*text);
    else
        into.unreadable_texts.insert(source);
}

Message Folder::said_of_missing(const std::string& file) const {
    return publish::said_of_missing(file, strays);
}

void read_texts(const fs::path& folder, Folder& into, Problems& problems) {
    read_texts(folder, encoding_of({folder}), into, problems);
}

Folder read_folder(const fs::path& folder, const std::optional<fs::path>& base, Problems& problems) {
    Folder read;
    std::error_code error;
    if (fs::is_regular_file(folder, error)) return read_sheets(folder, base, problems);
    if (!fs::is_directory(folder, error)) {
        problems.error({folder.generic_string()}, say("there is no such folder"),
                       say("name the folder that holds the CSV files, or a workbook (.xlsx)"));
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
