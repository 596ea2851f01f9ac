#include "catalog/unit.h"

#include <algorithm>
#include <limits>
#include <span>

namespace catalog {
namespace {

struct Power {
    std::string_view word;
    int of_ten;
};
/// The longest first.
constexpr Power kChinesePowers[]{{"万亿", 12}, {"亿", 8}, {"万", 4}};
constexpr Power kEnglishPowers[]{{"thousand", 3}, {"million", 6}, {"billion", 9}, {"trillion", 12}};

struct Split {
    int power = 0;
    std::size_t base = 0;  // where the unit without its power begins
};

Split split(std::string_view unit) {
    for (const Power& power : kChinesePowers)
        if (unit.starts_with(power.word)) return {power.of_ten, power.word.size()};
    for (const Power& power : kEnglishPowers) {
        const std::size_t end = power.word.size();
        if (unit == power.word) return {power.of_ten, end};
        if (unit.starts_with(power.word) && unit[end] == ' ') return {power.of_ten, end + 1};
    }
    return {};
}

/// "homes" of "home|homes".
std::string_view plural(std::string_view unit) {
    const std::size_t bar = unit.find('|');
    return bar == std::string_view::npos ? unit : unit.substr(bar + 1);
}

constexpr int kMostPlaces = 12;

}  // namespace

int power_of_unit(std::string_view unit) { return split(unit).power; }

std::string_view base_unit(std::string_view unit) { return unit.substr(split(unit).base); }

std::optional<Decimal> shifted(const Decimal& value, int power) {
    std::int64_t mantissa = value.mantissa();
    int scale = value.scale() - power;
    for (; scale > 0 && mantissa % 10 == 0; --scale) mantissa /= 10;
    for (; scale < 0; ++scale) {
        if (mantissa > std::numeric_limits<std::int64_t>::max() / 100 ||
            mantissa < std::numeric_limits<std::int64_t>::min() / 100)
            return std::nullopt;
        mantissa *= 10;
    }
    if (scale > kMostPlaces) return std::nullopt;
    return Decimal(mantissa, scale);
}

std::optional<Decimal> in_base_unit(const Decimal& value, std::string_view unit) {
    return shifted(value, power_of_unit(unit));
}

std::optional<Decimal> convert(const Decimal& value, std::string_view from_unit, std::string_view to_unit) {
    const Split from = split(from_unit), to = split(to_unit);
    if (plural(from_unit.substr(from.base)) != plural(to_unit.substr(to.base))) return std::nullopt;
    return shifted(value, from.power - to.power);
}

// ---- traits

namespace {

using Words = std::span<const std::string_view>;

bool is_one_of(std::string_view unit, Words words) {
    return std::find(words.begin(), words.end(), unit) != words.end();
}

bool contains_one_of(std::string_view unit, Words words) {
    return std::any_of(words.begin(), words.end(),
                       [&](auto word) { return unit.find(word) != std::string_view::npos; });
}

bool ends_with_one_of(std::string_view unit, Words words) {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return unit.ends_with(word); });
}

// Money, measures and the like are few and known; whatever is none of them is counted.
constexpr std::string_view kPercents[] = {
    "%", "％", "‰", "个百分点", "百分点", "per cent", "percent", "percentage points", "percentage point"};
constexpr std::string_view kRatesZh[] = {"/", "／", "每", "人均", "户均"};
constexpr std::string_view kRatesEn[] = {"/", " per ", " a year", " a month", " a day", " an hour", " each"};
constexpr std::string_view kRanksZh[] = {"位", "名次", "类", "等", "向"};
constexpr std::string_view kRanksEn[] = {"place", "rank", "ranks", "class", "level", "grade", "directions"};
constexpr std::string_view kMoneyZh[] = {"元", "人民币", "英镑"};
constexpr std::string_view kMoneyEn[] = {"yuan", "RMB",   "CNY", "dollar", "dollars", "USD",
                                         "euro", "euros", "EUR", "pound",  "pounds",  "sterling",
                                         "GBP",  "yen",   "$",   "£",      "€",       "¥"};
constexpr std::string_view kDurationsZh[] = {"分钟", "小时", "秒", "秒钟", "个小时", "个工作日", "工作日"};
constexpr std::string_view kDurationsEn[] = {"seconds", "minutes", "hours", "working days", "weeks"};
constexpr std::string_view kMeasuresZh[] = {"米", "里",   "亩",     "公顷", "方",   "升",     "吨",
                                            "克", "公斤", "斤",     "克拉", "千瓦", "兆瓦",   "瓦",
                                            "度", "千伏", "千伏安", "焦",   "分贝", "摄氏度", "℃"};
constexpr std::string_view kMeasureEndsZh[] = {"平方米", "立方米", "公里", "千米", "千瓦时", "标准煤"};
constexpr std::string_view kMeasuresEn[] = {
    "m",          "km",         "cm",     "mm",      "m²",        "km²",       "m³",
    "ha",         "mu",         "t",      "kg",      "g",         "kW",        "MW",
    "GW",         "kWh",        "MWh",    "GWh",     "TWh",       "kV",        "MVA",
    "metres",     "meters",     "miles",  "feet",    "yards",     "acres",     "hectares",
    "kilometres", "kilometers", "tonnes", "tons",    "litres",    "gallons",   "carats",
    "jin",        "catties",    "°C",     "degrees", "megawatts", "gigawatts", "kilowatts"};
constexpr std::string_view kPersonsZh[] = {"人", "名", "人口"};
constexpr std::string_view kPersonsEn[] = {"people",    "persons",  "students",  "pupils",   "workers",
                                           "residents", "patients", "children",  "teachers", "officers",
                                           "doctors",   "nurses",   "graduates", "citizens", "academicians"};

UnitTrait trait_of_chinese(std::string_view unit) {
    if (is_one_of(unit, kPercents)) return UnitTrait::percent;
    if (contains_one_of(unit, kRatesZh)) return UnitTrait::rate;
    if (is_one_of(unit, kRanksZh) || unit.ends_with("级")) return UnitTrait::rank;
    if (ends_with_one_of(unit, kMoneyZh)) return UnitTrait::money;
    if (is_one_of(unit, kDurationsZh)) return UnitTrait::duration;
    if (is_one_of(unit, kMeasuresZh) || ends_with_one_of(unit, kMeasureEndsZh)) return UnitTrait::measure;
    return is_one_of(unit, kPersonsZh) ? UnitTrait::person : UnitTrait::thing;
}

/// "kilometres of road", "square feet": the last word before an "of" decides.
UnitTrait trait_of_english(std::string_view unit) {
    if (is_one_of(unit, kPercents)) return UnitTrait::percent;
    if (contains_one_of(unit, kRatesEn)) return UnitTrait::rate;
    if (is_one_of(unit, kDurationsEn)) return UnitTrait::duration;
    const std::string_view head = unit.substr(0, unit.find(" of "));
    const std::string_view word = head.substr(head.rfind(' ') + 1);  // npos + 1 is 0
    if (is_one_of(word, kRanksEn)) return UnitTrait::rank;
    if (is_one_of(word, kMoneyEn)) return UnitTrait::money;
    if (is_one_of(word, kMeasuresEn)) return UnitTrait::measure;
    return is_one_of(word, kPersonsEn) ? UnitTrait::person : UnitTrait::thing;
}

}  // namespace

UnitTrait trait_of(std::string_view unit_zh, std::string_view unit_en) {
    if (unit_zh.empty() && unit_en.empty()) return UnitTrait::none;
    return unit_zh.empty() ? trait_of_english(plural(base_unit(unit_en)))
                           : trait_of_chinese(base_unit(unit_zh));
}

}  // namespace catalog
