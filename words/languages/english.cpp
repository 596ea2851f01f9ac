#include "words/english.h"

namespace words {

extern const Language english;

namespace {

using catalog::Comparator;

std::string date(base::Date day) {
    return day_month_year(day, english_month(std::chrono::year_month_day{day}.month()));
}

constexpr std::u32string_view kNeverUnits[] = {
    U"a",  U"an", U"and", U"are", U"as",   U"at", U"but",  U"by",  U"for", U"in",   U"from", U"is",   U"it",
    U"of", U"on", U"or",  U"so",  U"than", U"to", U"that", U"the", U"was", U"were", U"who",  U"with", U"has"};
constexpr std::u32string_view kBeforeUnits[] = {U"thousand", U"million", U"billion", U"trillion",
                                                U"percentage"};
constexpr std::u32string_view kMonths[] = {U"Jan", U"Feb", U"Mar", U"Apr", U"May", U"Jun",
                                           U"Jul", U"Aug", U"Sep", U"Oct", U"Nov", U"Dec"};

constexpr Comparison kComparisons[] = {
    {"no less than ", "", Comparator::ge},
    {"not less than ", "", Comparator::ge},
    {"no fewer than ", "", Comparator::ge},
    {"not fewer than ", "", Comparator::ge},
    {"at least ", "", Comparator::ge},
    {"a minimum of ", "", Comparator::ge},
    {"", " or more", Comparator::ge},
    {"", " or above", Comparator::ge},
    {"no more than ", "", Comparator::le},
    {"not more than ", "", Comparator::le},
    {"no longer than ", "", Comparator::le},
    {"no later than ", "", Comparator::le},
    {"at most ", "", Comparator::le},
    {"a maximum of ", "", Comparator::le},
    {"up to ", "", Comparator::le},
    {"within ", "", Comparator::le},
    {"", " or less", Comparator::le},
    {"", " or fewer", Comparator::le},
    {"", " or below", Comparator::le},
    {"more than ", "", Comparator::gt},
    {"greater than ", "", Comparator::gt},
    {"over ", "", Comparator::gt},
    {"above ", "", Comparator::gt},
    {"exceed ", "", Comparator::gt},
    {"exceeding ", "", Comparator::gt},
    {"exceeds ", "", Comparator::gt},
    {"less than ", "", Comparator::lt},
    {"fewer than ", "", Comparator::lt},
    {"below ", "", Comparator::lt},
    {"under ", "", Comparator::lt},
    {"about ", "", Comparator::approx},
    {"around ", "", Comparator::approx},
    {"approximately ", "", Comparator::approx},
    {"roughly ", "", Comparator::approx},
    {"some ", "", Comparator::approx},
    {"nearly ", "", Comparator::approx},
    {"almost ", "", Comparator::approx},
    {"reach ", "", Comparator::reach},
    {"reaching ", "", Comparator::reach},
    {"keep at ", "", Comparator::stable},
    {"remain at ", "", Comparator::stable},
};

constexpr NumberWord kNumberWords[] = {
    {"two-thirds", 2, 3},
    {"two thirds", 2, 3},
    {"one-third", 1, 3},
    {"one third", 1, 3},
    {"a third", 1, 3},
    {"one half", 1, 2},
    {"one-half", 1, 2},
    {"half", 1, 2},
    {"a quarter", 1, 4},
    {"one quarter", 1, 4},
    {"one-quarter", 1, 4},
    {"three quarters", 3, 4},
    {"three-quarters", 3, 4},
    {"a fifth", 1, 5},
    {"one-fifth", 1, 5},
    {"a tenth", 1, 10},
    {"zero", 0},
    {"one", 1},
    {"two", 2},
    {"three", 3},
    {"four", 4},
    {"five", 5},
    {"six", 6},
    {"seven", 7},
    {"eight", 8},
    {"nine", 9},
    {"ten", 10},
    {"eleven", 11},
    {"twelve", 12},
    {"thirteen", 13},
    {"fourteen", 14},
    {"fifteen", 15},
    {"sixteen", 16},
    {"seventeen", 17},
    {"eighteen", 18},
    {"nineteen", 19},
    {"twenty", 20},
    {"thirty", 30},
    {"forty", 40},
    {"fifty", 50},
    {"sixty", 60},
    {"seventy", 70},
    {"eighty", 80},
    {"ninety", 90},
};

constexpr std::string_view kSpaces[] = {" ", "", "-"};

constexpr UnitSign kUnitSigns[] = {{"%", "per cent"}, {"%", "percent"},     {"%", "percentage point"},
                                   {"dollars", "$"},  {"us dollars", "$"},  {"pounds", "£"},
                                   {"sterling", "£"}, {"euros", "€"},       {"yuan", "¥"},
                                   {"yuan", "rmb"},   {"yuan", "cny"},      {"people", "person"},
                                   {"km", "kilomet"}, {"m²", "square met"}, {"ha", "hectare"}};

using enum catalog::PublishedOutcome;
constexpr Claim kClaims[] = {{"complet", completed},    {"finish", completed},
                             {"achiev", completed},     {"met ", completed},
                             {"meets", completed},      {"done", completed},
                             {"deliver", completed},    {"open", completed},
                             {"reach", completed},      {"exceed", completed},
                             {"beat", completed},       {"surpass", completed},
                             {"built", completed},      {"fulfil", completed},
                             {"accomplish", completed}, {"under way", under_way},
                             {"underway", under_way},   {"progress", under_way},
                             {"ongoing", under_way},    {"construction", under_way},
                             {"being ", under_way},     {"started", under_way},
                             {"begun", under_way},      {"began", under_way},
                             {"continu", under_way},    {"on track", under_way},
                             {"launched", under_way},   {"not ", not_completed},
                             {"n't", not_completed},    {"miss", not_completed},
                             {"fail", not_completed},   {"short of", not_completed},
                             {"behind", not_completed}, {"below", not_completed},
                             {"fewer", not_completed},  {"less than", not_completed},
                             {"delay", not_completed},  {"compared with a goal", not_completed}};

constexpr std::string_view kExpectations[] = {"expected", "forecast",  "projected", "is set to",
                                              "will be",  "anticipat", "on course"};
constexpr std::string_view kSentenceEnds[] = {". ", "; ", "! ", "? ", "\n"};

}  // namespace

constinit const Language english{
    .tag = "en",
    .own_name = "English",
    .quantity = english_quantity,
    .pieces = english_pieces,
    .date = date,
    .month = english_month,
    .before_time = ", ",
    .lines = {.never_units = kNeverUnits, .before_units = kBeforeUnits, .months = kMonths},
    .text_width = 2.125f,
    .word_width = 50 / 43.f,
    .comparisons = kComparisons,
    .number_words = kNumberWords,
    .spaces = kSpaces,
    .unit_signs = kUnitSigns,
    .claims = kClaims,
    .expectations = kExpectations,
    .sentence_ends = kSentenceEnds,
};

}  // namespace words
