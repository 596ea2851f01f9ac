#pragma once

#include <string>
#include <vector>

#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// A word that may be touched; without an id, a letter that stands before words.
struct Chip {
    std::string id, label;
    Request request;
    const words::Language* language = nullptr;  // of the label; null: the visitor's
    bool is_initial = false;                    // one letter or two, which may be as large as its tile
};

// [em] of width: around a word, and of a letter before words.
constexpr float kChipPadding = 1.3f, kHeadingWidth = 1.2f;

/// Chips in rows, each as wide as its word asks for; what is left of a row is shared.
struct ChipRows {
    std::vector<std::vector<std::size_t>> rows;  // indexes of chips
    std::vector<float> widths;                   // of each chip
    float height = 0;
};

[[nodiscard]] float chip_height(const Metrics& metrics);
/// How `chips` break into rows of that width.
[[nodiscard]] ChipRows set_chips(const Sheet& sheet, const std::vector<Chip>& chips, float width);
/// Draws the rows [from, to) below one another.
void draw_chips(Sheet& sheet, const std::vector<Chip>& chips, const ChipRows& rows, std::size_t from,
                std::size_t to, const Rect& area);
/// One chip in a rectangle of its own.
void draw_chip(Sheet& sheet, const Chip& chip, const Rect& rect);

}  // namespace kiosk
