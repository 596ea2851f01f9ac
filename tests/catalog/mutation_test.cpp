#include <doctest/doctest.h>

#include <random>

#include "base/files.h"
#include "catalog/judge.h"
#include "catalog/store.h"
#include "release_file.h"

using namespace catalog;

namespace {

std::string good_bytes() {
    TemporaryFolder folder;
    write_release(folder.path() / "a.db");
    auto bytes = base::read_file(folder.path() / "a.db");
    REQUIRE(bytes);
    return std::move(*bytes);
}

/// Asks everything that can be asked; what the answers are does not matter here.
void ask_everything(const Store& store) {
    const auto topics = store.topics();
    if (topics)
        for (const Topic& topic : *topics) (void)store.commitments(topic.id);
    if (const auto keys = store.target_keys())
        for (const auto& key : *keys)
            if (const auto target = store.target(key.id)) (void)store.observations(*target);
    (void)store.sections();
    (void)store.clauses();
    (void)store.sources();
    (void)store.outcomes();
    (void)store.notices();
    (void)store.for_each_judgeable([&](const Target& target, std::span<const Observation> observations) {
        (void)judge(target, observations, {base::make_date(2024, 12, 31)});
    });
}

/// True when it could be opened.
bool survives(const std::string& bytes) {
    const auto store = Store::open_embedded(bytes);
    if (!store) {
        CHECK_FALSE(store.error().message.empty());
        return false;
    }
    ask_everything(*store);
    return true;
}

}  // namespace

TEST_CASE("store: a release with some bytes changed is opened or refused, and nothing worse") {
    const std::string good = good_bytes();
    REQUIRE(survives(good));
    std::mt19937 random(20240314);
    int refused = 0;
    for (int copy = 0; copy < 300; ++copy) {
        CAPTURE(copy);
        std::string bytes = good;
        const bool in_header = copy % 3 == 0;
        for (int flips = 1 + copy % 20; flips > 0; --flips)
            bytes[random() % (in_header ? 4096 : bytes.size())] ^= static_cast<char>(1u << random() % 8);
        if (!survives(bytes)) ++refused;
    }
    CHECK(refused > 50);
}

TEST_CASE("store: a release cut at any length is refused") {
    const std::string good = good_bytes();
    std::mt19937 random(7);
    for (int copy = 0; copy < 100; ++copy) CHECK_FALSE(survives(good.substr(0, random() % good.size())));
}

TEST_CASE("store: pages in the wrong order are opened or refused, and nothing worse") {
    constexpr std::size_t kPage = 4096;
    const std::string good = good_bytes();
    std::mt19937 random(11);
    const auto any_page = [&] { return kPage * (random() % (good.size() / kPage)); };
    for (int copy = 0; copy < 100; ++copy) {
        std::string bytes = good;
        bytes.replace(any_page(), kPage, good.substr(any_page(), kPage));
        (void)survives(bytes);
    }
}
