#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kiosk {

/// Pixels from `left` and `top` up to, not including, `right` and `bottom`.
struct Box {
    int left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] constexpr bool empty() const { return left >= right || top >= bottom; }
    [[nodiscard]] constexpr int width() const { return right - left; }
    [[nodiscard]] constexpr int height() const { return bottom - top; }
    friend bool operator==(const Box&, const Box&) = default;
};

/// One finished picture: `width * height` pixels 0x00RRGGBB, rows without padding, top row first.
struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint32_t> pixels;
};

/// The part `box` of a picture, in memory of somebody else: `data` is its top left pixel, and rows lie
/// `stride` pixels apart.
struct Pixels {
    std::uint32_t* data = nullptr;
    Box box;
    std::ptrdiff_t stride = 0;

    Pixels(std::uint32_t* first, const Box& part, std::ptrdiff_t row_stride)
        : data(first), box(part), stride(row_stride) {}
    /// All of a picture. REQUIRES: it has as many pixels as its size says, and keeps them.
    explicit Pixels(Picture& picture)
        : Pixels(picture.pixels.data(), {0, 0, picture.width, picture.height}, picture.width) {}

    /// The same pixels as far as they lie in `part`. REQUIRES: `box` encloses it.
    [[nodiscard]] Pixels within(const Box& part) const { return {at(part.left, part.top), part, stride}; }
    /// REQUIRES: (x, y) lies in `box`, or x is its right edge.
    [[nodiscard]] std::uint32_t* at(int x, int y) const {
        return data + (y - box.top) * stride + (x - box.left);
    }
};

/// Brings rows of a picture onto `to`, whose top left pixel gets the picture's pixel at `left` and `top`.
/// REQUIRES: the picture reaches as far.
inline void copy_rows(const Picture& picture, int left, int top, const Pixels& to) {
    for (int y = to.box.top; y < to.box.bottom; ++y)
        std::copy_n(
            picture.pixels.data() + static_cast<std::ptrdiff_t>(top + y - to.box.top) * picture.width + left,
            to.box.width(), to.at(to.box.left, y));
}

}  // namespace kiosk
