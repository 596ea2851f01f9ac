#include "kiosk/platform/software_renderer.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "kiosk/platform/raster.h"
#include "kiosk/platform/view.h"

namespace kiosk {
namespace {

/// How far a glyph's size on the screen may be from its size in the atlas and still be copied texel for
/// pixel.
constexpr float kSameSize = 1.0f / 64;  // [px]

/// Glyphs are moved to the nearest pixel, and their size is rounded: so far may a shape reach beyond its
/// corners.
constexpr float kReach = 2;  // [px]

/// What one command paints with.
struct Brush {
    const Pixels& target;
    Box clip;
    AlphaImage image;
};

/// Six indices, from their first, that may describe a rectangle.
struct Quad {
    Corner top_left, bottom_right;
};

bool same_place(const Corner& a, const Corner& b) { return a.u == b.u && a.v == b.v; }

/// The rectangle of one colour that the corners a b c d describe; nothing when they describe something else.
std::optional<Quad> as_rectangle(const Corner (&at)[4]) {
    if (at[0].x != at[3].x || at[1].x != at[2].x || at[0].y != at[1].y || at[2].y != at[3].y)
        return std::nullopt;
    if (at[0].u != at[3].u || at[1].u != at[2].u || at[0].v != at[1].v || at[2].v != at[3].v)
        return std::nullopt;
    if (at[0].colour != at[1].colour || at[0].colour != at[2].colour || at[0].colour != at[3].colour)
        return std::nullopt;
    Quad quad{at[0], at[2]};
    if (quad.top_left.x > quad.bottom_right.x) {
        std::swap(quad.top_left.x, quad.bottom_right.x);
        std::swap(quad.top_left.u, quad.bottom_right.u);
    }
    if (quad.top_left.y > quad.bottom_right.y) {
        std::swap(quad.top_left.y, quad.bottom_right.y);
        std::swap(quad.top_left.v, quad.bottom_right.v);
    }
    return quad;
}

/// `colour` as it is where a shape shows one single texel: the atlas has a white one for plain shapes.
Colour tinted(const AlphaImage& image, const Corner& corner) {
    return {corner.colour.rgb, scale_byte(corner.colour.alpha, sample(image, corner.u, corner.v))};
}

int nearest(float value) { return static_cast<int>(std::floor(value + 0.5f)); }

bool is_whole(float value) { return std::abs(value - std::floor(value + 0.5f)) <= kSameSize; }

/// Where a glyph goes when it is as large on the screen as in the atlas: onto the pixel grid, for crisp text.
std::optional<Blit> as_blit(const Quad& quad, const AlphaImage& image) {
    const Corner &from = quad.top_left, &to = quad.bottom_right;
    const float width = to.u - from.u, height = to.v - from.v;
    if (std::abs(to.x - from.x - width) > kSameSize || std::abs(to.y - from.y - height) > kSameSize)
        return std::nullopt;
    if (!is_whole(from.u) || !is_whole(from.v) || !is_whole(width) || !is_whole(height)) return std::nullopt;
    const Blit blit{nearest(from.x), nearest(from.y), nearest(from.u),
                    nearest(from.v), nearest(width),  nearest(height)};
    const bool inside = blit.x >= 0 && blit.y >= 0 && blit.width >= 0 && blit.height >= 0 &&
                        blit.x + blit.width <= image.width && blit.y + blit.height <= image.height;
    return inside ? std::optional(blit) : std::nullopt;
}

/// False when nothing between the corners can reach the clip rectangle.
template <std::size_t kCount>
bool may_show(const Brush& brush, const Corner (&corners)[kCount]) {
    float left = corners[0].x, right = left, top = corners[0].y, bottom = top;
    for (const Corner& corner : corners) {
        left = std::min(left, corner.x);
        right = std::max(right, corner.x);
        top = std::min(top, corner.y);
        bottom = std::max(bottom, corner.y);
    }
    const Box& clip = brush.clip;
    return right + kReach > static_cast<float>(clip.left) && left - kReach < static_cast<float>(clip.right) &&
           bottom + kReach > static_cast<float>(clip.top) && top - kReach < static_cast<float>(clip.bottom);
}

void draw_rectangle(const Brush& brush, const Quad& quad) {
    const Corner &from = quad.top_left, &to = quad.bottom_right;
    const Area area{from.x, from.y, to.x, to.y};
    if (same_place(from, to))
        fill_box(brush.target, pixels_of(area, brush.clip), tinted(brush.image, from));
    else if (const auto copied = as_blit(quad, brush.image))
        blit(brush.target, brush.clip, brush.image, *copied, from.colour);
    else
        stretch(brush.target, brush.clip, brush.image, area, {from.u, from.v, to.u, to.v}, from.colour);
}

void draw_triangle(const Brush& brush, Corner (&corners)[3]) {
    const bool plain = same_place(corners[0], corners[1]) && same_place(corners[0], corners[2]);
    if (plain)
        for (Corner& corner : corners) corner.colour = tinted(brush.image, corner);
    fill_triangle(brush.target, brush.clip, corners, plain ? nullptr : &brush.image);
}

/// The triangles of one command.
class Triangles {
public:
    /// REQUIRES: the command's indices lie in the list.
    Triangles(const Brush& brush, const View& view, const ImDrawList& list, const ImDrawCmd& command)
        : brush_(brush),
          view_(view),
          index_(list.IdxBuffer.Data + command.IdxOffset),
          count_(command.ElemCount),
          vertex_(list.VtxBuffer.Data),
          vertices_(static_cast<unsigned>(list.VtxBuffer.Size)),
          offset_(command.VtxOffset) {}

    /// Returns how many were dropped.
    [[nodiscard]] std::uint64_t draw() const {
        std::uint64_t dropped = 0;
        for (unsigned i = 0; i + 3 <= count_;) {
            const bool may_be_rectangle = i + 6 <= count_ && is_quad(index_ + i);
            const unsigned corners = may_be_rectangle ? 6 : 3;
            if (is_elsewhere(index_ + i, corners)) {
                i += corners;
                continue;
            }
            const bool is_rectangle = may_be_rectangle && draw_quad(index_ + i);
            if (!is_rectangle && !draw_one(index_ + i)) ++dropped;
            i += is_rectangle ? 6 : 3;
        }
        return dropped;
    }

private:
    /// Whether all of these corners lie above the clip rectangle or all below it, as most do where only a
    /// part is drawn. What cannot be drawn at all is not elsewhere.
    [[nodiscard]] bool is_elsewhere(const ImDrawIdx* index, unsigned count) const {
        const auto top = static_cast<float>(brush_.clip.top) - kReach,
                   bottom = static_cast<float>(brush_.clip.bottom) + kReach;
        bool is_above = true, is_below = true;
        for (unsigned i = 0; i < count && (is_above || is_below); ++i) {
            if (offset_ >= vertices_ || index[i] >= vertices_ - offset_) return false;
            const float y = view_.y(vertex_[offset_ + index[i]].pos.y);
            is_above = is_above && y <= top;
            is_below = is_below && y >= bottom;
        }
        return is_above || is_below;
    }
    /// False when there is no such vertex or its numbers cannot be drawn.
    bool load(ImDrawIdx index, Corner& corner) const {
        if (offset_ >= vertices_ || index >= vertices_ - offset_) return false;
        const ImDrawVert& vertex = vertex_[offset_ + index];
        corner.x = view_.x(vertex.pos.x);
        corner.y = view_.y(vertex.pos.y);
        corner.u = vertex.uv.x * static_cast<float>(brush_.image.width);
        corner.v = vertex.uv.y * static_cast<float>(brush_.image.height);
        corner.colour = from_imgui(vertex.col);
        return is_near(corner.x) && is_near(corner.y) && is_near(corner.u) && is_near(corner.v);
    }

    bool draw_quad(const ImDrawIdx* index) const {
        Corner corners[4];
        if (!load(index[0], corners[0]) || !load(index[1], corners[1]) || !load(index[2], corners[2]) ||
            !load(index[5], corners[3]))
            return false;
        const auto rectangle = as_rectangle(corners);
        if (rectangle && may_show(brush_, corners)) draw_rectangle(brush_, *rectangle);
        return rectangle.has_value();
    }

    [[nodiscard]] bool draw_one(const ImDrawIdx* index) const {
        Corner corners[3];
        for (int i = 0; i < 3; ++i)
            if (!load(index[i], corners[i])) return false;
        if (may_show(brush_, corners)) draw_triangle(brush_, corners);
        return true;
    }

    const Brush& brush_;
    const View& view_;
    const ImDrawIdx* index_;
    unsigned count_;
    const ImDrawVert* vertex_;
    unsigned vertices_, offset_;
};

class SoftwareRenderer final : public Renderer {
public:
    void set_texture(std::uintptr_t id, const AlphaImage& image) override { textures_[id] = image; }

    void draw_part(const ImDrawData& data, std::uint32_t background, const Pixels& target,
                   const Box& part) override {
        if (part.empty()) return;
        fill_box(target, part, {background & 0xffffff, 255});
        const View view = view_of(data);
        for (int i = 0; i < data.CmdListsCount && data.CmdLists != nullptr; ++i)
            if (data.CmdLists[i] != nullptr) draw_list(*data.CmdLists[i], view, target, part);
    }
    [[nodiscard]] std::uint64_t dropped() const override { return dropped_; }

private:
    void draw_list(const ImDrawList& list, const View& view, const Pixels& target, const Box& part) {
        for (const ImDrawCmd& command : list.CmdBuffer)
            if (command.UserCallback == nullptr && !draw_command(list, command, view, target, part))
                ++dropped_;
    }

    /// False when there is no such thing to draw.
    bool draw_command(const ImDrawList& list, const ImDrawCmd& command, const View& view,
                      const Pixels& target, const Box& part) {
        if (!has_indices(list, command)) return false;
        const auto texture = textures_.find(reinterpret_cast<std::uintptr_t>(command.TextureId));
        if (texture == textures_.end() || texture->second.width <= 0 || texture->second.height <= 0 ||
            texture->second.pixels == nullptr)
            return false;
        const Brush brush{target, clip_of(command, view, part), texture->second};
        if (!brush.clip.empty()) dropped_ += Triangles(brush, view, list, command).draw();
        return true;
    }

    std::uint64_t dropped_ = 0;
    std::map<std::uintptr_t, AlphaImage> textures_;
};

}  // namespace

void Renderer::draw(const ImDrawData& data, std::uint32_t background, Picture& target) {
    target.width = std::max(target.width, 0);
    target.height = std::max(target.height, 0);
    target.pixels.resize(static_cast<std::size_t>(target.width) * static_cast<std::size_t>(target.height));
    draw_part(data, background, Pixels(target), {0, 0, target.width, target.height});
}

std::unique_ptr<Renderer> make_software_renderer() { return std::make_unique<SoftwareRenderer>(); }

}  // namespace kiosk
