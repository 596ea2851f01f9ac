#include "sync/publish/tables/lookup.h"

#include <charconv>
#include <utility>

namespace publish {

Bilingual word_in(const Table& table, const Row& row, std::string_view column) {
    return word_of(*table.format().find(column), table.cell(row, column));
}

std::map<std::string, const Row*, std::less<>> rows_by_id(const Table& table) {
    std::map<std::string, const Row*, std::less<>> rows;
    if (!table.usable()) return rows;
    for (const Row& row : table.rows())
        if (!row.misshapen) rows.try_emplace(table.cell(row, "id"), &row);
    return rows;
}

const Row* find_row(const std::map<std::string, const Row*, std::less<>>& rows, std::string_view id) {
    const auto found = rows.find(id);
    return found == rows.end() ? nullptr : found->second;
}

std::optional<Period> period(const Folder& folder) {
    const Table& release = folder.table("release");
    if (!release.usable() || release.rows().empty() || release.rows().front().misshapen) return std::nullopt;
    const Row& row = release.rows().front();
    const auto start = base::parse_date(release.cell(row, "period_start")),
               end = base::parse_date(release.cell(row, "period_end"));
    if (!start || !end || *end < *start) return std::nullopt;
    return Period{*start, *end};
}

std::optional<int> year_of_figures(const Folder& folder) {
    constexpr int kFewest = 3;
    const Table& figures = folder.table("observation");
    if (!figures.usable()) return std::nullopt;
    std::map<int, int> counts;
    int all = 0;
    for (const Row& row : figures.rows()) {
        const auto end = row.misshapen || figures.cell(row, "status") == "baseline"
                             ? std::nullopt
                             : base::parse_date(figures.cell(row, "period_end"));
        if (!end) continue;
        ++all;
        ++counts[year_of(*end)];
    }
    for (const auto& [year, count] : counts)
        if (count >= kFewest && count * 2 > all) return year;
    return std::nullopt;
}

std::optional<Period> period_that_fits(const Folder& folder) {
    const auto written = period(folder);
    const auto meant = year_of_figures(folder);
    const bool fits =
        !meant || (written && year_of(written->start) <= *meant && *meant <= year_of(written->end));
    return fits ? written : std::nullopt;
}

int year_of(base::Date date) { return static_cast<int>(std::chrono::year_month_day{date}.year()); }

}  // namespace publish
