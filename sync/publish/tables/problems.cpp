#include "sync/publish/tables/problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "sync/publish/tables/workbook/address.h"

namespace publish {
namespace {

auto order(const Problem& problem) {
    return std::tuple(std::string_view(problem.place.file), problem.place.line, problem.place.column_number);
}

void sort_list(std::vector<Problem>& list) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Problem& a, const Problem& b) { return order(a) < order(b); });
    const auto is_same_cell = [](const Problem& a, const Problem& b) {
        return a.place.line > 0 && a.place.column_number > 0 && order(a) == order(b);
    };
    list.erase(std::unique(list.begin(), list.end(), is_same_cell), list.end());
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

std::string list_as_json(const std::vector<Problem>& list, const Phrasebook& book) {
    std::string json;
    for (const Problem& problem : list) {
        const Place& place = problem.place;
        const bool is_cell = place.in_sheet && place.line > 0 && place.column_number > 0;
        json += fmt::format(
            R"({}{{"file":{},"line":{},"column":{},"column_number":{},{}"message":{},"fix":{}}})",
            json.empty() ? "" : ",", in_quotes(place.file), place.line, in_quotes(place.column),
            place.column_number,
            is_cell ? fmt::format(R"("cell":"{}",)", text(Address{place.line, place.column_number})) : "",
            in_quotes(problem.message.text(book)), in_quotes(problem.fix.text(book)));
    }
    return "[" + json + "]";
}

/// A sheet's cells are named as the spreadsheet names them.
Message words_in_sheet(const Place& place) {
    if (place.line == 0) return say("sheet {}", place.file);
    const Bilingual column{.zh = place.column_zh, .en = place.column};
    if (place.column_number == 0 && place.column.empty()) return say("{}, row {}", place.file, place.line);
    if (place.column_number == 0) return say("{}, row {} ({})", place.file, place.line, column);
    const std::string letters = column_letters(place.column_number);
    if (place.column.empty()) return say("{}!{}{}", place.file, letters, place.line);
    return say("{}!{}{} ({})", place.file, letters, place.line, column);
}

Message words_of(const Place& place) {
    if (place.in_sheet) return words_in_sheet(place);
    if (place.line == 0) return say("{}", place.file);
    const Bilingual letters{column_letters(place.column_number), fmt::to_string(place.column_number)};
    if (place.column.empty() && place.column_number > 0)
        return say("{}:{} (column {})", place.file, place.line, letters);
    if (place.column.empty()) return say("{}:{}", place.file, place.line);
    const Bilingual column{.zh = place.column_zh, .en = place.column};
    if (place.column_number == 0) return say("{}:{}:{}", place.file, place.line, column);
    return say("{}:{}:{} (column {})", place.file, place.line, column, letters);
}

}  // namespace

std::vector<Fold> fold(const std::vector<Problem>& list) {
    constexpr std::size_t kFewStandAlone = 3;
    using Kind = std::tuple<std::string_view, std::string_view, std::string_view>;
    std::map<Kind, std::size_t> counts;
    const auto kind_of = [](const Problem& problem) {
        return Kind{problem.place.file, problem.place.column, problem.message.pattern()};
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

std::string text(const Fold& fold, const Phrasebook& book) {
    const std::string line = fold.first->text(book);
    if (fold.more == 0) return line;
    return say("{}; and {} more of this kind, lines {} to {}", line, fold.more, fold.from_line, fold.to_line)
        .text(book);
}

std::string Problem::text(const Phrasebook& book) const {
    return say("{}: {}; {}", words_of(place), message, fix).text(book);
}

void Problems::error(Place place, Message message, Message fix) {
    errors_.push_back({std::move(place), std::move(message), std::move(fix)});
}

void Problems::warning(Place place, Message message, Message fix) {
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

std::string Problems::json(const Phrasebook& book) const {
    return fmt::format(R"({{"errors":{},"warnings":{}}})", list_as_json(errors_, book),
                       list_as_json(warnings_, book));
}

}  // namespace publish
