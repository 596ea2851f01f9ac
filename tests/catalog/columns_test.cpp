#include "catalog/columns.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <set>
#include <sstream>
#include <vector>

using namespace catalog;

namespace {

std::string type_of(const Column& column) {
    switch (column.type) {
        case Type::text:
            return column.many_lines ? "text, may have more lines" : "text";
        case Type::id:
            return "id";
        case Type::reference:
            return fmt::format("id of `{}`", column.refers_to);
        case Type::clause:
            return "id of a clause of its section";
        case Type::word: {
            std::vector<std::string> words;
            for (std::size_t i = 0; i < column.words.names.size(); ++i)
                if (*column.words.names[i] != '\0')
                    words.push_back(fmt::format("`{}` {}", column.words.names[i], column.words.names_zh[i]));
            return fmt::format("{}", fmt::join(words, ", "));
        }
        case Type::integer:
            return "whole number";
        case Type::flag:
            return "0 or 1";
        case Type::decimal:
            return "decimal";
        case Type::real:
            return "number";
        case Type::date:
            return "day";
        case Type::instant:
            return "moment";
        case Type::areas:
            return "areas";
        case Type::languages:
            return "languages";
        case Type::time_zone:
            return "time zone";
    }
    return "";
}

std::string need_of(const Column& column) {
    if (column.origin == Origin::computed) return "never typed";
    if (column.origin == Origin::author_alone) return "CSV alone";
    if (column.need == Need::optional) return "";
    return column.language.empty() ? "yes" : fmt::format("{} first", column.language);
}

/// What docs/formats/catalog.md has of a table.
std::string documented(const TableFormat& table) {
    std::string text =
        fmt::format("### {}: `{}`, {}\n\n{}{}\n\n", table.file(), table.name, table.name_zh, table.help,
                    table.since > 1 ? fmt::format(" Since version {}.", table.since) : "");
    text += "| column | 中文 | required | is | since | meaning |\n| --- | --- | --- | --- | --- | --- |\n";
    for (const Column& column : table.columns)
        text += fmt::format("| `{}`{} | {} | {} | {} | {} | {}{} |\n", column.name,
                            column.alias.empty() ? "" : fmt::format(" (`{}`)", column.alias), column.name_zh,
                            need_of(column), type_of(column), column.since, column.help,
                            column.fallback.empty() || column.help.find("empty:") != std::string_view::npos
                                ? ""
                                : fmt::format("; empty: `{}`", column.fallback));
    return text;
}

}  // namespace

TEST_CASE("columns: the page of the format has the table of each") {
    std::ifstream file(FORMAT_PAGE);
    std::stringstream page;
    page << file.rdbuf();
    for (const TableFormat& table : table_formats())
        CHECK_MESSAGE(page.str().find(documented(table)) != std::string::npos,
                      "docs/formats/catalog.md should have:\n"
                          << documented(table));
}

TEST_CASE("columns: each that is stored is read into a member, but for those that nobody shows") {
    const std::set<std::string> never_read{"observation.editor_note", "outcome.position",
                                           "outcome.base_value"};
    std::set<std::string> found;
    for (const TableFormat& table : table_formats())
        for (const Column& column : table.columns)
            if (column.is_stored() && column.read == nullptr)
                found.insert(fmt::format("{}.{}", table.name, column.name));
    CHECK(found == never_read);
}

TEST_CASE("columns: a heading names one of a table, in either language, and an author is told what it is") {
    for (const TableFormat& table : table_formats()) {
        std::set<std::string_view> headings;
        for (const Column& column : table.columns) {
            CAPTURE(column.name);
            CHECK(!column.help.empty());
            CHECK(!column.help_zh.empty());
            CHECK(column.words.names.size() == column.words.names_zh.size());
            for (const std::string_view heading : {column.name, column.name_zh, column.alias})
                CHECK((heading.empty() ? heading == column.alias : headings.insert(heading).second));
        }
    }
}
