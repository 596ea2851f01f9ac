#include <doctest/doctest.h>

#include <map>
#include <set>
#include <sstream>

#include "base/embedded.h"
#include "catalog/judge.h"
#include "catalog/store.h"
#include "sync/publish/building/build.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/tables/characters.h"
#include "sync/publish/tables/encoding.h"
#include "workshop.h"

using publish_test::contents;
using publish_test::lines;
using publish_test::Workshop;

namespace {

const std::filesystem::path kAssets = ASSETS_FOLDER;

/// One of our own catalogs, checked as strictly as the build does, in a database beside a workshop.
catalog::Store built_store(const char* folder, const Workshop& shop) {
    publish::Problems problems;
    const auto read = publish::read_folder(kAssets / folder, std::nullopt, problems);
    publish::check_folder(read, {}, problems);
    problems.make_strict();
    REQUIRE(lines(problems.errors()) == "");
    REQUIRE(publish::build_release(read, shop.path("catalog.db"), std::nullopt));
    auto store = catalog::Store::open(shop.path("catalog.db"));
    REQUIRE_MESSAGE(store, store.error().message);
    return std::move(*store);
}

/// What a result holds.
template <class T>
T got(base::Result<T> result) {
    REQUIRE_MESSAGE(result, result.error().message);
    return std::move(*result);
}

std::map<std::string, int> count_states(const catalog::Store& store, base::Date today) {
    std::map<std::string, int> counts;
    const auto count = [&](const catalog::Target& target,
                           std::span<const catalog::Observation> observations) {
        const auto judgement = catalog::judge(target, observations, {today, true});
        ++counts[catalog::kStateNames[static_cast<std::size_t>(judgement.state)]];
    };
    REQUIRE(store.for_each_judgeable(count));
    return counts;
}

}  // namespace

TEST_CASE("the real catalog: everything of the plan is in") {
    const Workshop shop;
    const auto store = built_store("catalog", shop);
    const auto keys = got(store.target_keys());
    REQUIRE(keys.size() == 223);
    std::map<std::string, int> by_topic;
    int quantified = 0, repeats = 0, number = 0;
    std::size_t observations = 0;
    for (const auto& key : keys) {
        CHECK(key.number == ++number);
        if (key.topic) ++by_topic[key.topic->text];
        if (key.tier == catalog::Tier::core || key.tier == catalog::Tier::project) ++quantified;
        if (key.same_as)
            ++repeats;
        else
            observations += store.observations(*store.target(key.id))->size();
    }
    CHECK(quantified == 199);
    CHECK(repeats == 2);
    CHECK(observations == 47);
    CHECK(by_topic == std::map<std::string, int>{{"jobs", 9},
                                                 {"schools", 7},
                                                 {"care", 2},
                                                 {"housing", 8},
                                                 {"transport", 6},
                                                 {"utilities", 9},
                                                 {"parks", 6},
                                                 {"environment", 6},
                                                 {"services", 6},
                                                 {"villages", 5},
                                                 {"economy", 10}});
    std::size_t commitments = 0;
    for (const auto& topic : got(store.topics())) commitments += store.commitments(topic.id)->size();
    CHECK(commitments == 66);
    CHECK(store.outcomes()->size() == 7);
    CHECK(store.topics()->size() == 12);
    CHECK(!store.release().demonstration);
}

TEST_CASE("the real catalog: quotations are the plan's own words, and units have an English name") {
    const Workshop shop;
    const auto store = built_store("catalog", shop);
    const std::string plan = contents(kAssets / "catalog" / "plan-2024.txt");
    for (const auto& key : got(store.target_keys())) {
        const auto target = *store.target(key.id);
        CAPTURE(target.id.text);
        CHECK(plan.find(target.quote) != std::string::npos);
        CHECK(target.unit.en.empty() == target.unit.zh.empty());
        CHECK(!target.name.en.empty());
    }
    for (const auto& topic : got(store.topics()))
        for (const auto& commitment : got(store.commitments(topic.id)))
            CHECK_MESSAGE(plan.find(commitment.quote) != std::string::npos, commitment.name.zh);
    for (const auto& outcome : got(store.outcomes())) CHECK(plan.find(outcome.quote) != std::string::npos);
}

TEST_CASE("the fonts have every character of both catalogs") {
    const auto text = base::find_embedded_file("coverage.txt");
    REQUIRE(text);
    const auto coverage = publish::Coverage::parse(*text);
    REQUIRE(coverage);
    for (const char* folder : {"catalog", "catalog-demo"}) {
        publish::Problems problems;
        publish::check_folder(publish::read_folder(kAssets / folder, std::nullopt, problems),
                              {&*coverage, {}, {}}, problems);
        CHECK(lines(problems.errors()) == "");
    }
}

TEST_CASE("the fonts have every character of the general standard, and the signs of measures and names") {
    const auto text = base::find_embedded_file("coverage.txt");
    REQUIRE(text);
    const auto coverage = publish::Coverage::parse(*text);
    REQUIRE(coverage);
    int listed = 0, above_ffff = 0;
    std::istringstream file{contents(kAssets / "fonts/general-standard.txt")};
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("#")) continue;
        std::string_view rest = line;
        while (const auto character = publish::next_character(rest)) {
            ++listed;
            above_ffff += *character > 0xFFFF;
            CHECK_MESSAGE(coverage->contains(*character), publish::named(*character));
        }
        CHECK(rest.empty());
    }
    CHECK(listed == 8105);
    CHECK(above_ffff == 196);
    for (const char32_t sign : U"硚埇浉瀍鄠𫓧€–₂łŁžșḥ½⅓²⁵々〇㎡₽→≤№①")
        if (sign != 0) CHECK_MESSAGE(coverage->contains(sign), publish::named(sign));
    for (const char32_t other : {U'\uE018', char32_t{0xF2018}, U'\uAC00', U'𠮷'})
        CHECK_FALSE(coverage->contains(other));
}

TEST_CASE("the demonstration: every state that its plan can have occurs, and it says that it is one") {
    const Workshop shop;
    const auto store = built_store("catalog-demo", shop);
    CHECK(store.release().demonstration);
    CHECK(store.notices()->size() == 2);
    std::set<std::string> seen;
    for (const base::Date today :
         {base::make_date(2024, 7, 15), base::make_date(2024, 12, 31), base::make_date(2025, 6, 1)})
        for (const auto& [state, count] : count_states(store, today)) seen.insert(state);
    // The plan has no yearly total of which less is better, and no column holds a publisher's word yet.
    seen.insert({"exceeded", "under_way"});
    CHECK(seen == std::set<std::string>(catalog::kStateNames.begin(), catalog::kStateNames.end()));
}
