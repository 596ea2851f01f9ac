#include "kiosk/platform/span.h"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <vector>

namespace {

constexpr std::size_t kLongest = 70, kMisalignments = 16, kRoom = kLongest + kMisalignments + 16;
constexpr std::uint32_t kGuard = 0x5a5a5a;  // around the span: nothing of it may change

std::mt19937 engine(11);
std::uint32_t any(std::uint32_t most) { return static_cast<std::uint32_t>(engine()) % (most + 1); }

/// Ends more often than chance has it: that is where shortcuts are taken.
std::uint32_t any_byte() {
    switch (any(3)) {
        case 0:
            return 0;
        case 1:
            return 255;
        default:
            return any(255);
    }
}
std::uint32_t any_pixel() { return any_byte() << 16 | any_byte() << 8 | any_byte(); }
kiosk::Colour any_colour() { return {any_pixel(), any_byte()}; }

std::vector<std::uint32_t> any_pixels() {
    std::vector<std::uint32_t> pixels(kRoom);
    for (auto& pixel : pixels) pixel = any_pixel();
    return pixels;
}

/// Runs of equal coverage, as in glyphs.
std::vector<std::uint8_t> any_coverage() {
    std::vector<std::uint8_t> coverage(kRoom);
    std::uint32_t value = 0;
    for (auto& one : coverage) {
        if (any(3) == 0) value = any_byte();
        one = static_cast<std::uint8_t>(value);
    }
    return coverage;
}

/// Every length at every offset of the first pixel.
template <class Test>
void for_each_span(Test test) {
    for (std::size_t count = 0; count <= kLongest; ++count)
        for (std::size_t first = 0; first < kMisalignments; ++first) test(first, count);
}

}  // namespace

TEST_CASE("span: filling gives the pixels of the scalar reference, and touches no others") {
    for_each_span([](std::size_t first, std::size_t count) {
        for (const std::uint32_t alpha : {0u, 1u, 128u, 254u, 255u, any_byte()}) {
            const kiosk::Colour colour{any_pixel(), alpha};
            auto wanted = any_pixels(), got = wanted;
            kiosk::scalar::fill_span(wanted.data() + first, count, colour);
            kiosk::fill_span(got.data() + first, count, colour);
            REQUIRE(got == wanted);
        }
    });
}

TEST_CASE("span: inking gives the pixels of the scalar reference") {
    for_each_span([](std::size_t first, std::size_t count) {
        for (int round = 0; round < 4; ++round) {
            const kiosk::Colour colour = any_colour();
            const auto coverage = any_coverage();
            const std::size_t texel = any(15);
            auto wanted = any_pixels(), got = wanted;
            kiosk::scalar::ink_span(wanted.data() + first, coverage.data() + texel, count, colour);
            kiosk::ink_span(got.data() + first, coverage.data() + texel, count, colour);
            REQUIRE(got == wanted);
        }
    });
}

TEST_CASE("span: mixing gives the pixels of the scalar reference") {
    for_each_span([](std::size_t first, std::size_t count) {
        for (const unsigned share : {0u, 1u, 128u, 255u, 256u, any(256)}) {
            const auto from = any_pixels(), to = any_pixels();
            const std::size_t other = any(15);
            std::vector<std::uint32_t> wanted(kRoom, kGuard), got = wanted;
            kiosk::scalar::mix_span(from.data() + other, to.data() + first, share, wanted.data() + first,
                                    count);
            kiosk::mix_span(from.data() + other, to.data() + first, share, got.data() + first, count);
            REQUIRE(got == wanted);
        }
    });
}

TEST_CASE("span: every mixture of two channels, every coverage and every alpha") {
    std::array<std::uint32_t, 256> under{}, over{};
    std::array<std::uint8_t, 256> coverage{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        under[i] = i * 0x10101;
        coverage[i] = static_cast<std::uint8_t>(i);
    }
    for (std::uint32_t value = 0; value < 256; ++value) {
        over.fill(value * 0x10101);
        for (const unsigned share : {0u, 1u, 77u, 128u, 255u, 256u}) {
            std::array<std::uint32_t, 256> wanted{}, got{};
            kiosk::scalar::mix_span(under.data(), over.data(), share, wanted.data(), 256);
            kiosk::mix_span(under.data(), over.data(), share, got.data(), 256);
            REQUIRE(got == wanted);
            if (share == 0) REQUIRE(got == under);
            if (share == kiosk::kFadeEnd) REQUIRE(got == over);
        }
        for (const std::uint32_t colour : {0x000000u, 0xffffffu, 0x123456u, value * 0x10101}) {
            auto wanted = under, got = under;
            kiosk::scalar::ink_span(wanted.data(), coverage.data(), 256, {colour, value});
            kiosk::ink_span(got.data(), coverage.data(), 256, {colour, value});
            REQUIRE(got == wanted);
        }
    }
}
