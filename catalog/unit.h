#pragma once

#include <optional>
#include <string_view>

#include "catalog/decimal.h"

namespace catalog {

/// The factor that 万, 亿 or 万亿, or thousand, million, billion or trillion, at the start of a unit stands
/// for, as a power of ten: 4, 8, 12 and 3, 6, 9, 12; else 0.
[[nodiscard]] int power_of_unit(std::string_view unit);
/// `unit` without that word. Points into it.
[[nodiscard]] std::string_view base_unit(std::string_view unit);
/// value x 10^power, exactly. Nothing when it has more digits or places than a decimal holds.
[[nodiscard]] std::optional<Decimal> shifted(const Decimal& value, int power);
/// 12.65 with "万人" is 126500. Nothing when it has more digits than a decimal holds.
[[nodiscard]] std::optional<Decimal> in_base_unit(const Decimal& value, std::string_view unit);
/// 16768 of "套" is 1.6768 of "万套". Nothing when the units differ in more than their powers, or when it has
/// more digits or places than a decimal holds.
[[nodiscard]] std::optional<Decimal> convert(const Decimal& value, std::string_view from_unit,
                                             std::string_view to_unit);

/// By the sign, of a unit that may have words in one language alone.
[[nodiscard]] inline bool is_percent(std::string_view unit_zh, std::string_view unit_en) {
    return unit_zh == "%" || (unit_zh.empty() && unit_en == "%");
}

/// What a unit counts or measures, as far as something follows from it for pictures, words and checks.
enum class UnitTrait {
    none,     // no unit: a part of one, such as a third
    percent,  // of a whole, or of what was before
    thing,    // countable: a home, a park, a visit
    person,
    measure,   // of length, area, volume, weight, power, energy, temperature
    duration,  // minutes, hours; days and years are counted
    money,
    rank,  // a place in an order, or a class
    rate,  // of one thing for another: yuan per worker, tonnes a year
};
/// By the words of the unit in either language; the other may be empty.
[[nodiscard]] UnitTrait trait_of(std::string_view unit_zh, std::string_view unit_en);

}  // namespace catalog
