#pragma once

#include <algorithm>

namespace kiosk {

/// Pixels of the upright picture, y downwards, before any rotation of the panel.
struct Point {
    float x = 0, y = 0;
};

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;

    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
    [[nodiscard]] Point center() const { return {x + w / 2, y + h / 2}; }
    [[nodiscard]] bool contains(Point p) const {
        return p.x >= x && p.x < right() && p.y >= y && p.y < bottom();
    }
    [[nodiscard]] bool is_empty() const { return w <= 0 || h <= 0; }
    [[nodiscard]] bool encloses(const Rect& r) const {
        return r.x >= x && r.y >= y && r.right() <= right() && r.bottom() <= bottom();
    }
    [[nodiscard]] Rect inset(float d) const { return {x + d, y + d, w - 2 * d, h - 2 * d}; }
    [[nodiscard]] Rect shifted(Point by) const { return {x + by.x, y + by.y, w, h}; }
    friend bool operator==(const Rect&, const Rect&) = default;
};

/// The smallest rectangle that holds both; an empty one counts for nothing.
[[nodiscard]] inline Rect unite(const Rect& a, const Rect& b) {
    if (a.is_empty()) return b;
    if (b.is_empty()) return a;
    const float x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

[[nodiscard]] inline bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

}  // namespace kiosk
