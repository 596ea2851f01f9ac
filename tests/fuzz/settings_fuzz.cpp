#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kiosk/config.h"

// A settings file, as somebody may have left it: any bytes. Whatever is accepted is within its bounds.

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(bytes), size};
    const auto settings = base::Settings::parse(kiosk::config_settings(), text, "kiosk.toml");
    if (!settings) {
        require(settings.error().message.starts_with("kiosk.toml:"));
        return 0;
    }
    const kiosk::Config config = kiosk::make_config(*settings);
    require(config.rotation_deg % 90 == 0 && config.rotation_deg >= 0 && config.rotation_deg < 360);
    require(config.viewing_distance_mm >= 200 && config.viewing_distance_mm <= 5000);
    require(config.dwell.count() >= 3 && config.ask_after.count() >= 10 && config.leave_after.count() >= 5);
    require(!config.default_language || config.default_language == "zh-CN" ||
            config.default_language == "en");
    return 0;
}
