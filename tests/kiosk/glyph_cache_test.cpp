#include "kiosk/app/glyph_cache.h"

#include <doctest/doctest.h>

#include <fstream>

#include "../fakes/faulty_disk.h"
#include "kiosk/app/painter.h"
#include "kiosk/platform/software_renderer.h"
#include "kiosk/scenes/scenes.h"

namespace fs = std::filesystem;
using kiosk::Face;
using kiosk::GlyphBitmap;
using kiosk::GlyphFile;
using kiosk::GlyphId;

namespace {

/// An empty folder that goes with the test.
struct Folder {
    fs::path path =
        fs::temp_directory_path() / fmt::format("kiosk-glyphs-{}", static_cast<const void*>(this));
    Folder() {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
};

const GlyphId kHanzi{Face::bold, U'民', 40, 0.6f}, kLetter{Face::regular, U'g', 31, 0.6f},
    kSpace{Face::regular, U' ', 31, 0}, kRare{Face::serif, U'𫓧', 40, 0};

base::Status write_some(base::Files& files, const fs::path& file, kiosk::Fonts& fonts,
                        std::uint32_t made_for = 7) {
    kiosk::GlyphFileWriter writer{files, file, {fonts.fingerprint(), made_for}};
    writer.add(kHanzi, fonts.rasterise(kHanzi));
    if (auto flushed = writer.flush(); !flushed) return flushed;
    writer.add(kSpace, fonts.rasterise(kSpace));
    writer.add(kLetter, fonts.rasterise(kLetter));
    writer.add(kRare, fonts.rasterise(kRare));
    writer.add(Face::serif, U'𫓧', fonts.shape(Face::serif, U'𫓧'));
    writer.add(Face::serif, U'新', fonts.shape(Face::serif, U'新'));
    writer.add(Face::regular, U'g', fonts.shape(Face::regular, U'g'));
    return writer.finish();
}

bool operator==(const GlyphBitmap& a, const GlyphBitmap& b) {
    return a.width == b.width && a.height == b.height && a.left == b.left && a.top == b.top &&
           a.coverage == b.coverage;
}

std::string bytes_of(const fs::path& file) { return *base::read_file(file); }
void overwrite(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

/// A display's cache with all that it needs.
struct Device {
    kiosk::Library library = *kiosk::Library::open();
    kiosk::OpenCatalog catalog = *kiosk::open_catalog("", {base::make_date(2024, 7, 15), true});
    kiosk::SessionSettings settings{.started_at = *base::parse_instant("2024-07-15"), .time_given = true};
    std::vector<std::string> complaints;
    base::Disk disk;

    kiosk::GlyphCache open(const fs::path& file, base::Files& files) {
        return {file, files, library.fonts,
                base::Log{[this](const base::LogEntry& entry) { complaints.push_back(entry.message); }}};
    }
    kiosk::GlyphCache open(const fs::path& file) { return open(file, disk); }
    void begin(kiosk::GlyphCache& cache) { cache.begin(library, catalog, settings); }
    static void finish(kiosk::GlyphCache& cache) {
        while (cache.has_work()) cache.step();
    }
    kiosk::Picture paint(const char* id, const words::Language& language) {
        kiosk::Stage stage{catalog.store,
                           catalog.standing,
                           catalog.topics,
                           library.fonts,
                           library.icons,
                           library.strings(language),
                           kiosk::theme(false),
                           kiosk::metrics_for(settings.panel, {}),
                           {},
                           settings.started_at,
                           ""};
        stage.languages = catalog.languages;
        const auto page = kiosk::build_page(stage, *kiosk::parse_address(id));
        REQUIRE(page.has_value());
        kiosk::Painter painter{library.fonts, kiosk::make_software_renderer()};
        kiosk::Record record;
        kiosk::Picture picture;
        painter.paint(*page, stage.theme, stage.metrics, {}, record, picture);
        return picture;
    }
};

}  // namespace

TEST_CASE("glyph file: what was written is read, and nothing else") {
    const Folder folder;
    auto library = *kiosk::Library::open();
    base::Disk disk;
    REQUIRE(write_some(disk, folder.path / "glyphs", library.fonts));
    auto file = GlyphFile::open(folder.path / "glyphs");
    REQUIRE(file.has_value());
    CHECK(file->label() == kiosk::GlyphFileLabel{library.fonts.fingerprint(), 7});
    for (const GlyphId& id : {kHanzi, kLetter, kSpace, kRare}) {
        const auto read = file->read(id);
        REQUIRE(read.has_value());
        CHECK(*read == library.fonts.rasterise(id));
    }
    CHECK(file->read(kHanzi)->width > 20);
    CHECK(!file->read(GlyphId{Face::bold, U'民', 41, 0}));
    CHECK(!file->is_damaged());
    REQUIRE(file->find_shape(Face::serif, U'新') != nullptr);
    CHECK(file->find_shape(Face::serif, U'新')->advance == library.fonts.shape(Face::serif, U'新').advance);
    CHECK(file->find_shape(Face::serif, U'𫓧') != nullptr);
    CHECK(file->find_shape(Face::serif, U'\uB4E7') == nullptr);
    CHECK(file->find_shape(Face::serif, U'g') == nullptr);
    CHECK(GlyphFile::open(folder.path / "none").error().code == base::Errc::not_found);
}

TEST_CASE("glyph file: with any byte flipped, or cut anywhere, no wrong glyph comes out of it") {
    const Folder folder;
    const fs::path good = folder.path / "good", bad = folder.path / "bad";
    auto library = *kiosk::Library::open();
    base::Disk disk;
    REQUIRE(write_some(disk, good, library.fonts));
    const std::string bytes = bytes_of(good);
    const GlyphBitmap hanzi = library.fonts.rasterise(kHanzi), letter = library.fonts.rasterise(kLetter);
    int unopened = 0, unread = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string flipped = bytes;
        flipped[i] = static_cast<char>(flipped[i] ^ (1 << i % 8));
        overwrite(bad, flipped);
        auto file = GlyphFile::open(bad);
        if (!file) {
            CHECK(file.error().code == base::Errc::corrupt);
            ++unopened;
            continue;
        }
        for (const auto* wanted : {&hanzi, &letter}) {
            const auto read = file->read(wanted == &hanzi ? kHanzi : kLetter);
            if (read) CHECK(*read == *wanted);
            unread += read ? 0 : 1;
            if (!read) CHECK(file->is_damaged());
        }
    }
    CHECK(unopened > 100);
    CHECK(unread > 100);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        overwrite(bad, bytes.substr(0, length));
        const auto file = GlyphFile::open(bad);
        REQUIRE(!file.has_value());
        CHECK(file.error().code == base::Errc::corrupt);
    }
}

TEST_CASE("glyph file: a power cut at any step leaves the old one or the new one") {
    const Folder folder;
    const fs::path path = folder.path / "glyphs";
    auto library = *kiosk::Library::open();
    base::Disk disk;
    int steps = 1;
    for (bool whole = false; !whole; ++steps) {
        REQUIRE(write_some(disk, path, library.fonts, 1));
        FaultyDisk faulty{steps};
        whole = write_some(faulty, path, library.fonts, 2).has_value();
        auto file = GlyphFile::open(path);
        REQUIRE(file.has_value());
        if (whole) CHECK(file->label().made_for == 2);
        CHECK(file->read(kHanzi).has_value());
        CHECK(!file->is_damaged());
    }
    CHECK(steps > 5);
}

TEST_CASE("glyph cache: pages look the same with it and without") {
    const Folder folder;
    Device device;
    const char* const scenes[] = {"overview", "topic/jobs", "target/new-parks"};
    std::vector<kiosk::Picture> without;
    for (const char* scene : scenes)
        for (const words::Language* const language : device.catalog.languages)
            without.push_back(device.paint(scene, *language));
    {
        kiosk::GlyphCache cache = device.open(folder.path / "display/glyphs");
        device.begin(cache);
        REQUIRE(cache.has_work());
        Device::finish(cache);
    }
    Device next;
    kiosk::GlyphCache cache = next.open(folder.path / "display/glyphs");
    next.begin(cache);
    CHECK(!cache.has_work());
    REQUIRE(next.library.fonts.file() != nullptr);
    CHECK(next.library.fonts.file()->image_count() > 1000);
    std::size_t i = 0;
    for (const char* scene : scenes)
        for (const words::Language* const language : next.catalog.languages)
            CHECK(next.paint(scene, *language).pixels == without[i++].pixels);
    CHECK(!next.library.fonts.file()->is_damaged());
    CHECK(next.complaints.empty());
    CHECK(device.complaints.empty());

    next.settings.panel.width_px += 8;
    next.begin(cache);
    CHECK(cache.has_work());
}

TEST_CASE("glyph cache: a damaged file is named and made anew") {
    const Folder folder;
    const fs::path path = folder.path / "glyphs";
    {
        Device device;
        auto cache = device.open(path);
        device.begin(cache);
        Device::finish(cache);
    }
    const std::string bytes = bytes_of(path);
    SUBCASE("in its table of contents") {
        std::string flipped = bytes;
        flipped[bytes.size() - 40] = static_cast<char>(flipped[bytes.size() - 40] ^ 1);
        overwrite(path, flipped);
        Device device;
        auto cache = device.open(path);
        REQUIRE(device.complaints.size() == 1);
        CHECK(device.complaints[0].find("table of contents is damaged; making it anew") != std::string::npos);
        device.begin(cache);
        CHECK(cache.has_work());
        Device::finish(cache);
        CHECK(bytes_of(path) == bytes);
    }
    SUBCASE("in its images") {
        overwrite(path, std::string(1'000'000, '\0') + bytes.substr(1'000'000));
        Device device;
        auto cache = device.open(path);
        device.begin(cache);
        CHECK(!cache.has_work());
        const auto damaged = device.paint("overview", words::language("zh-CN"));
        cache.mend();
        CHECK(cache.has_work());
        Device::finish(cache);
        CHECK(bytes_of(path) == bytes);
        CHECK(device.complaints.size() == 1);
        CHECK(device.paint("overview", words::language("zh-CN")).pixels == damaged.pixels);
    }
}

TEST_CASE("glyph cache: of two displays with one folder, one makes the file") {
    const Folder folder;
    Device device, other;
    auto cache = device.open(folder.path / "glyphs"), second = other.open(folder.path / "glyphs");
    device.begin(cache);
    other.begin(second);
    CHECK(cache.has_work());
    CHECK(!second.has_work());
    Device::finish(cache);
    CHECK(GlyphFile::open(folder.path / "glyphs").has_value());
    CHECK(other.complaints.empty());
}

TEST_CASE("glyph cache: a disk that takes no file costs the file, until the next release") {
    const Folder folder;
    Device device;
    FaultyDisk full;
    full.is_full = true;
    auto cache = device.open(folder.path / "glyphs", full);
    device.begin(cache);
    REQUIRE(cache.has_work());
    Device::finish(cache);
    CHECK(device.library.fonts.file() == nullptr);
    CHECK(device.complaints.empty());
    full.is_full = false;
    device.begin(cache);
    Device::finish(cache);
    CHECK(device.library.fonts.file() != nullptr);

    auto nowhere = device.open(folder.path / "not/there/glyphs");
    device.settings.panel.width_px += 8;
    device.begin(nowhere);
    Device::finish(nowhere);
    CHECK(!fs::exists(folder.path / "not"));
}

TEST_CASE("glyph cache: what is not finished is removed, and room is left for the agent") {
    const Folder folder;
    const fs::path file = folder.path / "glyphs", unfinished = folder.path / "glyphs.new";
    Device device;
    FaultyDisk disk;
    SUBCASE("a disk that is full in the middle") {
        auto cache = device.open(file, disk);
        device.begin(cache);
        for (int pages = 0; pages < 3; ++pages) cache.step();
        REQUIRE(fs::exists(unfinished));
        disk.is_full = true;
        Device::finish(cache);
    }
    SUBCASE("a disk that is full at the end") {
        FaultyDisk counting;
        auto first = device.open(folder.path / "counted", counting);
        device.begin(first);
        Device::finish(first);
        FaultyDisk torn{counting.steps_done - 3};
        Device other;
        {
            auto cache = other.open(file, torn);
            other.begin(cache);
            Device::finish(cache);
        }
        torn.restore_power();
        REQUIRE(fs::exists(unfinished));
        auto next = other.open(file, torn);  // another run
    }
    SUBCASE("a disk with less than a megabyte and three releases to spare") {
        device.catalog.file_bytes = 500'000;
        disk.room = (1 << 20) + 1'500'000 + 40'000;
        auto cache = device.open(file, disk);
        device.begin(cache);
        REQUIRE(cache.has_work());
        Device::finish(cache);
        CHECK(*disk.room == (1 << 20) + 1'500'000 + 40'000);  // all of it is given back
    }
    SUBCASE("a file that an earlier run has begun") {
        REQUIRE(base::write_file(unfinished, "begun"));
        auto cache = device.open(file, disk);
    }
    CHECK_FALSE(fs::exists(unfinished));
    CHECK_FALSE(fs::exists(file));
    CHECK(device.complaints.empty());
}
