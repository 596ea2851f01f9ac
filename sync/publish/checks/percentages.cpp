#include <string>

#include "sync/publish/checks/check.h"
#include "sync/publish/tables/lookup.h"

namespace publish {
namespace {

/// Whether a number in this row may be a percentage: its unit says so, or it is one of the target.
class Units {
public:
    explicit Units(const Folder& folder) : targets_(folder.table("target")), by_id_(rows_by_id(targets_)) {}

    [[nodiscard]] bool allow_percentage(const Table& table, const Row& row) const {
        if (has(table, "basis") && table.cell(row, "basis") != "value") return true;
        if (const std::string unit = unit_of(table, row); !unit.empty()) return unit == "%";
        const Row* const target =
            has(table, "target_id") ? find_row(by_id_, table.cell(row, "target_id")) : nullptr;
        return target != nullptr && unit_of(targets_, *target) == "%";
    }

private:
    static bool has(const Table& table, std::string_view column) {
        return table.format().find(column) != nullptr;
    }
    static std::string unit_of(const Table& table, const Row& row) {
        for (const std::string_view column : {"unit_zh", "unit_en"})
            if (has(table, column) && !table.cell(row, column).empty()) return table.cell(row, column);
        return "";
    }

    const Table& targets_;
    std::map<std::string, const Row*, std::less<>> by_id_;
};

void check_row(const Table& table, const Row& row, const Units& units, Problems& problems) {
    for (const Column& column : table.format().columns) {
        if (column.type != Type::decimal && column.type != Type::real) continue;
        if (table.is_percentage(row, column.name) && !units.allow_percentage(table, row))
            problems.error(table.place(row, column.name),
                           say("the cell shows {} %, but its unit is another", table.cell(row, column.name)),
                           say("write % as the unit, or give the cell the format of a number"));
    }
}

}  // namespace

void check_percentages(const Folder& folder, Problems& problems) {
    const Units units(folder);
    for (const Table& table : folder.tables) {
        if (!table.usable() || !table.has_percentages()) continue;
        for (const Row& row : table.rows())
            if (!row.misshapen) check_row(table, row, units, problems);
    }
}

}  // namespace publish
