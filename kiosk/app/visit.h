#pragma once

#include <string>
#include <vector>

#include "kiosk/scenes/address.h"
#include "kiosk/scenes/aloud.h"
#include "kiosk/ui/metrics.h"
#include "words/language.h"

namespace kiosk {

/// What one visitor has chosen, and where they are: a value that ends with the visit.
struct Visit {
    const words::Language* language;
    Profile profile = {};
    bool paused = false;
    Aloud aloud = {};
    Address place{.scene = SceneKind::topics};
    std::vector<Address> history = {};  // the way back, the nearest last
    std::string focus = {};             // id of the touch area that the keyboard stands on; or empty

    /// Does what a touch area asks for. `offered`: the languages to choose from. What an emergency's page
    /// asks for its own pages is not for this.
    void take(const Request& request, const std::vector<const words::Language*>& offered);

    friend bool operator==(const Visit&, const Visit&) = default;

private:
    void go(const Address& to);
    void go_back();
};

}  // namespace kiosk
