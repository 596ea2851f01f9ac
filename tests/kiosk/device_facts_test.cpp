#include "kiosk/admin/device_facts.h"

#include <doctest/doctest.h>

#include "../catalog/release_file.h"

namespace {

/// A machine made of files.
struct Machine {
    TemporaryFolder folder;
    base::Disk disk{folder.path() / "state"};

    void put(const std::string& name, const std::string& text) const {
        REQUIRE(base::make_folders((folder.path() / name).parent_path()));
        REQUIRE(base::write_file(folder.path() / name, text));
    }
    kiosk::DeviceFacts look() {
        return kiosk::read_device_facts(disk, folder.path() / "state", folder.path());
    }
};

}  // namespace

TEST_CASE("device facts: what the machine does not say is absent, and never zero") {
    Machine machine;
    const auto nothing = machine.look();
    CHECK_FALSE(nothing.memory_free);
    CHECK_FALSE(nothing.temperature_c);
    CHECK_FALSE(nothing.uptime);
    CHECK_FALSE(nothing.disk_free);
    CHECK_FALSE(nothing.ladder);
    CHECK_FALSE(nothing.agent.is_known);
    for (const char* text : {"", "nonsense", "MemTotal: kB", "MemAvailable: -5 kB"}) {
        machine.put("proc/meminfo", text);
        CHECK_FALSE(machine.look().memory_free);
    }
}

TEST_CASE("device facts: memory, time since the start, the hottest place, the disk") {
    Machine machine;
    machine.put("proc/meminfo", "MemTotal:         499712 kB\nMemFree: 1 kB\nMemAvailable:     180000 kB\n");
    machine.put("proc/uptime", "93784.51 180000.00\n");
    machine.put("sys/class/thermal/thermal_zone0/temp", "41500\n");
    machine.put("sys/class/thermal/thermal_zone1/temp", "48250\n");
    machine.put("sys/class/thermal/thermal_zone2/temp", "-273200\n");
    machine.put("sys/class/thermal/thermal_zone3/temp", "\n");
    machine.put("state/current", "");
    const auto facts = machine.look();
    CHECK(facts.memory_total == 499712u * 1024);
    CHECK(facts.memory_free == 180000u * 1024);
    CHECK(facts.uptime == std::chrono::seconds{93784});
    CHECK(facts.temperature_c == doctest::Approx(48.25));
    REQUIRE(facts.disk_free);
    CHECK(*facts.disk_free <= *facts.disk_total);
    CHECK_FALSE(facts.current);  // damaged
}

TEST_CASE("device facts: what the agent says of itself") {
    const auto facts = kiosk::parse_agent_facts(R"({
        "source": "https://kiosk.example.org", "last_outcome": "nothing new",
        "last_error": {"at": "2026-12-01T00:00:00Z", "message": "no\nroute", "advice": "check the cable"},
        "failures_in_a_row": 2, "next_poll": null, "clock_note": "", "image": "the image 2026-12 runs",
        "trust": {"root": {"version": 1, "expires": "2027-01-01T00:00:00Z"}, "timestamp": {"version": 17}},
        "addresses": [{"interface": "eth0", "address": "192.0.2.17"}, 5]})");
    CHECK(facts.is_known);
    CHECK(facts.failure == "no route");
    CHECK(facts.failures_in_a_row == 2);
    CHECK(facts.image == "the image 2026-12 runs");
    REQUIRE(facts.trust.size() == 2);
    CHECK(facts.trust[1].name == "timestamp");
    CHECK(facts.trust[1].version == "17");
    REQUIRE(facts.addresses.size() == 1);
    CHECK(facts.addresses[0].address == "192.0.2.17");
    for (const char* damaged :
         {"", "{", "[]", "5", "{\"trust\": 5, \"addresses\": {}, \"last_error\": []}"}) {
        CAPTURE(damaged);
        CHECK(kiosk::parse_agent_facts(damaged).trust.empty());
    }
}
