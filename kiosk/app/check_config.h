#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/event_loop.h"
#include "kiosk/app/library.h"
#include "kiosk/app/panel.h"
#include "kiosk/platform/compositor.h"
#include "kiosk/schedule/hours.h"

namespace kiosk {

/// For the technician: every setting with unit, value and where it comes from, then the sizes that follow
/// from the panel. `pixels`: of the panel before rotation. Lines end in a line feed.
[[nodiscard]] std::string describe_config(base::Settings settings, PixelSize pixels,
                                          const std::optional<FoundPanel>& found);

/// What is begun today and when the hall opens or closes next, by clocks in that zone.
[[nodiscard]] std::string describe_hours(const Hours& hours, base::Instant now, base::TimeZone zone);

/// What is wrong with the files and folders that the settings name, a line each: a catalog that is not there
/// or cannot be shown, a state folder that is not there, cannot be read, or in which this user cannot report.
[[nodiscard]] std::vector<std::string> faults_of_files(const Config& config);

/// A bar of exactly 100 mm to hold a ruler to, until a touch, the key back or 60 s, or `loop` is ended. On a
/// panel narrower than that the bar is as many whole centimetres as fit.
void show_ruler(base::EventLoop& loop, Library& library, const std::function<Panel(PixelSize)>& panel_for,
                Compositor& compositor);

}  // namespace kiosk
