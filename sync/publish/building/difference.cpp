#include "sync/publish/building/difference.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "sync/publish/tables/headings.h"
#include "sync/publish/tables/read_back.h"

namespace publish {
namespace {

constexpr const char* kKindNames[] = {"added", "removed", "changed"};

std::string on_one_line(const std::string& cell) {
    std::string line;
    for (const char c : cell) line += c == '\n' ? "⏎" : std::string(1, c);
    return line;
}

/// So that "nothing" can be seen.
Message shown(const std::string& cell) {
    return cell.empty() ? say("(empty)") : say("{}", on_one_line(cell));
}

/// The first of two columns that says something.
std::string first_of(const Table& table, const Row& row, std::string_view one, std::string_view other) {
    const std::string& cell = table.cell(row, one);
    return cell.empty() ? table.cell(row, other) : cell;
}

/// What was published: a figure, or the publisher's words.
std::string result_of(const Table& table, const Row& row) {
    const std::string& value = table.cell(row, "value");
    return value.empty() ? first_of(table, row, "value_text_zh", "value_text_en") : value;
}

Message in_words(const Table& table, const Row& row) {
    const std::string_view name = table.format().name;
    if (name == "release" || name == "reading") return {};
    if (name == "observation")
        return say("{}, {} to {}: {}", table.cell(row, "target_id"), table.cell(row, "period_start"),
                   table.cell(row, "period_end"), shown(result_of(table, row)));
    const bool is_document = name == "source" || name == "notice";
    const std::string title = is_document ? first_of(table, row, "title_zh", "title_en")
                                          : first_of(table, row, "name_zh", "name_en");
    return title.empty() ? Message() : say("{}", on_one_line(title));
}

using RowsByName = std::map<std::string, const Row*>;

RowsByName rows_by_name(const Table& table) {
    RowsByName rows;
    for (const Row& row : table.rows()) rows.try_emplace(row_name(table, row), &row);
    return rows;
}

class Comparison {
public:
    std::vector<Change> changes;

    void compare_tables(const Table& earlier, const Table& later) {
        const RowsByName before = rows_by_name(earlier), after = rows_by_name(later);
        const bool follows = later.format().name == "reading";  // which texts are read follows from the rest
        for (const Row& row : later.rows()) {
            const auto found = before.find(row_name(later, row));
            if (found == before.end()) {
                if (!follows) add(Change::Kind::added, later, row);
            } else {
                compare_rows(later, *found->second, row);
            }
        }
        if (follows) return;
        for (const Row& row : earlier.rows())
            if (!after.contains(row_name(earlier, row))) add(Change::Kind::removed, earlier, row);
    }

private:
    Change& add(Change::Kind kind, const Table& table, const Row& row) {
        return changes.emplace_back(Change{kind, std::string(table.format().name), row_name(table, row),
                                           in_words(table, row), "", "", ""});
    }
    void compare_rows(const Table& table, const Row& earlier, const Row& later) {
        for (std::size_t i = 0; i < later.cells.size(); ++i) {
            const Column& column = table.format().columns[i];
            if (column.origin != Origin::author || earlier.cells[i] == later.cells[i]) continue;
            Change& change = add(Change::Kind::changed, table, later);
            change.column = column.name;
            change.from = earlier.cells[i];
            change.to = later.cells[i];
        }
    }
};

/// "target new-parks (新建公园)"
Message row_in_words(const Change& change) {
    const Bilingual table = name_of(catalog::table_format(change.table));
    if (change.row.empty()) return say("{}", table);
    if (change.what.empty()) return say("{} {}", table, change.row);
    return say("{} {} ({})", table, change.row, change.what);
}

Message said(const Change& change) {
    const Message row = row_in_words(change);
    if (change.kind == Change::Kind::added) return say("{}: added", row);
    if (change.kind == Change::Kind::removed) return say("{}: removed", row);
    return say("{}: {}: {} -> {}", row, name_of(*catalog::table_format(change.table).find(change.column)),
               shown(change.from), shown(change.to));
}

}  // namespace

std::vector<Change> compare(const Folder& earlier, const Folder& later) {
    Comparison comparison;
    for (std::size_t i = 0; i < later.tables.size(); ++i)
        comparison.compare_tables(earlier.tables[i], later.tables[i]);
    return std::move(comparison.changes);
}

std::string text(const Change& change, const Phrasebook& book) { return said(change).text(book); }

std::string json(const std::vector<Change>& changes, const Phrasebook& book) {
    auto list = nlohmann::ordered_json::array();
    for (const Change& change : changes) {
        const catalog::TableFormat& format = catalog::table_format(change.table);
        nlohmann::ordered_json one{{"kind", kKindNames[static_cast<int>(change.kind)]},
                                   {"table", change.table},
                                   {"sheet", say("{}", name_of(format)).text(book)},
                                   {"row", change.row},
                                   {"what", change.what.text(book)}};
        if (change.kind == Change::Kind::changed) {
            one["column"] = change.column;
            one["heading"] = say("{}", name_of(*format.find(change.column))).text(book);
            one["from"] = change.from;
            one["to"] = change.to;
        }
        list.push_back(std::move(one));
    }
    return nlohmann::ordered_json{{"changes", list}}.dump();
}

}  // namespace publish
