#pragma once

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <string>

#include "base/descriptor.h"

namespace fakes {

/// What systemd has at the other end: a datagram socket with a path, or a name that begins with "@".
class ServiceManager {
public:
    explicit ServiceManager(const std::string& name) : address(name) {
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        std::memcpy(at.sun_path, name.data(), name.size());
        if (at.sun_path[0] == '@') at.sun_path[0] = '\0';
        const std::size_t length = offsetof(sockaddr_un, sun_path) + name.size() + (name[0] == '@' ? 0 : 1);
        socket_ = base::Descriptor{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
        REQUIRE(::bind(socket_.number(), reinterpret_cast<const sockaddr*>(&at),
                       static_cast<socklen_t>(length)) == 0);
    }
    ~ServiceManager() {
        if (address[0] == '/') std::filesystem::remove(address);
    }
    ServiceManager(const ServiceManager&) = delete;
    ServiceManager& operator=(const ServiceManager&) = delete;

    /// The next message; "" when there is none.
    [[nodiscard]] std::string take() const {
        std::array<char, 4096> text{};
        const ssize_t length = ::recv(socket_.number(), text.data(), text.size(), MSG_DONTWAIT);
        return length < 0 ? "" : std::string(text.data(), static_cast<std::size_t>(length));
    }
    [[nodiscard]] int count() const {
        int messages = 0;
        while (!take().empty()) ++messages;
        return messages;
    }
    const std::string address;

private:
    base::Descriptor socket_;
};

}  // namespace fakes
