#include "kiosk/app/check_config.h"

#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>

#include "kiosk/admin/local_settings.h"
#include "kiosk/app/painter.h"
#include "kiosk/platform/output_events.h"
#include "kiosk/platform/software_renderer.h"

namespace kiosk {
namespace {

constexpr std::chrono::seconds kRulerTime{60};

std::string setting_line(const base::Settings& settings, const base::Setting& setting) {
    std::string value = base::format_setting(settings.value(setting.name));
    if (value.empty() || value == "\"\"")
        value = setting.is_secret || value.empty() ? "not set" : value;
    else if (setting.is_secret)
        value = "set";
    else if (!setting.unit.empty())
        value += fmt::format(" {}", setting.unit);
    return fmt::format("{:<28} {:<16} {}\n", setting.name, value, settings.origin(setting.name));
}

/// In both units: a technician has a ruler, a designer pixels.
std::string size_line(std::string_view name, float px, const Panel& panel) {
    return fmt::format("{:<28} {:<16} {:.1f} mm\n", name, fmt::format("{:.0f} px", px), px * panel.mm_per_px);
}

std::string panel_lines(const MeasuredPanel& measured, PixelSize pixels) {
    const Panel& panel = measured.panel;
    const float mm = panel.mm_per_px;
    std::string text = fmt::format("{:<28} {:<16} before rotation\n", "panel pixels",
                                   fmt::format("{}x{}", pixels.width, pixels.height));
    text += fmt::format("{:<28} {:<16} upright\n", "picture pixels",
                        fmt::format("{}x{}", panel.width_px, panel.height_px));
    text += fmt::format("{:<28} {:<16} {}\n", "picture size",
                        fmt::format("{:.0f}x{:.0f} mm", static_cast<float>(panel.width_px) * mm,
                                    static_cast<float>(panel.height_px) * mm),
                        measured.origin);
    text += fmt::format("{:<28} {:.4f} mm\n", "one pixel", mm);
    if (mm > 1)
        text +=
            "Only projectors and walls of lamps have pixels that large: is the size given in millimetres?\n";
    if (panel.is_guess)
        text +=
            "Nobody has measured this panel, and it does not say how large it is. Measure the glass and set\n"
            "display.panel_width_mm; until then letters may be far too small or too large.\n";
    return text;
}

std::string metrics_lines(const Panel& panel) {
    const Metrics normal = metrics_for(panel, {}), large = metrics_for(panel, {.large_type = true});
    return size_line("least letter size (em)", normal.min_em, panel) +
           size_line("body letter size (em)", normal.em, panel) +
           size_line("body, large type", large.em, panel) +
           size_line("least touch area", normal.touch, panel) +
           size_line("least touch area, large type", large.touch, panel) +
           size_line("gap between touch areas", normal.gap, panel);
}

/// The bar with its end ticks and its length written under it.
Page ruler_page(Library& library, const Panel& panel, const Metrics& metrics) {
    const int centimetres = std::min(10, static_cast<int>(metrics.width * panel.mm_per_px / 10));
    const float length = static_cast<float>(centimetres) * 10 / panel.mm_per_px, tick = metrics.touch / 2;
    const Point from{std::round((metrics.width - length) / 2), std::round(metrics.height / 2)};
    const TextBlock label =
        set_text(library.fonts, {fmt::format("{} mm", centimetres * 10), Face::bold, metrics.type(52)},
                 metrics.width, {.language = words::languages().front()});
    Page page{.id = "ruler"};
    page.metrics = metrics;
    page.items.push_back([=](Canvas& canvas) {
        const Color ink = canvas.colors().ink;
        const float width = std::max(2.0f, metrics.hairline);
        canvas.fill({from.x, from.y - width / 2, length, width}, ink);
        for (const float x : {from.x, from.x + length - width})
            canvas.fill({x, from.y - tick, width, 2 * tick}, ink);
        canvas.text(label, {std::round((metrics.width - label.width) / 2), from.y + tick + metrics.gap},
                    {.color = ink, .ground = canvas.colors().paper});
    });
    return page;
}

/// True when the visit of the technician is over.
bool is_answer(const InputEvent& event) {
    const bool is_back = event.kind == InputEvent::Kind::key && event.key == Key::back;
    return event.kind == InputEvent::Kind::up || is_back || event.kind == InputEvent::Kind::quit;
}

}  // namespace

std::string describe_config(base::Settings settings, PixelSize pixels,
                            const std::optional<FoundPanel>& found) {
    const MeasuredPanel measured = measure_panel(make_config(settings), pixels, found);
    if (measured.is_found) {
        settings.set("display.panel_width_mm", found->size.width_mm, measured.origin);
        settings.set("display.panel_height_mm", found->size.height_mm, measured.origin);
    }
    std::string text;
    for (const base::Setting& setting : settings.table()) text += setting_line(settings, setting);
    return text + panel_lines(measured, pixels) + metrics_lines(measured.panel);
}

std::string describe_hours(const Hours& hours, base::Instant now, base::TimeZone zone) {
    const auto local = [&](base::Instant moment) {
        const auto minutes =
            std::chrono::floor<std::chrono::minutes>(moment + zone.offset_at(moment) - zone.date_at(moment));
        return fmt::format("{} {:02}:{:02}", base::format_date(zone.date_at(moment)), minutes.count() / 60,
                           minutes.count() % 60);
    };
    const bool is_open = hours.is_open_at(now, zone);
    const OpenSpans* const today = hours.on(zone.date_at(now));
    const auto change = hours.next_change(now, zone);
    std::string text = fmt::format("{:<28} {:<16} {} now, at {}\n", "hours today",
                                   today != nullptr ? format_spans(*today) : "open all day",
                                   is_open ? "open" : "closed", local(now));
    text +=
        fmt::format("{:<28} {}\n", "hours next change",
                    change ? fmt::format("{:<16} {}", local(*change), is_open ? "closes" : "opens") : "none");
    return text;
}

std::vector<std::string> faults_of_files(const Config& config) {
    namespace fs = std::filesystem;
    std::vector<std::string> faults;
    if (!config.catalog_file.empty())
        if (const auto store = catalog::Store::open(config.catalog_file); !store)
            faults.push_back("catalog.file: " + store.error().message);
    if (config.state_folder.empty()) return faults;
    const catalog::StatePaths paths{config.state_folder};
    std::error_code ignored;
    if (!fs::is_directory(paths.root, ignored)) {
        faults.push_back(fmt::format("state.folder: {}: there is no such folder; kiosk-sync makes it",
                                     paths.root.string()));
        return faults;
    }
    if (fs::exists(paths.current(), ignored) && ::access(paths.current().c_str(), R_OK) != 0)
        faults.push_back(fmt::format("state.folder: {}: {}", paths.current().string(), std::strerror(errno)));
    base::Disk disk{paths.root};
    if (const auto local = read_local(disk, paths.local_settings()); !local)
        faults.push_back(local.error().message);
    const fs::path reported = fs::is_directory(paths.display(), ignored) ? paths.display() : paths.root;
    if (::access(reported.c_str(), W_OK) != 0)
        faults.push_back(
            fmt::format("state.folder: this user cannot write to {}; as root: install -d -o USER {}",
                        paths.display().string(), paths.display().string()));
    return faults;
}

void show_ruler(base::EventLoop& loop, Library& library, const std::function<Panel(PixelSize)>& panel_for,
                Compositor& compositor) {
    Painter painter{library.fonts, make_software_renderer()};
    Picture picture;
    Record record;
    const auto draw = [&] {
        const Panel panel = panel_for(compositor.output().size());
        const Metrics metrics = metrics_for(panel, {});
        painter.paint(ruler_page(library, panel, metrics), theme(true), metrics, {}, record, picture);
        compositor.present(picture);
    };
    draw();
    const OutputEvents input{loop, compositor.output(), [&](const InputEvent& event) {
                                 if (is_answer(event)) return loop.end();
                                 if (event.kind == InputEvent::Kind::resize) return draw();
                                 compositor.present(picture);
                             }};
    const base::Alarm end{loop, base::BootClock::now() + kRulerTime, [&] { loop.end(); }};
    loop.run();
}

}  // namespace kiosk
