#include "base/files.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

namespace {

namespace fs = std::filesystem;

/// A folder of its own, gone at the end of the test.
struct Folder {
    Folder() {
        std::string name = (fs::temp_directory_path() / "base_test_XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] int entries() const {
        return static_cast<int>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
    }
    fs::path path;
};

/// No file may grow beyond `bytes` while this lives: a disk that is full.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

private:
    void (*handler_)(int);
    rlimit before_{};
};

}  // namespace

TEST_CASE("files: what was written is read back, byte for byte") {
    const Folder folder;
    const fs::path file = folder.path / "a";
    const std::string all_bytes("\0\r\n\xff\xef\xbb\xbf", 7), large(200'000, 'x');
    for (const std::string& bytes : {std::string(), all_bytes, large}) {
        REQUIRE(base::write_file(file, bytes));
        CHECK(base::read_file(file) == bytes);
        CHECK(folder.entries() == 1);
    }
}

TEST_CASE("files: a file that is missing and one that cannot be read are told apart") {
    const Folder folder;
    REQUIRE(base::write_file(folder.path / "a", "x"));
    fs::create_symlink("loop", folder.path / "loop");
    const struct {
        fs::path path;
        base::Errc code;
    } kCases[] = {{folder.path / "missing", base::Errc::not_found},
                  {folder.path / "no" / "such" / "folder", base::Errc::not_found},
                  {folder.path, base::Errc::io},
                  {folder.path / "a" / "within a file", base::Errc::io},
                  {folder.path / "loop", base::Errc::io}};
    for (const auto& one : kCases) {
        CAPTURE(one.path.string());
        const auto read = base::read_file(one.path);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == one.code);
        CHECK(read.error().message.starts_with(one.path.string() + ": "));
    }
}

TEST_CASE("files: when writing fails the old content stands and nothing is left behind") {
    const Folder folder;
    const fs::path file = folder.path / "a";
    REQUIRE(base::write_file(file, "old"));
    for (const std::size_t size : {100u, 100'000u}) {  // found out when closing, and when writing
        CAPTURE(size);
        const SmallDisk disk(10);
        const auto written = base::write_file(file, std::string(size, 'n'));
        REQUIRE_FALSE(written);
        CHECK(written.error().code == base::Errc::io);
        CHECK(base::read_file(file) == "old");
        CHECK(folder.entries() == 1);
    }
}

TEST_CASE("files: writing where a folder is, or where no folder is, fails and changes nothing") {
    const Folder folder;
    fs::create_directories(folder.path / "d" / "inside");
    CHECK(base::write_file(folder.path / "d", "x").error().code == base::Errc::io);
    CHECK(fs::is_directory(folder.path / "d" / "inside"));
    CHECK(base::write_file(folder.path / "none" / "a", "x").error().code == base::Errc::io);
    CHECK(folder.entries() == 1);
}
