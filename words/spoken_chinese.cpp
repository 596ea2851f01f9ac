#include <algorithm>
#include <array>

#include "words/line_breaks.h"
#include "words/spoken_scan.h"

namespace words {
namespace {

using namespace spoken_scan;

constexpr std::array<std::string_view, 10> kFigures{"零", "一", "二", "三", "四",
                                                    "五", "六", "七", "八", "九"};

/// What stands behind a number, or between two, and is a word. Longer ones first.
constexpr Sign kUnits[] = {{U"km²", "平方公里"}, {U"m²", "平方米"}, {U"m³", "立方米"}, {U"km", "公里"},
                           {U"kWh", "千瓦时"},   {U"kW", "千瓦"},   {U"MW", "兆瓦"},   {U"GW", "吉瓦"},
                           {U"kV", "千伏"},      {U"kg", "公斤"},   {U"mm", "毫米"},   {U"cm", "厘米"},
                           {U"μg", "微克"},      {U"µg", "微克"},   {U"mg", "毫克"},   {U"°C", "摄氏度"},
                           {U"hm²", "公顷"},     {U"ha", "公顷"},   {U"m", "米"},      {U"t", "吨"}};
constexpr Sign kSigns[] = {{U"CO₂", "二氧化碳"}, {U"km²", "平方公里"}, {U"m²", "平方米"},  {U"m³", "立方米"},
                           {U"°C", "摄氏度"},    {U"≥", "大于等于"},   {U"≤", "小于等于"}, {U"≈", "约"},
                           {U"±", "正负"},       {U"×", "乘"},         {U"÷", "除以"},     {U"=", "等于"},
                           {U"<", "小于"},       {U">", "大于"},       {U"&", "和"},       {U"+", "加"},
                           {U"²", "平方"},       {U"³", "立方"},       {U"°", "度"},       {U"%", "百分比"},
                           {U"‰", "千分比"},     {U" · ", "，"},       {U"·", ""},         {U"\n", "。"}};
/// What a rate is for: "吨/年".
constexpr Sign kRates[] = {{U"/年", "每年"},     {U"/月", "每月"},     {U"/日", "每日"},
                           {U"/天", "每天"},     {U"/人", "每人"},     {U"/亩", "每亩"},
                           {U"/小时", "每小时"}, {U"/户", "每户"},     {U"/吨", "每吨"},
                           {U"/m²", "每平方米"}, {U"/m³", "每立方米"}, {U"/平方米", "每平方米"}};
/// A number behind one of these is dialled.
constexpr std::u32string_view kDialled[] = {U"热线", U"电话", U"拨打", U"拨",
                                            U"致电", U"号码", U"專線", U"专线"};
/// 2 of these is 二, though they may be units.
constexpr std::u32string_view kOrdinal[] = {U"月", U"类",   U"日",   U"号", U"號", U"级",
                                            U"期", U"年度", U"年代", U"度", U"行"};
constexpr std::u32string_view kMoney[] = {U"万亿", U"千亿", U"百亿", U"万", U"亿", U"千", U"百"};

std::string one_by_one(std::string_view figures, bool dialled = false) {
    std::string out;
    for (const char figure : figures)
        out += dialled && figure == '1' ? "幺" : kFigures[static_cast<std::size_t>(figure - '0')];
    return out;
}

/// Four figures at most: "一千零五十". `within`: something stands before it, so that 10 is 一十.
std::string below_ten_thousand(int n, bool within) {
    constexpr std::array<std::string_view, 4> kPlaces{"千", "百", "十", ""};
    std::string out;
    bool gap = false;
    int unit = 1000;
    for (const std::string_view place : kPlaces) {
        const int figure = n / unit % 10;
        if (figure == 0) {
            gap = !out.empty();
        } else {
            if (gap) out += "零";
            gap = false;
            const bool is_bare_ten = place == "十" && figure == 1 && out.empty() && !within;
            if (!is_bare_ten)
                out += place == "千" && figure == 2 && out.empty() && !within
                           ? "两"
                           : kFigures[static_cast<std::size_t>(figure)];
            out += place;
        }
        unit /= 10;
    }
    return out;
}

/// Up to 16 figures: "十二万六千五百", "两万", "一亿零五十万".
std::string whole_number(std::string_view figures) {
    const std::size_t first = figures.find_first_not_of('0');
    if (first == std::string_view::npos) return "零";
    figures.remove_prefix(first);
    if (figures.size() > 16) return one_by_one(figures);
    const auto value_of = [&](std::size_t from, std::size_t to) {
        std::int64_t value = 0;
        for (std::size_t i = from; i < to; ++i) value = value * 10 + (figures[i] - '0');
        return value;
    };
    struct Part {
        std::string_view name;
        std::size_t places;  // behind it
    };
    constexpr std::array<Part, 4> kParts{{{"万", 12}, {"亿", 8}, {"万", 4}, {"", 0}}};
    std::string out;
    bool gap = false, wan_of_yi = false;
    for (const auto& [name, places] : kParts) {
        const std::size_t to = figures.size() > places ? figures.size() - places : 0;
        const std::size_t from = to > 4 ? to - 4 : 0;
        const int part = static_cast<int>(value_of(from, to));
        if (part == 0) {
            if (places == 8 && wan_of_yi) out += "亿";
            gap = !out.empty();
            continue;
        }
        if (!out.empty() && (gap || part < 1000)) out += "零";
        gap = false;
        out += part == 2 && !name.empty() ? "两" : below_ten_thousand(part, !out.empty());
        out += name;
        wan_of_yi = places == 12;
    }
    return out;
}

/// Of what is counted: "两", "十二".
std::string counted(const std::string& figures) { return figures == "2" ? "两" : whole_number(figures); }

/// One reading of a text, from its beginning to its end.
class Reading {
public:
    Reading(std::u32string_view text, const Language& language) : in_{text, 0}, language_(language) {}

    std::string all() && {
        while (in_.at < in_.text.size()) {
            if (is_figure(in_.peek())) {
                read_figures();
            } else if (!read_sign() && !read_dash()) {
                append(out_, in_.peek());
                ++in_.at;
            }
        }
        return without_gaps(out_);
    }

private:
    /// Blanks that part figures from hanzi are none between hanzi and hanzi.
    [[nodiscard]] static std::string without_gaps(std::string_view words) {
        const std::u32string text = to_code_points(words);
        const auto is_wide = [](char32_t c) { return c >= 0x2E80 || c == 0 || c == U'“' || c == U'”'; };
        std::string out;
        for (Cursor c{text, 0}; c.at < text.size(); ++c.at)
            if (c.peek() != ' ' || !is_wide(c.peek(-1)) || !is_wide(c.peek(1))) append(out, c.peek());
        return out;
    }

    void say(std::string_view words, std::size_t end) {
        out_ += words;
        in_.at = end;
    }

    void read_figures() {
        if (read_day() || read_clock() || read_version() || read_dialled() || read_code() || read_page() ||
            read_years())
            return;
        read_number();
    }

    bool read_day() {
        const auto day = day_at(in_);
        if (!day) return false;
        say(one_by_one(utf8(in_.text.substr(in_.at, 4))) + "年" + below_ten_thousand(day->month, false) +
                "月" + below_ten_thousand(day->day, false) + "日",
            day->end);
        return true;
    }

    bool read_clock() {
        const auto clock = clock_at(in_);
        if (!clock) return false;
        std::string words = whole_number(std::to_string(clock->hour)) + "点";
        if (clock->minute > 0)
            words += (clock->minute < 10 ? "零" : "") + whole_number(std::to_string(clock->minute)) + "分";
        say(words, clock->end);
        return true;
    }

    bool read_version() {
        const auto end = version_at(in_);
        if (!end) return false;
        while (in_.at < *end) {
            if (in_.peek() == '.') {
                say("点", in_.at + 1);
                continue;
            }
            const std::size_t count = in_.figures(in_.at);
            say(one_by_one(utf8(in_.text.substr(in_.at, count))), in_.at + count);
        }
        return true;
    }

    /// "T-147" one by one, "PM2.5" and "T3" as numbers.
    bool read_code() {
        const std::size_t count = in_.figures(in_.at);
        const bool after_dash = is_dash(in_.peek(-1)) && is_capital(in_.peek(-2));
        const bool after_letter = is_letter(in_.peek(-1)) && count >= 3;
        const bool in_quotes = in_.peek(-1) == U'“' && in_.char_at(in_.at + count) == U'”' && count >= 5;
        const bool from_nought = in_.peek() == '0' && count > 1;
        if (!after_dash && !after_letter && !in_quotes && !from_nought) return false;
        const bool dialled = in_quotes || is_dialled();
        say(one_by_one(utf8(in_.text.substr(in_.at, count)), dialled), in_.at + count);
        return true;
    }

    [[nodiscard]] bool is_dialled() const {
        Cursor before = in_;
        while (before.at > 0 &&
               (before.peek(-1) == ' ' || before.peek(-1) == U'：' || before.peek(-1) == ':'))
            --before.at;
        return std::any_of(std::begin(kDialled), std::end(kDialled),
                           [&](std::u32string_view word) { return before.follows(word); });
    }

    /// "12345", "110", "0371-67170000"
    bool read_dialled() {
        const std::size_t count = in_.figures(in_.at);
        if (count < 3 || stands_before_unit(in_.at + count)) return false;
        if (!(in_.starts_with(U"12345") && count == 5) && !is_dialled()) return false;
        say(one_by_one(utf8(in_.text.substr(in_.at, count)), true), in_.at + count);
        while (in_.peek() == '-' && is_figure(in_.peek(1))) {
            const std::size_t more = in_.figures(++in_.at);
            say("，" + one_by_one(utf8(in_.text.substr(in_.at, more)), true), in_.at + more);
        }
        return true;
    }

    /// "上一页 1/33" and "2 / 7" count pages.
    bool read_page() {
        const std::size_t count = in_.figures(in_.at);
        std::size_t slash = in_.at + count;
        const bool spaced =
            in_.char_at(slash) == ' ' && in_.char_at(slash + 1) == '/' && in_.char_at(slash + 2) == ' ';
        const bool after_page = in_.peek(-1) == U'页' || (in_.peek(-1) == ' ' && in_.peek(-2) == U'页');
        if (!spaced && !(after_page && in_.char_at(slash) == '/')) return false;
        const std::size_t of = slash + (spaced ? 3 : 1), digits = in_.figures(of);
        if (digits == 0) return false;
        if (after_page) out_ += "，";
        say("第" + whole_number(utf8(in_.text.substr(in_.at, count))) + "页，共" +
                counted(utf8(in_.text.substr(of, digits))) + "页",
            of + digits);
        return true;
    }

    [[nodiscard]] bool is_year(std::size_t place) const {
        const auto year = in_.value(place, 4, 4);
        return year && *year >= 1900 && *year <= 2199;
    }
    /// "2024年", "2024—2026年", "2024、2025年"
    bool read_years() {
        if (!is_year(in_.at)) return false;
        std::size_t place = in_.at + 4;
        while ((is_dash(in_.char_at(place)) || in_.char_at(place) == U'、' || in_.char_at(place) == U'至') &&
               is_year(place + 1))
            place += 5;
        if (in_.char_at(place) != U'年') return false;
        say(one_by_one(utf8(in_.text.substr(in_.at, 4))), in_.at + 4);
        return true;
    }

    [[nodiscard]] bool stands_before_unit(std::size_t place) const {
        const auto rest = in_.text.substr(std::min(place, in_.text.size()));
        const auto starts = [&](std::u32string_view word) { return rest.starts_with(word); };
        return std::any_of(std::begin(kMoney), std::end(kMoney), starts) || starts(U"%") ||
               std::any_of(language_.lines.units.begin(), language_.lines.units.end(), starts);
    }

    /// 两 stands before what is counted, and 二 in everything else.
    [[nodiscard]] bool is_count_of_two(const Numeral& number) const {
        if (number.whole != "2" || !number.decimals.empty() || in_.follows(U"第") || is_letter(in_.peek(-1)))
            return false;
        std::size_t place = number.end;
        if (is_dash(in_.char_at(place)) && in_.figures(place + 1) > 0)  // 2—3家
            place += 1 + in_.figures(place + 1);
        if (in_.char_at(place) == ' ') ++place;
        const auto rest = in_.text.substr(std::min(place, in_.text.size()));
        const auto starts = [&](std::u32string_view word) { return rest.starts_with(word); };
        if (starts(U"个")) return true;
        if (rest.starts_with(U"年级") || std::any_of(std::begin(kOrdinal), std::end(kOrdinal), starts))
            return false;
        return stands_before_unit(place) && !starts(U"%");
    }

    [[nodiscard]] std::string words_of(const Numeral& number) const {
        if (is_count_of_two(number)) return "两";
        std::string words = whole_number(number.whole);
        if (!number.decimals.empty()) words += "点" + one_by_one(number.decimals);
        return words;
    }

    void read_number() {
        const Numeral number = in_.numeral(in_.at);
        if (read_fraction(number) || read_ratio(number)) return;
        std::string words = words_of(number);
        std::size_t end = number.end;
        const char32_t next = in_.char_at(end);
        if (next == '%' || next == U'‰') {
            words = (next == '%' ? "百分之" : "千分之") + words;
            ++end;
        } else if (is_range_of_percent(end)) {
            words = "百分之" + words;
        }
        say(words, end);
        read_unit();
    }

    /// "5—8%"
    [[nodiscard]] bool is_range_of_percent(std::size_t place) const {
        if (!is_dash(in_.char_at(place)) || in_.figures(place + 1) == 0) return false;
        return in_.char_at(in_.numeral(place + 1).end) == '%';
    }

    void read_unit() {
        const bool spaced = in_.peek() == ' ';
        Cursor behind{in_.text, in_.at + (spaced ? 1 : 0)};
        const Sign* const unit = sign_at(behind, kUnits);
        if (unit == nullptr) return;
        const std::size_t end = behind.at + unit->written.size();
        if (is_letter(in_.char_at(end))) return;  // "5 more"
        say(unit->said, end);
    }

    /// "3/4"; "30/09/2024" is none.
    bool read_fraction(const Numeral& number) {
        const std::size_t below = number.end + 1, count = in_.figures(below);
        if (in_.char_at(number.end) != '/' || count == 0 || !number.decimals.empty()) return false;
        if (in_.char_at(below + count) == '/' || in_.peek(-1) == '/') return false;
        say(whole_number(utf8(in_.text.substr(below, count))) + "分之" + whole_number(number.whole),
            below + count);
        return true;
    }

    /// "1:1.5"
    bool read_ratio(const Numeral& number) {
        if (in_.char_at(number.end) != ':' || in_.figures(number.end + 1) == 0) return false;
        say(words_of(number) + "比", number.end + 1);
        return true;
    }

    bool read_sign() {
        if (const Sign* rate = sign_at(in_, kRates); rate != nullptr && is_hanzi(in_.peek(-1))) {
            say(rate->said, in_.at + rate->written.size());
            return true;
        }
        if (read_money()) return true;
        if (in_.peek() == '+' && is_figure(in_.peek(1)) && !is_figure(in_.peek(-1))) {
            say("正", in_.at + 1);
            return true;
        }
        const Sign* const sign = sign_at(in_, kSigns);
        if (sign == nullptr) return false;
        say(sign->said, in_.at + sign->written.size());
        return true;
    }

    /// "¥500万" is 五百万元.
    bool read_money() {
        const char32_t sign = in_.peek();
        const std::string_view name = sign == U'¥' ? "元" : sign == '$' ? "美元" : sign == U'€' ? "欧元" : "";
        if (name.empty()) return false;
        ++in_.at;
        if (in_.peek() == ' ') ++in_.at;
        if (!is_figure(in_.peek())) {
            out_ += name;
            return true;
        }
        const Numeral number = in_.numeral(in_.at);
        say(words_of(number), number.end);
        for (const std::u32string_view power : kMoney)
            if (in_.starts_with(power)) {
                say(utf8(power), in_.at + power.size());
                break;
            }
        out_ += name;
        return true;
    }

    /// A dash between numbers is 至, in a sum 减, before a number alone 负.
    bool read_dash() {
        const char32_t dash = in_.peek();
        if (!is_dash(dash) || is_dash(in_.peek(1)) || is_dash(in_.peek(-1))) return false;
        const char32_t before = in_.peek(-1);
        if (is_capital(before) && is_figure(in_.peek(1))) {  // T-147
            say(" ", in_.at + 1);
            return true;
        }
        if (!is_figure(in_.peek(1))) return false;
        const bool after_number = is_figure(before) || before == '%' || before == U'‰';
        const bool after_unit =
            (dash == U'—' || dash == U'–' || dash == U'～' || dash == '~') && is_hanzi(before);
        const bool minus = dash == '-' || dash == U'−';
        if (after_number && minus && is_sum(in_))
            say("减", in_.at + 1);
        else if (after_number || after_unit)
            say("至", in_.at + 1);
        else if (minus)
            say("负", in_.at + 1);
        else
            return false;
        return true;
    }

    Cursor in_;
    const Language& language_;
    std::string out_;
};

}  // namespace

std::string spoken_chinese(std::u32string_view text, const Language& language) {
    return Reading{text, language}.all();
}

}  // namespace words
