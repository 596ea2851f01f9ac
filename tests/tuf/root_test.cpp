#include <doctest/doctest.h>

#include "repository.h"

// Section 5.2 and 5.3 of TUF 1.0.34.

namespace {

/// Puts out the next version of the root, made by `change`, and lets a fresh client try it.
template <class Change>
base::Status refresh_after(Repository& repository, Change change) {
    Device device{repository};
    repository.raise("root");
    change();
    const auto refreshed = device.refresh();
    CHECK(device.stored("root.json") == repository.files.at("1.root.json"));
    CHECK(device.stored("timestamp.json").empty());
    return refreshed;
}

}  // namespace

TEST_CASE("root: the trusted one may be expired, but must be one and signed by itself") {
    Repository repository;
    repository.root["expires"] = kExpired;
    repository.put_root();
    Device device{repository};
    repository.raise("root");
    repository.root["expires"] = kExpires;
    repository.put_root();
    CHECK(device.refresh());

    device.disk.files["tuf/root.json"] = "{}";
    CHECK(is_refused(device.refresh(), "the trusted root.json: signatures: is missing"));
    device.disk.files["tuf/root.json"] = repository.sign(repository.root, {});
    CHECK(is_refused(device.refresh(), "the trusted root.json: is signed by 0"));
    device.disk.files.erase("tuf/root.json");
    const auto without = device.refresh();
    CHECK(is_refused(without, "the trusted root: "));
    CHECK(without.error().code == base::Errc::not_found);
}

TEST_CASE("root: every version up to the newest is taken, one after the other, and stored byte for byte") {
    Repository repository;
    Device device{repository};
    for (int version = 2; version <= 5; ++version) {
        repository.raise("root");
        repository.use_keys("root", {Signer::ed25519(), Signer::ecdsa()}, 1 + version % 2);
        repository.put_root();
    }
    repository.requests.clear();
    REQUIRE(device.refresh());
    CHECK(device.stored("root.json") == repository.files.at("5.root.json"));
    CHECK(repository.requests == std::vector<std::string>{"2.root.json", "3.root.json", "4.root.json",
                                                          "5.root.json", "6.root.json", "timestamp.json",
                                                          "1.snapshot.json", "1.targets.json"});
    repository.requests.clear();
    REQUIRE(device.refresh());  // the stored one is where it goes on
    CHECK(repository.requests.front() == "6.root.json");
}

TEST_CASE("root: the old keys and the new ones must both have signed") {
    Repository repository;
    const std::vector<Signer> old_keys = repository.signers["root"],
                              new_keys = {Signer::ed25519(), Signer::ed25519()};
    const auto put = [&](const std::vector<Signer>& by) {
        return [&repository, by, new_keys] {
            repository.use_keys("root", new_keys, 2);
            repository.files["2.root.json"] = repository.sign(repository.root, by);
        };
    };
    SUBCASE("by nobody") {
        CHECK(is_refused(refresh_after(repository, put({})), "2.root.json: by the keys of version 1"));
    }
    SUBCASE("by the new alone") {
        CHECK(is_refused(refresh_after(repository, put(new_keys)),
                         "2.root.json: by the keys of version 1: is signed by 0"));
    }
    SUBCASE("by the old alone") {
        CHECK(is_refused(refresh_after(repository, put(old_keys)),
                         "2.root.json: by its own keys: is signed by 0"));
    }
    SUBCASE("by too few of the new") {
        CHECK(is_refused(refresh_after(repository, put({old_keys[0], new_keys[0]})),
                         "is signed by 1 of its role's keys, but needs 2"));
    }
    SUBCASE("by one of the new twice") {
        CHECK(is_refused(refresh_after(repository, put({old_keys[0], new_keys[0], new_keys[0]})),
                         "twice; a key signs a file once"));
    }
    SUBCASE("by all, one of them twice") {
        CHECK(is_refused(refresh_after(repository, put({old_keys[0], new_keys[0], new_keys[1], new_keys[1]})),
                         "twice; a key signs a file once"));
    }
    SUBCASE("by all") {
        Device device{repository};
        repository.raise("root");
        put({old_keys[0], new_keys[0], new_keys[1]})();
        CHECK(device.refresh());
    }
}

TEST_CASE("root: what follows version 1 is version 2") {
    for (const int version : {1, 3, 100}) {
        Repository repository;
        CAPTURE(version);
        CHECK(is_refused(refresh_after(repository,
                                       [&] {
                                           repository.root["version"] = version;
                                           repository.files["2.root.json"] =
                                               repository.sign(repository.root, repository.signers["root"]);
                                       }),
                         fmt::format("2.root.json: is version {}, but should be 2", version)));
    }
}

TEST_CASE("root: a file that is broken, of another kind or too long ends the refresh, and is not stored") {
    Repository repository;
    struct Case {
        std::string bytes, why;
    };
    for (const Case& c : {Case{"", "not JSON"}, Case{"<html>", "not JSON"},
                          Case{repository.files["timestamp.json"], "2.root.json: by the keys of version 1"},
                          Case{std::string(512'001, ' '), "longer than 512000 bytes"}}) {
        const auto refreshed = refresh_after(repository, [&] { repository.files["2.root.json"] = c.bytes; });
        CHECK_MESSAGE(is_refused(refreshed, c.why), message(refreshed));
    }
    Device device{repository};
    repository.fails = "2.root.json";  // not the same as "there is none"
    CHECK(is_refused(device.refresh(), "2.root.json: the connection broke"));
}

TEST_CASE(
    "root: expiry of those in between does not matter, that of the last does; it is stored all the same") {
    Repository repository;
    Device device{repository};
    repository.raise("root");
    repository.root["expires"] = kExpired;
    repository.put_root();
    CHECK(is_refused(device.refresh(),
                     "root.json: version 2 expired at 2026-01-01T00:00:00Z; now it is 2026-01-01T00:00:00Z"));
    CHECK(device.stored("root.json") == repository.files.at("2.root.json"));
    CHECK(device.stored("timestamp.json").empty());
    CHECK(device.refresh(kNow - std::chrono::seconds{1}));  // one second earlier it had not
    repository.raise("root");
    repository.root["expires"] = kExpires;
    repository.put_root();
    CHECK(device.refresh());
}

TEST_CASE("root: one refresh takes so many versions, the next goes on") {
    Repository repository;
    MemoryDisk disk;
    disk.files["tuf/root.json"] = repository.files.at("1.root.json");
    tuf::Limits limits;
    CHECK(limits.root_rotations == 256);
    limits.root_rotations = 3;
    for (int version = 2; version <= 6; ++version) {
        repository.raise("root");
        repository.put_root();
    }
    tuf::Client client{disk, "tuf", repository, limits};
    REQUIRE(client.refresh(kNow));
    CHECK(client.trust().root().header.version == 4);
    REQUIRE(client.refresh(kNow));
    CHECK(client.trust().root().header.version == 6);
}

TEST_CASE("root: rotated keys of timestamp or snapshot make versions start anew") {
    for (const std::string rotated : {"timestamp", "snapshot"}) {
        CAPTURE(rotated);
        Repository repository;
        Device device{repository};
        // An attacker with both keys puts everything forward.
        for (const std::string role : {"targets", "snapshot", "timestamp"}) {
            repository.roles[role]["version"] = 1'000'000;
            repository.put(role);
            repository.list(role);
        }
        REQUIRE(device.refresh());
        // The repository recovers at version 2.
        for (const std::string role : {"targets", "snapshot", "timestamp"}) {
            repository.roles[role]["version"] = 2;
            repository.put(role);
            repository.list(role);
        }
        CHECK(is_refused(device.refresh(),
                         "timestamp.json: is version 2, older than the trusted 1000000 (rollback)"));
        repository.use_keys(rotated, {Signer::ed25519()});
        repository.raise("root");
        repository.put_root();
        repository.put("snapshot");
        repository.list("snapshot");
        repository.put("timestamp");
        const auto refreshed = device.refresh();
        // With the timestamp's key alone rotated, the snapshot is forgotten as well.
        CHECK_MESSAGE(refreshed, message(refreshed));
        CHECK(device.client.trust().snapshot()->header.version == 2);
    }
}

TEST_CASE("root: other roles' rotated keys leave the protection from rollback") {
    Repository repository;
    Device device{repository};
    const std::string first = repository.files["timestamp.json"];
    repository.release();
    REQUIRE(device.refresh());
    repository.use_keys("root", {Signer::ed25519()});
    repository.use_keys("targets", {Signer::ed25519()});
    repository.raise("root");
    repository.put_root();
    repository.files["timestamp.json"] = first;
    CHECK(is_refused(device.refresh(), "timestamp.json: is version 1, older than the trusted 2 (rollback)"));
}

TEST_CASE("root: a key that is added makes versions start anew, though the old signatures still hold") {
    Repository repository;
    Device device{repository};
    repository.release();
    REQUIRE(device.refresh());
    repository.use_keys("timestamp", {repository.signers["timestamp"][0], Signer::ed25519()});
    repository.raise("root");
    repository.put_root();
    for (const char* role : {"targets", "snapshot", "timestamp"}) repository.roles[role]["version"] = 0;
    repository.release();
    CHECK(device.refresh());
    CHECK(device.client.trust().timestamp()->header.version == 1);
}

TEST_CASE("root: consistent snapshots decide how files are named") {
    for (const bool consistent : {true, false}) {
        Repository repository{consistent};
        Device device{repository};
        repository.add_target("targets", "dir/b.txt", "b");
        repository.release();
        REQUIRE(device.refresh());
        CHECK(device.download("dir/b.txt") == std::string("b"));
        const std::vector<std::string> with{"2.root.json", "timestamp.json", "2.snapshot.json",
                                            "2.targets.json", "dir/" + tuf::sha256_hex("b") + ".b.txt"};
        const std::vector<std::string> without{"2.root.json", "timestamp.json", "snapshot.json",
                                               "targets.json", "dir/b.txt"};
        CHECK(repository.requests == (consistent ? with : without));
    }
}
