#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "catalog/areas.h"
#include "sync/publish/tables/characters.h"
#include "sync/publish/tables/csv.h"
#include "sync/publish/tables/days.h"
#include "sync/publish/tables/diagnosis.h"
#include "sync/publish/tables/encoding.h"

// What an author's spreadsheet may save: any bytes. Run by libFuzzer, or over the corpus by replay.cpp.

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

/// The rows as a file in which everything is quoted.
std::string written(const std::vector<publish::CsvRow>& rows) {
    std::string text;
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.fields.size(); ++i) {
            text += i == 0 ? "\"" : ",\"";
            for (const char c : row.fields[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
            text += i + 1 == row.fields.size() ? "\"\n" : "\"";
        }
    return text;
}

bool same_fields(const std::vector<publish::CsvRow>& a, const std::vector<publish::CsvRow>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].fields != b[i].fields) return false;
    return true;
}

void check_characters(std::string_view text) {
    while (!text.empty()) require(publish::next_character(text).has_value());
}

/// What is made of a cell is what is made of it again.
void check_cell(std::string_view cell) {
    if (const auto day = publish::as_day(cell)) require(publish::as_day(*day) == day);
    if (const auto moment = publish::as_moment(cell, {})) require(publish::as_moment(*moment, {}) == moment);
    require(!publish::explain_day(cell).message.empty());
    const auto areas = catalog::split_areas(cell);
    require(catalog::split_areas(catalog::join_areas(areas)) == areas);
    for (const std::string& area : areas) require(catalog::is_for_area(cell, area));
    (void)publish::lookalike_in(cell);
    (void)publish::first_character(cell);
    (void)publish::judge_characters({}, cell.empty() ? "x" : cell, nullptr);
}

void check_rows(const std::string& text) {
    const auto parsed = publish::parse_csv(text);
    const auto* rows = std::get_if<std::vector<publish::CsvRow>>(&parsed);
    if (!rows) return;
    int line = 0;
    for (const auto& row : *rows) {
        require(row.line > line);
        line = row.line;
        for (const std::string& field : row.fields) check_cell(field);
    }
    const auto again = publish::parse_csv(written(*rows));
    require(std::holds_alternative<std::vector<publish::CsvRow>>(again));
    require(same_fields(*rows, std::get<std::vector<publish::CsvRow>>(again)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view all{reinterpret_cast<const char*>(bytes), size};
    (void)publish::diagnose_bytes(all);
    for (const auto others : {publish::Encoding::gb18030, publish::Encoding::either})
        if (const auto decoded = publish::decode_text(all, others);
            std::holds_alternative<std::string>(decoded))
            check_characters(std::get<std::string>(decoded));
    const auto decoded = publish::decode_text(all);
    if (const auto* fault = std::get_if<publish::NotText>(&decoded)) {
        require(fault->offset <= size && fault->line >= 1);
        return 0;
    }
    const std::string& text = std::get<std::string>(decoded);
    check_characters(text);
    (void)publish::diagnose_separator(text);
    check_rows(text);
    return 0;
}
