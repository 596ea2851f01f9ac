#include "words/english.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "catalog/unit.h"

namespace words {
namespace {

using catalog::Decimal;

struct Power {
    const char* word;
    int of_ten;
};
constexpr Power kPowers[] = {{" trillion", 12}, {" billion", 9}, {" million", 6}};

/// The largest power that value x 10^`exponent` reaches; below a million numbers are written out.
Power power_for(const Decimal& value, int exponent) {
    const Decimal size = value < Decimal(0) ? Decimal(0) - value : value;
    for (const Power& power : kPowers) {
        const auto least = catalog::shifted(Decimal(1), power.of_ten - exponent);
        if (least && size >= *least) return power;
    }
    return {"", 0};
}

/// "%" follows its number at once.
std::string spaced(const std::string& unit) {
    return unit.empty() || unit == "%" || unit == "‰" || unit.starts_with("°") ? unit : " " + unit;
}

bool is_alphabetic(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == '-';
    });
}

constexpr std::pair<std::string_view, std::string_view> kIrregular[] = {
    {"people", "person"},   {"children", "child"},    {"men", "man"},
    {"women", "woman"},     {"feet", "foot"},         {"halves", "half"},
    {"lives", "life"},      {"shelves", "shelf"},     {"series", "series"},
    {"species", "species"}, {"premises", "premises"}, {"means", "means"},
    {"works", "works"},     {"gas", "gas"},           {"headquarters", "headquarters"},
    {"buses", "bus"},       {"campuses", "campus"},   {"caches", "cache"},
};

std::string singular(std::string_view word) {
    for (const auto& [many, one] : kIrregular)
        if (word == many) return std::string(one);
    const auto without = [&](std::size_t letters) {
        return std::string(word.substr(0, word.size() - letters));
    };
    if (word.size() < 3 || !word.ends_with('s')) return std::string(word);
    if (word.ends_with("ss") || word.ends_with("us") || word.ends_with("is")) return std::string(word);
    if (word.ends_with("ies") && word.size() > 4) return without(3) + "y";
    for (const std::string_view hiss : {"sses", "shes", "ches", "xes", "zzes"})
        if (word.ends_with(hiss)) return without(2);
    return without(1);
}

/// Where the word ends that is counted: "homes for rent", "yuan per worker", "tonnes a year".
std::size_t end_of_head(std::string_view unit) {
    std::size_t end = unit.size();
    for (const std::string_view after : {" of ", " per ", " for ", " in ", " with ", " on ", " at ", " to ",
                                         " from ", " under ", " a ", " an "})
        end = std::min(end, std::min(unit.find(after), unit.size()));
    return end;
}

}  // namespace

std::string with_thousands(std::string_view decimal) {
    const std::size_t point = std::min(decimal.find('.'), decimal.size());
    std::string result(decimal);
    const std::size_t first = decimal.starts_with('-') ? 1 : 0;
    for (std::size_t at = point; at > first + 3;) result.insert(at -= 3, ",");
    return result;
}

std::string in_number(std::string_view unit, bool one) {
    if (const std::size_t bar = unit.find('|'); bar != std::string_view::npos)
        return std::string(one ? unit.substr(0, bar) : unit.substr(bar + 1));
    if (!one || !is_alphabetic(unit)) return std::string(unit);
    const std::size_t end = end_of_head(unit), space = unit.substr(0, end).rfind(' ');
    const std::size_t begin = space == std::string_view::npos ? 0 : space + 1;
    return std::string(unit.substr(0, begin)) + singular(unit.substr(begin, end - begin)) +
           std::string(unit.substr(end));
}

Quantity english_quantity(std::string_view value, const catalog::Bilingual& unit) {
    const int exponent = catalog::power_of_unit(unit.zh.empty() ? unit.en : unit.zh);
    const std::string_view base_unit = catalog::base_unit(unit.en);
    const auto parsed = Decimal::parse(value);
    if (!parsed) return {std::string(value), "", spaced(in_number(base_unit, false))};
    const auto whole = catalog::shifted(*parsed, exponent);
    const std::string counted = spaced(in_number(base_unit, whole && *whole == Decimal(1)));
    const Power power = power_for(*parsed, exponent);
    if (exponent == power.of_ten) return {with_thousands(parsed->to_string()), power.word, counted};
    if (const auto number = catalog::shifted(*parsed, exponent - power.of_ten))
        return {with_thousands(number->to_string()), power.word, counted};
    // Too many places for millions.
    return {with_thousands(whole ? whole->to_string() : std::string(value)), "", counted};
}

Quantity english_pieces(long long count, const catalog::Bilingual& unit) {
    return english_quantity(std::to_string(count), {"", std::string(catalog::base_unit(unit.en))});
}

std::string day_month_year(base::Date date, const std::string& month) {
    const std::chrono::year_month_day day{date};
    return fmt::format("{} {} {}", static_cast<unsigned>(day.day()), month, static_cast<int>(day.year()));
}

std::string english_month(std::chrono::month month) {
    constexpr std::array kMonths{"January", "February", "March",     "April",   "May",      "June",
                                 "July",    "August",   "September", "October", "November", "December"};
    return kMonths[static_cast<unsigned>(month) - 1];
}

}  // namespace words
