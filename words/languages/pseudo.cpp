#include <array>

#include "words/english.h"

namespace words {

extern const Language english, pseudo;

namespace {

/// Two fifths longer, as assets/strings/lengthen.py makes the words of the table.
std::string month(std::chrono::month m) {
    constexpr std::array kMonths{"Jaanuuaary",    "Ffeebruuaary", "Mmaarch",      "Aapriil",
                                 "Mmaay",         "Juunee",       "Jjuuly",       "Aauuguust",
                                 "Sseepteembeer", "Ooctoobeer",   "Nnooveembeer", "Ddeeceembeer"};
    return kMonths[static_cast<unsigned>(m) - 1];
}

std::string date(base::Date day) {
    return day_month_year(day, month(std::chrono::year_month_day{day}.month()));
}

constexpr std::string_view kSpaces[] = {" "};
constexpr Comparison kComparisons[] = {{"aat leeaast ", "", catalog::Comparator::ge}};

}  // namespace

/// English with words two fifths longer, for seeing before a translation is made where a page has no room.
constinit const Language pseudo{
    .tag = "qps-ploc",
    .own_name = "Pseeuudoo",
    .for_tests = true,
    .quantity = english_quantity,
    .pieces = english_pieces,
    .date = date,
    .month = month,
    .before_time = ", ",
    .text_width = 1.4f * 2.125f,
    .word_width = 1.4f * 50 / 43.f,
    .comparisons = kComparisons,
    .spaces = kSpaces,
};

}  // namespace words
