#include <doctest/doctest.h>

#include <algorithm>

#include "base/files.h"
#include "book.h"
#include "sync/publish/building/build.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/tables/examples.h"
#include "sync/publish/tables/template.h"
#include "sync/publish/tables/workbook/archive.h"
#include "sync/publish/tables/workbook/writing.h"
#include "sync/publish/tables/workbook_file.h"
#include "workshop.h"

// A workbook in place of a folder of CSV files.

using namespace publish_test;

namespace {

namespace fs = std::filesystem;

const fs::path kAssets = ASSETS_FOLDER;

publish::Phrasebook in_chinese() {
    auto book = publish::Phrasebook::chinese(contents(kAssets / "strings/publish-zh.toml"));
    REQUIRE(book);
    return *book;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

publish::Problems check(const fs::path& path) {
    publish::Problems problems;
    publish::check_folder(publish::read_folder(path, std::nullopt, problems), {}, problems);
    problems.sort();
    return problems;
}

/// The bytes of the database; its errors where there are any.
std::string built(const fs::path& path, const fs::path& database) {
    publish::Problems problems;
    const auto folder = publish::read_folder(path, std::nullopt, problems);
    publish::check_folder(folder, {}, problems);
    if (!problems.errors().empty()) return lines(problems.errors());
    REQUIRE(publish::build_release(folder, database, std::nullopt));
    return contents(database);
}

/// The small catalog as a workbook, part by part, to be spoilt by a test.
class SmallWorkbook {
public:
    SmallWorkbook() {
        shop_.write();
        publish::Problems problems;
        const auto folder = publish::read_folder(shop_.folder(), std::nullopt, problems);
        REQUIRE(publish::write_workbook(folder, file(), {}));
        const std::string bytes = contents(file());
        const auto opened = publish::Archive::open(bytes);
        const auto& archive = std::get<publish::Archive>(opened);
        const auto take = [&](const std::string& name) {
            parts_.push_back({name, std::get<std::string>(archive.read(name))});
        };
        for (const char* name : {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml",
                                 "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"})
            take(name);
        for (int number = 1; archive.has(sheet_part(number)); ++number) take(sheet_part(number));
    }

    /// Its number, from 1.
    static int sheet_of(std::string_view table) {
        const auto tables = publish::table_formats();
        const auto found = std::find_if(tables.begin(), tables.end(),
                                        [&](const publish::TableFormat& one) { return one.name == table; });
        return static_cast<int>(found - tables.begin()) + 1;
    }
    /// "K2": the cell of a column in a row.
    static std::string cell(std::string_view table, std::string_view column, int row) {
        int number = 0;
        for (const publish::Column& one : catalog::table_format(table).columns) {
            if (one.origin != publish::Origin::computed) ++number;
            if (one.name == column) break;
        }
        return publish::text(publish::Address{row, number});
    }
    std::string& part(const std::string& name) {
        return std::find_if(parts_.begin(), parts_.end(), [&](const auto& one) { return one.name == name; })
            ->bytes;
    }
    std::string& sheet(std::string_view table) { return part(sheet_part(sheet_of(table))); }
    /// Puts another cell, "<c r=... ", in the place of one that is there.
    void set(std::string_view table, std::string_view column, int row, const std::string& attributes,
             const std::string& inside) {
        std::string& xml = sheet(table);
        const std::string address = cell(table, column, row);
        const std::size_t from = xml.find("<c r=\"" + address + "\"");
        REQUIRE_MESSAGE(from != xml.npos, address);
        const std::size_t to = xml.find("</c>", from) + 4;
        xml.replace(from, to - from, "<c r=\"" + address + "\" " + attributes + ">" + inside + "</c>");
    }
    /// The number of a new style that shows percentages.
    std::string percentage_style() {
        std::string& styles = part("xl/styles.xml");
        const std::size_t from = styles.find("<cellXfs"), to = styles.find("</cellXfs>");
        int count = 0;
        for (std::size_t at = styles.find("<xf ", from); at < to; at = styles.find("<xf ", at + 1)) ++count;
        styles.insert(to, "<xf numFmtId=\"10\"/>");
        return std::to_string(count);
    }
    publish::Problems check() {
        REQUIRE(base::write_file(file(), fakes::zipped(parts_)));
        return ::check(file());
    }
    [[nodiscard]] fs::path file() const { return shop_.path("small.xlsx"); }

private:
    static std::string sheet_part(int number) {
        return "xl/worksheets/sheet" + std::to_string(number) + ".xml";
    }

    Workshop shop_;
    std::vector<fakes::ZipPart> parts_;
};

}  // namespace

TEST_CASE("sheets: a folder written as a workbook, in either language, makes the same catalog") {
    for (const char* name : {"catalog", "catalog-demo"})
        for (const bool chinese : {true, false}) {
            CAPTURE(name);
            CAPTURE(chinese);
            const Workshop shop;
            publish::Problems problems;
            const auto folder = publish::read_folder(kAssets / name, std::nullopt, problems);
            REQUIRE(publish::write_workbook(folder, shop.path("plan.xlsx"),
                                            chinese ? in_chinese() : publish::Phrasebook{}));
            for (const auto& [source, text] : folder.texts)
                if (!publish::may_name_sheet(source))
                    REQUIRE(base::write_file(shop.path(source + ".txt"), text));
            CHECK(lines(check(shop.path("plan.xlsx")).errors()) == "");
            CHECK(lines(check(shop.path("plan.xlsx")).warnings()) == lines(check(kAssets / name).warnings()));
            CHECK(built(shop.path("plan.xlsx"), shop.path("a.db")) ==
                  built(kAssets / name, shop.path("b.db")));
        }
}

TEST_CASE("sheets: a template is a workbook without mistakes but that it is empty") {
    const Workshop shop;
    REQUIRE(publish::write_workbook_template(shop.path("new"), in_chinese()));
    publish::Problems problems;
    const auto folder = publish::read_folder(shop.path("new") / "catalog.xlsx", std::nullopt, problems);
    CHECK(lines(problems.errors()) == "");
    CHECK(lines(problems.warnings()) == "");
    for (const publish::Table& table : folder.tables) {
        CHECK(table.usable());
        CHECK(table.rows().empty());
        CHECK(table.file() == table.format().name_zh);
    }
    CHECK(!publish::write_workbook_template(shop.path("new"), in_chinese()));
}

TEST_CASE("sheets: the examples of a template are together a catalog without mistakes") {
    Workshop shop;
    shop.files.clear();
    std::string quotes;
    for (const publish::TableFormat& format : publish::table_formats()) {
        std::string heading, row;
        for (const publish::Column& column : format.columns) {
            if (column.origin == publish::Origin::computed || column.name == "extends") continue;
            heading += (heading.empty() ? "" : ",") + std::string(column.name);
            row += (heading == column.name ? "\"" : ",\"") +
                   std::string(publish::example_of(format.name, column.name)) + "\"";
        }
        shop.files[format.file()] = heading + "\n" + row + "\n";
        quotes += std::string(publish::example_of(format.name, "quote")) + "\n" +
                  std::string(publish::example_of(format.name, "excerpt_zh")) + "\n";
    }
    shop.files["plan-2026.txt"] = quotes;
    const auto problems = shop.check();
    CHECK(lines(problems.errors()) == "");
    CHECK(lines(problems.warnings()) == "");
}

TEST_CASE("sheets: places are named as the spreadsheet names them") {
    SmallWorkbook book;
    CHECK(lines(book.check().errors()) == "");
    book.set("target", "value", 2, "t=\"e\"", "<f>1/0</f><v>#DIV/0!</v>");
    const auto problems = book.check();
    REQUIRE(!problems.errors().empty());
    const std::string address = SmallWorkbook::cell("target", "value", 2);
    CHECK(has(lines(problems.errors()),
              "targets!" + address + " (value): \"#DIV/0!\" is what a spreadsheet shows"));
    CHECK(has(problems.errors().front().text(in_chinese()),
              "targets 第2行 " + address.substr(0, address.size() - 1) +
                  "列 目标值（value）：“#DIV/0!”是表格软件的出错标记"));
    CHECK(has(problems.json(), "\"cell\":\"" + address + "\""));
}

TEST_CASE("sheets: a cell that shows a percentage demands the unit") {
    SmallWorkbook book;
    const std::string style = "s=\"" + book.percentage_style() + "\"";
    book.set("target", "value", 2, style, "<v>0.3</v>");
    CHECK(has(lines(book.check().errors()), "the cell shows 30 %, but its unit is another"));
    SmallWorkbook text;
    text.set("target", "name_zh", 2, "s=\"" + text.percentage_style() + "\"", "<v>0.053</v>");
    CHECK(!has(lines(text.check().errors()), "the cell shows"));
}

TEST_CASE("sheets: what a CSV file could not have is said") {
    SmallWorkbook book;
    const std::string value = SmallWorkbook::cell("target", "value", 2);
    book.set("target", "value", 2, "", "<f>A1+1</f>");
    CHECK(has(lines(book.check().errors()), "targets!" + value + " (value): the formula has no result"));

    SmallWorkbook merged;
    std::string& xml = merged.sheet("target");
    xml.insert(xml.find("</sheetData>") + 12, "<mergeCells><mergeCell ref=\"" + value + ":" +
                                                  SmallWorkbook::cell("target", "value", 3) +
                                                  "\"/></mergeCells>");
    CHECK(has(lines(merged.check().errors()), "are merged, so that all of them but " + value + " are empty"));

    SmallWorkbook hidden;
    std::string& rows = hidden.sheet("target");
    rows.insert(rows.find("<row r=\"2\"") + 4, " hidden=\"1\"");
    hidden.part("xl/workbook.xml")
        .insert(hidden.part("xl/workbook.xml").find(" r:id=\"rId1\""), " state=\"hidden\"");
    const auto problems = hidden.check();
    CHECK(lines(problems.errors()) == "");
    CHECK(has(lines(problems.warnings()), "sheet release: the sheet is hidden; it is read all the same"));
    CHECK(has(lines(problems.warnings()), "targets, row 2: rows are hidden, 1 of them from here on"));

    SmallWorkbook beside;
    std::string& row = beside.sheet("section");
    row.insert(row.find("</row>", row.find("<row r=\"2\"")), "<c r=\"H2\"><v>1</v></c>");
    CHECK(has(lines(beside.check().errors()), "sections!H2: this cell stands beside the table"));
}

TEST_CASE("sheets: one that is none of ours is named, and a note is not") {
    SmallWorkbook book;
    std::string& contents = book.part("xl/workbook.xml");
    contents.replace(contents.find("name=\"notices\""), 14, "name=\"Tabelle\"");
    CHECK(has(lines(book.check().warnings()), "sheet Tabelle: this sheet is no table of the catalog"));
    contents.replace(contents.find("name=\"Tabelle\""), 14, "name=\"# note\"");
    CHECK(!has(lines(book.check().warnings()), "no table of the catalog"));
    contents.replace(contents.find("name=\"# note\""), 13, "name=\"Targets\"");
    CHECK(has(lines(book.check().errors()), "sheet Targets: this is a second sheet for target"));
    contents.replace(contents.find("name=\"release\""), 14, "name=\"# none\"");
    CHECK(has(lines(book.check().errors()), "small.xlsx: the sheet release is missing"));
}

TEST_CASE("sheets: what is no workbook is one line") {
    const Workshop shop;
    REQUIRE(base::write_file(shop.path("plan.xlsx"), "id,name\n"));
    const auto problems = check(shop.path("plan.xlsx"));
    REQUIRE(problems.errors().size() == 1);
    CHECK(has(problems.errors().front().text(), "plan.xlsx: the file is a text, such as CSV"));
}
