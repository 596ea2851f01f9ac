#include "sync/agent/unpack.h"

#include <doctest/doctest.h>
#include <zstd.h>

#include "origin.h"
#include "sync/agent/part_file.h"

using agent::Packed;
using agent::unpack;

namespace {

struct Place {
    TemporaryFolder folder;
    FaultyDisk disk;
    std::filesystem::path file = folder.path() / "out";
    base::Status operator()(const Packed& packed) { return unpack(packed, disk, file); }
    [[nodiscard]] bool is_clean() const { return !std::filesystem::exists(file); }
};

std::string noise(std::size_t size) {
    agent::Random random{3};
    std::string bytes(size, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    return bytes;
}

}  // namespace

TEST_CASE("unpack: a whole frame, and one that refers to an earlier release") {
    Place place;
    const std::string before = noise(300'000),
                      after = before.substr(0, 150'000) + "new" + before.substr(150'000);
    const std::string whole = compress(after), delta = compress(after, before);
    CHECK(delta.size() < 1000);
    CHECK(place({whole, {}, after.size(), tuf::sha256_hex(after)}));
    CHECK(base::read_file(place.file) == after);
    CHECK(place({delta, before, after.size(), tuf::sha256_hex(after)}));
    CHECK(base::read_file(place.file) == after);
}

TEST_CASE("unpack: a frame that is cut at any byte, or goes on, leaves nothing") {
    Place place;
    const std::string bytes = noise(2000), frame = compress(bytes), hash = tuf::sha256_hex(bytes);
    for (std::size_t length = 0; length < frame.size(); length += 7) {
        CAPTURE(length);
        CHECK_FALSE(place({std::string_view(frame).substr(0, length), {}, bytes.size(), hash}).has_value());
        CHECK(place.is_clean());
    }
    CHECK(is_refused(place({frame + frame, {}, bytes.size(), hash}), "behind the end"));
    CHECK(place.is_clean());
}

TEST_CASE("unpack: what comes out must be what was signed") {
    Place place;
    const std::string bytes = noise(50'000), frame = compress(bytes), hash = tuf::sha256_hex(bytes);
    CHECK(is_refused(place({frame, {}, bytes.size() - 1, hash}), "more than 49999 bytes"));
    CHECK(is_refused(place({frame, {}, bytes.size() + 1, hash}), "50000 bytes come out, not 50001"));
    CHECK(is_refused(place({frame, {}, bytes.size(), std::string(64, '0')}), "has sha256"));
    const std::string delta = compress(bytes, bytes.substr(0, 40'000));
    CHECK_FALSE(place({delta, noise(9), bytes.size(), hash}).has_value());
    CHECK_FALSE(place({delta, {}, bytes.size(), hash}).has_value());
    CHECK(place.is_clean());
}

TEST_CASE("unpack: a bomb stops at the signed length, and a window that is too large is not opened") {
    Place place;
    const std::string bomb = compress(std::string(64 << 20, '\0'));
    CHECK(bomb.size() < 10'000);
    CHECK(is_refused(place({bomb, {}, 1000, std::string(64, '0')}), "more than 1000 bytes"));
    CHECK(place.disk.steps_done < 20);

    // A frame without a size that asks for a window of 2^31 bytes: magic, descriptor, window, an empty block.
    const std::string huge("\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00", 9);
    CHECK(is_refused(place({huge, {}, 1000, std::string(64, '0')}), "memory"));
    CHECK(place.is_clean());
}

TEST_CASE("part file: it holds what is on the disk, unless that is more than the file can be") {
    const TemporaryFolder folder;
    FaultyDisk disk;
    const auto file = folder.path() / "part";
    {
        agent::PartFile part{disk, file, 10};
        CHECK(part.held() == 0);
        CHECK(part.take("12345"));
    }
    agent::PartFile part{disk, file, 10};
    CHECK(part.held() == 5);
    CHECK(part.take("678"));
    CHECK(part.received() == 3);
    CHECK(base::read_file(file) == std::string("12345678"));
    CHECK(agent::PartFile{disk, file, 7}.held() == 0);
    CHECK(std::filesystem::file_size(file) == 0);
}
