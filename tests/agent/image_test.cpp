#include "sync/agent/image.h"

#include <doctest/doctest.h>

#include <random>

#include "base/files.h"
#include "origin.h"
#include "sync/agent/install_image.h"
#include "sync/tuf/hashes.h"

using agent::ImageOutcome;
using image::Slot;
using Kind = ImageOutcome::Kind;

namespace {

/// What stands for a file system: bytes that hardly get smaller.
std::string root_called(const std::string& label, std::size_t bytes = 300'000) {
    std::mt19937 random{static_cast<std::mt19937::result_type>(std::hash<std::string>{}(label))};
    std::string content(bytes, '\0');
    for (char& one : content) one = static_cast<char>(random());
    content.replace(0x438, 2, "\x53\xef");
    return content;
}

const std::string& old_root() {
    static const std::string bytes = root_called("old");
    return bytes;
}
const std::string& new_root() {
    static const std::string bytes = root_called("new");
    return bytes;
}

/// A device image: partitions are files, and the first root runs.
struct Board {
    Origin origin;
    Screen screen;
    agent::RootPlaces places;

    static agent::Config config() {
        agent::Config settings;
        settings.image_piece = {100'000};
        return settings;
    }
    Board() : screen(origin, config()) {
        screen.config.image_facts = folder() / "facts";
        screen.restart();
        places = {Slot::a, folder() / "efi", folder() / "b", folder() / "facts"};
        REQUIRE(base::make_folders(places.facts));
        std::string efi(16 << 10, '\0');
        efi.replace(4096, 512, image::format_sector({.a = tuf::sha256_hex(old_root())}));
        REQUIRE(base::write_file(places.efi, efi));
        REQUIRE(base::write_file(places.other, std::string(400'000, 'x')));
        REQUIRE(agent::note_start(places));
        origin.release(make_catalog("one"));
    }
    [[nodiscard]] const std::filesystem::path& folder() const { return screen.folder.path(); }
    [[nodiscard]] std::filesystem::path image() const { return screen.state() / "image"; }

    void offer(const std::string& bytes, const json& custom = json::object()) {
        json own{{"layout", 1},
                 {"release", "2026-12"},
                 {"sha256", tuf::sha256_hex(bytes)},
                 {"length", bytes.size()}};
        own.update(custom);
        origin.list("image.zst", compress(bytes), own);
        origin.repository.release();
    }
    /// A pass of the agent. REQUIRES: that of content goes well.
    base::Result<ImageOutcome> pass(bool at_once = false) {
        const auto done = screen.update();
        REQUIRE_MESSAGE(done, message(done));
        return screen.agent->look_after_image(origin, {.spread = !at_once});
    }
    /// Passes until it is whole.
    ImageOutcome bring() {
        for (int count = 0; count < 10; ++count) {
            const auto done = pass();
            REQUIRE_MESSAGE(done, message(done));
            if (done->kind != Kind::coming) return *done;
        }
        FAIL("it never ends");
        return {};
    }
    base::Result<std::string> install() { return agent::install_image(screen.config, places, kToday); }
    [[nodiscard]] image::Roots roots() const {
        const auto sector = base::read_file(places.facts / "roots");
        return image::parse_sector(*sector).value();
    }
    /// As grub starts it; the other partition's name goes with the root that runs.
    void start(Slot slot) {
        places.running = slot;
        REQUIRE(agent::note_start(places));
        screen.restart();
    }
};

}  // namespace

TEST_CASE("image: it comes in pieces, between which content is asked for, and is handed over whole") {
    Board at;
    at.offer(new_root());
    std::vector<std::uint64_t> held;
    for (int count = 0; count < 4; ++count) {
        at.origin.requests.clear();
        const auto done = at.pass();
        REQUIRE_MESSAGE(done, message(done));
        held.push_back(done->held_bytes);
        CHECK(done->kind == (count < 3 ? Kind::coming : Kind::handed_over));
        CHECK(at.origin.requests.front().starts_with("metadata/"));
    }
    CHECK(held[0] == 100'000);
    CHECK(held[1] == 200'000);
    CHECK(held[2] == 300'000);
    CHECK(held[3] == compress(new_root()).size());
    CHECK(*base::read_file(at.image() / "request") == tuf::sha256_hex(new_root()) + "\n");
    for (const char* name :
         {"metadata/timestamp.json", "metadata/3.snapshot.json", "metadata/3.targets.json"})
        CHECK(std::filesystem::exists(at.image() / name));
    CHECK(at.screen.current() != "");
}

TEST_CASE("image: after a restart the download goes on where it stopped") {
    Board at;
    at.offer(new_root());
    REQUIRE(at.pass());
    at.screen.restart();
    const auto done = at.pass();
    REQUIRE(done);
    CHECK(done->held_bytes == 200'000);
}

TEST_CASE("image: a connection that breaks off is no fault while it goes on") {
    Board at;
    at.offer(new_root());
    const std::string path = "targets/" + tuf::sha256_hex(compress(new_root())) + ".image.zst";
    at.origin.breaks_after[path] = 90'000;
    const auto some = at.pass();
    REQUIRE_MESSAGE(some, message(some));
    CHECK(some->held_bytes == 90'000);
    at.origin.breaks_after[path] = 10;
    CHECK(is_refused(at.pass(), "the connection broke"));
    at.origin.breaks_after.clear();
    CHECK(at.bring().kind == Kind::handed_over);
}

TEST_CASE("image: a machine without a second root takes no notice") {
    Board at;
    at.offer(new_root());
    std::filesystem::remove(at.places.facts / "roots");
    const auto done = at.pass();
    REQUIRE(done);
    CHECK(done->kind == Kind::none);
    CHECK_FALSE(std::filesystem::exists(at.image()));
}

TEST_CASE("image: what is on its way is verified, written, tried and good") {
    Board at;
    at.offer(new_root());
    CHECK(at.bring().kind == Kind::handed_over);
    const auto installed = at.install();
    REQUIRE_MESSAGE(installed, message(installed));
    CHECK(base::read_file(at.places.other)->substr(0, new_root().size()) == new_root());
    CHECK(at.roots() == image::on_trial({.a = tuf::sha256_hex(old_root())}, tuf::sha256_hex(new_root())));
    CHECK(at.pass()->kind == Kind::starts_next);
    CHECK(std::filesystem::is_empty(at.image() / "targets"));
    const auto again = at.install();  // somebody asks once more, with what lay there before
    CHECK_FALSE(again.has_value());

    at.start(Slot::b);
    CHECK(at.pass()->kind == Kind::runs);
    const auto confirmed = agent::confirm_root(at.places);
    REQUIRE(confirmed);
    CHECK(at.roots().good == Slot::b);
    CHECK_FALSE(at.roots().trial.has_value());
    CHECK(at.pass()->kind == Kind::runs);
}

TEST_CASE("image: while a root is on trial the one to fall back to is not written") {
    Board at;
    at.offer(new_root());
    REQUIRE(at.bring().kind == Kind::handed_over);
    REQUIRE(at.install());
    at.start(Slot::b);
    CHECK(is_refused(at.install(), "on trial"));
}

TEST_CASE("image: one that was tried in vain is not fetched again, and the status says so") {
    Board at;
    at.offer(new_root());
    image::Roots roots = image::on_trial({.a = tuf::sha256_hex(old_root())}, tuf::sha256_hex(new_root()));
    roots.tries = 0;
    std::string efi(16 << 10, '\0');
    efi.replace(0, 512, image::format_sector(roots));
    REQUIRE(base::write_file(at.places.efi, efi));
    const auto said = agent::note_start(at.places);
    REQUIRE(said);
    CHECK(said->find("was tried, and its display did not draw") != std::string::npos);
    const auto done = at.pass();
    REQUIRE(done);
    CHECK(done->kind == Kind::in_vain);
    CHECK(agent::describe(*done) ==
          "the image 2026-12 was tried here, and its display did not draw: the one before runs");
    // Another one is.
    at.offer(root_called("third"));
    CHECK(at.bring().kind == Kind::handed_over);
    CHECK(at.install());
}

TEST_CASE("image: what was changed on its way is fetched anew, and never written") {
    Board at;
    at.offer(new_root());
    at.origin.change = [](const std::string& path, std::string& bytes) {
        if (path.ends_with(".image.zst")) bytes[1000] = static_cast<char>(bytes[1000] ^ 1);
    };
    base::Result<ImageOutcome> done;
    for (int count = 0; count < 4; ++count) done = at.pass();
    CHECK(is_refused(done, "fetched anew"));
    CHECK_FALSE(std::filesystem::exists(at.image() / "request"));
    at.origin.change = nullptr;
    CHECK(at.bring().kind == Kind::handed_over);
}

TEST_CASE("image: the program of root believes nothing of what the agent wrote") {
    Board at;
    at.offer(new_root());
    REQUIRE(at.bring().kind == Kind::handed_over);
    const auto packed = at.image() / "targets" / (tuf::sha256_hex(compress(new_root())) + ".image.zst");
    SUBCASE("another file") { REQUIRE(base::write_file(packed, compress(root_called("evil")))); }
    SUBCASE("a link") {
        std::filesystem::rename(packed, at.folder() / "elsewhere");
        std::filesystem::create_symlink(at.folder() / "elsewhere", packed);
    }
    SUBCASE("other metadata") {
        const auto file = at.image() / "metadata" / "3.targets.json";
        std::string text = *base::read_file(file);
        const std::string from = tuf::sha256_hex(new_root()), to = tuf::sha256_hex(root_called("evil"));
        text.replace(text.find(from), from.size(), to);
        REQUIRE(base::write_file(file, text));
    }
    SUBCASE("no metadata") { std::filesystem::remove_all(at.image() / "metadata"); }
    SUBCASE("a repository of its own") {
        Origin evil;
        evil.release(make_catalog("evil"));
        for (const auto& [name, bytes] : evil.repository.files)
            REQUIRE(base::write_file(at.image() / "metadata" / name, bytes));
    }
    const auto installed = at.install();
    CHECK_FALSE(installed.has_value());
    CHECK(*base::read_file(at.places.other) == std::string(400'000, 'x'));
    CHECK(at.roots() == image::Roots{.a = tuf::sha256_hex(old_root())});
    // The agent says why.
    at.origin.requests.clear();
    CHECK_FALSE(agent::read_image_facts(at.screen.disk, at.places.facts)->failure.empty());
}

TEST_CASE("image: metadata that expired while the machine was off are brought anew") {
    Board at;
    at.offer(new_root());
    REQUIRE(at.bring().kind == Kind::handed_over);
    CHECK(is_refused(agent::install_image(at.screen.config, at.places, kToday + std::chrono::days{60}),
                     "expired"));
    CHECK(at.install());
}

TEST_CASE("image: a root that was replaced since the device was made is followed") {
    Board at;
    at.origin.repository.raise("root");
    at.origin.repository.put_root();
    at.offer(new_root());
    REQUIRE(at.bring().kind == Kind::handed_over);
    CHECK(std::filesystem::exists(at.image() / "metadata" / "2.root.json"));
    const auto installed = at.install();
    CHECK_MESSAGE(installed, message(installed));
}

TEST_CASE("image: a partition that is too small takes nothing, and the root that runs stays good") {
    Board at;
    at.offer(new_root());
    REQUIRE(at.bring().kind == Kind::handed_over);
    at.places.other = "/dev/full";
    CHECK_FALSE(at.install().has_value());
    CHECK(at.roots() == image::Roots{.a = tuf::sha256_hex(old_root())});
}

TEST_CASE("image: a state partition that is too small says so, and content goes first") {
    Board at;
    at.offer(new_root());
    at.screen.disk.room = 48 << 20;
    CHECK(is_refused(at.pass(), "the state partition is too small"));
    at.screen.disk.room.reset();
    REQUIRE(at.pass());
    // A release that finds no room has what has come of an image.
    at.screen.disk.is_full = true;
    at.origin.release(make_catalog("two"));
    CHECK_FALSE(at.screen.update().has_value());
    CHECK(std::filesystem::is_empty(at.image() / "targets"));
}

TEST_CASE("image: it is held back where it is not for this screen") {
    Board at;
    at.offer(new_root(), {{"areas", {"north"}}});
    CHECK(at.pass()->kind == Kind::held_back);
    at.offer(new_root(), {{"layout", 2}});
    CHECK(at.pass()->kind == Kind::held_back);
    CHECK_FALSE(std::filesystem::exists(at.image()));
    at.offer(new_root(), {{"sha256", "no hash"}});
    CHECK(is_refused(at.pass(), "is no sha256"));
}

TEST_CASE("image: downloads are spread, but not from a stick") {
    Board at;
    at.offer(new_root(), {{"spread_s", 3600}});
    const auto waits = at.pass();
    REQUIRE(waits);
    CHECK(waits->kind == Kind::waiting);
    CHECK(waits->wait.count() > 0);
    const auto all = at.pass(true);
    REQUIRE(all);
    CHECK(all->kind == Kind::handed_over);
}

TEST_CASE("image: one that is offered no more does not fill the disk") {
    Board at;
    at.offer(new_root());
    REQUIRE(at.pass());
    at.origin.repository.roles["targets"]["targets"].erase("image.zst");
    at.origin.repository.release();
    CHECK(at.pass()->kind == Kind::none);
    CHECK(std::filesystem::is_empty(at.image() / "targets"));
}
