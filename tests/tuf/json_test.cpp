#include "sync/tuf/json.h"

#include <doctest/doctest.h>

#include "base/files.h"
#include "repository.h"
#include "sync/tuf/encoding.h"

namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("json: what is not one strict document is refused, and the message says why") {
    struct Case {
        std::string text, why;
    };
    const Case cases[] = {
        {"", "not JSON"},
        {"{", "not JSON"},
        {"{} {}", "not JSON"},
        {"{}x", "not JSON"},
        {"{'a':1}", "not JSON"},
        {"{\"a\":1,}", "not JSON"},
        {"// no\n{}", "not JSON"},
        {"NaN", "not JSON"},
        {"01", "not JSON"},
        {"\"\\ud800\"", "not JSON"},
        {"\"\xC3\x28\"", "not JSON"},
        {"\"a\nb\"", "not JSON"},
        {"\xEF\xBB\xBF{}", "byte order mark"},
        {R"({"a":1,"a":1})", "\"a\" twice"},
        {R"({"x":[{"y":{"b":1,"c":2,"b":3}}]})", "\"b\" twice"},
        {R"({"a":1,"\u0061":2})", "\"a\" twice"},
        {"1.0", "1.0, which is not a whole one"},
        {"[1e3]", "1e3"},
        {"9223372036854775808", "more than 64 bits"},
        {"-9223372036854775809", "not a whole one of 64 bits"},
        {nested(tuf::kMaxDepth + 1), "levels deep"},
        {nested(1'000'000), "levels deep"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text.substr(0, 40));
        const auto parsed = tuf::parse_json(c.text);
        CHECK_MESSAGE(is_refused(parsed, c.why), message(parsed));
    }
    CHECK(tuf::parse_json(nested(tuf::kMaxDepth)).has_value());
    CHECK(tuf::parse_json("9223372036854775807").has_value());
    CHECK(tuf::parse_json(" \t\r\n{ } \n").has_value());
}

TEST_CASE("json: canonical form sorts keys by bytes and escapes two characters alone") {
    struct Case {
        std::string text, canonical;
    };
    const Case cases[] = {
        {R"( { "b" : [ 1 , true , null ] , "a" : { } , "B" : -0 } )", R"({"B":0,"a":{},"b":[1,true,null]})"},
        {R"("\"\\\/\b\f\n\r\t")", "\"\\\"\\\\/\b\f\n\r\t\""},
        {R"("\u00e9\ud83d\ude80")", "\"\u00e9\U0001F680\""},
        {"{\"\uffff\":1,\"\U0001F680\":2,\"z\":3}", "{\"z\":3,\"\uffff\":1,\"\U0001F680\":2}"},
        {R"("\u0000")", std::string("\"\0\"", 3)},
        {"[-9223372036854775808,9223372036854775807]", "[-9223372036854775808,9223372036854775807]"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        const auto parsed = tuf::parse_json(c.text);
        REQUIRE(parsed);
        CHECK(tuf::canonical_json(*parsed) == c.canonical);
    }
}

TEST_CASE("json: canonical form is that of securesystemslib") {
    const auto text = base::read_file(VECTORS_FOLDER "/canonical.json");
    REQUIRE(text);
    const json rows = json::parse(*text);
    CHECK(rows.size() >= 7);
    for (const json& row : rows) {
        const auto source = row["json"].get<std::string>();
        CAPTURE(source);
        const auto parsed = tuf::parse_json(source);
        REQUIRE(parsed);
        CHECK(tuf::to_hex(tuf::canonical_json(*parsed)) == row["canonical"].get<std::string>());
    }
}

TEST_CASE("encoding: hexadecimal and names") {
    CHECK(tuf::to_hex(std::string("\x00\xff\x1a", 3)) == "00ff1a");
    CHECK(tuf::from_hex("00fF1A") == std::string("\x00\xff\x1a", 3));
    CHECK(tuf::from_hex("") == "");
    for (const char* bad : {"0", "0g", "g0", "00 ", "0x00"}) CHECK_FALSE(tuf::from_hex(bad));

    CHECK(tuf::encode_name("plain-Name_1.2~") == "plain-Name_1.2~");
    CHECK(tuf::encode_name("../x") == "..%2Fx");
    CHECK(tuf::encode_name("..") == "%2E%2E");
    CHECK(tuf::encode_name(".") == "%2E");
    CHECK(tuf::encode_name("...") == "...");
    CHECK(tuf::encode_name("角 %?#") == "%E8%A7%92%20%25%3F%23");
    CHECK(tuf::encode_path("a b/../c%2F/") == "a%20b/%2E%2E/c%252F/");
}
