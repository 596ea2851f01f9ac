#include "sync/publish/repository/rotation.h"

#include <doctest/doctest.h>

#include <functional>
#include <set>

#include "faulty_disk.h"
#include "origin.h"
#include "sync/publish/repository/staged_root.h"

using namespace publish_test;
using publish::RotatedRole;
namespace fs = std::filesystem;

namespace {

base::Result<publish::Steps> rotate(const Origin& origin, RotatedRole role,
                                    const std::optional<std::string>& key = std::nullopt,
                                    base::Files* files = nullptr) {
    auto repository = origin.open(files);
    auto keys = origin.keys();
    return publish::rotate_key(repository, keys, role, key, kNow, agree);
}

base::Result<publish::Steps> sign(const Origin& origin) {
    auto repository = origin.open();
    auto keys = origin.keys();
    return publish::sign_staged_root(repository, keys, agree);
}

using Ids = std::set<std::string, std::less<>>;

Ids keys_of(const Origin& origin, RotatedRole role) {
    const auto repository = origin.open();
    const tuf::Root& root = repository.root();
    return role == RotatedRole::root      ? root.root.key_ids
           : role == RotatedRole::targets ? root.targets.key_ids
                                          : root.timestamp.key_ids;
}

void check_clients(const Origin& origin, Device& follower, const std::string& catalog) {
    Device fresh{origin};
    for (Device* device : {&follower, &fresh}) {
        const auto refreshed = device->refresh();
        REQUIRE_MESSAGE(refreshed, refreshed.error().message);
        CHECK(device->catalog() == catalog);
    }
}

struct Case {
    RotatedRole role;
    std::string file;  // how its key files begin
    bool is_lost;
};
const Case kCases[] = {
    {RotatedRole::root, "root-", false},       {RotatedRole::root, "root-", true},
    {RotatedRole::targets, "targets-", false}, {RotatedRole::targets, "targets-", true},
    {RotatedRole::online, "online-", false},   {RotatedRole::online, "online-", true},
};

/// Loses one key of the role.
void lose(const Origin& origin, const Case& one) {
    for (const auto& entry : fs::directory_iterator(origin.key_folder()))
        if (entry.path().filename().string().starts_with(one.file)) {
            fs::remove(entry.path());
            return;
        }
}

}  // namespace

TEST_CASE("rotate-key: the old key counts no more, lost or not, and every client follows") {
    for (const Case& one : kCases) {
        CAPTURE(one.file);
        CAPTURE(one.is_lost);
        const Origin origin;
        const std::string catalog = Origin::catalog(1);
        REQUIRE(origin.release(catalog));
        Device follower{origin};
        REQUIRE(follower.refresh());
        const Ids before = keys_of(origin, one.role);
        if (one.is_lost) lose(origin, one);
        const auto steps = rotate(origin, one.role);
        REQUIRE_MESSAGE(steps, steps.error().message);
        const Ids after = keys_of(origin, one.role);
        CHECK(after.size() == before.size());
        CHECK(after != before);
        check_clients(origin, follower, catalog);

        // Only what the root lists is needed from now on.
        auto keys = origin.keys();
        for (const std::string& id : after) CHECK(keys.has(id));
        const std::string next = Origin::catalog(2);
        const auto released = origin.release(next);
        REQUIRE_MESSAGE(released, released.error().message);
        check_clients(origin, follower, next);
    }
}

TEST_CASE("rotate-key: cut at any operation, clients accept what is there, and the next call completes it") {
    for (const Case& one : kCases) {
        CAPTURE(one.file);
        CAPTURE(one.is_lost);
        const Origin origin;
        const std::string catalog = Origin::catalog(1);
        REQUIRE(origin.release(catalog));
        const Ids before = keys_of(origin, one.role);
        if (one.is_lost) lose(origin, one);
        origin.save("before");
        int steps = 0;
        for (bool is_done = false; !is_done; ++steps) {
            CAPTURE(steps);
            origin.restore("before");
            Device follower{origin};
            REQUIRE(follower.refresh());
            FaultyDisk disk{steps};
            is_done = rotate(origin, one.role, std::nullopt, &disk).has_value();
            check_clients(origin, follower, catalog);
            if (is_done || keys_of(origin, one.role) != before) continue;
            const auto again = rotate(origin, one.role);
            REQUIRE_MESSAGE(again, again.error().message);
            check_clients(origin, follower, catalog);
            CHECK(keys_of(origin, one.role).size() == before.size());
        }
        CHECK(steps > 3);
    }
}

TEST_CASE(
    "rotate-key: a client that asked for roots just before is content as well, while the old key is there") {
    for (const RotatedRole role : {RotatedRole::root, RotatedRole::targets, RotatedRole::online}) {
        const Origin origin;
        const std::string catalog = Origin::catalog(1);
        REQUIRE(origin.release(catalog));
        REQUIRE(rotate(origin, role));
        Device early{origin};
        early.metadata().hide_later_roots();
        const auto refreshed = early.refresh();
        REQUIRE_MESSAGE(refreshed, refreshed.error().message);
        CHECK(early.catalog() == catalog);
    }
}

TEST_CASE("rotate-key: an interrupted rotation goes on with the key that it began with") {
    const Origin origin;
    FaultyDisk disk{3};  // the first root is out
    REQUIRE(!rotate(origin, RotatedRole::targets, std::nullopt, &disk));
    REQUIRE(keys_of(origin, RotatedRole::targets).size() == 2);
    CHECK(origin.key_count("targets-") == 2);
    REQUIRE(rotate(origin, RotatedRole::targets));
    CHECK(origin.key_count("targets-") == 2);
    CHECK(keys_of(origin, RotatedRole::targets).size() == 1);
}

TEST_CASE("rotate-key --role root: the key that is not here, the one that is named, else the oldest") {
    const Origin origin;
    const Ids before = keys_of(origin, RotatedRole::root);
    const std::string named = *before.rbegin();
    REQUIRE(rotate(origin, RotatedRole::root, named.substr(0, 12)));
    CHECK(!keys_of(origin, RotatedRole::root).contains(named));
    CHECK(is_refused(rotate(origin, RotatedRole::root, "no such key"), "does not begin the id"));
    CHECK(is_refused(rotate(origin, RotatedRole::root, ""), "does not begin the id"));
    CHECK(is_refused(rotate(origin, RotatedRole::targets, named), "does not begin the id"));
    origin.take_away("root-");
    CHECK(is_refused(rotate(origin, RotatedRole::root), "say with --key"));
}

TEST_CASE("rotate-key with too few root keys: the root waits in staged for sign, which publishes it") {
    const Origin origin;
    const std::string catalog = Origin::catalog(1);
    REQUIRE(origin.release(catalog));
    Device follower{origin};
    REQUIRE(follower.refresh());
    const Ids before = keys_of(origin, RotatedRole::root);
    // One of three root keys is here; the new one has no say in the present root.
    origin.take_away("root-");
    const std::string here = *before.begin();
    fs::rename(origin.path("away") / ("root-" + here.substr(0, 16) + ".pem"),
               origin.key_folder() / ("root-" + here.substr(0, 16) + ".pem"));

    const auto steps = rotate(origin, RotatedRole::root, *before.rbegin());
    REQUIRE_MESSAGE(steps, steps.error().message);
    CHECK(fs::exists(origin.folder() / "staged" / "2.root.json"));
    CHECK(!fs::exists(origin.metadata("2.root.json")));
    CHECK(is_refused(rotate(origin, RotatedRole::root, *before.rbegin()), "waits for signatures"));
    CHECK(sign(origin)->front().find("still waits") != std::string::npos);
    check_clients(origin, follower, catalog);

    origin.take_away("root-");  // another machine, with another key
    const std::string other = *std::next(before.begin());
    fs::rename(origin.path("away") / ("root-" + other.substr(0, 16) + ".pem"),
               origin.key_folder() / ("root-" + other.substr(0, 16) + ".pem"));
    const auto signed_there = sign(origin);
    REQUIRE_MESSAGE(signed_there, signed_there.error().message);
    CHECK(fs::exists(origin.metadata("2.root.json")));
    CHECK(!fs::exists(origin.folder() / "staged" / "2.root.json"));
    CHECK(!keys_of(origin, RotatedRole::root).contains(*before.rbegin()));
    check_clients(origin, follower, catalog);
    CHECK(is_refused(sign(origin), "no root waits"));
}

TEST_CASE("rotate-key of another role with too few root keys: two roots wait in turn") {
    const Origin origin;
    const std::string catalog = Origin::catalog(1);
    REQUIRE(origin.release(catalog));
    Device follower{origin};
    REQUIRE(follower.refresh());
    const Ids before = keys_of(origin, RotatedRole::online);
    for (int root = 2; root <= 3; ++root) {
        origin.take_away("root-");
        REQUIRE(rotate(origin, RotatedRole::online));
        REQUIRE(fs::exists(origin.folder() / "staged" / (std::to_string(root) + ".root.json")));
        check_clients(origin, follower, catalog);
        origin.bring_back();
        REQUIRE(sign(origin));
        check_clients(origin, follower, catalog);
    }
    const Ids after = keys_of(origin, RotatedRole::online);
    CHECK(after.size() == 1);
    CHECK(after != before);
    REQUIRE(origin.renew(kNow + kDay));
    check_clients(origin, follower, catalog);
}

TEST_CASE("rotate-key --role targets away from the server: the server's timestamp comes in between") {
    const Origin origin;
    const std::string catalog = Origin::catalog(1);
    REQUIRE(origin.release(catalog));
    Device follower{origin};
    REQUIRE(follower.refresh());
    const Ids before = keys_of(origin, RotatedRole::targets);
    origin.take_away("online-");
    const auto first = rotate(origin, RotatedRole::targets);
    REQUIRE_MESSAGE(first, first.error().message);
    CHECK(first->back().find("the online key is not here") != std::string::npos);
    check_clients(origin, follower, catalog);
    origin.bring_back();
    REQUIRE(origin.renew(kNow + kDay));
    check_clients(origin, follower, catalog);
    origin.take_away("online-");
    REQUIRE(rotate(origin, RotatedRole::targets));
    check_clients(origin, follower, catalog);
    const Ids after = keys_of(origin, RotatedRole::targets);
    CHECK(after.size() == 1);
    CHECK(after != before);
}
