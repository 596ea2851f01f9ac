#include "kiosk/ui/text.h"

#include <doctest/doctest.h>

#include <vector>

#include "kiosk/app/library.h"

namespace {

const words::Language &kChinese = words::language("zh-CN"), &kEnglish = words::language("en");

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

TEST_CASE("lines: a number of four characters is no year") {
    CHECK(lines_of("Published: 2.96 million m²", 8.5f, kEnglish) == Lines{"Published: ", "2.96 million m²"});
    CHECK(lines_of("Published in 2024 and later", 8.6f, kEnglish) ==
          Lines{"Published in 2024 ", "and later"});
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
}
