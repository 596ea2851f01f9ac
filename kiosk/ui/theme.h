#pragma once

#include <cstdint>

namespace kiosk {

/// Around what is on, in every theme. [hairlines]
constexpr float kBorderOfChosen = 4;

/// 0x00RRGGBB
using Color = std::uint32_t;

/// Paper, ink, one accent. The state colours are for shapes, never for text.
struct Theme {
    Color paper, card;        // ground; tiles and buttons
    Color ink, ink2;          // text; secondary text
    Color accent, on_accent;  // topic, buttons, target line, filled discs; text on it
    Color ring;               // promised units and tracks, 3:1 on paper
    Color line;               // hairlines: decoration alone
    Color good, behind, bad;  // green, ochre, brick
    Color beyond;             // what goes past a target
    float stroke;             // factor on line widths
};

/// `high_contrast`: black on white, the same shapes, lines twice as wide.
[[nodiscard]] const Theme& theme(bool high_contrast);

/// WCAG 2.1 contrast ratio, 1 to 21. Source: W3C, "Web Content Accessibility Guidelines 2.1", relative
/// luminance.
[[nodiscard]] double contrast(Color a, Color b);

}  // namespace kiosk
