#include "kiosk/app/fit.h"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "kiosk/scenes/scenes.h"

namespace kiosk {
namespace {

constexpr double kLeastDistanceMm = 200, kUsualDistanceMm = 600;
constexpr double kMostPixelsPerMm = 20;  // a telephone's; panels on walls have 1 to 8
constexpr double kMostUneven = 1.5;      // of a pixel's sides
constexpr float kMostTouchInEms = 2.5f;  // of a page with room for everything

// As the checker of the tours looks at them.
bool lie_on_each_other(const Rect& a, const Rect& b, float slack) {
    return std::min(a.right(), b.right()) - std::max(a.x, b.x) > slack &&
           std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) > slack;
}

std::optional<std::string> misfit_of_texts(const Record& record, const Rect& page) {
    for (const DrawnText& text : record.texts) {
        if (text.clipped || !page.inset(-1).encloses(text.rect)) return text.text;
        for (const DrawnText& other : record.texts) {
            if (&other == &text) break;
            if (lie_on_each_other(text.rect, other.rect, 0.5f)) return text.text;
        }
    }
    return std::nullopt;
}

std::optional<std::string> misfit_of_touch(const std::vector<TouchArea>& areas, const Rect& page) {
    for (const TouchArea& area : areas) {
        if (!page.inset(-1).encloses(area.rect)) return area.label;
        for (const TouchArea& other : areas) {
            if (&other == &area) break;
            if (lie_on_each_other(area.rect, other.rect, 0.5f)) return area.label;
        }
    }
    return std::nullopt;
}

/// The first page of each kind, but for those that list what a catalog has.
std::vector<Address> samples(const Stage& stage) {
    std::vector<Address> chosen;
    std::set<SceneKind> seen;
    for (const Address& address : every_scene(stage))
        if (seen.insert(address.scene).second) chosen.push_back(address);
    return chosen;
}

Panel at_distance(Panel panel, double mm) {
    panel.viewing_distance_mm = static_cast<float>(mm);
    return panel;
}
Panel of_length(Panel panel, double mm, int px) {
    panel.mm_per_px = static_cast<float>(mm / px);
    return panel;
}

/// Where there is room for the drawn layout everything fits, and nothing has to be laid out.
bool has_room(const Panel& panel) {
    const Metrics normal = metrics_for(panel, {}), large = metrics_for(panel, {.large_type = true});
    return normal.roomy && large.roomy && normal.touch <= kMostTouchInEms * normal.em;
}

base::Result<OpenCatalog> open_samples() {
    return open_catalog("", {base::make_date(2024, 12, 31), true});  // any day is as good
}

std::string by_distance(const SetPanel& set, const std::string& where, double largest) {
    return fmt::format(
        "display.viewing_distance_mm = {:.0f}: letters for that distance do not fit on {}; the largest that "
        "works there is {:.0f}: set that, or {}",
        set.panel.viewing_distance_mm, where, largest,
        set.panel.is_guess ? "measure the glass (display.panel_width_mm), which nobody has done"
                           : "take a larger panel");
}

/// What is to be set otherwise where `what` does not fit.
std::string advice(const Fit& fit, const SetPanel& set, const std::string& what) {
    const Panel& panel = set.panel;
    const std::string where = fmt::format(
        "{:.0f} x {:.0f} mm with {}x{} pixels ({})", panel.mm_per_px * static_cast<float>(panel.width_px),
        panel.mm_per_px * static_cast<float>(panel.height_px), panel.width_px, panel.height_px, what);
    const auto distance = fit.largest_distance_mm(panel);
    if (distance && (panel.viewing_distance_mm > kUsualDistanceMm || set.length.empty()))
        return by_distance(set, where, *distance);
    const auto length = set.length.empty() ? std::nullopt : fit.least_length_mm(panel, set.length_px);
    if (length)
        return fmt::format(
            "{} = {:.0f}: letters and buttons do not fit on {}; the smallest that works is {:.0f}: measure "
            "the "
            "glass again, in millimetres, or take a larger panel",
            set.length, panel.mm_per_px * static_cast<float>(set.length_px), where, *length);
    return fmt::format("{}: no page can be laid out on {}; take another size",
                       set.pixels.empty() ? "the panel" : set.pixels, where);
}

/// Empty where there are panels with such pixels.
std::string wrong_pixels(const SetPanel& set) {
    if (set.length.empty()) return {};
    const double pitch = set.panel.mm_per_px, mm = pitch * set.length_px;
    if (pitch * kMostPixelsPerMm < 1)
        return fmt::format(
            "{} = {:.0f}: {} pixels on that would be {:.0f} to a millimetre, and panels have 1 to {:.0f}; "
            "measure "
            "the glass in millimetres ({:.0f} cm are {:.0f})",
            set.length, mm, set.length_px, 1 / pitch, kMostPixelsPerMm, mm, 10 * mm);
    if (set.other_mm_per_px > kMostUneven * pitch)
        return fmt::format(
            "display.panel_width_mm and display.panel_height_mm: pixels would be {:.2f} mm long one way and "
            "{:.2f} "
            "mm the other; measure the glass again, or set one of the two",
            set.other_mm_per_px, pitch);
    return {};
}

}  // namespace

std::optional<std::string> Fit::misfit(const Panel& panel) const {
    const Rect whole{0, 0, static_cast<float>(panel.width_px), static_cast<float>(panel.height_px)};
    for (const Profile& profile : {Profile{}, Profile{.large_type = true}})
        for (const words::Language* const language : catalog_.languages) {
            const Theme& colors = theme(false);
            Stage stage{catalog_.store,
                        catalog_.standing,
                        catalog_.topics,
                        library_.fonts,
                        library_.icons,
                        library_.strings(*language),
                        colors,
                        metrics_for(panel, profile),
                        profile,
                        catalog_.store.release().published_at,
                        ""};
            stage.languages = catalog_.languages;
            for (const Address& address : samples(stage)) {
                const auto page = build_page(stage, address);
                if (!page) continue;
                Record record;
                Canvas canvas{nullptr, library_.fonts, colors, page->metrics, record, {}};
                page->draw(canvas);
                auto what = misfit_of_texts(record, whole);
                if (!what) what = misfit_of_touch(page->touch, whole);
                if (what) return page->id + ": " + *what;
            }
        }
    return std::nullopt;
}

// What does not fit is found on the first page; so it costs little to try one value after the other, and
// where a value between two that fit does not, the largest is found all the same.

std::optional<double> Fit::largest_distance_mm(const Panel& panel) const {
    constexpr double kStepMm = 10;
    const double most = std::ceil(panel.viewing_distance_mm / kStepMm) * kStepMm - kStepMm;
    for (double mm = most; mm >= kLeastDistanceMm; mm -= kStepMm)
        if (!misfit(at_distance(panel, mm))) return mm;
    return std::nullopt;
}

std::optional<double> Fit::least_length_mm(const Panel& panel, int length_px) const {
    constexpr double kStep = 1.01, kMostTimes = 10;
    const double own = static_cast<double>(panel.mm_per_px) * length_px;
    const auto fits = [&](double mm) { return !misfit(of_length(panel, mm, length_px)); };
    for (double mm = own * kStep; mm <= own * kMostTimes; mm *= kStep) {
        if (!fits(std::ceil(mm))) continue;
        double least = std::ceil(mm);
        while (least - 1 > own && fits(least - 1)) --least;
        return least;
    }
    return std::nullopt;
}

SetPanel set_panel(const Config& config, PixelSize pixels, const Panel& panel,
                   const std::string& pixels_name) {
    SetPanel set{.panel = panel, .pixels = pixels_name};
    const double across = config.panel_width_mm.value_or(0) / pixels.width,
                 down = config.panel_height_mm.value_or(0) / pixels.height;
    const bool by_width = config.panel_width_mm && (!config.panel_height_mm || across <= down);
    if (!config.panel_width_mm && !config.panel_height_mm) return set;
    set.length = by_width ? "display.panel_width_mm" : "display.panel_height_mm";
    set.length_px = by_width ? pixels.width : pixels.height;
    set.other_mm_per_px = by_width ? down : across;
    return set;
}

base::Result<Panel> fit_panel(Library& library, const SetPanel& set) {
    if (auto wrong = wrong_pixels(set); !wrong.empty())
        return base::fail(base::Errc::invalid, std::move(wrong));
    const bool is_set =
        !set.length.empty() || !set.pixels.empty() || set.panel.viewing_distance_mm > kUsualDistanceMm;
    if (!is_set) return bounded(library, set.panel);
    if (has_room(set.panel)) return set.panel;
    auto catalog = open_samples();
    if (!catalog) return base::fail(catalog.error(), "opening the catalog in the program");
    const Fit fit{library, *catalog};
    if (const auto what = fit.misfit(set.panel))
        return base::fail(base::Errc::invalid, advice(fit, set, *what));
    return set.panel;
}

Panel bounded(Library& library, const Panel& panel) {
    if (has_room(panel)) return panel;
    auto catalog = open_samples();
    if (!catalog) return panel;
    const Fit fit{library, *catalog};
    if (!fit.misfit(panel)) return panel;
    if (const auto mm = fit.largest_distance_mm(panel)) return at_distance(panel, *mm);
    const Panel near = at_distance(panel, kLeastDistanceMm);
    if (const auto mm = fit.least_length_mm(near, near.width_px)) return of_length(near, *mm, near.width_px);
    return panel;
}

}  // namespace kiosk
