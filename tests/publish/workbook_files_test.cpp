#include <doctest/doctest.h>
#include <xlsxwriter.h>

#include <filesystem>
#include <memory>
#include <variant>

#include "base/files.h"
#include "book.h"
#include "workshop.h"

// Workbooks by three kinds of programs. How those in workbooks/ were made is told by the scripts beside them.

using namespace publish_test;

namespace {

std::string file(const char* name) { return contents(std::filesystem::path(WORKBOOKS_FOLDER) / name); }

constexpr const char* kRows =
    "1: 编号|名称|目标值|单位|截止|说明\n"
    "2: new-parks|新增公园|30|个|2024-12-31|第一行\n第二行\n"
    "3: growth|增长 & <速度>|5.3|%|2024-07-20 08:00:00|𫓧阳路\n"
    "4: rate|负担率|0.3|||1\n";

/// What libxlsxwriter makes of all kinds of cells.
std::string written_by_libxlsxwriter() {
    const Workshop shop;
    const std::string path = shop.path("written.xlsx").string();
    lxw_workbook* const book = workbook_new(path.c_str());
    lxw_worksheet* const sheet = workbook_add_worksheet(book, "目标");
    const auto format = [&](const char* code) {
        lxw_format* const made = workbook_add_format(book);
        format_set_num_format(made, code);
        return made;
    };
    worksheet_write_string(sheet, 0, 0, "名称\n二", nullptr);
    worksheet_write_number(sheet, 0, 1, 0.1 + 0.2, nullptr);
    worksheet_write_number(sheet, 0, 2, 0.053, format("0.0%"));
    lxw_datetime moment{2024, 7, 20, 8, 0, 0};
    worksheet_write_datetime(sheet, 0, 3, &moment, format("yyyy-mm-dd hh:mm"));
    worksheet_write_datetime(sheet, 0, 4, &moment, format("yyyy\"年\"m\"月\"d\"日\""));
    worksheet_write_formula_num(sheet, 0, 5, "=1+1", nullptr, 2);
    worksheet_write_formula_str(sheet, 0, 6, "=\"a\"", nullptr, "a");
    worksheet_write_boolean(sheet, 0, 7, 1, nullptr);
    std::string first = "甲", second = "乙";  // the library's types are not const
    lxw_rich_string_tuple plain{nullptr, first.data()}, bold{format("@"), second.data()};
    lxw_rich_string_tuple* runs[] = {&plain, &bold, nullptr};
    worksheet_write_rich_string(sheet, 0, 8, runs, nullptr);
    worksheet_write_comment(sheet, 0, 0, "不读");
    worksheet_merge_range(sheet, 2, 0, 2, 3, "合并", nullptr);
    REQUIRE(workbook_close(book) == LXW_NO_ERROR);
    return contents(path);
}

}  // namespace

TEST_CASE("workbook files: openpyxl and what LibreOffice makes of it read alike") {
    for (const char* name : {"openpyxl.xlsx", "libreoffice.xlsx"}) {
        CAPTURE(name);
        const auto read = publish::read_workbook(file(name));
        REQUIRE(std::holds_alternative<publish::Workbook>(read));
        const auto& sheets = std::get<publish::Workbook>(read).sheets;
        REQUIRE(sheets.size() == 3);
        CHECK(shown(sheets[0]) == std::string(kRows) + "6: |合并\n");
        CHECK(sheets[0].percentages == std::vector<publish::Address>{{3, 3}});
        CHECK(sheets[0].merged == std::vector<publish::Area>{{{6, 2}, {8, 2}}});
        CHECK(sheets[0].hidden_rows == std::vector<int>{3});
        CHECK(sheets[0].hidden_columns == std::vector<std::pair<int, int>>{{6, 6}});
        CHECK(sheets[1].name == "底稿");
        CHECK(sheets[1].is_hidden);
        CHECK(sheets[2].name == "图");
        CHECK(sheets[2].rows.empty());
    }
}

TEST_CASE("workbook files: days from 1904 are the same days") {
    CHECK(shown(first_sheet(file("openpyxl_1904.xlsx"))) == kRows);
    CHECK(shown(first_sheet(file("libreoffice_1904.xlsx"))) == kRows);
}

TEST_CASE("workbook files: formulas count as what was stored of them") {
    CHECK(shown(first_sheet(file("libreoffice_formulas.xlsx"))) ==
          "1: 0.1|0.2|0.3|#DIV/0!|#N/A|公园30个|2024-12-31|1|富文本\n第二段\n");
    const auto unsaved = first_sheet(file("unsaved_formula.xlsx"));
    CHECK(unsaved.without_results == std::vector<publish::Address>{{1, 1}});
}

TEST_CASE("workbook files: libxlsxwriter") {
    const auto sheet = first_sheet(written_by_libxlsxwriter());
    CHECK(shown(sheet) == "1: 名称\n二|0.3|5.3|2024-07-20 08:00:00|2024-07-20|2|a|1|甲乙\n3: 合并\n");
    CHECK(sheet.percentages == std::vector<publish::Address>{{1, 3}});
    CHECK(sheet.merged == std::vector<publish::Area>{{{3, 1}, {3, 4}}});
}

TEST_CASE("workbook files: other kinds of workbooks are named") {
    CHECK(refusal_of(file("old.xls")).find("an old workbook (.xls") != std::string::npos);
    CHECK(refusal_of(file("sheets.ods")).find("an OpenDocument (.ods)") != std::string::npos);
}
