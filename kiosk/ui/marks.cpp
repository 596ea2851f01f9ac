#include "kiosk/ui/marks.h"

#include <cmath>
#include <sstream>

namespace kiosk {
namespace {

using catalog::State;

void tick(Canvas& c, Point at, float r, Color color) {
    c.polyline({{at.x - 0.45f * r, at.y + 0.02f * r},
                {at.x - 0.12f * r, at.y + 0.36f * r},
                {at.x + 0.48f * r, at.y - 0.32f * r}},
               color, 0.2f * r / c.colors().stroke, false);
}

void cross(Canvas& c, Point at, float r, Color color) {
    const float d = 0.36f * r, w = 0.2f * r / c.colors().stroke;
    c.polyline({{at.x - d, at.y - d}, {at.x + d, at.y + d}}, color, w, false);
    c.polyline({{at.x - d, at.y + d}, {at.x + d, at.y - d}}, color, w, false);
}

void arrow(Canvas& c, Point at, float r, Color color) {
    const float w = 0.19f * r / c.colors().stroke;
    c.polyline({{at.x - 0.5f * r, at.y}, {at.x + 0.48f * r, at.y}}, color, w, false);
    c.polyline({{at.x + 0.12f * r, at.y - 0.36f * r},
                {at.x + 0.48f * r, at.y},
                {at.x + 0.12f * r, at.y + 0.36f * r}},
               color, w, false);
}

void double_arrow_up(Canvas& c, Point at, float r, Color color) {
    const float w = 0.19f * r / c.colors().stroke;
    for (const float y : {-0.38f, 0.1f})
        c.polyline({{at.x - 0.42f * r, at.y + (y + 0.36f) * r},
                    {at.x, at.y + y * r},
                    {at.x + 0.42f * r, at.y + (y + 0.36f) * r}},
                   color, w, false);
}

void triangle(Canvas& c, Point at, float r, Color color, float up) {
    c.polygon({{at.x, at.y - up * r},
               {at.x + up * 0.98f * r, at.y + up * 0.72f * r},
               {at.x - up * 0.98f * r, at.y + up * 0.72f * r}},
              color);
    c.line({at.x, at.y - 0.28f * r + (up < 0 ? -0.25f * r : 0.0f)},
           {at.x, at.y + 0.25f * r + (up < 0 ? -0.25f * r : 0.0f)}, c.colors().card,
           0.2f * r / c.colors().stroke);
}

void half_disc(Canvas& c, Point at, float r, Color color, float from) {
    c.ring(at, r, color, 0.16f * r / c.colors().stroke);
    c.pie(at, r, from, from + 0.5f, color);
}

void clock_hand(Canvas& c, Point at, float r, Color color) {
    const float w = 0.17f * r / c.colors().stroke;
    c.polyline({{at.x, at.y - 0.5f * r}, at, {at.x + 0.36f * r, at.y + 0.2f * r}}, color, w, false);
}

}  // namespace

void draw_question(Canvas& c, Point at, float r, Color color) {
    const float w = 0.17f * r / c.colors().stroke;
    std::vector<Point> hook;
    for (int i = 0; i <= 12; ++i) {  // from nine o'clock over the top down to the middle
        const float a = (-0.5f + 0.72f * static_cast<float>(i) / 12) * 6.2832f;
        hook.push_back({at.x + 0.28f * r * std::cos(a), at.y - 0.2f * r + 0.28f * r * std::sin(a)});
    }
    hook.push_back({at.x, at.y + 0.22f * r});
    c.polyline(hook, color, w, false);
    c.disc({at.x, at.y + 0.5f * r}, 0.12f * r, color);
}

void draw_state(Canvas& c, State state, Point at, float r, Color ground) {
    const Theme& t = c.colors();
    const float w = 0.16f * r / t.stroke;
    switch (state) {
        case State::met:
            c.disc(at, r, t.good);
            tick(c, at, r, t.on_accent);
            break;
        case State::missed:
            c.card({at.x - 0.92f * r, at.y - 0.92f * r, 1.84f * r, 1.84f * r}, 0.16f * r, t.bad, t.bad, 0);
            cross(c, at, r, t.on_accent);
            break;
        case State::cannot_judge:
            c.ring(at, r, t.ink2, w);
            draw_question(c, at, r, t.ink2);
            break;
        case State::reached:  // hollow, as every figure that is not the last word
            c.ring(at, r, t.good, w);
            tick(c, at, r, t.good);
            break;
        case State::exceeded:
            c.card({at.x - 0.92f * r, at.y - 0.92f * r, 1.84f * r, 1.84f * r}, 0.16f * r, ground, t.bad, w);
            cross(c, at, r, t.bad);
            break;
        case State::ahead:
            c.disc(at, r, t.accent);
            double_arrow_up(c, at, r, t.on_accent);
            break;
        case State::on_pace:
            c.disc(at, r, t.accent);
            arrow(c, at, r, t.on_accent);
            break;
        case State::slightly_behind:
            triangle(c, at, r, t.behind, 1);
            break;
        case State::well_behind:
            triangle(c, at, r, t.bad, -1);
            break;
        case State::at_target_so_far:
            half_disc(c, at, r, t.accent, 0);
            break;
        case State::short_so_far:
            half_disc(c, at, r, t.behind, 0.25f);
            break;
        case State::under_way:
            c.ring(at, r, t.accent, w);
            for (const float x : {-0.42f, 0.0f, 0.42f}) c.disc({at.x + x * r, at.y}, 0.14f * r, t.accent);
            break;
        case State::final_not_published:
            c.dashed_ring(at, r, t.ink2, w);
            clock_hand(c, at, r, t.ink2);
            break;
        case State::no_figure:
            c.dashed_ring(at, r, t.ring, w);
            break;
        case State::not_judged:
            c.card({at.x - 0.75f * r, at.y - 0.18f * r, 1.5f * r, 0.36f * r}, 0.1f * r, t.ring, ground, 0);
            break;
    }
}

base::Result<Icons> Icons::parse(std::string_view text) {
    static const std::map<std::string, Shape, std::less<>> kShapes{{"line", Shape::line},
                                                                   {"loop", Shape::loop},
                                                                   {"ring", Shape::ring},
                                                                   {"disc", Shape::disc},
                                                                   {"arc", Shape::arc}};
    Icons icons;
    std::istringstream lines{std::string(text)};
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (line.empty() || line[0] == '#') continue;
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos)
            return base::fail(base::Errc::invalid,
                              fmt::format("icons:{}: there is no ':' after the name", number));
        auto& strokes = icons.icons_[line.substr(0, colon)];
        std::istringstream parts{line.substr(colon + 1)};
        for (std::string part; std::getline(parts, part, ';');) {
            std::istringstream words{part};
            std::string verb;
            words >> verb;
            const auto shape = kShapes.find(verb);
            if (shape == kShapes.end())
                return base::fail(base::Errc::invalid,
                                  fmt::format("icons:{}: '{}' is no shape", number, verb));
            Stroke stroke{shape->second, {}};
            for (float value; words >> value;) stroke.numbers.push_back(value);
            const std::size_t least = stroke.shape == Shape::arc                                   ? 5
                                      : stroke.shape == Shape::ring || stroke.shape == Shape::disc ? 3
                                                                                                   : 4;
            if (stroke.numbers.size() < least)
                return base::fail(base::Errc::invalid,
                                  fmt::format("icons:{}: '{}' needs {} numbers", number, verb, least));
            strokes.push_back(std::move(stroke));
        }
    }
    return icons;
}

void Icons::draw(Canvas& canvas, std::string_view name, const Rect& square, Color color) const {
    const auto found = icons_.find(name);
    if (found == icons_.end()) return;
    const float unit = square.w / 24, width = 1.9f * unit;
    const auto point = [&](const Stroke& s, std::size_t i) {
        return Point{square.x + s.numbers[i] * unit, square.y + s.numbers[i + 1] * unit};
    };
    for (const Stroke& s : found->second) {
        if (s.shape == Shape::ring)
            canvas.ring(point(s, 0), s.numbers[2] * unit + width / 2, color, width / canvas.colors().stroke);
        if (s.shape == Shape::disc) canvas.disc(point(s, 0), s.numbers[2] * unit, color);
        if (s.shape == Shape::arc)
            canvas.arc(point(s, 0), s.numbers[2] * unit + width / 2, s.numbers[3], s.numbers[4], color,
                       width / canvas.colors().stroke);
        if (s.shape != Shape::line && s.shape != Shape::loop) continue;
        std::vector<Point> points;
        for (std::size_t i = 0; i + 1 < s.numbers.size(); i += 2) points.push_back(point(s, i));
        canvas.polyline(points, color, width / canvas.colors().stroke, s.shape == Shape::loop);
    }
}

}  // namespace kiosk
