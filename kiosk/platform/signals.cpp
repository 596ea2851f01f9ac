#include "kiosk/platform/signals.h"

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace kiosk {
namespace {

sigset_t end_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

/// True when a signal came, false when `stop` was written.
bool wait_for_signal(int signals, int stop) {
    pollfd watched[] = {{signals, POLLIN, 0}, {stop, POLLIN, 0}};
    while (poll(watched, 2, -1) < 0 && errno == EINTR) {
    }
    if ((watched[0].revents & POLLIN) == 0) return false;
    signalfd_siginfo taken;  // else it would strike when the signals are unblocked
    return read(signals, &taken, sizeof taken) > 0;
}

}  // namespace

void outlive_readers() { std::signal(SIGPIPE, SIG_IGN); }
void outlive_terminal() { std::signal(SIGHUP, SIG_IGN); }

EndSignals::EndSignals(std::function<void()> on_end) {
    const sigset_t set = end_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    const int signals = signalfd(-1, &set, SFD_CLOEXEC);
    stop_ = eventfd(0, EFD_CLOEXEC);
    thread_ = std::thread([signals, stop = stop_, call = std::move(on_end)] {
        if (wait_for_signal(signals, stop)) call();
        close(signals);
    });
}

EndSignals::~EndSignals() {
    const std::uint64_t one = 1;
    while (write(stop_, &one, sizeof one) < 0 && errno == EINTR) {
    }
    thread_.join();
    close(stop_);
    const sigset_t set = end_signals();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace kiosk
