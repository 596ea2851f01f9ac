#include "base/notify.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace base {
namespace {

std::string_view variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string_view{} : value;
}

std::optional<long> number(std::string_view text) {
    long value = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || rest != end || value <= 0) return std::nullopt;
    return value;
}

/// Counted for another process where $WATCHDOG_PID names one.
std::optional<std::chrono::microseconds> counted_for_this_process() {
    const std::string_view process = variable("WATCHDOG_PID");
    if (!process.empty() && number(process) != ::getpid()) return std::nullopt;
    const auto microseconds = number(variable("WATCHDOG_USEC"));
    return microseconds ? std::optional(std::chrono::microseconds{*microseconds}) : std::nullopt;
}

std::string one_line(std::string_view text) {
    std::string line{text};
    for (char& c : line)
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    return line;
}

}  // namespace

Notify Notify::from_environment() {
    const std::string_view address = variable("NOTIFY_SOCKET");
    return address.empty() ? Notify{} : Notify{std::string{address}, counted_for_this_process()};
}

Notify::Notify(const std::string& address, std::optional<std::chrono::microseconds> watchdog) {
    const bool is_path = address.front() == '/', is_abstract = address.front() == '@' && address.size() > 1;
    // A path is kept with the zero byte that ends it.
    if ((!is_path && !is_abstract) || address.size() >= sizeof sockaddr_un{}.sun_path) return;
    socket_ = Descriptor{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    if (!socket_.is_open()) return;
    address_ = address;
    if (is_abstract) address_.front() = '\0';
    watchdog_ = watchdog;
}

bool Notify::ready(std::string_view status) const { return send("READY=1\nSTATUS=" + one_line(status)); }
bool Notify::status(std::string_view line) const { return send("STATUS=" + one_line(line)); }
bool Notify::alive() const { return send("WATCHDOG=1"); }
bool Notify::stopping() const { return send("STOPPING=1"); }

bool Notify::send(std::string_view lines) const {
    if (!has_listener()) return true;
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    std::memcpy(to.sun_path, address_.data(), address_.size());
    const std::size_t end = address_.front() == '\0' ? 0 : 1;
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size() + end);
    ssize_t sent = -1;
    do
        sent = ::sendto(socket_.number(), lines.data(), lines.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                        reinterpret_cast<const sockaddr*>(&to), length);
    while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(lines.size());
}

}  // namespace base
