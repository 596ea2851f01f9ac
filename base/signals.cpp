#include "base/signals.h"

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace base {

void outlive_readers() { std::signal(SIGPIPE, SIG_IGN); }
void outlive_terminal() { std::signal(SIGHUP, SIG_IGN); }

Result<Signals> Signals::block(std::initializer_list<int> numbers) {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : numbers) sigaddset(&set, number);
    Descriptor descriptor{::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC)};
    if (!descriptor.is_open())
        return fail(Errc::io, fmt::format("waiting for signals: {}", std::strerror(errno)));
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return Signals{set, std::move(descriptor)};
}

Signals::~Signals() {
    if (!descriptor_.is_open()) return;
    while (take()) {
    }
    pthread_sigmask(SIG_UNBLOCK, &numbers_, nullptr);
}

std::optional<int> Signals::take() {
    signalfd_siginfo info{};
    if (::read(descriptor_.number(), &info, sizeof info) != static_cast<ssize_t>(sizeof info))
        return std::nullopt;
    return static_cast<int>(info.ssi_signo);
}

}  // namespace base
