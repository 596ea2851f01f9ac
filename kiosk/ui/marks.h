#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalog/judge.h"
#include "kiosk/ui/canvas.h"

namespace kiosk {

/// The shape of a state, told apart from all others without its colour. `ground` is what lies under it.
void draw_state(Canvas& canvas, catalog::State state, Point center, float radius, Color ground);

/// A question mark within a circle of that radius.
void draw_question(Canvas& canvas, Point center, float radius, Color color);

/// Line drawings on a grid of 24 by 24, read from assets/icons/topics.txt.
class Icons {
public:
    /// One icon a line: "house: line 3 11 12 4 21 11; loop 5 10 5 21 19 21 19 10". `line` and `loop` take
    /// points, `ring` and `disc` a centre and a radius, `arc` centre, radius, from, to (turns). '#' starts a
    /// comment. Errors: invalid, with the line.
    [[nodiscard]] static base::Result<Icons> parse(std::string_view text);

    /// Nothing is drawn for a name that is not there.
    void draw(Canvas& canvas, std::string_view name, const Rect& square, Color color) const;

private:
    enum class Shape { line, loop, ring, disc, arc };
    struct Stroke {
        Shape shape;
        std::vector<float> numbers;
    };
    std::map<std::string, std::vector<Stroke>, std::less<>> icons_;
};

}  // namespace kiosk
