#include <algorithm>
#include <array>
#include <cstdint>

#include "words/english.h"
#include "words/line_breaks.h"
#include "words/spoken_scan.h"

namespace words {
namespace {

using namespace spoken_scan;

constexpr std::array<std::string_view, 20> kSmall{"zero",    "one",     "two",       "three",    "four",
                                                  "five",    "six",     "seven",     "eight",    "nine",
                                                  "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                                  "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> kTens{"",      "",      "twenty",  "thirty", "forty",
                                                 "fifty", "sixty", "seventy", "eighty", "ninety"};

/// A unit behind its number: of one, of others.
struct Unit {
    std::u32string_view written;
    std::string_view one, many;
};
constexpr Unit kUnits[] = {{U"km²", "square kilometre", "square kilometres"},
                           {U"m²", "square metre", "square metres"},
                           {U"m³", "cubic metre", "cubic metres"},
                           {U"μg/m³", "microgram per cubic metre", "micrograms per cubic metre"},
                           {U"µg/m³", "microgram per cubic metre", "micrograms per cubic metre"},
                           {U"km", "kilometre", "kilometres"},
                           {U"kWh", "kilowatt-hour", "kilowatt-hours"},
                           {U"kW", "kilowatt", "kilowatts"},
                           {U"MW", "megawatt", "megawatts"},
                           {U"GW", "gigawatt", "gigawatts"},
                           {U"kV", "kilovolt", "kilovolts"},
                           {U"kg", "kilogram", "kilograms"},
                           {U"mm", "millimetre", "millimetres"},
                           {U"cm", "centimetre", "centimetres"},
                           {U"ha", "hectare", "hectares"},
                           {U"°C", "degree Celsius", "degrees Celsius"},
                           {U"m", "metre", "metres"},
                           {U"t", "tonne", "tonnes"}};
constexpr Sign kSigns[] = {{U"CO₂", "carbon dioxide"},
                           {U"km²", "square kilometres"},
                           {U"m²", "square metres"},
                           {U"m³", "cubic metres"},
                           {U"°C", "degrees Celsius"},
                           {U"≥", " at least "},
                           {U"≤", " at most "},
                           {U"≈", " about "},
                           {U"±", " plus or minus "},
                           {U"×", " times "},
                           {U"÷", " divided by "},
                           {U"=", " equals "},
                           {U"<", " less than "},
                           {U">", " more than "},
                           {U"&", " and "},
                           {U"+", " plus "},
                           {U"²", " squared"},
                           {U"³", " cubed"},
                           {U"°", " degrees"},
                           {U"%", " per cent"},
                           {U"‰", " per mille"},
                           {U" · ", ", "},
                           {U"·", " "},
                           {U"\n", ". "}};
constexpr std::u32string_view kDialled[] = {U"otline", U"hone", U"call", U"Call", U"dial", U"Dial", U"ring"};
constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
constexpr Sign kPowers[] = {{U" thousand", " thousand"}, {U" million", " million"},
                            {U"-million", " million"},   {U" billion", " billion"},
                            {U"-billion", " billion"},   {U" trillion", " trillion"},
                            {U"m", " million"},          {U"bn", " billion"}};

std::string one_by_one(std::string_view figures) {
    std::string out;
    for (const char figure : figures) {
        if (!out.empty()) out += ' ';
        out += kSmall[static_cast<std::size_t>(figure - '0')];
    }
    return out;
}

std::string below_hundred(int n) {
    if (n < 20) return std::string(kSmall[static_cast<std::size_t>(n)]);
    std::string out{kTens[static_cast<std::size_t>(n / 10)]};
    if (n % 10 != 0) out += "-" + below_hundred(n % 10);
    return out;
}

/// "one hundred and twenty-six"
std::string below_thousand(int n) {
    if (n < 100) return below_hundred(n);
    std::string out = std::string(kSmall[static_cast<std::size_t>(n / 100)]) + " hundred";
    if (n % 100 != 0) out += " and " + below_hundred(n % 100);
    return out;
}

/// "one hundred and twenty-six thousand five hundred"; below two hundred "a hundred and six".
std::string whole_number(std::string_view figures) {
    const std::size_t first = figures.find_first_not_of('0');
    if (first == std::string_view::npos) return "zero";
    figures.remove_prefix(first);
    if (figures.size() > 15) return one_by_one(figures);
    const std::int64_t value = std::stoll(std::string(figures));
    if (value >= 100 && value < 200) return "a" + below_thousand(static_cast<int>(value)).substr(3);
    struct Power {
        std::int64_t of;
        std::string_view name;
    };
    constexpr Power kGroups[] = {{1'000'000'000'000, " trillion"},
                                 {1'000'000'000, " billion"},
                                 {1'000'000, " million"},
                                 {1'000, " thousand"},
                                 {1, ""}};
    std::string out;
    for (const auto& [of, name] : kGroups) {
        const int part = static_cast<int>(value / of % 1000);
        if (part == 0) continue;
        if (!out.empty()) out += of == 1 && part < 100 ? " and " : " ";
        out += below_thousand(part);
        out += name;
    }
    return out;
}

std::string ordinal(std::string cardinal) {
    constexpr std::pair<std::string_view, std::string_view> kIrregular[] = {
        {"one", "first"},    {"two", "second"}, {"three", "third"},   {"five", "fifth"},
        {"eight", "eighth"}, {"nine", "ninth"}, {"twelve", "twelfth"}};
    for (const auto& [number, nth] : kIrregular)
        if (cardinal.ends_with(number)) {
            const std::size_t before = cardinal.size() - number.size();
            if (before == 0 || cardinal[before - 1] == '-' || cardinal[before - 1] == ' ')
                return cardinal.substr(0, before) + std::string(nth);
        }
    if (cardinal.ends_with('y')) return cardinal.substr(0, cardinal.size() - 1) + "ieth";
    return cardinal + "th";
}

std::string year_words(int year) {
    if (year < 1000 || year % 1000 < 10) return whole_number(std::to_string(year));  // two thousand and five
    const std::string century = below_hundred(year / 100);
    const int rest = year % 100;
    if (rest == 0) return century + " hundred";
    return century + (rest < 10 ? " oh " : " ") + below_hundred(rest);
}

class Reading {
public:
    explicit Reading(std::u32string_view text) : in_{text, 0} {}

    std::string all() && {
        while (in_.at < in_.text.size()) {
            if (is_figure(in_.peek())) {
                read_figures();
            } else if (!read_number_word() && !read_month() && !read_money() && !read_sign() &&
                       !read_dash()) {
                append(out_, in_.peek());
                ++in_.at;
            }
        }
        return std::move(out_);
    }

private:
    /// Words with a space before them, unless one is there.
    void say(std::string_view words, std::size_t end) {
        if (words.starts_with(' ') && (out_.empty() || out_.ends_with(' '))) words.remove_prefix(1);
        if (!out_.empty() && !words.empty() && is_letter(static_cast<unsigned char>(out_.back())) &&
            is_letter(static_cast<unsigned char>(words.front())))
            out_ += ' ';
        out_ += words;
        in_.at = end;
        if (words.ends_with(' ') && in_.peek() == ' ') ++in_.at;
    }
    [[nodiscard]] std::string figures_at(std::size_t place) const {
        return utf8(in_.text.substr(place, in_.figures(place)));
    }

    void read_figures() {
        if (read_day() || read_clock() || read_version() || read_code() || read_dialled() || read_page() ||
            read_date() || read_ordinal() || read_year())
            return;
        read_number();
    }

    [[nodiscard]] static std::string day_words(int day, std::string_view month) {
        return "the " + ordinal(below_hundred(day)) + " of " + std::string(month);
    }

    bool read_day() {
        const auto day = day_at(in_);
        if (!day) return false;
        say(day_words(day->day, kMonths[static_cast<std::size_t>(day->month - 1)]) + " " +
                year_words(day->year),
            day->end);
        return true;
    }

    /// The month that is named at `place`, as short as three letters.
    [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> month_at(std::size_t place) const {
        const auto rest = in_.text.substr(std::min(place, in_.text.size()));
        for (std::size_t month = 0; month < 12; ++month) {
            const std::u32string name(kMonths[month].begin(), kMonths[month].end());
            for (const std::u32string_view one :
                 {std::u32string_view(name), std::u32string_view(name).substr(0, 3)})
                if (rest.starts_with(one) && !is_letter(in_.char_at(place + one.size())))
                    return std::pair{month, place + one.size()};
        }
        return std::nullopt;
    }

    /// "31 December 2024", "31 December"
    bool read_date() {
        const auto day = in_.value(in_.at, 1, 2);
        const std::size_t space = in_.at + in_.figures(in_.at);
        if (!day || *day < 1 || *day > 31 || in_.char_at(space) != ' ') return false;
        const auto month = month_at(space + 1);
        if (!month) return false;
        say(day_words(*day, kMonths[month->first]), month->second);
        return true;
    }

    /// "December 31, 2024"
    bool read_month() {
        if (is_letter(in_.peek(-1)) || !is_capital(in_.peek())) return false;
        const auto month = month_at(in_.at);
        if (!month) return false;
        if (month->second - in_.at == 3 && kMonths[month->first].size() > 3)
            say(kMonths[month->first], month->second + (in_.char_at(month->second) == '.' ? 1 : 0));
        else
            say(kMonths[month->first], month->second);
        const auto day = in_.peek() == ' ' ? in_.value(in_.at + 1, 1, 2) : std::nullopt;
        if (!day || *day < 1 || *day > 31) return true;
        const std::size_t end = in_.at + 1 + in_.figures(in_.at + 1);
        if (in_.char_at(end) == '.' || in_.char_at(end) == ':' || is_letter(in_.char_at(end))) return true;
        say(" the " + ordinal(below_hundred(*day)), end);
        return true;
    }

    bool read_clock() {
        const auto clock = clock_at(in_);
        if (!clock) return false;
        const std::string hour = whole_number(std::to_string(clock->hour));
        say(hour + (clock->minute == 0   ? " o'clock"
                    : clock->minute < 10 ? " oh " + below_hundred(clock->minute)
                                         : " " + below_hundred(clock->minute)),
            clock->end);
        return true;
    }

    bool read_version() {
        const auto end = version_at(in_);
        if (!end) return false;
        while (in_.at < *end) {
            if (in_.peek() == '.') {
                say(" point ", in_.at + 1);
                continue;
            }
            const std::size_t count = in_.figures(in_.at);
            say(one_by_one(figures_at(in_.at)), in_.at + count);
        }
        return true;
    }

    /// "T-147" one by one, "PM2.5" and "T3" as numbers.
    bool read_code() {
        const std::size_t count = in_.figures(in_.at);
        const bool after_dash = is_dash(in_.peek(-1)) && is_capital(in_.peek(-2)) && !is_letter(in_.peek(-3));
        const bool after_letter = is_letter(in_.peek(-1)) && count >= 3;
        const bool in_quotes = in_.peek(-1) == U'“' && in_.char_at(in_.at + count) == U'”' && count >= 5;
        const bool from_nought = in_.peek() == '0' && count > 1;
        if (!after_dash && !after_letter && !in_quotes && !from_nought) return false;
        say((after_letter ? " " : "") + one_by_one(figures_at(in_.at)), in_.at + count);
        return true;
    }

    bool read_dialled() {
        const std::size_t count = in_.figures(in_.at);
        Cursor before = in_;
        while (before.at > 0 && (before.peek(-1) == ' ' || before.peek(-1) == ':')) --before.at;
        const bool dialled = std::any_of(std::begin(kDialled), std::end(kDialled),
                                         [&](std::u32string_view word) { return before.follows(word); });
        if (!(in_.starts_with(U"12345") && count == 5) && !(dialled && count >= 3)) return false;
        say(one_by_one(figures_at(in_.at)), in_.at + count);
        return true;
    }

    /// "Next 1/33" and "2 / 7" count pages.
    bool read_page() {
        const std::size_t count = in_.figures(in_.at), slash = in_.at + count;
        const bool spaced =
            in_.char_at(slash) == ' ' && in_.char_at(slash + 1) == '/' && in_.char_at(slash + 2) == ' ';
        const bool after_page = in_.follows(U"ext ") || in_.follows(U"age ");
        if (!spaced && !(after_page && in_.char_at(slash) == '/')) return false;
        const std::size_t of = slash + (spaced ? 3 : 1);
        if (in_.figures(of) == 0) return false;
        const std::string counted = whole_number(figures_at(in_.at)) + " of " + whole_number(figures_at(of));
        if (in_.follows(U"ext ")) {
            out_.pop_back();
            out_ += ", ";
        }
        say((in_.follows(U"age ") ? "" : "page ") + counted, of + in_.figures(of));
        return true;
    }

    /// "1st", "12th"
    bool read_ordinal() {
        const std::size_t end = in_.at + in_.figures(in_.at);
        const auto rest = in_.text.substr(end);
        for (const std::u32string_view ending : {U"st", U"nd", U"rd", U"th"})
            if (rest.starts_with(ending) && !is_letter(in_.char_at(end + 2))) {
                say(ordinal(whole_number(figures_at(in_.at))), end + 2);
                return true;
            }
        return false;
    }

    /// Four figures without a comma; where we count we write one.
    bool read_year() {
        const auto year = in_.value(in_.at, 4, 4);
        if (!year || *year < 1100 || *year > 2199) return false;
        const char32_t next = in_.peek(4);
        if (((next == '.' || next == ':') && is_figure(in_.peek(5))) || next == '%' || next == '/')
            return false;
        if (unit_at(in_.at + 4) != nullptr) return false;
        std::string words = year_words(*year);
        std::size_t end = in_.at + 4;
        if (next == 's' && !is_letter(in_.peek(5))) {
            words = words.ends_with('y') ? words.substr(0, words.size() - 1) + "ies" : words + "s";
            ++end;
        }
        say(words, end);
        return true;
    }

    [[nodiscard]] const Unit* unit_at(std::size_t place) const {
        if (in_.char_at(place) == ' ') ++place;
        const auto rest = in_.text.substr(std::min(place, in_.text.size()));
        for (const Unit& unit : kUnits)
            if (rest.starts_with(unit.written) && !is_letter(in_.char_at(place + unit.written.size())))
                return &unit;
        return nullptr;
    }

    [[nodiscard]] static std::string words_of(const Numeral& number) {
        std::string words = whole_number(number.whole);
        if (!number.decimals.empty()) words += " point " + one_by_one(number.decimals);
        return words;
    }

    void read_number() {
        const Numeral number = in_.numeral(in_.at);
        if (read_fraction(number)) return;
        std::string words = words_of(number);
        std::size_t end = number.end;
        if (in_.char_at(end) == ':' && in_.figures(end + 1) > 0) return say(words + " to ", end + 1);
        if (const Unit* const unit = unit_at(end)) {
            end += (in_.char_at(end) == ' ' ? 1 : 0) + unit->written.size();
            words += " " + std::string(words == "one" ? unit->one : unit->many);
        }
        say(words, end);
        if (is_letter(in_.peek())) out_ += ' ';  // "5G"
    }

    bool read_fraction(const Numeral& number) {
        const std::size_t below = number.end + 1, count = in_.figures(below);
        if (in_.char_at(number.end) != '/' || count == 0 || !number.decimals.empty()) return false;
        if (in_.char_at(below + count) == '/' || in_.peek(-1) == '/') return false;
        const std::string under = whole_number(figures_at(below)), over = whole_number(number.whole);
        std::string words = over + " over " + under;
        if (under == "two" && over == "one") words = "a half";
        if (under == "four") words = over == "one" ? "a quarter" : over + " quarters";
        if (count <= 2 && under != "two" && under != "four" && under != "one" && under != "zero")
            words = (over == "one" ? "a" + std::string(under == "eight" ? "n" : "") : over) + " " +
                    ordinal(under) + (over == "one" ? "" : "s");
        say(words, below + count);
        return true;
    }

    /// "No. 5" is number five.
    bool read_number_word() {
        if (!in_.starts_with(U"No. ") || is_letter(in_.peek(-1))) return false;
        if (!is_figure(in_.peek(4)) && !(is_capital(in_.peek(4)) && is_dash(in_.peek(5)))) return false;
        say("number ", in_.at + 4);
        return true;
    }

    /// "$250 million" is two hundred and fifty million dollars.
    bool read_money() {
        const char32_t sign = in_.peek();
        const std::string_view name = sign == '$'    ? " dollars"
                                      : sign == U'£' ? " pounds"
                                      : sign == U'€' ? " euros"
                                      : sign == U'¥' ? " yuan"
                                                     : "";
        if (name.empty()) return false;
        if (!is_figure(in_.peek(1))) {
            say(name, in_.at + 1);
            return true;
        }
        const Numeral number = in_.numeral(in_.at + 1);
        say(words_of(number), number.end);
        if (const Sign* const power = sign_at(in_, kPowers);
            power != nullptr && !is_letter(in_.peek(static_cast<std::ptrdiff_t>(power->written.size()))))
            say(power->said, in_.at + power->written.size());
        say(name, in_.at);
        return true;
    }

    bool read_sign() {
        const Sign* const sign = sign_at(in_, kSigns);
        if (sign == nullptr) return false;
        say(sign->said, in_.at + sign->written.size());
        return true;
    }

    bool read_dash() {
        const char32_t dash = in_.peek();
        if (!is_dash(dash) || is_dash(in_.peek(1)) || is_dash(in_.peek(-1))) return false;
        if (!is_figure(in_.peek(1))) return false;
        const char32_t before = in_.peek(-1);
        const bool minus = dash == '-' || dash == U'−';
        if (is_capital(before) && !is_letter(in_.peek(-2)))  // T-147
            say(" ", in_.at + 1);
        else if ((is_figure(before) || before == '%') && minus && is_sum(in_))
            say(" minus ", in_.at + 1);
        else if (is_figure(before) || before == '%' || before == U'‰')
            say(" to ", in_.at + 1);
        else if (minus && !is_letter(before))
            say(" minus ", in_.at + 1);
        else if (is_letter(before))  // "top-30"
            say(" ", in_.at + 1);
        else
            return false;
        return true;
    }

    Cursor in_;
    std::string out_;
};

}  // namespace

std::string spoken_english(std::u32string_view text, const Language&) { return Reading{text}.all(); }

}  // namespace words
