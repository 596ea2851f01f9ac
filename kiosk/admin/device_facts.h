#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "catalog/device_state.h"

namespace kiosk {

/// What the agent says of itself in agent/status.json. What it does not say is empty.
struct AgentFacts {
    struct Role {
        std::string name, version, expires;  // "timestamp", "17", a moment
    };
    struct NetworkAddress {
        std::string interface, address;
    };
    std::string source;                      // where it asks
    std::string last_outcome;                // in its words
    std::string failed_at, failure, advice;  // nothing: its last pass succeeded
    int failures_in_a_row = 0;
    std::string next_pass, clock_note, image;  // in its words
    std::vector<Role> trust;
    std::vector<NetworkAddress> addresses;
    bool is_known = false;  // there is such a file
};

/// How the machine is. What could not be found out is absent, never zero.
struct DeviceFacts {
    std::optional<std::uint64_t> disk_free, disk_total;      // [bytes] of the state folder
    std::optional<std::uint64_t> memory_free, memory_total;  // [bytes]
    std::optional<double> temperature_c;                     // of the hottest place
    std::optional<std::chrono::seconds> uptime;
    std::optional<catalog::CurrentRelease> current;
    std::optional<catalog::Contact> contact;
    std::optional<catalog::DisplayReport> report;
    std::optional<catalog::DisplayLadder> ladder;
    AgentFacts agent;
};

/// Reads files below `root` (of the machine; "/") and of the state folder, which may be empty: there is none.
[[nodiscard]] DeviceFacts read_device_facts(base::Files& files, const std::filesystem::path& state_folder,
                                            const std::filesystem::path& root = "/");

/// Of agent/status.json; of a damaged one nothing is known.
[[nodiscard]] AgentFacts parse_agent_facts(std::string_view json);

}  // namespace kiosk
