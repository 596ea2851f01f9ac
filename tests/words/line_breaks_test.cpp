#include "words/line_breaks.h"

#include <doctest/doctest.h>

#include <cctype>
#include <string>
#include <vector>

using words::Break;

namespace {

const words::Language &kChinese = words::language("zh-CN"), &kEnglish = words::language("en");

/// Where a line may end: 'f'ree, 'p'arted, 't'orn, 's'plit, 'n'ever, one letter a character.
std::string kinds_of(const std::string& text, const words::Language& language) {
    std::string kinds;
    for (const Break kind : words::line_breaks(words::to_code_points(text), language))
        kinds += "nstpf\n"[static_cast<std::size_t>(kind)];
    kinds.pop_back();  // the last character ends the text
    return kinds;
}

/// Between `before` and `after`, which stand in this order in the text.
char kind_between(const std::string& before, const std::string& after, const words::Language& language) {
    return kinds_of(before + after, language)[words::to_code_points(before).size() - 1];
}

}  // namespace

TEST_CASE("lines: no mark that closes or joins begins one, none that opens ends one") {
    for (const std::string mark :
         {"，", "。", "、", "；", "：", "！", "？", "）", "〕", "】", "》", "〉", "”", "’", "」", "』", "％",
          "%",  "·",  "—",  "——", "…",  "……", "～", "/",  "／", ",",  ".",  ")",  "]", "–", "‰",  "℃"}) {
        CAPTURE(mark);
        CHECK(kind_between("公园", mark + "游园", kChinese) == 'n');
    }
    for (const std::string mark :
         {"（", "〔", "【", "《", "〈", "“", "‘", "「", "『", "(", "[", "¥", "￥", "／"}) {
        CAPTURE(mark);
        CHECK(kind_between("公园" + mark, "游园", kChinese) == 'n');
    }
    CHECK(kind_between("public —", " the hall", kEnglish) == 'n');
    CHECK(kind_between("public — ", "the hall", kEnglish) == 'f');
    CHECK(kind_between("public ", "— the hall", kEnglish) == 'n');
}

TEST_CASE("lines: —— and …… stay whole, and a line may end with them") {
    for (const std::string mark : {"—", "…"}) {
        CAPTURE(mark);
        CHECK(kind_between("公园" + mark, mark + "游园", kChinese) == 'n');
        CHECK(kind_between("公园" + mark + mark, "游园", kChinese) == 'f');
    }
    CHECK(kind_between("北京—", "上海", kChinese) == 'f');
}

TEST_CASE("lines: a number stays whole, with its sign before it and its unit after it") {
    for (const std::string word :
         {"3—5",       "3～5",       "3-5",        "3–5",      "5%—8%",   "1,234.5", "12.65万人",
          "300平方米", "300 平方米", "第3条",      "第3—5条",  "2024年",  "14日",    "5.3%",
          "3个百分点", "300多个",    "20余项",     "50万左右", "8家",     "12 项",   "120万平方公里",
          "35万吨/年", "1万套(间)",  "2024-03-14", "08:00",    "-3.5%",   "＋5",     "≥30",
          "Ⅱ类",       "３００亩",   "3亿千瓦时",  "15所",     "220千伏", "6号线",   "90 天"}) {
        CAPTURE(word);
        const std::string kinds = kinds_of("新建" + word + "建成", kChinese);
        const std::size_t length = words::to_code_points(word).size();
        if (!word.starts_with("-")) CHECK(kinds[1] == 'f');  // before it
        CHECK(kinds.substr(2, length - 1).find('f') == std::string::npos);
        if (!std::isdigit(static_cast<unsigned char>(word.back())) && !word.ends_with("%"))
            CHECK(kinds[length + 1] == 'f');  // after it
    }
    for (const std::string word : {"30 parks", "250 billion yuan", "12 km", "10 m²", "14 March 2024",
                                   "1,250 homes", "3 percentage points"}) {
        CAPTURE(word);
        const std::string kinds = kinds_of("of " + word + " were", kEnglish);
        CHECK(kinds[2] == 'f');
        CHECK(kinds.substr(3, word.size() - 1).find('f') == std::string::npos);
        CHECK(kinds.find('f', 3) != std::string::npos);
    }
    CHECK(kind_between("in 2024 ", "and", kEnglish) == 'f');
    CHECK(kind_between("16 of ", "30", kEnglish) == 'f');
    CHECK(kind_between("16 ", "of 30", kEnglish) == 'f');
    CHECK(kind_between("2024年", "3月", kChinese) == 'f');
    CHECK(kind_between("2024-03-14 ", "发布", kChinese) == 'f');
}

TEST_CASE("lines: characters above U+FFFF are hanzi") {
    CHECK(kind_between("𬭚", "𰻝", kChinese) == 'f');
    CHECK(kind_between("300", "𬭚", kChinese) != 'f');
}
