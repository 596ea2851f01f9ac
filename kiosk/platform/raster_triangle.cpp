#include <algorithm>
#include <cstdint>
#include <utility>

#include "kiosk/platform/raster.h"
#include "kiosk/platform/span.h"

namespace kiosk {
namespace {

// Positions are whole numbers of 1/256 pixel. Corners are rounded once, and where an edge crosses a row is
// computed exactly, so two triangles that share an edge agree on every pixel of it.
constexpr int kSubpixelBits = 8;
constexpr std::int64_t kPixel = 1 << kSubpixelBits;
constexpr std::int64_t kCentre = kPixel / 2;

struct Point {
    std::int64_t x, y;
};

std::int64_t to_subpixels(float value) {
    return static_cast<std::int64_t>(value * static_cast<float>(kPixel) + (value < 0 ? -0.5f : 0.5f));
}

std::int64_t floor_divide(std::int64_t dividend, std::int64_t divisor) {
    const std::int64_t quotient = dividend / divisor;
    return dividend % divisor < 0 ? quotient - 1 : quotient;
}

/// The first pixel row (or column) whose centre is not before `position`.
int first_at(std::int64_t position) {
    return static_cast<int>((position - kCentre + kPixel - 1) >> kSubpixelBits);
}

/// Walks down an edge; at every row, the first pixel whose centre is not left of the edge.
class Edge {
public:
    /// REQUIRES: upper.y < lower.y. Starts at `row`.
    Edge(Point upper, Point lower, int row) {
        const std::int64_t width = lower.x - upper.x, height = lower.y - upper.y;
        divisor_ = kPixel * height;
        const std::int64_t centre = row * kPixel + kCentre;
        // ceil(n / d) is floor((n + d - 1) / d)
        const std::int64_t dividend =
            (upper.x - kCentre) * height + (centre - upper.y) * width + divisor_ - 1;
        column_ = floor_divide(dividend, divisor_);
        rest_ = dividend - column_ * divisor_;
        step_ = floor_divide(width, height);
        rest_step_ = (width - step_ * height) * kPixel;
    }
    [[nodiscard]] std::int64_t column() const { return column_; }
    void next_row() {
        column_ += step_;
        rest_ += rest_step_;
        if (rest_ >= divisor_) {
            rest_ -= divisor_;
            ++column_;
        }
    }

private:
    std::int64_t column_, rest_, step_, rest_step_, divisor_;
};

/// Pixels of one row. `skipped` more of the triangle lie left of them, outside the clip.
struct Row {
    int y, left, right;
    std::int64_t skipped;
    [[nodiscard]] std::uint32_t* in(const Pixels& target) const { return target.at(left, y); }
    [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>(right - left); }
};

/// Calls `span(row)` for the rows from `top` to `bottom` between two edges.
template <class Span>
void walk(Edge& left, Edge& right, int top, int bottom, const Box& clip, Span& span) {
    for (int y = top; y < bottom; ++y) {
        const auto from = static_cast<int>(std::max<std::int64_t>(left.column(), clip.left));
        const auto to = static_cast<int>(std::min<std::int64_t>(right.column(), clip.right));
        if (from < to) span(Row{y, from, to, from - left.column()});
        left.next_row();
        right.next_row();
    }
}

/// Positive when c lies to the right of the way from a to b, with y downwards; twice the triangle's area.
std::int64_t cross(Point a, Point b, Point c) {
    return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
}

/// Calls `span(row)` for every row of the triangle within `clip`.
template <class Span>
void for_each_span(Point a, Point b, Point c, const Box& clip, Span span) {
    if (a.y > b.y) std::swap(a, b);
    if (b.y > c.y) std::swap(b, c);
    if (a.y > b.y) std::swap(a, b);
    const int top = std::max(first_at(a.y), clip.top), bottom = std::min(first_at(c.y), clip.bottom);
    const int middle = std::clamp(first_at(b.y), top, std::max(top, bottom));
    if (top >= bottom) return;
    Edge whole(a, c, top);
    const bool middle_is_left = cross(a, c, b) > 0;
    const auto half = [&](Point upper, Point lower, int from, int to) {
        if (from >= to) return;
        Edge edge(upper, lower, from);
        if (middle_is_left)
            walk(edge, whole, from, to, clip, span);
        else
            walk(whole, edge, from, to, clip, span);
    };
    half(a, b, top, middle);
    half(b, c, middle, bottom);
}

/// A quantity that varies linearly over the triangle, to be asked for at pixel centres.
class Plane {
public:
    Plane() = default;
    Plane(const Point (&points)[3], double first, double second, double third) {
        const double area = static_cast<double>(cross(points[0], points[1], points[2]));
        const double scale = static_cast<double>(kPixel) / area;
        const double up = second - first, along = third - first;
        const auto gap = [](std::int64_t from, std::int64_t to) { return static_cast<double>(to - from); };
        across_ = (up * gap(points[0].y, points[2].y) - along * gap(points[0].y, points[1].y)) * scale;
        down_ = (along * gap(points[0].x, points[1].x) - up * gap(points[0].x, points[2].x)) * scale;
        const auto from_centre = [](std::int64_t position) {
            return static_cast<double>(kCentre - position) / static_cast<double>(kPixel);
        };
        origin_ = first + across_ * from_centre(points[0].x) + down_ * from_centre(points[0].y);
    }
    [[nodiscard]] double at(double x, double y) const { return origin_ + across_ * x + down_ * y; }
    [[nodiscard]] double across() const { return across_; }

private:
    double origin_ = 0, across_ = 0, down_ = 0;
};

/// A channel (0 to 255) along one span, in 16.16 fixed point. Rounding may carry it past either end by a
/// hair, and a thin triangle's slope may be steeper than any span of it is long, hence the clamps.
class Ramp {
public:
    /// Begins where the triangle does, so that a clip changes no pixel.
    Ramp(const Plane& plane, const Row& row)
        : value_(static_cast<std::int32_t>(
                     std::clamp(plane.at(static_cast<double>(row.left - row.skipped), row.y), 0.0, 255.0) *
                     65536.0) +
                 0x8000),
          step_(static_cast<std::int32_t>(std::clamp(plane.across(), -255.0, 255.0) * 65536.0)) {
        // As many steps as that; it runs one way, so where it was clamped on the way makes no difference.
        value_ =
            static_cast<std::int32_t>(std::clamp<std::int64_t>(value_ + row.skipped * step_, 0, 256 << 16));
    }
    [[nodiscard]] std::uint32_t next() {
        const std::int32_t now = std::clamp(value_ >> 16, 0, 255);
        value_ = std::clamp(value_ + step_, 0, 256 << 16);
        return static_cast<std::uint32_t>(now);
    }

private:
    std::int32_t value_, step_;
};

struct Triangle {
    Point points[3];
    const Corner* corners;

    /// `quantity` of each corner as a plane.
    template <class Quantity>
    [[nodiscard]] Plane plane(Quantity quantity) const {
        return {points, static_cast<double>(quantity(corners[0])), static_cast<double>(quantity(corners[1])),
                static_cast<double>(quantity(corners[2]))};
    }
    [[nodiscard]] Plane channel(int shift) const {
        return plane([shift](const Corner& corner) { return corner.colour.rgb >> shift & 0xff; });
    }
    [[nodiscard]] Plane alpha() const {
        return plane([](const Corner& corner) { return corner.colour.alpha; });
    }
    template <class Span>
    void spans(const Box& clip, Span span) const {
        for_each_span(points[0], points[1], points[2], clip, span);
    }
};

void fill_flat(const Pixels& target, const Box& clip, const Triangle& triangle, Colour colour) {
    if (colour.alpha == 0) return;
    triangle.spans(clip, [&](const Row& row) { fill_span(row.in(target), row.count(), colour); });
}

/// One colour that fades: the fringe by which ImGui antialiases.
void fill_fading(const Pixels& target, const Box& clip, const Triangle& triangle, std::uint32_t rgb) {
    const Plane alpha = triangle.alpha();
    triangle.spans(clip, [&](const Row& row) {
        Ramp fading(alpha, row);
        std::uint32_t* const pixels = row.in(target);
        for (std::size_t i = 0; i < row.count(); ++i) pixels[i] = blend(pixels[i], {rgb, fading.next()});
    });
}

void fill_varying(const Pixels& target, const Box& clip, const Triangle& triangle, const AlphaImage* image) {
    const Plane red = triangle.channel(16), green = triangle.channel(8), blue = triangle.channel(0);
    const Plane alpha = triangle.alpha();
    const Plane across = triangle.plane([](const Corner& corner) { return corner.u; });
    const Plane down = triangle.plane([](const Corner& corner) { return corner.v; });
    triangle.spans(clip, [&](const Row& row) {
        std::uint32_t* pixel = row.in(target);
        Ramp r(red, row), g(green, row), b(blue, row), a(alpha, row);
        for (int x = row.left; x < row.right; ++x, ++pixel) {
            Colour colour{r.next() << 16 | g.next() << 8 | b.next(), a.next()};
            if (image != nullptr)
                colour.alpha =
                    scale_byte(colour.alpha, sample(*image, static_cast<float>(across.at(x, row.y)),
                                                    static_cast<float>(down.at(x, row.y))));
            *pixel = blend(*pixel, colour);
        }
    });
}

}  // namespace

void fill_triangle(const Pixels& target, const Box& clip, const Corner (&corners)[3],
                   const AlphaImage* image) {
    Triangle triangle{{}, corners};
    for (int i = 0; i < 3; ++i) triangle.points[i] = {to_subpixels(corners[i].x), to_subpixels(corners[i].y)};
    if (cross(triangle.points[0], triangle.points[1], triangle.points[2]) == 0) return;
    const Colour first = corners[0].colour, second = corners[1].colour, third = corners[2].colour;
    if (image != nullptr || first.rgb != second.rgb || first.rgb != third.rgb)
        fill_varying(target, clip, triangle, image);
    else if (first.alpha != second.alpha || first.alpha != third.alpha)
        fill_fading(target, clip, triangle, first.rgb);
    else
        fill_flat(target, clip, triangle, first);
}

}  // namespace kiosk
