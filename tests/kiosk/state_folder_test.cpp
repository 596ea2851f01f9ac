#include "kiosk/app/state_folder.h"

#include <doctest/doctest.h>

#include <array>
#include <future>

#include "../catalog/release_file.h"
#include "../fakes/faulty_disk.h"
#include "kiosk/app/release_choice.h"
#include "kiosk/app/release_hash.h"

using catalog::CurrentRelease;
using catalog::DisplayReport;

namespace {

/// The bytes of a release like no other, and what they are called by.
struct Made {
    explicit Made(const std::string& label, bool is_broken = false) {
        const TemporaryFolder folder;
        const auto file = folder.path() / "made.db";
        write_release(file);
        change_release(file, "UPDATE release SET title_en = '" + label + "'");
        if (is_broken) std::filesystem::resize_file(file, 5000);
        bytes = base::read_file(file).value();
        base::Disk disk;
        sha256 = kiosk::hash_of_release(disk, file).value();
    }
    std::string bytes, sha256;
};

/// Made once; the third was published broken.
const std::array<Made, 3>& releases() {
    static const std::array<Made, 3> made{Made{"a"}, Made{"b"}, Made{"c", true}};
    return made;
}
std::string a, b, c;  // what they are called, from the first Device on
const kiosk::Moment kNoon{*base::parse_instant("2024-07-15"), true};

/// The real disk, whose folder may not be written to.
struct ReadOnly : base::Disk {
    bool is_read_only = false;
    base::Status write_synced(const std::filesystem::path& file, std::string_view bytes) override {
        if (is_read_only) return base::fail(base::Errc::io, file.string() + ": read-only file system");
        return base::Disk::write_synced(file, bytes);
    }
};

/// A state folder with three releases, of which `c` was published broken, and what the display says of it.
struct Device {
    TemporaryFolder folder;
    catalog::StatePaths paths{folder.path() / "state"};
    ReadOnly disk;
    std::vector<std::string> complaints;

    Device() {
        std::filesystem::create_directories(paths.releases());
        for (const Made& made : releases()) write(paths.release(made.sha256), made.bytes);
        a = releases()[0].sha256;
        b = releases()[1].sha256;
        c = releases()[2].sha256;
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
        return {paths.root, disk,
                base::Log{[this](const base::LogEntry& entry) { complaints.push_back(entry.message); }}};
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

TEST_CASE("state folder: starts that end in good order, or with the X server, do not count") {
    Device device;
    device.name(a, b);
    for (int start = 0; start < 5; ++start) {
        auto state = device.start();
        CHECK(state.open_first(kNoon)->sha256 == a);
        state.excuse();
    }
    auto state = device.start();
    CHECK(state.open_first(kNoon)->sha256 == a);
    state.confirm(a);
    state.excuse();
    CHECK(device.report_on_disk() ==
          DisplayReport{.running = a, .starts = 0, .confirmed = a, .rejected = {}});
    CHECK(device.complaints.empty());
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

TEST_CASE("state folder: a release that is not as it was signed is not shown, and not given up either") {
    Device device;
    device.name(a, b);
    std::string bytes = releases()[0].bytes;
    SUBCASE("one figure is another") { bytes.replace(bytes.find("2024-06-30"), 10, "2024-06-29"); }
    SUBCASE("a block is zeros") { bytes.replace(4096, 4096, std::string(4096, '\0')); }
    SUBCASE("a page is lost at the end") { bytes.resize(bytes.size() - 4096); }
    SUBCASE("nothing of it is left") { bytes.clear(); }
    SUBCASE("it is another release") { bytes = releases()[1].bytes; }
    Device::write(device.paths.release(a), bytes);
    auto state = device.start();
    const auto first = state.open_first(kNoon);
    REQUIRE(first);
    CHECK(first->sha256 == b);
    CHECK(state.report().rejected.empty());
    REQUIRE(device.complaints.size() == 1);
    CHECK(device.complaints[0].find("is not as it was signed") != std::string::npos);
    CHECK_FALSE(state.open_next(b, kNoon));
    CHECK(device.complaints.size() == 1);
    Device::write(device.paths.release(a), releases()[0].bytes);  // the agent has fetched it again
    const auto next = state.open_next(b, kNoon);
    REQUIRE(next);
    CHECK(next->sha256 == a);
}

TEST_CASE("state folder: a block that cannot be read says nothing about the release") {
    Device device;
    device.name(a, "");
    FaultyDisk disk;
    disk.unreadable.insert(a + ".db");
    kiosk::StateFolder state{device.paths.root, disk, base::Log{[&](const base::LogEntry& entry) {
                                 device.complaints.push_back(entry.message);
                             }}};
    const auto first = state.open_first(kNoon);
    REQUIRE(first);
    CHECK(first->embedded);
    CHECK(first->is_fallback);
    CHECK(state.report().rejected.empty());
    REQUIRE(device.complaints.size() == 1);
    CHECK(device.complaints[0].find("Input/output error") != std::string::npos);
}

TEST_CASE("state folder: a release that was started three times is given up only where it is whole") {
    Device device;
    device.name(a, b);
    for (int crash = 0; crash < 3; ++crash) CHECK(device.start().open_first(kNoon)->sha256 == a);
    Device::write(device.paths.release(a), releases()[0].bytes.substr(0, 9000));
    auto state = device.start();
    CHECK(state.open_first(kNoon)->sha256 == b);
    CHECK(state.report().rejected.empty());
    Device::write(device.paths.release(a), releases()[0].bytes);
    CHECK(state.open_next(b, kNoon)->sha256 == a);
}

TEST_CASE("state folder: a release for a newer program is passed over, and not given up") {
    Device device;
    const auto file = device.paths.releases() / "made";
    write_release(file);
    change_release(file, "PRAGMA user_version = 99");
    const std::string newer = kiosk::hash_of_release(device.disk, file).value();
    std::filesystem::rename(file, device.paths.release(newer));
    device.name(newer, b);
    auto state = device.start();
    CHECK(state.open_first(kNoon)->sha256 == b);
    CHECK(state.report().rejected.empty());
}

TEST_CASE(
    "state folder: a large release is shown first, read afterwards, and left where it is not as signed") {
    Device device;
    const auto file = device.paths.releases() / "made";
    write_release(file);
    change_release(file, "CREATE TABLE filling (bytes BLOB); INSERT INTO filling VALUES (zeroblob(2000000))");
    const std::string large = kiosk::hash_of_release(device.disk, file).value();
    const std::string bytes = base::read_file(file).value();
    std::filesystem::rename(file, device.paths.release(large));
    device.name(large, "");
    SUBCASE("as signed") {
        auto state = device.start();
        REQUIRE(state.open_first(kNoon)->sha256 == large);
        const auto proof = state.find_unproven(large);
        REQUIRE(proof);
        state.settle(*proof, proof->check(kiosk::hash_of_release(device.disk, proof->file)));
        CHECK_FALSE(state.find_unproven(large));
        CHECK_FALSE(state.open_next(large, kNoon));
        // Changed where it lies, while it is shown.
        std::string changed = bytes;
        changed[changed.size() - 1] = 1;
        Device::write(device.paths.release(large), changed);
        CHECK(state.find_unproven(large));
    }
    SUBCASE("changed by hand") {
        std::string changed = bytes;
        changed[changed.size() - 1] = 1;
        Device::write(device.paths.release(large), changed);
        auto state = device.start();
        REQUIRE(state.open_first(kNoon)->sha256 == large);
        const auto proof = state.find_unproven(large);
        REQUIRE(proof);
        CHECK_FALSE(state.open_next(large, kNoon));  // nothing is known of it yet
        state.settle(*proof, proof->check(kiosk::hash_of_release(device.disk, proof->file)));
        const auto next = state.open_next(large, kNoon);
        REQUIRE(next);
        CHECK(next->embedded);
        CHECK(next->is_fallback);
        CHECK(state.report().rejected.empty());
        CHECK_FALSE(state.find_unproven(""));
        Device::write(device.paths.release(large), bytes);
        CHECK(state.open_next("", kNoon)->sha256 == large);
    }
}

TEST_CASE("state folder: one that is made anew gets the report again") {
    Device device;
    device.name(a, "");
    auto state = device.start();
    REQUIRE(state.open_first(kNoon)->sha256 == a);
    state.confirm(a);
    std::filesystem::remove_all(device.paths.root);
    state.keep_report();
    CHECK_FALSE(std::filesystem::exists(device.paths.root));  // the folder is the agent's to make
    std::filesystem::create_directories(device.paths.releases());
    Device::write(device.paths.release(a), releases()[0].bytes);
    device.name(a, "");
    CHECK_FALSE(state.open_next(a, kNoon));
    state.keep_report();
    CHECK(device.report_on_disk() ==
          DisplayReport{.running = a, .starts = 0, .confirmed = a, .rejected = {}});
}

TEST_CASE("state folder: a report that the disk has damaged is written again") {
    Device device;
    device.name(a, "");
    auto state = device.start();
    REQUIRE(state.open_first(kNoon)->sha256 == a);
    state.confirm(a);
    const std::string good = *base::read_file(device.paths.report());
    for (const std::string& bytes :
         {std::string{}, good.substr(0, good.size() - 1), good + "x", std::string(100'000, 'x')}) {
        Device::write(device.paths.report(), bytes);
        state.keep_report();
        CHECK(*base::read_file(device.paths.report()) == good);
    }
}

TEST_CASE("release prover: reads on a thread of its own, and says what came of it") {
    Device device;
    std::promise<void> woken;
    kiosk::ReleaseProver prover{device.disk, [&] { woken.set_value(); }};
    CHECK_FALSE(prover.take());
    kiosk::ReleaseProof proof{a, device.paths.release(a), {}};
    SUBCASE("as it is called") {}
    SUBCASE("otherwise") { proof.sha256 = b; }
    SUBCASE("not there") { proof.file = device.folder.path() / "none"; }
    const bool is_good = proof.sha256 == a && proof.file == device.paths.release(a);
    prover.begin(proof);
    CHECK(prover.is_busy());
    woken.get_future().wait();
    const auto outcome = prover.take();
    REQUIRE(outcome);
    CHECK(outcome->status.has_value() == is_good);
    CHECK_FALSE(prover.is_busy());
}
