#include "kiosk/ui/picture_words.h"

#include "words/format.h"

namespace kiosk {
namespace {

std::string sentence_of_rings(const RingField& field, const catalog::Target& target,
                              const catalog::Observation* shown, const words::Strings& strings) {
    const std::string wanted = words::promised(target, strings).joined();
    if (!field.done || shown == nullptr) return strings("drawn.rings", {{"target", wanted}});
    return strings("drawn.rings_done",
                   {{"target", wanted}, {"done", words::observed(*shown, target, strings).joined()}});
}

std::string sentence_of_bars(const Bars& bars, const words::Strings& strings) {
    std::string sentence =
        bars.done ? strings("drawn.bar_done", {{"target", bars.target_words}, {"done", bars.done_words}})
                  : strings("drawn.bar", {{"target", bars.target_words}});
    if (bars.baseline) sentence += strings("drawn.baseline", {{"baseline", bars.baseline_words}});
    return sentence;
}

std::string way_of(const LineChart::Dot& first, const LineChart::Dot& last, const words::Strings& strings) {
    if (!first.exact || !last.exact) return "";
    return strings(last.value > first.value   ? "drawn.up"
                   : last.value < first.value ? "drawn.down"
                                              : "drawn.level");
}

/// So many points are read one by one.
constexpr std::size_t kMostRead = 8;

std::string points_of(const LineChart& chart, const words::Strings& strings) {
    std::string points;
    for (const LineChart::Dot& dot : chart.dots)
        points += strings("drawn.point",
                          {{"date", words::date_text(dot.until, strings)}, {"figure", dot.spoken_words}});
    return points;
}

std::string sentence_of_line(const LineChart& chart, const words::Strings& strings) {
    if (chart.dots.empty()) return strings("drawn.line_empty", {{"target", chart.target_words}});
    const LineChart::Dot &first = chart.dots.front(), &last = chart.dots.back();
    if (chart.dots.size() == 1)
        return strings("drawn.line_one", {{"date", words::date_text(first.until, strings)},
                                          {"figure", first.spoken_words},
                                          {"target", chart.target_words}});
    return strings("drawn.line", {{"n", strings.number(static_cast<int>(chart.dots.size()))},
                                  {"from", words::date_text(first.until, strings)},
                                  {"first", first.spoken_words},
                                  {"to", words::date_text(last.until, strings)},
                                  {"last", last.spoken_words},
                                  {"way", way_of(first, last, strings)},
                                  {"target", chart.target_words}}) +
           (chart.dots.size() > 2 && chart.dots.size() <= kMostRead
                ? strings("drawn.points", {{"points", points_of(chart, strings)}})
                : "");
}

}  // namespace

std::string sentence_of(const TargetPicture& picture, const catalog::Target& target,
                        const catalog::Observation* shown, const words::Strings& strings) {
    if (const auto* field = std::get_if<RingField>(&picture))
        return sentence_of_rings(*field, target, shown, strings);
    if (const auto* bars = std::get_if<Bars>(&picture)) return sentence_of_bars(*bars, strings);
    if (const auto* chart = std::get_if<LineChart>(&picture)) return sentence_of_line(*chart, strings);
    return "";
}

}  // namespace kiosk
