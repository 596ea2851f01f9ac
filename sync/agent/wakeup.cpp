#include "sync/agent/wakeup.h"

#include <poll.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace agent {
namespace {

constexpr std::chrono::hours kLongestSleep{24};

}  // namespace

base::Result<std::unique_ptr<Wakeup>> Wakeup::open() {
    sigset_t taken;
    sigemptyset(&taken);
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&taken, number);
    sigprocmask(SIG_BLOCK, &taken, nullptr);
    signal(SIGPIPE, SIG_IGN);
    const int signals = ::signalfd(-1, &taken, SFD_NONBLOCK | SFD_CLOEXEC);
    const int changes = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    std::unique_ptr<Wakeup> wakeup{new Wakeup(signals, changes)};
    if (signals < 0 || changes < 0)
        return base::fail(base::Errc::io, fmt::format("waiting for signals: {}", std::strerror(errno)));
    return wakeup;
}

Wakeup::~Wakeup() {
    if (signals_ >= 0) ::close(signals_);
    if (changes_ >= 0) ::close(changes_);
}

void Wakeup::watch(const std::filesystem::path& folder) {
    // The same folder gives the same number; one that was made anew gives another.
    watch_ = ::inotify_add_watch(changes_, folder.c_str(), IN_MOVED_TO | IN_ONLYDIR);
}

bool Wakeup::has_stopped() {
    signalfd_siginfo info{};
    while (::read(signals_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
        if (info.ssi_signo == SIGHUP)
            poll_now_ = true;
        else
            stopped_ = true;
    }
    return stopped_;
}

bool Wakeup::take_changes() {
    std::array<char, 4096> events;
    bool any = false;
    while (::read(changes_, events.data(), events.size()) > 0) any = true;
    return any;
}

Wakeup::Reason Wakeup::wait(std::chrono::milliseconds timeout) {
    if (!stopped_ && !poll_now_) {
        std::array<pollfd, 2> watched{{{signals_, POLLIN, 0}, {changes_, POLLIN, 0}}};
        const auto sleep =
            std::clamp<std::chrono::milliseconds>(timeout, std::chrono::milliseconds{0}, kLongestSleep);
        (void)::poll(watched.data(), watched.size(), static_cast<int>(sleep.count()));
    }
    if (has_stopped()) return Reason::stop;
    if (std::exchange(poll_now_, false)) return Reason::poll_now;
    return take_changes() ? Reason::report : Reason::due;
}

}  // namespace agent
