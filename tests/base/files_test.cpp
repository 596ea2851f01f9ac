#include "base/files.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "base/lock.h"
#include "faulty_disk.h"

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

TEST_CASE("files: a link in place of what is made is replaced, and what it leads to stays") {
    const Folder folder;
    const fs::path treasure = folder.path / "treasure", file = folder.path / "a";
    REQUIRE(base::write_file(treasure, "precious"));
    base::Disk disk;
    const auto plant = [&](const fs::path& name) { fs::create_symlink(treasure, name); };
    SUBCASE("written") {
        plant(file);
        REQUIRE(disk.write_synced(file, "new"));
    }
    SUBCASE("beside a file that is replaced") {
        plant(folder.path / "a.new");
        REQUIRE(base::replace_file(disk, file, "new"));
    }
    SUBCASE("the replaced file itself") {
        plant(file);
        REQUIRE(base::replace_file(disk, file, "new"));
    }
    SUBCASE("beside a file that is not waited for") {
        plant(folder.path / "a.new");
        REQUIRE(base::replace_file_soon(disk, file, "new"));
    }
    SUBCASE("beside a file that no disk is given for") {
        plant(folder.path / "a.new");
        REQUIRE(base::write_file(file, "new"));
    }
    SUBCASE("a second name of it") {
        fs::create_hard_link(treasure, folder.path / "a.new");
        REQUIRE(base::replace_file(disk, file, "new"));
    }
    CHECK(base::read_file(treasure) == "precious");
    CHECK(base::read_file(file) == "new");
    CHECK(fs::is_regular_file(fs::symlink_status(file)));
    CHECK(folder.entries() == 2);
}

TEST_CASE("files: nothing is added to what is not a file of its own") {
    const Folder folder;
    const fs::path treasure = folder.path / "treasure", file = folder.path / "a";
    REQUIRE(base::write_file(treasure, "precious"));
    base::Disk disk;
    SUBCASE("a link") { fs::create_symlink(treasure, file); }
    SUBCASE("a link that leads nowhere") { fs::create_symlink(folder.path / "nowhere", file); }
    SUBCASE("a second name") { fs::create_hard_link(treasure, file); }
    SUBCASE("a pipe") { REQUIRE(mkfifo(file.c_str(), 0600) == 0); }
    const auto added = disk.append(file, "x");
    REQUIRE_FALSE(added);
    CHECK(added.error().code == base::Errc::io);
    CHECK(added.error().message.starts_with(file.string() + ": "));
    CHECK(base::read_file(treasure) == "precious");
    CHECK_FALSE(fs::exists(folder.path / "nowhere"));
}

TEST_CASE("files: what is read is a file, of no more bytes than are wanted") {
    const Folder folder;
    const fs::path file = folder.path / "a", other = folder.path / "b";
    REQUIRE(base::write_file(other, "12345"));
    base::Disk disk;
    CHECK(disk.read(other, 5) == "12345");
    CHECK(disk.read(other, 4).error().code == base::Errc::corrupt);
    CHECK(disk.has_file(other));
    SUBCASE("a link") { fs::create_symlink(other, file); }
    SUBCASE("a pipe, which does not hold us up") { REQUIRE(mkfifo(file.c_str(), 0600) == 0); }
    SUBCASE("a device without an end") { fs::create_symlink("/dev/zero", file); }
    CHECK(disk.read(file).error().code == base::Errc::corrupt);
    CHECK_FALSE(disk.has_file(file));
    CHECK(disk.read(folder.path / "none").error().code == base::Errc::not_found);
    CHECK(disk.read(folder.path).error().code == base::Errc::io);
    CHECK_FALSE(disk.has_file(folder.path));
}

TEST_CASE("files: what is in a folder, and what lies under a name") {
    using Kind = base::FileFacts::Kind;
    const Folder folder;
    base::Disk disk{folder.path};
    REQUIRE(disk.write_synced(folder.path / "b", "123"));
    REQUIRE(disk.make_folder(folder.path / "a"));
    REQUIRE(disk.make_folder(folder.path / "a"));  // is there
    fs::create_symlink("b", folder.path / "c");
    CHECK(disk.list(folder.path) == std::vector<std::string>{"a", "b", "c"});
    CHECK(disk.list(folder.path / "a")->empty());
    CHECK(disk.list(folder.path / "none").error().code == base::Errc::not_found);
    CHECK(disk.list(folder.path / "b").error().code == base::Errc::io);
    CHECK(disk.look(folder.path / "a").value()->kind == Kind::folder);
    CHECK(disk.look(folder.path / "b").value()->kind == Kind::file);
    CHECK(disk.look(folder.path / "b").value()->bytes == 3);
    CHECK(disk.look(folder.path / "b").value()->owner == geteuid());
    CHECK(disk.look(folder.path / "c").value()->kind == Kind::link);
    CHECK_FALSE(disk.look(folder.path / "d").value());
    CHECK(disk.look(folder.path).value()->kind == Kind::folder);
}

TEST_CASE("files: below a root no folder that is a link is entered, whatever is to be done there") {
    const Folder folder, elsewhere;
    const fs::path link = folder.path / "in", file = link / "a";
    fs::create_directory_symlink(elsewhere.path, link);
    REQUIRE(base::write_file(elsewhere.path / "a", "precious"));
    base::Disk disk{folder.path};
    const base::Status refused[] = {disk.write_synced(file, "x"),
                                    disk.append(file, "x"),
                                    base::replace_file(disk, file, "x"),
                                    disk.remove(file),
                                    disk.rename(file, folder.path / "b"),
                                    disk.sync_file(file),
                                    disk.sync_folder(link),
                                    disk.make_folder(link),
                                    disk.make_folder(link / "deeper"),
                                    disk.read_pieces(file, [](std::string_view) { return base::Status{}; })};
    for (const base::Status& status : refused) {
        REQUIRE_FALSE(status);
        CHECK(status.error().code == base::Errc::io);
        CHECK(status.error().message ==
              link.string() + ": is a symbolic link, which is not followed; remove it: rm " + link.string());
    }
    CHECK(disk.write_synced(file, "x").error().reason == base::Reason::not_ours);
    CHECK(disk.list(link).error().code == base::Errc::io);
    CHECK(disk.look(file).error().code == base::Errc::io);
    CHECK(base::read_file(elsewhere.path / "a") == "precious");
    CHECK(elsewhere.entries() == 1);

    // The root itself may be one, and what lies elsewhere is nobody's root.
    base::Disk through{link};
    CHECK(through.read(link / "a") == "precious");
    CHECK(through.write_synced(link / "b", "x"));
    CHECK(through.read(elsewhere.path / "b") == "x");
}

TEST_CASE("lock: one process at a time, and a removed lock is noticed") {
    const Folder folder;
    const fs::path file = folder.path / "lock";
    CHECK_FALSE(base::Lock::is_taken(file));
    {
        const auto lock = base::Lock::take(file);
        REQUIRE(lock);
        CHECK(lock->is_held(file));
        CHECK(base::Lock::is_taken(file));
        const auto second = base::Lock::take(file);
        REQUIRE_FALSE(second);
        CHECK(second.error().reason == base::Reason::busy);
        CHECK(second.error().message == fmt::format("process {} has it", getpid()));
        fs::remove(file);
        CHECK_FALSE(lock->is_held(file));
    }
    CHECK(base::Lock::take(file));
    CHECK(base::Lock::take(folder.path / "none" / "lock").error().code == base::Errc::io);
    CHECK(base::Lock::take_folder(folder.path));
    const auto held = base::Lock::take_folder(folder.path);
    CHECK(base::Lock::take_folder(folder.path).error().reason == base::Reason::busy);
}

TEST_CASE("lock: whoever asks whether it is taken never gets in the way of one that takes it") {
    const Folder folder;
    const fs::path file = folder.path / "lock";
    REQUIRE(base::Lock::take(file));
    std::atomic<bool> is_over = false;
    std::thread curious{[&] {
        while (!is_over) (void)base::Lock::is_taken(file);
    }};
    int refused = 0;
    for (int i = 0; i < 20'000; ++i) refused += base::Lock::take(file) ? 0 : 1;
    is_over = true;
    curious.join();
    CHECK(refused == 0);
}

TEST_CASE("lock: what is no file of its own gives way to one, and is not written through") {
    const Folder folder;
    const fs::path treasure = folder.path / "treasure", in = folder.path / "in", file = in / "lock";
    REQUIRE(base::write_file(treasure, "precious"));
    SUBCASE("the file") {
        fs::create_directory(in);
        fs::create_symlink(treasure, file);
    }
    SUBCASE("one that leads nowhere") {
        fs::create_directory(in);
        fs::create_symlink(folder.path / "nowhere", file);
    }
    SUBCASE("a second name") {
        fs::create_directory(in);
        fs::create_hard_link(treasure, file);
    }
    SUBCASE("a pipe") {
        fs::create_directory(in);
        REQUIRE(mkfifo(file.c_str(), 0600) == 0);
    }
    const auto lock = base::Lock::take(file);
    REQUIRE(lock);
    CHECK(lock->is_held(file));
    CHECK(base::Lock::take(file).error().reason == base::Reason::busy);
    CHECK(base::read_file(file) == std::to_string(getpid()));
    CHECK(base::read_file(treasure) == "precious");
    CHECK_FALSE(fs::exists(folder.path / "nowhere"));
}

TEST_CASE("lock: in a folder that is a link none is taken, nor in place of a folder") {
    const Folder folder;
    const fs::path in = folder.path / "in";
    fs::create_directories(folder.path / "real" / "lock");
    SUBCASE("a link") { fs::create_directory_symlink(folder.path / "real", in); }
    SUBCASE("a folder") { fs::rename(folder.path / "real", in); }
    const auto lock = base::Lock::take(in / "lock");
    REQUIRE_FALSE(lock);
    CHECK(lock.error().code == base::Errc::io);
}

TEST_CASE("faulty disk: at a power cut what was not synced is lost, as much of it as a disk may lose") {
    using Loss = FaultyDisk::Loss;
    const Folder folder;
    const fs::path a = folder.path / "a", b = folder.path / "b", c = folder.path / "c";
    REQUIRE(base::write_file(a, "old"));
    const auto left = [](const fs::path& file) { return base::read_file(file).value_or("-"); };
    SUBCASE("bytes: names stay, and what was appended is gone") {
        FaultyDisk disk{FaultyDisk::kNoCut, Loss::bytes};
        REQUIRE(disk.append(a, " and new"));
        REQUIRE(disk.append(b, "bytes"));
        REQUIRE(disk.rename(b, c));
        disk.cut_power();
        CHECK(left(a) == "old");
        CHECK(left(b) == "-");
        CHECK(left(c) == "");
    }
    SUBCASE("everything: names as well, until their folder is synced") {
        FaultyDisk disk{FaultyDisk::kNoCut, Loss::everything};
        REQUIRE(disk.write_synced(b, "bytes"));
        REQUIRE(disk.rename(b, a));
        disk.cut_power();
        CHECK(left(a) == "old");
        CHECK(left(b) == "-");
    }
    SUBCASE("what was synced stays") {
        FaultyDisk disk{FaultyDisk::kNoCut, Loss::everything};
        REQUIRE(base::replace_file(disk, a, "new"));
        REQUIRE(disk.append(b, "bytes"));
        REQUIRE(disk.sync_file(b));
        REQUIRE(disk.sync_folder(folder.path));
        REQUIRE(disk.append(b, " more"));
        REQUIRE(disk.remove(a));
        disk.cut_power();
        CHECK(left(a) == "new");
        CHECK(left(b) == "bytes");
    }
}
