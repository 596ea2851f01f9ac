#include "sync/publish/web/marks.h"

#include <fmt/format.h>

#include <sstream>

#include "base/embedded.h"
#include "sync/publish/web/drawing.h"

namespace publish::web {
namespace {

// In a square of 24, as kiosk/ui/marks.cpp draws them. A small letter fills, a large one strokes: g good, b
// bad, h behind, a accent, i secondary ink, r ring, o what stands on a filled shape.
constexpr std::array<Literal, catalog::kStateCount> kShapes{
    // met, missed, cannot_judge
    R"(<circle class="g" cx="12" cy="12" r="10"/><path class="O" d="M7.5 12.2l3.3 3.4 6-6.8"/>)",
    R"(<path class="b" d="M4.4 2.8h15.2q1.6 0 1.6 1.6v15.2q0 1.6-1.6 1.6H4.4q-1.6 0-1.6-1.6V4.4q0-1.6 1.6-1.6z"/><path class="O" d="M8.4 8.4l7.2 7.2m0-7.2l-7.2 7.2"/>)",
    R"(<circle class="I" cx="12" cy="12" r="9.2"/><path class="I" d="M9.2 9.6a2.8 2.8 0 1 1 4.3 2.4q-1.5.8-1.5 2.2"/><circle class="i" cx="12" cy="17" r="1.2"/>)",
    // reached, exceeded
    R"(<circle class="G" cx="12" cy="12" r="9.2"/><path class="G" d="M7.5 12.2l3.3 3.4 6-6.8"/>)",
    R"(<path class="B" d="M3.6 3.6h16.8v16.8H3.6z"/><path class="B" d="M8.4 8.4l7.2 7.2m0-7.2l-7.2 7.2"/>)",
    // ahead, on_pace, slightly_behind, well_behind
    R"(<circle class="a" cx="12" cy="12" r="10"/><path class="O" d="M7.8 11.8L12 8.2l4.2 3.6M7.8 16.6L12 13l4.2 3.6"/>)",
    R"(<circle class="a" cx="12" cy="12" r="10"/><path class="O" d="M7 12h9.8m-3.6-3.6l3.6 3.6-3.6 3.6"/>)",
    R"(<path class="h" d="M12 2l9.8 17.2H2.2z"/><path class="O" d="M12 9v5.4"/>)",
    R"(<path class="b" d="M12 22L2.2 4.8h19.6z"/><path class="O" d="M12 8.6V14"/>)",
    // at_target_so_far, short_so_far, under_way
    R"(<circle class="A" cx="12" cy="12" r="9.2"/><path class="a" d="M12 2.8a9.2 9.2 0 0 1 0 18.4z"/>)",
    R"(<circle class="H" cx="12" cy="12" r="9.2"/><path class="h" d="M21.2 12a9.2 9.2 0 0 1-18.4 0z"/>)",
    R"(<circle class="A" cx="12" cy="12" r="9.2"/><path class="a" d="M6.4 12a1.4 1.4 0 1 1 2.8 0 1.4 1.4 0 0 1-2.8 0zm4.2 0a1.4 1.4 0 1 1 2.8 0 1.4 1.4 0 0 1-2.8 0zm4.2 0a1.4 1.4 0 1 1 2.8 0 1.4 1.4 0 0 1-2.8 0z"/>)",
    // final_not_published, no_figure, not_judged
    R"(<circle class="I" cx="12" cy="12" r="9.2" stroke-dasharray="3.6 2.2"/><path class="I" d="M12 7v5l3.6 2"/>)",
    R"(<circle class="R" cx="12" cy="12" r="9.2" stroke-dasharray="3.6 2.2"/>)",
    R"(<path class="r" d="M4.5 10.2h15v3.6h-15z"/>)"};

std::string id_of(std::size_t state) { return fmt::format("s{}", state); }

/// One stroke of an icon: kiosk/ui/marks.h has the format.
Html stroke_of(const std::string& verb, const std::vector<double>& n) {
    if ((verb == "ring" || verb == "disc") && n.size() >= 3)
        return shape("circle", {{"class", verb == "disc" ? "t" : "T"},
                                {"cx", number(n[0])},
                                {"cy", number(n[1])},
                                {"r", number(n[2])}});
    if (verb == "arc" && n.size() >= 5)
        return shape("path", {{"class", "T"}, {"d", arc_path(n[0], n[1], n[2], n[3], n[4])}});
    std::string path;
    for (std::size_t i = 0; i + 1 < n.size(); i += 2)
        path += fmt::format("{}{} {}", i == 0 ? "M" : "L", number(n[i]), number(n[i + 1]));
    return shape("path", {{"class", "T"}, {"d", verb == "loop" ? path + "z" : path}});
}

/// What stands behind the icon's name and colon; nothing when there is no such name.
std::string strokes_of(std::string_view name) {
    std::istringstream lines{std::string(base::find_embedded_file("topics.txt").value_or(""))};
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(std::string(name) + ":")) return line.substr(name.size() + 1);
    return "";
}

}  // namespace

Html Marks::mark(catalog::State state) {
    const auto index = static_cast<std::size_t>(state);
    used_[index] = true;
    return element("svg", {{"class", "mark"}, {"aria-hidden", "true"}},
                   shape("use", {{"href", "#" + id_of(index)}}));
}

Html Marks::mark_at(catalog::State state, double x, double y, double size) {
    const auto index = static_cast<std::size_t>(state);
    used_[index] = true;
    return shape("use", {{"href", "#" + id_of(index)},
                         {"x", number(x)},
                         {"y", number(y)},
                         {"width", number(size)},
                         {"height", number(size)}});
}

Html Marks::definitions() const {
    Html symbols;
    for (std::size_t i = 0; i < used_.size(); ++i)
        if (used_[i])
            symbols += element("symbol", {{"id", id_of(i)}, {"viewBox", "0 0 24 24"}}, Html::of(kShapes[i]));
    if (symbols.empty()) return {};
    return element("svg", {{"class", "shapes"}, {"aria-hidden", "true"}, {"width", "0"}, {"height", "0"}},
                   symbols);
}

Html topic_icon(std::string_view name) {
    std::istringstream parts{strokes_of(name)};
    Html strokes;
    for (std::string part; std::getline(parts, part, ';');) {
        std::istringstream words{part};
        std::string verb;
        words >> verb;
        std::vector<double> numbers;
        for (double value; words >> value;) numbers.push_back(value);
        strokes += stroke_of(verb, numbers);
    }
    if (strokes.empty()) return {};
    return element("svg", {{"class", "icon"}, {"viewBox", "0 0 24 24"}, {"aria-hidden", "true"}}, strokes);
}

}  // namespace publish::web
