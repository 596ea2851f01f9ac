#include "kiosk/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace kiosk {
namespace {

constexpr Theme kLight{.paper = 0xF7F4EC,
                       .card = 0xFFFDF8,
                       .ink = 0x17262E,
                       .ink2 = 0x3F4D55,
                       .accent = 0x0A4F5C,
                       .on_accent = 0xFFFDF8,
                       .ring = 0x8B8678,
                       .line = 0xD8D2C3,
                       .good = 0x14603A,
                       .behind = 0x855400,
                       .bad = 0x98301C,
                       .beyond = 0x14603A,
                       .stroke = 1};
constexpr Theme kHighContrast{.paper = 0xFFFFFF,
                              .card = 0xFFFFFF,
                              .ink = 0x000000,
                              .ink2 = 0x000000,
                              .accent = 0x000000,
                              .on_accent = 0xFFFFFF,
                              .ring = 0x000000,
                              .line = 0x000000,
                              .good = 0x000000,
                              .behind = 0x000000,
                              .bad = 0x000000,
                              .beyond = 0x5A5A5A,
                              .stroke = 2};

double channel(Color color, int shift) {
    const double s = static_cast<double>((color >> shift) & 0xFF) / 255.0;
    return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
    return 0.2126 * channel(color, 16) + 0.7152 * channel(color, 8) + 0.0722 * channel(color, 0);
}

}  // namespace

const Theme& theme(bool high_contrast) { return high_contrast ? kHighContrast : kLight; }

double contrast(Color a, Color b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

}  // namespace kiosk
