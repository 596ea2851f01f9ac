#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sync/publish/csv.h"
#include "sync/publish/encoding.h"

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

void check_rows(const std::string& text) {
    const auto parsed = publish::parse_csv(text);
    const auto* rows = std::get_if<std::vector<publish::CsvRow>>(&parsed);
    if (!rows) return;
    int line = 0;
    for (const auto& row : *rows) {
        require(row.line > line);
        line = row.line;
    }
    const auto again = publish::parse_csv(written(*rows));
    require(std::holds_alternative<std::vector<publish::CsvRow>>(again));
    require(same_fields(*rows, std::get<std::vector<publish::CsvRow>>(again)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto decoded = publish::decode_text({reinterpret_cast<const char*>(bytes), size});
    if (const auto* fault = std::get_if<publish::NotText>(&decoded)) {
        require(fault->offset <= size && fault->line >= 1);
        return 0;
    }
    const std::string& text = std::get<std::string>(decoded);
    check_characters(text);
    check_rows(text);
    return 0;
}
