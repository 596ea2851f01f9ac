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

/// A settings file gives it in MB, of 1024 x 1024 bytes.
struct Size {
    std::uint64_t bytes = 0;
    friend bool operator==(const Size&, const Size&) = default;
};

/// How one device fetches its content. Read once, in main(). What a member is before anything was read is its
/// setting's default. config.cpp has a row for each, with all that is said of it;
/// docs/operating/synchronising.md and deploy/kiosk.toml repeat that, and a test compares.
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
    Size max_catalog{256 << 20};  // of a release
    // [telemetry]
    std::string telemetry_url;                     // empty: nothing is reported
    std::chrono::seconds telemetry_interval{307};  // between two reports
    std::filesystem::path token_file;              // empty: no token is sent
    Size queue{8 << 20};                           // what may wait on the disk
    int queue_days = 31;                           // and for how long
    // No settings: where the program that writes the device's other root says how things stand; and how much
    // of an image is fetched at a time, after which content is asked for again.
    std::filesystem::path image_facts = "/run/kiosk-image";
    Size image_piece{16 << 20};
    // [display]
    std::string area;  // where this screen stands; empty: in none

    friend bool operator==(const Config&, const Config&) = default;
};

/// Every setting of the agent, in the order of the guides.
[[nodiscard]] std::span<const base::Setting> config_settings();

/// Tables of the file that are the display's.
[[nodiscard]] std::span<const std::string_view> foreign_tables();

/// The settings as one struct. REQUIRES: they were read against `config_settings()`.
[[nodiscard]] Config make_config(const base::Settings& settings);

}  // namespace agent

template <>
struct base::SettingForm<agent::Size> {
    static constexpr SettingKind kKind = SettingKind::whole;
    static SettingValue written(agent::Size value) { return static_cast<std::int64_t>(value.bytes >> 20); }
    static agent::Size read(const SettingValue& value) {
        return {static_cast<std::uint64_t>(std::get<std::int64_t>(value)) << 20};
    }
};
