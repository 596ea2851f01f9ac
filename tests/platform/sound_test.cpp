#include "kiosk/platform/sound.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <string>

TEST_CASE("sound: where there is no loudspeaker, the error is all that is said of it") {
    std::array<int, 2> ends{};
    REQUIRE(::pipe2(ends.data(), O_NONBLOCK) == 0);
    const int before = ::dup(STDERR_FILENO);
    REQUIRE(::dup2(ends[1], STDERR_FILENO) >= 0);
    const auto sound = kiosk::make_device_sound();
    const auto opened = sound->open(22050);
    (void)sound->close();
    ::dup2(before, STDERR_FILENO);
    std::array<char, 200> said{};
    CHECK(::read(ends[0], said.data(), said.size() - 1) <= 0);
    CHECK(std::string(said.data()).empty());
    if (!opened) CHECK(opened.error().message.starts_with("sound: "));
    for (const int one : {before, ends[0], ends[1]}) ::close(one);
}
