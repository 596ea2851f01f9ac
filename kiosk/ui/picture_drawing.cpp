#include <qrencode.h>

#include <algorithm>
#include <array>
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

/// What may be there and may not: too small for a question mark, a dot says it.
void draw_doubt(Canvas& c, Point at, float r) {
    if (r >= 0.3f * c.metrics().em)
        draw_question(c, at, r, c.colors().ink2);
    else
        c.disc(at, 0.4f * r, c.colors().ring);
}

void draw_unit(Canvas& c, Point at, float r, const RingField& f, int index) {
    const Theme& t = c.colors();
    const words::RingPart part = words::ring_at(f, index);
    const float width = std::clamp(0.13f * r, 1.4f, 0.3f * c.metrics().em);
    const float done = static_cast<float>(part.done), end = static_cast<float>(part.done + part.beyond);
    if (f.of_hundred && part.promised <= 0 && end <= 0) c.disc(at, std::max(1.5f, 0.16f * r), t.ring);
    if (part.promised >= 1) c.ring(at, r, t.ring, width);
    if (part.promised > 0 && part.promised < 1)
        c.arc(at, r, 0, static_cast<float>(part.promised), t.ring, width);
    if (done > 0) c.pie(at, r, 0, done, t.accent);
    if (part.doubtful && end < 0.5f) draw_doubt(c, at, r);
    if (part.beyond <= 0) return;
    if (part.beyond < 1 && done <= 0) c.ring(at, r, t.beyond, width);
    c.pie(at, r, done, end, t.beyond);
}

/// Strokes across a rectangle: what may be there and may not.
void hatch(Canvas& c, const Rect& area, Color color) {
    const float step = std::max(4.0f, 0.28f * c.metrics().em), width = std::max(1.0f, 0.06f * c.metrics().em);
    for (float x = area.x - area.h; x < area.right(); x += step) {
        const float left = std::max(x, area.x), right = std::min(x + area.h, area.right());
        if (right > left)
            c.polyline({{left, area.bottom() - (left - x)}, {right, area.bottom() - (right - x)}}, color,
                       width, false);
    }
}

Grid grid_of(const RingField& f, const Rect& area) {
    if (f.of_hundred) return {10, 10, std::min(area.w, area.h) / 9.75f};
    return best_grid(words::ring_count(f), area.w, area.h);
}

float height_of(const Grid& grid) { return (static_cast<float>(grid.rows) - 0.25f) * grid.pitch; }

constexpr float kMostAcross = 1.2f;  // of the pitch, where that fills the width

void draw_rings(Canvas& c, const RingField& f, const Rect& area) {
    const int n = words::ring_count(f);
    const Grid grid = grid_of(f, area);
    const float r = grid.pitch * 0.375f;
    const float stretched = (area.w - 2 * r) / static_cast<float>(std::max(1, grid.columns - 1));
    const float across = std::clamp(stretched, grid.pitch, kMostAcross * grid.pitch);
    for (int i = 0; i < n; ++i)
        draw_unit(c,
                  {area.x + r + static_cast<float>(i % grid.columns) * across,
                   area.y + r + static_cast<float>(i / grid.columns) * grid.pitch},
                  r, f, i);
}

TextBlock label(Canvas& c, const std::string& text, Face face, float em) {
    TextBlock block = set_figure(c.fonts(), {{text, face, em}}, words::language("zh-CN"));
    block.language = nullptr;  // it is in the page's words
    return block;
}

}  // namespace

void draw_bar(Canvas& c, const Bars& b, Bars::Which which, const Rect& area) {
    const Theme& t = c.colors();
    const float stroke = 2 * c.metrics().hairline;
    const auto length = [&](double v) { return static_cast<float>(std::max(0.0, v) / b.reach) * area.w; };
    if (which == Bars::Which::target)
        return c.card({area.x, area.y, std::max(length(b.target), 3 * stroke), area.h}, 0, t.card, t.accent,
                      1.5f * stroke);
    if (which == Bars::Which::baseline)
        return c.fill({area.x, area.y, std::max(length(*b.baseline), stroke), area.h}, t.ring);
    const float sure = length(b.done->sure), possible = b.done->open ? area.w : length(b.done->possible);
    if (sure > 0) c.fill({area.x, area.y, std::max(sure, stroke), area.h}, t.accent);
    if (possible > sure) hatch(c, {area.x + sure, area.y, possible - sure, area.h}, t.accent);
    const float over = std::min(0.2f * area.h, 4 * stroke), x = area.x + length(b.target);
    c.line({x, area.y - over}, {x, area.bottom() + over}, t.ink, stroke);
}

namespace {

/// Of the even way from nothing at the target's start to the target at its deadline.
double pace_at(const LineChart& chart, double at) {
    const double whole = std::max(1e-9, chart.deadline_at - chart.start_at);
    return std::clamp((at - chart.start_at) / whole, 0.0, 1.0);
}

/// The lines that values must keep clear of, and where a number lies on the plot.
struct PlotScale {
    const LineChart& chart;
    Rect plot;
    double low, high;

    [[nodiscard]] float x(double share) const { return plot.x + static_cast<float>(share) * plot.w; }
    [[nodiscard]] float y(double value) const {
        return plot.bottom() - static_cast<float>((value - low) / (high - low)) * plot.h;
    }
    /// The even pace at `at`, from zero to the target.
    [[nodiscard]] float pace_y(float at) const {
        return y(chart.target * pace_at(chart, static_cast<double>((at - plot.x) / std::max(1.0f, plot.w))));
    }
    [[nodiscard]] bool is_crossed(const Rect& r) const {
        const auto within = [&](float line) { return line > r.y && line < r.bottom(); };
        if (within(y(chart.target)) || within(y(0))) return true;
        if (!chart.growing) return false;
        const auto [upper, lower] = std::minmax({pace_y(r.x), pace_y(r.right())});
        return upper < r.bottom() && lower > r.y;
    }
};

/// Dots of months that follow one another are joined; between others nobody knows, and the line is dashed.
void join_dots(Canvas& c, const PlotScale& scale, const std::vector<Point>& path) {
    const float em = c.metrics().em;
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (!scale.chart.has_gap_before(i))
            c.polyline({path[i - 1], path[i]}, c.colors().ink, 0.12f * em, false);
        else
            c.dashed_line(path[i - 1], path[i], c.colors().ink, 0.09f * em, 0.4f * em);
    }
}

void draw_dot(Canvas& c, const LineChart::Dot& dot, Point at, float r) {
    const Theme& t = c.colors();
    c.disc(at, r, dot.final && dot.exact ? t.ink : t.paper);
    c.ring(at, r, t.ink, 0.11f * c.metrics().em);
    if (!dot.exact) draw_question(c, at, 0.9f * r, t.ink);
}

/// Whether the line from `a` to `b` runs through `r`. Source: Liang and Barsky's clipping.
bool runs_through(Point a, Point b, const Rect& r) {
    float enter = 0, leave = 1;
    const auto clip = [&](float step, float room) {
        if (step == 0) return room >= 0;
        if (step < 0)
            enter = std::max(enter, room / step);
        else
            leave = std::min(leave, room / step);
        return true;
    };
    const float dx = b.x - a.x, dy = b.y - a.y;
    return clip(-dx, a.x - r.x) && clip(dx, r.right() - a.x) && clip(-dy, a.y - r.y) &&
           clip(dy, r.bottom() - a.y) && enter < leave;
}

/// Where the values of a chart stand.
class ValuePlaces {
public:
    /// `taken`: what stands there already.
    ValuePlaces(const PlotScale& scale, const std::vector<Point>& path, const Rect& area, float em,
                const Rect& taken)
        : scale_(scale), path_(path), area_(area), em_(em), taken_{taken} {
        const float r = 0.9f * radius();
        for (const Point at : path) taken_.push_back({at.x - r, at.y - r, 2 * r, 2 * r});
    }

    [[nodiscard]] float radius() const { return 0.4f * em_; }
    [[nodiscard]] const std::vector<Rect>& taken() const { return taken_; }

    /// Above or below its point, on the side away from what it is held against first, and never on a line of
    /// the chart or on another value; between the points' own lines only where there is no other place.
    /// Nothing where there is none at all: the details list every figure.
    std::optional<Point> take(std::size_t dot, const TextBlock& block) {
        for (const bool clear_of_path : {true, false})
            for (const float further : {0.0f, 0.9f * em_, 1.8f * em_})
                for (const bool under : {is_below_first(dot), !is_below_first(dot)}) {
                    const Point at = candidate(path_[dot], block, under, further);
                    const Rect ink = block.ink.shifted(at).inset(-0.22f * em_);
                    if (!is_free(ink) || (clear_of_path && is_on_path(ink))) continue;
                    taken_.push_back(block.ink.shifted(at));
                    return at;
                }
        return std::nullopt;
    }

private:
    [[nodiscard]] bool is_below_first(std::size_t i) const {
        const LineChart& chart = scale_.chart;
        const double pace = chart.growing ? pace_at(chart, chart.dots[i].at) : 1;
        return chart.dots[i].value <= chart.target * pace;
    }
    [[nodiscard]] Point candidate(Point point, const TextBlock& block, bool under, float further) const {
        const float left =
            std::max(area_.x, std::min(point.x - block.width / 2, area_.right() - block.width));
        const float gap = radius() + 0.35f * em_ + further;
        return {left, under ? point.y + gap : point.y - gap - block.height};
    }
    /// The topmost line is left to the target's words.
    [[nodiscard]] bool is_free(const Rect& ink) const {
        const bool is_inside = ink.right() <= area_.right() + em_ / 4 && ink.y >= area_.y + 1.3f * em_ &&
                               ink.bottom() <= scale_.plot.bottom();
        if (!is_inside || scale_.is_crossed(ink)) return false;
        return std::none_of(taken_.begin(), taken_.end(),
                            [&](const Rect& other) { return overlap(other, ink); });
    }
    [[nodiscard]] bool is_on_path(const Rect& ink) const {
        for (std::size_t i = 1; i < path_.size(); ++i)
            if (runs_through(path_[i - 1], path_[i], ink)) return true;
        return false;
    }

    const PlotScale& scale_;
    const std::vector<Point>& path_;
    const Rect& area_;
    float em_;
    std::vector<Rect> taken_;
};

/// Returns what is taken by points and values.
std::vector<Rect> draw_dots(Canvas& c, const PlotScale& scale, const Rect& area, const Rect& zero, float em) {
    const Theme& t = c.colors();
    const auto& dots = scale.chart.dots;
    std::vector<Point> path;
    for (const auto& d : dots) path.push_back({scale.x(d.at), scale.y(d.value)});
    join_dots(c, scale, path);
    ValuePlaces places{scale, path, area, em, zero};
    for (std::size_t i = 0; i < path.size(); ++i) draw_dot(c, dots[i], path[i], places.radius());
    for (std::size_t i = path.size(); i-- > 0;) {  // the newest first: it must be there
        const TextBlock block = label(c, dots[i].words, dots[i].final ? Face::bold : Face::regular, em);
        const auto at = places.take(i, block);
        if (!at) continue;
        c.fill(block.ink.shifted(*at).inset(-0.1f * em), t.paper);  // a line between points stays behind it
        c.text(block, *at, {t.ink, t.paper, Role::label});
    }
    return places.taken();
}

/// The target's words stand at the left end of its line, above or under it, or at the top where both are
/// taken.
void draw_target_words(Canvas& c, const LineChart& chart, const Rect& area, float line_y, float axis_y,
                       const std::vector<Rect>& taken, float em) {
    const Theme& t = c.colors();
    const TextBlock block = label(c, chart.target_words, Face::bold, em);
    if (block.width > area.w - 2.5f * em) return;  // a panel that narrow has them on the first page alone
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

/// The ends of the axis have their words in any case, the others where they are clear of those.
void draw_ticks(Canvas& c, const PlotScale& scale, const Rect& area, float axis, float em) {
    const Theme& t = c.colors();
    const auto& ticks = scale.chart.ticks;
    const std::size_t last = ticks.size() - 1;
    std::vector<Rect> taken;
    const auto draw = [&](std::size_t i) {
        const float x = scale.x(static_cast<double>(i) / static_cast<double>(last));
        const TextBlock tick = label(c, ticks[i], Face::regular, em);
        const Point at{std::clamp(x - tick.width / 2, area.x, scale.plot.right() + 0.1f * em - tick.width),
                       scale.plot.bottom() + 0.45f * em};
        c.line({x, axis}, {x, axis + 0.25f * em}, t.ink, 0.09f * em);
        const Rect ink = tick.ink.shifted(at).inset(-0.3f * em);
        if (std::any_of(taken.begin(), taken.end(), [&](const Rect& other) { return overlap(other, ink); }))
            return;
        taken.push_back(tick.ink.shifted(at));
        c.text(tick, at, {t.ink2, t.paper, Role::label});
    };
    draw(0);
    draw(last);
    for (std::size_t i = 1; i < last; ++i) draw(i);
}

Rect plot_of(const Rect& area, float em) {
    const float head = 2.9f * em;  // the target's words and the highest value
    return {area.x, area.y + head, area.w - 1.2f * em,
            std::max(em, std::min(area.h - head - 1.7f * em, 0.7f * area.w))};
}

void draw_line_chart(Canvas& c, const LineChart& chart, const Rect& area, float em) {
    const Theme& t = c.colors();
    double low = std::min(0.0, chart.target), high = std::max(0.0, chart.target);
    for (const auto& d : chart.dots) {
        low = std::min(low, d.value);
        high = std::max(high, d.value);
    }
    if (low < 0) low -= (high - low) * 0.12;  // room for a value under its point
    high += (high - low) * 0.02 + 1e-6;
    const Rect plot = plot_of(area, em);
    const PlotScale scale{chart, plot, low, high};
    const float line = 0.09f * em, axis = scale.y(0), target = scale.y(chart.target);
    c.line({plot.x, axis}, {plot.right(), axis}, t.ink, line);
    const TextBlock zero = label(c, "0", Face::regular, em);
    const Point zero_at{plot.right() + 0.35f * em, axis - zero.height / 2};
    c.text(zero, zero_at, {t.ink2, t.paper, Role::label});
    if (chart.growing)
        c.polyline({{scale.x(chart.start_at), axis}, {scale.x(chart.deadline_at), target}}, t.ring, line,
                   false);
    c.dashed_line({plot.x, target}, {plot.right(), target}, t.accent, 1.3f * line, 0.5f * em);
    const auto taken = draw_dots(c, scale, area, zero.ink.shifted(zero_at), em);
    draw_target_words(c, chart, area, target, plot.bottom(), taken, em);
    draw_ticks(c, scale, area, axis, em);
}

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

float picture_height(const TargetPicture& picture, const Rect& area, float em) {
    if (const auto* field = std::get_if<RingField>(&picture)) return height_of(grid_of(*field, area));
    if (std::holds_alternative<LineChart>(picture)) return plot_of(area, em).bottom() + 1.6f * em - area.y;
    return 0;
}

void draw_picture(Canvas& c, const TargetPicture& picture, const Rect& area, float em) {
    if (const auto* field = std::get_if<RingField>(&picture)) return draw_rings(c, *field, area);
    if (const auto* chart = std::get_if<LineChart>(&picture)) return draw_line_chart(c, *chart, area, em);
}

void draw_row_bar(Canvas& c, const RowBar& bar, const Rect& area) {
    constexpr float kTargetAt = 0.8f;  // of the track
    const Theme& t = c.colors();
    const float h = std::min(area.h, 0.55f * c.metrics().em), y = std::round(area.center().y - h / 2),
                line = std::max(1.0f, c.metrics().hairline);
    const auto at = [&](double share) {
        return area.x + static_cast<float>(std::clamp(share * kTargetAt, 0.0, 1.0)) * area.w;
    };
    const float sure = at(bar.share.sure), possible = bar.share.open ? area.right() : at(bar.share.possible);
    c.card({area.x, y, area.w, h}, 0.2f * h, t.card, t.ring, line);
    if (bar.has_figure && sure > area.x) {
        // However little it is, it is seen.
        const Rect done{area.x, y, std::max(sure - area.x, 3 * line), h};
        bar.provisional ? c.card(done, 0.2f * h, t.card, t.accent, 2.5f * line)
                        : c.card(done, 0.2f * h, t.accent, t.accent, 0);
    }
    if (bar.has_figure && possible > sure) hatch(c, {sure, y, possible - sure, h}, t.accent);
    const bool beyond = bar.share.sure > 1 && !bar.provisional;
    c.line({at(1), y - 0.35f * h}, {at(1), y + 1.35f * h}, beyond ? t.ink : t.accent, 2.5f * line);
}

Rect draw_state_field(Canvas& c, const StateMarks& marks, const Rect& area, float largest_pitch) {
    const int n = std::accumulate(marks.marks.begin(), marks.marks.end(), 0);
    if (n == 0) return {area.x, area.y, 0, 0};
    Grid grid = best_grid(n, area.w, area.h);
    grid.pitch = std::min(grid.pitch, largest_pitch);
    grid.columns = std::max(grid.columns, static_cast<int>(area.w / grid.pitch + 0.25f));
    grid.rows = (n + grid.columns - 1) / grid.columns;
    if (grid.rows <= 3) grid.columns = (n + grid.rows - 1) / grid.rows;  // a few rows are even
    const float r = 0.36f * grid.pitch, stretch = (area.w - 0.75f * grid.pitch) /
                                                  std::max(1.0f, static_cast<float>(grid.columns - 1));
    const float across = std::min(stretch, 1.15f * grid.pitch);
    std::size_t state = 0;
    int passed = 0;  // marks of the states before `state`
    for (int i = 0; i < n; ++i) {
        while (i >= passed + marks.marks[state]) passed += marks.marks[state++];
        const Point at{area.x + r + static_cast<float>(i % grid.columns) * across,
                       area.y + r + static_cast<float>(i / grid.columns) * grid.pitch};
        if (static_cast<catalog::State>(state) == catalog::State::no_figure)
            c.ring(at, r, c.colors().ring, 0.12f * r);
        else
            draw_state(c, static_cast<catalog::State>(state), at, r, c.colors().paper);
    }
    return {area.x, area.y, area.w, (static_cast<float>(grid.rows) - 0.28f) * grid.pitch};
}

int qr_modules(const std::string& text) {
    // Bytes that the versions from 1 on hold at error correction level M.
    constexpr std::array kBytes{14,  26,  42,  62,  84,  106, 122, 152, 180, 213,
                                251, 287, 331, 362, 412, 450, 504, 560, 624, 666};
    const auto version =
        std::lower_bound(kBytes.begin(), kBytes.end(), static_cast<int>(text.size())) - kBytes.begin() + 1;
    return 17 + 4 * static_cast<int>(version) + 2 * 4;
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
