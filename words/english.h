#pragma once

#include "words/language.h"

/// What languages share that write as English does.
namespace words {

/// "12.65" of "万人" is "126,500" with " people"; from a million on with its power: "250", " billion", "
/// yuan". Nothing is rounded.
[[nodiscard]] Quantity english_quantity(std::string_view value, const catalog::Bilingual& unit);
[[nodiscard]] Quantity english_pieces(long long count, const catalog::Bilingual& unit);
/// "31 December 2024", with the month's name as the language has it.
[[nodiscard]] std::string day_month_year(base::Date date, const std::string& month);
[[nodiscard]] std::string english_month(std::chrono::month month);

/// "126500" -> "126,500"; a decimal part is left as it is.
[[nodiscard]] std::string with_thousands(std::string_view decimal);

/// The form of a unit for one, or for any other number: of "home|homes" either; where only the plural is
/// given, its first word of more than one is made one by the regular rules and a few others ("people").
[[nodiscard]] std::string in_number(std::string_view unit, bool one);

}  // namespace words
