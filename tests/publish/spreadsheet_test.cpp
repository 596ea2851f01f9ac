#include <doctest/doctest.h>
#include <iconv.h>

#include "sync/publish/checks/check.h"
#include "sync/publish/tables/csv.h"
#include "sync/publish/tables/days.h"
#include "sync/publish/tables/encoding.h"
#include "sync/publish/tables/read_back.h"
#include "workshop.h"

// Folders as spreadsheet programs save them.

using namespace publish_test;

namespace {

/// The small catalog's bytes after one change; "" when it has errors.
std::string built_after(const char* file, std::string_view from, std::string_view to) {
    Workshop shop;
    shop.replace(file, from, to);
    return shop.build();
}

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

std::string errors_after(const char* file, std::string_view from, std::string_view to) {
    Workshop shop;
    shop.replace(file, from, to);
    return lines(shop.check().errors());
}

std::string warnings_after(const char* file, std::string_view from, std::string_view to) {
    Workshop shop;
    shop.replace(file, from, to);
    return lines(shop.check().warnings());
}

const base::TimeZone kShanghai;  // the usual zone

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("days: year first is the day that it is, however it is written") {
    for (const char* text : {"2024-01-05", "2024/1/5", "2024/01/05", "2024-1-5", "2024.1.5", "2024年1月5日",
                             "2024年01月05日", "2024/1/5 0:00", "2024/1/5 00:00:00", "2024-01-05 0:00"})
        CHECK_MESSAGE(publish::as_day(text) == "2024-01-05", text);
    for (const char* text : {"2024/2/30", "2024/13/1", "2024/1/5 8:00", "24/1/5", "5/1/2024", "2024-1/5",
                             "2024年1月5", "2024/1/5x", "", "45292", "2024/1/"})
        CHECK_MESSAGE(!publish::as_day(text), text);
    CHECK(publish::as_moment("2024/7/20 8:00", kShanghai) == "2024-07-20T08:00:00+08:00");
    CHECK(publish::as_moment("2024年7月20日 08:00:30", kShanghai) == "2024-07-20T08:00:30+08:00");
    CHECK(publish::as_moment("2024-07-20T08:00:00Z", kShanghai) == "2024-07-20T08:00:00Z");
    CHECK(!publish::as_moment("2024/7/20", kShanghai));
    CHECK(!publish::as_moment("2024/7/20 25:00", kShanghai));
    const std::string plain = Workshop().build();
    CHECK(built_after("targets.csv", "higher,2024-12-31", "higher,2024/12/31") == plain);
    CHECK(built_after("sources.csv", "2024-03-14", "2024年3月14日") == plain);
    CHECK(built_after("notices.csv", "2024-07-01T08:00:00+08:00", "2024/7/1 8:00") == plain);
}

TEST_CASE("days: what could be two, and what a spreadsheet counts, is refused and explained") {
    CHECK(errors_after("sources.csv", "2024-03-14", "3/4/2024") ==
          "sources.csv:2:published_on (column 6): \"3/4/2024\" does not begin with the year: day and month "
          "could be "
          "mistaken; write year-month-day, such as 2024-12-31\n");
    CHECK(errors_after("sources.csv", "2024-03-14", "31.12.2024").find("does not begin with the year") !=
          std::string::npos);
    CHECK(errors_after("sources.csv", "2024-03-14", "45365") ==
          "sources.csv:2:published_on (column 6): \"45365\" is how a spreadsheet counts days; it would be "
          "2024-03-14; give the column the format of a date (year-month-day), or write it so\n");
    CHECK(errors_after("sources.csv", "2024-03-14", "2024\u221203-14") ==
          "sources.csv:2:published_on (column 6): \"2024\u221203-14\" is not a day of the calendar; its "
          "character 5 "
          "is U+2212 (minus sign), where there should be -; write year-month-day, such as 2024-12-31\n");
}

TEST_CASE("numbers: one spelling each, no count below nothing, and a foreign character is named") {
    CHECK(has(errors_after("observations.csv", ",12,exact", ",-0,exact"),
              "zero with a minus in front; write 0"));
    CHECK(has(errors_after("observations.csv", ",12,exact", ",-0.0,exact"),
              "zero with a minus in front; write 0"));
    CHECK(has(errors_after("observations.csv", ",12,exact", ",00,exact"),
              "\"00\" begins with a zero too many; write 0"));
    CHECK(has(errors_after("observations.csv", ",12,exact", ",012.5,exact"),
              "begins with a zero too many; write 12.5"));
    CHECK(errors_after("observations.csv", ",12,exact", ",0,exact") == "");
    CHECK(errors_after("observations.csv", ",12,exact", ",0.5,exact") == "");
    CHECK(has(errors_after("observations.csv", ",12,exact", ",-5,exact"),
              "observations.csv:3:value (column 6): -5 cannot be less than zero: new-parks is of the kind "
              "annual_new"));
    CHECK(has(errors_after("targets.csv", "eq,30,,个,parks", "eq,-30,,个,parks"),
              "-30 cannot be less than zero: the kind is annual_new"));
    CHECK(has(errors_after("observations.csv", ",12,exact", ",１２,exact"),
              "its character 1 is U+FF11 (full-width digit), where there should be a digit"));
    CHECK(has(errors_after("observations.csv", ",12,exact", ",#N/A,exact"),
              "is what a spreadsheet shows for an error"));
    CHECK(has(errors_after("observations.csv", ",12,exact", ",12\u00A0,exact"),
              "the cell ends with a space, U+00A0 (no-break space)"));
}

TEST_CASE("a malformed value is one message") {
    CHECK(errors_after("targets.csv", "eq,30,,个,parks", "eq,about 30,,个,parks") ==
          "targets.csv:2:value (column 10): \"about 30\" is not a decimal number; write digits with at most "
          "one "
          "point, such as 12.65, without commas or units\n");
    CHECK(errors_after("outcomes.csv", "1.1,万人,jobs", "x,万人,jobs") ==
          "outcomes.csv:2:value (column 5): \"x\" is not a decimal number; write digits with at most one "
          "point, "
          "such as 12.65, without commas or units\n");
    CHECK(errors_after("targets.csv", "ge,1.2,,万人,jobs", "atleast,1.2,,万人,jobs") ==
          "targets.csv:3:comparator (column 9): \"atleast\" is not one of the words for this column; write "
          "one of "
          "eq, ge, gt, le, lt, approx, range, reach, stable, qualitative\n");
}

TEST_CASE("comments in quotation marks are comments, and rows that merely begin with # are rows") {
    const std::string plain = Workshop().build();
    Workshop quoted;
    quoted.files["sections.csv"] =
        "\"# 这里, 不要改\",,,\n# 也不要改,,,\nid,position,name_zh,name_en\n一,1,总则,General\n";
    CHECK(quoted.build() == plain);
    Workshop row;
    row.append("sections.csv", "#2,2,细则,Rules");
    row.append("sections.csv", "#N/A,3,附则,Notes");
    CHECK(lines(row.check().errors()) ==
          "sections.csv:4:id (column 1): \"#N/A\" is what a spreadsheet shows for an error; mend the "
          "formula, or "
          "write the value\n");
}

TEST_CASE("columns and rows that are empty all through are passed over; one with content is not") {
    const std::string plain = Workshop().build();
    Workshop shop;
    shop.files["sections.csv"] = "id,position,,name_zh,name_en,,\n一,1,,总则,General,,\n,,,,,,\n ,,,\n";
    CHECK(shop.build() == plain);
    shop.files["sections.csv"] = "id,position,name_zh,name_en,\n一,1,总则,General,x\n";
    CHECK(lines(shop.check().errors()) ==
          "sections.csv:1 (column 5): there is no such column; remove it, or name it one of id, position, "
          "name_zh, "
          "name_en\n");
    shop.files["sections.csv"] = "sep=,\nid,position,name_zh,name_en\n一,1,总则,General\n";
    CHECK(shop.build() == plain);
}

TEST_CASE("hidden files are no sources") {
    Workshop shop;
    const std::string plain = shop.build();
    shop.files["._plan.txt"] = std::string("\x00\x05\x16\x07", 4) + "\xFF";
    shop.files["~$plan.txt"] = "\xFF\xFF";
    CHECK(shop.build() == plain);
}

TEST_CASE("encodings: a few bytes that may be two words are what the rest of the folder says") {
    CHECK(publish::guess_encoding("\xD0\xA1\xD0\xA3") == publish::Encoding::either);  // 小校, or СУ
    CHECK(publish::guess_encoding("小校") == publish::Encoding::utf8);
    CHECK(publish::guess_encoding("plain") == publish::Encoding::ascii);
    Workshop shop;
    shop.replace("sections.csv", "总则", "小校");
    const std::string plain = shop.build();
    REQUIRE(plain != "");
    Workshop gbk;
    gbk.files = shop.files;
    for (auto& [name, text] : gbk.files) text = as_gb18030(text);
    REQUIRE(gbk.files["sections.csv"].find("\xD0\xA1\xD0\xA3") != std::string::npos);
    CHECK(gbk.build() == plain);
    Workshop mixed;
    mixed.files = shop.files;
    mixed.files["sections.csv"] = "id,position,name_zh,name_en\n1,1,\xD0\xA1\xD0\xA3,School\n";
    mixed.files["topics.csv"] = as_gb18030(mixed.files["topics.csv"]);
    CHECK(has(lines(mixed.check().errors()),
              "sections.csv:2: this may be read as \"小校\" or as \"СУ\", since the folder has files in "
              "UTF-8 and in "
              "GB18030; save it again as \"CSV UTF-8\""));
}

TEST_CASE("areas: parted as people part them, and one that nobody else names is a warning") {
    const std::string row =
        ",info,停水,Water,停水一天。,No water.,2024-07-01T08:00:00+08:00,2024-07-02T08:00:00+08:00,";
    Workshop shop;
    const auto put = [&](const std::string& rows) {
        shop.files["notices.csv"] =
            "id,severity,title_zh,title_en,body_zh,body_en,starts_at,ends_at,areas\n" + rows;
    };
    put("a" + row + "中原区，金水区\nb" + row + "金水区、 中原区\n");
    CHECK(lines(shop.check().errors()) == "");
    CHECK(lines(shop.check().warnings()) == "");
    const std::string database = shop.build();
    const auto folder = publish::read_back(database);
    REQUIRE(folder);
    const publish::Table& notices = folder->table("notice");
    CHECK(notices.cell(notices.rows()[0], "areas") == "中原区,金水区");
    CHECK(notices.cell(notices.rows()[1], "areas") == "金水区,中原区");
    put("a" + row + "中原区\nb" + row + "中原\n");
    CHECK(has(lines(shop.check().warnings()), "no other notice names the area \"中原\""));
    put("a" + row + "中原区\n");
    CHECK(lines(shop.check().warnings()) == "");  // the first one
    put("a" + row + "、\n");
    CHECK(has(lines(shop.check().errors()), "\"、\" names no area"));
}

TEST_CASE("strict: slips in years, notices that are over, lost topics and unknown pictures are warnings") {
    CHECK(has(warnings_after("targets.csv", "higher,2024-12-31", "higher,2204-12-31"),
              "the deadline lies 180 years after the period"));
    CHECK(has(warnings_after("release.csv", "2024-04-01T", "2024-07-03T"),
              "the notice is over before the release is published"));
    CHECK(has(warnings_after("targets.csv", "new-jobs,2,jobs,1", "new-jobs,2,,1"),
              "the target is in no topic, but has place 1 in one"));
    Workshop shop;
    shop.replace("topics.csv", "briefcase", "suitcase");
    shop.replace("release.csv", "2024-04-01T", "2034-04-01T");
    shop.replace("release.csv", "2025-12-31", "2035-12-31");
    publish::Problems problems;
    shop.write();
    const auto folder = publish::read_folder(shop.folder(), std::nullopt, problems);
    publish::check_layout(folder, {nullptr, {"tree", "briefcase"}, base::parse_instant("2026-11-27")},
                          problems);
    const std::string said = lines(problems.warnings());
    CHECK(has(said, "the display has no picture \"suitcase\"; write one of tree, briefcase"));
    CHECK(has(said, "the release would be published more than a year from now"));
}

TEST_CASE("wording: English words, parted thousands, and a point that moved") {
    const auto with_quote = [](const std::string& quote, const std::string& cells) {
        Workshop shop;
        shop.replace("targets.csv", "eq,30,,个,parks", cells);
        shop.replace("targets.csv", "新建公园30个", "\"" + quote + "\"");
        shop.replace("plan.txt", "新建公园30个", quote);
        return lines(shop.check().warnings());
    };
    CHECK(with_quote("build at least 30个 of them", "ge,30,,个,parks") == "");
    CHECK(has(with_quote("build at least 30个 of them", "eq,30,,个,parks"), "the words of quote mean ge"));
    CHECK(with_quote("build some fine 30个 of them", "ge,30,,个,parks") == "");  // words that we do not know
    CHECK(with_quote("新建公园50,000个", "eq,50000,,个,parks") == "");
    CHECK(with_quote("新建公园３０个", "eq,30,,个,parks") == "");
    CHECK(has(with_quote("新建公园50,000个", "eq,50,,个,parks"), "does not say \"50个\""));
    for (const char* value : {"53", "0.53"}) {
        Workshop shop;
        shop.replace("observations.csv", ",12,exact,provisional,,,,,,",
                     std::string(",") + value + ",exact,provisional,,,,,完成5.3个。,");
        CHECK(has(lines(shop.check().warnings()),
                  std::string("the excerpt says \"5.3个\", the value is ") + value));
    }
    CHECK(warnings_after("observations.csv", ",12,exact,provisional,,,,,,",
                         ",5.3,exact,provisional,,,,,完成5.3个。,") == "");
}

TEST_CASE("folding: many of one kind are one line, a few stand by themselves") {
    publish::Problems problems;
    for (int line = 2; line <= 224; ++line)
        problems.error({"targets.csv", line, "source_id", 24},
                       publish::say("there is no source \"plan-{}\"", line), publish::say("write another"));
    for (int line = 2; line <= 4; ++line)
        problems.error({"topics.csv", line}, publish::say("is wrong"), publish::say("mend it"));
    const auto folds = publish::fold(problems.errors());
    REQUIRE(folds.size() == 4);
    CHECK(publish::text(folds[0]) ==
          "targets.csv:2:source_id (column 24): there is no source \"plan-2\"; write another; and 222 more "
          "of this "
          "kind, lines 3 to 224");
    CHECK(publish::text(folds[3]) == "topics.csv:4: is wrong; mend it");
}

TEST_CASE("diagnosis: a file is judged as a whole before its cells") {
    const auto errors = [](const std::string& bytes) {
        Workshop shop;
        shop.files["sections.csv"] = bytes;
        return lines(shop.check().errors());
    };
    CHECK(has(errors("PK\x03\x04 and so on"), "sections.csv: the file is a workbook"));
    CHECK(has(errors("\xD0\xCF\x11\xE0 and so on"), "sections.csv: the file is an old workbook"));
    CHECK(has(errors("<html><table>"), "sections.csv: the file is a web page"));
    CHECK(has(errors("id|position|name_zh|name_en\n一|1|总则|General\n"),
              "sections.csv:1: the columns are parted by bars"));
    CHECK(
        errors("一,1,总则,General\nid,position,name_zh,name_en\n")
            .starts_with("sections.csv:1: the heading stands in line 2, among the rows; move it to the top"));
    CHECK(
        has(errors("一,1,总则,General\n"),
            "sections.csv:1: the first row is no heading; start the file with id,position,name_zh,name_en"));
    for (const std::string stray :
         {"Sections.CSV", "sections.csv.csv", "sections.xlsx", "sections - 副本.csv"}) {
        Workshop shop;
        shop.files[stray] = shop.files["sections.csv"];
        shop.files.erase("sections.csv");
        CHECK_MESSAGE(
            lines(shop.check().errors()).find("the file is missing, but " + stray + " lies there") !=
                std::string::npos,
            lines(shop.check().errors()));
    }
}

TEST_CASE("csv: semicolons and tabs part the fields where the first row has more of them") {
    const auto built_with = [](char separator, const std::string& before) {
        Workshop shop;
        for (auto& [name, text] : shop.files) {
            if (!name.ends_with(".csv")) continue;
            const auto parsed = publish::parse_csv(text);
            std::string other = before;
            for (const auto& row : std::get<std::vector<publish::CsvRow>>(parsed)) {
                for (std::size_t i = 0; i < row.fields.size(); ++i) {
                    std::string quoted;
                    for (const char c : row.fields[i])
                        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
                    other += (i == 0 ? "" : std::string(1, separator)) + '"' + quoted + '"';
                }
                other += '\n';
            }
            text = other;
        }
        return shop.build();
    };
    const std::string with_commas = Workshop().build();
    REQUIRE(!with_commas.empty());
    CHECK(built_with(';', "") == with_commas);
    CHECK(built_with(';', "sep=;\n") == with_commas);
    CHECK(built_with('\t', "# a; note; with; marks\n") == with_commas);
    const auto tabs = publish::parse_csv("a\tb\tc\n\t# d\te\n", '\t');
    const auto& rows = std::get<std::vector<publish::CsvRow>>(tabs);
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].fields == std::vector<std::string>{"", "# d", "e"});
    CHECK(rows[1].line == 2);
}
