#include <qrencode.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "kiosk/ui/marks.h"
#include "kiosk/ui/pictures.h"

namespace kiosk {
namespace {

/// The largest grid of circles with a third of a diameter between them.
struct Grid {
    int columns = 1, rows = 1;
    float pitch = 1;
};

Grid best_grid(int n, float w, float h) {
    constexpr float kGap = 0.25f;  // of the pitch
    Grid best{.pitch = 0};
    for (int columns = 1; columns <= n; ++columns) {
        const int rows = (n + columns - 1) / columns;
        const float pitch =
            std::min(w / (static_cast<float>(columns) - kGap), h / (static_cast<float>(rows) - kGap));
        if (pitch > best.pitch * 1.001f) best = {columns, rows, pitch};
    }
    return best;
}

void draw_unit(Canvas& c, Point at, float r, const RingField& f, int index) {
    const Theme& t = c.colors();
    const float width = std::max(1.4f, 0.13f * r);
    const double start = index, promised_here = std::clamp(f.promised - start, 0.0, 1.0);
    const double done_here = std::clamp(f.done - start, 0.0, 1.0);
    const double within = std::min(done_here, promised_here > 0 ? promised_here : 0.0);
    if (f.of_hundred && promised_here <= 0 && done_here <= 0) c.disc(at, std::max(1.5f, 0.16f * r), t.ring);
    if (promised_here >= 1) c.ring(at, r, t.ring, width);
    if (promised_here > 0 && promised_here < 1)
        c.arc(at, r, 0, static_cast<float>(promised_here), t.ring, width);
    if (within >= 1) c.disc(at, r, t.accent);
    if (within > 0 && within < 1) c.pie(at, r, 0, static_cast<float>(within), t.accent);
    const double extra = done_here - within;
    if (extra <= 0) return;
    if (extra < 1 && within <= 0) c.ring(at, r, t.beyond, width);
    c.pie(at, r, static_cast<float>(within), static_cast<float>(within + extra), t.beyond);
}

int unit_count(const RingField& f) {
    if (f.of_hundred) return 100;
    return std::max(
        1, static_cast<int>(std::ceil(std::max(f.promised, std::min(f.done, 1.6 * kMostRings)) - 1e-9)));
}

Rect draw_rings(Canvas& c, const RingField& f, const Rect& area, float largest_pitch) {
    const int n = unit_count(f);
    Grid grid = f.of_hundred ? Grid{10, 10, std::min(area.w, area.h) / 9.75f} : best_grid(n, area.w, area.h);
    grid.pitch = std::min(grid.pitch, largest_pitch);
    const float r = grid.pitch * 0.375f;
    for (int i = 0; i < n; ++i)
        draw_unit(c,
                  {area.x + r + static_cast<float>(i % grid.columns) * grid.pitch,
                   area.y + r + static_cast<float>(i / grid.columns) * grid.pitch},
                  r, f, i);
    return {area.x, area.y, static_cast<float>(grid.columns) * grid.pitch,
            (static_cast<float>(grid.rows) - 0.25f) * grid.pitch};
}

TextBlock words(Canvas& c, const std::string& text, Face face, float em) {
    return set_figure(c.fonts(), {{text, face, em}}, Locale::zh);
}

/// Puts a short label centred on `x`, moved so that it stays within the area.
Rect label_at(Canvas& c, const std::string& text, float x, float top, const Rect& area, Color color,
              Face face) {
    const TextBlock block = words(c, text, face, c.metrics().em);
    const float left = std::clamp(x - block.width / 2, area.x, std::max(area.x, area.right() - block.width));
    c.text(block, {left, top}, {color, c.colors().paper, Role::label});
    return block.ink.shifted({left, top});
}

Rect draw_bar(Canvas& c, const Bar& b, const Rect& area) {
    const Theme& t = c.colors();
    const float em = c.metrics().em, thick = (area.h > 12 * em ? 3.0f : 1.5f) * em,
                stroke = 2 * c.metrics().hairline;
    const auto at = [&](double v) { return area.x + static_cast<float>(v / b.reach) * area.w; };
    const float top = area.y + (area.h > 12 * em ? 3.5f : 1.5f) * em;
    c.card({area.x, top, area.w, thick}, 0.3f * em, t.card, t.ring, stroke);
    if (b.done) c.card({area.x, top, at(*b.done) - area.x, thick}, 0.3f * em, t.accent, t.accent, 0);
    c.line({at(b.target), top - 0.3f * em}, {at(b.target), top + thick + 0.3f * em}, t.accent, 2 * stroke);
    label_at(c, b.target_words, at(b.target), top - 1.5f * em, area, t.accent, Face::bold);
    float bottom = top + thick + 0.5f * em;
    if (b.baseline) {
        c.dashed_line({at(*b.baseline), top - 0.2f * em}, {at(*b.baseline), top + thick + 0.4f * em}, t.ink2,
                      stroke, 0.3f * em);
        label_at(c, b.baseline_words, at(*b.baseline), bottom, area, t.ink2, Face::regular);
        bottom += 1.3f * em;
    }
    if (b.done) {
        label_at(c, b.done_words, at(*b.done) - 2 * em, bottom, area, t.ink, Face::bold);
        bottom += 1.3f * em;
    }
    return {area.x, area.y, area.w, bottom - area.y};
}

/// Values stand on the side of their point that is away from the line it is held against. Returns what is
/// taken by points and values.
std::vector<Rect> draw_dots(Canvas& c, const LineChart& chart, const Rect& plot, double low, double high) {
    const Theme& t = c.colors();
    const float em = c.metrics().em, r = 0.4f * em;
    std::vector<Point> path;
    for (const auto& d : chart.dots)
        path.push_back({plot.x + static_cast<float>(d.year_share) * plot.w,
                        plot.bottom() - static_cast<float>((d.value - low) / (high - low)) * plot.h});
    if (path.size() > 1) c.polyline(path, t.ink, 0.12f * em, false);
    std::vector<Rect> taken;
    float last_right = -1e9f;
    for (std::size_t i = 0; i < path.size(); ++i) {
        c.disc(path[i], r, chart.dots[i].final ? t.ink : t.paper);
        c.ring(path[i], r, t.ink, 0.11f * em);
        taken.push_back({path[i].x - r, path[i].y - r, 2 * r, 2 * r});
        const TextBlock block =
            words(c, chart.dots[i].words, chart.dots[i].final ? Face::bold : Face::regular, em);
        const float left = std::min(path[i].x - block.width / 2, plot.right() + em - block.width);
        if (left < last_right + 0.3f * em) continue;  // the details list every figure
        const double against =
            chart.growing ? chart.target * chart.dots[i].year_share / chart.deadline_share : chart.target;
        const bool below = chart.dots[i].value <= against && path[i].y + r + 1.5f * em < plot.bottom();
        const Point at{left, below ? path[i].y + r + 0.35f * em : path[i].y - r - 0.35f * em - block.height};
        c.fill(block.ink.shifted(at).inset(-0.1f * em), t.paper);  // no line runs through a number
        c.text(block, at, {t.ink, t.paper, Role::label});
        taken.push_back(block.ink.shifted(at));
        last_right = left + block.width;
    }
    return taken;
}

/// The target's words stand at the left end of its line, above or under it, or at the top where both are
/// taken.
void draw_target_words(Canvas& c, const LineChart& chart, const Rect& area, float line_y, float axis_y,
                       const std::vector<Rect>& taken) {
    const Theme& t = c.colors();
    const float em = c.metrics().em;
    const TextBlock block = words(c, chart.target_words, Face::bold, em);
    const auto is_free = [&](Point at) {
        const Rect wanted = block.ink.shifted(at).inset(-0.15f * em);
        if (wanted.y < area.y || wanted.bottom() > axis_y) return false;
        return std::none_of(taken.begin(), taken.end(), [&](const Rect& r) { return overlap(r, wanted); });
    };
    for (const Point at :
         {Point{area.x, line_y - 0.35f * em - block.height}, Point{area.x, line_y + 0.4f * em}})
        if (is_free(at)) return c.text(block, at, {t.accent, t.paper, Role::label});
    c.dashed_line({area.x, area.y + 0.4f * em}, {area.x + 2 * em, area.y + 0.4f * em}, t.accent, 0.12f * em,
                  0.5f * em);
    c.text(block, {area.x + 2.5f * em, area.y}, {t.accent, t.paper, Role::label});
}

Rect draw_line_chart(Canvas& c, const LineChart& chart, const Rect& area) {
    const Theme& t = c.colors();
    const float em = c.metrics().em;
    double low = std::min(0.0, chart.target), high = std::max(0.0, chart.target);
    for (const auto& d : chart.dots) {
        low = std::min(low, d.value);
        high = std::max(high, d.value);
    }
    const float head = 2.9f * em;  // the target's words and the highest value
    const Rect plot{area.x, area.y + head, area.w - em,
                    std::max(em, std::min(area.h - head - 1.7f * em, 0.7f * area.w))};
    high += (high - low) * 0.02 + 1e-6;
    const auto y = [&](double v) {
        return plot.bottom() - static_cast<float>((v - low) / (high - low)) * plot.h;
    };
    const float line = 0.09f * em, axis = plot.bottom();
    c.line({plot.x, y(0)}, {plot.right(), y(0)}, t.ink, line);
    if (chart.growing)
        c.polyline(
            {{plot.x, y(0)}, {plot.x + static_cast<float>(chart.deadline_share) * plot.w, y(chart.target)}},
            t.ring, line, false);
    c.dashed_line({plot.x, y(chart.target)}, {plot.right(), y(chart.target)}, t.accent, 1.3f * line,
                  0.5f * em);
    const auto taken = draw_dots(c, chart, plot, low, high);
    draw_target_words(c, chart, area, y(chart.target), axis, taken);
    for (std::size_t i = 0; i < chart.ticks.size(); ++i) {
        const float x = plot.x + static_cast<float>(i) / static_cast<float>(chart.ticks.size() - 1) * plot.w;
        c.line({x, axis}, {x, axis + 0.25f * em}, t.ink, line);
        const TextBlock tick = words(c, chart.ticks[i], Face::regular, em);
        c.text(tick, {std::clamp(x - tick.width / 2, area.x, area.right() - tick.width), axis + 0.45f * em},
               {t.ink2, t.paper, Role::label});
    }
    return {area.x, area.y, area.w, axis + 1.6f * em - area.y};
}

double small_reach(const LineChart& chart) {
    double reach = std::abs(chart.target);
    for (const auto& d : chart.dots) reach = std::max(reach, std::abs(d.value));
    return reach * 1.15;
}

/// A track with the target as a mark and what is done as a filling.
void draw_track(Canvas& c, double target, double done, double reach, const Rect& area) {
    const Theme& t = c.colors();
    const float h = std::min(area.h, 0.8f * c.metrics().em), y = area.center().y - h / 2,
                line = c.metrics().hairline;
    const auto at = [&](double v) {
        return area.x + static_cast<float>(std::clamp(v / reach, 0.0, 1.0)) * area.w;
    };
    c.card({area.x, y, area.w, h}, 0.2f * h, t.card, t.ring, line);
    if (done > 0) c.card({area.x, y, at(done) - area.x, h}, 0.2f * h, t.accent, t.accent, 0);
    c.line({at(target), y - 0.3f * h}, {at(target), y + 1.3f * h}, done > target ? t.ink : t.accent,
           2.5f * line);
}

void draw_small_rings(Canvas& c, const RingField& f, const Rect& area) {
    if (f.of_hundred) return draw_track(c, f.promised, f.done, 100, area);
    RingField shown = f;
    float pitch = std::min(0.75f * c.metrics().em, area.w / 8);
    const float most = std::floor(area.w / pitch + 0.2f) * std::floor(std::max(1.0f, area.h / pitch + 0.2f));
    while (std::max(shown.promised, shown.done) > static_cast<double>(most)) {
        shown.promised /= 10;
        shown.done /= 10;
    }
    const int n = unit_count(shown), columns = std::max(1, static_cast<int>(area.w / pitch + 0.2f)),
              rows = (n + columns - 1) / columns;
    const float r = pitch * 0.38f, top = area.center().y - static_cast<float>(rows) * pitch / 2;
    for (int i = 0; i < n; ++i)
        draw_unit(c,
                  {area.x + r + static_cast<float>(i % columns) * pitch,
                   top + pitch / 2 + static_cast<float>(i / columns) * pitch},
                  r, shown, i);
}

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

Rect draw_picture(Canvas& c, const TargetPicture& picture, const Rect& area) {
    if (const auto* field = std::get_if<RingField>(&picture))
        return draw_rings(c, *field, area, 0.12f * std::max(area.w, area.h) + 2 * c.metrics().em);
    if (const auto* b = std::get_if<Bar>(&picture)) return draw_bar(c, *b, area);
    if (const auto* chart = std::get_if<LineChart>(&picture)) return draw_line_chart(c, *chart, area);
    return {area.x, area.y, 0, 0};
}

void draw_small(Canvas& c, const TargetPicture& picture, const Rect& area) {
    if (const auto* field = std::get_if<RingField>(&picture)) draw_small_rings(c, *field, area);
    if (const auto* b = std::get_if<Bar>(&picture))
        draw_track(c, b->target, b->done.value_or(0), b->reach, area);
    if (const auto* chart = std::get_if<LineChart>(&picture))
        draw_track(c, std::abs(chart->target), chart->dots.empty() ? 0 : std::abs(chart->dots.back().value),
                   small_reach(*chart), area);
}

Rect draw_state_field(Canvas& c, const StateCounts& counts, const Rect& area) {
    constexpr int kMostMarks = 400;
    const int total = std::accumulate(counts.begin(), counts.end(), 0),
              each = (total + kMostMarks - 1) / kMostMarks;
    if (total == 0) return {area.x, area.y, 0, 0};
    const int n = (total + each - 1) / each;
    Grid grid = best_grid(n, area.w, area.h);
    grid.pitch = std::min(grid.pitch, 4 * c.metrics().em);
    grid.columns = std::max(grid.columns, static_cast<int>(area.w / grid.pitch + 0.25f));
    grid.rows = (n + grid.columns - 1) / grid.columns;
    const float r = 0.36f * grid.pitch, stretch = (area.w - 0.75f * grid.pitch) /
                                                  std::max(1.0f, static_cast<float>(grid.columns - 1));
    const float across = std::min(stretch, 1.15f * grid.pitch);
    std::size_t state = 0;
    int passed = 0;  // targets in the states before `state`
    for (int i = 0; i < n; ++i) {
        while (i * each >= passed + counts[state]) passed += counts[state++];
        const Point at{area.x + r + static_cast<float>(i % grid.columns) * across,
                       area.y + r + static_cast<float>(i / grid.columns) * grid.pitch};
        if (static_cast<catalog::State>(state) == catalog::State::no_figure)
            c.ring(at, r, c.colors().ring, 0.12f * r);
        else
            draw_state(c, static_cast<catalog::State>(state), at, r, c.colors().paper);
    }
    return {area.x, area.y, area.w, (static_cast<float>(grid.rows) - 0.28f) * grid.pitch};
}

void draw_qr(Canvas& c, const std::string& text, const Rect& square) {
    constexpr int kQuietZone = 4;  // modules
    const std::unique_ptr<QRcode, FreeCode> code{
        QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1)};
    if (!code) return;
    const float module = std::floor(square.w / static_cast<float>(code->width + 2 * kQuietZone));
    const float side = module * static_cast<float>(code->width + 2 * kQuietZone);
    const Point origin{square.right() - side, square.y};
    c.fill({origin.x, origin.y, side, side}, 0xFFFFFF);
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if ((code->data[y * code->width + x] & 1) != 0)
                c.fill({origin.x + static_cast<float>(x + kQuietZone) * module,
                        origin.y + static_cast<float>(y + kQuietZone) * module, module, module},
                       0x000000);
}

}  // namespace kiosk
