#include "sync/publish/checks/promise.h"

#include <algorithm>
#include <utility>

#include "catalog/decimal.h"
#include "catalog/model.h"
#include "sync/publish/tables/lookup.h"

namespace publish {
namespace {

class Promise {
public:
    Promise(const Table& table, const Row& row, const Languages& languages, Problems& problems)
        : table_(table), row_(row), languages_(languages), problems_(problems) {}

    void check() {
        check_numbers();
        check_unit();
    }

private:
    [[nodiscard]] const std::string& cell(std::string_view column) const { return table_.cell(row_, column); }
    /// Empty where the table has no such column.
    [[nodiscard]] bool is_filled(std::string_view column) const {
        return table_.format().find(column) != nullptr && !cell(column).empty();
    }
    void error(std::string_view column, Message message, Message fix) {
        problems_.error(table_.place(row_, column), std::move(message), std::move(fix));
    }

    void check_numbers() {
        const std::string& comparator = cell("comparator");
        const auto& known = catalog::kComparatorNames;
        if (std::find(std::begin(known), std::end(known), comparator) == std::end(known))
            return;  // reported with the cell itself
        if (comparator != "qualitative" && cell("value").empty())
            error("value", say("the comparator {} needs a value", word_in(table_, row_, "comparator")),
                  say("write the number, or make the comparator qualitative"));
        if (comparator == "range") return check_range();
        if (!cell("value_high").empty())
            error("value_high",
                  say("value_high goes with the comparator range, not with {}",
                      word_in(table_, row_, "comparator")),
                  say("empty this cell or make the comparator range"));
    }

    void check_range() {
        if (cell("value_high").empty())
            return error("value_high", say("a range needs its far end"),
                         say("write it, or choose another comparator"));
        const auto low = catalog::Decimal::parse(cell("value")),
                   high = catalog::Decimal::parse(cell("value_high"));
        if (low && high && !(*low < *high))
            error("value_high",
                  say("the range {} to {} is the wrong way round", low->to_string(), high->to_string()),
                  say("write the smaller number in value"));
    }

    void check_unit() {
        const bool has_text = is_filled("value_text_zh") || is_filled("value_text_en"),
                   has_unit = !cell("unit_zh").empty() || !cell("unit_en").empty();
        const std::string_view unit = languages_.first() == "zh" ? "unit_zh" : "unit_en";
        if (cell("value").empty() && has_unit && !has_text)
            error(unit, say("there is a unit but no value"),
                  say("write the value, or the whole of it in value_text_{}, or empty this cell",
                      languages_.first()));
        if (!cell("value").empty() && !has_unit && !has_text)
            error(unit, say("there is a value but no unit"),
                  say("write the unit, or the whole of it in value_text_{}", languages_.first()));
    }

    const Table& table_;
    const Row& row_;
    const Languages& languages_;
    Problems& problems_;
};

}  // namespace

void check_promise(const Table& table, const Row& row, const Languages& languages, Problems& problems) {
    Promise(table, row, languages, problems).check();
}

}  // namespace publish
