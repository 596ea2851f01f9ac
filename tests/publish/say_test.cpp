#include "sync/publish/tables/say.h"

#include <doctest/doctest.h>

#include "sync/publish/tables/failure.h"
#include "sync/publish/tables/problems.h"

using publish::Message;
using publish::Phrasebook;
using publish::say;

namespace {

Phrasebook chinese(std::string_view toml) {
    auto book = Phrasebook::chinese(toml);
    REQUIRE_MESSAGE(book, book.error().message);
    return *book;
}

}  // namespace

TEST_CASE("say: a message is put into words where it is printed") {
    const Message said =
        say("{} of {} is {}{}", publish::Bilingual{"目标值", "value"}, "parks", 30, say("; no"));
    CHECK(said.text() == "value of parks is 30; no");
    const Phrasebook book = chinese("'{} of {} is {}{}' = '{1}的{0}是{2}{3}'\n'; no' = '，不对'\n");
    CHECK(said.text(book) == "parks的目标值是30，不对");
    CHECK(say("nobody has translated {}", "{this}").text(book) == "nobody has translated {this}");
}

TEST_CASE("say: the kind is the pattern, whatever the values") {
    CHECK(say("{} is", 1).pattern() == say("{} is", "two").pattern());
    CHECK(Message().empty());
    CHECK(Message().text() == "");
    CHECK_FALSE(say("{}", "").empty());
}

TEST_CASE("say: several values have the language's comma") {
    const Message said = say("one of {}", publish::listed(std::vector<std::string>{"a", "b", "c"}));
    CHECK(said.text() == "one of a, b, c");
    CHECK(said.text(chinese("'one of {}' = '{}之一'")) == "a、b、c之一");
}

TEST_CASE("say: what is no table of texts is refused") {
    CHECK_FALSE(Phrasebook::chinese("'a' = 3"));
    CHECK_FALSE(Phrasebook::chinese("'a"));
}

TEST_CASE("say: a place is written as the language has it, a column as the spreadsheet calls it") {
    const Phrasebook book =
        chinese("'{}: {}; {}' = '{}：{}。{}。'\n'{}:{}:{} (column {})' = '{0} 第{1}行 {3}列 {2}'\n");
    const auto at = [&](int column) {
        return publish::Problem{{"targets.csv", 12, "value", column}, say("wrong"), say("mend it")}.text(
            book);
    };
    CHECK(at(9) == "targets.csv 第12行 I列 value：wrong。mend it。");
    CHECK(at(26) == "targets.csv 第12行 Z列 value：wrong。mend it。");
    CHECK(at(27) == "targets.csv 第12行 AA列 value：wrong。mend it。");
    CHECK(at(703) == "targets.csv 第12行 AAA列 value：wrong。mend it。");
}

TEST_CASE("failure: the parts that are known are said in Chinese, paths and the rest stay") {
    const Phrasebook book = chinese(
        "'{}: {}' = '{}：{}'\n'writing {}' = '写入 {}'\n'No space left on device' = '磁盘已满'\n"
        "'{} ended with status {}' = '{} 退出码 {}'\n'is cut short: {} of {} bytes' = '只有 {} 字节，应有 {} "
        "字节'\n");
    const auto told = [&](const std::string& failure) {
        CHECK(publish::told(failure).text() == failure);
        return publish::told(failure).text(book);
    };
    CHECK(told("writing a.db: a.db.new: No space left on device") == "写入 a.db：a.db.new：磁盘已满");
    CHECK(told("/usr/bin/kiosk ended with status 3") == "/usr/bin/kiosk 退出码 3");
    CHECK(told("a.db: is cut short: 3 of 4096 bytes") == "a.db：只有 3 字节，应有 4096 字节");
    CHECK(told("a.db: something new") == "a.db：something new");
    CHECK(told("") == "");
    CHECK(told(": : : : : : : : : :") == "：：：：：: : : : :");
}
