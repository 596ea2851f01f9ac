#include "sync/publish/repository/image.h"

#include <doctest/doctest.h>
#include <zstd.h>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "origin.h"
#include "sync/publish/repository/prune.h"
#include "sync/tuf/hashes.h"

using namespace publish_test;

namespace {

std::string file_system(char fill) {
    std::string bytes(100'000, fill);
    bytes.replace(0x438, 2, "\x53\xef");
    return bytes;
}

std::string packed(const std::string& bytes) {
    std::string frame(ZSTD_compressBound(bytes.size()), '\0');
    frame.resize(ZSTD_compress(frame.data(), frame.size(), bytes.data(), bytes.size(), 3));
    return frame;
}

nlohmann::json targets_in(const Origin& origin, int version) {
    return nlohmann::json::parse(contents(origin.metadata(std::to_string(version) + ".targets.json")))
        .at("signed")
        .at("targets");
}

base::Result<publish::PublishedImage> offer(const Origin& origin, const std::string& frame,
                                            const std::string& version = "2026-01") {
    const auto file = origin.path("kiosk.image.zst");
    REQUIRE(base::write_file(file, frame));
    auto repository = origin.open();
    auto keys = origin.keys();
    return publish::publish_image(
        repository, keys, {.packed = file, .version = version, .spread = std::chrono::seconds{60}}, kNow);
}

}  // namespace

TEST_CASE("image: it is listed beside the release, and what decides is signed") {
    const Origin origin;
    REQUIRE(origin.release(Origin::catalog(1)));
    const std::string bytes = file_system('a'), frame = packed(bytes);
    const auto published = offer(origin, frame);
    REQUIRE_MESSAGE(published, message(published));
    CHECK(published->sha256 == tuf::sha256_hex(bytes));
    CHECK(published->length_bytes == bytes.size());
    CHECK(published->packed_bytes == frame.size());
    const auto targets = targets_in(origin, 3);
    CHECK(targets.at("image.zst") == nlohmann::json{{"length", frame.size()},
                                                    {"hashes", {{"sha256", tuf::sha256_hex(frame)}}},
                                                    {"custom",
                                                     {{"layout", 1},
                                                      {"release", "2026-01"},
                                                      {"sha256", tuf::sha256_hex(bytes)},
                                                      {"length", bytes.size()},
                                                      {"spread_s", 60},
                                                      {"areas", nlohmann::json::array()}}}});
    CHECK(targets.at("catalog.db") == targets_in(origin, 2).at("catalog.db"));
    CHECK(contents(origin.folder() / "targets" / (tuf::sha256_hex(frame) + ".image.zst")) == frame);
    // A device that knows nothing of images has its release.
    Device device{origin};
    REQUIRE(device.refresh());
    CHECK(device.catalog() == Origin::catalog(1));
}

TEST_CASE("image: a release keeps it, and it keeps the release's deltas") {
    const Origin origin;
    REQUIRE(origin.release(Origin::catalog(1)));
    REQUIRE(offer(origin, packed(file_system('a'))));
    REQUIRE(origin.release(Origin::catalog(2)));
    const auto targets = targets_in(origin, 4);
    CHECK(targets.contains("image.zst"));
    REQUIRE(offer(origin, packed(file_system('b'))));
    const auto newer = targets_in(origin, 5);
    CHECK(newer.at("image.zst") != targets.at("image.zst"));
    CHECK(newer.size() == targets.size());
    Device device{origin};
    REQUIRE(device.refresh());
    CHECK(device.catalog() == Origin::catalog(2));
    CHECK(device.catalog_from(Origin::catalog(1)) == Origin::catalog(2));
}

TEST_CASE("image: the same one again changes nothing but the timestamp; withdrawn it is gone") {
    const Origin origin;
    REQUIRE(offer(origin, packed(file_system('a'))));
    const auto again = offer(origin, packed(file_system('a')));
    REQUIRE(again);
    CHECK(again->is_known);
    CHECK_FALSE(std::filesystem::exists(origin.metadata("3.targets.json")));
    auto repository = origin.open();
    auto keys = origin.keys();
    REQUIRE(publish::withdraw_image(repository, keys, kNow));
    CHECK(targets_in(origin, 3).empty());
    CHECK(is_refused(publish::withdraw_image(repository, keys, kNow), "nothing to withdraw"));
}

TEST_CASE("image: what is none is refused before anything is signed") {
    const Origin origin;
    const std::string bytes = file_system('a');
    CHECK(is_refused(offer(origin, bytes), "unpacking"));
    CHECK(is_refused(offer(origin, packed(std::string(100'000, 'a'))), "no ext4 file system"));
    const std::string frame = packed(bytes);
    CHECK(is_refused(offer(origin, frame.substr(0, frame.size() - 5)), "cut short"));
    CHECK_FALSE(std::filesystem::exists(origin.metadata("2.targets.json")));
}

TEST_CASE("image: without the online key it is signed, and waits like a release") {
    const Origin origin;
    origin.take_away("online");
    const auto published = offer(origin, packed(file_system('a')));
    REQUIRE_MESSAGE(published, message(published));
    CHECK_FALSE(published->renewed.has_value());
    origin.bring_back();
    const auto renewed = origin.renew(kNow);
    REQUIRE(renewed);
    CHECK(renewed->targets_version == 2);
}
