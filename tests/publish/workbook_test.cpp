#include <doctest/doctest.h>

#include <random>
#include <variant>

#include "book.h"
#include "sync/publish/tables/workbook/limits.h"

// Workbooks as spreadsheet programs write them, part by part.

using namespace publish_test;
using publish::Shown;

namespace {

/// What becomes of one cell, given as XML without its address.
std::string cell(std::string_view attributes, std::string_view inside) {
    const Book book("<row r=\"1\"><c r=\"A1\" " + std::string(attributes) + ">" + std::string(inside) +
                    "</c></row>");
    const auto sheet = first_sheet(book.bytes());
    return sheet.rows.empty() ? "" : sheet.rows.front().cells.front();
}

std::string number(std::string_view stored, std::string_view style = "0") {
    return cell("s=\"" + std::string(style) + "\"", "<v>" + std::string(stored) + "</v>");
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("workbook: a number is the shortest decimal of up to 15 digits, written out") {
    const std::pair<const char*, const char*> cases[] = {
        {"5.3", "5.3"},
        {"5.2999999999999998", "5.3"},
        {"0.30000000000000004", "0.3"},
        {"126500", "126500"},
        {"1.265E+5", "126500"},
        {"1E-3", "0.001"},
        {"2500.00", "2500"},
        {"-0.5", "-0.5"},
        {"0", "0"},
        {"-0", "0"},
        {"410100000000", "410100000000"},
        {"123456789012345678", "123456789012346000"},
        {"8.6999999999999993", "8.7"},
        {" 12 ", "12"},
    };
    for (const auto& [stored, plain] : cases) CHECK_MESSAGE(number(stored) == plain, stored);
    CHECK(number("12650.5", "7") == "12650.5");  // #,##0.00"元"
}

TEST_CASE("workbook: what a cell shows as a percentage is that number, and is said to be one") {
    const Book book(
        R"(<row r="2"><c r="B2" s="1"><v>5.2999999999999999E-2</v></c><c r="D2" s="6"><v>1.12</v></c>
                       <c r="E2"><v>0.053</v></c></row>)");
    const auto sheet = first_sheet(book.bytes());
    CHECK(shown(sheet) == "2: |5.3||112|0.053\n");
    CHECK(sheet.percentages == std::vector<publish::Address>{{2, 2}, {2, 4}});
}

TEST_CASE("workbook: a day is recognised by its format and counted from either epoch") {
    CHECK(number("45657", "2") == "2024-12-31");
    CHECK(number("45657", "5") == "2024-12-31");
    CHECK(number("45657.999", "5") == "2024-12-31");
    CHECK(number("45657", "0") == "45657");
    CHECK(number("45493.333333333336", "3") == "2024-07-20 08:00:00");
    CHECK(number("45657.999999", "3") == "2025-01-01 00:00:00");
    CHECK(number("45657", "3") == "2024-12-31 00:00:00");
    CHECK(number("0.3541666666666667", "4") == "08:30:00");
    // 1900 is a leap year there, by an old mistake.
    CHECK(number("1", "2") == "1900-01-01");
    CHECK(number("59", "2") == "1900-02-28");
    CHECK(number("60", "2") == "1900-02-29");
    CHECK(number("61", "2") == "1900-03-01");
    CHECK(number("-3", "2") == "-3");
    CHECK(number("99999999", "2") == "99999999");

    Book book(R"(<row r="1"><c r="A1" s="2"><v>44195</v></c><c r="B1" s="2"><v>0</v></c></row>)");
    book.replace(Book::kContents, "<workbookPr/>", "<workbookPr date1904=\"1\"/>");
    CHECK(shown(first_sheet(book.bytes())) == "1: 2024-12-31|1904-01-01\n");
}

TEST_CASE("workbook: days that a strict file writes as such") {
    CHECK(cell("t=\"d\" s=\"2\"", "<v>2024-12-31T00:00:00</v>") == "2024-12-31");
    CHECK(cell("t=\"d\"", "<v>2024-12-31T00:00:00.000</v>") == "2024-12-31");
    CHECK(cell("t=\"d\" s=\"3\"", "<v>2024-07-20T08:00:00</v>") == "2024-07-20 08:00:00");
}

TEST_CASE("workbook: what a format code shows") {
    const std::pair<const char*, Shown> cases[] = {
        {"General", Shown::number},
        {"G/通用格式", Shown::number},
        {"0.00", Shown::number},
        {"#,##0;[Red]-#,##0", Shown::number},
        {"0.00E+00", Shown::number},
        {"0\"days\"", Shown::number},
        {"0\\d", Shown::number},
        {"[Red]0", Shown::number},
        {"[$-409]0.0", Shown::number},
        {"@", Shown::number},
        {"0.0%", Shown::percentage},
        {"0.0\"%\"", Shown::number},
        {"0%;-0%", Shown::percentage},
        {"yyyy-mm-dd", Shown::day},
        {"yyyy\"年\"m\"月\"d\"日\";@", Shown::day},
        {"[$-804]yyyy\"年\"m\"月\"", Shown::day},
        {"YYYY/M/D", Shown::day},
        {"m\"月\"", Shown::day},
        {"0\"m\"", Shown::number},
        {"0 m", Shown::number},
        {"yyyy-mm-dd hh:mm", Shown::moment},
        {"m/d/yy h:mm AM/PM", Shown::moment},
        {"[h]:mm:ss", Shown::time},
        {"mm:ss.0", Shown::time},
        {"上午/下午h\"时\"mm\"分\"", Shown::time},
        {"\"unclosed", Shown::number},
        {"[unclosed", Shown::number},
        {"\\", Shown::number},
        {"", Shown::number},
    };
    for (const auto& [code, is] : cases) CHECK_MESSAGE(publish::shown_by(code) == is, code);
    for (const int id : {14, 15, 16, 17, 27, 30, 31, 36, 50, 57, 58})
        CHECK_MESSAGE(publish::shown_by_builtin(id) == Shown::day, id);
    CHECK(publish::shown_by_builtin(22) == Shown::moment);
    CHECK(publish::shown_by_builtin(10) == Shown::percentage);
    for (const int id : {0, 1, 2, 4, 11, 37, 44, 48, 49})
        CHECK(publish::shown_by_builtin(id) == Shown::number);
}

TEST_CASE(
    "workbook: texts are shared or stand in their cells, with fonts or without, and never with readings") {
    const Book book(R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
        <c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><t>a &amp; b&#10;c</t></is></c>
        <c r="E1" t="inlineStr"><is><r><t>甲</t></r><r><t xml:space="preserve"> </t></r><r><t>乙</t></r></is></c>
        <c r="F1" t="str"><f>"x"&amp;"y"</f><v>xy</v></c><c r="G1" t="inlineStr"><is><t><![CDATA[<c>]]></t></is></c></row>)");
    CHECK(shown(first_sheet(book.bytes())) == "1: 名称|新增 公园|漯河|a & b\nc|甲 乙|xy|<c>\n");
    CHECK(publish::without_escapes("a_x000D_\nb_x005F_x0041_ _x_ _xD83D__xDE00_ _xD83D_") ==
          "a\nb_x0041_ _x_ 😀 _xD83D_");
    CHECK(publish::without_escapes("a\r\nb\rc") == "a\nb\nc");
}

TEST_CASE("workbook: yes and no are 1 and 0, and an error value is what the cell shows") {
    CHECK(cell("t=\"b\"", "<v>1</v>") == "1");
    CHECK(cell("t=\"b\"", "<v>0</v>") == "0");
    CHECK(cell("t=\"e\"", "<f>1/0</f><v>#DIV/0!</v>") == "#DIV/0!");
    CHECK(cell("", "<f>1+1</f><v>2</v>") == "2");
}

TEST_CASE("workbook: a formula that nobody has computed is named, one that gives an empty text is not") {
    const Book book(R"(<row r="3"><c r="B3"><f>SUM(A1:A2)</f><v></v></c><c r="C3"><f>A1</f></c>
                       <c r="D3" t="str"><f>""</f><v></v></c></row>)");
    const auto sheet = first_sheet(book.bytes());
    CHECK(sheet.without_results == std::vector<publish::Address>{{3, 2}, {3, 3}});
    CHECK(sheet.rows.size() == 1);
}

TEST_CASE("workbook: rows keep the numbers that the spreadsheet shows, and end with their last content") {
    const Book book(
        R"(<row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>3</v></c><c r="D2" s="5"/><c r="E2" t="inlineStr"><is><t/></is></c></row>
        <row r="3"/><row r="4" s="5"><c r="A4" s="5"/></row><row r="7"><c r="B7"><v>9</v></c></row><row><c><v>8</v></c><c><v>9</v></c></row>)");
    CHECK(shown(first_sheet(book.bytes())) == "2: 1||3\n7: |9\n8: 8|9\n");
}

TEST_CASE("workbook: merged cells, hidden rows, columns and sheets are said") {
    Book book(R"(<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>
                 <row r="3" hidden="true"><c r="A3" s="5"/></row>)");
    book.append_to_sheet(
        R"(<mergeCells count="2"><mergeCell ref="B2:B4"/><mergeCell ref="C1"/></mergeCells>)");
    book.replace(Book::kSheet, "<sheetData>",
                 R"(<cols><col min="3" max="4" hidden="1"/><col min="5" max="5"/></cols><sheetData>)");
    book.replace(Book::kContents, "sheetId=\"1\"", "sheetId=\"1\" state=\"veryHidden\"");
    const auto sheet = first_sheet(book.bytes());
    CHECK(sheet.is_hidden);
    CHECK(sheet.hidden_rows == std::vector<int>{1});
    CHECK(sheet.hidden_columns == std::vector<std::pair<int, int>>{{3, 4}});
    CHECK(sheet.merged == std::vector<publish::Area>{{{2, 2}, {4, 2}}});
}

TEST_CASE("workbook: prefixes, strict namespaces and paths are the writer's choice") {
    Book book;
    book.part(Book::kSheet) =
        R"(<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><!-- <row> --><x:sheetData>
           <x:row r="1"><x:c r="A1" t="s"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>)";
    book.replace("xl/_rels/workbook.xml.rels",
                 "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet",
                 "http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet");
    book.replace("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../xl/./worksheets/SHEET%31.xml");
    book.replace(Book::kContents, "r:id", "rel:id");
    CHECK(shown(first_sheet(book.bytes())) == "1: 新增 公园\n");
}

TEST_CASE("workbook: only the sheets that are asked for are read") {
    Book book;
    book.part(Book::kSheet) = "no XML at all";
    const auto read =
        publish::read_workbook(book.bytes(), [](std::string_view name) { return name != "目标"; });
    REQUIRE(std::holds_alternative<publish::Workbook>(read));
    CHECK(std::get<publish::Workbook>(read).sheets.front().name == "目标");
}

TEST_CASE("workbook: addresses") {
    CHECK(publish::text(publish::Address{12, 11}) == "K12");
    CHECK(publish::column_letters(27) == "AA");
    CHECK(publish::column_letters(16384) == "XFD");
    CHECK(publish::parse_address("XFD1048576") == publish::Address{1048576, 16384});
    CHECK(publish::parse_address("$K$12") == publish::Address{12, 11});
    for (const char* wrong :
         {"", "A", "1", "A0", "XFE1", "A1048577", "a1", "A1B", "AAAAAAAAAA1", "A99999999999"})
        CHECK_MESSAGE(!publish::parse_address(wrong), wrong);
    CHECK(publish::parse_area("C4:B2") == publish::Area{{2, 2}, {4, 3}});
    CHECK(publish::text(publish::Area{{2, 2}, {4, 3}}) == "B2:C4");
}

TEST_CASE("workbook: what is no workbook is said to be what it is") {
    using namespace std::string_literals;
    const std::string wide = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"s;
    const std::pair<std::string, const char*> cases[] = {
        {"", "the file is empty"},
        {"id,name\nnew-parks,公园\n", "the file is a text, such as CSV"},
        {"  <html><body>", "the file is a web page"},
        {"%PDF-1.7", "the file is a PDF"},
        {"\x7F"
         "ELF\x02\x01\x01\0"s,
         "the file is no workbook"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 W\0o\0r\0k\0b\0o\0o\0k\0"s, "an old workbook (.xls"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + wide, "protected by a password"},
        {fakes::zipped(
             {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<a/>"}}),
         "an OpenDocument (.ods)"},
        {fakes::zipped({{"Index/Document.iwa", "x"}}), "a workbook of Numbers"},
        {fakes::zipped({{"photo.jpg", "x"}}), "an archive, but no workbook"},
        {fakes::zipped({{"a", "x", std::nullopt, 1}}), "protected by a password"},
    };
    for (const auto& [bytes, said] : cases) CHECK_MESSAGE(has(refusal_of(bytes), said), refusal_of(bytes));
}

TEST_CASE("workbook: one that is cut off anywhere is refused, and never half read") {
    const std::string whole = Book("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>").bytes();
    REQUIRE(refusal_of(whole).empty());
    for (std::size_t length = 0; length < whole.size(); length += 37)
        CHECK_MESSAGE(!refusal_of(whole.substr(0, length)).empty(), length);
    CHECK(has(refusal_of(whole.substr(0, whole.size() / 2)), "cut off"));
}

TEST_CASE("workbook: a changed byte in packed data is found") {
    std::string bytes = Book("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>").bytes();
    const auto at = bytes.find("sheet1.xml") + 60;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    CHECK(has(refusal_of(bytes), "its part xl/worksheets/sheet1.xml"));
}

TEST_CASE("workbook: macros are refused, however they are called") {
    Book by_type;
    by_type.replace("[Content_Types].xml", "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
                    "vnd.ms-excel.sheet.macroEnabled.main");
    CHECK(has(refusal_of(by_type.bytes()), "macros"));
    Book by_part;
    by_part.add("xl/vbaProject.bin", "x");
    CHECK(has(refusal_of(by_part.bytes()), "macros"));
    Book by_sheet;
    by_sheet.replace("xl/_rels/workbook.xml.rels", "relationships/worksheet", "relationships/xlMacrosheet");
    CHECK(has(refusal_of(by_sheet.bytes()), "macros"));
    Book binary;
    binary.replace("[Content_Types].xml", "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
                   "vnd.ms-excel.sheet.binary.macroEnabled.main");
    CHECK(has(refusal_of(binary.bytes()), ".xlsb"));
}

TEST_CASE("workbook: entities are no way out, nor are foreign encodings") {
    for (const auto name : {Book::kSheet, Book::kStrings, Book::kContents}) {
        Book book("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>");
        book.replace(name, "?>\n", "?>\n<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>");
        CHECK_MESSAGE(has(refusal_of(book.bytes()), "DOCTYPE"), name);
    }
    Book gbk("<row r=\"1\"/>");
    gbk.replace(Book::kSheet, "UTF-8", "GBK");
    CHECK(has(refusal_of(gbk.bytes()), "is in GBK, not in UTF-8"));
    Book bytes("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>\xC4\xBF\xB1\xEA</t></is></c></row>");
    CHECK(has(refusal_of(bytes.bytes()), "not in UTF-8"));
    Book half("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&#xD800;</t></is></c></row>");
    CHECK(has(refusal_of(half.bytes()), "not in UTF-8"));
    Book wide;
    wide.part(Book::kContents) = std::string("\xFF\xFE<\0w\0", 6);
    CHECK(has(refusal_of(wide.bytes()), "not in UTF-8"));
}

TEST_CASE("workbook: parts that are missing or damaged are named") {
    for (const auto name :
         {Book::kSheet, Book::kStrings, Book::kContents, std::string_view("xl/styles.xml")}) {
        Book book;
        book.remove(name);
        CHECK_MESSAGE(has(refusal_of(book.bytes()), "its part " + std::string(name) + " is missing"), name);
        Book cut("<row r=\"1\"/>");
        cut.part(name).resize(cut.part(name).size() - 8);
        CHECK_MESSAGE(has(refusal_of(cut.bytes()), "its part " + std::string(name) + " is no whole XML"),
                      name);
    }
    const std::pair<const char*, const char*> rows[] = {
        {"<row r=\"2\"/><row r=\"2\"/>", "a row \"2\" after row 2"},
        {"<row r=\"0\"/>", "a row \"0\""},
        {"<row r=\"9999999\"/>", "a row \"9999999\""},
        {"<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>", "a cell \"A1\" after column 2"},
        {"<row r=\"1\"><c r=\"A2\"/></row>", "a cell \"A2\""},
        {"<row r=\"1\"><c r=\"A1\" t=\"s\"><v>3</v></c></row>", "text number 3, which is missing"},
        {"<row r=\"1\"><row r=\"2\"/></row>", "is no whole XML"},
        {"</row>", "is no whole XML"},
        {"<row r=\"1\"><c></row>", "is no whole XML"},
    };
    for (const auto& [xml, said] : rows)
        CHECK_MESSAGE(has(refusal_of(Book(xml).bytes()), said), refusal_of(Book(xml).bytes()));
    Book twice;
    twice.add("XL/Workbook.xml", "x");
    CHECK(has(refusal_of(twice.bytes()), "is there twice"));
}

TEST_CASE("workbook: what would fill the machine is refused before it does") {
    Book zeros;  // in a part that nobody reads, too
    zeros.parts.push_back({"xl/media/image1.png", "x", 300U << 20});
    CHECK(
        has(refusal_of(zeros.bytes()), "its part xl/media/image1.png is 3 bytes that would become 300 MiB"));
    Book said;
    said.parts.push_back({"xl/media/image1.png", "x", 0xFFFFFFF0U});
    CHECK(has(refusal_of(said.bytes()), "has 4095 MiB unpacked, more than 320 MiB"));
    Book lied;  // about a part that is read
    lied.part("xl/styles.xml") += std::string(17 << 20, ' ');
    for (fakes::ZipPart& part : lied.parts)
        if (part.name == "xl/styles.xml") part.said_size = 100;
    CHECK(!refusal_of(lied.bytes()).empty());

    std::string row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>";
    std::minstd_rand letters;  // which do not become much less when they are packed
    for (std::size_t i = 0; i < publish::kMostElementBytes + publish::kMiB; ++i)
        row += static_cast<char>('0' + letters() % 75 % 10 + letters() % 2 * 49);
    row += "</t></is></c></row>";
    CHECK(has(refusal_of(Book(row).bytes()), "has a <row> of more than 4 MiB"));
    // Each of them is a cell in the last column.
    std::string rows;
    for (int i = 1; i <= 400; ++i)
        rows +=
            "<row r=\"" + std::to_string(i) + "\"><c r=\"XFD" + std::to_string(i) + "\"><v>1</v></c></row>";
    CHECK(has(refusal_of(Book(rows).bytes()), "more than 5000000 cells"));
}

TEST_CASE("workbook: millions of cells with a format and without content are refused in one line") {
    std::string rows;
    for (int i = 1; i <= 210'000; ++i) {
        rows += "<row>";
        for (int column = 0; column < 25; ++column) rows += "<c s=\"5\"/>";
        rows += "</row>";
    }
    const std::string said = refusal_of(Book(rows).bytes());
    CHECK(has(said, "with row 200001 of its sheet 目标 it comes to more than 5000000 cells; 0 rows"));
    CHECK(has(said, "delete the empty rows"));
}
