#include "base/machine.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include "base/files.h"

namespace {

/// A machine made of files.
struct Machine {
    std::filesystem::path root;

    Machine() {
        std::string pattern = (std::filesystem::temp_directory_path() / "machine-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        root = pattern;
    }
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;
    ~Machine() { std::filesystem::remove_all(root); }
    void put(const std::string& name, const std::string& text) const {
        REQUIRE(base::make_folders((root / name).parent_path()));
        REQUIRE(base::write_file(root / name, text));
    }
    [[nodiscard]] base::MachineFacts look() const { return base::read_machine(root); }
};

/// As the kernel of a 64-bit machine prints devices.
constexpr const char* kKeyboard =
    "I: Bus=0011 Vendor=0001 Product=0001 Version=ab41\nN: Name=\"AT keyboard\"\nH: Handlers=sysrq kbd "
    "event0 \n"
    "B: PROP=0\nB: EV=120013\nB: KEY=402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe\n";
constexpr const char* kMouse =
    "N: Name=\"Mouse\"\nB: PROP=0\nB: EV=17\nB: KEY=1f0000 0 0 0 0\nB: REL=1943\nB: MSC=10\n";
constexpr const char* kTabletMouse =
    "N: Name=\"QEMU USB Tablet\"\nB: PROP=0\nB: EV=1f\nB: KEY=70000 0 0 0 0\nB: REL=900\nB: ABS=3\n";
constexpr const char* kPad =
    "N: Name=\"Touchpad\"\nB: PROP=5\nB: EV=b\nB: KEY=e520 10000 0 0 0 0\nB: ABS=2e0800000000003\n";
constexpr const char* kTouchPanel =
    "N: Name=\"ILITEK\"\nB: PROP=2\nB: EV=b\nB: KEY=400 0 0 0 0 0\nB: ABS=273800000000003\n";
constexpr const char* kOldTouchPanel =
    "N: Name=\"eGalax\"\nB: PROP=0\nB: EV=b\nB: KEY=400 0 0 0 0 0\nB: ABS=3\n";
constexpr const char* kPen = "N: Name=\"Pen\"\nB: PROP=2\nB: EV=1b\nB: KEY=c01 0 0 0 0 0\nB: ABS=1000003\n";

}  // namespace

TEST_CASE("machine: what it does not say is absent, and never zero") {
    const Machine machine;
    const auto nothing = machine.look();
    CHECK_FALSE(nothing.memory_available);
    CHECK_FALSE(nothing.memory_size);
    CHECK_FALSE(nothing.temperature_c);
    CHECK_FALSE(nothing.uptime);
    CHECK_FALSE(nothing.panels);
    CHECK_FALSE(nothing.touch_devices);
    machine.put("sys/class/drm/card0/dev", "226:0\n");
    CHECK_FALSE(machine.look().panels);
    CHECK_FALSE(base::read_disk_room(machine.root / "nowhere"));
    CHECK(base::read_disk_room(machine.root)->free <= base::read_disk_room(machine.root)->size);
}

TEST_CASE("machine: panels that hang on an output") {
    const Machine machine;
    machine.put("sys/class/drm/card0-HDMI-A-1/status", "disconnected\n");
    CHECK(machine.look().panels == 0);
    machine.put("sys/class/drm/card0-HDMI-A-2/status", "connected\n");
    machine.put("sys/class/drm/card0-Writeback-1/status", "connected\n");
    CHECK(machine.look().panels == 1);
}

TEST_CASE("machine: touch panels, and nothing else that has places or keys") {
    const Machine machine;
    const auto count = [&](const std::vector<const char*>& devices) {
        std::string text;
        for (const char* device : devices) text += std::string(device) + "\n";
        machine.put("proc/bus/input/devices", text);
        return machine.look().touch_devices;
    };
    CHECK(count({}) == 0);
    CHECK(count({kKeyboard, kMouse, kTabletMouse, kPen}) == 0);
    CHECK(count({kPad}) == 0);
    CHECK(count({kTouchPanel}) == 1);
    CHECK(count({kKeyboard, kOldTouchPanel, kMouse, kTouchPanel}) == 2);
    CHECK(count({"B: PROP=zz\nB: ABS=\nB: KEY"}) == 0);
}
