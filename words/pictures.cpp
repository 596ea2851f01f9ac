#include "words/pictures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "catalog/unit.h"
#include "words/format.h"

namespace words {
namespace {

double number(std::string_view decimal) {
    const auto parsed = catalog::Decimal::parse(decimal);
    return parsed ? parsed->to_double() : 0;
}

using catalog::UnitTrait;

UnitTrait trait_of(const catalog::Target& target) {
    return catalog::trait_of(target.unit.zh, target.unit.en);
}

/// Money, lengths and the like have no pieces to draw.
bool is_counted_in_pieces(UnitTrait trait) { return trait == UnitTrait::thing || trait == UnitTrait::person; }

/// Of a whole, which a hundred rings stand for; any other percentage may go beyond.
bool is_share(const catalog::Target& target, UnitTrait trait) {
    return trait == UnitTrait::none || (trait == UnitTrait::percent && target.kind == catalog::Kind::share);
}

/// The largest power of ten that leaves at most kMostRings rings, in base units.
long long ring_size(double base_value) {
    long long size = 1;
    while (base_value / static_cast<double>(size) > kMostRings) size *= 10;
    return size;
}

/// `factor` brings the figure's numbers to the picture's.
std::optional<Reached> reached_by(const catalog::Target& target, const catalog::Observation* figure,
                                  double factor) {
    const auto extent = figure != nullptr ? catalog::extent_of(target, *figure) : std::nullopt;
    if (!extent) return std::nullopt;
    const double low = extent->low ? std::max(0.0, extent->low->to_double() * factor) : 0;
    return Reached{low, extent->high ? std::max(low, extent->high->to_double() * factor) : low,
                   !extent->high};
}

RingField ring_field(const catalog::Target& target, const catalog::Observation* shown) {
    const double factor =
        std::pow(10, catalog::power_of_unit(target.unit.zh.empty() ? target.unit.en : target.unit.zh));
    const double promised = number(target.value_high.empty() ? target.value : target.value_high) * factor;
    RingField field{.ring_is = ring_size(promised)};
    field.promised = promised / static_cast<double>(field.ring_is);
    field.done = reached_by(target, shown, factor / static_cast<double>(field.ring_is));
    return field;
}

const catalog::Observation* baseline_of(const std::vector<catalog::Observation>& observations) {
    const catalog::Observation* latest = nullptr;
    for (const auto& o : observations)
        if (o.status == catalog::ObservationStatus::baseline) latest = &o;
    return latest;
}

/// `words`, and that they were derived where nobody published them.
std::string words_of(const catalog::Observation& figure, const std::string& words, const Strings& strings) {
    return figure.derived.empty() ? words : strings("derived.point", {{"figure", words}});
}

/// The figure's number in the unit of the target; REQUIRES: it has one.
double in_unit(const catalog::Target& target, const catalog::Observation& figure) {
    const auto extent = catalog::extent_of(target, figure);
    const auto end = extent && extent->low ? extent->low : extent ? extent->high : std::nullopt;
    return figure.qualifier == catalog::Qualifier::approx && extent
               ? (extent->low->to_double() + extent->high->to_double()) / 2
           : end ? end->to_double()
                 : 0;
}

/// "目标：106.9公里"
std::string labelled(const std::string& label, const std::string& figure, const Strings& strings) {
    return strings("figure_is", {{"label", label}, {"figure", figure}});
}

Bars bars(const catalog::Target& target, const std::vector<catalog::Observation>& observations,
          const catalog::Observation* shown, const Strings& strings) {
    Bars bars{.target = number(target.value)};
    const char* const label = !has_deadline(target)    ? "the_number"
                              : target.derived.empty() ? "the_target"
                                                       : "the_target_derived";
    bars.target_words = labelled(strings(label), promised(target, strings).joined(), strings);
    bars.reach = bars.target;
    if (const auto* base = baseline_of(observations)) {
        bars.baseline = in_unit(target, *base);
        bars.baseline_words =
            labelled(period_text(base->period_start, base->period_end, strings),
                     words_of(*base, observed(*base, target, strings).joined(), strings), strings);
        bars.reach = std::max(bars.reach, *bars.baseline);
    }
    if ((bars.done = reached_by(target, shown, 1))) {
        bars.done_words = labelled(figure_label(target, *shown, strings),
                                   observed(*shown, target, strings).joined(), strings);
        bars.reach = std::max(bars.reach, bars.done->possible);
        if (bars.done->open) bars.reach *= 1.12;  // there is more, and no saying how much
    }
    if (trait_of(target) == UnitTrait::percent) bars.reach = std::max(bars.reach, 1.25 * bars.target);
    if (trait_of(target) == UnitTrait::percent && bars.target <= 100)
        bars.reach = std::min(bars.reach, 100.0);
    return bars;
}

/// How much of the days has passed when `day` is over.
double share_of(base::Date day, Days days) {
    return static_cast<double>((day - days.first).count() + 1) /
           static_cast<double>((days.last - days.first).count() + 1);
}

bool is_within(const catalog::Observation& figure, Days days) {
    return figure.period_end >= days.first && figure.period_end <= days.last;
}

/// A year, and what a fiscal one may have more.
constexpr std::chrono::days kAboutAYear{400};

/// At the quarters of the axis: months of a calendar year, months with their year of anything else.
std::vector<std::string> ticks_of(Days days, const Strings& strings) {
    using namespace std::chrono;
    const auto year_of = [](base::Date day) { return year_month_day{day}.year(); };
    if (days.first == sys_days{year_of(days.first) / January / 1} &&
        days.last == sys_days{year_of(days.first) / December / 31})
        return {strings("chart.jan"), strings("chart.apr"), strings("chart.jul"), strings("chart.oct"),
                strings("chart.end")};
    std::vector<std::string> ticks;
    for (int quarter = 0; quarter <= 4; ++quarter) {
        const year_month_day day{days.first + (days.last - days.first) * quarter / 4};
        ticks.push_back(strings("chart.month", {{"year", std::to_string(static_cast<int>(day.year()))},
                                                {"month", short_month(day.month(), strings)}}));
    }
    return ticks;
}

LineChart line_chart(const catalog::Target& target, const std::vector<catalog::Observation>& observations,
                     Days days, const Strings& strings) {
    LineChart chart{.target = number(target.value), .target_words = promised(target, strings).joined()};
    chart.start_at = std::clamp(share_of(target.start - std::chrono::days{1}, days), 0.0, 1.0);
    chart.deadline_at = std::clamp(share_of(target.deadline, days), 0.0, 1.0);
    chart.ticks = ticks_of(days, strings);
    for (const auto& o : observations) {
        if (o.status == catalog::ObservationStatus::baseline || !is_within(o, days)) continue;
        if (catalog::is_running_total(target) && o.period_start != target.start) continue;
        if (!catalog::extent_of(target, o)) continue;  // words alone
        const Figure figure = observed(o, target, strings);
        chart.dots.push_back(
            {share_of(o.period_end, days), in_unit(target, o), o.status == catalog::ObservationStatus::final,
             o.qualifier == catalog::Qualifier::exact, o.period_end,
             words_of(o, figure.before + figure.number + figure.power + figure.after, strings),
             words_of(o, figure.joined(), strings)});
    }
    return chart;
}

/// Figures of the plan year that are more than one make a line; so does a growth rate, which has no pieces.
bool is_line(const catalog::Target& target, const LineChart& chart) {
    if (target.kind == catalog::Kind::growth_rate) return true;
    return chart.dots.size() >= 2 && target.kind != catalog::Kind::cumulative_total;
}

}  // namespace

Days days_of(const catalog::Target& target, const catalog::Release& release) {
    const Days period{release.period_start, std::max(release.period_end, release.period_start)};
    const bool about_a_year = period.last - period.first <= kAboutAYear;
    if (about_a_year && target.start >= period.first && target.deadline <= period.last) return period;
    return {target.start, std::max(target.start, target.deadline)};
}

TargetPicture picture_of(const catalog::Target& target, const std::vector<catalog::Observation>& observations,
                         const catalog::Observation* shown, Days days, const Strings& strings) {
    using catalog::Kind;
    if (target.value.empty() || target.comparator == catalog::Comparator::qualitative) return {};
    const UnitTrait trait = trait_of(target);
    if (target.kind == Kind::rank || number(target.value) <= 0) return {};
    if (trait == UnitTrait::rank || trait == UnitTrait::duration) return {};
    LineChart chart = line_chart(target, observations, days, strings);
    if (is_line(target, chart)) {
        chart.kind = target.kind == Kind::growth_rate    ? LineChart::Kind::growth_rate
                     : catalog::is_running_total(target) ? LineChart::Kind::sum
                                                         : LineChart::Kind::state;
        chart.growing = chart.kind == LineChart::Kind::sum && target.direction == catalog::Direction::higher;
        return chart;
    }
    if (is_share(target, trait)) {
        const double whole = trait == UnitTrait::none ? 100 : 1;  // a third is written 0.33
        return RingField{.promised = whole * number(target.value),
                         .done = reached_by(target, shown, whole),
                         .of_hundred = true};
    }
    if (is_counted_in_pieces(trait) &&
        (catalog::is_running_total(target) || baseline_of(observations) == nullptr))
        return ring_field(target, shown);
    return bars(target, observations, shown, strings);
}

namespace {

std::string caption_of_rings(const RingField& field, const catalog::Target& target, const Strings& strings,
                             bool high_contrast) {
    const Figure wanted = promised(target, strings);
    if (field.of_hundred)
        return strings(field.done ? "caption.hundred_done" : "caption.hundred",
                       {{"target", wanted.joined()}});
    const std::string each = pieces_text(field.ring_is, target.unit, strings.language());
    if (!field.done)
        return field.ring_is == 1 && wanted.words.empty()
                   ? strings("caption.rings_one",
                             {{"count", wanted.number + wanted.power + wanted.unit}, {"each", each}})
                   : strings("caption.rings", {{"each", each}});
    if (field.done->possible <= field.promised) return strings("caption.rings_done", {{"each", each}});
    return strings(high_contrast ? "caption.rings_beyond_grey" : "caption.rings_beyond", {{"each", each}});
}

std::string caption_of_points(const LineChart& chart, const Strings& strings) {
    switch (chart.kind) {
        case LineChart::Kind::growth_rate:
            return strings("caption.line_rate");
        case LineChart::Kind::sum:
            return strings(chart.growing ? "caption.line_growing" : "caption.line_sum");
        case LineChart::Kind::state:
            return strings("caption.line_state");
    }
    return "";
}

std::string caption_of_line(const LineChart& chart, const Strings& strings) {
    if (chart.dots.empty()) return strings("caption.line_empty");
    bool gaps = false;
    for (std::size_t i = 1; i < chart.dots.size(); ++i) gaps = gaps || chart.has_gap_before(i);
    return caption_of_points(chart, strings) + (gaps ? strings("caption.gaps") : "");
}

bool is_inexact(const TargetPicture& picture) {
    if (const auto* field = std::get_if<RingField>(&picture)) return field->done && !field->done->is_exact();
    if (const auto* bar = std::get_if<Bars>(&picture)) return bar->done && !bar->done->is_exact();
    if (const auto* chart = std::get_if<LineChart>(&picture))
        return std::any_of(chart->dots.begin(), chart->dots.end(),
                           [](const auto& dot) { return !dot.exact; });
    return false;
}

std::string caption_without_doubt(const TargetPicture& picture, const catalog::Target& target,
                                  const Strings& strings, bool high_contrast) {
    if (const auto* field = std::get_if<RingField>(&picture))
        return caption_of_rings(*field, target, strings, high_contrast);
    if (const auto* bars = std::get_if<Bars>(&picture))
        return strings(bars->done ? "caption.bar_done" : "caption.bar");
    if (const auto* chart = std::get_if<LineChart>(&picture)) return caption_of_line(*chart, strings);
    return "";
}

}  // namespace

std::string caption_of(const TargetPicture& picture, const catalog::Target& target, const Strings& strings,
                       bool high_contrast) {
    const std::string words = caption_without_doubt(picture, target, strings, high_contrast);
    return is_inexact(picture) ? words + strings("caption.inexact") : words;
}

namespace {

/// The part of the ring at `index` that lies below `end`, 0 to 1.
double part_below(double end, int index) { return std::clamp(end - index, 0.0, 1.0); }

}  // namespace

int ring_count(const RingField& field) {
    if (field.of_hundred) return 100;
    const Reached reached = field.done.value_or(Reached{});
    const double done = reached.open ? reached.sure + 1 : reached.possible;
    return std::max(
        1, static_cast<int>(std::ceil(std::max(field.promised, std::min(done, 1.6 * kMostRings)) - 1e-9)));
}

RingPart ring_at(const RingField& field, int index) {
    const Reached reached = field.done.value_or(Reached{});
    const double promised = part_below(field.promised, index), done = part_below(reached.sure, index);
    const bool maybe_more = reached.open ? promised > 0 || done > 0 || index < reached.sure + 1
                                         : part_below(reached.possible, index) > done;
    const double within = std::min(done, promised > 0 ? promised : 0.0);
    return {promised, within, done - within, done < 1 && maybe_more};
}

std::optional<RowBar> row_bar_of(const catalog::Target& target, const catalog::Observation* shown) {
    const double wanted = number(target.value);
    if (wanted <= 0 || target.comparator == catalog::Comparator::qualitative) return std::nullopt;
    RowBar bar;
    const auto share = reached_by(target, shown, 1 / wanted);
    if (!share) return bar;
    bar.has_figure = true;
    bar.share = *share;
    bar.provisional = !is_last_word(target, *shown);
    return bar;
}

StateMarks state_marks(const StateCounts& counts) {
    constexpr int kMostMarks = 400, kSteps[] = {1, 2, 5};
    for (int power = 1;; power *= 10)
        for (const int step : kSteps) {
            StateMarks result{.each = step * power};
            for (std::size_t i = 0; i < counts.size(); ++i)
                result.marks[i] = (counts[i] + result.each - 1) / result.each;
            if (std::accumulate(result.marks.begin(), result.marks.end(), 0) <= kMostMarks) return result;
        }
}

}  // namespace words
