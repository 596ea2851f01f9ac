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
#include <utility>

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

void Wakeup::watch(const std::filesystem::path& folder) {
    // The same folder gives the same number; one that was made anew gives another.
    watch_ = ::inotify_add_watch(changes_.number(), folder.c_str(), IN_MOVED_TO | IN_ONLYDIR);
    if (watch_ < 0) {
        awaited_ = folder.filename().string();
        parent_watch_ = ::inotify_add_watch(changes_.number(), folder.parent_path().c_str(),
                                            IN_CREATE | IN_MOVED_TO | IN_ONLYDIR);
    } else if (parent_watch_ >= 0) {
        ::inotify_rm_watch(changes_.number(), std::exchange(parent_watch_, -1));
    }
}

bool Wakeup::has_stopped() {
    signalfd_siginfo info{};
    while (::read(signals_.number(), &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
        if (info.ssi_signo == SIGHUP)
            poll_now_ = true;
        else
            stopped_ = true;
    }
    return stopped_;
}

bool Wakeup::take_changes() {
    alignas(inotify_event) std::array<char, 4096> events;
    bool any = false;
    for (ssize_t size; (size = ::read(changes_.number(), events.data(), events.size())) > 0;)
        for (const char* at = events.data(); at < events.data() + size;) {
            const auto* event = reinterpret_cast<const inotify_event*>(at);
            const bool is_put =
                (event->mask & (IN_MOVED_TO | IN_CREATE)) != 0;  // else the folder itself went
            const bool is_in_parent = event->wd == parent_watch_;
            any = any || (is_put && (!is_in_parent || (event->len > 0 && awaited_ == event->name)));
            at += sizeof(inotify_event) + event->len;
        }
    return any;
}

Wakeup::Reason Wakeup::wait(std::chrono::milliseconds timeout) {
    if (!stopped_ && !poll_now_) {
        std::array<pollfd, 2> watched{{{signals_.number(), POLLIN, 0}, {changes_.number(), POLLIN, 0}}};
        const auto sleep =
            std::clamp<std::chrono::milliseconds>(timeout, std::chrono::milliseconds{0}, kLongestSleep);
        (void)::poll(watched.data(), watched.size(), static_cast<int>(sleep.count()));
    }
    if (has_stopped()) return Reason::stop;
    if (std::exchange(poll_now_, false)) return Reason::poll_now;
    return take_changes() ? Reason::report : Reason::due;
}

}  // namespace agent
