#pragma once

#include <string>

#include "kiosk/ui/canvas.h"
#include "words/pictures.h"

/// Pictures of figures, drawn into any rectangle.
namespace kiosk {

using words::Bars, words::Days, words::LineChart, words::Reached, words::RingField, words::RowBar,
    words::StateCounts, words::StateMarks, words::TargetPicture;
using words::caption_of, words::days_of, words::picture_of, words::row_bar_of, words::state_marks;

/// How much of `area`, from its top, a field or chart takes with words of that size; 0 for anything else.
[[nodiscard]] float picture_height(const TargetPicture& picture, const Rect& area, float em);
/// Fields and charts, into `area`; bars stand between words, and are drawn one by one.
void draw_picture(Canvas& canvas, const TargetPicture& picture, const Rect& area, float em);

/// Promised: an outline. Published: filled, as far as it is sure, with a line at the target. Where it
/// started: a track. REQUIRES: there is that one.
void draw_bar(Canvas& canvas, const Bars& bars, Bars::Which which, const Rect& area);

/// How far a target is, for one row of a list: on every row the target stands at four fifths of the track.
void draw_row_bar(Canvas& canvas, const RowBar& bar, const Rect& area);

/// The marks, state by state, no further apart than `largest_pitch` pixels. Returns the rectangle it used.
Rect draw_state_field(Canvas& canvas, const StateMarks& marks, const Rect& area, float largest_pitch);

/// How many modules the side of a text's QR code has, its quiet zone included. Source: ISO/IEC 18004,
/// table 7.
[[nodiscard]] int qr_modules(const std::string& text);
/// A QR code with its quiet zone. Source: ISO/IEC 18004.
void draw_qr(Canvas& canvas, const std::string& text, const Rect& square);

}  // namespace kiosk
