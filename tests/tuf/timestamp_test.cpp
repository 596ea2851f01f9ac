#include <doctest/doctest.h>

#include "repository.h"

// Section 5.4 of TUF 1.0.34. Whatever is refused, the local files stay as they were.

namespace {

void check_refused(Device& device, const std::string& why) {
    const auto before = device.disk.files;
    const auto refreshed = device.refresh();
    CHECK_MESSAGE(is_refused(refreshed, why), message(refreshed));
    CHECK(device.disk.files == before);
}

}  // namespace

TEST_CASE("timestamp: it must be signed as root says") {
    Repository repository;
    const std::vector<Signer> two{Signer::ed25519(), Signer::ed25519()};
    repository.use_keys("timestamp", two, 2);
    repository.put_root();
    repository.put("timestamp");
    Device device{repository};
    const json document = repository.roles["timestamp"];
    std::string& file = repository.files["timestamp.json"];
    const std::string good = file;
    for (const auto& by :
         {std::vector<Signer>{}, {two[0]}, {two[0], Signer::ed25519()}, repository.signers["root"]}) {
        file = repository.sign(document, by);
        check_refused(device, "timestamp.json: is signed by");
    }
    file = repository.sign(document, {two[0], two[1], two[0]});
    check_refused(device, "timestamp.json: signatures: has");
    json changed = json::parse(good);
    changed["signed"]["version"] = 7;
    file = changed.dump();
    check_refused(device, "timestamp.json: is signed by 0");
    changed = json::parse(good);
    changed["signed"]["unknown"] = 7;  // what nobody knows is signed as well
    file = changed.dump();
    check_refused(device, "timestamp.json: is signed by 0");
    file = json::parse(good).dump(4) + "\n";  // how it is laid out is not
    CHECK(device.refresh());
    CHECK(device.stored("timestamp.json") == file);
}

TEST_CASE("timestamp: what is no timestamp is refused") {
    Repository repository;
    Device device{repository};
    std::string& file = repository.files["timestamp.json"];
    for (const std::string& bad :
         {std::string(), std::string("<html>"), std::string("{\"signed\":{},\"signatures\":[]}")}) {
        file = bad;
        check_refused(device, "timestamp.json: ");
    }
    file = repository.sign(repository.roles["snapshot"], repository.signers["timestamp"]);
    check_refused(device, "timestamp.json: _type: is \"snapshot\", but should be \"timestamp\"");
    file = std::string(16'385, ' ');
    check_refused(device, "timestamp.json: longer than 16384 bytes");
    repository.files.erase("timestamp.json");
    check_refused(device, "timestamp.json: no such file");
    repository.fails = "timestamp.json";
    check_refused(device, "timestamp.json: the connection broke");
}

TEST_CASE("timestamp: an older one is a rollback") {
    Repository repository;
    Device device{repository};
    const std::string first = repository.files["timestamp.json"];
    repository.release();
    REQUIRE(device.refresh());
    repository.files["timestamp.json"] = first;
    check_refused(device, "timestamp.json: is version 1, older than the trusted 2 (rollback)");
}

TEST_CASE("timestamp: an older snapshot in a newer timestamp is a rollback") {
    Repository repository;
    Device device{repository};
    repository.release();
    REQUIRE(device.refresh());
    repository.raise("timestamp");
    repository.roles["timestamp"]["meta"]["snapshot.json"]["version"] = 1;
    repository.put("timestamp");
    check_refused(device,
                  "timestamp.json: lists version 1 of snapshot.json, older than the trusted 2 (rollback)");
}

TEST_CASE("timestamp: the same version with other content changes nothing and is no error") {
    Repository repository;
    repository.root["expires"] = "2099-01-01T00:00:00Z";
    repository.put_root();
    Device device{repository};
    REQUIRE(device.refresh());
    const auto before = device.disk.files;
    repository.roles["timestamp"]["meta"]["snapshot.json"]["version"] = 9;
    repository.roles["timestamp"]["expires"] = "2099-01-01T00:00:00Z";
    repository.put("timestamp");
    repository.requests.clear();
    CHECK(device.refresh());
    CHECK(device.disk.files == before);
    CHECK(repository.requests == std::vector<std::string>{"2.root.json", "timestamp.json"});
    // Nor does it lengthen the life of the trusted one.
    CHECK(
        is_refused(device.refresh(kNow + std::chrono::hours{24 * 365}), "timestamp.json: version 1 expired"));
}

TEST_CASE("timestamp: an expired one is refused, whether new or kept") {
    Repository repository;
    repository.root["expires"] = "2099-01-01T00:00:00Z";
    repository.put_root();
    Device device{repository};
    REQUIRE(device.refresh());
    const auto later = kNow + std::chrono::hours{24 * 365};  // the very second in which it expires
    CHECK(is_refused(
        device.refresh(later),
        "timestamp.json: version 1 expired at 2027-01-01T00:00:00Z; now it is 2027-01-01T00:00:00Z"));
    repository.raise("timestamp");
    repository.roles["timestamp"]["expires"] = kExpired;
    repository.put("timestamp");
    check_refused(device, "timestamp.json: version 2 expired");
    repository.raise("timestamp");
    repository.roles["timestamp"]["expires"] = "2026-01-01T00:00:01Z";
    repository.put("timestamp");
    CHECK(device.refresh());
}

TEST_CASE("timestamp: an expired trusted one still protects from rollback") {
    Repository repository;
    Device device{repository};
    const std::string first = repository.files["timestamp.json"];
    repository.roles["timestamp"]["expires"] = "2026-01-01T00:00:01Z";
    repository.release();
    REQUIRE(device.refresh());
    repository.files["timestamp.json"] = first;
    CHECK(is_refused(device.refresh(kNow + std::chrono::hours{1}), "older than the trusted 2 (rollback)"));
}

TEST_CASE("timestamp: it is stored before the snapshot is there, and the next refresh goes on") {
    Repository repository;
    Device device{repository};
    repository.fails = "1.snapshot.json";
    CHECK(is_refused(device.refresh(), "1.snapshot.json: the connection broke"));
    CHECK(device.stored("timestamp.json") == repository.files["timestamp.json"]);
    repository.fails.clear();
    CHECK(device.refresh());
}

TEST_CASE("stored files that are damaged are fetched again") {
    Repository repository;
    Device device{repository};
    for (const char* file : {"timestamp.json", "snapshot.json", "targets.json"}) {
        REQUIRE(device.refresh());
        const std::string good = device.stored(file);
        for (const std::string& bad : {std::string(), good.substr(0, good.size() / 2), std::string("{}"),
                                       std::string(good).replace(good.find("expires") + 12, 1, "9")}) {
            device.disk.files["tuf/" + std::string(file)] = bad;
            CHECK(device.refresh());
            CHECK(device.stored(file) == good);
        }
    }
}
