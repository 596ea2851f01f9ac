#include "sync/agent/config.h"

namespace agent {
namespace {

using base::Setting;
using base::SettingKind;
using namespace std::string_literals;

const Setting kSettings[] = {
    {.name = "state.folder",
     .default_value = ""s,
     .doc = "Where releases and trusted metadata are kept; the display reads them there. Has to be set."},
    {.name = "sync.origins",
     .kind = SettingKind::texts,
     .default_value = std::vector<std::string>{},
     .doc = "Addresses of the repository, the preferred one first; the others are mirrors. Without one only "
            "`kiosk-sync import` brings releases."},
    {.name = "sync.trusted_root",
     .default_value = "/etc/kiosk/root.json"s,
     .doc = "The root metadata that this device trusts from the start. It comes with the device, never over "
            "the network."},
    {.name = "sync.interval_s",
     .kind = SettingKind::whole,
     .unit = "s",
     .default_value = std::int64_t{307},
     .least = 1,
     .most = 86400,
     .doc = "Between two polls; one in five is up to a fifth later."},
    {.name = "sync.proxy",
     .default_value = ""s,
     .doc = "Address of a proxy. Empty: what https_proxy, http_proxy and no_proxy say in the environment."},
    {.name = "sync.ca_file",
     .default_value = ""s,
     .doc = "Certificates (PEM) that https servers are verified with. Empty: the system's."},
    {.name = "sync.connect_timeout_s",
     .kind = SettingKind::whole,
     .unit = "s",
     .default_value = std::int64_t{10},
     .least = 1,
     .most = 300,
     .doc = "How long one mirror may take to accept a connection."},
    {.name = "sync.low_speed_s",
     .kind = SettingKind::whole,
     .unit = "s",
     .default_value = std::int64_t{30},
     .least = 1,
     .most = 600,
     .doc = "A transfer that stays below 64 bytes a second this long is given up, and resumed later."},
    {.name = "sync.metadata_timeout_s",
     .kind = SettingKind::whole,
     .unit = "s",
     .default_value = std::int64_t{120},
     .least = 1,
     .most = 3600,
     .doc = "How long one file of metadata may take in all."},
    {.name = "sync.download_timeout_s",
     .kind = SettingKind::whole,
     .unit = "s",
     .default_value = std::int64_t{3600},
     .least = 1,
     .most = 86400,
     .doc = "How long one release or delta may take in all; what has arrived by then is kept and resumed."},
    {.name = "sync.max_catalog_mb",
     .kind = SettingKind::whole,
     .unit = "MB",
     .default_value = std::int64_t{256},
     .least = 1,
     .most = 2048,
     .doc = "A larger release is refused, whoever signed it."},
    {.name = "display.area",
     .default_value = ""s,
     .doc = "Where this screen stands; releases and notices that name areas are for those alone."},
};

constexpr std::string_view kForeignTables[] = {"display", "rotation", "idle",   "language", "catalog",
                                               "night",   "admin",    "speech", "telemetry"};

}  // namespace

std::span<const Setting> config_settings() { return kSettings; }
std::span<const std::string_view> foreign_tables() { return kForeignTables; }

Config make_config(const base::Settings& settings) {
    const auto seconds = [&](std::string_view name) { return std::chrono::seconds{settings.whole(name)}; };
    return {.state_folder = settings.text("state.folder"),
            .origins = settings.texts("sync.origins"),
            .trusted_root = settings.text("sync.trusted_root"),
            .interval = seconds("sync.interval_s"),
            .proxy = settings.text("sync.proxy"),
            .ca_file = settings.text("sync.ca_file"),
            .connect_timeout = seconds("sync.connect_timeout_s"),
            .low_speed_time = seconds("sync.low_speed_s"),
            .metadata_timeout = seconds("sync.metadata_timeout_s"),
            .download_timeout = seconds("sync.download_timeout_s"),
            .max_catalog_bytes = static_cast<std::uint64_t>(settings.whole("sync.max_catalog_mb")) << 20,
            .area = settings.text("display.area")};
}

}  // namespace agent
