#include <doctest/doctest.h>

#include "base/files.h"
#include "origin.h"

using agent::Outcome;
using Kind = Outcome::Kind;
using Route = Outcome::Route;

namespace {

const std::string& first() {
    static const std::string bytes = make_catalog("first");
    return bytes;
}
const std::string& second() {
    static const std::string bytes = make_catalog("second");
    return bytes;
}
std::string version_of(const std::string& catalog) {
    return "release " + tuf::sha256_hex(catalog).substr(0, 4);
}

/// A screen that shows the first release.
struct Installed {
    Origin origin;
    Screen screen{origin};
    Installed() {
        origin.release(first());
        const auto done = screen.update();
        REQUIRE_MESSAGE(done, message(done));
        REQUIRE(screen.current() == version_of(first()));
    }
};

}  // namespace

TEST_CASE("update: the first release comes whole, the next one as a delta") {
    Origin origin;
    Screen screen{origin};
    const auto none = screen.update();
    REQUIRE_MESSAGE(none, message(none));
    CHECK(none->kind == Kind::no_release);
    CHECK(screen.current() == "");

    origin.release(first());
    const auto whole = screen.update();
    REQUIRE_MESSAGE(whole, message(whole));
    CHECK(whole->kind == Kind::switched);
    CHECK(whole->route == Route::whole);
    CHECK(base::read_file(screen.release_file(first())) == first());

    origin.release(second(), {first()});
    const auto delta = screen.update();
    REQUIRE_MESSAGE(delta, message(delta));
    CHECK(delta->route == Route::delta);
    CHECK(delta->release_bytes < whole->release_bytes / 4);
    CHECK(delta->version == version_of(second()));
    CHECK(base::read_file(screen.release_file(second())) == second());
    CHECK(std::filesystem::exists(screen.release_file(first())));  // the previous one stays
    CHECK(std::filesystem::is_empty(screen.state() / "incoming"));
}

TEST_CASE("update: with nothing new one question is asked, and its answer is empty") {
    Installed at;
    at.origin.requests.clear();
    const auto done = at.screen.update();
    REQUIRE(done);
    CHECK(done->kind == Kind::nothing_new);
    CHECK(done->metadata_bytes == 0);
    CHECK(at.origin.requests == std::vector<std::string>{"metadata/timestamp.json=304"});
    at.origin.requests.clear();
    REQUIRE(at.screen.update(kToday, {.whole = true}));
    CHECK(at.origin.requests.size() > 1);
}

TEST_CASE("update: an answer of nothing new does not hide that the metadata have expired") {
    Installed at;
    const base::Instant later = kToday + std::chrono::days{40};
    const auto done = at.screen.update(later);
    CHECK(is_refused(done, "timestamp.json: expired at 2027-01-01T00:00:00Z"));
    CHECK(at.screen.current() == version_of(first()));
}

TEST_CASE("update: after a failure the whole workflow runs, whatever the origin says of its timestamp") {
    Installed at;
    at.origin.is_down = true;
    CHECK(is_refused(at.screen.update(), "no route to host"));
    at.origin.is_down = false;
    at.origin.requests.clear();
    REQUIRE(at.screen.update());
    CHECK(at.origin.requests.front() == "metadata/2.root.json");
}

TEST_CASE("update: a release that is lost or damaged on the disk is fetched again, though nothing is new") {
    Installed at;
    SUBCASE("lost") { std::filesystem::remove(at.screen.release_file(first())); }
    SUBCASE("damaged") {
        std::string bytes = first();
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        REQUIRE(base::write_file(at.screen.release_file(first()), bytes));
    }
    SUBCASE("its folder is gone") { std::filesystem::remove_all(at.screen.state()); }
    SUBCASE("what is current is damaged") { REQUIRE(base::write_file(at.screen.state() / "current", "x")); }
    SUBCASE("the root is damaged") {
        REQUIRE(base::write_file(at.screen.state() / "metadata" / "root.json", "{"));
        at.origin.release(second());
    }
    SUBCASE("all trusted metadata are damaged") {
        for (const char* role : {"root", "timestamp", "snapshot", "targets"})
            REQUIRE(base::write_file(at.screen.state() / "metadata" / (std::string(role) + ".json"), "{"));
        at.origin.release(second());
    }
    const bool is_restarted = at.origin.requests.size() % 2 == 0;
    if (is_restarted) at.screen.restart();
    const auto done = at.screen.update();
    REQUIRE_MESSAGE(done, message(done));
    CHECK(done->kind == Kind::switched);
    const std::string& offered =
        at.origin.repository.roles["targets"]["targets"]["catalog.db"]["length"] == first().size() &&
                at.screen.current() == version_of(first())
            ? first()
            : second();
    CHECK(base::read_file(at.screen.release_file(offered)) == offered);
}

TEST_CASE("update: a damaged release gives way to the previous one before anything is asked") {
    Installed at;
    at.origin.release(second(), {first()});
    REQUIRE(at.screen.update());
    REQUIRE(base::write_file(at.screen.release_file(second()), "not a catalog"));
    at.screen.restart();
    at.origin.is_down = true;
    CHECK_FALSE(at.screen.update().has_value());
    CHECK(at.screen.current() == version_of(first()));
}

TEST_CASE("update: a release that lies here already is not fetched") {
    Installed at;
    at.origin.release(second(), {first()});
    REQUIRE(at.screen.update());
    at.origin.release(first(), {second()});  // the publisher takes it back
    at.origin.requests.clear();
    const auto done = at.screen.update();
    REQUIRE_MESSAGE(done, message(done));
    CHECK(done->route == Route::here);
    CHECK(done->release_bytes == 0);
    CHECK(at.screen.current() == version_of(first()));
}

TEST_CASE("update: a delta that is not there or does not lead to the release gives way to the whole one") {
    Installed at;
    at.origin.release(second(), {first()});
    const std::string name = tuf::sha256_hex(first()).substr(0, 16) + ".catalog.zst";
    auto& targets = at.origin.repository.roles["targets"]["targets"];
    std::string why;
    SUBCASE("not on the server") {
        std::erase_if(at.origin.repository.targets,
                      [&](const auto& entry) { return entry.first.find(name) != std::string::npos; });
    }
    SUBCASE("of another release, though signed") {
        at.origin.list(name, compress(first(), first()), {{"from", tuf::sha256_hex(first())}});
        at.origin.repository.release();
        why = "what was unpacked has sha256";
    }
    SUBCASE("starts from another release with the same digits") {
        targets[name]["custom"]["from"] = std::string(64, '0');
        at.origin.repository.release();
    }
    SUBCASE("changed on the way") {
        at.origin.change = [name](const std::string& path, std::string& bytes) {
            if (path.find(name) != path.npos) bytes[0] = static_cast<char>(bytes[0] ^ 1);
        };
        why = "sha256";
    }
    SUBCASE("no zstd at all") {
        at.origin.list(name, "no frame", {{"from", tuf::sha256_hex(first())}});
        at.origin.repository.release();
        why = "unpacking: ";
    }
    const auto done = at.screen.update();
    REQUIRE_MESSAGE(done, message(done));
    CHECK(done->route == Route::whole);
    CHECK(done->reason.find(why) != std::string::npos);
    CHECK(base::read_file(at.screen.release_file(second())) == second());
}

TEST_CASE("update: a transfer that breaks off at any byte goes on there") {
    const std::string frame = compress(first());
    const std::string path = "targets/" + tuf::sha256_hex(frame) + ".catalog.db.zst";
    for (std::size_t at = 0; at < frame.size(); at += 97) {
        CAPTURE(at);
        Origin origin;
        origin.release(first());
        Screen screen{origin};
        origin.breaks_after[path] = at;
        CHECK(is_refused(screen.update(), "the connection broke"));
        CHECK(screen.current() == "");
        origin.breaks_after.clear();
        if (at % 2 == 0) screen.restart();
        const auto done = screen.update();
        REQUIRE_MESSAGE(done, message(done));
        CHECK(done->release_bytes == frame.size() - at);
    }
}

TEST_CASE("update: what goes on with other bytes begins anew the next time") {
    Origin origin;
    origin.release(first());
    Screen screen{origin};
    const std::string path = "targets/" + tuf::sha256_hex(compress(first())) + ".catalog.db.zst";
    origin.breaks_after[path] = 100;
    CHECK_FALSE(screen.update().has_value());
    origin.breaks_after.clear();
    origin.change = [&](const std::string& name, std::string& bytes) {
        if (name == path) bytes = std::string(bytes.size(), 'x');
    };
    CHECK(is_refused(screen.update(), "sha256"));
    origin.change = nullptr;
    CHECK(screen.update());
}

TEST_CASE("update: whatever is changed on the way, the release stays and the message names the file") {
    struct Case {
        const char *path, *message;
    };
    for (const Case& c :
         {Case{"metadata/timestamp.json", "timestamp.json"}, Case{".snapshot.json", "snapshot.json"},
          Case{".targets.json", "targets.json"}, Case{".catalog.db.zst", "catalog.db.zst"}}) {
        CAPTURE(c.path);
        Installed at;
        at.origin.release(second());
        at.origin.change = [&](const std::string& path, std::string& bytes) {
            if (path.find(c.path) != path.npos)
                bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
        };
        const auto done = at.screen.update();
        CHECK(is_refused(done, c.message));
        CHECK(at.screen.current() == version_of(first()));
        CHECK(base::read_file(at.screen.release_file(first())) == first());
        at.origin.change = nullptr;
        CHECK(at.screen.update());
        CHECK(at.screen.current() == version_of(second()));
    }
}

TEST_CASE("update: old metadata with good signatures are refused") {
    Installed at;
    const auto old = at.origin.repository.files;
    at.origin.release(second());
    REQUIRE(at.screen.update());
    at.origin.repository.files = old;
    CHECK(is_refused(at.screen.update(), "timestamp.json"));
    CHECK(at.screen.current() == version_of(second()));
}

TEST_CASE("update: what another process has imported is not taken back, though the origin has nothing new") {
    Installed at;
    Origin stick;
    stick.repository = at.origin.repository;  // the same publisher, one release further
    stick.release(second(), {first()});
    agent::Agent importer{at.screen.disk, at.screen.config, at.screen.random};
    const auto imported = importer.update(stick, kToday, {.whole = true});
    REQUIRE_MESSAGE(imported, message(imported));
    CHECK(is_refused(at.screen.update(), "timestamp.json"));  // the origin is behind
    CHECK(at.screen.current() == version_of(second()));
    at.origin.repository = stick.repository;
    REQUIRE(at.screen.update());
    CHECK(at.screen.current() == version_of(second()));
}

TEST_CASE("update: a source that brings what was not signed is asked no longer where there are others") {
    Installed at;
    at.origin.release(second());
    at.origin.change = [](const std::string& path, std::string& bytes) {
        if (path == "metadata/timestamp.json") bytes = "{}";
    };
    CHECK_FALSE(at.screen.update().has_value());
    CHECK(at.origin.distrusted == 1);
    at.origin.change = nullptr;
    at.origin.is_down = true;
    CHECK_FALSE(at.screen.update().has_value());
    CHECK(at.origin.distrusted == 1);  // it said nothing wrong
    at.origin.is_down = false;
    CHECK(is_refused(at.screen.update(kToday + std::chrono::days{40}), "expire"));
    CHECK(at.origin.distrusted == 2);
}

TEST_CASE("update: a disk full of half downloads is cleared") {
    Installed at;
    const auto left = at.screen.state() / "incoming" / "left";
    REQUIRE(base::write_file(left, "much"));
    at.origin.release(second());
    at.screen.disk.is_full = true;
    CHECK(is_refused(at.screen.update(), "No space left"));
    CHECK_FALSE(std::filesystem::exists(left));
}

TEST_CASE("update: a signed release that cannot be shown is refused, and not fetched for ever") {
    Installed at;
    at.origin.release("this is no catalog");
    CHECK(is_refused(at.screen.update(), "what was signed is no catalog that can be shown"));
    CHECK(at.screen.current() == version_of(first()));
    const auto again = at.screen.update();
    REQUIRE_MESSAGE(again, message(again));
    CHECK(again->kind == Kind::held_back);
    at.origin.release(second());
    CHECK(at.screen.update());
    CHECK(at.screen.current() == version_of(second()));
}

TEST_CASE("update: a release that the display rejects gives way, and is not taken again") {
    Installed at;
    at.origin.release(second(), {first()});
    REQUIRE(at.screen.update());
    at.screen.report({.rejected = {tuf::sha256_hex(second())}});
    const auto done = at.screen.update();
    REQUIRE_MESSAGE(done, message(done));
    CHECK(done->kind == Kind::held_back);
    CHECK(at.screen.current() == version_of(first()));
    at.screen.restart();
    REQUIRE(at.screen.update());
    CHECK(at.screen.current() == version_of(first()));

    at.screen.report({.rejected = {tuf::sha256_hex(second()), tuf::sha256_hex(first())}});
    REQUIRE(at.screen.update());
    CHECK(at.screen.current() == "");  // the catalog in the program
    const std::string third = make_catalog("third");
    at.origin.release(third);
    REQUIRE(at.screen.update());
    CHECK(at.screen.current() == version_of(third));
}

TEST_CASE("update: what the display rejects is given up only where it lies here whole") {
    Installed at;
    const std::string hash = tuf::sha256_hex(first());
    at.screen.report({.rejected = {hash}});
    SUBCASE("a block is lost") {
        std::string bytes = first();
        bytes.replace(bytes.size() / 2, 4096, std::string(4096, '\0'));
        REQUIRE(base::write_file(at.screen.release_file(first()), bytes));
    }
    SUBCASE("a block cannot be read") { at.screen.disk.unreadable.insert(hash + ".db"); }
    (void)at.screen.agent->open();
    REQUIRE(at.screen.agent->device().heed_display());
    CHECK_FALSE(at.screen.agent->device().is_quarantined(hash));
    at.screen.disk.unreadable.clear();
    REQUIRE(at.screen.update());
    CHECK(base::read_file(at.screen.release_file(first())) == first());  // fetched again
    REQUIRE(at.screen.update());
    CHECK(at.screen.agent->device().is_quarantined(hash));  // of a whole one it is the display's word
}

TEST_CASE("update: a disk that gives back other bytes than it took is at fault, not the release") {
    Origin origin;
    origin.release(first());
    Screen screen{origin};
    const std::string hash = tuf::sha256_hex(first());
    screen.disk.forgetful.insert(hash + ".db");
    const auto done = screen.update();
    CHECK(is_refused(done, "the disk does not give back what was written to it"));
    CHECK(done.error().code == base::Errc::io);
    CHECK_FALSE(screen.agent->device().is_quarantined(hash));
    screen.disk.forgetful.clear();
    CHECK(screen.update());
    CHECK(screen.current() == version_of(first()));
}

TEST_CASE("update: a signed release that is whole and no catalog is given up") {
    Installed at;
    const std::string broken = make_catalog("broken").substr(0, 20'000);
    at.origin.release(broken);
    CHECK(is_refused(at.screen.update(), "what was signed is no catalog that can be shown"));
    CHECK(at.screen.agent->device().is_quarantined(tuf::sha256_hex(broken)));
}

TEST_CASE("update: a release is read whole once, and again where its file has changed or all is checked") {
    Installed at;
    at.origin.release(second(), {first()});
    REQUIRE(at.screen.update());
    at.screen.restart();
    auto& reads = at.screen.disk.reads;
    const std::string one = tuf::sha256_hex(first()) + ".db", two = tuf::sha256_hex(second()) + ".db";
    reads.clear();
    for (int pass = 0; pass < 3; ++pass) REQUIRE(at.screen.update());
    CHECK(reads[one] == 1);
    CHECK(reads[two] == 1);
    REQUIRE(at.screen.update(kToday, {.whole = true}));
    CHECK(reads[one] == 2);
    CHECK(reads[two] == 2);
    REQUIRE(base::write_file(at.screen.release_file(second()), second()));  // the same bytes, another file
    REQUIRE(at.screen.update());
    CHECK(reads[one] == 2);
    CHECK(reads[two] == 3);
}

TEST_CASE(
    "update: on a full disk there is room for who is trusted and what was heard, and for nothing else") {
    Installed at;
    const auto reserve = at.screen.state() / "agent" / "reserve";
    CHECK(std::filesystem::file_size(reserve) == 256 << 10);
    at.origin.repository.roles["timestamp"]["signed_at"] = "2026-12-20T00:00:00Z";
    at.origin.release(second(), {first()});
    at.screen.disk.room = 0;
    const auto done = at.screen.update();
    CHECK(is_refused(done, "No space left"));  // for the release itself
    CHECK(done.error().reason == base::Reason::no_space);
    CHECK(at.screen.current() == version_of(first()));
    const auto contact = catalog::parse_contact(base::read_file(at.screen.state() / "contact").value());
    CHECK(contact->signed_at == base::parse_instant("2026-12-20T00:00:00Z"));
    CHECK(std::filesystem::file_size(reserve) > 100'000);
    CHECK(std::filesystem::file_size(reserve) < 256 << 10);
    at.screen.disk.room.reset();
    CHECK(at.screen.update());
    CHECK(at.screen.current() == version_of(second()));
    CHECK(std::filesystem::file_size(reserve) == 256 << 10);
}

TEST_CASE("update: a release that the display has open is kept") {
    Installed at;
    at.screen.report({.running = tuf::sha256_hex(first())});
    for (const char* label : {"second", "third", "fourth"}) {
        at.origin.release(make_catalog(label));
        REQUIRE(at.screen.update());
    }
    CHECK(std::filesystem::exists(at.screen.release_file(first())));
    CHECK_FALSE(std::filesystem::exists(at.screen.release_file(second())));
    CHECK(std::filesystem::exists(at.screen.release_file(make_catalog("third"))));
}

TEST_CASE("update: who a release is for, and who can show it") {
    Installed at;
    SUBCASE("other areas") {
        at.origin.release(second(), {}, {{"areas", {"north", "south"}}});
        const auto done = at.screen.update();
        REQUIRE_MESSAGE(done, message(done));
        CHECK(done->kind == Kind::held_back);
        CHECK(done->reason == "it is for other areas than \"\"");
        at.screen.config.area = "south";
        CHECK(at.screen.update());
        CHECK(at.screen.current() == version_of(second()));
    }
    SUBCASE("a newer program") {
        at.origin.release(second(), {}, {{"minimum_version", "99.0"}});
        CHECK(is_refused(at.screen.update(), "needs program 99.0"));
        CHECK(at.screen.update().error().code == base::Errc::unsupported);
    }
    SUBCASE("a newer format") {
        at.origin.release(second(), {}, {{"schema", 3}});
        CHECK(is_refused(at.screen.update(), "format 3"));
    }
    SUBCASE("a small disk") {
        at.screen.config.max_catalog.bytes = 1000;
        at.origin.release(second());
        CHECK(is_refused(at.screen.update(), "sync.max_catalog_mb allows 1000"));
    }
    SUBCASE("a custom field of another type") {
        at.origin.release(second(), {}, {{"schema", "one"}});
        CHECK(is_refused(at.screen.update(), "custom of catalog.db: schema"));
    }
}

TEST_CASE("update: the publisher may ask for downloads to be spread") {
    Installed at;
    at.origin.release(second(), {first()}, {{"spread_s", 1000}});
    const auto waiting = at.screen.update(kToday, {.spread = true});
    REQUIRE_MESSAGE(waiting, message(waiting));
    CHECK(waiting->kind == Kind::waiting);
    CHECK(waiting->wait.count() > 0);
    CHECK(waiting->wait <= std::chrono::seconds{1000});
    CHECK(at.screen.current() == version_of(first()));
    const auto again = at.screen.update(kToday, {.spread = true});
    REQUIRE(again);
    CHECK(again->wait <= waiting->wait);  // the same moment, not a new draw
    CHECK(at.screen.update()->kind == Kind::switched);
}

TEST_CASE("update: a disk that is full keeps the release, and goes on when there is room") {
    Installed at;
    at.origin.release(second());
    at.screen.disk.is_full = true;
    CHECK(is_refused(at.screen.update(), "No space left"));
    CHECK(at.screen.current() == version_of(first()));
    at.screen.disk.is_full = false;
    CHECK(at.screen.update());
    CHECK(at.screen.current() == version_of(second()));
}

TEST_CASE("update: power cut after every operation on the disk") {
    // From an installed release to the next, by delta and whole: the state is always one whole release.
    for (const auto loss : kLosses)
        for (const bool by_delta : {true, false}) {
            int points = 0;
            for (int steps = 0;; ++steps, ++points) {
                CAPTURE(static_cast<int>(loss));
                CAPTURE(by_delta);
                CAPTURE(steps);
                Installed at;
                at.origin.release(second(), by_delta ? std::vector{first()} : std::vector<std::string>{});
                at.screen.disk.loss = loss;
                at.screen.disk.steps_left = steps;
                const bool is_done = at.screen.update().has_value();
                at.screen.disk.cut_power();
                at.screen.disk.restore_power();
                const std::string shown = at.screen.current();
                CHECK((shown == version_of(second()) || (shown == version_of(first()) && !is_done)));
                const std::string& catalog = shown == version_of(first()) ? first() : second();
                CHECK(base::read_file(at.screen.release_file(catalog)) == catalog);
                at.screen.restart();
                const auto restarted = at.screen.update();
                REQUIRE_MESSAGE(restarted, message(restarted));
                CHECK(at.screen.current() == version_of(second()));
                CHECK(std::filesystem::is_empty(at.screen.state() / "incoming"));
                if (is_done) break;
            }
            CHECK(points > 15);
        }
}

TEST_CASE("update: clocks that are wrong") {
    Installed at;
    at.origin.release(second());
    SUBCASE("at 1970 the build's date counts, and updates go on") {
        at.origin.repository.roles["timestamp"]["signed_at"] = "2026-12-01T08:00:00Z";
        at.origin.repository.release();
        CHECK(at.screen.update(base::Instant{}));
        const auto contact = catalog::parse_contact(base::read_file(at.screen.state() / "contact").value());
        CHECK(contact->last_sync == base::parse_instant("2026-12-01T08:00:00Z"));  // not the build's date
        CHECK(at.screen.current() == version_of(second()));
    }
    SUBCASE("at 2040 everything has expired: the release stays, and the message says what time it is") {
        CHECK(is_refused(at.screen.update(base::parse_instant("2040-01-01T00:00:00Z").value()), "2040"));
        CHECK(at.screen.current() == version_of(first()));
        CHECK(at.screen.update());  // and nothing of it stays
    }
    SUBCASE("a day back is no rollback") {
        REQUIRE(at.screen.update());
        CHECK(at.screen.update(kToday - std::chrono::days{1}, {.whole = true}));
    }
}

TEST_CASE("update: the newest signed moment is known, and believed only while the root was valid") {
    Origin origin;
    origin.repository.roles["timestamp"]["signed_at"] = "2026-12-20T00:00:00Z";
    origin.release(first());
    Screen screen{origin};
    REQUIRE(screen.update());
    const auto contact = catalog::parse_contact(base::read_file(screen.state() / "contact").value());
    CHECK(contact->signed_at == base::parse_instant("2026-12-20T00:00:00Z"));
    origin.repository.roles["timestamp"]["signed_at"] = "2100-01-01T00:00:00Z";
    origin.release(second());
    REQUIRE(screen.update());
    CHECK(screen.agent->repository().signed_at() == std::nullopt);
    CHECK(screen.update(kToday, {.whole = true}));
}

TEST_CASE("update: without a first root nothing is asked, and the message says what is missing") {
    Origin origin;
    origin.release(first());
    Screen screen{origin};
    std::filesystem::remove(screen.config.trusted_root);
    CHECK(is_refused(screen.update(), "sync.trusted_root"));
    CHECK(origin.requests.empty());
}
