#include "sync/publish/tables/diagnosis.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace publish {
namespace {

Message save_as_csv() {
    return say("open it with a spreadsheet program and save the sheet as \"CSV UTF-8\"");
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return lower;
}

/// "targets" of "Targets (1).csv.xlsx".
std::string bare_name(std::string_view name) {
    std::string bare = lower_case(name.substr(0, name.find('.')));
    for (const std::string_view copy : {" (", " - ", "(", "_copy", " copy", "副本"})
        bare = bare.substr(0, bare.find(copy));
    return bare;
}

bool is_workbook(std::string_view name) {
    constexpr std::string_view kEndings[] = {".xlsx",    ".xls", ".xlsm", ".ods",
                                             ".numbers", ".et",  ".docx", ".pdf"};
    return std::any_of(std::begin(kEndings), std::end(kEndings),
                       [&](std::string_view ending) { return name.ends_with(ending); });
}

std::size_t known_columns(const TableFormat& format, const CsvRow& row) {
    return static_cast<std::size_t>(
        std::count_if(row.fields.begin(), row.fields.end(),
                      [&](const std::string& name) { return column_named(format, name) != nullptr; }));
}

std::string names_of(const TableFormat& format) {
    std::vector<std::string_view> names;
    for (const Column& column : format.columns) names.push_back(column.name);
    return fmt::format("{}", fmt::join(names, ","));
}

}  // namespace

std::optional<Verdict> diagnose_bytes(std::string_view bytes) {
    const std::pair<std::string_view, Message> kinds[] = {
        {"PK\x03\x04", say("a workbook (.xlsx, .ods) or another archive")},
        {"\xD0\xCF\x11\xE0", say("an old workbook (.xls)")},
        {"%PDF", say("a PDF")},
        {"{\\rtf", say("a text with formats (.rtf)")}};
    for (const auto& [beginning, what] : kinds)
        if (bytes.starts_with(beginning))
            return Verdict{say("the file is {}, whatever its name says", what), save_as_csv()};
    const std::string start = lower_case(bytes.substr(0, 200));
    if (const auto first = start.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
        first != start.npos &&
        (start.compare(first, 5, "<html") == 0 || start.compare(first, 9, "<!doctype") == 0 ||
         start.compare(first, 6, "<table") == 0 || start.compare(first, 5, "<?xml") == 0))
        return Verdict{say("the file is a web page or XML, whatever its name says"), save_as_csv()};
    return std::nullopt;
}

std::optional<Verdict> diagnose_separator(std::string_view text) {
    while (text.starts_with('#')) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    const std::string_view line = text.substr(0, text.find('\n'));
    if (std::count(line.begin(), line.end(), '|') >= 2 && std::count(line.begin(), line.end(), ',') < 2)
        return Verdict{say("the columns are parted by bars, not by commas"),
                       say("save the sheet as \"CSV UTF-8 (comma delimited)\"")};
    return std::nullopt;
}

std::optional<Verdict> diagnose_heading(const TableFormat& format, const std::vector<CsvRow>& lines) {
    const std::size_t half = (format.columns.size() + 1) / 2;
    if (lines.empty() || known_columns(format, lines.front()) >= std::min<std::size_t>(half, 2))
        return std::nullopt;
    for (const CsvRow& row : lines)
        if (known_columns(format, row) >= half)
            return Verdict{say("the heading stands in line {}, among the rows", row.line),
                           say("move it to the top; it gets there when rows are sorted with it")};
    return Verdict{say("the first row is no heading"), say("start the file with {}", names_of(format))};
}

Message said_of_missing(const std::string& name, const std::vector<std::string>& strays) {
    for (const std::string& stray : strays) {
        if (bare_name(stray) != bare_name(name)) continue;
        if (is_workbook(lower_case(stray)))
            return say(", but {} lies there: open it and save the sheet as {}", stray, name);
        return say(", but {} lies there: rename it to {}", stray, name);
    }
    return {};
}

}  // namespace publish
