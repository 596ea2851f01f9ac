#include "catalog/device_state.h"

#include <doctest/doctest.h>

#include "base/deflate.h"

using namespace catalog;

namespace {

const std::string kHash(64, 'a'), kOther(64, 'b');
constexpr base::Instant kSince{std::chrono::seconds{1'795'556'040}};  // 2026-11-24T21:34:00Z

CurrentRelease full() {
    return {.current = CurrentRelease::Entry{kHash, "2026.11.24 second", kSince},
            .previous = CurrentRelease::Entry{kOther, "2026.11.23", kSince},
            .quarantined = {kOther, kHash}};
}

}  // namespace

TEST_CASE("device state: what is written is read again") {
    CHECK(parse_current(format_current(full())) == full());
    CHECK(parse_current(format_current({})) == CurrentRelease{});
    const Contact contact{kSince, std::nullopt};
    CHECK(parse_contact(format_contact(contact)) == contact);
    for (std::size_t i = 0; i < kImportResultNames.size(); ++i) {
        const Import import{"1f2e", 4711, static_cast<ImportResult>(i), "2026.11.24 second"};
        CHECK(parse_import(format_import(import)) == import);
    }
    CHECK(parse_import(format_import({})) == Import{});
    const DisplayReport report{kHash, 2, kOther, {kHash, kOther}};
    CHECK(parse_report(format_report(report)) == report);
    CHECK(parse_report(format_report({})) == DisplayReport{});
    const DisplayLadder ladder{
        "1f2e", kHash, {{7, kOther}, {9, "program"}}, {{3600, 2, "program"}}, 5, "郑州市 Zhengzhou", "12345"};
    CHECK(parse_ladder(format_ladder(ladder)) == ladder);
    CHECK(parse_ladder(format_ladder({})) == DisplayLadder{});
    const catalog::AdminAttempts attempts{"1f2e", {7, 9, 3600}};
    CHECK(catalog::parse_attempts(catalog::format_attempts(attempts)) == attempts);
    CHECK(catalog::parse_attempts(catalog::format_attempts({})) == catalog::AdminAttempts{});
    const DisplayHealth health{.boot = "1f2e",
                               .state_folder = "/var/lib/kiosk",
                               .at_s = 4711,
                               .program = "0.1.0",
                               .shown = kHash,
                               .version = "2026.11.24 second",
                               .due = 78,
                               .drawn = 77,
                               .counted_s = 4690,
                               .drawn_s = 4711,
                               .left_out = 1,
                               .hall_open = false,
                               .panel_obeys = false,
                               .starts = {2, 0, 1, 0},
                               .ended = {1, 0, 0, 3, 0, 0, 0, 1}};
    CHECK(parse_health(format_health(health)) == health);
    CHECK(parse_health(format_health({})) == DisplayHealth{});
    const TelemetryState telemetry{.through = 17,
                                   .dropped = {640, 0, 1, 2, 3},
                                   .failures = 4,
                                   .failure = "no route to host",
                                   .taken = kSince,
                                   .date = kSince,
                                   .boot = "1f2e",
                                   .at_s = 4711};
    CHECK(parse_telemetry(format_telemetry(telemetry)) == telemetry);
    CHECK(parse_telemetry(format_telemetry({})) == TelemetryState{});
}

TEST_CASE("device state: the format is the documented one") {
    CHECK(format_contact({kSince, std::nullopt}) ==
          "minsheng-kiosk contact 1\nlast_sync 2026-11-24T21:34:00Z\nsigned_at -\ncrc32 02c3b55e\n");
    CHECK(format_import({"1f2e", 4711, ImportResult::not_for_here, ""}) ==
          "minsheng-kiosk import 1\nboot 1f2e\nat_s 4711\nresult not_for_here\nversion -\ncrc32 7f75f979\n");
    DisplayHealth health{.boot = "1f2e",
                         .state_folder = "/var/lib/kiosk",
                         .at_s = 4711,
                         .program = "0.1.0",
                         .shown = "program",
                         .version = "2024.7.15",
                         .due = 78,
                         .drawn = 77,
                         .counted_s = 4690,
                         .drawn_s = 4711,
                         .panel_obeys = true};
    health.starts[2] = 2;
    health.ended[0] = 1;
    CHECK(format_health(health).starts_with(
        "minsheng-kiosk health 1\nboot 1f2e\nstate /var/lib/kiosk\nat_s 4711\nprogram 0.1.0\nshown program\n"
        "version 2024.7.15\ndue 78\ndrawn 77\ncounted_s 4690\ndrawn_s 4711\nleft_out 0\nhall open\n"
        "panel obeys\nstart program 2\nended watchdog 1\ncrc32 "));
    const auto newer = parse_contact("minsheng-kiosk contact 2\nanything\ncrc32 0813cfc0\n");
    REQUIRE_FALSE(newer.has_value());
    CHECK(newer.error().code == base::Errc::unsupported);
}

TEST_CASE("device state: a file that is cut or has any other byte is refused") {
    const std::string good = format_current(full());
    for (std::size_t length = 0; length < good.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(parse_current(good.substr(0, length)).has_value());
    }
    for (std::size_t at = 0; at < good.size(); ++at) {
        CAPTURE(at);
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        CHECK_FALSE(parse_current(bad).has_value());
    }
}

TEST_CASE("device state: what came of a stick is one of the words of the format") {
    const std::string text = "minsheng-kiosk import 1\nboot 1f2e\nat_s 4711\nresult eaten\nversion -\n";
    const auto read = parse_import(text + fmt::format("crc32 {:08x}\n", base::crc32_of(text)));
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message == "line 4 is no word of this format");
}

TEST_CASE("device state: one kind of file is not taken for another") {
    const auto read = parse_contact(format_report({}));
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == base::Errc::corrupt);
    CHECK(read.error().message.find("is not \"minsheng-kiosk contact 1\"") != std::string::npos);
}

TEST_CASE("device state: long lists keep their newest entries") {
    DisplayReport report;
    for (int i = 0; i < 100; ++i) report.rejected.push_back(fmt::format("{:064x}", i));
    const auto read = parse_report(format_report(report));
    REQUIRE(read.has_value());
    CHECK(read->rejected.size() == 64);
    CHECK(read->rejected.back() == report.rejected.back());
}
