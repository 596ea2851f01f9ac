#include "sync/agent/ownership.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "origin.h"

namespace {

namespace fs = std::filesystem;

/// A state folder as the agent makes it, with the display's part.
struct State {
    TemporaryFolder folder;
    catalog::StatePaths paths{folder.path() / "state"};
    base::Disk disk{paths.root};

    State() {
        for (const char* part : {"releases", "metadata", "incoming", "agent", "display", "admin"}) {
            fs::create_directories(paths.root / part);
            chmod(paths.root / part, 0755);
        }
        for (const char* file : {"current", "contact", "metadata/root.json", "agent/lock"}) {
            REQUIRE(base::write_file(paths.root / file, "x"));
            chmod(paths.root / file, 0644);
        }
        chmod(paths.root, 0755);
    }
    static void chmod(const fs::path& path, mode_t mode) { REQUIRE(::chmod(path.c_str(), mode) == 0); }
    base::Status check(std::uint32_t user = geteuid()) { return agent::check_ownership(disk, paths, user); }
};

void check_refusal(const base::Status& status, const std::string& ending) {
    REQUIRE_FALSE(status);
    CAPTURE(status.error().message);
    CHECK(status.error().reason == base::Reason::not_ours);
    CHECK(status.error().message.ends_with(ending));
}

}  // namespace

TEST_CASE("ownership: what nobody else may write to is good, whatever the display's rights") {
    State state;
    CHECK(state.check());
    for (const fs::path& part : {state.paths.display(), state.paths.admin()}) {
        State::chmod(part, 0775);
        CHECK(state.check());
        fs::remove(part);
        CHECK(state.check());  // the display makes it
    }
}

TEST_CASE("ownership: what others may write to is refused with the command that mends it") {
    for (const char* part : {"releases", "metadata", "incoming", "agent", "current", "contact"}) {
        CAPTURE(part);
        for (const mode_t mode : {0775u, 0757u}) {
            State state;
            State::chmod(state.paths.root / part, mode);
            check_refusal(state.check(), ": chmod -R go-w " + (state.paths.root / part).string());
        }
    }
    State state;
    State::chmod(state.paths.root / "metadata/root.json", 0666);
    State::chmod(state.paths.root / "agent/lock", 0666);
    check_refusal(state.check(), ": chmod -R go-w " + (state.paths.root / "metadata").string() + " " +
                                     (state.paths.root / "agent").string());
    State::chmod(state.paths.display(), 0777);
    State::chmod(state.paths.root / "metadata/root.json", 0644);
    State::chmod(state.paths.root / "agent/lock", 0644);
    check_refusal(state.check(), ": chmod o-w " + state.paths.display().string());
    State::chmod(state.paths.display(), 0755);
    State::chmod(state.paths.admin(), 0777);
    check_refusal(state.check(), ": chmod o-w " + state.paths.admin().string());
    State::chmod(state.paths.root, 0777);
    check_refusal(state.check(), ": chmod go-w " + state.paths.root.string());
}

TEST_CASE("ownership: neither of the display's parts may be a link") {
    for (const char* part : {"display", "admin"}) {
        State state;
        const fs::path path = state.paths.root / part;
        fs::remove(path);
        fs::create_directory_symlink(state.folder.path(), path);
        check_refusal(state.check(), "remove it: rm " + path.string());
    }
}

TEST_CASE("ownership: another user's folder is refused, and the message says who may run this") {
    State state;
    const auto status = state.check(geteuid() + 4321);
    check_refusal(status, fmt::format("as root: chown {}: {}", geteuid() + 4321, state.paths.root.string()));
}

TEST_CASE("ownership: as root (nothing is tested where this is another user)") {
    if (geteuid() != 0) return;
    constexpr std::uint32_t kOther = 65534;  // nobody
    SUBCASE("another user's folder is not root's to work on") {
        State state;
        REQUIRE(::chown(state.paths.root.c_str(), kOther, kOther) == 0);
        check_refusal(state.check(0), "runuser -u nobody -- kiosk-sync ...");
    }
    SUBCASE("what an earlier root left is given back by one command") {
        State state;
        for (const char* path : {"", "releases", "metadata", "incoming", "metadata/root.json", "current"})
            REQUIRE(::chown((state.paths.root / path).c_str(), kOther, kOther) == 0);
        check_refusal(state.check(kOther),
                      "as root: chown -hR nobody: " + (state.paths.root / "contact").string() + " " +
                          (state.paths.root / "agent").string());
        for (const char* path : {"contact", "agent", "agent/lock"})
            REQUIRE(::chown((state.paths.root / path).c_str(), kOther, kOther) == 0);
        CHECK(state.check(kOther));
    }
}
