#include "sync/publish/web/pictures.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sync/publish/web/chart.h"
#include "sync/publish/web/drawing.h"

namespace publish::web {
namespace {

using words::Bars;
using words::RingField;
using words::RingPart;

// Sizes of drawings are in the pixels of a page of middling width; the page makes them smaller where it has
// to.
constexpr double kMostWidth = 520, kMostHeight = 400, kLargestPitch = 120, kGap = 0.25;  // of the pitch

struct Grid {
    int columns = 1, rows = 1;
    double pitch = 0;
};

/// The largest rings that fit; few are large.
Grid best_grid(int n) {
    Grid best;
    for (int columns = 1; columns <= n; ++columns) {
        const int rows = (n + columns - 1) / columns;
        const double pitch = std::min(kMostWidth / (columns - kGap), kMostHeight / (rows - kGap));
        if (pitch > best.pitch * 1.001) best = {columns, rows, pitch};
    }
    best.pitch = std::min(best.pitch, kLargestPitch);
    return best;
}

Html question_mark(double x, double y, double radius) {
    return element("text",
                   {{"class", "doubt"},
                    {"x", number(x)},
                    {"y", number(y + 0.42 * radius)},
                    {"font-size", number(1.2 * radius)}},
                   "?");
}

Html ring(const RingPart& part, bool of_hundred, double x, double y, double r) {
    Html html;
    const auto slice = [&](const char* kind, double from, double to) {
        html += to - from >= 1 ? circle(kind, x, y, r + 0.5)
                               : shape("path", {{"class", kind}, {"d", slice_path(x, y, r, from, to)}});
    };
    if (of_hundred && part.promised <= 0 && part.done + part.beyond <= 0)
        html += circle("r", x, y, std::max(1.5, 0.16 * r));
    if (part.promised >= 1 && part.done < 1) html += circle("R", x, y, r);
    if (part.promised > 0 && part.promised < 1)
        html += shape("path", {{"class", "R"}, {"d", arc_path(x, y, r, 0, part.promised)}});
    if (part.done > 0) slice("a", 0, part.done);
    if (part.doubtful && part.done + part.beyond < 0.5) html += question_mark(x, y, r);
    if (part.beyond > 0) {
        if (part.beyond < 1 && part.done <= 0) html += circle("G", x, y, r);
        slice("g", part.done, part.done + part.beyond);
    }
    return html;
}

Html rings(const RingField& field) {
    const int n = words::ring_count(field);
    const Grid grid = field.of_hundred ? Grid{10, 10, kMostHeight / (10 - kGap)} : best_grid(n);
    const double r = 0.375 * grid.pitch;
    Html html;
    for (int i = 0; i < n; ++i)
        html += ring(words::ring_at(field, i), field.of_hundred, 1 + r + (i % grid.columns) * grid.pitch,
                     1 + r + (i / grid.columns) * grid.pitch, r);
    const double width = (grid.columns - kGap) * grid.pitch + 2, height = (grid.rows - kGap) * grid.pitch + 2;
    return drawing("field", width, width, height, html);
}

constexpr double kBarHeight = 34, kBarWidth = 520;

/// Strokes across what may be there and may not.
Html hatch(double from, double to, double height) {
    Html html;
    for (double x = from - height; x < to; x += 9) {
        const double left = std::max(x, from), right = std::min(x + height, to);
        if (right > left) html += line("A", left, height - (left - x), right, height - (right - x));
    }
    return html;
}

Html one_bar(const std::string& words, const Html& content) {
    return element("p", {{"class", "bar-words"}}, words) +
           drawing("bar", 0, kBarWidth + 4, kBarHeight + 4,
                   element("g", {{"transform", "translate(2 2)"}}, content));
}

Html bars(const Bars& bars) {
    const auto length = [&](double value) { return std::max(0.0, value) / bars.reach * kBarWidth; };
    Html html;
    if (bars.done) {
        const double sure = length(bars.done->sure),
                     possible = bars.done->open ? kBarWidth : length(bars.done->possible),
                     target = length(bars.target);
        html += one_bar(bars.done_words,
                        (sure > 0 ? rectangle("a", 0, 2, std::max(3.0, sure), kBarHeight - 4) : Html()) +
                            (possible > sure ? hatch(sure, possible, kBarHeight) : Html()) +
                            line("goal", target, 0, target, kBarHeight));
    }
    html +=
        one_bar(bars.target_words, rectangle("A", 0, 2, std::max(4.0, length(bars.target)), kBarHeight - 4));
    if (bars.baseline)
        html += one_bar(bars.baseline_words,
                        rectangle("r", 0, 2, std::max(3.0, length(*bars.baseline)), kBarHeight - 4));
    return html;
}

}  // namespace

Html picture(const words::TargetPicture& picture, const std::string& caption) {
    Html drawn;
    if (const auto* field = std::get_if<RingField>(&picture)) drawn = rings(*field);
    if (const auto* some = std::get_if<Bars>(&picture)) drawn = bars(*some);
    if (const auto* points = std::get_if<words::LineChart>(&picture)) drawn = chart(*points);
    if (drawn.empty()) return {};
    return element("figure", drawn + element("figcaption", caption));
}

Html row_bar(const words::RowBar& bar) {
    constexpr double kWidth = 240, kHeight = 14, kTargetAt = 0.8;
    const auto at = [](double share) { return std::clamp(share * kTargetAt, 0.0, 1.0) * kWidth; };
    const double sure = at(bar.share.sure), possible = bar.share.open ? kWidth : at(bar.share.possible);
    Html html = rectangle("track", 1, 4, kWidth - 2, kHeight - 4);
    if (bar.has_figure && sure > 0)
        html += rectangle(bar.provisional ? "A" : "a", 1, 4, std::max(3.0, sure - 1), kHeight - 4);
    if (bar.has_figure && possible > sure)
        html += element("g", {{"transform", "translate(0 4)"}}, hatch(sure, possible - 1, kHeight - 4));
    html += line("goal", at(1), 0, at(1), kHeight + 4);
    return drawing("row-bar", kWidth, kWidth, kHeight + 4, html);
}

}  // namespace publish::web
