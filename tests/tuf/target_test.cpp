#include <doctest/doctest.h>

#include "repository.h"

// Sections 5.6.7 and 5.7 of TUF 1.0.34.

namespace {

/// The roles whose files were asked for, in order.
std::string asked(const Repository& repository) {
    std::string roles;
    for (const std::string& name : repository.requests) {
        const auto dot = name.find('.');
        if (name != "timestamp.json" && name.find("root") == name.npos)
            roles += name.substr(dot + 1, name.size() - dot - 6) + " ";
    }
    return roles;
}

struct Edge {
    std::string from, to;
    std::vector<std::string> paths;
    bool is_terminating = false;
};

/// Which roles a search for "a/x" asks for, behind "snapshot targets". `holder` has the target, if anybody.
std::string search(const std::vector<Edge>& edges, const std::string& holder) {
    Repository repository;
    for (const Edge& edge : edges) repository.delegate(edge.from, edge.to, edge.paths, edge.is_terminating);
    if (!holder.empty()) repository.add_target(holder, "a/x", "of " + holder);
    repository.release();
    Device device{repository};
    REQUIRE(device.refresh());
    repository.requests.clear();
    const auto file = device.client.find_target("a/x");
    const std::string roles = asked(repository);
    if (!file) {
        CHECK(file.error().code == base::Errc::not_found);
        return roles + "none";
    }
    CHECK(device.download("a/x") == "of " + holder);
    return roles + "found";
}

}  // namespace

TEST_CASE("target: the search goes depth first, in order of appearance") {
    const std::vector<std::string> all{"*/*"}, other{"b/*"};
    const std::vector<Edge> tree{{"targets", "A", all}, {"targets", "B", all}, {"targets", "C", all},
                                 {"A", "AA", all},      {"A", "AB", all},      {"B", "BA", all}};
    CHECK(search(tree, "") == "A AA AB B BA C none");
    CHECK(search(tree, "targets") == "found");
    CHECK(search(tree, "A") == "A found");
    CHECK(search(tree, "AB") == "A AA AB found");
    CHECK(search(tree, "C") == "A AA AB B BA C found");
    // Roles that are not trusted with the path are not asked, nor is what lies below them.
    CHECK(search({{"targets", "A", other},
                  {"A", "AA", all},
                  {"targets", "B", all},
                  {"B", "BA", other},
                  {"targets", "C", all}},
                 "") == "B C none");
    CHECK(search({{"targets", "A", other}, {"targets", "B", {}}}, "A") == "none");
}

TEST_CASE("target: a terminating delegation is the last that is looked at, with all below it") {
    const std::vector<std::string> all{"*/*"}, other{"b/*"};
    CHECK(search({{"targets", "A", all, true}, {"targets", "B", all}, {"A", "AA", all}}, "B") == "A AA none");
    CHECK(search({{"targets", "A", all}, {"A", "AA", all, true}, {"A", "AB", all}, {"targets", "B", all}},
                 "B") == "A AA none");
    CHECK(search({{"targets", "A", all, true}, {"A", "AA", all}, {"A", "AB", all}}, "AB") == "A AA AB found");
    CHECK(search({{"targets", "A", other, true}, {"targets", "B", all}}, "B") == "B found");
}

TEST_CASE("target: every role is looked at once, so circles end") {
    const std::vector<std::string> all{"*/*"};
    CHECK(
        search(
            {{"targets", "A", all}, {"A", "B", all}, {"B", "A", all}, {"B", "B", all}, {"targets", "B", all}},
            "") == "A B none");
    CHECK(search({{"targets", "A", all}, {"targets", "B", all}, {"A", "C", all}, {"B", "C", all}}, "") ==
          "A C B none");
}

TEST_CASE("target: 32 delegated roles are looked at, no more") {
    Repository repository;
    for (int i = 0; i < 40; ++i)
        repository.delegate(i == 0 ? "targets" : fmt::format("r{}", i - 1), fmt::format("r{}", i), {"*"});
    repository.add_target("r31", "in.txt", "in");
    repository.add_target("r32", "out.txt", "out");
    repository.release();
    Device device{repository};
    REQUIRE(device.refresh());
    CHECK(device.download("in.txt") == std::string("in"));
    const auto out = device.download("out.txt");
    CHECK(is_refused(out, "no role is trusted with a target out.txt (33 looked at, which is the limit)"));
    CHECK(device.stored("r32.json").empty());
}

TEST_CASE("target: the first role that has it decides, and shared roles are verified for each delegator") {
    Repository repository;
    repository.delegate("targets", "first", {"*"});
    repository.delegate("targets", "second", {"*"});
    repository.add_target("second", "b.txt", "of the second");
    repository.add_target("first", "b.txt", "of the first");
    repository.release();
    Device device{repository};
    REQUIRE(device.refresh());
    CHECK(device.download("b.txt") == std::string("of the first"));
}

TEST_CASE(
    "target: delegated roles are checked like targets.json, and the search ends at the first that is bad") {
    struct Case {
        std::string why;
        std::function<void(Repository&)> change;
    };
    const auto list_again = [](Repository& repository) {
        repository.put("one");
        repository.list("one");
        repository.put("snapshot");
        repository.list("snapshot");
        repository.put("timestamp");
    };
    const Case cases[] = {
        {"one.json: is signed by 0",
         [&](Repository& r) {
             r.signers["one"] = {Signer::ed25519()};
             list_again(r);
         }},
        {"one.json: version 2 expired",
         [&](Repository& r) {
             r.roles["one"]["expires"] = kExpired;
             list_again(r);
         }},
        {"one.json: _type",
         [&](Repository& r) {
             r.roles["one"]["_type"] = "snapshot";
             list_again(r);
         }},
        {"one.json: is version 3, but snapshot.json says 2",
         [&](Repository& r) {
             r.lists_hashes = r.lists_lengths = false;
             r.raise("one");
             list_again(r);
             r.roles["snapshot"]["meta"]["one.json"]["version"] = 2;
             r.files["2.one.json"] = r.files["3.one.json"];
             r.put("snapshot");
             r.list("snapshot");
             r.put("timestamp");
         }},
        {"one.json: has the sha256", [](Repository& r) { r.files["2.one.json"].replace(0, 1, " "); }},
        {"2.one.json: longer than", [](Repository& r) { r.files["2.one.json"] += " "; }},
        {"2.one.json: no such file", [](Repository& r) { r.files.erase("2.one.json"); }},
        {"one.json: is not listed in snapshot.json",
         [](Repository& r) {
             r.roles["snapshot"]["meta"].erase("one.json");
             r.put("snapshot");
             r.list("snapshot");
             r.put("timestamp");
         }},
    };
    for (const Case& c : cases) {
        CAPTURE(c.why);
        Repository repository;
        repository.delegate("targets", "one", {"*"});
        repository.delegate("targets", "two", {"*"});
        repository.add_target("two", "b.txt", "b");
        repository.release();
        c.change(repository);
        Device device{repository};
        const auto refreshed = device.refresh();
        REQUIRE_MESSAGE(refreshed, message(refreshed));
        const auto before = device.disk.files;
        const auto found = device.download("b.txt");
        CHECK_MESSAGE(is_refused(found, "looking for the target b.txt: "), message(found));
        CHECK_MESSAGE(is_refused(found, c.why), message(found));
        CHECK(device.disk.files == before);
    }
}

TEST_CASE("target: a delegated role is stored, and not fetched again while it is right") {
    Repository repository;
    repository.delegate("targets", "one", {"*"});
    repository.add_target("one", "b.txt", "b");
    repository.release();
    Device device{repository};
    REQUIRE(device.refresh());
    CHECK(device.download("b.txt") == std::string("b"));
    CHECK(device.stored("one.json") == repository.files["2.one.json"]);
    REQUIRE(device.refresh());
    repository.requests.clear();
    CHECK(device.client.find_target("b.txt"));
    CHECK(repository.requests.empty());
    device.disk.files["tuf/one.json"] = "{}";
    REQUIRE(device.refresh());
    CHECK(device.client.find_target("b.txt"));
    CHECK(device.stored("one.json") == repository.files["2.one.json"]);
}

TEST_CASE("target: names of roles lead to no other file and are encoded for the server") {
    struct Case {
        const char *role, *on_disk;
    };
    for (const Case& c : {Case{"../evil", "..%2Fevil.json"}, Case{"/etc/x", "%2Fetc%2Fx.json"},
                          Case{"a b?#%", "a%20b%3F%23%25.json"}, Case{"..", "%2E%2E.json"},
                          Case{"角色", "%E8%A7%92%E8%89%B2.json"}, Case{"1.root", "1.root.json"},
                          Case{"root.json", "root.json.json"}}) {
        CAPTURE(c.role);
        for (const bool consistent : {true, false}) {
            Repository repository{consistent};
            if (!consistent && std::string(c.role) == "1.root")
                continue;  // a name that such a repository cannot use
            repository.delegate("targets", c.role, {"*"});
            repository.add_target(c.role, "b.txt", "b");
            repository.release();
            Device device{repository};
            REQUIRE(device.refresh());
            const auto found = device.download("b.txt");
            CHECK_MESSAGE(found, message(found));
            CHECK(device.disk.files.count(std::string("tuf/") + c.on_disk) == 1);
            CHECK(device.disk.files.size() == 5);
        }
    }
}

TEST_CASE("target: succinct roles are found by the hash of the name") {
    Repository repository;
    const Signer key = Signer::ed25519();
    for (int bin = 0; bin < 16; ++bin) repository.signers[fmt::format("bin-{:x}", bin)] = {key};
    const std::string bin = "bin-" + tuf::sha256_hex("b.txt").substr(0, 1);
    repository.delegate("targets", bin, {});
    json& delegations = repository.roles["targets"]["delegations"];
    delegations.erase("roles");
    delegations["succinct_roles"] = {
        {"keyids", {key.id()}}, {"threshold", 1}, {"bit_length", 4}, {"name_prefix", "bin"}};
    repository.add_target(bin, "b.txt", "b");
    repository.release();
    Device device{repository};
    REQUIRE(device.refresh());
    CHECK(device.download("b.txt") == std::string("b"));
    CHECK(device.stored(bin + ".json") == repository.files["2." + bin + ".json"]);
}

TEST_CASE("target: its bytes must have the listed length and hashes") {
    Repository repository;
    repository.add_target("targets", "b.txt", "the right bytes");
    repository.add_target("targets", "empty", "");
    repository.release();
    Device device{repository};
    REQUIRE(device.refresh());
    CHECK(device.download("empty") == std::string());
    CHECK(is_refused(device.download("c.txt"), "no role is trusted with a target c.txt"));
    std::string& bytes = repository.targets.at(tuf::sha256_hex("the right bytes") + ".b.txt");
    struct Case {
        std::string bytes, why;
    };
    for (const Case& c : {Case{"the wrong bytes", "b.txt: has the sha256"},
                          Case{"the right byte", "b.txt: is 14 bytes long, but should be 15"},
                          Case{"the right bytes!", "b.txt: too long"}, Case{"", "b.txt: is 0 bytes long"}}) {
        bytes = c.bytes;
        const auto got = device.download("b.txt");
        CHECK_MESSAGE(is_refused(got, c.why), message(got));
    }
    repository.targets.clear();
    const auto gone = device.download("b.txt");
    CHECK_FALSE(gone);
    CHECK(gone.error().code == base::Errc::not_found);
}

TEST_CASE("target: where it lies, with names that need encoding and hashes that we know or not") {
    Repository repository;
    repository.release();
    Device device{repository};
    REQUIRE(device.refresh());
    tuf::TargetFile file{1, {{"sha512", "5555"}, {"zzz", "00"}}, {}};
    CHECK(device.client.target_location("目录/a b%.txt", file) ==
          std::string("%E7%9B%AE%E5%BD%95/5555.a%20b%25.txt"));
    file.hashes["sha256"] = "2222";
    CHECK(device.client.target_location("../x", file) == std::string("%2E%2E/2222.x"));
    CHECK(device.client.target_location("dir/", file) == std::string("dir/2222."));
    file.hashes = {{"zzz", "00"}};
    CHECK(is_refused(device.client.target_location("x", file), "x: has no hash that we know"));
    TargetFetcher fetcher{repository};
    CHECK(is_refused(device.client.fetch_target("x", file, fetcher), "x: has no hash that we know"));

    Repository flat{false};
    Device other{flat};
    REQUIRE(other.refresh());
    CHECK(other.client.target_location("a b", file) == std::string("a%20b"));
    CHECK(other.client.target_location("/../a", file) == std::string("/%2E%2E/a"));
}

TEST_CASE("a fetcher that brings more than it was asked for is not believed") {
    struct Generous : tuf::Fetcher {
        base::Result<std::string> get(const std::string&, std::uint64_t max_bytes) override {
            return std::string(max_bytes + 1, ' ');
        }
    } generous;
    Repository repository;
    Device device{repository};
    tuf::Client client{device.disk, "tuf", generous};
    CHECK(is_refused(client.refresh(kNow), "2.root.json: is longer than 512000 bytes"));
}
