#include "sync/publish/checks/arithmetic.h"

#include <numeric>
#include <utility>

namespace publish {
namespace {

__extension__ using Wide = __int128;

/// Exact; `below` is above zero.
struct Fraction {
    Wide above = 0, below = 1;
};

Wide magnitude(Wide number) { return number < 0 ? -number : number; }

Wide common_divisor(Wide a, Wide b) {
    while (b != 0) a = std::exchange(b, a % b);
    return a;
}

/// Nothing when it overflows; what is divided by nothing has overflowed as well.
std::optional<Fraction> made(bool overflowed, Wide above, Wide below) {
    if (overflowed || below == 0) return std::nullopt;
    if (below < 0) above = -above, below = -below;
    const Wide divisor = common_divisor(magnitude(above), below);
    return Fraction{above / divisor, below / divisor};
}

std::optional<Fraction> times(const Fraction& a, const Fraction& b) {
    Wide above = 0, below = 0;
    const bool overflowed =
        __builtin_mul_overflow(a.above, b.above, &above) || __builtin_mul_overflow(a.below, b.below, &below);
    return made(overflowed, above, below);
}

std::optional<Fraction> divided(const Fraction& a, const Fraction& b) {
    if (b.above == 0) return std::nullopt;
    return times(a, b.above < 0 ? Fraction{-b.below, -b.above} : Fraction{b.below, b.above});
}

std::optional<Fraction> plus(const Fraction& a, const Fraction& b, int sign) {
    Wide left = 0, right = 0, above = 0, below = 0;
    const bool overflowed = __builtin_mul_overflow(a.above, b.below, &left) ||
                            __builtin_mul_overflow(b.above * sign, a.below, &right) ||
                            __builtin_add_overflow(left, right, &above) ||
                            __builtin_mul_overflow(a.below, b.below, &below);
    return made(overflowed, above, below);
}

Fraction fraction_of(const catalog::Decimal& number) {
    Fraction fraction{number.mantissa(), 1};
    for (int scale = number.scale(); scale > 0; --scale) fraction.below *= 10;
    for (int scale = number.scale(); scale < 0; ++scale) fraction.above *= 10;
    return *made(false, fraction.above, fraction.below);
}

/// Sums of products of numbers, from the left to the right.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    std::optional<Fraction> read_all() {
        const auto sum = read_sum();
        return rest_.empty() ? sum : std::nullopt;
    }
    [[nodiscard]] const std::vector<catalog::Decimal>& numbers() const { return numbers_; }
    /// Whether it came out even in any case.
    [[nodiscard]] bool is_sum_alone() const { return is_sum_alone_; }

private:
    bool take(std::initializer_list<std::string_view> spellings) {
        while (rest_.starts_with(' ')) rest_.remove_prefix(1);
        for (const std::string_view spelling : spellings) {
            if (!rest_.starts_with(spelling)) continue;
            rest_.remove_prefix(spelling.size());
            while (rest_.starts_with(' ')) rest_.remove_prefix(1);
            return true;
        }
        return false;
    }

    std::optional<Fraction> read_sum() {
        auto sum = read_product();
        while (sum) {
            const bool adds = take({"+", "＋"});
            if (!adds && !take({"-", "－", "−", "–"})) break;
            const auto next = read_product();
            sum = next ? plus(*sum, *next, adds ? 1 : -1) : std::nullopt;
        }
        return sum;
    }

    std::optional<Fraction> read_product() {
        auto product = read_factor();
        while (product) {
            const bool multiplies = take({"×", "*", "x", "X", "·"});
            if (!multiplies && !take({"÷", "/", "／"})) break;
            is_sum_alone_ = false;
            const auto next = read_factor();
            product = !next ? std::nullopt : multiplies ? times(*product, *next) : divided(*product, *next);
        }
        return product;
    }

    std::optional<Fraction> read_factor() {
        constexpr int kDeepest = 20;
        std::optional<Fraction> factor;
        if (take({"(", "（"})) {
            if (++depth_ > kDeepest) return std::nullopt;
            factor = read_sum();
            if (!take({")", "）"})) return std::nullopt;
            --depth_;
        } else {
            factor = read_number();
        }
        if (factor && take({"%", "％"})) {
            is_sum_alone_ = false;
            factor = divided(*factor, {100, 1});
        }
        return factor;
    }

    std::optional<Fraction> read_number() {
        std::size_t end = rest_.starts_with('-') ? 1 : 0;
        while (end < rest_.size() && (rest_[end] == '.' || (rest_[end] >= '0' && rest_[end] <= '9'))) ++end;
        const auto number = catalog::Decimal::parse(rest_.substr(0, end));
        if (!number) return std::nullopt;
        rest_.remove_prefix(end);
        numbers_.push_back(*number);
        return fraction_of(*number);
    }

    std::string_view rest_;
    std::vector<catalog::Decimal> numbers_;
    bool is_sum_alone_ = true;
    int depth_ = 0;
};

int places_of(std::string_view decimal) {
    const std::size_t point = decimal.find('.');
    return point == decimal.npos ? 0 : static_cast<int>(decimal.size() - point - 1);
}

/// Half away from zero; nothing when it has more digits than a decimal holds.
std::optional<catalog::Decimal> rounded(const Fraction& fraction, int places) {
    Wide scaled = magnitude(fraction.above);
    for (int i = 0; i < places; ++i)
        if (__builtin_mul_overflow(scaled, Wide{10}, &scaled)) return std::nullopt;
    const Wide whole = scaled / fraction.below, left = scaled % fraction.below;
    const Wide result = whole + (left >= fraction.below - left ? 1 : 0);
    constexpr Wide kMost = 999'999'999'999'999'999;
    if (result > kMost) return std::nullopt;
    return catalog::Decimal(static_cast<std::int64_t>(fraction.above < 0 ? -result : result), places);
}

}  // namespace

std::optional<WorkedOut> work_out(std::string_view left, std::string_view right) {
    Reader reader(left);
    const auto worked = reader.read_all();
    const auto wanted = catalog::Decimal::parse(right);
    if (!worked || !wanted) return std::nullopt;
    constexpr int kMostPlaces = 12;
    // A sum has as many places as it needs; the rest is rounded to those that are written.
    const auto value = rounded(*worked, reader.is_sum_alone() ? kMostPlaces : places_of(right));
    if (!value) return std::nullopt;
    return WorkedOut{value->to_string(), *value == *wanted, reader.numbers()};
}

void check_arithmetic(const Table& table, const Row& row, Problems& problems) {
    const std::string &derived = table.cell(row, "derived"), &value = table.cell(row, "value");
    const auto number = catalog::Decimal::parse(value);
    if (derived.empty() || !number) return;
    const std::size_t equals = derived.rfind('=');
    const std::string_view all = derived;
    const std::string_view right = equals == all.npos ? "" : all.substr(equals + 1);
    const auto result = catalog::Decimal::parse(right);
    const Place place = table.place(row, "derived");
    if (!result || *result != *number)
        return problems.error(place, say("the arithmetic \"{}\" does not end in \"={}\"", derived, value),
                              say("write it like 160-40=120"));
    const std::string_view left = all.substr(0, equals);
    if (const auto worked = work_out(left, right); worked && !worked->is_right)
        problems.error(place, say("{} is {}", left, worked->value),
                       say("correct the arithmetic and the value"));
}

}  // namespace publish
