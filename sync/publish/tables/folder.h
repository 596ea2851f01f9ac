#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time_zone.h"
#include "sync/publish/tables/headings.h"
#include "sync/publish/tables/languages.h"
#include "sync/publish/tables/problems.h"

namespace publish {

/// One row of a table, its cells in the order of the format's columns whatever their order in the file.
struct Row {
    int line = 0;
    std::vector<std::string> cells;
    bool misshapen = false;  // too few or too many fields: reported already, its cells cannot be trusted
};

/// One CSV file or sheet of a workbook, as read.
class Table {
public:
    Table(const TableFormat& format, std::string file) : format_(&format), file_(std::move(file)) {}

    [[nodiscard]] const TableFormat& format() const { return *format_; }
    /// False: the file is missing or its heading is wrong. That is reported already, and nothing may be
    /// concluded from the rows.
    [[nodiscard]] bool usable() const { return usable_; }
    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
    /// REQUIRES: the format has such a column.
    [[nodiscard]] const std::string& cell(const Row& row, std::string_view column) const;
    /// The place of a row, or of one of its cells.
    [[nodiscard]] Place place(const Row& row, std::string_view column = {}) const;
    /// The place of a row by its number, or of the whole table: 0.
    [[nodiscard]] Place place_of_line(int line) const;
    /// The file's name, or the sheet's.
    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] bool has_percentages() const { return !percentages_.empty(); }
    /// Whether the cell shows its number as a percentage.
    [[nodiscard]] bool is_percentage(const Row& row, std::string_view column) const;

    void add(Row row) { rows_.push_back(std::move(row)); }
    void set_heading(std::vector<int> numbers_in_file);
    /// The table is a sheet. `percentages`: cells that show one, by row and column, sorted.
    void set_sheet(std::vector<std::pair<int, int>> percentages);

private:
    [[nodiscard]] std::size_t index_of(std::string_view column) const;

    const TableFormat* format_;
    std::string file_;
    std::vector<Row> rows_;
    std::vector<int> numbers_in_file_;  // of each column, counted from 1; 0: not there
    std::vector<std::pair<int, int>> percentages_;
    bool in_sheet_ = false;
    bool usable_ = false;
};

/// A folder of CSV files and source texts, as read.
struct Folder {
    std::vector<Table> tables;                 // in the order of table_formats()
    std::map<std::string, std::string> texts;  // by source id: what "<source id>.txt" holds
    std::set<std::string> unreadable_texts;    // by source id: they are there, and why not is reported
    std::vector<std::string> strays;           // names of files that are neither

    /// REQUIRES: the format has such a table.
    [[nodiscard]] const Table& table(std::string_view name) const;
    /// Those that the release names; the default where it cannot be read.
    [[nodiscard]] Languages languages() const;
    /// Where the release says what day it is; the default where it cannot be read.
    [[nodiscard]] base::TimeZone zone() const;
    /// A cell of the release; empty where there is none to be read. REQUIRES: it has such a column.
    [[nodiscard]] std::string of_release(std::string_view column) const;
    /// What to add to "the file is missing" of a file: a stray that is probably meant. Empty: none is.
    [[nodiscard]] Message said_of_missing(const std::string& file) const;
};

/// Reads everything that is in `folder`, which may be a workbook as well (read_sheets()); what is not there
/// is taken from `base`, or, without one, from the folder that `extends` in release.csv names. What cannot be
/// read is reported and left out, never half read.
[[nodiscard]] Folder read_folder(const std::filesystem::path& folder,
                                 const std::optional<std::filesystem::path>& base, Problems& problems);

/// Reads one table of a folder as read_folder() does.
[[nodiscard]] Table read_csv_table(const TableFormat& format, const std::filesystem::path& folder,
                                   const Folder& read, Problems& problems);
/// Adds a document's text, if it is there.
void read_text_of(const std::string& source, const std::filesystem::path& folder, Folder& into,
                  Problems& problems);
/// Adds the text of every document ("<source id>.txt") in `folder` that `into` lacks.
void read_texts(const std::filesystem::path& folder, Folder& into, Problems& problems);

}  // namespace publish
