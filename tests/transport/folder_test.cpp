#include "sync/transport/folder.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "base/files.h"
#include "release_file.h"
#include "sync/transport/mirrors.h"

using transport::Folder;
namespace fs = std::filesystem;

namespace {

/// A stick with one file, and something beside it that nobody may read through it.
struct Stick {
    TemporaryFolder place;
    fs::path root = place.path() / "stick";
    Stick() {
        fs::create_directories(root / "metadata");
        REQUIRE(base::write_file(root / "metadata" / "a b.json", "content"));
        REQUIRE(base::write_file(place.path() / "secret", "secret"));
    }
    [[nodiscard]] base::Result<std::string> get(const std::string& path,
                                                std::uint64_t max_bytes = 100) const {
        Folder folder{root};
        return transport::fetch_bytes(folder, {.path = path, .max_bytes = max_bytes});
    }
};

}  // namespace

TEST_CASE("folder: a file is found under its percent-encoded name, up to the length that is wanted") {
    const Stick stick;
    CHECK(stick.get("metadata/a%20b.json") == std::string("content"));
    CHECK(stick.get("metadata/a%20b.json", 7) == std::string("content"));
    CHECK(stick.get("metadata/a%20b.json", 6).error().code == base::Errc::network);
    CHECK(stick.get("metadata/none.json").error().code == base::Errc::not_found);
    CHECK(stick.get("none/a.json").error().code == base::Errc::not_found);
}

TEST_CASE("folder: no name and no link leads out of it") {
    const Stick stick;
    for (const char* path :
         {"../secret", "metadata/../../secret", "%2e%2e/secret", "metadata/..%2f..%2fsecret", "", "/",
          "metadata//a", "metadata/%00", "metadata/%2", "metadata/%", "metadata/%zz", "."}) {
        CAPTURE(path);
        CHECK_FALSE(stick.get(path).has_value());
    }
    fs::create_symlink(stick.place.path() / "secret", stick.root / "metadata" / "link.json");
    fs::create_symlink("a b.json", stick.root / "metadata" / "inside.json");
    fs::create_directory_symlink(stick.place.path(), stick.root / "out");
    for (const char* path : {"metadata/link.json", "metadata/inside.json", "out/secret"}) {
        CAPTURE(path);
        const auto got = stick.get(path);
        REQUIRE_FALSE(got.has_value());
        CHECK(got.error().code == base::Errc::network);
        CHECK(got.error().message.find("link") != std::string::npos);
    }
}

TEST_CASE("folder: what is no file is refused without waiting for it") {
    const Stick stick;
    REQUIRE(mkfifo((stick.root / "pipe").c_str(), 0600) == 0);
    for (const char* path : {"pipe", "metadata"})
        CHECK(stick.get(path).error().message.find("is not a file") != std::string::npos);
    CHECK(stick.get("metadata/a%20b.json/x").error().code == base::Errc::network);
    Folder gone{stick.place.path() / "nothing"};
    CHECK(transport::fetch_bytes(gone, {.path = "a", .max_bytes = 1}).error().code == base::Errc::not_found);
}

TEST_CASE("decode_name: two digits after a percent sign, and no way to hide a slash") {
    CHECK(transport::decode_name("a%20b%41") == std::string("a bA"));
    CHECK(transport::decode_name("%e6%b0%91") == std::string("民"));
    for (const char* bad : {"%", "%4", "%4g", "%2f", "%00"})
        CHECK(transport::decode_name(bad) == std::nullopt);
}

TEST_CASE("mirrors: an address is named without its password") {
    CHECK(transport::without_password("https://me:secret@host/x") == "https://host/x");
    CHECK(transport::without_password("https://host/x@y") == "https://host/x@y");
    CHECK(transport::without_password("host") == "host");
}
