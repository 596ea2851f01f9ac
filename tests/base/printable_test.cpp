#include "base/printable.h"

#include <doctest/doctest.h>

TEST_CASE("printable line: nothing in it moves a cursor or ends a line, and words stay as they are") {
    CHECK(base::printable_line("plain 民生 é") == "plain 民生 é");
    CHECK(base::printable_line("a\nb\r\tc\x1b[2Jd\x7f") == "a b  c [2Jd ");
    CHECK(base::printable_line("a\xc2\x9b"
                               "31m\xc2\x80\xc2\xa0") == "a  31m  \xc2\xa0");
    CHECK(base::printable_line("\xc2") == "\xc2");
    CHECK(base::printable_line("") == "");
}
