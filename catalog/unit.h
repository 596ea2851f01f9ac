#pragma once

#include <optional>
#include <string_view>

#include "catalog/decimal.h"

namespace catalog {

/// The factor that 万, 亿 or 万亿 at the start of a Chinese unit stands for, as a power of ten: 4, 8, 12,
/// else 0.
[[nodiscard]] int power_of_unit(std::string_view unit_zh);
/// `unit_zh` without its 万, 亿 or 万亿. Points into it.
[[nodiscard]] std::string_view base_unit(std::string_view unit_zh);
/// 12.65 with "万人" is 126500. Nothing when it has more digits than a decimal holds.
[[nodiscard]] std::optional<Decimal> in_base_unit(const Decimal& value, std::string_view unit_zh);

}  // namespace catalog
