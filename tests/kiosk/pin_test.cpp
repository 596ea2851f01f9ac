#include "kiosk/admin/pin.h"

#include <doctest/doctest.h>

#include <semaphore>

#include "../catalog/release_file.h"
#include "kiosk/admin/attempts.h"
#include "kiosk/admin/pin_check.h"
#include "kiosk/app/check_config.h"

namespace {

constexpr unsigned long kCheap = 1;
const std::string kPin = "27182818";

base::Result<base::Settings> with_hash(const std::string& hash) {
    return base::Settings::parse(kiosk::config_settings(), "[admin]\npin_hash = \"" + hash + "\"\n",
                                 "kiosk.toml");
}

}  // namespace

TEST_CASE("pin: 6 to 12 digits, and nothing else") {
    for (const char* good : {"123456", "000000", "123456789012"}) CHECK(kiosk::is_pin(good));
    for (const char* bad : {"", "12345", "1234567890123", "12345a", "123 456", "１２３４５６"})
        CHECK_FALSE(kiosk::is_pin(bad));
}

TEST_CASE("pin: its hash fits it alone, and never twice the same") {
    const auto hash = kiosk::hash_pin(kPin, kCheap), other = kiosk::hash_pin(kPin, kCheap);
    REQUIRE(hash);
    REQUIRE(other);
    CHECK(*hash != *other);
    CHECK(kiosk::is_pin_hash(*hash));
    CHECK(hash->find(kPin) == hash->npos);
    CHECK(kiosk::is_pin_of(kPin, *hash));
    for (const std::string& wrong : {kPin + "0", kPin.substr(1), std::string{}})
        CHECK_FALSE(kiosk::is_pin_of(wrong, *hash));
    CHECK_FALSE(kiosk::is_pin_of(kPin, ""));
    CHECK_FALSE(kiosk::is_pin_of("", ""));
}

TEST_CASE("pin: a setting that is no such hash is refused, and what was written there is not repeated") {
    const std::string hash = *kiosk::hash_pin(kPin, kCheap);
    CHECK(with_hash(hash));
    CHECK(with_hash(""));
    for (const std::string& wrong :
         {kPin, std::string("$6$abc$def"), hash.substr(0, hash.size() - 1), hash + "x", hash + " "}) {
        CAPTURE(wrong);
        const auto settings = with_hash(wrong);
        REQUIRE_FALSE(settings);
        CHECK(settings.error().message ==
              "kiosk.toml:2: admin.pin_hash is something else; it must be what `kiosk --hash-pin` prints");
    }
    const std::string told = kiosk::describe_config(*with_hash(hash), {1920, 1080}, std::nullopt);
    CHECK(told.find(hash) == told.npos);
    CHECK(told.find("admin.pin_hash               set              kiosk.toml:2\n") != told.npos);
}

TEST_CASE("attempts: five within an hour, then the oldest has to be an hour ago") {
    catalog::AdminAttempts attempts{"boot", {}};
    for (int i = 0; i < kiosk::kMostAttempts; ++i) {
        CHECK(kiosk::wait_s(attempts, 100 * i) == 0);
        CHECK(kiosk::attempts_left(attempts) == kiosk::kMostAttempts - i);
        attempts.at_s.push_back(100 * i);
    }
    CHECK(kiosk::attempts_left(attempts) == 0);
    CHECK(kiosk::wait_s(attempts, 400) == 3200);
    CHECK(kiosk::wait_s(attempts, 3599) == 1);
    const auto later = kiosk::counted(attempts, "boot", 3600);
    CHECK(kiosk::attempts_left(later) == 1);
    CHECK(kiosk::wait_s(later, 3600) == 0);
}

TEST_CASE("attempts: the machine's start makes none of them older") {
    const catalog::AdminAttempts before{"boot", {90'000, 90'010, 90'020, 90'030, 90'040}};
    const auto after = kiosk::counted(before, "another", 30);
    CHECK(after.boot == "another");
    CHECK(kiosk::attempts_left(after) == 0);
    CHECK(kiosk::wait_s(after, 30) == 3570);
    CHECK(kiosk::counted(after, "another", 3600).at_s.empty());
}

TEST_CASE("pin: an attempt is on the disk before it is looked at") {
    const TemporaryFolder folder;
    base::Disk disk;
    std::binary_semaphore done{0};
    kiosk::PinCheck check{disk, [&] { done.release(); }};
    const std::string hash = *kiosk::hash_pin(kPin, kCheap);
    const auto file = folder.path() / "attempts";
    for (const bool right : {true, false}) {
        check.begin({right ? kPin : "000000", hash, file, right ? "one" : "two"});
        CHECK(check.is_busy());
        done.acquire();
        const auto outcome = check.take();
        REQUIRE(outcome);
        CHECK(outcome->is_right == right);
        CHECK(outcome->counted);
        CHECK(*base::read_file(file) == (right ? "one" : "two"));
        CHECK_FALSE(check.is_busy());
    }
    check.begin({kPin, hash, "/nowhere/attempts", "three"});
    done.acquire();
    const auto outcome = check.take();
    REQUIRE(outcome);
    CHECK(outcome->is_right);
    CHECK_FALSE(outcome->counted);
}
