#include "kiosk/platform/compositor.h"

#include <algorithm>

#include "kiosk/platform/png.h"

namespace kiosk {
namespace {

bool is_at_edge(const Box& box, const Box& of) {
    return box.left <= of.left || box.top <= of.top || box.right >= of.right || box.bottom >= of.bottom;
}

/// Calls `see` with slices of a box, which need little memory at a time.
template <class See>
void for_each_slice(const Box& box, See see) {
    constexpr int kRows = 64;
    for (int top = box.top; top < box.bottom; top += kRows)
        see(Box{box.left, top, box.right, std::min(top + kRows, box.bottom)});
}

}  // namespace

Pixel Compositor::upright(Pixel on_panel) const {
    return on_panel == kOutside ? kOutside : placement().upright(on_panel);
}

/// Where it can take a picture of that size, as it lies on the panel.
std::optional<Output::Surface> Compositor::surface_of(PixelSize wanted) {
    auto surface = output_.surface();
    return surface && surface->size == wanted ? surface : std::nullopt;
}

/// The same, as long as it holds what was put there.
std::optional<Output::Surface> Compositor::held_surface() {
    auto surface = surface_of(output_.size());
    return surface && presented_on_ == surface->generation ? surface : std::nullopt;
}

bool Compositor::holds_picture() { return held_surface().has_value(); }

/// One part in memory of its own, turned as it lies on the panel.
Picture& Compositor::draw_aside(const Box& part, const DrawPart& draw, Aside& aside) const {
    Picture& upright = aside.upright;
    upright.width = part.width();
    upright.height = part.height();
    upright.pixels.resize(static_cast<std::size_t>(upright.width) * static_cast<std::size_t>(upright.height));
    draw(Pixels(upright.pixels.data(), part, upright.width), part);
    if (rotation_deg_ == 0) return upright;
    rotate(upright, rotation_deg_, aside.turned);
    return aside.turned;
}

/// Has the part of the picture drawn that lies there on the panel. REQUIRES: it covers `box`.
void Compositor::draw_onto(const Output::Surface& surface, const Box& box, const DrawPart& draw,
                           Aside& aside) {
    const Box part = placement().upright(box);
    const auto [width, height] = surface.size;
    if (rotation_deg_ == 0 && surface.pixels)
        return draw(
            Pixels(surface.pixels->data, {-offset_.x, -offset_.y, width - offset_.x, height - offset_.y},
                   surface.pixels->stride),
            part);
    const Picture& drawn = draw_aside(part, draw, aside);
    if (!surface.pixels) return output_.write(drawn, box);
    copy_rows(drawn, 0, 0, surface.pixels->within(box));
}

/// Sends what changed, as it lies on the panel; and what is left over beside it.
void Compositor::send(const Output::Surface& surface, std::vector<Box> boxes) {
    const Box all{0, 0, surface.size.width, surface.size.height}, covered = placement().covered();
    const bool reaches_edge =
        std::any_of(boxes.begin(), boxes.end(), [&](const Box& box) { return is_at_edge(box, covered); });
    if (covered != all && reaches_edge && surface.pixels) {
        extend_edges(*surface.pixels, covered);
        const auto left_over = around(all, covered);
        boxes.insert(boxes.end(), left_over.begin(), left_over.end());
    }
    if (!boxes.empty()) output_.send(boxes);
}

bool Compositor::present(PixelSize size, std::span<const Box> parts, const DrawPart& draw) {
    fade_ = {};
    const auto surface = surface_of(turned_size(size, rotation_deg_));
    if (!surface) return false;
    std::vector<Box> changed;
    Aside aside;
    for (const Box& part : parts) {
        const Box box = placement().on_panel(part);
        if (box.empty()) continue;
        changed.push_back(box);
        draw_onto(*surface, box, draw, aside);
    }
    presented_on_ = surface->generation;
    send(*surface, std::move(changed));
    return true;
}

bool Compositor::present(const Picture& picture) {
    const Box all{0, 0, picture.width, picture.height};
    return present({picture.width, picture.height}, {&all, 1}, [&](const Pixels& target, const Box& part) {
        copy_rows(picture, part.left, part.top, target.within(part));
    });
}

bool Compositor::begin_fade(PixelSize size, std::span<const Box> parts, const DrawPart& draw) {
    const auto surface = held_surface();
    if (!surface || !surface->pixels || size != this->size()) return false;
    fade_ = {};
    const Pixels& glass = *surface->pixels;
    Aside aside;
    for (const Box& part : parts)
        for_each_slice(part, [&](const Box& slice) {
            const Box box = placement().on_panel(slice);
            if (box.empty()) return;
            Picture& later = draw_aside(placement().upright(box), draw, aside);
            fade_.add(glass.within(box), {later.pixels.data(), box, later.width});
        });
    return true;
}

bool Compositor::show_fade(unsigned share) {
    const auto surface = held_surface();
    if (surface && surface->pixels) {
        fade_.draw(*surface->pixels, share);
        send(*surface, fade_.bands());
    }
    if (!surface || share == kFadeEnd) fade_ = {};
    return surface.has_value();
}

void Compositor::move_to(Pixel offset, const DrawPart& draw) {
    const auto surface = held_surface();
    if (offset == offset_ || !surface || !surface->pixels) return;
    fade_ = {};
    const Pixel by{offset.x - offset_.x, offset.y - offset_.y};
    const Box before = placement().covered();
    offset_ = offset;
    move_pixels(*surface->pixels, by);
    Aside aside;
    const Box moved{before.left + by.x, before.top + by.y, before.right + by.x, before.bottom + by.y};
    for (const Box& box : around(placement().covered(), moved)) draw_onto(*surface, box, draw, aside);
    send(*surface, {{0, 0, surface->size.width, surface->size.height}});
}

}  // namespace kiosk
