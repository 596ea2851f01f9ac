#include "kiosk/ui/text.h"

#include <doctest/doctest.h>

#include <cctype>
#include <vector>

#include "kiosk/app/library.h"
#include "words/line_breaks.h"

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

/// The lines of a text that is `ems` wide.
std::vector<std::string> lines_of(const std::string& text, float ems, const words::Language& language,
                                  bool balanced = false) {
    static kiosk::Library library = *kiosk::Library::open();
    const kiosk::TextBlock block = kiosk::set_text(library.fonts, {text, kiosk::Face::regular, 30}, 30 * ems,
                                                   {.language = &language, .balanced = balanced});
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < block.line_count(); ++i)
        lines.push_back(kiosk::text_of_lines(block, i, i + 1));
    return lines;
}

using Lines = std::vector<std::string>;

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

TEST_CASE("lines: a number and its unit go to the next line together") {
    CHECK(lines_of("热计量改造面积300平方米", 10, kChinese) == Lines{"热计量改造面积", "300平方米"});
    CHECK(lines_of("计划新建公园第3条", 8, kChinese) == Lines{"计划新建公园", "第3条"});
    CHECK(lines_of("全年每月公布3—5项数", 8, kChinese) == Lines{"全年每月公布", "3—5项数"});
    CHECK(lines_of("大气优良天数——全年", 6.5f, kChinese) == Lines{"大气优良天", "数——全年"});
    CHECK(lines_of("建成北京——上海段", 4.5f, kChinese) == Lines{"建成北", "京——", "上海段"});
}

TEST_CASE("lines: a number with a unit longer than a line is cut where it hurts least") {
    CHECK(lines_of("面积120万平方公里", 5, kChinese) == Lines{"面积", "120万平", "方公里"});
    CHECK(lines_of("451.7-106.9=344.8", 7, kChinese) == Lines{"451.7-106.9", "=344.8"});
    CHECK(lines_of("2023-12-25：14.39万人", 8, kChinese) == Lines{"2023-12-25：", "14.39万人"});
    CHECK(lines_of("250,000,000 yuan", 7, kEnglish) == Lines{"250,000,000 ", "yuan"});
    for (const std::string& line : lines_of("250,000,000,000", 3, kEnglish)) CHECK(line[0] != ',');
    CHECK(lines_of("12345678900000平方米", 5, kChinese).front().find("平") == std::string::npos);
    for (const std::string& line : lines_of("公园，，，，，，，，，游园", 4, kChinese))
        CHECK_FALSE(line.empty());
}

TEST_CASE("lines: balancing neither cuts a word nor parts a number that the full width keeps") {
    const std::string title = "Internationalisation now";
    CHECK(lines_of(title, 11, kEnglish, true) == Lines{"Internationalisation ", "now"});
    CHECK(lines_of(title, 11, kEnglish) == Lines{"Internationalisation ", "now"});
    CHECK(lines_of("新建120万平方公里园", 7.2f, kChinese, true) == Lines{"新建", "120万平方公里", "园"});
}

TEST_CASE("lines: a word longer than a line is cut, and the block says so") {
    kiosk::Library library = *kiosk::Library::open();
    const auto block = [&](float ems) {
        return kiosk::set_text(library.fonts, {"Internationalisation", kiosk::Face::bold, 30}, 30 * ems,
                               {.language = &kEnglish});
    };
    CHECK(block(5).is_torn());
    CHECK(block(5).line_count() > 1);
    CHECK_FALSE(block(20).is_torn());
}

TEST_CASE("lines: characters above U+FFFF come back as they were") {
    CHECK(lines_of("𬭚𰻝", 9, kChinese) == Lines{"𬭚𰻝"});
    CHECK(kind_between("𬭚", "𰻝", kChinese) == 'f');
    CHECK(kind_between("300", "𬭚", kChinese) != 'f');
}
