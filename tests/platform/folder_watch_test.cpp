#include "kiosk/platform/folder_watch.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>

using namespace std::chrono_literals;

namespace {

/// A folder that is watched, and how often its watch called.
class Watched {
public:
    Watched() {
        std::string name = (std::filesystem::temp_directory_path() / "watch-test-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        outer_ = name;
    }
    ~Watched() { std::filesystem::remove_all(outer_); }
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;

    [[nodiscard]] std::filesystem::path folder() const { return outer_ / "state"; }
    [[nodiscard]] kiosk::FolderWatch watch() {
        return {folder(), "current", [this] {
                    const std::lock_guard lock{mutex_};
                    ++calls_;
                    called_.notify_all();
                }};
    }
    void make() const { std::filesystem::create_directory(folder()); }
    void write(const char* name) const { std::ofstream(folder() / name) << "text\n"; }
    void rename_to(const char* name) const {
        write("new");
        std::filesystem::rename(folder() / "new", folder() / name);
    }
    /// Waits until it was called `count` times in all.
    [[nodiscard]] bool is_called(int count) {
        std::unique_lock lock{mutex_};
        return called_.wait_for(lock, 30s, [&] { return calls_ >= count; }) && calls_ == count;
    }

private:
    std::filesystem::path outer_;
    std::mutex mutex_;
    std::condition_variable called_;
    int calls_ = 0;
};

}  // namespace

TEST_CASE("folder watch: it calls when the file is renamed to or written, and for no other file") {
    Watched watched;
    watched.make();
    const auto watch = watched.watch();
    watched.rename_to("contact");
    watched.rename_to("current");
    CHECK(watched.is_called(1));
    watched.write("current.new");
    watched.write("current");
    CHECK(watched.is_called(2));
}

TEST_CASE("folder watch: a folder that comes later, or anew, is watched after renew") {
    Watched watched;
    auto watch = watched.watch();
    watched.make();
    watch.renew();
    watched.rename_to("current");
    CHECK(watched.is_called(1));
    std::filesystem::remove_all(watched.folder());
    watch.renew();
    watched.make();
    watch.renew();
    watch.renew();
    watched.rename_to("current");
    CHECK(watched.is_called(2));
}
