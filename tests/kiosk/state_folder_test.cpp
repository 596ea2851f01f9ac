#include "kiosk/app/state_folder.h"

#include <doctest/doctest.h>

#include "../catalog/release_file.h"
#include "kiosk/app/release_choice.h"

using catalog::CurrentRelease;
using catalog::DisplayReport;

namespace {

const std::string a(64, 'a'), b(64, 'b'), c(64, 'c');
const kiosk::Moment kNoon{*base::parse_instant("2024-07-15"), true};

/// The real disk, whose folder may not be written to.
struct ReadOnly : base::Disk {
    bool is_read_only = false;
    base::Status write_synced(const std::filesystem::path& file, std::string_view bytes) override {
        if (is_read_only) return base::fail(base::Errc::io, file.string() + ": read-only file system");
        return base::Disk::write_synced(file, bytes);
    }
};

/// A state folder with three releases, `c` damaged, and what the display says of it.
struct Device {
    TemporaryFolder folder;
    catalog::StatePaths paths{folder.path() / "state"};
    ReadOnly disk;
    std::vector<std::string> complaints;

    Device() {
        std::filesystem::create_directories(paths.releases());
        for (const auto& sha256 : {a, b, c}) write_release(paths.release(sha256));
        std::filesystem::resize_file(paths.release(c), 5000);
    }
    void name(const std::string& current, const std::string& previous,
              std::vector<std::string> quarantined = {}) {
        const auto entry = [](const std::string& sha256) {
            return sha256.empty()
                       ? std::nullopt
                       : std::optional(CurrentRelease::Entry{.sha256 = sha256, .version = "1", .since = {}});
        };
        write(paths.current(),
              catalog::format_current({entry(current), entry(previous), std::move(quarantined)}));
    }
    static void write(const std::filesystem::path& file, const std::string& text) {
        std::filesystem::create_directories(file.parent_path());
        REQUIRE(base::write_file(file, text));
    }
    /// The display starts.
    [[nodiscard]] kiosk::StateFolder start() {
        return {paths.root, disk, [this](const std::string& line) { complaints.push_back(line); }};
    }
    [[nodiscard]] DisplayReport report_on_disk() const {
        return *catalog::parse_report(*base::read_file(paths.report()));
    }
};

}  // namespace

TEST_CASE("state folder: the current release is opened, reported before, and confirmed after") {
    Device device;
    device.name(a, b);
    auto state = device.start();
    const auto catalog = state.open_first(kNoon);
    REQUIRE(catalog);
    CHECK(catalog->sha256 == a);
    CHECK_FALSE(catalog->embedded);
    CHECK(device.report_on_disk() ==
          DisplayReport{.running = a, .starts = 1, .confirmed = "", .rejected = {}});
    state.confirm(a);
    CHECK(device.report_on_disk() ==
          DisplayReport{.running = a, .starts = 0, .confirmed = a, .rejected = {}});
    CHECK(device.complaints.empty());
}

TEST_CASE("state folder: after three starts that nothing was drawn of, the release before is opened") {
    Device device;
    device.name(a, b);
    for (int crash = 0; crash < 3; ++crash) CHECK(device.start().open_first(kNoon)->sha256 == a);
    auto state = device.start();
    CHECK(state.open_first(kNoon)->sha256 == b);
    CHECK(device.report_on_disk() ==
          DisplayReport{.running = b, .starts = 1, .confirmed = "", .rejected = {a}});
    CHECK(device.complaints.size() == 1);
}

TEST_CASE("state folder: a release that cannot be opened leaves the one on screen, and its report") {
    Device device;
    device.name(a, "");
    auto state = device.start();
    REQUIRE(state.open_first(kNoon)->sha256 == a);
    state.confirm(a);
    device.name(c, a);
    CHECK_FALSE(state.open_next(a, kNoon));
    CHECK(device.report_on_disk() ==
          DisplayReport{.running = a, .starts = 0, .confirmed = a, .rejected = {c}});
    CHECK_FALSE(state.open_next(a, kNoon));
    CHECK(device.complaints.size() == 1);
    SUBCASE("even where nothing else is named") {
        device.name(c, "");
        CHECK_FALSE(state.open_next(a, kNoon));
        CHECK(state.report().running == a);
    }
    SUBCASE("and the next good one is opened as ever") {
        device.name(b, a);
        const auto next = state.open_next(a, kNoon);
        REQUIRE(next);
        CHECK(next->sha256 == b);
        CHECK(state.report().running == b);
    }
}

TEST_CASE("state folder: a release whose file is away for a while is passed over, not given up") {
    Device device;
    device.name(a, b);
    const auto away = device.folder.path() / "away";
    std::filesystem::rename(device.paths.release(a), away);
    auto state = device.start();
    const auto first = state.open_first(kNoon);
    REQUIRE(first);
    CHECK(first->sha256 == b);
    CHECK(state.report().rejected.empty());
    CHECK(state.report().running == b);
    CHECK(state.report().starts == 1);
    std::filesystem::rename(away, device.paths.release(a));
    const auto next = state.open_next(b, kNoon);
    REQUIRE(next);
    CHECK(next->sha256 == a);
}

TEST_CASE("state folder: a release is left when the agent quarantines it or names none") {
    Device device;
    device.name(a, "");
    auto state = device.start();
    REQUIRE(state.open_first(kNoon)->sha256 == a);
    SUBCASE("with one before it") {
        device.name(a, b, {a});
        CHECK(state.open_next(a, kNoon)->sha256 == b);
    }
    SUBCASE("with none before it") {
        device.name(a, "", {a});
        CHECK(state.open_next(a, kNoon)->embedded);
        CHECK(state.report().running.empty());
    }
    SUBCASE("for the catalog in the program") {
        device.name("", a);
        CHECK(state.open_next(a, kNoon)->embedded);
    }
}

TEST_CASE("state folder: whatever is wrong with it, something is shown and it is said once") {
    Device device;
    SUBCASE("not there") { std::filesystem::remove_all(device.paths.root); }
    SUBCASE("empty") {}
    SUBCASE("damaged") { Device::write(device.paths.current(), "minsheng-kiosk current 1\ncurrent -\n"); }
    SUBCASE("every release damaged") { device.name(c, ""); }
    auto state = device.start();
    const auto catalog = state.open_first(kNoon);
    REQUIRE(catalog);
    CHECK(catalog->embedded);
    CHECK_FALSE(state.open_next("", kNoon));
    CHECK(device.complaints.size() == 1);
}

TEST_CASE("state folder: a damaged `current` leaves the release on screen") {
    Device device;
    device.name(a, b);
    auto state = device.start();
    REQUIRE(state.open_first(kNoon)->sha256 == a);
    SUBCASE("damaged") { Device::write(device.paths.current(), "torn"); }
    SUBCASE("gone") { std::filesystem::remove_all(device.paths.root); }
    CHECK_FALSE(state.open_next(a, kNoon));
    CHECK_FALSE(state.open_next(a, kNoon));
    CHECK(device.complaints.size() == 1);
}

TEST_CASE("state folder: a disk that cannot be written to stops nothing") {
    Device device;
    device.name(a, b);
    device.disk.is_read_only = true;
    for (int start = 0; start < 5; ++start) CHECK(device.start().open_first(kNoon)->sha256 == a);
    device.complaints.clear();
    auto state = device.start();
    REQUIRE(state.open_first(kNoon));
    state.confirm(a);
    device.name(b, a);
    CHECK(state.open_next(a, kNoon)->sha256 == b);
    CHECK(device.complaints.size() == 1);
}

TEST_CASE("state folder: a damaged report is begun anew") {
    Device device;
    device.name(a, b);
    Device::write(device.paths.report(), "running what");
    CHECK(device.start().open_first(kNoon)->sha256 == a);
    CHECK(device.report_on_disk().starts == 1);
    CHECK(device.complaints.size() == 1);
}

TEST_CASE("state folder: the last contact that could be read counts") {
    Device device;
    auto state = device.start();
    CHECK(state.contact() == catalog::Contact{});
    const catalog::Contact contact{kNoon.now, std::nullopt};
    Device::write(device.paths.contact(), catalog::format_contact(contact));
    CHECK(state.contact() == contact);
    Device::write(device.paths.contact(), "torn");
    CHECK(state.contact() == contact);
    CHECK(state.contact() == contact);
    CHECK(device.complaints.size() == 1);
}

TEST_CASE("state folder: signed metadata join the rule by which a clock is trusted") {
    Device device;
    device.name(a, b);
    const auto now = *base::parse_instant("2026-12-01T08:00:00+08:00");
    Device::write(device.paths.contact(), catalog::format_contact({std::nullopt, now}));
    CHECK(device.start().open_first({now, false})->standing.today().clock_trusted);
    CHECK_FALSE(
        device.start().open_first({now - std::chrono::seconds{1}, false})->standing.today().clock_trusted);
    CHECK(device.start().open_first({now - std::chrono::seconds{1}, true})->standing.today().clock_trusted);
}
