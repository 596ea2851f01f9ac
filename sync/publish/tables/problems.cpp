#include "sync/publish/tables/problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
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

/// Words alone: what stands between quotation marks, and digits, are values.
std::string words_of(std::string_view message) {
    std::string words;
    bool is_quoted = false;
    for (const char c : message) {
        if (c == '"') is_quoted = !is_quoted;
        if (!is_quoted && !(c >= '0' && c <= '9')) words += c;
    }
    return words;
}

std::string in_quotes(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            json += {'\\', c};
        else if (static_cast<unsigned char>(c) < 0x20)
            json += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            json += c;
    }
    return json + "\"";
}

std::string list_as_json(const std::vector<Problem>& list) {
    std::string json;
    for (const Problem& problem : list) {
        const Place& place = problem.place;
        json +=
            fmt::format(R"({}{{"file":{},"line":{},"column":{},"column_number":{},"message":{},"fix":{}}})",
                        json.empty() ? "" : ",", in_quotes(place.file), place.line, in_quotes(place.column),
                        place.column_number, in_quotes(problem.message), in_quotes(problem.fix));
    }
    return "[" + json + "]";
}

}  // namespace

std::vector<Fold> fold(const std::vector<Problem>& list) {
    constexpr std::size_t kFewStandAlone = 3;
    using Kind = std::tuple<std::string, std::string, std::string>;
    std::map<Kind, std::size_t> counts;
    const auto kind_of = [](const Problem& problem) {
        return Kind{problem.place.file, problem.place.column, words_of(problem.message)};
    };
    for (const Problem& problem : list) ++counts[kind_of(problem)];
    std::vector<Fold> folds;
    std::map<Kind, std::size_t> begun;  // indexes into folds
    for (const Problem& problem : list) {
        const Kind kind = kind_of(problem);
        const auto [place, is_new] = begun.try_emplace(kind, folds.size());
        if (is_new || counts[kind] <= kFewStandAlone) {
            folds.push_back({&problem});
            continue;
        }
        Fold& first = folds[place->second];
        if (first.more++ == 0) first.from_line = problem.place.line;
        first.to_line = problem.place.line;
    }
    return folds;
}

std::string text(const Fold& fold) {
    std::string line = fold.first->text();
    if (fold.more > 0)
        line += fmt::format("; and {} more of this kind, lines {} to {}", fold.more, fold.from_line,
                            fold.to_line);
    return line;
}

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
    return fmt::format(R"({{"errors":{},"warnings":{}}})", list_as_json(errors_), list_as_json(warnings_));
}

}  // namespace publish
