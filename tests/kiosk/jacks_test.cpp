#include "kiosk/app/jacks.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/input.h>
#include <unistd.h>

#include <array>
#include <optional>

#include "../catalog/release_file.h"
#include "kiosk/platform/jack.h"

using kiosk::Key;

namespace {

/// A pipe that says what the kernel says of a jack.
struct Wire {
    Wire() {
        std::array<int, 2> ends{};
        REQUIRE(::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) == 0);
        jack = base::Descriptor{ends[0]};
        kernel = base::Descriptor{ends[1]};
    }
    void tell(int type, int code, int value) const {
        input_event event{};
        event.type = static_cast<std::uint16_t>(type);
        event.code = static_cast<std::uint16_t>(code);
        event.value = value;
        REQUIRE(::write(kernel.number(), &event, sizeof event) == sizeof event);
    }
    base::Descriptor jack, kernel;
};

}  // namespace

TEST_CASE(
    "jacks: headphones that are plugged in or taken out are keys; other switches and a lost device are not") {
    const auto loop = std::move(base::EventLoop::open().value());
    Wire wire;
    std::vector<Key> pressed;
    std::vector<base::Descriptor> list;
    list.push_back(std::move(wire.jack));
    const kiosk::Jacks jacks{*loop, std::move(list), [&](Key key) { pressed.push_back(key); }};
    wire.tell(EV_SW, SW_HEADPHONE_INSERT, 1);
    wire.tell(EV_SYN, SYN_REPORT, 0);
    loop->turn();
    CHECK(pressed == std::vector<Key>{Key::headphones_in});
    wire.tell(EV_SW, SW_LID, 1);
    loop->turn();
    wire.tell(EV_SW, SW_HEADPHONE_INSERT, 0);
    loop->turn();
    CHECK(pressed == std::vector<Key>{Key::headphones_in, Key::headphones_out});
    wire.kernel = {};
    loop->turn();  // the device is gone: it is waited for no more
    const auto turns = loop->turns();
    const base::Alarm end{*loop, base::BootClock::now() + std::chrono::milliseconds{20},
                          [&] { loop->end(); }};
    loop->run();
    CHECK(loop->turns() == turns + 1);
    CHECK(pressed.size() == 2);
}

TEST_CASE("jacks: what is no device of the kernel's is no jack, and neither is a folder that is not there") {
    const TemporaryFolder folder;
    base::Descriptor file{::open((folder.path() / "event0").c_str(), O_CREAT | O_RDWR, 0600)};
    CHECK(kiosk::open_jacks(folder.path()).empty());
    CHECK(kiosk::open_jacks(folder.path() / "nowhere").empty());
}
