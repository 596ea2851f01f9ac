#include "sync/image/sector.h"

#include <doctest/doctest.h>

#include "base/files.h"
#include "release_file.h"

using image::Roots;
using image::Sector;

namespace {

/// A partition of this many bytes, with a sector of the roots at each of these places.
std::filesystem::path partition(const TemporaryFolder& folder, std::size_t bytes,
                                const std::vector<std::size_t>& places, const Roots& roots = {}) {
    std::string content(bytes, '\xf6');
    for (const std::size_t at : places) content.replace(at, 512, image::format_sector(roots));
    const auto file = folder.path() / "efi";
    REQUIRE(base::write_file(file, content));
    return file;
}

}  // namespace

TEST_CASE("sector: it is found wherever it lies, and one write replaces it and nothing else") {
    const TemporaryFolder folder;
    const Roots before{.a = std::string(64, 'a')};
    for (const std::size_t at : {0ul, 512ul, (1ul << 20) - 512, (1ul << 20), (3ul << 20) + 1024}) {
        CAPTURE(at);
        const auto file = partition(folder, 4 << 20, {at}, before);
        const std::string bytes = *base::read_file(file);
        auto sector = Sector::find(file);
        REQUIRE(sector);
        CHECK(sector->roots() == before);
        const Roots after = image::on_trial(before, std::string(64, 'b'));
        REQUIRE(sector->write(after));
        CHECK(sector->roots() == after);
        std::string expected = bytes;
        expected.replace(at, 512, image::format_sector(after));
        CHECK(*base::read_file(file) == expected);
    }
}

TEST_CASE("sector: none, two, or one that is not at a sector's beginning is an error that says so") {
    const TemporaryFolder folder;
    const auto none = Sector::find(partition(folder, 1 << 20, {}));
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().code == base::Errc::not_found);
    const auto two = Sector::find(partition(folder, 1 << 20, {512, 4096}));
    REQUIRE_FALSE(two.has_value());
    CHECK(two.error().code == base::Errc::corrupt);
    CHECK_FALSE(Sector::find(partition(folder, 1 << 20, {100})).has_value());
    CHECK_FALSE(Sector::find(folder.path() / "nothing").has_value());
}
