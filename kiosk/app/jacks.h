#pragma once

#include <functional>
#include <map>
#include <vector>

#include "base/event_loop.h"
#include "kiosk/platform/key.h"

namespace kiosk {

/// Jacks for headphones, which are keys to whoever plugs in: headphones_in and headphones_out.
class Jacks {
public:
    /// `loop` must outlive this. One that cannot be waited for, or goes with its device, is left alone.
    Jacks(base::EventLoop& loop, std::vector<base::Descriptor> jacks, std::function<void(Key)> press);

private:
    struct Jack {
        base::Descriptor descriptor;
        base::EventLoop::Hook hook;
    };
    void look(int number);

    std::map<int, Jack> jacks_;  // by descriptor
    std::function<void(Key)> press_;
};

}  // namespace kiosk
