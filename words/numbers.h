#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "catalog/decimal.h"
#include "words/language.h"

/// What a sentence of a document says of numbers: for holding quotations against the numbers beside them.
namespace words {

/// Bytes [begin, end) of a sentence.
struct Place {
    std::size_t begin = 0, end = 0;
    friend bool operator==(const Place&, const Place&) = default;
};

/// A number as a sentence has it: "12.65万" is 12.65 with the power 4, "250 billion" 250 with 9, "a third" 1
/// of 3.
struct SaidNumber {
    Place place;  // with its word of power
    catalog::Decimal value;
    int power = 0;
    catalog::Decimal of{1};
};

/// Every number in figures or words, in order; thousands separators and full-width figures are read. A
/// numeral of one hanzi is none: it may stand in 统一.
[[nodiscard]] std::vector<SaidNumber> numbers_in(std::string_view sentence, const Language& language);

/// Where `sentence` says `value` in `unit`, both as the catalog has them, in any spelling of the language: in
/// figures, also full-width or with thousands separators, or as a word. "30" is not found in "300" or
/// "1,230". The places are those of number and unit together. `value` without a minus: 下降0.6% is -0.6.
[[nodiscard]] std::vector<Place> places_of(std::string_view sentence, std::string_view value,
                                           std::string_view unit, const Language& language);

/// What the words right before and after `place` make of the number there; nothing where none is known.
[[nodiscard]] std::optional<catalog::Comparator> comparator_around(std::string_view sentence, Place place,
                                                                   const Language& language);

}  // namespace words
