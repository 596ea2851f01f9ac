#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/settings.h"

namespace agent {

/// How one device fetches its content. Read once, in main(). docs/operating/synchronising.md describes each;
/// a test compares.
struct Config {
    std::filesystem::path state_folder;  // [state] folder; has to be set
    // [sync]
    std::vector<std::string> origins;  // addresses of the repository, the preferred one first
    std::filesystem::path trusted_root = "/etc/kiosk/root.json";
    std::chrono::seconds interval{307};        // between two polls; a prime, so that devices drift apart
    std::string proxy;                         // empty: as the environment says
    std::filesystem::path ca_file;             // empty: the system's certificates
    std::chrono::seconds connect_timeout{10};  // per mirror
    std::chrono::seconds low_speed_time{30};   // below 64 bytes a second
    std::chrono::seconds metadata_timeout{120};
    std::chrono::seconds download_timeout{3600};
    std::uint64_t max_catalog_bytes = 256ull << 20;
    // [display]
    std::string area;  // where this screen stands; empty: in none
};

[[nodiscard]] std::span<const base::Setting> config_settings();

/// Tables of the file that are the display's.
[[nodiscard]] std::span<const std::string_view> foreign_tables();

/// The settings as one struct. REQUIRES: they were read against `config_settings()`.
[[nodiscard]] Config make_config(const base::Settings& settings);

}  // namespace agent
