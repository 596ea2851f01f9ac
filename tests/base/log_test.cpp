#include "base/log.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/descriptor.h"

namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

/// A socket such as journald's, and what comes to it.
class Journald {
public:
    Journald() {
        std::string pattern = (fs::temp_directory_path() / "kiosk-log-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        std::strncpy(at.sun_path, path().c_str(), sizeof at.sun_path - 1);
        REQUIRE(::bind(socket_.number(), reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
    }
    ~Journald() { fs::remove_all(folder_); }
    [[nodiscard]] std::string path() const { return folder_ + "/socket"; }
    [[nodiscard]] std::string receive() const {
        std::array<char, 1024> buffer{};
        const auto size = ::recv(socket_.number(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        return size < 0 ? "" : std::string(buffer.data(), static_cast<std::size_t>(size));
    }

private:
    std::string folder_;
    base::Descriptor socket_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
};

/// What is written on stderr while this lives.
class Stderr {
public:
    Stderr() : file_(std::tmpfile()), before_(::dup(STDERR_FILENO)) {
        std::fflush(stderr);
        ::dup2(::fileno(file_), STDERR_FILENO);
    }
    ~Stderr() {
        give_back();
        std::fclose(file_);
    }
    [[nodiscard]] std::string take() {
        give_back();
        std::rewind(file_);
        std::string text(4096, '\0');
        text.resize(std::fread(text.data(), 1, text.size(), file_));
        return text;
    }

private:
    void give_back() {
        std::fflush(stderr);
        if (before_ >= 0) ::dup2(before_, STDERR_FILENO);
        if (before_ >= 0) ::close(before_);
        before_ = -1;
    }
    std::FILE* file_;
    int before_;
};

}  // namespace

TEST_CASE("log: journald gets message, priority, program and fields") {
    const Journald journald;
    const base::Log log{base::journal_log(
        "kiosk", [](const base::LogEntry&) { FAIL("it was taken"); }, journald.path())};
    log.notice("shows release 7", {{"RELEASE", "ab12"}});
    CHECK(journald.receive() ==
          "MESSAGE=shows release 7\nPRIORITY=5\nSYSLOG_IDENTIFIER=kiosk\nRELEASE=ab12\n");
    log.error("two\nlines");
    CHECK(journald.receive() == "MESSAGE\n"s + std::string("\x09\0\0\0\0\0\0\0", 8) +
                                    "two\nlines\nPRIORITY=3\nSYSLOG_IDENTIFIER=kiosk\n");
}

TEST_CASE("log: what journald does not take is said otherwise") {
    std::string said;
    const base::Log log{base::journal_log(
        "kiosk", [&](const base::LogEntry& entry) { said += entry.message; }, "/nowhere/socket")};
    log.warning("the disk is full");
    CHECK(said == "the disk is full");
}

TEST_CASE("log: on stderr errors and warnings are a line each, and the rest is left out") {
    Stderr written;
    const base::Log log{base::stderr_log("kiosk-sync")};
    log.error("a\nb \x1b[31m");
    log.warning("c", {{"RELEASE", "ab12"}});
    log.notice("d");
    log.info("e");
    CHECK(written.take() == "kiosk-sync: a b  [31m\nkiosk-sync: c\n");
}

TEST_CASE("log: without the stream that systemd names, a program writes to its stderr") {
    ::setenv("JOURNAL_STREAM", "1:2", 1);
    Stderr written;
    base::Log{base::program_log("kiosk")}.error("x");
    CHECK(written.take() == "kiosk: x\n");
    ::unsetenv("JOURNAL_STREAM");
}
