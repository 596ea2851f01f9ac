#include "sync/publish/repository/release.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "origin.h"
#include "sync/publish/repository/compression.h"
#include "sync/publish/repository/history.h"
#include "sync/tuf/hashes.h"

using namespace publish_test;
namespace fs = std::filesystem;

namespace {

nlohmann::json targets_in(const Origin& origin, int version) {
    return nlohmann::json::parse(contents(origin.metadata(std::to_string(version) + ".targets.json")))
        .at("signed")
        .at("targets");
}

void require_release(const Origin& origin, const std::string& catalog, base::Instant now = kNow) {
    const auto released = origin.release(catalog, now);
    REQUIRE_MESSAGE(released, released.error().message);
}

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines) all += line + "\n";
    return all;
}

}  // namespace

TEST_CASE("release: a client gets its bytes, whole and by a delta from each earlier release") {
    const Origin origin;
    Device device{origin};
    std::vector<std::string> catalogs;
    for (int number = 1; number <= 3; ++number) {
        catalogs.push_back(Origin::catalog(number));
        require_release(origin, catalogs.back());
        REQUIRE(device.refresh());
        CHECK(device.catalog() == catalogs.back());
    }
    CHECK(device.catalog_from(catalogs[0]) == catalogs[2]);
    CHECK(device.catalog_from(catalogs[1]) == catalogs[2]);
    CHECK(targets_in(origin, 4).size() == 4);
}

TEST_CASE("release: the catalog's custom fields say what the device has to know") {
    const Origin origin;
    auto repository = origin.open();
    auto keys = origin.keys();
    publish::ReleaseRequest request;
    request.catalog = Origin::catalog(1);
    request.minimum_version = "0.2.0";
    request.spread = std::chrono::seconds{90};
    request.areas = {"north", "west"};
    const auto plan = publish::plan_release(repository, request, kNow);
    REQUIRE(plan);
    REQUIRE(publish::release(repository, keys, request, *plan, kNow));
    CHECK(targets_in(origin, 2).at("catalog.db").at("custom") ==
          nlohmann::json{{"schema", 2},
                         {"release", "1"},
                         {"published_at", "2024-03-31T16:00:00Z"},
                         {"minimum_version", "0.2.0"},
                         {"spread_s", 90},
                         {"areas", {"north", "west"}}});
}

TEST_CASE("release: the same catalog again is nothing to release, until its signature is old") {
    const Origin origin;
    const std::string catalog = Origin::catalog(1);
    require_release(origin, catalog);
    const std::string timestamp = contents(origin.metadata("timestamp.json"));
    CHECK(origin.plan(catalog)->need == publish::ReleasePlan::Need::nothing);
    require_release(origin, catalog);
    CHECK(contents(origin.metadata("timestamp.json")) == timestamp);
    CHECK(!fs::exists(origin.metadata("3.targets.json")));

    const base::Instant later = kNow + 200 * kDay;
    CHECK(origin.plan(catalog, later)->need == publish::ReleasePlan::Need::sign_anew);
    require_release(origin, catalog, later);
    CHECK(targets_in(origin, 3) == targets_in(origin, 2));
    Device device{origin};
    const auto refreshed = device.refresh(later);
    REQUIRE_MESSAGE(refreshed, refreshed.error().message);
    CHECK(device.catalog() == catalog);
}

TEST_CASE("release: an older one, a used version and changed quotations need a reason, which is kept") {
    const Origin origin;
    require_release(origin, Origin::catalog(2));
    Workshop older;
    CHECK(is_refused(origin.release(older.build()), "published_at is 2024-04-01"));

    Workshop same_version;
    same_version.replace("release.csv", "\n1,", "\n2,");
    same_version.replace("release.csv", "2024-04-01", "2024-04-05");
    CHECK(is_refused(origin.release(same_version.build()), "version \"2\" was released before"));

    Workshop quoted;
    quoted.replace("release.csv", "\n1,", "\n3,");
    quoted.replace("release.csv", "2024-04-01", "2024-04-05");
    quoted.replace("targets.csv", "新建公园30个", "新建公园30个,爱护公园");
    quoted.replace("targets.csv", "新建公园30个,爱护公园,", "\"新建公园30个,爱护公园\",");
    const std::string catalog = quoted.build();
    CHECK(is_refused(origin.release(catalog),
                     "1 target would change: new-parks: quote 新建公园30个 -> 新建公园30个,爱护公园"));
    CHECK(is_refused(origin.release(catalog), "--because"));
    CHECK(!fs::exists(origin.metadata("3.targets.json")));

    const auto released = origin.release(catalog, kNow, "the first copy left half of it out");
    REQUIRE_MESSAGE(released, released.error().message);
    CHECK(targets_in(origin, 3).at("catalog.db").at("custom").at("reason") ==
          "the first copy left half of it out");
    CHECK(origin.plan(catalog)->need == publish::ReleasePlan::Need::nothing);
}

TEST_CASE("release: a reason that nothing asks for is not kept") {
    const Origin origin;
    REQUIRE(origin.release(Origin::catalog(1), kNow, "because"));
    CHECK(!targets_in(origin, 2).at("catalog.db").at("custom").contains("reason"));
}

TEST_CASE("release: what is no database is refused") {
    const Origin origin;
    CHECK(is_refused(origin.release("not a database"), ""));
    std::string torn = Origin::catalog(1);
    torn.resize(torn.size() / 2);
    CHECK(is_refused(origin.release(torn), ""));
    CHECK(!fs::exists(origin.metadata("2.targets.json")));
}

TEST_CASE("release: the editorial checks run over the database, and name table and row") {
    const Origin origin;
    publish::ReleaseRequest request;
    request.catalog = Origin::catalog(1);
    const auto coverage = publish::Coverage::parse("20-7E\n");
    request.coverage = &*coverage;
    const auto plan = publish::plan_release(origin.open(), request, kNow);
    REQUIRE(plan);
    CHECK_MESSAGE(joined(plan->errors).find("target new-parks, name_zh: ") != std::string::npos,
                  joined(plan->errors));
    CHECK(is_refused(plan->check("whatever the reason"), "the catalog has"));
}

TEST_CASE("release: quotations are compared with the texts that are given, and only with those") {
    const Origin origin;
    publish::ReleaseRequest request;
    request.catalog = Origin::catalog(1);
    CHECK(joined(publish::plan_release(origin.open(), request, kNow)->errors) == "");
    fs::create_directories(origin.path("texts"));
    REQUIRE(base::write_file(origin.path("texts/plan.txt"), "另一份文件"));
    request.text_folders = {origin.path("texts")};
    const auto plan = publish::plan_release(origin.open(), request, kNow);
    CHECK_MESSAGE(plan->errors.size() == 3, joined(plan->errors));  // one for each table
    CHECK(joined(plan->errors).find("target new-parks, quote: these words do not occur in plan.txt") !=
          std::string::npos);
}

TEST_CASE("release: what changed is said in the words of the database") {
    const Origin origin;
    require_release(origin, Origin::catalog(1));
    const auto plan = origin.plan(Origin::catalog(2));
    CHECK(joined(plan->changes) ==
          "release: version: 1 -> 2\n"
          "release: published_at: 2024-04-01T00:00:00+08:00 -> 2024-04-02T00:00:00+08:00\n"
          "observation 5 (new-parks, 2024-01-01 to 2024-06-30: 12): added\n");
}

TEST_CASE("release on an author's machine ends with the targets; the server's timestamp publishes them") {
    const Origin origin;
    origin.take_away("online-");
    const std::string catalog = Origin::catalog(1);
    const auto released = origin.release(catalog);
    REQUIRE_MESSAGE(released, released.error().message);
    CHECK(!released->renewed);
    Device device{origin};
    REQUIRE(device.refresh());
    CHECK(device.catalog().empty());

    origin.bring_back();
    origin.take_away("targets-");
    const auto renewed = origin.renew(kNow + kDay);
    REQUIRE_MESSAGE(renewed, renewed.error().message);
    CHECK(renewed->targets_version == 2);
    REQUIRE(device.refresh(kNow + kDay));
    CHECK(device.catalog() == catalog);
    CHECK(is_refused(origin.release(Origin::catalog(2)), "the targets key"));
}

TEST_CASE("release: a leftover of an interrupted one is not written over and does no harm") {
    const Origin origin;
    REQUIRE(base::write_file(origin.metadata("2.targets.json"), "{}"));
    REQUIRE(base::write_file(origin.metadata("2.snapshot.json"), "{}"));
    require_release(origin, Origin::catalog(1));
    CHECK(contents(origin.metadata("2.targets.json")) == "{}");
    Device device{origin};
    REQUIRE(device.refresh());
    CHECK(device.trust().targets()->header.version == 3);
    CHECK(device.trust().snapshot()->header.version == 3);
}

TEST_CASE("release: a damaged earlier file costs its delta, with a note; it does not stop the release") {
    const Origin origin;
    const std::string first = Origin::catalog(1);
    require_release(origin, first);
    require_release(origin, Origin::catalog(2));
    const std::string hash = targets_in(origin, 2).at("catalog.db.zst").at("hashes").at("sha256");
    REQUIRE(base::write_file(origin.folder() / "targets" / (hash + ".catalog.db.zst"), "damaged"));
    const auto released = origin.release(Origin::catalog(3));
    REQUIRE_MESSAGE(released, released.error().message);
    CHECK(joined(released->notes).find("no delta from 1") != std::string::npos);
    CHECK(released->delta_bytes.size() == 1);
}

TEST_CASE("deltas: from the last 8 releases, and from a few older ones") {
    std::vector<std::size_t> found;
    for (std::size_t before = 0; before <= 300; ++before)
        if (publish::has_delta_from(before)) found.push_back(before);
    CHECK(found == std::vector<std::size_t>{1, 2, 3, 4, 5, 6, 7, 8, 16, 32, 64, 128});

    const Origin origin;
    for (int number = 1; number <= 18; ++number) require_release(origin, Origin::catalog(number));
    const auto past = publish::past_releases(origin.open());
    REQUIRE(past.size() == 18);
    CHECK(past.front().version == "18");
    const auto targets = targets_in(origin, 19);
    CHECK(targets.size() == 2 + 9);
    CHECK(targets.contains(past.at(16).sha256.substr(0, 16) + ".catalog.zst"));
    CHECK(!targets.contains(past.at(9).sha256.substr(0, 16) + ".catalog.zst"));
}

TEST_CASE("compression: the same bytes each time, and only with the right earlier release") {
    const std::string first = Origin::catalog(1), second = Origin::catalog(2);
    CHECK(*publish::compress(first) == *publish::compress(first));
    const auto delta = publish::make_delta(first, second);
    REQUIRE(delta);
    CHECK(*delta == *publish::make_delta(first, second));
    CHECK(delta->size() < publish::compress(second)->size() / 4);
    CHECK(publish::apply_delta(first, *delta, second.size()) == second);
    CHECK(!publish::apply_delta(std::string(first.size(), 'x'), *delta, second.size()));
    CHECK(!publish::apply_delta(first, *delta, second.size() - 1));
    CHECK(!publish::decompress("not a frame", 10));
}
