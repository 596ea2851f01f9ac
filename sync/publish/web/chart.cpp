#include "sync/publish/web/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "sync/publish/web/drawing.h"

namespace publish::web {
namespace {

using words::LineChart;

// In units of the drawing, which a telephone shows at three quarters of their size.
constexpr double kWidth = 400, kHeight = 290, kEm = 18, kTop = 3 * kEm, kBottom = 1.9 * kEm,
                 kRight = 1.2 * kEm, kRadius = 5.5;

struct Box {
    double x, y, w, h;
    [[nodiscard]] bool meets(const Box& other) const {
        return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
    }
};

class Plot {
public:
    explicit Plot(const LineChart& chart) : chart_(chart) {
        low_ = std::min(0.0, chart.target);
        high_ = std::max(0.0, chart.target);
        for (const auto& dot : chart.dots) {
            low_ = std::min(low_, dot.value);
            high_ = std::max(high_, dot.value);
        }
        if (low_ < 0) low_ -= 0.12 * (high_ - low_);
        high_ += 0.02 * (high_ - low_) + 1e-6;
    }

    Html draw() {
        Html html = axis() + target_line();
        join();
        html += lines_;
        for (const auto& dot : chart_.dots) taken_.push_back(box_of(dot));
        for (std::size_t i = chart_.dots.size(); i-- > 0;) place_value(chart_.dots[i]);  // the newest first
        for (const auto& dot : chart_.dots) html += point(dot);
        return html + values_ + target_words();
    }

private:
    [[nodiscard]] double x(double share) const { return 1 + share * (kWidth - kRight - 1); }
    [[nodiscard]] double y(double value) const {
        const double bottom = kHeight - kBottom;
        return bottom - (value - low_) / (high_ - low_) * (bottom - kTop);
    }
    [[nodiscard]] Box box_of(const LineChart::Dot& dot) const {
        return {x(dot.at) - kRadius, y(dot.value) - kRadius, 2 * kRadius, 2 * kRadius};
    }

    [[nodiscard]] static Html label(const char* kind, const std::string& words, double x, double y) {
        return element("text", {{"class", kind}, {"x", number(x)}, {"y", number(y)}}, words);
    }

    [[nodiscard]] Html axis() {
        Html html = line("axis", 1, y(0), x(1), y(0)) + label("tick", "0", x(1) + 4, y(0) + 0.35 * kEm);
        if (chart_.growing)
            html += line("pace", x(chart_.start_at), y(0), x(chart_.deadline_at), y(chart_.target));
        const std::size_t last = chart_.ticks.size() - 1;
        std::vector<Box> words;
        for (const std::size_t i : order_of_ticks(last)) {
            const double at = x(static_cast<double>(i) / static_cast<double>(last)),
                         width = kEm * width_of(chart_.ticks[i]),
                         left = std::clamp(at - width / 2, 2.0, kWidth - width);
            html += line("axis", at, y(0), at, y(0) + 4);
            const Box box{left - 4, 0, width + 8, 1};
            if (std::any_of(words.begin(), words.end(), [&](const Box& b) { return b.meets(box); })) continue;
            words.push_back(box);
            html += label("tick", chart_.ticks[i], left, kHeight - 0.5 * kEm);
        }
        return html;
    }

    /// The ends have their words in any case.
    [[nodiscard]] static std::vector<std::size_t> order_of_ticks(std::size_t last) {
        std::vector<std::size_t> order{0, last};
        for (std::size_t i = 1; i < last; ++i) order.push_back(i);
        return order;
    }

    [[nodiscard]] Html target_line() const {
        return line("target", 1, y(chart_.target), x(1), y(chart_.target));
    }

    /// Between months that follow one another; else nobody knows, and the line is dashed.
    void join() {
        for (std::size_t i = 1; i < chart_.dots.size(); ++i) {
            const auto &from = chart_.dots[i - 1], &to = chart_.dots[i];
            lines_ += line(chart_.has_gap_before(i) ? "gap" : "joined", x(from.at), y(from.value), x(to.at),
                           y(to.value));
        }
    }

    [[nodiscard]] Html point(const LineChart::Dot& dot) const {
        Html html =
            circle(dot.final && dot.exact ? "point final" : "point", x(dot.at), y(dot.value), kRadius);
        if (!dot.exact)
            html += element("text",
                            {{"class", "doubt"},
                             {"x", number(x(dot.at))},
                             {"y", number(y(dot.value) + 0.26 * kEm)},
                             {"font-size", "12"}},
                            "?");
        return html;
    }

    [[nodiscard]] bool is_free(const Box& box) const {
        const auto crossed = [&](double height) { return height > box.y && height < box.y + box.h; };
        if (box.y < 1.5 * kEm || box.y + box.h > kHeight - kBottom || crossed(y(chart_.target)) ||
            crossed(y(0)))
            return false;
        return std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) { return other.meets(box); });
    }

    /// Above its point or under it; nowhere where there is no room: the table of figures has them all.
    void place_value(const LineChart::Dot& dot) {
        const double width = kEm * width_of(dot.words),
                     left = std::clamp(x(dot.at) - width / 2, 0.0, kWidth - width);
        for (const double offset :
             {-1.15 * kEm - kRadius, kRadius + 0.15 * kEm, -2.1 * kEm - kRadius, kRadius + 1.1 * kEm}) {
            const Box box{left - 2, y(dot.value) + offset, width + 4, 1.05 * kEm};
            if (!is_free(box)) continue;
            taken_.push_back(box);
            values_ += label(dot.final ? "value final" : "value", dot.words, left, box.y + 0.85 * kEm);
            return;
        }
    }

    /// At the left end of its line, above or under it; at the top where both are taken.
    [[nodiscard]] Html target_words() const {
        const double width = kEm * width_of(chart_.target_words), height = y(chart_.target);
        for (const double top : {height - 1.25 * kEm, height + 0.2 * kEm}) {
            const Box box{0, top, width + 4, 1.05 * kEm};
            const bool hits =
                std::any_of(taken_.begin(), taken_.end(), [&](const Box& other) { return other.meets(box); });
            if (top >= 0 && top + box.h < kHeight - kBottom && !hits && !is_crossed_by_path(box))
                return label("goal-words", chart_.target_words, 1, top + 0.85 * kEm);
        }
        return line("target", 1, 0.7 * kEm, 2 * kEm, 0.7 * kEm) +
               label("goal-words", chart_.target_words, 2.4 * kEm, kEm);
    }

    [[nodiscard]] bool is_crossed_by_path(const Box& box) const {
        for (std::size_t i = 1; i < chart_.dots.size(); ++i) {
            const auto &a = chart_.dots[i - 1], &b = chart_.dots[i];
            for (int step = 0; step <= 20; ++step) {
                const double part = step / 20.0;
                const Box at{x(a.at + part * (b.at - a.at)), y(a.value + part * (b.value - a.value)), 1, 1};
                if (at.meets(box)) return true;
            }
        }
        return false;
    }

    const LineChart& chart_;
    double low_ = 0, high_ = 0;
    std::vector<Box> taken_;
    Html lines_, values_;
};

}  // namespace

Html chart(const LineChart& chart) { return drawing("chart", 0, kWidth, kHeight, Plot(chart).draw()); }

}  // namespace publish::web
