#include "sync/publish/building/readings.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "catalog/store.h"
#include "sync/publish/building/difference.h"
#include "sync/publish/tables/read_back.h"
#include "workshop.h"

using publish_test::contents;
using publish_test::lines;
using publish_test::Workshop;

namespace {

publish::Reader reader() {
    auto lexicon = publish::Lexicon::open();
    REQUIRE(lexicon);
    return publish::Reader(std::move(*lexicon));
}

std::string read(const std::string& text) { return reader().read(text).pinyin; }

/// The table `reading` of the small catalog, "text: pinyin" by line.
std::string built_readings(const Workshop& shop) {
    REQUIRE(!shop.build().empty());
    const auto store = catalog::Store::open(shop.path("built.db"));
    REQUIRE_MESSAGE(store, store.error().message);
    const auto readings = store->readings();
    REQUIRE(readings);
    std::string text;
    for (const catalog::Reading& one : *readings) text += one.text + ": " + one.pinyin + "\n";
    return text;
}

std::string warnings_of(const Workshop& shop) {
    shop.write();
    publish::Problems problems;
    const auto folder = publish::read_folder(shop.folder(), std::nullopt, problems);
    publish::check_readings(folder, problems);
    CHECK(lines(problems.errors()) == "");
    return lines(problems.warnings());
}

}  // namespace

TEST_CASE("readings: a hanzi with several readings has that of its word") {
    const std::pair<const char*, const char*> kWords[]{
        {"银行", "yin2 hang2"},
        {"行政", "xing2 zheng4"},
        {"重点", "zhong4 dian3"},
        {"重复", "chong2 fu4"},
        {"长度", "chang2 du4"},
        {"增长", "zeng1 zhang3"},
        {"调整", "tiao2 zheng3"},
        {"调查", "diao4 cha2"},
        {"都市", "du1 shi4"},
        {"还款", "huan2 kuan3"},
        {"土地", "tu3 di4"},
        {"公共服务", "gong1 gong4 fu2 wu4"},
        {"技能培训", "ji4 neng2 pei2 xun4"},
        {"合同", "he2 tong2"},
        {"污水", "wu1 shui3"},
        {"高中学校", "gao1 zhong1 xue2 xiao4"},
        {"次干道", "ci4 gan4 dao4"},
        {"头发", "tou2 fa4"},
        {"亳都", "bo2 du1"},
        {"会计", "kuai4 ji4"},
        {"出租率", "chu1 zu1 lv4"},
        {"处理", "chu3 li3"},
        {"供应", "gong1 ying4"},
        {"参与", "can1 yu4"},
        {"种植", "zhong4 zhi2"},
        {"为民服务", "wei4 min2 fu2 wu4"},
        {"宁波", "ning2 bo1"},
        {"厦门", "xia4 men2"},
        {"乐山", "le4 shan1"},
        {"重庆", "chong2 qing4"},
        {"郑州", "zheng4 zhou1"},
        {"长垣", "chang2 yuan2"},
        {"高新区", "gao1 xin1 qu1"},
        {"绿化", "lv4 hua4"},
        {"数量", "shu4 liang4"},
        {"不一致", "bu4 yi1 zhi4"},
        {"传统", "chuan2 tong3"},
        {"开创", "kai1 chuang4"},
        {"省级", "sheng3 ji2"},
        {"便民", "bian4 min2"},
        {"银行重点调查", "yin2 hang2 zhong4 dian3 diao4 cha2"},
    };
    publish::Reader reading = reader();
    for (const auto& [text, pinyin] : kWords) CHECK_MESSAGE(reading.read(text).pinyin == pinyin, text);
}

TEST_CASE("readings: traditional characters, and rare ones of places") {
    CHECK(read("銀行") == "yin2 hang2");
    CHECK(read("長度") == "chang2 du4");
    CHECK(read("埇桥浉河瀍河鄠邑硚口") == "yong3 qiao2 shi1 he2 chan2 he2 hu4 yi4 qiao2 kou3");
    CHECK(read("二〇二四年") == "er4 ling2 er4 si4 nian2");
    CHECK(read("𫓧𬭊") == "fu1 du4");  // above U+FFFF
}

TEST_CASE("readings: what is no hanzi has no syllable") {
    CHECK(read("5G基站3.2万个（含A区）") == "ji1 zhan4 wan4 ge4 han2 qu1");
    CHECK(read("CO₂ €") == "");
    CHECK(read("") == "");
}

TEST_CASE("readings: a text with a hanzi that nobody knows has none, and it is named") {
    const auto answer = reader().read("新建\U0003134A园");
    CHECK(answer.pinyin == "");
    CHECK(answer.unknown == std::vector<std::string>{"\U0003134A"});
}

TEST_CASE("readings: a correction holds wherever its text stands") {
    publish::Reader reading = reader();
    reading.correct("都昌", "du1 chang1");
    reading.correct("5G+行", "hang2");
    reading.correct("六安", "lu4 an1");
    CHECK(reading.read("去六安市").pinyin == "qu4 lu4 an1 shi4");
    CHECK(reading.read("5G+行5G+行").pinyin == "hang2 hang2");
    reading.correct("六安市", "liu4 an1 shi4");
    CHECK(reading.read("六安市与六安").pinyin == "liu4 an1 shi4 yu3 lu4 an1");
}

TEST_CASE("readings: the correction of one hanzi leaves words alone") {
    publish::Reader reading = reader();
    reading.correct("行", "hang2");
    CHECK(reading.read("行").pinyin == "hang2");
    CHECK(reading.read("行政").pinyin == "xing2 zheng4");
}

TEST_CASE("readings: the built catalog has one for each name, sorted, and the same each time") {
    Workshop shop;
    CHECK(built_readings(shop) ==
          "2023年新增就业: nian2 xin1 zeng1 jiu4 ye4\n"
          "公园: gong1 yuan2\n"
          "夜市: ye4 shi4\n"
          "小城: xiao3 cheng2\n"
          "小城目标: xiao3 cheng2 mu4 biao1\n"
          "就业: jiu4 ye4\n"
          "总则: zong3 ze2\n"
          "新增就业: xin1 zeng1 jiu4 ye4\n"
          "新建公园: xin1 jian4 gong1 yuan2\n"
          "爱护公园: ai4 hu4 gong1 yuan2\n");
    CHECK(shop.build() == Workshop().build());
}

TEST_CASE("readings: the author's rows are kept as they are and go before") {
    Workshop shop;
    shop.files["readings.csv"] = "text,pinyin\n小城,da4 cheng2\n别处,bie2 chu4\n";
    const std::string readings = built_readings(shop);
    CHECK(readings.find("小城: da4 cheng2\n") != readings.npos);
    CHECK(readings.find("别处: bie2 chu4\n") != readings.npos);
    CHECK(readings.find("小城目标: da4 cheng2 mu4 biao1\n") != readings.npos);
}

TEST_CASE("readings: everyday words are read one by one, parted by whatever a Chinese keyboard writes") {
    Workshop shop;
    shop.replace("targets.csv", "same_as\n", "same_as,index_zh\n");
    shop.replace("targets.csv", "新建公园30个,plan,,,\n",
                 "新建公园30个,plan,,,,绿地;长椅；跑道、 花坛，树\n");
    shop.replace("targets.csv", "新增就业1.2万人以上,plan,,,\n", "新增就业1.2万人以上,plan,,,,\n");
    shop.replace("targets.csv", "夜市3—5个,plan,,,\n", "夜市3—5个,plan,,,,\n");
    shop.replace("targets.csv", ",new-jobs\n", ",new-jobs,\n");
    const std::string readings = built_readings(shop);
    for (const char* read :
         {"绿地: lv4 di4\n", "长椅: chang2 yi3\n", "跑道: pao3 dao4\n", "花坛: hua1 tan2\n", "树: shu4\n"})
        CHECK_MESSAGE(readings.find(read) != readings.npos, read);
}

TEST_CASE("readings: a catalog in English alone has none") {
    Workshop shop;
    shop.replace("release.csv", "version,", "languages,version,");
    shop.replace("release.csv", "\n1,", "\nen,1,");
    CHECK(built_readings(shop) == "");
}

TEST_CASE("readings: what nobody can read is a warning at its cell, until the author says it") {
    Workshop shop;
    shop.replace("topics.csv", "parks,1,公园,", "parks,1,公\U0003134A,");
    CHECK(warnings_of(shop) ==
          "topics.csv:2:name_zh (column 3): nobody knows how \U0003134A is read in \"公\U0003134A\"; add the "
          "text to "
          "readings.csv, with a syllable for each hanzi\n");
    shop.files["readings.csv"] = "text,pinyin\n公\U0003134A,gong1 yuan2\n";
    CHECK(warnings_of(shop) == "");
}

TEST_CASE("readings: of two releases only a reading that changed is a difference") {
    Workshop before, after;
    after.replace("topics.csv", "公园,Parks", "园子,Parks");
    after.files["readings.csv"] = "text,pinyin\n夜市,ye4 shi5\n";
    const auto earlier = publish::read_back(before.build()), later = publish::read_back(after.build());
    REQUIRE(earlier);
    REQUIRE(later);
    std::string changes;
    for (const publish::Change& change : publish::compare(*earlier, *later))
        changes += publish::text(change) + "\n";
    CHECK(changes.find("reading 夜市") != changes.npos);
    CHECK(changes.find("reading 园子") == changes.npos);
    CHECK(changes.find("reading 公园") == changes.npos);
}
