#pragma once

#include <string>

#include "sync/publish/web/html.h"

/// Numbers and lines of SVG.
namespace publish::web {

/// To a tenth: "12", "12.5".
[[nodiscard]] std::string number(double value);
/// From one to another, in turns clockwise from twelve o'clock on: of a path that is a line, or a slice.
[[nodiscard]] std::string arc_path(double x, double y, double radius, double from, double to);
[[nodiscard]] std::string slice_path(double x, double y, double radius, double from, double to);

[[nodiscard]] Html circle(const char* kind, double x, double y, double radius);
[[nodiscard]] Html rectangle(const char* kind, double x, double y, double width, double height);
[[nodiscard]] Html line(const char* kind, double x1, double y1, double x2, double y2);
/// `width` 0: as wide as the page.
[[nodiscard]] Html drawing(const char* kind, double width, double box_width, double box_height,
                           const Html& content);

/// How wide a text is in the fonts of most readers. [em]
[[nodiscard]] double width_of(std::string_view text);

}  // namespace publish::web
