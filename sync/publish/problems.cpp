#include "sync/publish/problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

namespace publish {
namespace {

auto order(const Problem& problem) {
    return std::tie(problem.place.file, problem.place.line, problem.place.column_number, problem.message);
}

void sort_list(std::vector<Problem>& list) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Problem& a, const Problem& b) { return order(a) < order(b); });
}

nlohmann::ordered_json list_as_json(const std::vector<Problem>& list) {
    auto array = nlohmann::ordered_json::array();
    for (const Problem& problem : list)
        array.push_back({{"file", problem.place.file},
                         {"line", problem.place.line},
                         {"column", problem.place.column},
                         {"column_number", problem.place.column_number},
                         {"message", problem.message},
                         {"fix", problem.fix}});
    return array;
}

}  // namespace

std::string Problem::text() const {
    std::string where = place.file;
    if (place.line > 0) where += fmt::format(":{}", place.line);
    if (!place.column.empty()) where += fmt::format(":{}", place.column);
    if (place.column_number > 0) where += fmt::format(" (column {})", place.column_number);
    return fmt::format("{}: {}; {}", where, message, fix);
}

void Problems::error(Place place, std::string message, std::string fix) {
    errors_.push_back({std::move(place), std::move(message), std::move(fix)});
}

void Problems::warning(Place place, std::string message, std::string fix) {
    warnings_.push_back({std::move(place), std::move(message), std::move(fix)});
}

void Problems::sort() {
    sort_list(errors_);
    sort_list(warnings_);
}

void Problems::make_strict() {
    std::move(warnings_.begin(), warnings_.end(), std::back_inserter(errors_));
    warnings_.clear();
}

std::string Problems::json() const {
    nlohmann::ordered_json object;
    object["errors"] = list_as_json(errors_);
    object["warnings"] = list_as_json(warnings_);
    return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace publish
