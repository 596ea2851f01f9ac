#pragma once

#include <optional>
#include <string>

#include "kiosk/app/library.h"
#include "kiosk/config.h"
#include "kiosk/platform/orientation.h"
#include "kiosk/ui/metrics.h"

namespace kiosk {

/// Finds out on which panels the pages fit, by laying them out without drawing: one of each kind, in both
/// languages, in normal and in large type.
class Fit {
public:
    /// `catalog` gives the pages: the one in the program, so that names which others chose decide nothing.
    /// Both must outlive this.
    Fit(Library& library, OpenCatalog& catalog) : library_(library), catalog_(catalog) {}

    /// The first text or button that is cut off or lies on another, as "overview: 触摸屏幕查看"; nothing
    /// where all fits.
    [[nodiscard]] std::optional<std::string> misfit(const Panel& panel) const;
    /// The largest viewing distance below the panel's own, in whole centimetres, at which all fits; nothing
    /// where none from 200 mm on does.
    [[nodiscard]] std::optional<double> largest_distance_mm(const Panel& panel) const;
    /// The smallest length of `length_px` pixels of it, in whole millimetres and above what it has, at which
    /// all fits; nothing where ten times as much does not help.
    [[nodiscard]] std::optional<double> least_length_mm(const Panel& panel, int length_px) const;

private:
    Library& library_;
    OpenCatalog& catalog_;
};

/// A panel, and what its sizes were set by.
struct SetPanel {
    Panel panel;
    std::string length = {};     // "display.panel_width_mm", or empty: the panel says it, or it is assumed
    int length_px = 1;           // so many pixels have that length
    double other_mm_per_px = 0;  // by the glass's other side; 0: that is not set
    std::string pixels = {};     // "--size 16384x200", or empty: the display has them
};

/// `pixels`: of the panel before rotation, set by `pixels_name` if that is not empty.
[[nodiscard]] SetPanel set_panel(const Config& config, PixelSize pixels, const Panel& panel,
                                 const std::string& pixels_name);

/// The panel to lay pages out for. Settings with which letters and buttons do not fit on the glass, or with
/// which its pixels would be smaller or further from square than any panel's, are refused: the error names
/// the setting, its value, the largest or smallest that works, and what to do. What nobody has set is
/// `bounded`. Errors: invalid; as `open_catalog` for the one in the program.
[[nodiscard]] base::Result<Panel> fit_panel(Library& library, const SetPanel& set);

/// `panel`, or where its pages do not fit the nearest that they fit on: letters have an upper bound. For
/// panels that nobody has set, which must not stay dark.
[[nodiscard]] Panel bounded(Library& library, const Panel& panel);

}  // namespace kiosk
