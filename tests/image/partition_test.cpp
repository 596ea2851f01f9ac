#include "sync/image/partition.h"

#include <doctest/doctest.h>
#include <zstd.h>

#include <random>

#include "base/files.h"
#include "release_file.h"
#include "sync/tuf/hashes.h"

using base::Errc;
using image::Content;

namespace {

/// `window_log`: as a frame has it that does not tell its size; 0: one that does.
std::string packed(const std::string& bytes, int window_log = 0) {
    ZSTD_CCtx* const context = ZSTD_createCCtx();
    if (window_log > 0) ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
    std::string frame(ZSTD_compressBound(bytes.size()) + 1000, '\0');
    ZSTD_outBuffer out{frame.data(), frame.size(), 0};
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    if (window_log > 0) ZSTD_compressStream2(context, &out, &in, ZSTD_e_continue);
    REQUIRE(ZSTD_compressStream2(context, &out, &in, ZSTD_e_end) == 0);
    ZSTD_freeCCtx(context);
    frame.resize(out.pos);
    return frame;
}

/// Bytes that hardly get smaller, with what ext4 has at its place.
std::string file_system(std::size_t bytes) {
    std::mt19937 random{1};
    std::string content(bytes, '\0');
    for (char& one : content) one = static_cast<char>(random());
    content.replace(0x438, 2, "\x53\xef");
    return content;
}

struct World {
    TemporaryFolder folder;
    std::filesystem::path frame = folder.path() / "frame", disk = folder.path() / "disk";
    World(const std::string& packed_bytes, std::size_t disk_bytes) {
        REQUIRE(base::write_file(frame, packed_bytes));
        REQUIRE(base::write_file(disk, std::string(disk_bytes, 'x')));
    }
};

Content content_of(const std::string& bytes) { return {bytes.size(), tuf::sha256_hex(bytes)}; }

}  // namespace

TEST_CASE("partition: a frame becomes the beginning of it, and what lies behind stays") {
    // The odd sizes end a frame just where a piece is full.
    for (const std::size_t size : {4096ul, (1ul << 20), (2ul << 20), (3ul << 20) + 777}) {
        CAPTURE(size);
        const std::string bytes = file_system(size);
        const World at{packed(bytes), 4 << 20};
        REQUIRE(image::write_partition(at.frame, content_of(bytes), at.disk));
        CHECK(image::check_partition(at.disk, content_of(bytes)));
        CHECK(*base::read_file(at.disk) == bytes + std::string((4 << 20) - size, 'x'));
        const auto found = image::content_of(at.frame);
        REQUIRE(found);
        CHECK(found->length_bytes == size);
        CHECK(found->sha256 == tuf::sha256_hex(bytes));
    }
}

TEST_CASE("partition: what is no such frame is refused") {
    const std::string bytes = file_system(300'000), frame = packed(bytes);
    std::string broken = frame;
    broken[frame.size() / 2] = static_cast<char>(broken[frame.size() / 2] ^ 1);
    const std::pair<std::string, const char*> cases[] = {{frame.substr(0, frame.size() - 1), "cut short"},
                                                         {frame + "x", "behind the end"},
                                                         {frame + frame, "behind the end"},
                                                         {"", "cut short"},
                                                         {"no frame at all", "unpacking"}};
    for (const auto& [packed_bytes, why] : cases) {
        CAPTURE(why);
        const World at{packed_bytes, 1 << 20};
        const auto written = image::write_partition(at.frame, content_of(bytes), at.disk);
        REQUIRE_FALSE(written.has_value());
        CHECK(written.error().code == Errc::corrupt);
        CHECK(written.error().message.find(why) != std::string::npos);
        CHECK_FALSE(image::content_of(at.frame).has_value());
    }
    const World at{broken, 1 << 20};
    const bool is_written = image::write_partition(at.frame, content_of(bytes), at.disk).has_value();
    CHECK_FALSE((is_written && image::check_partition(at.disk, content_of(bytes))));
}

TEST_CASE("partition: another length than was signed is refused, and another hash found by reading back") {
    const std::string bytes = file_system(300'000);
    const World at{packed(bytes), 1 << 20};
    CHECK_FALSE(image::write_partition(at.frame, {299'999, ""}, at.disk).has_value());
    CHECK_FALSE(image::write_partition(at.frame, {300'001, ""}, at.disk).has_value());
    REQUIRE(image::write_partition(at.frame, content_of(bytes), at.disk));
    std::string disk = *base::read_file(at.disk);
    disk[200'000] = static_cast<char>(disk[200'000] ^ 1);
    REQUIRE(base::write_file(at.disk, disk));
    const auto checked = image::check_partition(at.disk, content_of(bytes));
    REQUIRE_FALSE(checked.has_value());
    CHECK(checked.error().code == Errc::unverified);
    CHECK_FALSE(image::check_partition(at.disk, {2 << 20, ""}).has_value());  // shorter than that
}

TEST_CASE("partition: a window that a small machine has no memory for is refused") {
    const std::string bytes = file_system(20'000);
    const World most{packed(bytes, 23), 0}, more{packed(bytes, 24), 0};
    CHECK(image::content_of(most.frame).has_value());
    CHECK_FALSE(image::content_of(more.frame).has_value());
}

TEST_CASE("partition: what holds no ext4 file system is no image") {
    std::string bytes = file_system(20'000);
    bytes[0x438] = 'x';
    const World disk{packed(bytes), 0}, small{packed("small"), 0};
    CHECK(image::content_of(disk.frame).error().message.find("no ext4") != std::string::npos);
    CHECK(image::content_of(small.frame).error().message.find("no ext4") != std::string::npos);
}
