#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "kiosk/platform/edid.h"

// What a cable, an adapter or a broken panel may say of itself: any bytes.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto panel = kiosk::parse_edid({bytes, size});
    if (panel && !(panel->width_mm >= 40 && panel->width_mm <= 4000 && panel->height_mm >= 40 &&
                   panel->height_mm <= 4000))
        std::abort();
    return 0;
}
