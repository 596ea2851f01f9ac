#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace catalog {

/// A decimal number as documents write it: exact, up to 18 significant digits and 12 decimal places.
/// Judging never goes through binary floating point, in which 2.8 is not 2.8.
class Decimal {
public:
    constexpr Decimal() = default;
    constexpr explicit Decimal(std::int64_t integer) : mantissa_(integer) {}
    /// mantissa / 10^scale
    constexpr Decimal(std::int64_t mantissa, int scale) : mantissa_(mantissa), scale_(scale) {}

    /// "-0.6", "12.65", "3000": an optional minus, digits, at most one point between digits. Nothing
    /// otherwise, and nothing when there are more digits than fit.
    [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

    [[nodiscard]] constexpr std::int64_t mantissa() const { return mantissa_; }
    [[nodiscard]] constexpr int scale() const { return scale_; }
    [[nodiscard]] double to_double() const;
    /// Shortest form without trailing zeros: "12.65", "-0.6", "100".
    [[nodiscard]] std::string to_string() const;

    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
    friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }
    friend Decimal operator+(const Decimal& a, const Decimal& b);
    friend Decimal operator-(const Decimal& a, const Decimal& b);

private:
    std::int64_t mantissa_ = 0;
    int scale_ = 0;
};

/// Which way what lies between two last digits goes.
enum class Rounding {
    nearest,  // half away from zero
    down,     // towards zero: what is said is reached in any case
    up,       // away from zero
};

/// 100 * part / whole, rounded to `places` decimals (0 to 6), but never up to 100: what is below 100 % stays
/// below it (99.996 -> 99.99). REQUIRES: whole > 0.
[[nodiscard]] Decimal percent_of(const Decimal& part, const Decimal& whole, int places,
                                 Rounding rounding = Rounding::nearest);

}  // namespace catalog
