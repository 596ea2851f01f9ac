#include "kiosk/platform/span.h"

#include <cstring>

#include "kiosk/platform/simd.h"

namespace kiosk {
namespace scalar {

void fill_span(std::uint32_t* into, std::size_t count, Colour colour) {
    const Blend paint(colour);
    for (std::size_t i = 0; i < count; ++i) into[i] = paint.over(into[i]);
}

void ink_span(std::uint32_t* into, const std::uint8_t* coverage, std::size_t count, Colour colour) {
    const std::uint32_t gain = ink_gain(colour.rgb);
    for (std::size_t i = 0; i < count; ++i)
        into[i] = blend(into[i], {colour.rgb, scale_byte(weighted(coverage[i], gain), colour.alpha)});
}

void mix_span(const std::uint32_t* from, const std::uint32_t* to, unsigned share, std::uint32_t* into,
              std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        std::uint32_t mixed = 0;
        for (int shift = 0; shift < 32; shift += 8)
            mixed |= ((from[i] >> shift & 0xff) * (kFadeEnd - share) + (to[i] >> shift & 0xff) * share) >>
                     8 << shift;
        into[i] = mixed;
    }
}

}  // namespace scalar

#ifdef KIOSK_SIMD

using namespace simd;

const char* span_kind() { return KIOSK_SIMD; }

namespace {

constexpr std::size_t kStep = 4;  // pixels at once

void fill_opaque(std::uint32_t* into, std::size_t count, std::uint32_t rgb) {
    const Bytes colour = four(rgb);
    for (; count >= 4 * kStep; into += 4 * kStep, count -= 4 * kStep)
        for (std::size_t i = 0; i < 4; ++i) store(into + i * kStep, colour);
    for (; count >= kStep; into += kStep, count -= kStep) store(into, colour);
    for (; count > 0; ++into, --count) *into = rgb;
}

/// Four bytes of coverage as one word, the first in its lowest byte.
std::uint32_t four_of(const std::uint8_t* coverage) {
    std::uint32_t bytes;
    std::memcpy(&bytes, coverage, sizeof bytes);
    return bytes;
}

/// What one row of a glyph is painted with.
struct Pen {
    Words colour, gain, alpha;

    /// Two pixels, painted where `coverage` says.
    [[nodiscard]] Words over(Words under, Words coverage) const {
        const Words rest = minus(eight(255), coverage);
        const Words lifted = plus(coverage, upper_half(times(divided_by_255(times(coverage, rest)), gain)));
        const Words share = divided_by_255(times(lifted, alpha));
        return divided_by_255(plus(times(colour, share), times(under, minus(eight(255), share))));
    }
};

}  // namespace

void fill_span(std::uint32_t* into, std::size_t count, Colour colour) {
    if (colour.alpha == 255) return fill_opaque(into, count, colour.rgb);
    const Words added = times(low(four(colour.rgb)), eight(colour.alpha)), keep = eight(255 - colour.alpha);
    for (; count >= kStep; into += kStep, count -= kStep) {
        const Bytes under = load(into);
        store(into, joined(divided_by_255(plus(times(low(under), keep), added)),
                           divided_by_255(plus(times(high(under), keep), added))));
    }
    scalar::fill_span(into, count, colour);
}

void ink_span(std::uint32_t* into, const std::uint8_t* coverage, std::size_t count, Colour colour) {
    const Pen pen{low(four(colour.rgb)), eight(ink_gain(colour.rgb)), eight(colour.alpha)};
    const Bytes full = four(colour.rgb);
    for (; count >= kStep; into += kStep, coverage += kStep, count -= kStep) {
        const std::uint32_t bytes = four_of(coverage);
        if (bytes == 0) continue;  // most of a glyph is not inked
        if (bytes == 0xffffffff && colour.alpha == 255) {
            store(into, full);
            continue;
        }
        const Bytes inked = spread(bytes), under = load(into);
        store(into, joined(pen.over(low(under), low(inked)), pen.over(high(under), high(inked))));
    }
    scalar::ink_span(into, coverage, count, colour);
}

void mix_span(const std::uint32_t* from, const std::uint32_t* to, unsigned share, std::uint32_t* into,
              std::size_t count) {
    const Words weight = eight(share), rest = eight(kFadeEnd - share);
    for (; count >= kStep; from += kStep, to += kStep, into += kStep, count -= kStep) {
        const Bytes a = load(from), b = load(to);
        store(into, joined(upper_half(plus(times(low(a), rest), times(low(b), weight))),
                           upper_half(plus(times(high(a), rest), times(high(b), weight)))));
    }
    scalar::mix_span(from, to, share, into, count);
}

#else

const char* span_kind() { return "scalar"; }

void fill_span(std::uint32_t* into, std::size_t count, Colour colour) {
    scalar::fill_span(into, count, colour);
}
void ink_span(std::uint32_t* into, const std::uint8_t* coverage, std::size_t count, Colour colour) {
    scalar::ink_span(into, coverage, count, colour);
}
void mix_span(const std::uint32_t* from, const std::uint32_t* to, unsigned share, std::uint32_t* into,
              std::size_t count) {
    scalar::mix_span(from, to, share, into, count);
}

#endif

}  // namespace kiosk
