#include "sync/agent/config.h"

#include <algorithm>

namespace agent {
namespace {

using base::Setting;
using base::setting_member;

/// What libcurl is to make of it is its business.
bool is_http_address(std::string_view text) {
    const auto is_plain = [](char c) { return c > ' ' && c < 0x7f; };
    const bool is_http = text.starts_with("https://") || text.starts_with("http://");
    return is_http && std::all_of(text.begin(), text.end(), is_plain) && text.find("//") + 2 < text.size();
}

constexpr Setting kSettings[] = {
    {.name = "state.folder",
     .member = setting_member<&Config::state_folder>,
     .doc = "Where releases and trusted metadata are kept; the display reads them there. Has to be set."},
    {.name = "sync.origins",
     .member = setting_member<&Config::origins>,
     .doc =
         "Addresses of the repository, the preferred one first; the others are mirrors: "
         "[\"https://kiosk.example.org\", \"http://kiosk.example.org\"], the second for a board whose clock "
         "is not set yet, when no certificate is valid; what is taken is signed. Without one only "
         "`kiosk-sync import` brings releases."},
    {.name = "sync.trusted_root",
     .member = setting_member<&Config::trusted_root>,
     .doc = "The root metadata that this device trusts from the start. It comes with the device, never over "
            "the network."},
    {.name = "sync.interval_s",
     .member = setting_member<&Config::interval>,
     .unit = "s",
     .least = 1,
     .most = 86400,
     .doc = "Between two polls; one in five is up to a fifth later."},
    {.name = "sync.proxy",
     .member = setting_member<&Config::proxy>,
     .doc = "Address of a proxy. Empty: what https_proxy, http_proxy and no_proxy say in the environment."},
    {.name = "sync.ca_file",
     .member = setting_member<&Config::ca_file>,
     .doc = "Certificates (PEM) that https servers are verified with. Empty: the system's."},
    {.name = "sync.connect_timeout_s",
     .member = setting_member<&Config::connect_timeout>,
     .unit = "s",
     .least = 1,
     .most = 300,
     .doc = "How long one mirror may take to accept a connection."},
    {.name = "sync.low_speed_s",
     .member = setting_member<&Config::low_speed_time>,
     .unit = "s",
     .least = 1,
     .most = 600,
     .doc = "A transfer that stays below 64 bytes a second this long is given up, and resumed later."},
    {.name = "sync.metadata_timeout_s",
     .member = setting_member<&Config::metadata_timeout>,
     .unit = "s",
     .least = 1,
     .most = 3600,
     .doc = "How long one file of metadata may take in all."},
    {.name = "sync.download_timeout_s",
     .member = setting_member<&Config::download_timeout>,
     .unit = "s",
     .least = 1,
     .most = 86400,
     .doc = "How long one release or delta may take in all; what has arrived by then is kept and resumed."},
    {.name = "sync.max_catalog_mb",
     .member = setting_member<&Config::max_catalog>,
     .unit = "MB",
     .least = 1,
     .most = 2048,
     .doc = "A larger release is refused, whoever signed it."},
    {.name = "telemetry.url",
     .member = setting_member<&Config::telemetry_url>,
     .is_right = is_http_address,
     .must_be = "an address such as \"https://fleet.example.org/api/v1/import/prometheus\"",
     .doc = "Where reports of how this machine is are sent (Prometheus' text format, by POST), as a rule "
            "vmauth before VictoriaMetrics. Empty: nothing is reported. What is: docs/formats/telemetry.md."},
    {.name = "telemetry.interval_s",
     .member = setting_member<&Config::telemetry_interval>,
     .unit = "s",
     .least = 1,
     .most = 86400,
     .doc = "Between two reports; one in five is up to a fifth later."},
    {.name = "telemetry.token_file",
     .member = setting_member<&Config::token_file>,
     .doc = "A file with this screen's token, by which the server knows the screen. Not readable for "
            "everybody, or it is not used; needs https. Empty: none is sent."},
    {.name = "telemetry.queue_mb",
     .member = setting_member<&Config::queue>,
     .unit = "MB",
     .least = 1,
     .most = 1024,
     .doc =
         "What reports that wait may take on the disk; then the oldest go. 8 MB are more than three months."},
    {.name = "telemetry.queue_days",
     .member = setting_member<&Config::queue_days>,
     .unit = "days",
     .least = 1,
     .most = 366,
     .doc = "Older reports are not sent. The server's own -retentionPeriod counts as well."},
    {.name = "display.area",
     .member = setting_member<&Config::area>,
     .doc = "Where this screen stands; releases and notices that name areas are for those alone."},
};

constexpr std::string_view kForeignTables[] = {"display", "rotation", "idle",   "language", "catalog",
                                               "night",   "admin",    "speech", "keys",     "hours"};

}  // namespace

std::span<const Setting> config_settings() { return kSettings; }
std::span<const std::string_view> foreign_tables() { return kForeignTables; }

Config make_config(const base::Settings& settings) { return settings.as<Config>(); }

}  // namespace agent
