#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "words/line_breaks.h"
#include "words/numbers.h"

namespace {

void look_at(std::string_view sentence, const words::Language& language) {
    std::size_t last = 0;
    for (const words::SaidNumber& number : words::numbers_in(sentence, language)) {
        if (number.place.begin < last || number.place.end <= number.place.begin ||
            number.place.end > sentence.size())
            std::abort();
        last = number.place.end;
        (void)words::comparator_around(sentence, number.place, language);
    }
    const std::string_view unit = sentence.substr(sentence.size() / 2);
    for (const std::string_view value : {std::string_view("2"), sentence.substr(0, sentence.size() / 3)})
        for (const words::Place place : words::places_of(sentence, value, unit, language))
            if (place.begin >= place.end || place.end > sentence.size()) std::abort();
    const catalog::Bilingual bilingual{"", std::string(unit)};
    (void)language.quantity(sentence, bilingual);
    (void)language.pieces(1, bilingual);
}

}  // namespace

/// What a document's sentence or a unit may be, in every language: places lie within it, one after the other.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view sentence{reinterpret_cast<const char*>(bytes), size};
    const std::u32string text = words::to_code_points(sentence);
    for (const words::Language* const language : words::languages()) {
        look_at(sentence, *language);
        if (words::line_breaks(text, *language).size() != text.size()) std::abort();
    }
    return 0;
}
