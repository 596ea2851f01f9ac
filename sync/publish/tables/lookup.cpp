#include "sync/publish/tables/lookup.h"

#include <charconv>
#include <utility>

namespace publish {
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

std::optional<int> plan_year(const Folder& folder) {
    const Table& release = folder.table("release");
    if (!release.usable() || release.rows().empty() || release.rows().front().misshapen) return std::nullopt;
    const std::string& text = release.cell(release.rows().front(), "plan_year");
    int year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return year;
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

std::optional<int> plan_year_that_fits(const Folder& folder) {
    const auto written = plan_year(folder), meant = year_of_figures(folder);
    return meant && written != meant ? std::nullopt : written;
}

int year_of(base::Date date) { return static_cast<int>(std::chrono::year_month_day{date}.year()); }

}  // namespace publish
