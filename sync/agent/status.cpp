#include "sync/agent/status.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "sync/agent/addresses.h"
#include "sync/release/listing.h"
#include "sync/tuf/fields.h"
#include "sync/tuf/json.h"
#include "sync/tuf/metadata.h"

namespace agent {
namespace {

using Json = nlohmann::ordered_json;
using base::Errc;
using base::format_instant;
using Entry = catalog::CurrentRelease::Entry;

Json moment(const std::optional<base::Instant>& instant) {
    return instant ? Json(format_instant(*instant)) : Json(nullptr);
}

std::optional<base::Instant> moment_of(const nlohmann::json& json, const char* field) {
    const auto found = json.find(field);
    if (found == json.end() || !found->is_string()) return std::nullopt;
    return base::parse_instant(found->get_ref<const std::string&>());
}

std::string text_of(const nlohmann::json& json, const char* field) {
    const auto found = json.find(field);
    return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

Json entry_json(const std::optional<Entry>& entry) {
    if (!entry) return nullptr;
    return {{"version", entry->version}, {"sha256", entry->sha256}, {"since", format_instant(entry->since)}};
}

Json failure_json(const std::optional<Status::Failure>& failure) {
    if (!failure) return nullptr;
    return {{"at", format_instant(failure->at)}, {"message", failure->message}, {"advice", failure->advice}};
}

Json counters_json(const Counters& counters) {
    Json failures = Json::object();
    for (std::size_t i = 0; i < kFailingNames.size(); ++i)
        if (counters.failures[i] > 0) failures[kFailingNames[i]] = counters.failures[i];
    return {{"starts", counters.starts},
            {"ok", counters.good},
            {"failed", counters.failed},
            {"failures", failures}};
}

constexpr std::int64_t kMostCounted = 1'000'000'000'000'000;

std::int64_t count_of(const nlohmann::json& json, const char* field) {
    const auto found = json.find(field);
    return found != json.end() && found->is_number_integer()
               ? std::clamp<std::int64_t>(found->get<std::int64_t>(), 0, kMostCounted)
               : 0;
}

std::optional<Counters> counters_of(const nlohmann::json& json) {
    const auto found = json.find("counters");
    if (found == json.end() || !found->is_object()) return std::nullopt;
    Counters counters{count_of(*found, "starts"), count_of(*found, "ok"), count_of(*found, "failed"), {}};
    if (const auto failures = found->find("failures"); failures != found->end() && failures->is_object())
        for (std::size_t i = 0; i < kFailingNames.size(); ++i)
            counters.failures[i] = count_of(*failures, kFailingNames[i]);
    return counters;
}

Json own_json(const Status& status) {
    return {{"source", status.source},
            {"last_pass", moment(status.last_pass)},
            {"last_outcome", status.last_outcome},
            {"last_error", failure_json(status.last_failure)},
            {"failures_in_a_row", status.failures_in_a_row},
            {"next_poll", moment(status.next_pass)},
            {"image", status.image},
            {"clock_note", status.clock_note},
            {"counters", counters_json(status.counters.value_or(Counters{}))}};
}

/// Version and expiry of each top-level role that is stored.
Json trust_json(base::Files& files, const Device& device) {
    Json trust = Json::object();
    for (const TrustedRole& role : read_trust(files, device))
        trust[role.name] = {{"version", role.version}, {"expires", format_instant(role.expires)}};
    return trust;
}

Json telemetry_json(const Reporting& telemetry) {
    if (telemetry.address.empty()) return nullptr;
    return {{"address", telemetry.address},
            {"waiting", telemetry.waiting},
            {"last_taken", moment(telemetry.taken)},
            {"failures_in_a_row", telemetry.failures_in_a_row},
            {"failure", telemetry.failure}};
}

std::string in_words(const Reporting& telemetry) {
    std::string text =
        telemetry.taken ? "last taken " + format_instant(*telemetry.taken) : "none was taken yet";
    if (telemetry.waiting > 0) text += fmt::format("; {} waiting", telemetry.waiting);
    if (telemetry.failures_in_a_row > 0)
        text += fmt::format("; failed {} times in a row: {}", telemetry.failures_in_a_row, telemetry.failure);
    return text;
}

Json addresses_json() {
    Json list = Json::array();
    for (const NetworkAddress& one : network_addresses())
        list.push_back({{"interface", one.interface}, {"address", one.address}});
    return list;
}

Json display_json(const Device& device) {
    const auto report = device.read_report();
    if (!report) return nullptr;
    Json json{{"running", report->running},
              {"starts", report->starts},
              {"confirmed", report->confirmed},
              {"rejected", report->rejected}};
    if (const auto ladder = device.read_ladder()) {
        json["shown"] = ladder->shown;
        json["died"] = ladder->died;
        json["avoided"] = Json::array();
        for (const auto& one : ladder->avoided) json["avoided"].push_back(one.shown);
    }
    return json;
}

template <class T>
base::Result<T> read_state(base::Files& files, const std::filesystem::path& file,
                           base::Result<T> (*parse)(std::string_view)) {
    const auto text = files.read(file);
    if (!text && text.error().code == Errc::not_found) return T{};
    if (!text) return base::fail(text.error());
    auto value = parse(*text);
    if (!value) return base::fail(value.error(), file.string());
    return value;
}

/// What is on the disk now, whoever wrote it.
struct Found {
    base::Result<catalog::CurrentRelease> state;
    base::Result<catalog::Contact> contact;

    Found(base::Files& files, const Device& device)
        : state(read_state(files, device.paths().current(), catalog::parse_current)),
          contact(read_state(files, device.paths().contact(), catalog::parse_contact)) {}
    [[nodiscard]] base::Status status() const {
        if (!state) return base::fail(state.error());
        if (!contact) return base::fail(contact.error());
        return {};
    }
};

Json whole_json(base::Files& files, const Device& device, const Found& found, bool is_running,
                const Reporting& telemetry) {
    const auto state = found.state.value_or(catalog::CurrentRelease{});
    const auto contact = found.contact.value_or(catalog::Contact{});
    const base::Status readable = found.status();
    Json json{{"current", entry_json(state.current)},
              {"previous", entry_json(state.previous)},
              {"quarantined", state.quarantined},
              {"last_contact", moment(contact.last_sync)},
              {"unreadable", readable ? Json(nullptr) : Json(readable.error().message)},
              {"running", is_running}};
    json.update(own_json(read_status(files, device)));
    if (!is_running) json["next_poll"] = nullptr;
    json["trust"] = trust_json(files, device);
    json["addresses"] = addresses_json();
    json["display"] = display_json(device);
    json["telemetry"] = telemetry_json(telemetry);
    return json;
}

std::string route_word(Outcome::Route route) {
    switch (route) {
        case Outcome::Route::delta:
            return "delta";
        case Outcome::Route::whole:
            return "whole release";
        case Outcome::Route::here:
            return "was here already";
        case Outcome::Route::none:
            break;
    }
    return "";
}

std::string in_words(const Outcome& outcome) {
    const std::string received =
        fmt::format("{} bytes of metadata, {} of the release", outcome.metadata_bytes, outcome.release_bytes);
    switch (outcome.kind) {
        case Outcome::Kind::no_release:
            return "the origin has no release yet";
        case Outcome::Kind::nothing_new:
            return fmt::format("nothing new: {} is current ({} bytes received)", outcome.version,
                               outcome.metadata_bytes);
        case Outcome::Kind::waiting:
            return fmt::format("{} is there and will be fetched in {} s", outcome.version,
                               outcome.wait.count() / 1000);
        case Outcome::Kind::held_back:
            return fmt::format("{} is there but not taken: {}", outcome.version, outcome.reason);
        case Outcome::Kind::switched:
            return fmt::format("{} is current now ({}: {}){}", outcome.version, route_word(outcome.route),
                               received, outcome.reason.empty() ? "" : "; not by delta: " + outcome.reason);
    }
    return "";
}

std::string entry_line(const char* label, const std::optional<Entry>& entry, const char* otherwise) {
    if (!entry) return fmt::format("{:<14}{}\n", label, otherwise);
    return fmt::format("{:<14}{} since {} (sha256 {}...)\n", label, entry->version,
                       format_instant(entry->since), release::short_hash(entry->sha256));
}

}  // namespace

Failing failing_of(const base::Error& error) {
    using base::Reason;
    switch (error.reason) {
        case Reason::certificate:
        case Reason::not_yet_valid:
            return Failing::certificate;
        case Reason::expired:
        case Reason::expired_offline:
            return Failing::expired;
        case Reason::outdated:
        case Reason::too_large:
            return Failing::refused;
        case Reason::no_space:
            return Failing::disk;
        case Reason::not_ours:
        case Reason::busy:
            return Failing::device;
        case Reason::redirected:
        case Reason::web_page:
            return Failing::network;
        case Reason::none:
            break;
    }
    switch (error.code) {
        case Errc::network:
        case Errc::not_found:
            return Failing::network;
        case Errc::unverified:
        case Errc::corrupt:
            return Failing::refused;
        case Errc::unsupported:
            return Failing::unsupported;
        case Errc::io:
            return Failing::disk;
        case Errc::invalid:
            break;
    }
    return Failing::device;
}

Counters& Counters::operator+=(const Counters& more) {
    starts += more.starts;
    good += more.good;
    failed += more.failed;
    for (std::size_t i = 0; i < failures.size(); ++i) failures[i] += more.failures[i];
    return *this;
}

std::vector<TrustedRole> read_trust(base::Files& files, const Device& device) {
    std::vector<TrustedRole> trust;
    for (const char* role : {"root", "timestamp", "snapshot", "targets"}) {
        const auto bytes = files.read(device.metadata() / (std::string(role) + ".json"));
        const auto envelope = bytes ? tuf::parse_envelope(*bytes) : base::fail(bytes.error());
        if (!envelope) continue;
        base::Status status;
        const tuf::Fields fields{envelope->signed_part, status};
        const auto version = fields.number("version", 1);
        const auto expires = fields.moment("expires");
        if (status) trust.push_back({role, version, expires});
    }
    return trust;
}

std::string describe(const Outcome& outcome) { return base::printable_line(in_words(outcome)); }

void note(Status& status, const base::Result<Outcome>& result, const transport::Source& source,
          const Clocks& clocks) {
    status.source = source.name();
    status.last_pass = clocks.wall;
    status.clock_note = clocks.note();
    if (!status.counters) status.counters.emplace();
    ++(result ? status.counters->good : status.counters->failed);
    if (result) {
        status.last_outcome = describe(*result);
        status.last_failure.reset();
        status.failures_in_a_row = 0;
        return;
    }
    const base::Error& error = result.error();
    status.last_failure = Status::Failure{clocks.wall, base::printable_line(error.message),
                                          base::printable_line(advice_for(error, &source, clocks))};
    ++status.failures_in_a_row;
    ++status.counters->failures[static_cast<std::size_t>(failing_of(error))];
}

Status read_status(base::Files& files, const Device& device) {
    Status status;
    const auto bytes = files.read(device.agent() / "status.json");
    const auto json = bytes ? tuf::parse_json(*bytes) : base::fail(bytes.error());
    if (!json || !json->is_object()) return status;
    status.source = text_of(*json, "source");
    status.last_pass = moment_of(*json, "last_pass");
    status.last_outcome = text_of(*json, "last_outcome");
    status.next_pass = moment_of(*json, "next_poll");
    status.image = text_of(*json, "image");
    status.clock_note = text_of(*json, "clock_note");
    status.counters = counters_of(*json);
    if (const auto count = json->find("failures_in_a_row");
        count != json->end() && count->is_number_integer())
        status.failures_in_a_row = std::clamp<int>(count->get<int>(), 0, 1'000'000);
    if (const auto failure = json->find("last_error"); failure != json->end() && failure->is_object())
        status.last_failure = Status::Failure{moment_of(*failure, "at").value_or(base::Instant{}),
                                              text_of(*failure, "message"), text_of(*failure, "advice")};
    return status;
}

base::Status write_status(base::Files& files, const Device& device, const Status& status) {
    Json json = own_json(status);
    json["trust"] = trust_json(files, device);
    json["addresses"] = addresses_json();
    // Not waited for: a power cut may take it, and flash is spared.
    return base::replace_file_soon(files, device.agent() / "status.json",
                                   json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

Report report_json(base::Files& files, const Device& device, bool is_running, const Reporting& telemetry) {
    const Found found{files, device};
    const Json json = whole_json(files, device, found, is_running, telemetry);
    return {json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n", found.status()};
}

Report report_text(base::Files& files, const Device& device, bool is_running, const Reporting& telemetry) {
    const Found found{files, device};
    const Status status = read_status(files, device);
    const auto moment_or = [](const std::optional<base::Instant>& instant, const char* otherwise) {
        return instant ? format_instant(*instant) : std::string(otherwise);
    };
    const auto line = [](std::string_view label, const std::string& text) {
        return fmt::format("{:<14}{}\n", label, base::printable_line(text));
    };
    std::string text;
    if (found.state) {
        text += entry_line("current", found.state->current, "the catalog in the program");
        text += entry_line("previous", found.state->previous, "none");
        for (const std::string& hash : found.state->quarantined)
            text += line("quarantined", release::short_hash(hash) + "...");
    } else {
        text += line("current", "cannot be read: " + found.state.error().message);
    }
    text += line("last contact", found.contact ? moment_or(found.contact->last_sync, "never")
                                               : "cannot be read: " + found.contact.error().message);
    text += line("last pass", status.last_outcome);
    text += line("next poll", is_running ? moment_or(status.next_pass, "now") : "no agent is running");
    if (!status.image.empty()) text += line("image", status.image);
    if (!status.clock_note.empty()) text += line("clock", status.clock_note);
    if (const auto& failure = status.last_failure) {
        text += line("failed", fmt::format("{} ({} in a row): {}", format_instant(failure->at),
                                           status.failures_in_a_row, failure->message));
        text += line("", failure->advice);
    }
    if (!telemetry.address.empty()) text += line("reports", in_words(telemetry));
    return {text, found.status()};
}

}  // namespace agent
