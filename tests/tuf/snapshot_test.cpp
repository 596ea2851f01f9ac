#include <doctest/doctest.h>

#include "repository.h"

// Sections 5.5 and 5.6.1 to 5.6.6 of TUF 1.0.34, for snapshot.json and targets.json.

namespace {

/// A fresh refresh of a repository in which `role` was changed and put out again without telling the role
/// above.
void check_refused(Repository& repository, const std::string& role, const std::string& why) {
    Device device{repository};
    const auto refreshed = device.refresh();
    CHECK_MESSAGE(is_refused(refreshed, why), message(refreshed));
    CHECK(device.stored(role + ".json").empty());
    CHECK_FALSE(device.stored("timestamp.json").empty());
}

/// As above, but the role above lists the changed file.
void list_again(Repository& repository, const std::string& role) {
    repository.put(role);
    repository.list(role);
    if (role == "targets") {
        repository.put("snapshot");
        repository.list("snapshot");
    }
    repository.put("timestamp");
}

}  // namespace

TEST_CASE("snapshot and targets: length and hashes, where they are listed, must be right") {
    for (const std::string role : {"snapshot", "targets"}) {
        CAPTURE(role);
        Repository repository;
        std::string& file = repository.files[repository.name_of(role)];
        const std::string good = file;
        file = good + "\n";
        check_refused(repository, role, fmt::format("1.{}.json: longer than {} bytes", role, good.size()));
        file = good.substr(0, good.size() - 1);
        check_refused(
            repository, role,
            fmt::format("{}.json: is {} bytes long, but should be {}", role, good.size() - 1, good.size()));
        file = std::string(good).replace(0, 1, " ");
        check_refused(repository, role, role + ".json: has the sha256 ");
    }
}

TEST_CASE(
    "snapshot and targets: without length and hashes the version alone is compared, up to our own cap") {
    for (const std::string role : {"snapshot", "targets"}) {
        CAPTURE(role);
        Repository repository;
        repository.lists_lengths = repository.lists_hashes = false;
        list_again(repository, "targets");
        std::string& file = repository.files[repository.name_of(role)];
        const std::string good = file;
        file = json::parse(good).dump(7);
        Device device{repository};
        CHECK(device.refresh());
        CHECK(device.stored(role + ".json") == file);
        file = good + std::string(role == "snapshot" ? 2'000'000 : 5'000'000, ' ');
        check_refused(repository, role,
                      fmt::format("longer than {}000000 bytes", role == "snapshot" ? 2 : 5));
    }
}

TEST_CASE("snapshot and targets: a listed length over our cap is not even tried") {
    Repository repository;
    repository.roles["timestamp"]["meta"]["snapshot.json"]["length"] = 2'000'001;
    repository.put("timestamp");
    check_refused(repository, "snapshot",
                  "snapshot.json: should be 2000001 bytes long, but we take at most 2000000");
    CHECK(repository.requests.back() == "timestamp.json");
}

TEST_CASE("snapshot and targets: signatures, version and expiry") {
    for (const std::string role : {"snapshot", "targets"}) {
        CAPTURE(role);
        const std::string above = role == "snapshot" ? "timestamp" : "snapshot";
        {
            Repository repository;
            repository.signers[role] = {Signer::ed25519()};
            list_again(repository, role);
            check_refused(repository, role, role + ".json: is signed by 0 of its role's keys, but needs 1");
        }
        for (const int listed : {1, 3}) {
            Repository repository;
            repository.lists_hashes = repository.lists_lengths = false;
            repository.roles[role]["version"] = 2;
            list_again(repository, role);
            repository.roles[above]["meta"][role + ".json"]["version"] = listed;
            repository.files[fmt::format("{}.{}.json", listed, role)] =
                repository.files[fmt::format("2.{}.json", role)];
            list_again(repository, above);
            check_refused(repository, role,
                          fmt::format("{}.json: is version 2, but {}.json says {}", role, above, listed));
        }
        {
            Repository repository;
            repository.roles[role]["expires"] = kExpired;
            list_again(repository, role);
            check_refused(repository, role, role + ".json: version 1 expired at 2026-01-01T00:00:00Z");
        }
        {
            Repository repository;
            repository.roles[role]["_type"] = "root";
            list_again(repository, role);
            check_refused(repository, role, role + ".json: _type: is \"root\"");
        }
        {
            Repository repository;
            repository.files.erase("1." + role + ".json");
            check_refused(repository, role, "1." + role + ".json: no such file");
        }
    }
}

TEST_CASE("snapshot: no role in it goes back or disappears") {
    Repository repository;
    repository.delegate("targets", "one", {"one/*"});
    repository.release();
    repository.release();
    Device device{repository};
    REQUIRE(device.refresh());
    const auto before = device.stored("snapshot.json");
    json& files = repository.roles["snapshot"]["meta"];
    const json good = files;
    const auto release_snapshot = [&] {
        for (const char* role : {"snapshot", "timestamp"}) {
            repository.raise(role);
            repository.put(role);
            repository.list(role);
        }
        return device.refresh();
    };
    files["targets.json"]["version"] = 2;
    CHECK(is_refused(release_snapshot(),
                     "snapshot.json: lists version 2 of targets.json, older than the trusted 3 (rollback)"));
    files = good;
    files["one.json"]["version"] = 1;
    CHECK(is_refused(release_snapshot(),
                     "snapshot.json: lists version 1 of one.json, older than the trusted 3 (rollback)"));
    files.erase("one.json");
    CHECK(is_refused(release_snapshot(),
                     "snapshot.json: no longer lists one.json, which the trusted version 3 does"));
    CHECK(device.stored("snapshot.json") == before);
    files = good;
    files["two.json"] = {{"version", 1}};
    const auto refreshed = release_snapshot();
    CHECK_MESSAGE(refreshed, message(refreshed));
}

TEST_CASE("snapshot: a stored one that has expired still protects from rollback") {
    Repository repository;
    repository.roles["snapshot"]["expires"] = "2026-01-01T00:00:01Z";
    repository.release();
    Device device{repository};
    REQUIRE(device.refresh());
    repository.roles["snapshot"]["expires"] = kExpires;
    repository.roles["targets"]["version"] = 1;
    repository.put("targets");
    repository.list("targets");
    for (const char* role : {"snapshot", "timestamp"}) {
        repository.raise(role);
        repository.put(role);
        repository.list(role);
    }
    CHECK(is_refused(device.refresh(kNow + std::chrono::hours{1}), "(rollback)"));
}

TEST_CASE("snapshot and targets: what is stored and still right is not fetched again") {
    Repository repository;
    Device device{repository};
    REQUIRE(device.refresh());
    repository.raise("timestamp");
    repository.put("timestamp");
    repository.requests.clear();
    REQUIRE(device.refresh());
    CHECK(repository.requests == std::vector<std::string>{"2.root.json", "timestamp.json"});
    repository.raise("snapshot");
    repository.put("snapshot");
    repository.list("snapshot");
    repository.raise("timestamp");
    repository.put("timestamp");
    repository.requests.clear();
    REQUIRE(device.refresh());
    CHECK(repository.requests ==
          std::vector<std::string>{"2.root.json", "timestamp.json", "2.snapshot.json"});
}

TEST_CASE("targets: replaced keys of the targets role make the stored file void") {
    Repository repository;
    Device device{repository};
    REQUIRE(device.refresh());
    repository.use_keys("targets", {Signer::ed25519()});
    repository.raise("root");
    repository.put_root();
    CHECK(is_refused(device.refresh(), "targets.json: is signed by 0"));
    repository.release();
    CHECK(device.refresh());
}
