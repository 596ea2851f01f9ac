#include <doctest/doctest.h>

#include "workshop.h"

using publish_test::lines;
using publish_test::Workshop;

namespace {

/// One fault put into a catalog without any, and all that is then reported.
struct Fault {
    const char* file;
    const char* from;
    const char* to;
    const char* error;
};

void check_each(const std::vector<Fault>& faults) {
    for (const Fault& fault : faults) {
        CAPTURE(fault.to);
        Workshop shop;
        shop.replace(fault.file, fault.from, fault.to);
        CHECK(lines(shop.check().errors()) == std::string(fault.error) + "\n");
    }
}

}  // namespace

TEST_CASE("the small catalog has no faults") {
    const Workshop shop;
    CHECK(lines(shop.check().errors()) == "");
    CHECK(lines(shop.check().warnings()) == "");
}

TEST_CASE("headings and rows: a column or field too many or too few is named") {
    check_each({
        {"sections.csv", "name_en", "name_fr",
         "sections.csv:1:name_fr (column 4): there is no such column; remove it, or name it one of id, "
         "position, "
         "name_zh, name_en"},
        {"sections.csv", "name_zh,name_en", "name_zh,name_en,name_zh",
         "sections.csv:1:name_zh (column 5): this column stands twice; remove one of the two"},
        {"sections.csv", "总则,General", "总则",
         "sections.csv:2: the row has 3 fields, the heading has 4; add or remove commas; put fields that "
         "contain a "
         "comma in \" \""},
        {"sections.csv", "总则,General", "总则,General,rules",
         "sections.csv:2: the row has 5 fields, the heading has 4; add or remove commas; put fields that "
         "contain a "
         "comma in \" \""},
        {"sections.csv", "总则,General", "\"总则,General",
         "sections.csv:2: a quotation mark is opened and never closed; put the whole field in \" \" and "
         "write each "
         "\" within it twice"},
        {"sections.csv", "总则,General", "总\"则,General",
         "sections.csv:2: a quotation mark stands where none may stand; put the whole field in \" \" and "
         "write each "
         "\" within it twice"},
    });
}

TEST_CASE("cells: what cannot be read is reported with its column") {
    check_each({
        {"topics.csv", "2,就业,Jobs", "2,,Jobs",
         "topics.csv:3:name_zh (column 3): the cell is empty; fill it in: as it stands on its tile"},
        {"topics.csv", "jobs,2,", "jobs,two,",
         "topics.csv:3:position (column 2): \"two\" is not a whole number from 1 up; write digits alone, "
         "such as 12"},
        {"topics.csv", "jobs,2,", "jobs,02,",
         "topics.csv:3:position (column 2): \"02\" is not a whole number from 1 up; write digits alone, such "
         "as 12"},
        {"sources.csv", "/news,0", "/news,no",
         "sources.csv:3:demonstration (column 8): \"no\" is neither 0 nor 1; write 1 for yes, 0 for no"},
        {"sources.csv", "2024-03-14", "2024-02-30",
         "sources.csv:2:published_on (column 6): \"2024-02-30\" is not a day of the calendar; write "
         "year-month-day, "
         "such as 2024-12-31"},
        {"notices.csv", "2024-07-02T08:00:00+08:00", "2024-07-02",
         "notices.csv:2:ends_at (column 8): \"2024-07-02\" is not a date and time; write it like "
         "2024-12-31T08:00:00+08:00"},
        {"notices.csv", ",info,", ",urgent,",
         "notices.csv:2:severity (column 2): \"urgent\" is not one of the words for this column; write one "
         "of info, "
         "warning, emergency"},
        {"targets.csv", "eq,30", "about,30",
         "targets.csv:2:comparator (column 9): \"about\" is not one of the words for this column; write one "
         "of eq, "
         "ge, gt, le, lt, approx, range, reach, stable, qualitative"},
        {"observations.csv", ",12,exact", ",\"1,200\",exact",
         "observations.csv:3:value (column 6): \"1,200\" is not a decimal number; write digits with at most "
         "one "
         "point, such as 12.65, without commas or units"},
        {"topics.csv", "公园的目标。", "公园的\x01目标。",
         "topics.csv:2:blurb_zh (column 5): the character U+0001 cannot be seen; it is character 4; delete "
         "it"},
        {"topics.csv", "公园的目标。", "公园\U0005F333的目标。",
         "topics.csv:2:blurb_zh (column 5): U+5F333 is no character; it stands at place 3; type it again "
         "with "
         "the code that Unicode has for it"},
        {"topics.csv", "公园的目标。", "公园\U000F5F33的目标。",
         "topics.csv:2:blurb_zh (column 5): the character U+F5F33 has no agreed shape; it is character 3; "
         "type it again with the code that Unicode has for it"},
        {"topics.csv", "公园的目标。", "公园\U000E0100的目标。",
         "topics.csv:2:blurb_zh (column 5): the character U+E0100 (variation selector) cannot be seen; it is "
         "character 3; delete it"},
        {"topics.csv", "公园的目标。", "公园的目\u200B标。",
         "topics.csv:2:blurb_zh (column 5): the character U+200B (zero width space) cannot be seen; it is "
         "character 5; "
         "delete it"},
        {"topics.csv", "公园的目标。", "公园的\uE5E5目标。",
         "topics.csv:2:blurb_zh (column 5): the character U+E5E5 has no agreed shape; it is character 4; "
         "type it again with the code that Unicode has for it"},
        {"topics.csv", "公园的目标。", "\"公园的\n目标。\"",
         "topics.csv:2:blurb_zh (column 5): the cell has more than one line; write it in one line"},
        {"topics.csv", "公园的目标。", "\u3000公园的目标。",
         "topics.csv:2:blurb_zh (column 5): the cell starts with a space, U+3000 (ideographic space); delete "
         "the space"},
        {"sources.csv", "news,,", "the news,,",
         "observations.csv:3:source_id (column 15): there is no source \"news\"; write an id that "
         "sources.csv has, or "
         "add it there\n"
         "observations.csv:4:source_id (column 15): there is no source \"news\"; write an id that "
         "sources.csv has, or "
         "add it there\n"
         "observations.csv:5:source_id (column 15): there is no source \"news\"; write an id that "
         "sources.csv has, or "
         "add it there\n"
         "sources.csv:3:id (column 1): the id \"the news\" contains a space, comma or quotation mark; write "
         "it with "
         "hyphens instead"},
    });
}

TEST_CASE("references: an id that is not there is named") {
    check_each({
        {"targets.csv", "1,parks,1", "1,park,1",
         "targets.csv:2:topic_id (column 3): there is no topic \"park\"; write an id that topics.csv has, or "
         "add it there"},
        {"topics.csv", "tree,new-parks", "tree,old-parks",
         "topics.csv:2:headline_target_id (column 8): there is no target \"old-parks\"; write an id that "
         "targets.csv "
         "has, or add it there"},
        {"topics.csv", "tree,new-parks", "tree,night-areas",
         "topics.csv:2:headline_target_id (column 8): night-areas is not a target of this topic; choose "
         "another, or "
         "write parks in its topic_id"},
        {"targets.csv", "core,一,一是", "core,二,一是",
         "targets.csv:2:section (column 20): there is no section \"二\"; write an id that sections.csv has, "
         "or add it "
         "there"},
        {"targets.csv", "core,一,一是", "core,一,三是",
         "targets.csv:2:clause (column 21): section 一 has no clause \"三是\"; write an id that clauses.csv "
         "has, or "
         "add it there"},
        {"targets.csv", ",,,new-jobs", ",,,no-jobs",
         "targets.csv:5:same_as (column 26): there is no target \"no-jobs\"; write an id that targets.csv "
         "has, or add "
         "it there"},
        {"observations.csv", "3,new-jobs,", "3,old-jobs,",
         "observations.csv:4:target_id (column 2): there is no target \"old-jobs\"; write an id that "
         "targets.csv has, "
         "or add it there"},
        {"observations.csv", "news,2\n", "news,9\n",
         "observations.csv:5:supersedes (column 16): there is no observation \"9\"; write an id that "
         "observations.csv "
         "has, or add it there"},
    });
}

TEST_CASE("what must be unique is") {
    check_each({
        {"topics.csv", "jobs,2,", "jobs,1,",
         "topics.csv:3:position (column 2): \"1\" stands in line 2 already; give each row its own"},
        {"targets.csv", "night-areas,3,,3", "night-areas,2,,3",
         "targets.csv:4:number (column 2): \"2\" stands in line 3 already; give each row its own"},
        {"targets.csv", "night-areas,3,,3", "night-areas,3,jobs,1",
         "targets.csv:4:position (column 4): line 3 has place 1 of topic jobs already; give each row of a "
         "topic its "
         "own place"},
        {"clauses.csv", "一,二是,2,就业,Jobs\n", "一,二是,2,就业,Jobs\n一,一是,3,公园,Parks\n",
         "clauses.csv:4:id (column 2): section 一 has clause 一是 already; give each clause of a section its "
         "own id"},
        {"observations.csv", "4,new-parks", "1,new-parks",
         "observations.csv:5:id (column 1): \"1\" stands in line 2 already; give each row its own"},
    });
}

TEST_CASE("targets: numbers, units and repeats agree with each other") {
    check_each({
        {"targets.csv", "eq,30,,个,parks", "eq,,,,",
         "targets.csv:2:value (column 10): the comparator eq needs a value; write the number, or make the "
         "comparator "
         "qualitative"},
        {"targets.csv", "eq,30,,个", "eq,30,40,个",
         "targets.csv:2:value_high (column 11): value_high goes with the comparator range, not with eq; "
         "empty this "
         "cell or make the comparator range"},
        {"targets.csv", "range,3,5", "range,3,",
         "targets.csv:4:value_high (column 11): a range needs its far end; write it, or choose another "
         "comparator"},
        {"targets.csv", "range,3,5,个,markets", "range,5,3,个,markets",
         "targets.csv:4:value_high (column 11): the range 5 to 3 is the wrong way round; write the smaller "
         "number in "
         "value"},
        {"targets.csv", "eq,30,,个,parks", "eq,30,,,",
         "targets.csv:2:unit_zh (column 12): there is a value but no unit; write the unit, or the whole of "
         "it in "
         "value_text_zh"},
        {"targets.csv", "eq,30,,个,parks", "qualitative,,,个,parks",
         "targets.csv:2:unit_zh (column 12): there is a unit but no value; write the value, or the whole of "
         "it in "
         "value_text_zh, or empty this cell"},
        {"targets.csv", "个,parks,,", "个,parks,,thirty",
         "targets.csv:2:value_text_en (column 15): there is English but value_text_zh is empty; fill in "
         "value_text_zh "
         "or empty this cell"},
        {"targets.csv", "annual_new,higher,2024-12-31", "annual_new,higher,2023-12-31",
         "targets.csv:2:deadline (column 18): the deadline lies before the period, which starts on "
         "2024-01-01; "
         "correct the deadline, or the period of the release"},
        {"targets.csv", ",,,new-jobs", ",,,jobs-again",
         "targets.csv:5:same_as (column 26): a target cannot repeat itself; write the earlier target's id"},
        {"targets.csv", "夜市3—5个,plan,,,\n", "夜市3—5个,plan,,,jobs-again\n",
         "targets.csv:4:same_as (column 26): jobs-again repeats another target itself; write new-jobs"},
        {"targets.csv", ",,,new-jobs", ",,,new-parks",
         "targets.csv:5:same_as (column 26): comparator of new-parks is \"eq\", here it is \"ge\"; a repeat "
         "promises "
         "the same; correct one of the two or empty this cell"},
        {"outcomes.csv", "jobs,2023", "jobs,2024",
         "outcomes.csv:2:year (column 8): an outcome is of a time before the period, which starts on "
         "2024-01-01; "
         "write that year, or make it an observation"},
    });
}

TEST_CASE("observations: periods, status, arithmetic and corrections agree with each other") {
    check_each({
        {"observations.csv", "2024-01-01,2024-06-30,2024-06-30,12", "2024-06-30,2024-01-01,2024-06-30,12",
         "observations.csv:3:period_end (column 4): the period ends before it starts; write the later day in "
         "period_end"},
        {"observations.csv", "2024-12-31,2024-12-31,1.3", "2024-12-31,2023-12-31,1.3",
         "observations.csv:4:as_of (column 5): the figure describes a day before its period; write a day "
         "within the "
         "period"},
        {"observations.csv", "2024-07-05", "2024-06-05",
         "observations.csv:3:published_on (column 14): the figure was published before the day that it "
         "describes; "
         "correct as_of or published_on"},
        {"observations.csv", "1.3,exact,final", "1.3,exact,baseline",
         "observations.csv:4:status (column 8): a baseline's period starts before the target does, on "
         "2024-01-01; make it provisional or final, or correct the period"},
        {"observations.csv", "20,exact,baseline", "20,exact,final",
         "observations.csv:2:status (column 8): the period of a final figure ends before the target starts, "
         "on "
         "2024-01-01; make it a baseline, or correct the period"},
        {"observations.csv", "30-10=20", "30-10=21",
         "observations.csv:2:derived (column 9): the arithmetic \"30-10=21\" does not end in \"=20\"; write "
         "it like "
         "160-40=120"},
        {"observations.csv", "30-10=20", "30-9=20",
         "observations.csv:2:derived (column 9): 30-9 is 21; correct the arithmetic and the value"},
        {"observations.csv", "3,new-jobs,", "3,jobs-again,",
         "observations.csv:4:target_id (column 2): jobs-again repeats another target and has no figures of "
         "its own; "
         "write new-jobs"},
        {"observations.csv", "news,2\n", "news,4\n",
         "observations.csv:5:supersedes (column 16): a figure cannot correct itself; write the id of the "
         "figure that "
         "it corrects"},
        {"observations.csv", "news,2\n", "news,3\n",
         "observations.csv:5:supersedes (column 16): figure 3 belongs to new-jobs, this one to new-parks; a "
         "correction belongs to the same target"},
        {"observations.csv", "2024-07-05,news,", "2024-07-05,news,4",
         "observations.csv:3:supersedes (column 16): the corrections go round in a circle; let the newest "
         "figure "
         "correct the one before it\n"
         "observations.csv:5:supersedes (column 16): the corrections go round in a circle; let the newest "
         "figure "
         "correct the one before it"},
        {"observations.csv", ",news,2\n",
         ",news,2\n5,new-parks,2024-01-01,2024-06-30,2024-06-30,10,exact,provisional,,,,,,,news,2\n",
         "observations.csv:6:supersedes (column 16): figure 2 is corrected by figure 4 already; write 4 to "
         "correct "
         "the correction"},
    });
}

TEST_CASE("quotations, the release and notices") {
    check_each({
        {"targets.csv", "新建公园30个,plan", "新建公园三十个,plan",
         "targets.csv:2:quote (column 22): these words do not occur in plan.txt: after “新建公园” the "
         "document "
         "has “3”, the quotation “三” (U+4E09); copy them from the document, with its own punctuation"},
        {"commitments.csv", "爱护公园,plan", "爱护公园！,plan",
         "commitments.csv:2:quote (column 6): these words do not occur in plan.txt: after “爱护公园” the "
         "document has “。” (U+3002), the quotation “！” (U+FF01); copy them from the "
         "document, "
         "with its own punctuation"},
        {"observations.csv", "计算得出,Computed,,,", "计算得出,Computed,,公园很好,",
         "observations.csv:2:excerpt_zh (column 13): these words do not occur in plan.txt: after “公园” the "
         "document has “3”, the quotation “很” (U+5F88); copy them from "
         "the "
         "document, with its own punctuation"},
        {"notices.csv", "2024-07-02T", "2024-06-02T",
         "notices.csv:2:ends_at (column 8): the notice ends before it starts; write a later time"},
        {"release.csv", "2025-12-31", "2024-03-31",
         "release.csv:2:default_valid_until (column 8): the content is out of date before it is published; "
         "write a "
         "later day"},
        {"release.csv", "1,小城,Small Town",
         "1,小城,Small Town,小城目标,Small town,2024,2024-04-01T00:00:00+08:00,2025-12-31\n2,小城,Small Town",
         "release.csv: the table has 2 rows; a release is one row below the heading"},
    });
}

TEST_CASE("files: a missing one is named, and nothing is concluded from what it would have said") {
    Workshop shop;
    shop.files.erase("topics.csv");
    CHECK(lines(shop.check().errors()) ==
          "topics.csv: the file is missing; add it; `kiosk-publish template DIR` writes one to start from\n");

    Workshop without_text;
    without_text.files.erase("plan.txt");
    CHECK(lines(without_text.check().errors()) ==
          "plan.txt: the file is missing; targets.csv line 2 quotes it; save the full text of the document "
          "\"plan\" "
          "under this name\n");

    Workshop with_empty_file;
    with_empty_file.files["sections.csv"] = "# nothing but a comment\n";
    CHECK(lines(with_empty_file.check().errors()) ==
          "sections.csv: the file is empty; start it with the heading id,position,name_zh,name_en\n");
}

TEST_CASE("all faults are reported at once, by file and line") {
    Workshop shop;
    shop.replace("topics.csv", "jobs,2,", "jobs,two,");
    shop.replace("targets.csv", "eq,30", "about,30");
    shop.replace("targets.csv", "ge,1.2,", "ge,1.x,");
    shop.replace("notices.csv", ",info,", ",urgent,");
    const auto errors = shop.check().errors();
    REQUIRE(errors.size() == 4);
    CHECK(errors[0].place.file == "notices.csv");
    CHECK(errors[1].place.file == "targets.csv");
    CHECK(errors[1].place.line == 2);
    CHECK(errors[2].place.line == 3);
    CHECK(errors[3].place.file == "topics.csv");
}

TEST_CASE(
    "missing English, names too long for a tile and figures twice are warnings, or errors when strict") {
    Workshop shop;
    shop.replace("topics.csv", "公园,Parks,", "公园,,");
    shop.replace("targets.csv", "New parks,,,", "New parks,公园和游园都要新建,Parks,");
    shop.replace("observations.csv", "news,2\n", "news,\n");
    auto problems = shop.check();
    CHECK(lines(problems.errors()) == "");
    const std::string expected =
        "observations.csv:5: line 3 has a figure of this target for the same period and day; if this one "
        "corrects it, "
        "write its id in supersedes; else delete one\n"
        "targets.csv:2:short_zh (column 7): 9 characters are too long for a tile; write at most 8\n"
        "topics.csv:2:name_en (column 4): the English is missing; translate name_zh; until then the screen "
        "shows the "
        "Chinese\n";
    CHECK(lines(problems.warnings()) == expected);
    problems.make_strict();
    CHECK(lines(problems.errors()) == expected);
    CHECK(problems.warnings().empty());
}

TEST_CASE("an everyday word that a button cannot hold is a warning") {
    Workshop shop;
    shop.replace("targets.csv", "same_as\n", "same_as,index_zh,index_en\n");
    shop.replace("targets.csv", "新建公园30个,plan,,,\n",
                 "新建公园30个,plan,,,,遛弯；公园里的长椅子,walks;benches in every park\n");
    shop.replace("targets.csv", "新增就业1.2万人以上,plan,,,\n", "新增就业1.2万人以上,plan,,,,,\n");
    shop.replace("targets.csv", "夜市3—5个,plan,,,\n", "夜市3—5个,plan,,,,,\n");
    shop.replace("targets.csv", ",new-jobs\n", ",new-jobs,,\n");
    const auto problems = shop.check();
    CHECK(lines(problems.errors()) == "");
    CHECK(lines(problems.warnings()) ==
          "targets.csv:2:index_zh (column 27): \"公园里的长椅子\" is too long for a button; write at most 6\n"
          "targets.csv:2:index_en (column 28): \"benches in every park\" is too long for a button; write at "
          "most "
          "18\n");
}

TEST_CASE("a number that its quotation does not say, or says otherwise, is a warning") {
    struct Case {
        const char *file, *from, *to, *warning;
    };
    const Case cases[] = {
        {"targets.csv", "eq,30,,个,parks", "eq,13,,个,parks",
         "targets.csv:2:value (column 10): quote does not say \"13个\"; correct the number, the unit or "
         "the "
         "quotation\n"},
        {"targets.csv", "eq,30,,个,parks", "eq,0,,个,parks",
         "targets.csv:2:value (column 10): quote does not say \"0个\"; correct the number, the unit or "
         "the "
         "quotation\n"},
        {"targets.csv", "eq,30,,个", "ge,30,,个",
         "targets.csv:2:comparator (column 9): the comparator is ge, but the words of quote mean eq; "
         "write eq, or "
         "correct the quotation\n"},
        {"targets.csv", "range,3,5", "range,3,4",
         "targets.csv:4:value_high (column 11): quote does not say \"4个\"; correct the number, the unit "
         "or the "
         "quotation\n"},
        {"outcomes.csv", "1.1,万人,jobs", "1.2,万人,jobs",
         "outcomes.csv:2:value (column 5): quote does not say \"1.2万人\"; correct the number, the unit "
         "or the "
         "quotation\n"},
    };
    for (const Case& one : cases) {
        Workshop shop;
        shop.replace(one.file, one.from, one.to);
        CHECK(lines(shop.check().warnings()) == std::string(one.warning));
    }
    Workshop in_words;
    in_words.replace("targets.csv", "eq,30,,个,parks", "eq,2,,个,parks");
    in_words.replace("targets.csv", "新建公园30个", "新建公园两个");
    in_words.replace("plan.txt", "新建公园30个", "新建公园两个");
    CHECK(lines(in_words.check().warnings()) == "");
}

TEST_CASE("characters that the fonts lack are refused where the screen shows them, and only there") {
    const auto coverage = publish::Coverage::parse("0020-007E\n2014\n3001-3002\n4E00-9FFF\n2B4E7\n");
    REQUIRE(coverage);
    Workshop shop;
    CHECK(lines(shop.check(&*coverage).errors()) == "");
    shop.replace("commitments.csv", "爱护公园,Care", "爱护公园☃,Care");
    shop.replace("observations.csv", "Computed,,", "Computed,☃,");
    CHECK(
        lines(shop.check(&*coverage).errors()) ==
        "commitments.csv:2:name_zh (column 4): the fonts lack \"☃\" (U+2603), character 5; the screen cannot "
        "show it until the kiosk's fonts are extended; ask for U+2603\n");
}

TEST_CASE("characters above U+FFFF are taken where the fonts have them, and named by code where not") {
    const auto coverage = publish::Coverage::parse("0020-007E\n2014\n3001-3002\n4E00-9FFF\n2B4E7\n");
    REQUIRE(coverage);
    Workshop shop;
    shop.replace("commitments.csv", "爱护公园,Care", "爱护𫓧公园,Care");
    shop.replace("observations.csv", "Computed,,", "Computed,𠮷,");
    CHECK(lines(shop.check(&*coverage).errors()) == "");
    shop.replace("commitments.csv", "爱护𫓧公园,Care", "爱护𠮷公园,Cafe\u0301");
    CHECK(lines(shop.check(&*coverage).errors()) ==
          "commitments.csv:2:name_zh (column 4): the fonts lack \"𠮷\" (U+20BB7), character 3; the screen "
          "cannot show it until the kiosk's fonts are extended; ask for U+20BB7\n"
          "commitments.csv:2:name_en (column 5): the fonts lack \"\u0301\" (U+0301 (combining mark)), "
          "character "
          "5; write the letter with its mark as one character\n");
}

TEST_CASE("problems as JSON: one object with every field of every problem") {
    Workshop shop;
    shop.replace("sections.csv", "总则,General", "总则,");
    shop.replace("notices.csv", ",info,", ",urgent,");
    CHECK(
        shop.check().json() ==
        R"({"errors":[{"file":"notices.csv","line":2,"column":"severity","column_number":2,)"
        R"("message":"\"urgent\" is not one of the words for this column",)"
        R"("fix":"write one of info, warning, emergency"}],)"
        R"("warnings":[{"file":"sections.csv","line":2,"column":"name_en","column_number":4,)"
        R"("message":"the English is missing","fix":"translate name_zh; until then the screen shows the Chinese"}]})");
}
