#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/admin/device_facts.h"
#include "kiosk/admin/wishes.h"
#include "kiosk/config.h"
#include "kiosk/ui/geometry.h"

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
    Pin pin = {};
    DeviceFacts facts = {};
    std::vector<Local> settings = {};
    std::string settings_fault = {};  // why what was set here does not count; for the engineer
    Wished wished = {};
    bool may_wish = true;             // there is a state folder to write it to
    std::vector<Point> touches = {};  // of the touch test, the latest last
    std::string program = {};         // its version
};

}  // namespace kiosk
