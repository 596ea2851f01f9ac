#pragma once

#include <cstdint>

// Eight numbers of 16 bits at once, as far as span.cpp needs them: the same few words for SSE2 and NEON.
// Without either KIOSK_SIMD is not defined.

#if defined(__SSE2__)
#include <emmintrin.h>
#define KIOSK_SIMD "SSE2"
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#define KIOSK_SIMD "NEON"
#endif

#ifdef KIOSK_SIMD
namespace kiosk::simd {

#if defined(__SSE2__)

using Bytes = __m128i;  // 16 bytes: four pixels
using Words = __m128i;  // 8 numbers of 16 bits: two pixels, a channel each

inline Bytes load(const std::uint32_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
inline void store(std::uint32_t* into, Bytes pixels) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(into), pixels);
}
inline Bytes four(std::uint32_t pixel) { return _mm_set1_epi32(static_cast<int>(pixel)); }
inline Words eight(unsigned number) { return _mm_set1_epi16(static_cast<short>(number)); }
inline Words low(Bytes pixels) { return _mm_unpacklo_epi8(pixels, _mm_setzero_si128()); }
inline Words high(Bytes pixels) { return _mm_unpackhi_epi8(pixels, _mm_setzero_si128()); }
inline Words times(Words a, Words b) { return _mm_mullo_epi16(a, b); }
inline Words plus(Words a, Words b) { return _mm_add_epi16(a, b); }
inline Words minus(Words a, Words b) { return _mm_sub_epi16(a, b); }
/// Each divided by 256.
inline Words upper_half(Words a) { return _mm_srli_epi16(a, 8); }
/// REQUIRES: none above 255.
inline Bytes joined(Words low_half, Words high_half) { return _mm_packus_epi16(low_half, high_half); }
/// Four bytes, each in all four channels of one pixel.
inline Bytes spread(std::uint32_t bytes) {
    const __m128i once = _mm_cvtsi32_si128(static_cast<int>(bytes));
    const __m128i twice = _mm_unpacklo_epi8(once, once);
    return _mm_unpacklo_epi16(twice, twice);
}

#else

using Bytes = uint8x16_t;
using Words = uint16x8_t;

inline Bytes load(const std::uint32_t* from) { return vreinterpretq_u8_u32(vld1q_u32(from)); }
inline void store(std::uint32_t* into, Bytes pixels) { vst1q_u32(into, vreinterpretq_u32_u8(pixels)); }
inline Bytes four(std::uint32_t pixel) { return vreinterpretq_u8_u32(vdupq_n_u32(pixel)); }
inline Words eight(unsigned number) { return vdupq_n_u16(static_cast<std::uint16_t>(number)); }
inline Words low(Bytes pixels) { return vmovl_u8(vget_low_u8(pixels)); }
inline Words high(Bytes pixels) { return vmovl_u8(vget_high_u8(pixels)); }
inline Words times(Words a, Words b) { return vmulq_u16(a, b); }
inline Words plus(Words a, Words b) { return vaddq_u16(a, b); }
inline Words minus(Words a, Words b) { return vsubq_u16(a, b); }
inline Words upper_half(Words a) { return vshrq_n_u16(a, 8); }
inline Bytes joined(Words low_half, Words high_half) {
    return vcombine_u8(vmovn_u16(low_half), vmovn_u16(high_half));
}
inline Bytes spread(std::uint32_t bytes) {
    const uint8x16_t once = vreinterpretq_u8_u32(vdupq_n_u32(bytes));
    const uint8x16_t twice = vzip1q_u8(once, once);
    return vreinterpretq_u8_u16(vzip1q_u16(vreinterpretq_u16_u8(twice), vreinterpretq_u16_u8(twice)));
}

#endif

/// Each divided by 255, rounded, as `scale_byte` does. REQUIRES: products of two bytes.
inline Words divided_by_255(Words products) {
    const Words half = plus(products, eight(128));
    return upper_half(plus(half, upper_half(half)));
}

}  // namespace kiosk::simd
#endif
