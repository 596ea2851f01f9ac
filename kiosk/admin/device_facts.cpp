#include "kiosk/admin/device_facts.h"

#include <nlohmann/json.hpp>

#include "base/machine.h"
#include "base/printable.h"

namespace kiosk {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::uint64_t kLongestFile = 64 * 1024;

std::string text_of(const Json& json, const char* field) {
    const auto found = json.find(field);
    if (found == json.end()) return {};
    if (found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
    return found->is_string() ? base::printable_line(found->get<std::string>()) : "";
}

Json object_of(const Json& json, const char* field) {
    const auto found = json.find(field);
    return found != json.end() && found->is_object() ? *found : Json::object();
}

int count_of(const Json& json, const char* field) {
    const auto found = json.find(field);
    return found != json.end() && found->is_number_integer() ? static_cast<int>(found->get<std::int64_t>())
                                                             : 0;
}

template <class T>
std::optional<T> read_state(base::Files& files, const fs::path& file,
                            base::Result<T> (*parse)(std::string_view)) {
    const auto text = files.read(file, kLongestFile);
    auto value = text ? parse(*text) : base::fail(text.error());
    return value ? std::optional(std::move(*value)) : std::nullopt;
}

}  // namespace

AgentFacts parse_agent_facts(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    AgentFacts facts;
    if (!json.is_object()) return facts;
    facts.is_known = true;
    facts.source = text_of(json, "source");
    facts.last_outcome = text_of(json, "last_outcome");
    facts.next_pass = text_of(json, "next_poll");
    facts.clock_note = text_of(json, "clock_note");
    facts.image = text_of(json, "image");
    const Json failure = object_of(json, "last_error");
    facts.failed_at = text_of(failure, "at");
    facts.failure = text_of(failure, "message");
    facts.advice = text_of(failure, "advice");
    facts.failures_in_a_row = count_of(json, "failures_in_a_row");
    const Json trust = object_of(json, "trust");
    for (const char* role : {"root", "targets", "snapshot", "timestamp"})
        if (const Json one = object_of(trust, role); !one.empty())
            facts.trust.push_back({role, text_of(one, "version"), text_of(one, "expires")});
    const auto addresses = json.find("addresses");
    if (addresses == json.end() || !addresses->is_array()) return facts;
    for (const Json& one : *addresses)
        if (one.is_object()) facts.addresses.push_back({text_of(one, "interface"), text_of(one, "address")});
    return facts;
}

DeviceFacts read_device_facts(base::Files& files, const fs::path& state_folder, const fs::path& root) {
    const base::MachineFacts machine = base::read_machine(root);
    DeviceFacts facts;
    facts.memory_free = machine.memory_available;
    facts.memory_total = machine.memory_size;
    facts.temperature_c = machine.temperature_c;
    facts.uptime = machine.uptime;
    if (state_folder.empty()) return facts;
    const catalog::StatePaths paths{state_folder};
    if (const auto room = base::read_disk_room(paths.root)) {
        facts.disk_free = room->free;
        facts.disk_total = room->size;
    }
    facts.current = read_state(files, paths.current(), catalog::parse_current);
    facts.contact = read_state(files, paths.contact(), catalog::parse_contact);
    facts.report = read_state(files, paths.report(), catalog::parse_report);
    facts.ladder = read_state(files, paths.ladder(), catalog::parse_ladder);
    if (const auto text = files.read(paths.agent_status(), kLongestFile))
        facts.agent = parse_agent_facts(*text);
    return facts;
}

}  // namespace kiosk
