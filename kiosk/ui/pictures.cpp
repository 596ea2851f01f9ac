#include "kiosk/ui/pictures.h"

#include <cmath>

#include "kiosk/ui/format.h"

namespace kiosk {
namespace {

double number(std::string_view decimal) {
    const auto parsed = catalog::Decimal::parse(decimal);
    return parsed ? parsed->to_double() : 0;
}

/// What is counted in money, area or weight of a standing stock has no pieces to draw.
bool is_counted_in_pieces(std::string_view unit) {
    for (const std::string_view no : {"元", "亩", "位", "类", "级", "克拉", "吨", "吨/年", "分钟", "小时",
                                      "向", "亿级", "千亿级", "万亿级"})
        if (unit == no) return false;
    return !unit.empty();
}

bool is_rank_or_class(std::string_view unit) {
    return unit == "位" || unit == "类" || unit == "级" || unit == "分钟" || unit == "小时" || unit == "向";
}

/// The largest power of ten that leaves at most kMostRings rings, in base units.
long long ring_size(double base_value) {
    long long size = 1;
    while (base_value / static_cast<double>(size) > kMostRings) size *= 10;
    return size;
}

RingField ring_field(const catalog::Target& target, const catalog::Observation* shown) {
    const double factor = std::pow(10, power_of_unit(target.unit.zh));
    const double promised = number(target.value_high.empty() ? target.value : target.value_high) * factor;
    RingField field{.ring_is = ring_size(promised)};
    field.promised = promised / static_cast<double>(field.ring_is);
    if (shown != nullptr) field.done = number(shown->value) * factor / static_cast<double>(field.ring_is);
    return field;
}

const catalog::Observation* baseline_of(const std::vector<catalog::Observation>& observations) {
    const catalog::Observation* latest = nullptr;
    for (const auto& o : observations)
        if (o.status == catalog::ObservationStatus::baseline) latest = &o;
    return latest;
}

Bar bar(const catalog::Target& target, const std::vector<catalog::Observation>& observations,
        const catalog::Observation* shown, const Strings& strings) {
    Bar bar{.target = number(target.value), .target_words = promised(target, strings).joined()};
    bar.reach = bar.target;
    if (const auto* base = baseline_of(observations)) {
        bar.baseline = number(base->value);
        bar.baseline_words = observed(*base, target, strings).joined();
        bar.reach = std::max(bar.reach, *bar.baseline);
    }
    if (shown != nullptr) {
        bar.done = number(shown->value);
        bar.done_words = observed(*shown, target, strings).joined();
        bar.reach = std::max(bar.reach, *bar.done);
    }
    bar.reach *= target.unit.zh == "%" ? 1.25 : 1.12;
    if (target.unit.zh == "%")
        bar.reach = std::min(std::max(bar.reach, bar.target), std::max(100.0, bar.target));
    return bar;
}

double year_share(base::Date date, int plan_year) {
    const auto first = base::make_date(plan_year, 1, 1), next = base::make_date(plan_year + 1, 1, 1);
    return static_cast<double>((date - first).count() + 1) / static_cast<double>((next - first).count());
}

LineChart line_chart(const catalog::Target& target, const std::vector<catalog::Observation>& observations,
                     const catalog::Observation* shown, int plan_year, const Strings& strings) {
    LineChart chart{.target = number(target.value), .target_words = promised(target, strings).joined()};
    chart.deadline_share = year_share(target.deadline, plan_year);
    for (const char* key : {"chart.jan", "chart.apr", "chart.jul", "chart.oct", "chart.end"})
        chart.ticks.push_back(strings(key));
    for (const auto& o : observations) {
        const bool base = o.status == catalog::ObservationStatus::baseline;
        if (base || shown == nullptr || o.period_end > shown->period_end) continue;
        chart.dots.push_back({year_share(o.period_end, plan_year), number(o.value),
                              o.status == catalog::ObservationStatus::final,
                              observed(o, target, strings).number});
    }
    return chart;
}

/// Figures of the plan year that are more than one make a line; so does a growth rate, which has no pieces.
bool is_line(const catalog::Target& target, const LineChart& chart) {
    if (target.kind == catalog::Kind::growth_rate) return true;
    return chart.dots.size() >= 2 && target.kind != catalog::Kind::cumulative_total;
}

}  // namespace

TargetPicture picture_of(const catalog::Target& target, const std::vector<catalog::Observation>& observations,
                         const catalog::Observation* shown, int plan_year, const Strings& strings) {
    using catalog::Kind;
    if (target.value.empty() || target.comparator == catalog::Comparator::qualitative) return {};
    const std::string_view unit = base_unit(target.unit.zh);
    if (is_rank_or_class(unit) || number(target.value) <= 0) return {};
    LineChart chart = line_chart(target, observations, shown, plan_year, strings);
    if (is_line(target, chart)) {
        chart.growing = (target.kind == Kind::annual_new || target.kind == Kind::annual_total) &&
                        target.direction == catalog::Direction::higher;
        return chart;
    }
    if (target.unit.zh == "%")
        return RingField{.promised = number(target.value),
                         .done = shown != nullptr ? number(shown->value) : 0,
                         .of_hundred = true};
    if (unit.empty())  // a part of one, such as a third
        return RingField{.promised = 100 * number(target.value),
                         .done = shown != nullptr ? 100 * number(shown->value) : 0,
                         .of_hundred = true};
    const bool annual = target.kind == Kind::annual_new || target.kind == Kind::annual_total;
    if (annual || (is_counted_in_pieces(unit) && baseline_of(observations) == nullptr))
        return ring_field(target, shown);
    return bar(target, observations, shown, strings);
}

std::string caption_of(const TargetPicture& picture, const catalog::Target& target, const Strings& strings) {
    if (const auto* field = std::get_if<RingField>(&picture)) {
        if (field->of_hundred)
            return strings(field->done > 0 ? "caption.hundred_done" : "caption.hundred",
                           {{"target", promised(target, strings).joined()}});
        const std::string unit = strings.locale() == Locale::en && !target.unit.en.empty()
                                     ? " " + target.unit.en
                                     : std::string(base_unit(target.unit.zh));
        if (field->ring_is == 1 && field->done == 0)
            return strings("caption.rings_one",
                           {{"count", promised(target, strings).number + promised(target, strings).unit},
                            {"each", "1" + unit}});
        const char* key = field->done > field->promised ? "caption.rings_beyond"
                          : field->done > 0             ? "caption.rings_done"
                                                        : "caption.rings";
        return strings(key, {{"each", short_count(field->ring_is, strings.locale()) + unit},
                             {"target", promised(target, strings).joined()}});
    }
    if (const auto* bar = std::get_if<Bar>(&picture))
        return strings(bar->baseline ? "caption.bar_baseline" : "caption.bar");
    if (const auto* chart = std::get_if<LineChart>(&picture)) {
        if (chart->dots.empty()) return strings("caption.line_empty");
        return strings(chart->growing ? "caption.line_growing" : "caption.line");
    }
    return "";
}

}  // namespace kiosk
