#pragma once

#include <string>
#include <vector>

namespace agent {

/// One address of this machine that others can reach: no loopback, and none that is of one cable alone.
struct NetworkAddress {
    std::string interface, address;  // "eth0", "192.0.2.17"
};

/// In the kernel's order; empty where there is none, or where nobody says.
[[nodiscard]] std::vector<NetworkAddress> network_addresses();

}  // namespace agent
