#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/ui/metrics.h"
#include "kiosk/ui/overlay.h"
#include "kiosk/ui/record.h"
#include "kiosk/ui/text.h"
#include "kiosk/ui/theme.h"

struct ImDrawList;

namespace kiosk {

/// How a text is inked and what it means.
struct Ink {
    Color color = 0;
    Color ground = 0;  // what lies under it; for the contrast
    Role role = Role::body;
    std::string ref = {};  // see DrawnText::ref
    Rect bounds = {};      // the area it was given; empty: the whole page
    Part part = Part::content;
};

class Canvas;

/// What moves on a page that stands.
struct MovingPart {
    Rect box;
    std::function<void(Canvas&)> draw;
};

/// Texture id of atlas page 0; ImGui's own texture is 0. Page n is kFirstAtlasTexture + n.
constexpr std::uintptr_t kFirstAtlasTexture = 1;

/// What a page is drawn with. Every text that goes through it is noted in the record; with no draw list it
/// notes alone, which is what layout checks need.
class Canvas {
public:
    /// `list` may be null. The references must outlive the canvas.
    Canvas(ImDrawList* list, Fonts& fonts, const Theme& theme, const Metrics& metrics, Record& record,
           Overlay overlay);

    /// Also notes which images of glyphs it takes, whether it draws or not. `glyphs` must outlive the canvas.
    void collect(std::set<GlyphId>& glyphs) { glyphs_ = &glyphs; }

    [[nodiscard]] const Theme& colors() const { return theme_; }
    [[nodiscard]] const Metrics& metrics() const { return metrics_; }
    [[nodiscard]] Fonts& fonts() { return fonts_; }
    [[nodiscard]] Record& record() { return record_; }
    [[nodiscard]] const Overlay& overlay() const { return overlay_; }
    /// The language of texts that do not say theirs.
    void set_language(const words::Language& language) { language_ = &language; }

    /// Draws and notes a text whose block has its top left corner at `at`.
    void text(const TextBlock& block, Point at, const Ink& ink);
    /// Marks what has the keyboard's focus.
    void focus_frame(const Rect& rect);
    /// Marks what a finger lies on.
    void press_mark(const Rect& rect);
    /// Marks what is being read aloud: a line around it.
    void reading_frame(const Rect& rect);

    /// Draws what moves while the page stands, and keeps it, so that it can be drawn without the rest.
    /// REQUIRES: nothing but paper lies in `box` besides; nothing else moves on the page.
    void moving(const Rect& box, std::function<void(Canvas&)> draw);
    [[nodiscard]] const std::optional<MovingPart>& moving() const { return moving_; }

    // Shapes. `width` is a line width in pixels; the theme's stroke factor is applied to it.
    void fill(const Rect& rect, Color color);
    void card(const Rect& rect, float radius, Color fill, Color border, float width);
    /// Of a choice. The border of what is on is as wide in high contrast: wider, and it would lie on the
    /// words.
    void choice_card(const Rect& rect, float radius, bool is_on);
    void line(Point a, Point b, Color color, float width);
    void dashed_line(Point a, Point b, Color color, float width, float dash);
    void polyline(const std::vector<Point>& points, Color color, float width, bool closed);
    void polygon(const std::vector<Point>& convex, Color color);
    void ring(Point center, float radius, Color color, float width);
    void dashed_ring(Point center, float radius, Color color, float width);
    void disc(Point center, float radius, Color color);
    /// A stretch of a ring, clockwise from twelve o'clock; `from` and `to` in turns (0 to 1).
    void arc(Point center, float radius, float from, float to, Color color, float width);
    /// A slice of a disc, clockwise from twelve o'clock.
    void pie(Point center, float radius, float from, float to, Color color);

private:
    void draw_glyphs(const TextBlock& block, Point at, Color color);
    [[nodiscard]] float stroke(float width) const { return width * theme_.stroke; }

    ImDrawList* list_;
    Fonts& fonts_;
    const Theme& theme_;
    const Metrics& metrics_;
    Record& record_;
    Overlay overlay_;
    std::optional<MovingPart> moving_;
    const words::Language* language_ = nullptr;
    std::set<GlyphId>* glyphs_ = nullptr;
};

}  // namespace kiosk
