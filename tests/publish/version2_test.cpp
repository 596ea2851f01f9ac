#include <doctest/doctest.h>

#include <map>

#include "sync/publish/checks/arithmetic.h"
#include "sync/publish/tables/read_back.h"
#include "workshop.h"

// What plans of other places say, and what is refused of it.

using publish_test::lines;
using publish_test::Workshop;

namespace {

/// A column more of a file, empty but in the rows that are named.
void add_column(Workshop& shop, const std::string& file, const std::string& name,
                const std::map<int, std::string>& cells) {
    std::string text;
    int line = 0;
    for (std::string_view rest = shop.files.at(file); !rest.empty();) {
        const std::size_t end = rest.find('\n');
        ++line;
        const auto cell = cells.find(line);
        text += std::string(rest.substr(0, end)) + "," +
                (line == 1             ? name
                 : cell == cells.end() ? ""
                                       : cell->second) +
                "\n";
        rest.remove_prefix(end + 1);
    }
    shop.files.at(file) = text;
}

std::string errors(const Workshop& shop) { return lines(shop.check().errors()); }
std::string warnings(const Workshop& shop) { return lines(shop.check().warnings()); }
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// What is said after one figure of new-parks has been given an excerpt and more.
struct Said {
    std::string errors, warnings;
};
Said of_figure(const std::string& value, const std::string& status, const std::string& excerpt,
               const std::map<std::string, std::string>& more) {
    Workshop shop;
    shop.replace("observations.csv", ",12,exact,provisional,,,,,,",
                 "," + value + ",exact," + status + ",,,,," + excerpt + ",");
    shop.replace("observations.csv",
                 "4,new-parks,2024-01-01,2024-06-30,2024-06-30,11,exact,provisional,,,,,,2024-07-09,news,2\n",
                 "");
    if (status == "forecast")
        shop.replace("observations.csv", "2,new-parks,2024-01-01,2024-06-30,2024-06-30",
                     "2,new-parks,2024-01-01,2024-12-31,2024-12-31");
    for (const auto& [column, cell] : more) add_column(shop, "observations.csv", column, {{3, cell}});
    return {errors(shop), warnings(shop)};
}

/// A town that speaks English alone, without a Chinese column anywhere.
Workshop english_town() {
    Workshop shop;
    shop.files = {
        {"release.csv",
         "version,place_en,title_en,period_start,period_end,published_at,default_valid_until,time_zone,"
         "languages\n"
         "1,Springfield,Goals,2024-07-01,2025-06-30,2025-08-01T08:00:00-05:00,2026-12-31,America/"
         "Chicago,en\n"},
        {"sources.csv", "id,title_en,publisher_en\nplan,The plan,The town\n"},
        {"sections.csv", "id,position,name_en\n1,1,General\n"},
        {"topics.csv",
         "id,position,name_en,blurb_en,icon,headline_target_id\nroads,1,Roads,Goals for "
         "roads.,tree,potholes\n"},
        {"targets.csv",
         "id,number,topic_id,position,name_en,comparator,value,unit_en,kind,direction,deadline,tier,section,"
         "quote,source_id\n"
         "potholes,1,roads,1,Potholes "
         "filled,eq,50000,pothole|potholes,annual_new,higher,2025-06-30,core,1,\"the pothole goal has been "
         "set at 50,000\",plan\n"
         "homes,2,,2,New homes,ge,1.5,million homes,annual_new,higher,2025-06-30,core,1,at least 1.5 million "
         "new homes,plan\n"
         "waiting,3,,3,Seen in time,le,18,weeks,level,lower,2025-06-30,core,1,in no more than 18 "
         "weeks,plan\n"},
        {"observations.csv",
         "id,target_id,period_start,period_end,as_of,value,status,excerpt,source_id\n"
         "1,potholes,2024-07-01,2024-09-30,2024-09-30,15660,provisional,\"crews beat their target of 12,500 "
         "by filling 15,660\",plan\n"},
        {"plan.txt",
         "For the year, the pothole goal has been set at 50,000. We build at least 1.5 million new homes.\n"
         "Everybody is seen in no more than 18 weeks. So crews beat their target of 12,500 by filling "
         "15,660.\n"},
    };
    return shop;
}

}  // namespace

TEST_CASE("English alone: no Chinese column is asked for, and quotations are read in English") {
    CHECK(errors(english_town()) == "");
    CHECK(warnings(english_town()) == "");
    Workshop shop = english_town();
    shop.replace("targets.csv", "ge,1.5,", "le,1.5,");
    shop.replace("targets.csv", "eq,50000,", "eq,5000,");
    shop.replace("targets.csv", ",lower,", ",higher,");
    CHECK(has(warnings(shop), "targets.csv:2:value (column 7): quote does not say \"5000 potholes\""));
    CHECK(has(warnings(shop),
              "targets.csv:3:comparator (column 6): the comparator is le, but the words of quote mean ge"));
    CHECK(has(errors(shop), "targets.csv:4:direction (column 10): the comparator le asks for less"));
    shop.replace("topics.csv", "name_en", "name_zh");
    CHECK(has(errors(shop), "topics.csv:1:name_en: the column is missing"));
}

TEST_CASE("a folder of version 1 builds once its place is named, and nothing else is asked") {
    Workshop shop;
    shop.replace("release.csv", "place_zh,place_en,", "");
    shop.replace("release.csv", "小城,Small Town,", "");
    shop.replace("targets.csv", "clause,quote,", "clause,quote_zh,");
    add_column(shop, "targets.csv", "base_value", {{2, "30"}, {3, "99"}});
    CHECK(
        errors(shop) ==
        "release.csv:1:place_zh: the column is missing; add it to the heading: the place's own name, such as "
        "郑州市\n");
    add_column(shop, "release.csv", "place_zh", {{2, "小城"}});
    add_column(shop, "release.csv", "place_en", {{2, "Small Town"}});
    CHECK(errors(shop) == "");
    CHECK(warnings(shop) ==
          "targets.csv:1:base_value (column 27): this column is worked out by the program; what is typed is "
          "ignored; remove the column\n");
    CHECK(shop.build() == Workshop().build());
}

TEST_CASE("figures: a number, or the publisher's words") {
    CHECK(has(of_figure("", "provisional", "", {}).errors,
              "observations.csv:3:value (column 6): a figure is a number, or the publisher's words; write "
              "the number, or the "
              "words in value_text_zh"));
    const auto in_words =
        of_figure("", "final", "30个公园全面完成",
                  {{"outcome", "completed"}, {"value_text_zh", "全面完成"}, {"value_text_en", "All done"}});
    CHECK(in_words.errors == "");
    CHECK(in_words.warnings == "");
    CHECK(has(of_figure("", "final", "公园尚未完成", {{"outcome", "completed"}}).warnings,
              "the excerpt has no word that means completed"));
    CHECK(has(of_figure("", "provisional", "", {{"outcome", "under_way"}}).warnings,
              "nobody's words say under_way"));
    CHECK(has(
        of_figure("", "final", "公园很好", {{"value_text_zh", "提前完成"}, {"value_text_en", "Done early"}})
            .warnings,
        "the excerpt does not say \"提前完成\""));
}

TEST_CASE("figures: units differ by a power of ten alone, and percentages have none") {
    CHECK(of_figure("0.0012", "provisional", "", {{"unit_zh", "万个"}, {"unit_en", "parks"}}).errors == "");
    CHECK(has(of_figure("12", "provisional", "", {{"unit_zh", "座"}, {"unit_en", "parks"}}).errors,
              "observations.csv:3:unit_zh (column 18): the unit is \"座\", that of the target \"个\"; write "
              "it as the target does"));
    CHECK(of_figure("97", "provisional", "完成年计划的97%", {{"basis", "percent_of_target"}}).errors == "");
    CHECK(has(of_figure("97", "provisional", "", {{"basis", "percent_of_target"}, {"unit_zh", "个"}}).errors,
              "the number is a percentage, and has no unit \"个\""));
    CHECK(has(
        of_figure("", "provisional", "", {{"basis", "percent_of_target"}, {"outcome", "under_way"}}).errors,
        "there is no percentage of the target"));
    Workshop shop;
    shop.replace("targets.csv", "eq,30,,个,parks", "qualitative,,,,");
    add_column(shop, "observations.csv", "basis", {{3, "percent_of_target"}});
    CHECK(has(errors(shop), "new-parks has no number to be a percentage of"));
}

TEST_CASE("figures: a forecast may lie ahead, and what is expected is not final") {
    const auto forecast = of_figure("30", "forecast", "预计全年完成30个", {});
    CHECK(forecast.errors == "");
    CHECK(forecast.warnings == "");
    CHECK(has(of_figure("30", "final", "今年开工。预计全年完成30个", {}).warnings,
              "the excerpt speaks of what is expected, the status is final"));
    CHECK(of_figure("30", "final", "全年完成30个。明年预计更多", {}).warnings == "");
    Workshop shop;
    shop.replace("observations.csv", ",12,exact,provisional", ",12,exact,forecast");
    CHECK(has(warnings(shop), "a forecast that was published after its period had ended"));
}

TEST_CASE("targets: a comparator goes with its direction, and a rank is a whole place where less is better") {
    const auto said = [](std::string_view from, std::string_view to) {
        Workshop shop;
        shop.replace("targets.csv", from, to);
        return errors(shop);
    };
    CHECK(has(said("ge,1.2,,万人,jobs,,,annual_new,higher", "le,1.2,,万人,jobs,,,annual_new,higher"),
              "targets.csv:3:direction (column 17): the comparator le asks for less, the direction says that "
              "more is better; "
              "write lower, or correct the comparator"));
    CHECK(has(said("ge,1.2,,万人,jobs,,,annual_new,higher", "ge,1.2,,万人,jobs,,,annual_new,lower"),
              "the comparator ge asks for more"));
    CHECK(has(said("eq,30,,个,parks,,,annual_new,higher", "eq,30,,个,parks,,,rank,higher"),
              "of places in an order the lower is the better"));
    CHECK(has(said("eq,30,,个,parks,,,annual_new,higher", "eq,30.5,,个,parks,,,rank,lower"),
              "\"30.5\" is no place in an order"));
}

TEST_CASE("arithmetic: sums are exact, products are rounded as they are written") {
    struct Case {
        const char *left, *right, *value;
        bool is_right;
    };
    for (const auto& [left, right, value, is_right] :
         {Case{"6.2-0.9", "5.3", "5.3", true}, Case{"6.2-0.9", "5", "5.3", false},
          Case{"579.3×(1+6.5%)", "617", "617", true}, Case{"579.3×1.065", "616.95", "616.95", true},
          Case{"10÷3", "3.33", "3.33", true}, Case{"10/3", "3.34", "3.33", false},
          Case{"2*(3-(1-4))", "12", "12", true}, Case{"-2+5", "3", "3", true}}) {
        CAPTURE(left);
        const auto worked = publish::work_out(left, right);
        REQUIRE(worked);
        CHECK(worked->value == value);
        CHECK(worked->is_right == is_right);
    }
    for (const char* left : {"", "1+", "1//2", "1÷0", "(1", "1)", "a+1",
                             "999999999999999999×999999999999999999×999999999999999999"})
        CHECK_FALSE(publish::work_out(left, "1"));
}

TEST_CASE("targets that the document gives only through a rate are held against its numbers") {
    Workshop shop;
    shop.replace("targets.csv", "ge,1.2,,万人", "ge,1.21,,万人");
    add_column(shop, "targets.csv", "derived", {{3, "1.1×1.1=1.21"}});
    CHECK(has(errors(shop), "targets.csv:5:same_as"));  // the repeat does not promise the same any more
    shop.replace("targets.csv", ",,,new-jobs", ",,,");
    CHECK(errors(shop) == "");
    CHECK(warnings(shop) == "");
    shop.replace("targets.csv", "1.1×1.1=1.21", "0.9+0.31=1.21");
    CHECK(has(warnings(shop),
              "targets.csv:3:derived (column 27): 0.9 stands neither in the document nor among the figures"));
    shop.replace("targets.csv", "0.9+0.31=1.21", "1.1×1.2=1.21");
    CHECK(has(errors(shop), "1.1×1.2 is 1.32; correct the arithmetic and the value"));
}

TEST_CASE("parts: of one whole, in its unit, within its time, and together as much") {
    const auto with_parts = [](const std::string& first, const std::string& second) {
        Workshop shop;
        add_column(shop, "targets.csv", "start", {});
        add_column(shop, "targets.csv", "parent", {});
        const auto part = [&](int number, const std::string& middle) {
            shop.append("targets.csv", "part-" + std::to_string(number) + "," + std::to_string(number) +
                                           ",,1,东区,East,,," + middle);
        };
        part(5, first);
        part(6, second);
        return shop;
    };
    const std::string tail = ",core,一,一是,\"新建公园30个,爱护公园\",plan,,,,,new-parks";
    const std::string in_words = "qualitative,,,,,东区,East,annual_new,higher,2024-12-31" + tail;
    const auto number = [&](const std::string& value, const std::string& unit, const std::string& deadline) {
        return "eq," + value + ",," + unit + ",parks," + value + unit + ",parks,annual_new,higher," +
               deadline + tail;
    };
    CHECK(errors(with_parts(number("10", "个", "2024-12-31"), number("0.002", "万个", "2024-12-31"))) == "");
    CHECK(warnings(with_parts(number("10", "个", "2024-12-31"), number("0.002", "万个", "2024-12-31"))) ==
          "");
    CHECK(warnings(with_parts(number("10", "个", "2024-12-31"), number("19", "个", "2024-12-31"))) ==
          "targets.csv:6:value (column 10): the 2 parts of new-parks add up to 29, the whole is 30; correct "
          "a number, or add "
          "the part that is missing\n");
    CHECK(warnings(with_parts(number("10", "个", "2024-03-31"), number("19", "个", "2024-06-30"))) ==
          "");  // not all quarters
    CHECK(warnings(with_parts(number("10", "个", "2024-12-31"), in_words)) == "");
    CHECK(has(warnings(with_parts(number("10", "座", "2024-12-31"), in_words)),
              "the unit of the part is \"座\", that of the whole \"个\""));
    CHECK(has(warnings(with_parts(number("10", "个", "2025-12-31"), in_words)),
              "the part runs from 2024-01-01 to 2025-12-31"));
    Workshop nested = with_parts(number("10", "个", "2024-12-31"), number("20", "个", "2024-12-31"));
    nested.replace("targets.csv", "part-6,6,,1,", "part-6,6,jobs,1,");
    CHECK(has(errors(nested),
              "targets.csv:7:topic_id (column 3): a part stands in the topic of its whole, parks; empty this "
              "cell"));
    nested.files["targets.csv"].replace(nested.files["targets.csv"].rfind("new-parks"), 9, "part-5");
    CHECK(has(errors(nested), "part-5 is itself a part of new-parks; write new-parks"));
    nested.files["targets.csv"].replace(nested.files["targets.csv"].rfind("part-5"), 6, "part-6");
    CHECK(has(errors(nested), "a target cannot be a part of itself"));
}

TEST_CASE("revisions: within the target's time, something else than now, and quoted") {
    const auto said = [](const std::string& rows) {
        Workshop shop;
        shop.files["revisions.csv"] =
            "id,target_id,until,comparator,value,value_high,unit_zh,unit_en,quote,source_id,reason_zh,reason_"
            "en\n" +
            rows;
        return errors(shop) + warnings(shop);
    };
    CHECK(said("1,new-parks,2024-05-01,eq,25,,个,parks,,plan,人大调整,By the council\n") == "");
    CHECK(has(said("1,new-parks,2023-05-01,eq,25,,个,parks,,plan,,\n"),
              "revisions.csv:2:until (column 3): new-parks was not changed within its time, 2024-01-01 to "
              "2024-12-31"));
    CHECK(has(said("1,new-parks,2024-05-01,eq,30.0,,个,parks,,plan,,\n"),
              "this is what new-parks was after the change as well"));
    CHECK(has(said("1,new-parks,2024-05-01,eq,25,,个,parks,,plan,,\n2,new-parks,2024-06-01,eq,25,,个,parks,,"
                   "plan,,\n"),
              "revisions.csv:2:value (column 5): this is what new-parks was after the change as well"));
    CHECK(has(said("1,new-parks,2024-05-01,eq,25,,个,parks,,plan,,\n2,new-parks,2024-05-01,eq,26,,个,parks,,"
                   "plan,,\n"),
              "line 2 has what new-parks was until the same day"));
    CHECK(has(said("1,new-parks,2024-05-01,eq,25,,个,parks,原定25个,plan,,\n"),
              "these words do not occur in plan.txt"));
    CHECK(has(said("1,new-parks,2024-05-01,eq,,,个,parks,,plan,,\n"), "the comparator eq needs a value"));
}

TEST_CASE("the release: a number to call, a time zone, 1 to 24 topics, languages that there are") {
    const auto with = [](const char* column, const std::string& cell) {
        Workshop shop;
        add_column(shop, "release.csv", column, {{2, cell}});
        return errors(shop);
    };
    for (const char* hotline : {"12345", "0371-12345", "+44 20 7946 0958", "(504) 658-2299"})
        CHECK(with("hotline", hotline) == "");
    CHECK(has(with("hotline", "市长热线"), "\"市长热线\" is no telephone number"));
    CHECK(has(with("time_zone", "Mars/Olympus"), "\"Mars/Olympus\" is no time zone"));
    CHECK(has(with("languages", "\"zh-CN,fr\""), "\"fr\" is no language that the screen speaks"));
    Workshop shop;
    add_column(shop, "sources.csv", "language", {{2, "xx"}});
    CHECK(
        has(errors(shop), "sources.csv:2:language (column 9): \"xx\" is no language that the screen speaks"));
    for (int i = 3; i <= 25; ++i)
        shop.append("topics.csv",
                    "t" + std::to_string(i) + "," + std::to_string(i) + ",主题,Topic,一句。,One.,tree,,");
    CHECK(has(errors(shop), "topics.csv: there are 25 topics; write 1 to 24"));
}

TEST_CASE("readings: a syllable with its tone for each hanzi") {
    const auto said = [](const std::string& row) {
        Workshop shop;
        shop.files["readings.csv"] = "text,pinyin\n" + row + "\n";
        return errors(shop);
    };
    CHECK(said("重点项目,zhong4 dian3 xiang4 mu4") == "");
    CHECK(said("T3绿道,lü4 dao4") == "");
    CHECK(has(said("重点,zhong4"), "there are 1 syllables for 2 hanzi"));
    CHECK(has(said("重点,zhong dian3"), "\"zhong\" is no syllable with its tone"));
    CHECK(has(said("T3,ti4"), "there are no hanzi in the text"));
}

TEST_CASE("quotations: a unit at the head of a table") {
    Workshop shop;
    shop.files["plan.txt"] = "小城计划（单位：万人）\n就业 | 1.2 | 以上\n" + shop.files["plan.txt"];
    shop.replace("targets.csv",
                 "ge,1.2,,万人,jobs,,,annual_new,higher,2024-12-31,core,一,二是,新增就业1.2万人以上",
                 "eq,1.2,,万人,jobs,,,annual_new,higher,2024-12-31,core,一,二是,就业 | 1.2");
    shop.replace("targets.csv", ",,,new-jobs", ",,,");
    CHECK(errors(shop) == "");
    CHECK(warnings(shop) == "");
}
