#include "kiosk/platform/png.h"

#include <doctest/doctest.h>
#include <png.h>

#include <filesystem>
#include <random>

#include "base/files.h"

using kiosk::Picture;

namespace {

Picture random_picture(int width, int height) {
    std::mt19937 random(static_cast<unsigned>(width * 1000 + height));
    Picture picture{width, height, {}};
    for (int i = 0; i < width * height; ++i) picture.pixels.push_back(random() & 0xffffff);
    return picture;
}

/// What any other program sees in the file.
Picture read_png(const std::filesystem::path& path) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    REQUIRE(png_image_begin_read_from_file(&image, path.c_str()) != 0);
    CHECK(image.format == PNG_FORMAT_RGB);
    std::vector<png_byte> bytes(PNG_IMAGE_SIZE(image));
    REQUIRE(png_image_finish_read(&image, nullptr, bytes.data(), 0, nullptr) != 0);
    Picture picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
    for (std::size_t i = 0; i + 2 < bytes.size(); i += 3)
        picture.pixels.push_back(
            static_cast<std::uint32_t>(bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2]));
    return picture;
}

}  // namespace

TEST_CASE("png: what was written is what is read") {
    const auto path = std::filesystem::temp_directory_path() / "kiosk-png-test.png";
    for (const auto& [width, height] : {std::pair{1, 1}, {3, 2}, {65, 33}, {1, 100}, {300, 1}}) {
        const Picture picture = random_picture(width, height);
        REQUIRE(kiosk::write_png(path, picture));
        const Picture again = read_png(path);
        CHECK(again.width == width);
        CHECK(again.height == height);
        CHECK(again.pixels == picture.pixels);
    }
    std::filesystem::remove(path);
}

TEST_CASE("png: what cannot be written is an error that names the file") {
    for (const char* path : {"/no-such-folder/a.png", "/", "/dev/full"}) {
        CAPTURE(path);
        const auto written = kiosk::write_png(path, random_picture(200, 100));
        REQUIRE_FALSE(written);
        CHECK(written.error().code == base::Errc::io);
        CHECK(written.error().message.find(path) == 0);
        if (path == std::string("/dev/full"))
            CHECK(written.error().message == "/dev/full: No space left on device");
    }
    CHECK_FALSE(kiosk::write_png("/dev/null", Picture{}));
}

TEST_CASE("rotate: clockwise, and four quarters are a whole turn") {
    // 1 2      5 3 1
    // 3 4  ->  6 4 2
    // 5 6
    const Picture picture{2, 3, {1, 2, 3, 4, 5, 6}};
    Picture turned;
    kiosk::rotate(picture, 90, turned);
    CHECK(turned.width == 3);
    CHECK(turned.height == 2);
    CHECK(turned.pixels == std::vector<std::uint32_t>{5, 3, 1, 6, 4, 2});
    kiosk::rotate(picture, 180, turned);
    CHECK(turned.pixels == std::vector<std::uint32_t>{6, 5, 4, 3, 2, 1});
    kiosk::rotate(picture, 270, turned);
    CHECK(turned.pixels == std::vector<std::uint32_t>{2, 4, 6, 1, 3, 5});
    kiosk::rotate(picture, 0, turned);
    CHECK(turned.width == 2);
    CHECK(turned.pixels == picture.pixels);

    for (const int quarter : {90, 270}) {
        const Picture start = random_picture(101, 67);
        Picture from = start, to;
        for (int i = 0; i < 4; ++i) {
            kiosk::rotate(from, quarter, to);
            std::swap(from, to);
        }
        CHECK(from.width == start.width);
        CHECK(from.pixels == start.pixels);
    }
}

TEST_CASE("shrink: a flat picture stays flat, and each pixel is the mean of its own") {
    Picture flat{1920, 1080, std::vector<std::uint32_t>(1920 * 1080, 0x30c8f1)};
    for (const int width : {1920, 1919, 480, 333, 7, 1}) {
        const Picture small = kiosk::shrink(flat, width);
        CHECK(small.width == width);
        CHECK(small.height == std::max(1, 1080 * width / 1920));
        CHECK(small.pixels == std::vector<std::uint32_t>(small.pixels.size(), 0x30c8f1));
    }
    const Picture small = kiosk::shrink({4,
                                         2,
                                         {0x000000, 0x0000ff, 0x100000, 0x300000,  //
                                          0x000000, 0x0000ff, 0x100000, 0x300000}},
                                        2);
    CHECK(small.pixels == std::vector<std::uint32_t>{0x000080, 0x200000});
    const Picture same = random_picture(40, 30);
    CHECK(kiosk::shrink(same, 40).pixels == same.pixels);
    CHECK(kiosk::shrink(random_picture(500, 1), 10).height == 1);
}
