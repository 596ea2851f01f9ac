#include "kiosk/platform/placement.h"

#include <algorithm>
#include <cstring>

namespace kiosk {
namespace {

Box shifted(const Box& box, Pixel by) {
    return {box.left + by.x, box.top + by.y, box.right + by.x, box.bottom + by.y};
}
Box common(const Box& a, const Box& b) {
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
            std::min(a.bottom, b.bottom)};
}
/// The box whose opposite corners are those two pixels.
Box between(Pixel a, Pixel b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x) + 1, std::max(a.y, b.y) + 1};
}
/// Goes from 0 to `most`, to -`most` and back, one step at a time.
int wave(std::int64_t step, int most) {
    const std::int64_t period = 4 * std::int64_t{most};
    const auto at = static_cast<int>(((step + most) % period + period) % period);  // 0: at -most
    return at <= 2 * most ? at - most : 3 * most - at;
}

}  // namespace

Box Placement::covered() const {
    const Box all{0, 0, panel.width, panel.height};
    return common(all, shifted(all, offset));
}

Box Placement::on_panel(const Box& part) const {
    const PixelSize size = turned_size(panel, rotation_deg);
    const Box turned = between(to_panel({part.left, part.top}, size, rotation_deg),
                               to_panel({part.right - 1, part.bottom - 1}, size, rotation_deg));
    return common(shifted(turned, offset), covered());
}

Box Placement::upright(const Box& part) const {
    const PixelSize size = turned_size(panel, rotation_deg);
    const Box unmoved = shifted(part, {-offset.x, -offset.y});
    return between(to_upright({unmoved.left, unmoved.top}, size, rotation_deg),
                   to_upright({unmoved.right - 1, unmoved.bottom - 1}, size, rotation_deg));
}

Pixel Placement::upright(Pixel touched) const {
    const Pixel unmoved{std::clamp(touched.x - offset.x, 0, panel.width - 1),
                        std::clamp(touched.y - offset.y, 0, panel.height - 1)};
    return to_upright(unmoved, turned_size(panel, rotation_deg), rotation_deg);
}

std::vector<Box> around(const Box& box, const Box& hole) {
    std::vector<Box> parts;
    for (const Box& part :
         {Box{box.left, box.top, hole.left, box.bottom}, Box{hole.right, box.top, box.right, box.bottom},
          Box{box.left, box.top, box.right, hole.top}, Box{box.left, hole.bottom, box.right, box.bottom}})
        if (!part.empty()) parts.push_back(part);
    return parts;
}

Pixel orbit_at(std::int64_t minutes) { return {wave(minutes, 4), wave(minutes, 3)}; }

void move_pixels(const Pixels& panel, Pixel by) {
    const Box to = common(panel.box, shifted(panel.box, by));
    if (to.empty()) return;
    const auto bytes = static_cast<std::size_t>(to.width()) * sizeof *panel.data;
    for (int i = 0; i < to.height(); ++i) {
        const int y = by.y > 0 ? to.bottom - 1 - i : to.top + i;  // a row is read before it is written over
        std::memmove(panel.at(to.left, y), panel.at(to.left - by.x, y - by.y), bytes);
    }
}

void extend_edges(const Pixels& panel, const Box& covered) {
    const Box& all = panel.box;
    for (int y = covered.top; y < covered.bottom; ++y) {
        std::fill(panel.at(all.left, y), panel.at(covered.left, y), *panel.at(covered.left, y));
        std::fill(panel.at(covered.right, y), panel.at(all.right, y), *panel.at(covered.right - 1, y));
    }
    const auto copy_row = [&](int from, int to) {
        std::copy(panel.at(all.left, from), panel.at(all.right, from), panel.at(all.left, to));
    };
    for (int y = all.top; y < covered.top; ++y) copy_row(covered.top, y);
    for (int y = covered.bottom; y < all.bottom; ++y) copy_row(covered.bottom - 1, y);
}

}  // namespace kiosk
