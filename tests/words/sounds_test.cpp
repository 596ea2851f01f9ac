#include "words/sounds.h"

#include <doctest/doctest.h>

namespace {

const words::Sounds kSounds{
    {{"公交", "gong1 jiao1"}, {"公园", "gong1 yuan2"}, {"安全", "an1 quan2"}, {"GDP", "x"}}};

}  // namespace

TEST_CASE("sounds: hanzi sound as the catalog says, all else by its letters, large or small") {
    CHECK(kSounds.of("公园").letter == "G");
    CHECK(kSounds.of("公交").sorted_by < kSounds.of("公园").sorted_by);
    CHECK(kSounds.of("GDP").letter == "G");
    CHECK(kSounds.of("GDP").sorted_by == kSounds.of("gdp").sorted_by);
    for (const char* unknown : {"未知", "5G", ""}) {
        CHECK(kSounds.of(unknown).letter == "#");
        CHECK(kSounds.of("zzz").sorted_by < kSounds.of(unknown).sorted_by);
    }
}

TEST_CASE("sounds: terms stand in the order of their sounds, in each language its own") {
    const std::vector<catalog::Term> terms{{"park", {.zh = "公园", .en = "Park"}, {}},
                                           {"bus", {.zh = "公交", .en = "bus"}, {}},
                                           {"gdp", {.zh = "GDP", .en = "GDP"}, {}},
                                           {"safety", {.zh = "安全", .en = "safety"}, {}}};
    const auto order = [&](const char* tag) {
        std::string ids;
        const auto strings = *words::Strings::open(words::language(tag));
        for (const auto* term : words::in_order(terms, kSounds, strings)) ids += term->id + " ";
        return ids;
    };
    CHECK(order("zh-CN") == "safety gdp bus park ");
    CHECK(order("en") == "bus gdp park safety ");
}
