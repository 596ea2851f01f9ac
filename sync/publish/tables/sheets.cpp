#include "sync/publish/tables/sheets.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/files.h"
#include "sync/publish/tables/csv.h"
#include "sync/publish/tables/failure.h"
#include "sync/publish/tables/filling.h"
#include "sync/publish/tables/workbook/workbook.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 31;  // of a sheet

Place place_in(const Sheet& sheet, const Address& at = {}) {
    Place place{sheet.name, at.row};
    place.column_number = at.column;
    place.in_sheet = true;
    return place;
}

/// Spreadsheets know no difference between TARGETS and targets.
std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return lower;
}

/// A sheet of which one is a table of the catalog.
class TableSheet {
public:
    TableSheet(Sheet& sheet, const TableFormat& format, Problems& problems)
        : sheet_(sheet), format_(format), problems_(problems) {}

    /// The rows, each as wide as the heading; what a CSV file could not have had is reported.
    std::vector<CsvRow> take_lines();
    /// Cells with a number that show it as a percentage. After take_lines().
    std::vector<std::pair<int, int>> take_percentages() { return std::move(percentages_); }

private:
    void keep_rows();
    /// nullptr: there is none, or it is left out.
    [[nodiscard]] SheetRow* row_at(int number) const;
    [[nodiscard]] bool is_kept(int row) const { return row_at(row) != nullptr; }
    [[nodiscard]] const Column* column_at(int number) const;
    [[nodiscard]] std::size_t width() const;
    void report_hidden();
    void report_merged();
    void report_formulas();
    void write_percentages();
    void report_beside(const SheetRow& row, std::size_t width);
    [[nodiscard]] Place place_of(const Address& at) const;

    Sheet& sheet_;
    const TableFormat& format_;
    Problems& problems_;
    std::vector<std::pair<int, int>> percentages_;
};

bool is_left_out(const SheetRow& row) {
    return !row.cells.empty() && (is_comment(row.cells.front()) || is_example(row.cells.front()));
}

/// From here on the first row is the heading.
void TableSheet::keep_rows() { std::erase_if(sheet_.rows, is_left_out); }

SheetRow* TableSheet::row_at(int number) const {
    const auto found = std::lower_bound(sheet_.rows.begin(), sheet_.rows.end(), number,
                                        [](const SheetRow& row, int one) { return row.number < one; });
    return found != sheet_.rows.end() && found->number == number ? &*found : nullptr;
}

const Column* TableSheet::column_at(int number) const {
    const auto& heading = sheet_.rows.front().cells;
    const auto at = static_cast<std::size_t>(number) - 1;
    return at < heading.size() ? column_named(format_, heading[at]) : nullptr;
}

Place TableSheet::place_of(const Address& at) const {
    Place place = place_in(sheet_, at);
    if (const Column* const column = column_at(at.column)) {
        place.column = column->name;
        place.column_zh = name_of(*column).zh;
    }
    return place;
}

void TableSheet::report_hidden() {
    const auto fix = [] { return say("show it and look through it, or delete it"); };
    if (sheet_.is_hidden)
        problems_.warning(place_in(sheet_), say("the sheet is hidden; it is read all the same"), fix());
    std::erase_if(sheet_.hidden_rows, [this](int row) { return !is_kept(row); });
    if (!sheet_.hidden_rows.empty())
        problems_.warning(place_in(sheet_, {sheet_.hidden_rows.front(), 0}),
                          say("rows are hidden, {} of them from here on; they are read all the same",
                              sheet_.hidden_rows.size()),
                          fix());
    for (const auto& [first, last] : sheet_.hidden_columns)
        for (int column = first; column <= last && column_at(column) != nullptr; ++column)
            problems_.warning(place_of({sheet_.rows.front().number, column}),
                              say("the column is hidden; it is read all the same"), fix());
}

void TableSheet::report_merged() {
    for (const Area& area : sheet_.merged) {
        const bool is_in_note = area.first.row == area.last.row && !is_kept(area.first.row);
        if (is_in_note || area.first.row > sheet_.rows.back().number) continue;
        problems_.error(place_of(area.first),
                        say("the cells {} are merged, so that all of them but {} are empty", text(area),
                            text(area.first)),
                        say("unmerge them, and fill in each one"));
    }
}

void TableSheet::report_formulas() {
    for (const Address& at : sheet_.without_results)
        if (is_kept(at.row))
            problems_.error(
                place_of(at), say("the formula has no result: nobody has computed it"),
                say("open the workbook with a spreadsheet program and save it, or write the value"));
}

/// In a column of texts the sign is part of the text.
void TableSheet::write_percentages() {
    for (const Address& at : sheet_.percentages) {
        if (!is_kept(at.row)) continue;
        const Column* const column = column_at(at.column);
        if (column == nullptr || column->type == Type::decimal || column->type == Type::real) {
            percentages_.emplace_back(at.row, at.column);
            continue;
        }
        row_at(at.row)->cells[static_cast<std::size_t>(at.column) - 1] += '%';
    }
}

/// Where the first row is none of ours, what is wrong is said of it and of no other.
std::size_t TableSheet::width() const {
    const auto& heading = sheet_.rows.front().cells;
    const bool is_heading = std::any_of(heading.begin(), heading.end(), [&](const std::string& name) {
        return column_named(format_, name) != nullptr;
    });
    std::size_t widest = heading.size();
    for (const SheetRow& row : sheet_.rows) widest = std::max(widest, row.cells.size());
    return is_heading ? heading.size() : widest;
}

void TableSheet::report_beside(const SheetRow& row, std::size_t width) {
    for (std::size_t at = width; at < row.cells.size(); ++at)
        if (!row.cells[at].empty())
            problems_.error(place_in(sheet_, {row.number, static_cast<int>(at) + 1}),
                            say("this cell stands beside the table: its column has no heading"),
                            say("give the column a heading of the table, or delete the cell"));
}

std::vector<CsvRow> TableSheet::take_lines() {
    keep_rows();
    if (sheet_.rows.empty()) return {};
    report_hidden();
    report_merged();
    report_formulas();
    write_percentages();
    const std::size_t all = width();
    std::vector<CsvRow> lines;
    lines.reserve(sheet_.rows.size());
    for (SheetRow& row : sheet_.rows) {
        report_beside(row, all);
        row.cells.resize(all);
        lines.push_back({row.number, std::move(row.cells)});
    }
    return lines;
}

/// Reads a workbook into a folder.
class WorkbookFolder {
public:
    WorkbookFolder(Workbook workbook, const fs::path& file, const std::optional<fs::path>& base,
                   Problems& problems)
        : workbook_(std::move(workbook)), file_(file), base_(base), problems_(problems) {}

    Folder read();

private:
    void find_tables();
    Table read_table(const TableFormat& format, Folder& read);
    Table missing_table(const TableFormat& format, const Folder& read);
    void read_texts(Folder& read);
    void read_text(const Sheet& sheet, const std::string& source, Folder& read);

    Workbook workbook_;
    fs::path file_;
    std::optional<fs::path> base_;
    Problems& problems_;
    std::map<const TableFormat*, Sheet*> sheets_;
    std::vector<const Sheet*> others_;
};

void WorkbookFolder::find_tables() {
    for (Sheet& sheet : workbook_.sheets) {
        if (sheet.name.starts_with('#')) continue;
        const TableFormat* const format = table_named(lower_case(sheet.name));
        if (format == nullptr)
            others_.push_back(&sheet);
        else if (!sheets_.emplace(format, &sheet).second)
            problems_.error(place_in(sheet), say("this is a second sheet for {}", name_of(*format)),
                            say("move its rows to the first, or put # before its name"));
    }
}

Table WorkbookFolder::missing_table(const TableFormat& format, const Folder& read) {
    if (base_) return read_csv_table(format, *base_, read, problems_);
    Table table(format, file_.filename().string());
    if (format.need == Need::optional)
        table.set_heading(std::vector<int>(format.columns.size(), 0));
    else
        problems_.error({file_.filename().string()}, say("the sheet {} is missing", sheet_name_of(format)),
                        say("add it; `kiosk-publish template DIR --xlsx` writes a workbook to start from"));
    return table;
}

Table WorkbookFolder::read_table(const TableFormat& format, Folder& read) {
    const auto found = sheets_.find(&format);
    if (found == sheets_.end()) return missing_table(format, read);
    TableSheet sheet(*found->second, format, problems_);
    Table table(format, found->second->name);
    auto lines = sheet.take_lines();
    table.set_sheet(sheet.take_percentages());
    if (const std::string* const extends =
            format.name == "release" && !base_ ? cell_of_release(lines, "extends") : nullptr;
        extends != nullptr && !extends->empty())
        base_ = file_.parent_path() / *extends;
    fill_table(table, std::move(lines), read, problems_);
    return table;
}

/// Whether a sheet of that name holds the text of that document.
bool names_source(const std::string& sheet, const std::string& id) {
    return sheet == id || (sheet.size() == kLongestName && id.starts_with(sheet));
}

void WorkbookFolder::read_text(const Sheet& sheet, const std::string& source, Folder& read) {
    std::string text;
    int line = 1;
    for (const SheetRow& row : sheet.rows) {
        for (; line < row.number; ++line) text += '\n';
        if (!row.cells.empty()) text += row.cells.front();
        for (std::size_t at = 1; at < row.cells.size(); ++at)
            if (!row.cells[at].empty()) {
                problems_.warning(place_in(sheet, {row.number, static_cast<int>(at) + 1}),
                                  say("of a document's text only column A is read"),
                                  say("move the words to column A, a paragraph a row"));
                break;
            }
    }
    read.texts[source] = text + "\n";
}

void WorkbookFolder::read_texts(Folder& read) {
    const Table& sources = read.table("source");
    for (const Sheet* sheet : others_) {
        const auto found = std::find_if(sources.rows().begin(), sources.rows().end(), [&](const Row& row) {
            return !row.misshapen && names_source(sheet->name, sources.cell(row, "id"));
        });
        if (found != sources.rows().end())
            read_text(*sheet, sources.cell(*found, "id"), read);
        else
            problems_.warning(
                place_in(*sheet),
                say("this sheet is no table of the catalog, and no document's text; it is not read"),
                say("name it as a table or as a source's id, or put # before its name"));
    }
    for (const Row& row : sources.rows())
        if (!row.misshapen) read_text_of(sources.cell(row, "id"), file_.parent_path(), read, problems_);
    if (base_) publish::read_texts(*base_, read, problems_);
}

Folder WorkbookFolder::read() {
    Folder read;
    find_tables();
    for (const TableFormat& format : table_formats()) read.tables.push_back(read_table(format, read));
    read_texts(read);
    return read;
}

Folder nothing_read(const fs::path& file, Message message, Message fix, Problems& problems) {
    Folder read;
    problems.error({file.generic_string()}, std::move(message), std::move(fix));
    for (const TableFormat& format : table_formats()) read.tables.emplace_back(format, format.file());
    return read;
}

}  // namespace

Folder read_sheets(const fs::path& file, const std::optional<fs::path>& base, Problems& problems) {
    const auto bytes = base::read_file(file);
    if (!bytes)
        return nothing_read(file, say("cannot be read: {}", told(bytes.error().message)),
                            say("check the file and its permissions"), problems);
    auto workbook = read_workbook(*bytes, [](std::string_view name) { return !name.starts_with('#'); });
    if (auto* refusal = std::get_if<Refusal>(&workbook))
        return nothing_read(file, std::move(refusal->message), std::move(refusal->fix), problems);
    return WorkbookFolder(std::get<Workbook>(std::move(workbook)), file, base, problems).read();
}

}  // namespace publish
