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
