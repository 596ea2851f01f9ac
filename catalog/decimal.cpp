#include "catalog/decimal.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

namespace catalog {
namespace {

__extension__ using Wide = __int128;

constexpr int kMaxDigits = 18;
constexpr int kMaxPlaces = 12;
constexpr Wide kLargest = std::numeric_limits<std::int64_t>::max();

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr Wide power_of_ten(int exponent) {
    Wide power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

/// The mantissa that `number` has at a scale not below its own.
Wide scaled_to(const Decimal& number, int scale) {
    return Wide{number.mantissa()} * power_of_ten(scale - number.scale());
}

/// The sum at `scale`; drops decimal places only where 64 bits do not hold them, rounding half away from
/// zero.
Decimal narrowed(Wide mantissa, int scale) {
    int last = 0;
    for (; scale > 0 && (mantissa > kLargest || mantissa < -kLargest); --scale) {
        last = static_cast<int>(mantissa % 10);
        mantissa /= 10;
    }
    if (last >= 5) ++mantissa;
    if (last <= -5) --mantissa;
    return Decimal(static_cast<std::int64_t>(std::clamp(mantissa, -kLargest, kLargest)), scale);
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return std::nullopt;
    std::int64_t mantissa = 0;
    int significant = 0, scale = 0;
    bool after_point = false;
    for (const char c : text) {
        if (c == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (!is_digit(c)) return std::nullopt;
        if (mantissa != 0 || c != '0') ++significant;
        if (after_point) ++scale;
        if (significant > kMaxDigits || scale > kMaxPlaces) return std::nullopt;
        mantissa = mantissa * 10 + (c - '0');
    }
    return Decimal(negative ? -mantissa : mantissa, scale);
}

double Decimal::to_double() const {
    return static_cast<double>(mantissa_) / static_cast<double>(power_of_ten(scale_));
}

std::string Decimal::to_string() const {
    Wide magnitude = mantissa_ < 0 ? -Wide{mantissa_} : Wide{mantissa_};
    int places = scale_;
    for (; places > 0 && magnitude % 10 == 0; --places) magnitude /= 10;
    std::string reversed;
    for (int written = 0; magnitude > 0 || written <= places; ++written, magnitude /= 10) {
        if (written == places && places > 0) reversed += '.';
        reversed += static_cast<char>('0' + static_cast<int>(magnitude % 10));
    }
    if (mantissa_ < 0) reversed += '-';
    return {reversed.rbegin(), reversed.rend()};
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale_, b.scale_);
    const Wide left = scaled_to(a, scale), right = scaled_to(b, scale);
    if (left < right) return std::strong_ordering::less;
    return left > right ? std::strong_ordering::greater : std::strong_ordering::equal;
}

Decimal operator+(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale_, b.scale_);
    return narrowed(scaled_to(a, scale) + scaled_to(b, scale), scale);
}

Decimal operator-(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale_, b.scale_);
    return narrowed(scaled_to(a, scale) - scaled_to(b, scale), scale);
}

Decimal percent_of(const Decimal& part, const Decimal& whole, int places, Rounding rounding) {
    assert(whole > Decimal(0) && places >= 0 && places <= 6);
    const int scale = std::max(part.scale(), whole.scale());
    const bool negative = part.mantissa() < 0;
    const Wide dividend = negative ? -scaled_to(part, scale) : scaled_to(part, scale);
    const Wide divisor = scaled_to(whole, scale);
    // Long division, digit by digit: two digits make it percent, then come the decimal places.
    Wide quotient = dividend / divisor, rest = dividend % divisor;
    for (int digit = 0; digit < places + 2; ++digit) {
        rest *= 10;
        quotient = std::min(quotient * 10 + rest / divisor, kLargest);
        rest %= divisor;
    }
    if (rounding == Rounding::nearest ? rest * 2 >= divisor : rounding == Rounding::up && rest > 0)
        ++quotient;
    const Wide hundred = 100 * power_of_ten(places);
    if (dividend < divisor && quotient >= hundred) quotient = hundred - 1;
    quotient = std::min(quotient, kLargest);
    return Decimal(static_cast<std::int64_t>(negative ? -quotient : quotient), places);
}

}  // namespace catalog
