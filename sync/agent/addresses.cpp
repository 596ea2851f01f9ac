#include "sync/agent/addresses.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <memory>

namespace agent {
namespace {

struct FreeAddresses {
    void operator()(ifaddrs* list) const { ::freeifaddrs(list); }
};

/// Empty for what is no address that others can reach.
std::string text_of(const sockaddr& address) {
    char text[INET6_ADDRSTRLEN] = "";
    if (address.sa_family == AF_INET)
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text, sizeof text);
    if (address.sa_family == AF_INET6) {
        const in6_addr& six = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
        if (!IN6_IS_ADDR_LINKLOCAL(&six)) ::inet_ntop(AF_INET6, &six, text, sizeof text);
    }
    return text;
}

}  // namespace

std::vector<NetworkAddress> network_addresses() {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0) return {};
    const std::unique_ptr<ifaddrs, FreeAddresses> list{first};
    std::vector<NetworkAddress> found;
    for (const ifaddrs* one = list.get(); one != nullptr; one = one->ifa_next) {
        const bool is_up = (one->ifa_flags & IFF_UP) != 0, is_loopback = (one->ifa_flags & IFF_LOOPBACK) != 0;
        if (!is_up || is_loopback || one->ifa_addr == nullptr) continue;
        if (std::string text = text_of(*one->ifa_addr); !text.empty())
            found.push_back({one->ifa_name, std::move(text)});
    }
    return found;
}

}  // namespace agent
