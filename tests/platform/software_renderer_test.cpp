#include "kiosk/platform/software_renderer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "kiosk/platform/blend.h"
#include "sheet.h"

namespace {

constexpr ImU32 kRed = IM_COL32(255, 0, 0, 255);
constexpr ImU32 kBlack = IM_COL32(0, 0, 0, 255);
constexpr ImU32 kWhite = IM_COL32(255, 255, 255, 255);
constexpr ImU32 kHalfWhite = IM_COL32(255, 255, 255, 128);

/// How many pixels have that value.
int count(const kiosk::Picture& picture, std::uint32_t value) {
    return static_cast<int>(std::count(picture.pixels.begin(), picture.pixels.end(), value));
}

/// The picture's white, in whole pixels.
double white_area(const kiosk::Picture& picture) {
    double sum = 0;
    for (const std::uint32_t value : picture.pixels) sum += (value & 0xff) / 255.0;
    return sum;
}

/// True when exactly the pixels of the box have `value` and all others are black.
bool is_box(const kiosk::Picture& picture, int left, int top, int right, int bottom, std::uint32_t value) {
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const bool inside = x >= left && x < right && y >= top && y < bottom;
            if (pixel(picture, x, y) != (inside ? value : 0)) return false;
        }
    return true;
}

}  // namespace

TEST_CASE("renderer: an empty list paints the background on all of the picture") {
    Sheet sheet;
    CHECK(count(sheet.picture(0x123456), 0x123456) == Sheet::kWidth * Sheet::kHeight);
    CHECK(count(sheet.picture(0xff123456), 0x123456) == Sheet::kWidth * Sheet::kHeight);
    sheet.set_size(0, 0);
    CHECK(sheet.picture().pixels.empty());
    sheet.set_size(-5, 7);
    CHECK(sheet.picture().pixels.empty());
}

TEST_CASE("renderer: a rectangle covers the pixels whose centres it covers") {
    struct Case {
        ImVec2 from, to;
        int left, top, right, bottom;
    };
    for (const Case& c : {Case{{3, 4}, {10, 9}, 3, 4, 10, 9},
                          {{3.5f, 4.5f}, {10.5f, 9.5f}, 3, 4, 10, 9},
                          {{3.51f, 4.51f}, {10.51f, 9.51f}, 4, 5, 11, 10},
                          {{-5, -5}, {3, 2}, 0, 0, 3, 2},
                          {{60, 40}, {90, 90}, 60, 40, 64, 48},
                          {{-1e6f, -1e6f}, {1e6f, 1e6f}, 0, 0, 64, 48},
                          {{5.6f, 5}, {6.4f, 9}, 0, 0, 0, 0},
                          {{5, 5}, {5, 9}, 0, 0, 0, 0},
                          {{10, 9}, {3, 4}, 3, 4, 10, 9},
                          {{-30, -30}, {-1, -1}, 0, 0, 0, 0}}) {
        CAPTURE(c.from.x);
        CAPTURE(c.to.x);
        Sheet sheet;
        sheet.list().PrimReserve(6, 4);
        sheet.list().PrimRect(c.from, c.to, kRed);
        CHECK(is_box(sheet.picture(), c.left, c.top, c.right, c.bottom, 0xff0000));
    }
}

TEST_CASE("renderer: a rectangle as two plain triangles covers the same pixels") {
    std::mt19937 random(1);
    std::uniform_real_distribution<float> place(-10, 70);
    for (int i = 0; i < 200; ++i) {
        // whole 1/256 pixels, to which triangles are rounded
        const auto at = [&] { return std::floor(place(random) * 256) / 256; };
        const ImVec2 from{at(), at()}, to{from.x + std::abs(at()), from.y + std::abs(at())};
        Sheet one, two;
        one.list().AddRectFilled(from, to, kRed);
        two.triangle({to.x, from.y}, to, from, kRed);
        two.triangle(to, {from.x, to.y}, from, kRed);
        CHECK(one.picture().pixels == two.picture().pixels);
    }
}

TEST_CASE("renderer: colours are mixed by alpha and rounded to the nearest") {
    struct Case {
        std::uint32_t under;
        ImU32 colour;
        std::uint32_t mixed;
    };
    for (const Case& c : {Case{0x000000, IM_COL32(255, 255, 255, 128), 0x808080},
                          {0xffffff, IM_COL32(0, 0, 0, 128), 0x7f7f7f},
                          {0x102030, IM_COL32(0x40, 0x80, 0xc0, 0), 0x102030},
                          {0x102030, IM_COL32(0x40, 0x80, 0xc0, 255), 0x4080c0},
                          {0x102030, IM_COL32(0x40, 0x80, 0xc0, 51), 0x1a334d},
                          {0xffffff, IM_COL32(255, 255, 255, 77), 0xffffff},
                          {0x000000, IM_COL32(0, 0, 0, 77), 0x000000},
                          {0xff0000, IM_COL32(0, 0, 255, 1), 0xfe0001}}) {
        CAPTURE(c.under);
        Sheet sheet;
        sheet.list().AddRectFilled({0, 0}, {8, 8}, c.colour);
        sheet.triangle({20, 20}, {40, 20}, {20, 40}, c.colour);
        const auto& picture = sheet.picture(c.under);
        CHECK(pixel(picture, 4, 4) == c.mixed);
        CHECK(pixel(picture, 22, 22) == c.mixed);
        CHECK(pixel(picture, 50, 4) == c.under);
    }
}

TEST_CASE("renderer: every mixture is within half a step of the exact one") {
    for (std::uint32_t under = 0; under < 256; under += 5) {
        Sheet sheet;
        for (int alpha = 0; alpha < 256; ++alpha) {
            const auto x = static_cast<float>(alpha % 64), y = static_cast<float>(alpha / 64);
            sheet.list().AddRectFilled({x, y}, {x + 1, y + 1}, IM_COL32(200, 10, 90, alpha));
        }
        const auto& picture = sheet.picture(under << 16 | under << 8 | under);
        for (int alpha = 0; alpha < 256; ++alpha) {
            const std::uint32_t mixed = pixel(picture, alpha % 64, alpha / 64);
            const auto exact = [&](int over) {
                return (over * alpha + static_cast<int>(under) * (255 - alpha)) / 255.0;
            };
            CHECK(std::abs((mixed >> 16) - exact(200)) <= 0.5);
            CHECK(std::abs((mixed >> 8 & 0xff) - exact(10)) <= 0.5);
            CHECK(std::abs((mixed & 0xff) - exact(90)) <= 0.5);
        }
    }
}

TEST_CASE("renderer: nothing is painted outside the clip rectangle") {
    Sheet sheet;
    sheet.list().PushClipRect({10, 12}, {30, 20});
    sheet.list().AddRectFilled({0, 0}, {64, 48}, kWhite);
    sheet.triangle({-100, -100}, {300, -100}, {-100, 300}, kHalfWhite);
    sheet.list().PrimReserve(6, 4);
    sheet.list().PrimRectUV({8, 8}, {16, 16}, {0, 0}, {1, 1}, kWhite);
    sheet.list().PrimReserve(6, 4);
    sheet.list().PrimRectUV({8, 8}, {46, 46}, {0, 0}, {1, 1}, kWhite);
    CHECK(is_box(sheet.picture(), 10, 12, 30, 20, 0xffffff));
}

TEST_CASE("renderer: a clip rectangle that is none hides everything") {
    const float nan = std::numeric_limits<float>::quiet_NaN(),
                infinity = std::numeric_limits<float>::infinity();
    struct Case {
        ImVec4 clip;
        bool visible;
    };
    for (const Case& c : {Case{{30, 10, 20, 40}, false},
                          {{10, 30, 40, 20}, false},
                          {{nan, 0, 64, 48}, false},
                          {{0, 0, 64, nan}, false},
                          {{-50, -50, -1, -1}, false},
                          {{100, 0, 200, 48}, false},
                          {{5, 5, 5, 40}, false},
                          {{-infinity, -infinity, infinity, infinity}, true},
                          {{-1e30f, -1e30f, 1e30f, 1e30f}, true}}) {
        Sheet sheet;
        sheet.list().AddRectFilled({0, 0}, {64, 48}, kWhite);
        sheet.list().CmdBuffer[0].ClipRect = c.clip;
        CHECK((count(sheet.picture(), 0xffffff) > 0) == c.visible);
    }
}

TEST_CASE("renderer: a mesh over the whole picture covers each pixel exactly once") {
    // A grid of points, all but the outer ones moved at random; each cell is two triangles. A quarter of a
    // cell would let a corner reach the diagonal, and then triangles would truly overlap.
    std::mt19937 random(3);
    std::uniform_real_distribution<float> shift(-0.24f, 0.24f);
    constexpr int kCells = 9;
    for (int round = 0; round < 200; ++round) {
        ImVec2 points[kCells + 1][kCells + 1];
        for (int y = 0; y <= kCells; ++y)
            for (int x = 0; x <= kCells; ++x) {
                const bool outer = x == 0 || y == 0 || x == kCells || y == kCells;
                points[y][x] = {
                    (static_cast<float>(x) + (outer ? 0 : shift(random))) * Sheet::kWidth / kCells,
                    (static_cast<float>(y) + (outer ? 0 : shift(random))) * Sheet::kHeight / kCells};
            }
        Sheet sheet;
        for (int y = 0; y < kCells; ++y)
            for (int x = 0; x < kCells; ++x) {
                sheet.triangle(points[y][x], points[y][x + 1], points[y + 1][x], kHalfWhite);
                sheet.triangle(points[y + 1][x + 1], points[y][x + 1], points[y + 1][x], kHalfWhite);
            }
        CHECK(count(sheet.picture(), 0x808080) == Sheet::kWidth * Sheet::kHeight);
    }
}

TEST_CASE("renderer: a polygon cut into triangles in two ways covers the same pixels, each once") {
    std::mt19937 random(4);
    std::uniform_real_distribution<float> unit(0, 1);
    for (int round = 0; round < 100; ++round) {
        std::vector<ImVec2> ring;
        const int corners = 3 + static_cast<int>(random() % 20);
        for (int i = 0; i < corners; ++i) {
            const float angle = 2 * std::numbers::pi_v<float> *
                                (static_cast<float>(i) + unit(random) * 0.9f) / static_cast<float>(corners);
            ring.push_back({32 + 40 * std::cos(angle), 24 + 22 * std::sin(angle)});
        }
        Sheet fan, star;
        const ImVec2 middle{(ring[0].x + ring[1].x + ring[2].x) / 3, (ring[0].y + ring[1].y + ring[2].y) / 3};
        for (std::size_t i = 1; i + 1 < ring.size(); ++i)
            fan.triangle(ring[0], ring[i], ring[i + 1], kHalfWhite);
        for (std::size_t i = 0; i < ring.size(); ++i)
            star.triangle(ring[i], ring[(i + 1) % ring.size()], middle, kHalfWhite);
        const kiosk::Picture once = fan.picture();
        CHECK(once.pixels == star.picture().pixels);
        CHECK(count(once, 0x808080) + count(once, 0) == Sheet::kWidth * Sheet::kHeight);
    }
}

TEST_CASE("renderer: the order of a triangle's corners does not matter") {
    std::mt19937 random(5);
    std::uniform_real_distribution<float> place(-20, 80);
    for (int round = 0; round < 100; ++round) {
        ImVec2 at[3];
        for (ImVec2& corner : at) corner = {place(random), place(random)};
        Sheet first;
        first.triangle(at[0], at[1], at[2], kHalfWhite);
        const kiosk::Picture wanted = first.picture();
        for (const auto& order : {std::array{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
            Sheet other;
            other.triangle(at[order[0]], at[order[1]], at[order[2]], kHalfWhite);
            CHECK(other.picture().pixels == wanted.pixels);
        }
    }
}

TEST_CASE("renderer: antialiased circles have the area of circles") {
    for (const float radius : {6.0f, 10.25f, 15.5f, 21.0f})
        for (const ImVec2 centre : {ImVec2{32, 24}, ImVec2{31.5f, 24.5f}, ImVec2{32.3f, 23.8f}}) {
            CAPTURE(radius);
            Sheet sheet;
            sheet.list().AddCircleFilled(centre, radius, kWhite, 256);
            const double wanted = std::numbers::pi * static_cast<double>(radius * radius);
            CHECK(white_area(sheet.picture()) == doctest::Approx(wanted).epsilon(0.005));
        }
}

TEST_CASE("renderer: an antialiased line has the area of its width") {
    for (const float thickness : {1.0f, 2.0f, 3.5f}) {
        Sheet sheet;
        sheet.list().AddLine({5, 5}, {55, 40}, kWhite, thickness);
        const double wanted = std::hypot(50, 35) * static_cast<double>(thickness);
        CHECK(white_area(sheet.picture()) == doctest::Approx(wanted).epsilon(0.03));
    }
}

TEST_CASE("renderer: colours run evenly between the corners") {
    Sheet sheet;
    sheet.list().AddRectFilledMultiColor({0, 0}, {64, 48}, IM_COL32(0, 0, 0, 255), kRed, kRed,
                                         IM_COL32(0, 0, 0, 255));
    const auto& picture = sheet.picture();
    for (int y = 0; y < Sheet::kHeight; y += 7)
        for (int x = 0; x < Sheet::kWidth; ++x) {
            CHECK((pixel(picture, x, y) & 0xffff) == 0);
            CHECK(std::abs(static_cast<double>(pixel(picture, x, y) >> 16) - (x + 0.5) * 255 / 64) <= 0.51);
        }
}

TEST_CASE("renderer: a glyph of the size it has in the atlas is copied texel for pixel") {
    Sheet sheet;
    std::mt19937 random(6);
    for (std::size_t i = 1; i < sheet.texels().size(); ++i)
        sheet.texels()[i] = static_cast<std::uint8_t>(random());
    sheet.texels()[10] = 0;
    sheet.texels()[11] = 255;
    sheet.list().PrimReserve(6, 4);
    sheet.list().PrimRectUV({20.3f, 30.4f}, {25.3f, 34.4f}, Sheet::uv(2, 1), Sheet::uv(7, 5), kBlack);
    const auto& picture = sheet.picture(0xffffff);
    for (int y = 0; y < Sheet::kHeight; ++y)
        for (int x = 0; x < Sheet::kWidth; ++x) {
            const bool inside = x >= 20 && x < 25 && y >= 30 && y < 34;
            const auto texel =
                inside ? sheet.texels()[static_cast<std::size_t>((y - 30 + 1) * 8 + x - 20 + 2)] : 0u;
            CHECK(pixel(picture, x, y) == (255 - texel) * 0x10101);
        }
}

TEST_CASE("renderer: a glyph takes its colour's alpha as well") {
    Sheet sheet;
    sheet.texels().fill(255);
    sheet.texels()[9] = 128;
    sheet.list().PrimReserve(6, 4);
    sheet.list().PrimRectUV({0, 0}, {8, 8}, {0, 0}, {1, 1}, IM_COL32(0, 0, 0, 100));
    const auto& picture = sheet.picture(0xffffff);
    CHECK(pixel(picture, 0, 0) == 155 * 0x10101);
    CHECK(pixel(picture, 1, 1) == 205 * 0x10101);
}

TEST_CASE(
    "renderer: light text is inked more, dark text as it was rasterised, and neither beyond its outline") {
    for (const std::uint32_t dark : {0x000000u, 0x17262eu, 0x0a4f5cu, 0x98301cu})
        CHECK(kiosk::ink_gain(dark) == 0);
    const std::uint32_t gain = kiosk::ink_gain(0xffffff);
    CHECK(gain > kiosk::ink_gain(0xc0c0c0));
    CHECK(kiosk::weighted(0, gain) == 0);
    CHECK(kiosk::weighted(255, gain) == 255);
    for (std::uint32_t coverage = 1; coverage < 256; ++coverage) {
        CHECK(kiosk::weighted(coverage, 0) == coverage);
        CHECK(kiosk::weighted(coverage, gain) >= kiosk::weighted(coverage - 1, gain));
        CHECK(kiosk::weighted(coverage, gain) <= 255);
    }
    Sheet sheet;
    sheet.texels().fill(128);
    sheet.list().PrimReserve(6, 4);
    sheet.list().PrimRectUV({0, 0}, {8, 8}, {0, 0}, {1, 1}, kWhite);
    CHECK(pixel(sheet.picture(), 3, 3) == kiosk::weighted(128, gain) * 0x10101);
}

TEST_CASE("renderer: a larger glyph is stretched evenly and keeps its outline inside the rectangle") {
    Sheet sheet;
    sheet.texels().fill(255);
    sheet.list().PrimReserve(6, 4);
    sheet.list().PrimRectUV({10, 10}, {30, 26}, {0, 0}, {1, 1}, kWhite);
    CHECK(is_box(sheet.picture(), 10, 10, 30, 26, 0xffffff));
    for (std::size_t i = 0; i < 64; ++i) sheet.texels()[i] = static_cast<std::uint8_t>(i % 8 * 32);
    const auto& picture = sheet.picture();
    for (int x = 11; x < 30; ++x) CHECK(pixel(picture, x, 15) >= pixel(picture, x - 1, 15));
    CHECK(pixel(picture, 10, 15) == 0);
    CHECK(pixel(picture, 29, 15) == kiosk::weighted(224, kiosk::ink_gain(0xffffff)) * 0x10101);
}

TEST_CASE("renderer: a picture upside down or turned is drawn so") {
    Sheet sheet;
    sheet.texels().fill(0);
    for (std::size_t x = 0; x < 8; ++x) sheet.texels()[x] = 255;  // the top row
    sheet.list().PrimReserve(6, 4);
    sheet.list().PrimRectUV({8, 8}, {16, 16}, {0, 1}, {1, 0}, kWhite);
    sheet.list().PrimReserve(6, 4);
    // a quarter turn clockwise: the top row becomes the right column
    sheet.list().PrimQuadUV({24, 8}, {32, 8}, {32, 16}, {24, 16}, {0, 1}, {0, 0}, {1, 0}, {1, 1}, kWhite);
    const auto& picture = sheet.picture();
    CHECK(pixel(picture, 12, 15) == 0xffffff);
    CHECK(pixel(picture, 12, 8) == 0);
    CHECK(pixel(picture, 31, 12) == 0xffffff);
    CHECK(pixel(picture, 24, 12) == 0);
}

TEST_CASE("renderer: the display's origin and scale are applied to everything") {
    Sheet sheet;
    sheet.list().AddRectFilled({102, 203}, {104, 206}, kWhite);
    CHECK(is_box(sheet.picture(0, {100, 200}, 2), 4, 6, 8, 12, 0xffffff));
}

TEST_CASE("renderer: what cannot be drawn is dropped, and the rest is drawn") {
    Sheet sheet;
    sheet.triangle({0, 0}, {30, 0}, {0, 30}, kWhite);
    ImDrawList& list = sheet.list();
    const float nan = std::numeric_limits<float>::quiet_NaN(),
                infinity = std::numeric_limits<float>::infinity();
    SUBCASE("an index without a vertex") { list.IdxBuffer[1] = 60000; }
    SUBCASE("a vertex offset past the end") { list.CmdBuffer[0].VtxOffset = 0xffffffffu; }
    SUBCASE("more indices than there are") { list.CmdBuffer[0].ElemCount = 600; }
    SUBCASE("an index offset past the end") { list.CmdBuffer[0].IdxOffset = 0xffffffffu; }
    SUBCASE("an unknown texture") {
        list.CmdBuffer[0].TextureId = reinterpret_cast<ImTextureID>(std::uintptr_t{77});
    }
    SUBCASE("no number") { list.VtxBuffer[1].pos.x = nan; }
    SUBCASE("infinity") { list.VtxBuffer[1].pos.y = -infinity; }
    SUBCASE("too far away") { list.VtxBuffer[1].pos.x = 1e20f; }
    SUBCASE("no texture coordinate") { list.VtxBuffer[2].uv.x = nan; }
    SUBCASE("a texture coordinate too far away") { list.VtxBuffer[2].uv.y = 1e30f; }
    SUBCASE("a triangle without area") { list.VtxBuffer[2].pos = {60, 0}; }
    SUBCASE("a command of ours") {
        list.CmdBuffer[0].UserCallback = [](const ImDrawList*, const ImDrawCmd*) {};
    }
    list.AddDrawCmd();
    sheet.list().AddRectFilled({50, 40}, {60, 45}, kRed);
    CHECK(is_box(sheet.picture(), 50, 40, 60, 45, 0xff0000));
}

TEST_CASE("renderer: lists of random numbers are drawn or dropped, and nothing worse") {
    std::mt19937 random(8);
    const auto any_float = [&] {
        switch (random() % 8) {
            case 0:
                return std::bit_cast<float>(static_cast<std::uint32_t>(random()));
            case 1:
                return static_cast<float>(static_cast<int>(random() % 4000000) - 2000000);
            case 2:
                return 1e-38f * static_cast<float>(random() % 100);
            default:
                return static_cast<float>(static_cast<int>(random() % 20000) - 5000) / 100;
        }
    };
    for (int round = 0; round < 300; ++round) {
        Sheet sheet;
        ImDrawList& list = sheet.list();
        for (int i = 0; i < 40; ++i) {
            list.PrimReserve(6, 4);
            list.PrimRectUV({any_float(), any_float()}, {any_float(), any_float()},
                            {any_float(), any_float()}, {any_float(), any_float()},
                            static_cast<ImU32>(random()));
        }
        for (ImDrawVert& vertex : list.VtxBuffer) {
            if (random() % 4 == 0) vertex.pos.x = any_float();
            if (random() % 8 == 0) vertex.uv.y = any_float();
            if (random() % 8 == 0) vertex.col = static_cast<ImU32>(random());
        }
        for (ImDrawIdx& index : list.IdxBuffer)
            if (random() % 16 == 0) index = static_cast<ImDrawIdx>(random());
        if (round % 3 == 0) list.CmdBuffer[0].ClipRect = {any_float(), any_float(), any_float(), any_float()};
        for (const std::uint32_t value : sheet.picture(0x335577).pixels) REQUIRE(value <= 0xffffff);
    }
}
