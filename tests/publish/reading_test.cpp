#include <doctest/doctest.h>
#include <iconv.h>

#include "sync/publish/tables/csv.h"
#include "sync/publish/tables/encoding.h"
#include "workshop.h"

using namespace publish;
using publish_test::lines;
using publish_test::Workshop;

namespace {

std::string as_gb18030(std::string text) {
    const iconv_t converter = iconv_open("GB18030", "UTF-8");
    std::string bytes(text.size() * 2 + 16, '\0');
    char *in = text.data(), *out = bytes.data();
    std::size_t in_left = text.size(), out_left = bytes.size();
    REQUIRE(iconv(converter, &in, &in_left, &out, &out_left) == 0);
    iconv_close(converter);
    bytes.resize(bytes.size() - out_left);
    return bytes;
}

std::string with_crlf(const std::string& text) {
    std::string result;
    for (const char c : text) result += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return result;
}

std::vector<CsvRow> rows_of(std::string_view text) {
    auto parsed = parse_csv(text);
    REQUIRE(std::holds_alternative<std::vector<CsvRow>>(parsed));
    return std::get<std::vector<CsvRow>>(parsed);
}

/// The database of the small catalog after `change` was made to each of its files.
template <class Change>
std::string built_after(Change change) {
    Workshop shop;
    for (auto& [name, text] : shop.files) text = change(text);
    return shop.build();
}

}  // namespace

TEST_CASE("encodings: GB18030, a byte order mark and CRLF give the same database bytes as plain UTF-8") {
    const std::string plain = Workshop().build();
    REQUIRE(!plain.empty());
    CHECK(built_after([](const std::string& text) { return "\xEF\xBB\xBF" + text; }) == plain);
    CHECK(built_after(with_crlf) == plain);
    CHECK(built_after(as_gb18030) == plain);
    CHECK(built_after([](const std::string& text) { return as_gb18030(with_crlf(text)); }) == plain);
    CHECK(built_after([](const std::string& text) { return "\xEF\xBB\xBF" + with_crlf(text); }) == plain);
}

TEST_CASE("encodings: bytes that are no text are reported with their place") {
    struct Case {
        std::string bytes;
        const char* error;
    };
    const std::string heading = "id,position,name_zh,name_en\n";
    const Case cases[] = {
        {heading + "一,1,总则和细则\xE6,General\n",
         "sections.csv:2: byte 49 breaks the UTF-8 of the file; save it again as \"CSV UTF-8\"\n"},
        {heading + "a,1,\xFF\xFF,General\n",
         "sections.csv:2: byte 32 is neither UTF-8 nor GB18030; save it again as \"CSV UTF-8\"\n"},
        {"\xFF\xFEi\0d\0", "sections.csv:1: the file is UTF-16; save it again as \"CSV UTF-8\"\n"},
        {"\xEF\xBB\xBF" + heading + "a,1,\xD7\xDC,General\n",
         "sections.csv:2: byte 35 breaks the UTF-8 of the file; save it again as \"CSV UTF-8\"\n"},
    };
    for (const Case& one : cases) {
        Workshop shop;
        shop.files["sections.csv"] = one.bytes;
        CHECK(lines(shop.check().errors()) == std::string(one.error));
    }
}

TEST_CASE("encodings: characters come apart as they were put together") {
    std::string_view text = "aé万🌳";
    CHECK(next_character(text) == U'a');
    CHECK(next_character(text) == U'é');
    CHECK(next_character(text) == U'万');
    CHECK(next_character(text) == U'🌳');
    CHECK(!next_character(text));
    for (const std::string_view bad : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xB8", "\x80"}) {
        std::string_view broken = bad;
        CHECK(!next_character(broken));
    }
}

TEST_CASE("CSV: quoted fields may hold commas, quotation marks and line ends") {
    const auto rows = rows_of("a,b\n\"1,2\",\"say \"\"hi\"\"\"\n\"two\nlines\",x\ny,z\n");
    REQUIRE(rows.size() == 4);
    CHECK(rows[1].fields == std::vector<std::string>{"1,2", "say \"hi\""});
    CHECK(rows[2].fields == std::vector<std::string>{"two\nlines", "x"});
    CHECK(rows[2].line == 3);
    CHECK(rows[3].line == 5);
}

TEST_CASE(
    "CSV: comments, empty lines and rows of empty fields are left out, and lines counted all the same") {
    const auto rows =
        rows_of("# a comment, with \"quotes\nid,name\n\n#\n1,\"one\n# not a comment\"\n,\n  \n2,two");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].line == 2);
    CHECK(rows[1].fields[1] == "one\n# not a comment");
    CHECK(rows[1].line == 5);
    CHECK(rows[2].fields == std::vector<std::string>{"2", "two"});
    CHECK(rows[2].line == 9);
}

TEST_CASE("CSV: 例 by itself or before a blank or a colon marks an example, 例会 is data") {
    for (const char* const example : {"例", "例 1", "例：1", "例:1", "例　1"}) CHECK(is_example(example));
    for (const char* const data : {"例会次数", "1", "", "案例"}) CHECK_FALSE(is_example(data));
}

TEST_CASE("columns may stand in any order") {
    Workshop shop;
    const std::string plain = shop.build();
    shop.files["sections.csv"] = "name_en,name_zh,position,id\nGeneral,总则,1,一\n";
    CHECK(shop.build() == plain);
    shop.files["sections.csv"] = "name_en,name_zh,position,id\nGeneral,,1,一\n";
    CHECK(lines(shop.check().errors()) ==
          "sections.csv:2:name_zh (column 2): the cell is empty; fill it in: a short plain name\n");
}
