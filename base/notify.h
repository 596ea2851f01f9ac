#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/descriptor.h"

namespace base {

/// Tells the service manager how the program is, by systemd's protocol (sd_notify(3)): a datagram of lines to
/// the socket that it names. Where it names none, as at a terminal, nothing at all happens. Telling never
/// waits: a manager that does not read must not stop a screen.
class Notify {
public:
    /// Nobody listens.
    Notify() = default;
    /// As $NOTIFY_SOCKET, $WATCHDOG_USEC and $WATCHDOG_PID say. A socket that cannot be reached is none.
    [[nodiscard]] static Notify from_environment();
    /// `address` is a path, or "@" and a name in the abstract namespace.
    explicit Notify(const std::string& address,
                    std::optional<std::chrono::microseconds> watchdog = std::nullopt);

    [[nodiscard]] bool has_listener() const { return !address_.empty(); }
    /// How long the program may say nothing before it is taken for dead. Nothing: nobody counts, or nobody
    /// listens.
    [[nodiscard]] std::optional<std::chrono::microseconds> watchdog() const { return watchdog_; }

    // Each answers whether it was taken; if not, the caller may say it again later. Without a listener all
    // are.
    /// It does what it is there for. `status` as below.
    bool ready(std::string_view status) const;
    /// One line for whoever asks how the service is. What could break the line is replaced.
    bool status(std::string_view line) const;
    bool alive() const;
    bool stopping() const;

private:
    bool send(std::string_view lines) const;
    Descriptor socket_;
    std::string address_;  // as in sockaddr_un: an abstract one begins with a zero byte
    std::optional<std::chrono::microseconds> watchdog_;
};

}  // namespace base
