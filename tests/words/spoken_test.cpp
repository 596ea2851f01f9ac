#include "words/spoken.h"

#include <doctest/doctest.h>

#include <cctype>
#include <string>

#include "words/spoken_pinyin.h"

using words::runs_of, words::spoken;

namespace {

const words::Language &kChinese = words::language("zh-CN"), &kEnglish = words::language("en");

struct Case {
    const char *written, *said;
};

constexpr Case kChineseCases[] = {
    // numbers
    {"0", "零"},
    {"7", "七"},
    {"10", "十"},
    {"11个", "十一个"},
    {"20", "二十"},
    {"22万人", "二十二万人"},
    {"105", "一百零五"},
    {"110", "一百一十"},
    {"111", "一百一十一"},
    {"200人以上", "二百人以上"},
    {"1001", "一千零一"},
    {"1010", "一千零一十"},
    {"1100", "一千一百"},
    {"2000班次", "两千班次"},
    {"2600万人次", "两千六百万人次"},
    {"3800个", "三千八百个"},
    {"10000", "一万"},
    {"10050", "一万零五十"},
    {"20000", "两万"},
    {"22000", "两万二千"},
    {"30500", "三万零五百"},
    {"100000", "十万"},
    {"100010", "十万零一十"},
    {"126500", "十二万六千五百"},
    {"126,500人", "十二万六千五百人"},
    {"1,234,567", "一百二十三万四千五百六十七"},
    {"100000000", "一亿"},
    {"200000000", "两亿"},
    {"100500000", "一亿零五十万"},
    {"1000000000000", "一万亿"},
    {"12345678901234567890", "一二三四五六七八九零一二三四五六七八九零"},
    {"12.65万人", "十二点六五万人"},
    {"106.9公里", "一百零六点九公里"},
    {"0.16个百分点", "零点一六个百分点"},
    {"3.8万亿元", "三点八万亿元"},
    {"-0.6", "负零点六"},
    {"＋５.2％", "正百分之五点二"},
    // 两 and 二
    {"2个", "两个"},
    {"2万套", "两万套"},
    {"2家", "两家"},
    {"2—3家", "两至三家"},
    {"2小时", "两小时"},
    {"2月", "二月"},
    {"2日", "二日"},
    {"2号线", "二号线"},
    {"2级", "二级"},
    {"2期", "二期"},
    {"2.7万个", "二点七万个"},
    {"2%", "百分之二"},
    {"第2个", "第二个"},
    {"12个", "十二个"},
    {"6、7、8号线", "六、七、八号线"},
    {"12号线", "十二号线"},
    // parts of a hundred
    {"7%", "百分之七"},
    {"5.5%左右", "百分之五点五左右"},
    {"100%", "百分之一百"},
    {"129.53%", "百分之一百二十九点五三"},
    {"3‰", "千分之三"},
    {"5—8%", "百分之五至百分之八"},
    {"5%—8%", "百分之五至百分之八"},
    {"涨幅：-0.6%", "涨幅：负百分之零点六"},
    {"(2.69%)0.16个", "(百分之二点六九)零点一六个"},
    // fractions, ratios, pages
    {"3/4", "四分之三"},
    {"占½", "占二分之一"},
    {"1:1.5", "一比一点五"},
    {"下一页 10/33", "下一页，第十页，共三十三页"},
    {"2 / 7", "第二页，共七页"},
    {"30万吨/年以下", "三十万吨每年以下"},
    // dates and times
    {"2024年", "二零二四年"},
    {"到2024年年底", "到二零二四年年底"},
    {"2023年、2024年", "二零二三年、二零二四年"},
    {"(2024—2026年)", "(二零二四至二零二六年)"},
    {"2024-12-31", "二零二四年十二月三十一日"},
    {"2024-01-10 08:05", "二零二四年一月十日八点零五分"},
    {"21:34", "二十一点三十四分"},
    {"08:00", "八点"},
    {"2023年12月25日", "二零二三年十二月二十五日"},
    {"1—6月", "一至六月"},
    {"1~2月,", "一至二月,"},
    {"2011年10月—2012年9月", "二零一一年十月至二零一二年九月"},
    {"2024年1—9月：5.5%", "二零二四年一至九月：百分之五点五"},
    {"版本 2026.11.23", "版本二零二六点一一点二三"},
    {"24小时", "二十四小时"},
    // ranges and sums
    {"450—455", "四百五十至四百五十五"},
    {"3-5个", "三至五个"},
    {"3～5个", "三至五个"},
    {"推算：6.2-0.9=5.3", "推算：六点二减零点九等于五点三"},
    {"451.7-106.9=344.8", "四百五十一点七减一百零六点九等于三百四十四点八"},
    {"160×2.5", "一百六十乘二点五"},
    // numbers that are names
    {"T-147", "T 一四七"},
    {"编号 T-001。", "编号 T 零零一。"},
    {"热线 12345，可报编号 T-147。", "热线幺二三四五，可报编号 T 一四七。"},
    {"拨打110", "拨打幺幺零"},
    {"拨打12315热线", "拨打幺二三幺五热线"},
    {"12345人", "一万二千三百四十五人"},
    {"电话：0371-67170000", "电话：零三七幺，六七幺七零零零零"},
    {"“13710”工作机制", "“幺三七幺零”工作机制"},
    {"“5000亿级”", "“五千亿级”"},
    {"后30", "后三十"},
    {"第10位", "第十位"},
    {"第1项", "第一项"},
    {"前20位", "前二十位"},
    {"5G", "五G"},
    {"PM2.5和臭氧", "PM二点五和臭氧"},
    {"PM₂.₅", "PM二点五"},
    {"PM10", "PM十"},
    {"T3线", "T三线"},
    {"G107国道", "G一零七国道"},
    {"A级", "A级"},
    // signs
    {"≥30", "大于等于三十"},
    {"±5", "正负五"},
    {"CO₂", "二氧化碳"},
    {"50㎡", "五十平方米"},
    {"3 km²", "三平方公里"},
    {"20℃", "二十摄氏度"},
    {"35μg/m³", "三十五微克/立方米"},
    {"100元/m²", "一百元每平方米"},
    {"500千伏", "五百千伏"},
    {"¥500万", "五百万元"},
    {"$2.3亿", "二点三亿美元"},
    {"Ⅱ类", "二类"},
    {"①新建", "一新建"},
    {"共 9 项 ›", "共九项"},
    {"二 · 郑州", "二，郑州"},
    {"A+B", "A加B"},
    {"——是", "——是"},
    {"٣٤٥", "三百四十五"},
    {"", ""},
    {"没有数", "没有数"},
};

constexpr Case kEnglishCases[] = {
    {"0", "zero"},
    {"13", "thirteen"},
    {"21", "twenty-one"},
    {"30 parks", "thirty parks"},
    {"100%", "a hundred per cent"},
    {"106.9 km", "a hundred and six point nine kilometres"},
    {"1 km", "one kilometre"},
    {"12.65", "twelve point six five"},
    {"200", "two hundred"},
    {"126,500 people", "one hundred and twenty-six thousand five hundred people"},
    {"120,050", "one hundred and twenty thousand and fifty"},
    {"1,000,000", "one million"},
    {"250 billion yuan", "two hundred and fifty billion yuan"},
    {"1.234567 million", "one point two three four five six seven million"},
    {"about 7%", "about seven per cent"},
    {"5.5%", "five point five per cent"},
    {"-0.6%", "minus zero point six per cent"},
    {"5-8%", "five to eight per cent"},
    {"3–5", "three to five"},
    {"450—455", "four hundred and fifty to four hundred and fifty-five"},
    {"6.2-0.9=5.3", "six point two minus zero point nine equals five point three"},
    {"31 December 2024", "the thirty-first of December twenty twenty-four"},
    {"2024-12-31", "the thirty-first of December twenty twenty-four"},
    {"1 May", "the first of May"},
    {"December 31, 2024", "December the thirty-first, twenty twenty-four"},
    {"12 Jan 2025", "the twelfth of January twenty twenty-five"},
    {"January to March 2024", "January to March twenty twenty-four"},
    {"3 March 2024, 21:34", "the third of March twenty twenty-four, twenty-one thirty-four"},
    {"08:05", "eight oh five"},
    {"08:00", "eight o'clock"},
    {"2000", "two thousand"},
    {"all of 2023: 12.8%", "all of twenty twenty-three: twelve point eight per cent"},
    {"2005", "two thousand and five"},
    {"1905", "nineteen oh five"},
    {"1900", "nineteen hundred"},
    {"1990s", "nineteen nineties"},
    {"2024 to 2029", "twenty twenty-four to twenty twenty-nine"},
    {"2021-2025", "twenty twenty-one to twenty twenty-five"},
    {"in 2024?", "in twenty twenty-four?"},
    {"T-147", "T one four seven"},
    {"No. T-001", "number T zero zero one"},
    {"No. 5", "number five"},
    {"Hotline 12345; please", "Hotline one two three four five; please"},
    {"call 110", "call one one zero"},
    {"12th games", "twelfth games"},
    {"1st, 2nd, 3rd, 20th", "first, second, third, twentieth"},
    {"101st", "a hundred and first"},
    {"top-30", "top thirty"},
    {"15-minute", "fifteen-minute"},
    {"3/4", "three quarters"},
    {"1/2", "a half"},
    {"2/3", "two thirds"},
    {"1/8", "an eighth"},
    {"Next 10/33", "Next, page ten of thirty-three"},
    {"2 / 7", "page two of seven"},
    {"1:1.5", "one to one point five"},
    {"PM2.5", "PM two point five"},
    {"PM10", "PM ten"},
    {"5G", "five G"},
    {"T3 line", "T three line"},
    {"CO₂", "carbon dioxide"},
    {"50 m²", "fifty square metres"},
    {"500 kV", "five hundred kilovolts"},
    {"20°C", "twenty degrees Celsius"},
    {"≥30", "at least thirty"},
    {"R&D", "R and D"},
    {"$250 million", "two hundred and fifty million dollars"},
    {"£1.5bn", "one point five billion pounds"},
    {"¥500", "five hundred yuan"},
    {"Ⅱ", "two"},
    {"version 2026.11.23", "version two zero two six point one one point two three"},
    {"a · b", "a, b"},
    {"5 more", "five more"},
    {"9 items ›", "nine items "},
    {"168 cities", "a hundred and sixty-eight cities"},
    {"", ""},
};

std::string joined(const std::vector<words::Run>& runs) {
    std::string all;
    for (const words::Run& run : runs) all += "[" + std::string(run.language->tag) + "]" + run.text;
    return all;
}

}  // namespace

TEST_CASE("spoken: Chinese numbers, dates and signs are read as they are said") {
    for (const Case& one : kChineseCases) {
        CAPTURE(one.written);
        CHECK(spoken(one.written, kChinese) == one.said);
    }
}

TEST_CASE("spoken: English numbers, dates and signs are read as they are said") {
    for (const Case& one : kEnglishCases) {
        CAPTURE(one.written);
        CHECK(spoken(one.written, kEnglish) == one.said);
    }
}

TEST_CASE(
    "spoken: every number up to a million, and every power of ten and its neighbours, is a number again") {
    const std::string_view figures[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    const auto value_of = [&](const std::string& words) {
        long long total = 0, section = 0, figure = 0;
        for (std::size_t i = 0; i < words.size(); i += 3) {
            const std::string_view one = std::string_view(words).substr(i, 3);
            const long long unit = one == "十" ? 10 : one == "百" ? 100 : one == "千" ? 1000 : 0;
            if (unit > 0) {
                section += (figure == 0 && unit == 10 ? 1 : figure) * unit;
                figure = 0;
            } else if (one == "万") {
                section = (section + figure) * 10'000;
                total += section;
                section = figure = 0;
            } else if (one == "亿") {
                total = (total + section + figure) * 100'000'000;
                section = figure = 0;
            } else if (one == "两") {
                figure = 2;
            } else {
                for (int n = 0; n < 10; ++n)
                    if (one == figures[n]) figure = n;
            }
        }
        return total + section + figure;
    };
    for (long long n = 0; n <= 1'000'000; n += n < 20'000 ? 1 : 7)
        if (n != 12345 && value_of(spoken(std::to_string(n), kChinese)) != n)
            FAIL_CHECK(n);  // that one is a hotline
    for (long long power = 1; power <= 100'000'000'000'000; power *= 10)
        for (const long long n : {power - 1, power, power + 1, 5 * power, 2 * power + 1}) {
            CAPTURE(n);
            CAPTURE(spoken(std::to_string(n) + "元", kChinese));
            CHECK(value_of(spoken(std::to_string(n), kChinese)) == n);
        }
}

TEST_CASE("runs: hanzi are Chinese, and passages of foreign words in a Chinese text English") {
    CHECK(joined(runs_of("GDP增长6%", kChinese)) == "[zh-CN]GDP增长6%");
    CHECK(joined(runs_of("English", kChinese)) == "[en]English");
    CHECK(joined(runs_of("T-147", kChinese)) == "[zh-CN]T-147");
    CHECK(joined(runs_of("12.65", kChinese)) == "[zh-CN]12.65");
    CHECK(joined(runs_of("“From January to July, 16.4 million passengers”", kChinese)) ==
          "[en]“From January to July, 16.4 million passengers”");
    CHECK(joined(runs_of("The plan, 三(四) 专栏3", kEnglish)) == "[en]The plan, [zh-CN]三(四) 专栏3");
    CHECK(joined(runs_of("“全市就业12万人” · original in Chinese", kEnglish)) ==
          "[zh-CN]“全市就业12万人” · [en]original in Chinese");
    CHECK(joined(runs_of("“占GDP比重11%”", kEnglish)) == "[zh-CN]“占GDP比重11%”");
    CHECK(joined(runs_of("GDP growth", kEnglish)) == "[en]GDP growth");
    CHECK(joined(runs_of("三(四) A better city", kEnglish)) == "[zh-CN]三(四) [en]A better city");
    CHECK(runs_of("", kEnglish).empty());
}

TEST_CASE("pinyin: what the publisher says goes before words of the list, and those before characters") {
    const std::string list =
        "业\tye4\n中\tzhong1 zhong4\n行\txing2 hang2\n银\tyin2\n银行\tyin2 hang2\n镇\tzhen4\n长\tzhang3 "
        "chang2\n"
        "长期\tchang2 qi1\n期\tqi1\n";
    words::Pinyin pinyin{list};
    CHECK(pinyin.read("银行中长期") == "yin2 hang2 zhong1 chang2 qi1");
    CHECK(pinyin.read("行业，长。") == "xing2 ye4, zhang3.");
    CHECK(pinyin.read("T 中") == "T zhong1");
    CHECK(pinyin.read("GDP行") == "GDP xing2");
    CHECK(pinyin.read("“中”") == "zhong1");
    CHECK(pinyin.read("中龘").empty());
    CHECK(pinyin.read("").empty());
    pinyin.learn("行业", "hang2 ye4");
    pinyin.learn("长镇", "chang2");  // one for two
    CHECK(pinyin.read("行业长镇") == "hang2 ye4 zhang3 zhen4");
    CHECK(words::Pinyin{""}.read("中").empty());
}

TEST_CASE("pinyin: 不 and 一 are spoken with the tone that what follows gives them") {
    CHECK(words::with_changed_tones("bu4 zuo4 pan4 ding4", "不作判定") == "bu2 zuo4 pan4 ding4");
    CHECK(words::with_changed_tones("bu4 di1 yu2", "不低于") == "bu4 di1 yu2");
    CHECK(words::with_changed_tones("gong1 bu4 shu4", "公布数") == "gong1 bu4 shu4");
    CHECK(words::with_changed_tones("yi1 ge4, yi1 tiao2", "一个，一条") == "yi2 ge4, yi4 tiao2");
    CHECK(words::with_changed_tones("di4 yi1 ge4", "第一个") == "di4 yi1 ge4");
    CHECK(words::with_changed_tones("shi2 yi1 ge4", "十一个") == "shi2 yi1 ge4");
    CHECK(words::with_changed_tones("yi1", "一") == "yi1");
    CHECK(words::with_changed_tones("bu4", "不 对") == "bu4");
}
