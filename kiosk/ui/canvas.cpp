#include "kiosk/ui/canvas.h"

#include <imgui.h>

#include <cmath>
#include <numbers>

namespace kiosk {
namespace {

constexpr float kTurn = 2 * std::numbers::pi_v<float>;

ImU32 to_imgui(Color c) { return IM_COL32((c >> 16) & 0xFF, (c >> 8) & 0xFF, c & 0xFF, 255); }
ImVec2 to_imgui(Point p) { return {p.x, p.y}; }
/// ImGui counts angles from three o'clock.
float angle(float turns) { return (turns - 0.25f) * kTurn; }

int segments_for(float radius) { return std::clamp(static_cast<int>(6 * std::sqrt(radius) + 8), 16, 160); }

}  // namespace

Canvas::Canvas(ImDrawList* list, Fonts& fonts, const Theme& theme, const Metrics& metrics, Record& record,
               Overlay overlay)
    : list_(list),
      fonts_(fonts),
      theme_(theme),
      metrics_(metrics),
      record_(record),
      overlay_(std::move(overlay)) {}

void Canvas::text(const TextBlock& block, Point at, const Ink& ink) {
    if (block.is_empty()) return;
    const Rect page{0, 0, metrics_.width, metrics_.height};
    const Rect drawn = block.ink.shifted(at);
    const Rect allowed =
        ink.bounds.is_empty() ? page : ink.bounds.inset(-1);  // antialiasing reaches half a pixel out
    const words::Language* const language = block.language != nullptr ? block.language : language_;
    record_.texts.push_back({block.text,
                             drawn,
                             block.em,
                             ink.role,
                             ink.part,
                             language != nullptr ? std::string(language->tag) : std::string(),
                             contrast(ink.color, ink.ground),
                             !allowed.encloses(drawn) || !page.encloses(drawn),
                             {},
                             ink.ref});
    for (std::size_t i = 0; block.line_count() > 1 && i < block.line_count(); ++i)
        record_.texts.back().lines.push_back(text_of_lines(block, i, i + 1));
    record_.missing_glyphs += block.missing_glyphs;
    if (list_ != nullptr || glyphs_ != nullptr) draw_glyphs(block, at, ink.color);
}

void Canvas::draw_glyphs(const TextBlock& block, Point at, Color color) {
    const ImU32 tint = to_imgui(color);
    for (const TextLine& line : block.lines) {
        const float baseline = std::round(at.y + line.baseline);
        for (const PlacedGlyph& glyph : line.glyphs) {
            const float pen = at.x + glyph.x, whole = std::floor(pen);
            const GlyphId id{glyph.face, glyph.character, static_cast<int>(glyph.em), pen - whole};
            if (glyphs_ != nullptr) glyphs_->insert(id);
            if (list_ == nullptr) continue;
            const GlyphImage& image = fonts_.image(id);
            if (image.page < 0) continue;
            const ImVec2 corner{whole + image.box.x, baseline + image.box.y};
            list_->PushTextureID(
                reinterpret_cast<ImTextureID>(kFirstAtlasTexture + static_cast<std::uintptr_t>(image.page)));
            list_->PrimReserve(6, 4);
            list_->PrimRectUV(corner, {corner.x + image.box.w, corner.y + image.box.h}, {image.u0, image.v0},
                              {image.u1, image.v1}, tint);
            list_->PopTextureID();
        }
    }
}

void Canvas::focus_frame(const Rect& rect) {
    const float w = 4 * metrics_.hairline;
    card(rect.inset(-w), w + metrics_.em / 2, theme_.paper, theme_.ink, w / theme_.stroke);
}

void Canvas::press_mark(const Rect& rect) {
    if (list_ == nullptr) return;
    constexpr ImU32 kAlpha = 0x2a;  // of 0xff: dark enough to be seen, and everything below is read as before
    const ImU32 wash = (to_imgui(theme_.ink) & ~IM_COL32_A_MASK) | kAlpha << IM_COL32_A_SHIFT;
    list_->AddRectFilled({std::round(rect.x), std::round(rect.y)},
                         {std::round(rect.right()), std::round(rect.bottom())}, wash, metrics_.em / 2);
}

void Canvas::moving(const Rect& box, std::function<void(Canvas&)> draw) {
    draw(*this);
    moving_ = MovingPart{box, std::move(draw)};
}

void Canvas::reading_frame(const Rect& rect) {
    if (list_ == nullptr) return;
    const float w = std::max(3.0f, std::round(3 * metrics_.hairline));
    const Rect r = rect.inset(-2 * w);
    list_->AddRect({std::round(r.x), std::round(r.y)}, {std::round(r.right()), std::round(r.bottom())},
                   to_imgui(theme_.accent), w, 0, w);
}

void Canvas::fill(const Rect& r, Color color) {
    if (list_ != nullptr)
        list_->AddRectFilled({std::round(r.x), std::round(r.y)},
                             {std::round(r.right()), std::round(r.bottom())}, to_imgui(color));
}

void Canvas::card(const Rect& r, float radius, Color fill, Color border, float width) {
    if (list_ == nullptr) return;
    list_->AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, to_imgui(fill), radius);
    if (width <= 0) return;
    const float half = stroke(width) / 2;
    list_->AddRect({r.x + half, r.y + half}, {r.right() - half, r.bottom() - half}, to_imgui(border),
                   radius - half, 0, stroke(width));
}

void Canvas::choice_card(const Rect& rect, float radius, bool is_on) {
    card(rect, radius, theme_.card, is_on ? theme_.accent : theme_.ring,
         (is_on ? kBorderOfChosen / theme_.stroke : 1) * metrics_.hairline);
}

void Canvas::line(Point a, Point b, Color color, float width) {
    if (a.y == b.y || a.x == b.x) {  // axis-aligned: whole pixels, so that hairlines are crisp
        const float w = std::max(1.0f, std::round(stroke(width)));
        const float half = std::floor(w / 2);
        a.y == b.y ? fill({std::min(a.x, b.x), std::round(a.y) - half, std::abs(b.x - a.x), w}, color)
                   : fill({std::round(a.x) - half, std::min(a.y, b.y), w, std::abs(b.y - a.y)}, color);
        return;
    }
    if (list_ != nullptr) list_->AddLine(to_imgui(a), to_imgui(b), to_imgui(color), stroke(width));
}

void Canvas::dashed_line(Point a, Point b, Color color, float width, float dash) {
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    const Point step{(b.x - a.x) / length, (b.y - a.y) / length};
    for (float at = 0; at < length; at += dash * 1.6f) {
        const float end = std::min(at + dash, length);
        line({a.x + step.x * at, a.y + step.y * at}, {a.x + step.x * end, a.y + step.y * end}, color, width);
    }
}

void Canvas::polyline(const std::vector<Point>& points, Color color, float width, bool closed) {
    if (list_ == nullptr) return;
    list_->PathClear();
    for (const Point p : points) list_->PathLineTo(to_imgui(p));
    list_->PathStroke(to_imgui(color), closed ? ImDrawFlags_Closed : 0, stroke(width));
}

void Canvas::polygon(const std::vector<Point>& convex, Color color) {
    if (list_ == nullptr) return;
    list_->PathClear();
    for (const Point p : convex) list_->PathLineTo(to_imgui(p));
    list_->PathFillConvex(to_imgui(color));
}

void Canvas::ring(Point c, float radius, Color color, float width) {
    if (list_ != nullptr)
        list_->AddCircle(to_imgui(c), radius - stroke(width) / 2, to_imgui(color), segments_for(radius),
                         stroke(width));
}

void Canvas::dashed_ring(Point c, float radius, Color color, float width) {
    constexpr int kDashes = 12;
    for (int i = 0; i < kDashes; ++i) {
        const float from = static_cast<float>(i) / kDashes;
        arc(c, radius, from, from + 0.62f / kDashes, color, width);
    }
}

void Canvas::disc(Point c, float radius, Color color) {
    if (list_ != nullptr) list_->AddCircleFilled(to_imgui(c), radius, to_imgui(color), segments_for(radius));
}

void Canvas::arc(Point c, float radius, float from, float to, Color color, float width) {
    if (list_ == nullptr) return;
    const int segments =
        std::max(3, static_cast<int>(static_cast<float>(segments_for(radius)) * (to - from)) + 1);
    list_->PathClear();
    list_->PathArcTo(to_imgui(c), radius - stroke(width) / 2, angle(from), angle(to), segments);
    list_->PathStroke(to_imgui(color), 0, stroke(width));
}

void Canvas::pie(Point c, float radius, float from, float to, Color color) {
    if (list_ == nullptr) return;
    if (to - from >= 1) return disc(c, radius, color);
    if (to - from >
        0.5f) {  // more than half is not convex; the halves overlap, so that no seam is left between them
        pie(c, radius, from, from + 0.5f, color);
        pie(c, radius, to - 0.5f, to, color);
        return;
    }
    const int segments =
        std::max(3, static_cast<int>(static_cast<float>(segments_for(radius)) * (to - from)) + 1);
    list_->PathClear();
    list_->PathLineTo(to_imgui(c));
    list_->PathArcTo(to_imgui(c), radius, angle(from), angle(to), segments);
    list_->PathFillConvex(to_imgui(color));
}

}  // namespace kiosk
