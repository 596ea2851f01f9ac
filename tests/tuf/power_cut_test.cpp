#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "repository.h"

namespace {

/// What an update may have to do: two new roots with rotated keys, so that files are deleted, then everything
/// new.
void make_update(Repository& repository) {
    repository.delegate("targets", "one", {"*"});
    repository.add_target("one", "new.txt", "new");
    repository.raise("root");
    repository.use_keys("root", {Signer::ed25519()});
    repository.put_root();
    repository.raise("root");
    repository.use_keys("snapshot", {Signer::ed25519()});
    repository.put_root();
    // Versions begin anew, as after a recovery: only with the old files deleted can a client follow.
    for (const char* role : {"targets", "snapshot", "timestamp"}) repository.roles[role]["version"] = 1;
    repository.release();
}

}  // namespace

TEST_CASE(
    "power cut: after every operation on the disk a trusted state is left, from which the update goes "
    "through") {
    int points = 0;
    for (int steps = 0;; ++steps, ++points) {
        CAPTURE(steps);
        Repository repository;
        for (int i = 0; i < 5; ++i) repository.release();
        Device device{repository};
        REQUIRE(device.refresh());
        make_update(repository);
        device.disk.steps_left = steps;
        const bool is_done = device.refresh() && device.download("new.txt");
        // The disk as it is, and as it would be had it kept back what was not synced.
        for (const auto& left : {device.disk.files, device.disk.durable}) {
            Device next{repository};
            next.disk.files = left;
            const auto restarted = next.refresh();
            CHECK_MESSAGE(restarted, message(restarted));
            CHECK(next.download("new.txt") == std::string("new"));
            CHECK(next.stored("root.json") == repository.files["3.root.json"]);
            CHECK(next.stored("timestamp.json") == repository.files["timestamp.json"]);
            CHECK(next.stored("one.json") == repository.files["2.one.json"]);
        }
        if (is_done) break;
    }
    // Six files are stored with three operations each, two are deleted with two.
    CHECK(points == 22);
}

TEST_CASE("power cut: no file is ever seen half written") {
    for (int steps = 0; steps < 22; ++steps) {
        Repository repository;
        Device device{repository};
        REQUIRE(device.refresh());
        const auto before = device.disk.files;
        make_update(repository);
        device.disk.steps_left = steps;
        (void)(device.refresh() && device.download("new.txt"));
        for (const auto& file : device.disk.files) {
            const std::string &name = file.first, &bytes = file.second;
            CAPTURE(name);
            if (name.substr(name.size() - 4) == ".new") continue;
            const auto old = before.find(name);
            bool is_whole = old != before.end() && old->second == bytes;
            for (const auto& served : repository.files) is_whole = is_whole || served.second == bytes;
            CHECK(is_whole);
        }
    }
}

TEST_CASE("disk: what cannot be stored ends the refresh with a word about the disk") {
    Repository repository;
    Device device{repository};
    device.disk.is_full = true;
    const auto before = device.disk.files;
    const auto refreshed = device.refresh();
    CHECK(is_refused(refreshed, "storing: no space left"));
    CHECK(refreshed.error().code == base::Errc::io);
    CHECK(device.disk.files == before);
    device.disk.is_full = false;
    CHECK(device.refresh());
}

TEST_CASE("disk: the real one keeps the same promises") {
    char scratch[] = "/tmp/tuf_test_XXXXXX";
    REQUIRE(mkdtemp(scratch));
    const std::filesystem::path folder = scratch;
    base::Disk disk;
    CHECK(base::replace_file(disk, folder / "a", "one"));
    CHECK(base::replace_file(disk, folder / "a", "two"));
    CHECK(disk.read(folder / "a") == std::string("two"));
    CHECK_FALSE(std::filesystem::exists(folder / "a.new"));
    CHECK(disk.remove(folder / "a"));
    CHECK(disk.remove(folder / "a"));
    CHECK(disk.read(folder / "a").error().code == base::Errc::not_found);
    CHECK(disk.sync_folder(folder));

    CHECK(is_refused(base::replace_file(disk, folder / "none" / "a", "x"), "No such file"));
    CHECK(is_refused(disk.rename(folder / "none", folder / "b"), "No such file"));
    CHECK(is_refused(disk.sync_folder(folder / "none"), "No such file"));
    std::filesystem::create_directory(folder / "b");
    std::filesystem::create_directory(folder / "b" / "inside");
    CHECK_FALSE(base::replace_file(disk, folder / "b", "x"));  // a folder is in the way
    CHECK_FALSE(std::filesystem::exists(folder / "b.new"));
    CHECK_FALSE(disk.remove(folder / "b"));

    Repository repository;
    REQUIRE(base::replace_file(disk, folder / "root.json", repository.files["1.root.json"]));
    tuf::Client client{disk, folder, repository};
    CHECK(client.refresh(kNow));
    CHECK(base::read_file(folder / "targets.json").value() == repository.files["1.targets.json"]);
    std::filesystem::remove_all(folder);
}
