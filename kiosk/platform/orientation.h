#pragma once

namespace kiosk {

/// A pixel by column and row; a touch outside the glass may be negative or past the last.
struct Pixel {
    int x = 0, y = 0;
    friend bool operator==(const Pixel&, const Pixel&) = default;
};

struct PixelSize {
    int width = 0, height = 0;
    friend bool operator==(const PixelSize&, const PixelSize&) = default;
};

// How the upright picture lies on the panel: turned clockwise by `degrees` (0, 90, 180 or 270), as rotate()
// of png.h turns it. The same transform serves the picture and the touches, so they cannot disagree.
//
//   upright        on the panel, 90
//   a b c          d a
//   d e f          e b
//                  f c

/// Size of the panel for an upright picture of that size, and the other way round.
[[nodiscard]] constexpr PixelSize turned_size(PixelSize size, int degrees) {
    return degrees == 90 || degrees == 270 ? PixelSize{size.height, size.width} : size;
}

/// Where a pixel of the upright picture, which has size `upright`, lies on the panel.
[[nodiscard]] constexpr Pixel to_panel(Pixel p, PixelSize upright, int degrees) {
    switch (degrees) {
        case 90:
            return {upright.height - 1 - p.y, p.x};
        case 180:
            return {upright.width - 1 - p.x, upright.height - 1 - p.y};
        case 270:
            return {p.y, upright.width - 1 - p.x};
        default:
            return p;
    }
}

/// The inverse: which pixel of the upright picture a pixel of the panel shows.
[[nodiscard]] constexpr Pixel to_upright(Pixel p, PixelSize upright, int degrees) {
    switch (degrees) {
        case 90:
            return {p.y, upright.height - 1 - p.x};
        case 180:
            return {upright.width - 1 - p.x, upright.height - 1 - p.y};
        case 270:
            return {upright.width - 1 - p.y, p.x};
        default:
            return p;
    }
}

}  // namespace kiosk
