#include "sync/agent/plan.h"

#include <doctest/doctest.h>

using namespace agent;

namespace {

tuf::TargetFile listed(nlohmann::json custom) {
    return {100, {{"sha256", std::string(64, 'a')}}, std::move(custom)};
}

}  // namespace

TEST_CASE("plan: versions are compared number by number") {
    CHECK(is_older("0.9.0", "0.10"));
    CHECK_FALSE(is_older("0.10", "0.9.0"));
    CHECK_FALSE(is_older("1.0", "1"));
    CHECK(is_older("", "0.0.1"));
    CHECK_FALSE(is_older("0.1.0", ""));
    CHECK_FALSE(is_older("2", "two"));
    CHECK(is_older("1.99999999999999999999", "2"));
}

TEST_CASE("plan: an offer is read from what is signed, and fields that we do not know are left alone") {
    const auto offer = read_offer(listed({{"schema", 1},
                                          {"release", "2026.11.24\n"},
                                          {"minimum_version", "0.1.0"},
                                          {"spread_s", 60},
                                          {"areas", {"a", "b"}},
                                          {"other", {1, 2}}}));
    REQUIRE(offer.has_value());
    CHECK(offer->version == "2026.11.24 ");  // goes into files of one line an entry
    CHECK(offer->spread == std::chrono::seconds{60});
    CHECK(is_for_area(*offer, "b"));
    CHECK_FALSE(is_for_area(*offer, ""));
    CHECK(is_for_area(*offer, " b"));
    CHECK(is_for_area(*offer, "c、b"));  // a hall on the border
    const auto bare = read_offer(listed(nullptr));
    REQUIRE(bare.has_value());
    CHECK(is_for_area(*bare, ""));
    CHECK(read_offer({100, {{"sha512", std::string(128, 'a')}}, nullptr}).error().code ==
          base::Errc::corrupt);
    for (const auto& custom :
         {nlohmann::json{{"schema", "1"}}, {{"spread_s", -1}}, {{"areas", "a"}}, {{"areas", {1}}}})
        CHECK_FALSE(read_offer(listed(custom)).has_value());
}

TEST_CASE("listing: a delta is named after where it starts, and must say so itself") {
    const std::string hash(64, 'c');
    CHECK(release::delta_target(hash) == "cccccccccccccccc.catalog.zst");
    CHECK(release::starts_from(release::custom_of_delta(hash), hash));
    CHECK_FALSE(release::starts_from({{"from", std::string(64, 'd')}}, hash));
    CHECK_FALSE(release::starts_from({{"from", 1}}, hash));
    CHECK_FALSE(release::starts_from(nullptr, hash));
}

TEST_CASE("listing: what a publisher writes is what a device reads") {
    const release::Listing written{.schema = 2,
                                   .version = "2026.11.24",
                                   .published_at = base::Instant{std::chrono::seconds{1'796'083'200}},
                                   .minimum_version = "0.2.0",
                                   .spread = std::chrono::seconds{90},
                                   .areas = {"north", "south"}};
    const nlohmann::json custom = release::custom_of(written);
    CHECK(custom == nlohmann::json{{"schema", 2},
                                   {"release", "2026.11.24"},
                                   {"published_at", "2026-12-01T00:00:00Z"},
                                   {"minimum_version", "0.2.0"},
                                   {"spread_s", 90},
                                   {"areas", {"north", "south"}}});
    const auto read = release::read_listing(custom);
    REQUIRE(read.has_value());
    CHECK(read->schema == written.schema);
    CHECK(read->version == written.version);
    CHECK(read->published_at == written.published_at);
    CHECK(read->minimum_version == written.minimum_version);
    CHECK(read->spread == written.spread);
    CHECK(read->areas == written.areas);
    CHECK(release::read_listing(nullptr)->areas.empty());
}
