#include "sync/tuf/metadata.h"

#include <doctest/doctest.h>

#include <functional>

#include "repository.h"

// What each kind of metadata must have. Each row breaks one thing of a good document.

namespace {

struct Case {
    std::function<void(json&)> change;
    std::string why;
};

template <class Parse>
void check_all(const json& good, Parse parse, const std::vector<Case>& cases) {
    REQUIRE_MESSAGE(parse(good), message(parse(good)));
    for (const Case& c : cases) {
        json bad = good;
        c.change(bad);
        CAPTURE(c.why);
        const auto parsed = parse(bad);
        CHECK_MESSAGE(is_refused(parsed, c.why), message(parsed));
    }
}

/// The header of every kind.
std::vector<Case> header_cases(const std::string& type) {
    return {
        {[](json& d) { d.erase("_type"); }, "_type: is missing"},
        {[](json& d) { d["_type"] = "mirrors"; }, "_type: is \"mirrors\", but should be \"" + type},
        {[](json& d) { d["_type"] = 1; }, "_type: should be a string, but is 1"},
        {[](json& d) { d.erase("version"); }, "version: is missing"},
        {[](json& d) { d["version"] = 0; }, "version: is 0, but should be at least 1"},
        {[](json& d) { d["version"] = -1; }, "version: is -1"},
        {[](json& d) { d["version"] = "1"; }, "version: should be a whole number, but is \"1\""},
        {[](json& d) { d["version"] = true; }, "version: should be a whole number"},
        {[](json& d) { d["version"] = INT64_MAX; }, "version: leaves no room"},
        {[](json& d) { d.erase("expires"); }, "expires: is missing"},
        {[](json& d) { d.erase("spec_version"); }, "spec_version: is missing"},
    };
}

}  // namespace

TEST_CASE("metadata: the specification's major version is ours") {
    json root = Repository().root;
    for (const char* good : {"1.0.34", "1.0.0", "1.0", "1.99.0", "1.0.31"}) {
        root["spec_version"] = good;
        CHECK_MESSAGE(tuf::parse_root(root), good);
    }
    for (const char* bad : {"2.0.0", "0.9", "1", "10.0", "", "1.", "1.x", "1..0", "v1.0.0", "1.0.34 "}) {
        root["spec_version"] = bad;
        const auto parsed = tuf::parse_root(root);
        CHECK_MESSAGE(is_refused(parsed, "spec_version: is"), bad);
        CHECK(parsed.error().code == base::Errc::unsupported);
    }
}

TEST_CASE("metadata: expires has one form") {
    json root = Repository().root;
    root["expires"] = "2028-02-29T23:59:59Z";
    CHECK(tuf::parse_root(root)->header.expires == base::Instant{std::chrono::seconds{1'835'481'599}});
    for (const char* bad :
         {"2027-01-01", "2027-01-01T00:00:00", "2027-01-01T00:00:00+00:00", "2027-01-01 00:00:00Z",
          "2027-01-01T00:00Z", "2027-01-01T00:00:00.5Z", "2027-01-01T00:00:00z", "2027-02-29T00:00:00Z",
          "2027-13-01T00:00:00Z", "2027-01-01T24:00:00Z", "2027-01-01T00:60:00Z", "2027-01-01T00:00:60Z",
          "27-01-01T00:00:00Z", "", "never"}) {
        root["expires"] = bad;
        CHECK_MESSAGE(is_refused(tuf::parse_root(root), "expires: is"), bad);
    }
}

TEST_CASE("metadata: the envelope") {
    const json good{{"signed", json::object()}, {"signatures", {{{"keyid", "a"}, {"sig", "00"}}}}};
    check_all(good, [](const json& d) { return tuf::parse_envelope(d.dump()); },
              {
                  {[](json& d) { d = json::array(); }, "is not a JSON object"},
                  {[](json& d) { d.erase("signed"); }, "signed: is missing"},
                  {[](json& d) { d["signed"] = "{}"; }, "signed: should be an object"},
                  {[](json& d) { d.erase("signatures"); }, "signatures: is missing"},
                  {[](json& d) { d["signatures"] = json::object(); }, "signatures: should be an array"},
                  {[](json& d) { d["signatures"][0] = "00"; }, "signatures[0]: should be an object"},
                  {[](json& d) { d["signatures"][0].erase("keyid"); }, "signatures[0].keyid: is missing"},
                  {[](json& d) { d["signatures"][0].erase("sig"); }, "signatures[0].sig: is missing"},
                  {[](json& d) { d["signatures"][0]["sig"] = 0; }, "signatures[0].sig: should be a string"},
              });
}

TEST_CASE("metadata: root") {
    auto cases = header_cases("root");
    const std::vector<Case> own = {
        {[](json& d) { d["consistent_snapshot"] = "true"; }, "consistent_snapshot: should be true or false"},
        {[](json& d) { d.erase("keys"); }, "keys: is missing"},
        {[](json& d) { d["keys"] = json::array(); }, "keys: should be an object"},
        {[](json& d) { d["keys"]["x"] = "key"; }, "keys.x: should be an object"},
        {[](json& d) {
             d["keys"]["x"] = {{"scheme", "s"}, {"keyval", json::object()}};
         },
         "keys.x.keytype: is missing"},
        {[](json& d) {
             d["keys"]["x"] = {{"keytype", "s"}, {"keyval", json::object()}};
         },
         "keys.x.scheme: is missing"},
        {[](json& d) {
             d["keys"]["x"] = {{"keytype", "s"}, {"scheme", "s"}};
         },
         "keys.x.keyval: is missing"},
        {[](json& d) { d.erase("roles"); }, "roles: is missing"},
        {[](json& d) { d["roles"].erase("root"); }, "roles.root: is missing"},
        {[](json& d) { d["roles"].erase("timestamp"); }, "roles.timestamp: is missing"},
        {[](json& d) { d["roles"].erase("snapshot"); }, "roles.snapshot: is missing"},
        {[](json& d) { d["roles"].erase("targets"); }, "roles.targets: is missing"},
        {[](json& d) { d["roles"]["root"]["threshold"] = 0; },
         "roles.root.threshold: is 0, but should be at least 1"},
        {[](json& d) { d["roles"]["root"]["threshold"] = "1"; },
         "roles.root.threshold: should be a whole number"},
        {[](json& d) { d["roles"]["root"].erase("threshold"); }, "roles.root.threshold: is missing"},
        {[](json& d) { d["roles"]["root"]["keyids"] = "x"; }, "roles.root.keyids: should be an array"},
        {[](json& d) { d["roles"]["root"]["keyids"].push_back(1); },
         "roles.root.keyids[1]: should be a string"},
        {[](json& d) { d["roles"]["root"]["keyids"].push_back(d["roles"]["root"]["keyids"][0]); }, "twice"},
    };
    cases.insert(cases.end(), own.begin(), own.end());
    check_all(Repository().root, tuf::parse_root, cases);
}

TEST_CASE("metadata: unknown fields are ignored, and optional ones may be missing") {
    json root = Repository().root;
    root["x"] = {{"y", {1, 2}}};
    root["roles"]["mirrors"] = {{"keyids", json::array()}, {"threshold", 1}};
    root["roles"]["root"]["x"] = nullptr;
    root["keys"]["new"] = {{"keytype", "x"}, {"scheme", "y"}, {"keyval", {{"identity", "z"}}}, {"x", 1}};
    root.erase("consistent_snapshot");
    const auto parsed = tuf::parse_root(root);
    REQUIRE(parsed);
    CHECK_FALSE(parsed->consistent_snapshot);
    CHECK(parsed->keys.at("new").public_part.empty());
}

TEST_CASE("metadata: timestamp and snapshot") {
    Repository repository;
    auto cases = header_cases("timestamp");
    const auto file = [](json& d) -> json& { return d["meta"]["snapshot.json"]; };
    const std::vector<Case> own = {
        {[](json& d) { d.erase("meta"); }, "meta: is missing"},
        {[](json& d) { d["meta"] = json::object(); }, "meta.snapshot.json: is missing"},
        {[=](json& d) { file(d) = 1; }, "meta.snapshot.json: should be an object"},
        {[=](json& d) { file(d).erase("version"); }, "meta.snapshot.json.version: is missing"},
        {[=](json& d) { file(d)["version"] = 0; }, "meta.snapshot.json.version: is 0"},
        {[=](json& d) { file(d)["length"] = -1; }, "meta.snapshot.json.length: is -1"},
        {[=](json& d) { file(d)["length"] = "9"; }, "meta.snapshot.json.length: should be a whole number"},
        {[=](json& d) { file(d)["hashes"] = json::object(); }, "hashes: is empty"},
        {[=](json& d) { file(d)["hashes"]["sha256"] = "xyz"; }, "sha256 is not hexadecimal"},
        {[=](json& d) { file(d)["hashes"]["sha256"] = 5; }, "hashes.sha256: should be a string"},
    };
    cases.insert(cases.end(), own.begin(), own.end());
    check_all(repository.roles["timestamp"], tuf::parse_timestamp, cases);

    cases = header_cases("snapshot");
    cases.push_back({[](json& d) { d["meta"].erase("targets.json"); }, "meta.targets.json: is missing"});
    cases.push_back({[](json& d) {
                         d["meta"]["x.json"] = {{"version", 1.5}};
                     },
                     "meta.x.json.version: should be a whole"});
    cases.push_back({[](json& d) { d["meta"] = json::array(); }, "meta: should be an object"});
    check_all(repository.roles["snapshot"], tuf::parse_snapshot, cases);
}

TEST_CASE("metadata: targets and delegations") {
    Repository repository;
    repository.delegate("targets", "one", {"one/*"});
    auto cases = header_cases("targets");
    const auto file = [](json& d) -> json& { return d["targets"]["a.txt"]; };
    const auto role = [](json& d) -> json& { return d["delegations"]["roles"][0]; };
    const std::vector<Case> own = {
        {[](json& d) { d.erase("targets"); }, "targets: is missing"},
        {[=](json& d) { file(d).erase("length"); }, "targets.a.txt.length: is missing"},
        {[=](json& d) { file(d)["length"] = -5; }, "targets.a.txt.length: is -5"},
        {[=](json& d) { file(d).erase("hashes"); }, "targets.a.txt.hashes: is missing"},
        {[=](json& d) { file(d)["hashes"] = json::object(); }, "targets.a.txt.hashes: is empty"},
        {[=](json& d) { file(d)["custom"] = "text"; }, "targets.a.txt.custom: should be an object"},
        {[](json& d) { d["delegations"] = json::array(); }, "delegations: should be an object"},
        {[](json& d) { d["delegations"].erase("keys"); }, "delegations.keys: is missing"},
        {[](json& d) { d["delegations"].erase("roles"); }, "delegations.roles: is missing"},
        {[=](json& d) { role(d).erase("name"); }, "delegations.roles[0].name: is missing"},
        {[=](json& d) { role(d)["name"] = ""; }, "delegations.roles[0].name: is empty"},
        {[=](json& d) { role(d)["name"] = "root"; }, "is that of a top-level role"},
        {[=](json& d) { role(d)["name"] = "timestamp"; }, "is that of a top-level role"},
        {[=](json& d) { role(d)["name"] = "snapshot"; }, "is that of a top-level role"},
        {[=](json& d) { role(d)["name"] = "targets"; }, "is that of a top-level role"},
        {[=](json& d) { d["delegations"]["roles"].push_back(role(d)); }, "one stands twice in one list"},
        {[=](json& d) { role(d)["threshold"] = 0; }, "delegations.roles[0].threshold: is 0"},
        {[=](json& d) { role(d)["terminating"] = 1; }, "terminating: should be true or false"},
        {[=](json& d) { role(d)["paths"] = "one/*"; }, "paths: should be an array"},
        {[=](json& d) { role(d)["paths"][0] = 1; }, "paths[0]: should be a string"},
        {[=](json& d) { role(d)["path_hash_prefixes"] = {"00"}; }, "only one may"},
        {[](json& d) { d["delegations"]["succinct_roles"] = json::object(); }, "only one may"},
    };
    cases.insert(cases.end(), own.begin(), own.end());
    check_all(repository.roles["targets"], tuf::parse_targets, cases);

    json succinct = repository.roles["targets"];
    succinct["delegations"].erase("roles");
    succinct["delegations"]["succinct_roles"] = {
        {"keyids", json::array()}, {"threshold", 1}, {"bit_length", 8}, {"name_prefix", "bin"}};
    const auto inner = [](json& d) -> json& { return d["delegations"]["succinct_roles"]; };
    check_all(
        succinct, tuf::parse_targets,
        {
            {[=](json& d) { inner(d)["bit_length"] = 0; }, "bit_length: is 0"},
            {[=](json& d) { inner(d)["bit_length"] = 33; }, "bit_length: is 33, but should be at most 32"},
            {[=](json& d) { inner(d).erase("name_prefix"); }, "name_prefix: is missing"},
            {[=](json& d) { inner(d).erase("threshold"); }, "threshold: is missing"},
        });
}

TEST_CASE("metadata: custom is there for the application, hashes are in lower case") {
    Repository repository;
    json& file = repository.roles["targets"]["targets"]["a.txt"];
    file["custom"] = {{"schema", 2}, {"areas", {"中原区"}}};
    file["hashes"]["sha512"] = "ABCDEF";
    const auto targets = tuf::parse_targets(repository.roles["targets"]);
    REQUIRE(targets);
    CHECK(targets->targets.at("a.txt").custom["areas"][0] == "中原区");
    CHECK(targets->targets.at("a.txt").hashes.at("sha512") == "abcdef");
}
