#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "../fakes/zip_maker.h"
#include "base/utf8.h"
#include "sync/publish/tables/workbook/workbook.h"

// What an author may hand in as a workbook: any bytes, and, so that the insides are reached behind the
// checksums of the zip file, any parts: a text that tests/fakes/zip_maker.h makes an archive of.

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_row(const publish::SheetRow& row) {
    for (const std::string& cell : row.cells) {
        require(base::is_utf8(cell));
        (void)publish::shown_by(cell);
        if (const auto area = publish::parse_area(cell))
            require(publish::parse_area(publish::text(*area)) == area);
        if (const auto number = publish::plain_number(cell)) {
            require(publish::plain_number(*number) == number);
            require(publish::with_point_moved(publish::with_point_moved(*number, 2), -2) == *number);
        }
        for (const auto shown : {publish::Shown::day, publish::Shown::moment, publish::Shown::time})
            (void)publish::plain_time(cell, shown, publish::Epoch::from_1904);
    }
    if (!row.cells.empty()) require(!row.cells.back().empty());
}

void check_sheet(const publish::Sheet& sheet) {
    require(!sheet.name.empty() && base::is_utf8(sheet.name));
    int last = 0;
    for (const publish::SheetRow& row : sheet.rows) {
        require(row.number > last);
        last = row.number;
        check_row(row);
    }
    for (const publish::Area& area : sheet.merged) require(area.first < area.last);
    for (const auto& [first, end] : sheet.hidden_columns) require(first >= 1 && end >= 1);
    require(std::is_sorted(sheet.hidden_rows.begin(), sheet.hidden_rows.end()));
    require(std::is_sorted(sheet.percentages.begin(), sheet.percentages.end()));
}

void check_workbook(std::string_view bytes) {
    const auto read = publish::read_workbook(bytes);
    if (const auto* refusal = std::get_if<publish::Refusal>(&read))
        return require(!refusal->message.empty() && !refusal->fix.empty());
    for (const publish::Sheet& sheet : std::get<publish::Workbook>(read).sheets) check_sheet(sheet);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view all{reinterpret_cast<const char*>(bytes), size};
    check_workbook(all.starts_with("===") ? fakes::zipped(fakes::parts_of(all)) : all);
    return 0;
}
