#include "sync/agent/orders.h"

#include <poll.h>

namespace agent {

base::Result<Orders> Orders::open() {
    auto signals = base::Signals::block({SIGTERM, SIGINT, SIGHUP});
    if (!signals) return base::fail(signals.error());
    base::outlive_readers();
    return Orders{std::move(*signals)};
}

void Orders::take() {
    while (const auto number = signals_.take()) (*number == SIGHUP ? poll_wanted_ : stopped_) = true;
}

bool Orders::sleep(std::chrono::milliseconds length) {
    pollfd waiting{descriptor(), POLLIN, 0};
    (void)::poll(&waiting, 1, static_cast<int>(length.count()));
    take();
    return stopped_;
}

}  // namespace agent
