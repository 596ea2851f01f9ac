#include "sync/publish/web/drawing.h"

#include <fmt/format.h>

#include <cmath>

#include "base/utf8.h"

namespace publish::web {
namespace {

std::string point_at(double x, double y, double radius, double turn) {
    const double angle = 2 * M_PI * turn;
    return fmt::format("{} {}", number(x + radius * std::sin(angle)), number(y - radius * std::cos(angle)));
}

std::string arc_to(double x, double y, double radius, double from, double to) {
    return fmt::format("A{0} {0} 0 {1} 1 {2}", number(radius), to - from > 0.5 ? 1 : 0,
                       point_at(x, y, radius, to));
}

}  // namespace

std::string number(double value) {
    const double rounded = std::round(value * 10) / 10;
    return fmt::format("{:g}", rounded == 0 ? 0.0 : rounded);  // no minus before zero
}

std::string arc_path(double x, double y, double radius, double from, double to) {
    return "M" + point_at(x, y, radius, from) + arc_to(x, y, radius, from, to);
}

std::string slice_path(double x, double y, double radius, double from, double to) {
    return fmt::format("M{} {}L{}{}z", number(x), number(y), point_at(x, y, radius, from),
                       arc_to(x, y, radius, from, to));
}

Html circle(const char* kind, double x, double y, double radius) {
    return shape("circle", {{"class", kind}, {"cx", number(x)}, {"cy", number(y)}, {"r", number(radius)}});
}

Html rectangle(const char* kind, double x, double y, double width, double height) {
    return shape("rect", {{"class", kind},
                          {"x", number(x)},
                          {"y", number(y)},
                          {"width", number(width)},
                          {"height", number(height)}});
}

Html line(const char* kind, double x1, double y1, double x2, double y2) {
    return shape("path",
                 {{"class", kind},
                  {"d", fmt::format("M{} {}L{} {}", number(x1), number(y1), number(x2), number(y2))}});
}

Html drawing(const char* kind, double width, double box_width, double box_height, const Html& content) {
    return element("svg",
                   {{"class", kind},
                    {"viewBox", fmt::format("0 0 {} {}", number(box_width), number(box_height))},
                    {"width", width > 0 ? number(width) : ""},
                    {"aria-hidden", "true"}},
                   content);
}

double width_of(std::string_view text) {
    constexpr double kLetter = 0.58, kHanzi = 1;
    double width = 0;
    while (!text.empty()) {
        const std::size_t length = std::max<std::size_t>(1, base::utf8_length(text));
        width += length >= 3 ? kHanzi : kLetter;
        text.remove_prefix(length);
    }
    return width;
}

}  // namespace publish::web
