#include "catalog/unit.h"

#include <string>

namespace catalog {
namespace {

struct Power {
    std::string_view word;
    int of_ten;
};
/// The longest first.
constexpr Power kPowers[]{{"万亿", 12}, {"亿", 8}, {"万", 4}};

Power power_in(std::string_view unit_zh) {
    for (const Power& power : kPowers)
        if (unit_zh.starts_with(power.word)) return power;
    return {"", 0};
}

}  // namespace

int power_of_unit(std::string_view unit_zh) { return power_in(unit_zh).of_ten; }

std::string_view base_unit(std::string_view unit_zh) { return unit_zh.substr(power_in(unit_zh).word.size()); }

std::optional<Decimal> in_base_unit(const Decimal& value, std::string_view unit_zh) {
    const int exponent = power_of_unit(unit_zh);
    if (value.scale() >= exponent) return Decimal(value.mantissa(), value.scale() - exponent);
    std::string digits = std::to_string(value.mantissa());
    digits.append(static_cast<std::size_t>(exponent - value.scale()), '0');
    return Decimal::parse(digits);
}

}  // namespace catalog
