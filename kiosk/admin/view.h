#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/admin/device_facts.h"
#include "kiosk/admin/wishes.h"
#include "kiosk/config.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/metrics.h"

namespace kiosk {

/// What the admin's pages show: plain data. Of a PIN it has the number of digits alone.
struct AdminView {
    struct Pin {
        bool is_set = true;  // else nobody gets further
        std::size_t typed = 0;
        bool is_being_checked = false, was_wrong = false;
        int attempts_left = 5;
        std::int64_t wait_s = 0;  // until the next attempt; 0: there may be one now
    };
    /// A setting that may be set here.
    struct Local {
        LocalKey key;
        std::string name;
        base::SettingValue value, next;  // as it is; as one touch more makes it
        bool is_set_here = false;
    };
    /// The last word for what needs root.
    struct Wished {
        std::string word;  // empty: none yet
        WishAnswer answer = WishAnswer::none;
        bool is_overdue = false;  // nobody answers
    };
    /// What is set when a screen is hung up.
    struct SettingUp {
        Panel panel = {};            // as it is drawn on now
        int rotation_drawn = 0;      // by which `panel` is turned
        int rotation_deg = 0;        // by which it will be, from the next start on
        double width_mm = 0;         // of the glass as the panel's pixels lie; being tried out
        bool is_width_kept = false;  // that very width
        bool may_set_pin = true;     // the settings file does not
        std::size_t typed = 0;       // digits of a new PIN
        bool is_again = false;       // for the second time
        bool did_differ = false, is_being_made = false, is_pin_kept = false;
        std::string root_fingerprint = {};  // SHA-256; empty: there is no root

        /// Pixels of the panel's own width.
        [[nodiscard]] int own_width_px() const {
            return rotation_drawn % 180 == 0 ? panel.width_px : panel.height_px;
        }
    };
    Pin pin = {};
    SettingUp up = {};
    DeviceFacts facts = {};
    std::vector<Local> settings = {};
    std::string settings_fault = {};  // why what was set here does not count; for the engineer
    Wished wished = {};
    bool may_wish = true;                         // there is a state folder to write it to
    std::vector<Point> touches = {};              // of the touch test, the latest last
    std::string program = {};                     // its version
    std::vector<std::string> failing_pages = {};  // of this release, that cannot be built
};

}  // namespace kiosk
