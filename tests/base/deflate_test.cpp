#include "base/deflate.h"

#include <doctest/doctest.h>

TEST_CASE("deflate: what was deflated comes back, and to its own length alone") {
    for (const std::string& bytes : {std::string(), std::string("abc"), std::string(5000, '\0') + "end"}) {
        const std::string deflated = base::deflated(bytes);
        std::string back(bytes.size(), '?');
        CHECK(base::inflate(deflated, back));
        CHECK(back == bytes);
        std::string longer(bytes.size() + 1, '?');
        CHECK(!base::inflate(deflated, longer));
        if (bytes.empty()) continue;
        std::string shorter(bytes.size() - 1, '?');
        CHECK(!base::inflate(deflated, shorter));
        CHECK(!base::inflate(deflated.substr(0, deflated.size() - 1), back));
    }
    CHECK(base::deflated(std::string(5000, 'x')).size() < 100);
    std::string any(10, '?');
    CHECK(!base::inflate("not deflated", any));
}

TEST_CASE("crc32: the check value of the standard, in one piece and in two") {
    CHECK(base::crc32_of("123456789") == 0xcbf43926);
    CHECK(base::crc32_of("6789", base::crc32_of("12345")) == 0xcbf43926);
    CHECK(base::crc32_of("") == 0);
}

TEST_CASE("deflate: what resembles something that both have is shorter by it, and comes back by it alone") {
    std::string first;
    for (int i = 0; i < 200; ++i) first += "kiosk_metric_" + std::to_string(i * 7919) + " 1\n";
    std::string second = first;
    second.replace(40, 3, "new");
    const std::string deflated = base::deflated(second, first);
    CHECK(deflated.size() < 100);
    CHECK(deflated.size() < base::deflated(second).size() / 4);
    std::string back(second.size(), '?');
    CHECK(base::inflate(deflated, first, back));
    CHECK(back == second);
    CHECK_FALSE(base::inflate(deflated, second, back));
    CHECK_FALSE(base::inflate(deflated, "", back));
    CHECK_FALSE(base::inflate(deflated + "x", first, back));
    const std::string alone = base::deflated(second, "");
    CHECK(base::inflate(alone, "", back));
    CHECK(back == second);
    CHECK(base::gzipped("abc").starts_with("\x1f\x8b\x08"));
}
