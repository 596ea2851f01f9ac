#include "book.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <variant>

namespace publish_test {
namespace {

constexpr const char* kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* kMain = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
constexpr const char* kRelations = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";

std::string relation(const char* id, const char* kind, const char* target) {
    return std::string("<Relationship Id=\"") + id +
           "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + kind +
           "\" Target=\"" + target + "\"/>";
}

}  // namespace

Book::Book(std::string_view rows) {
    add("[Content_Types].xml",
        std::string(kHead) +
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
            "Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
            "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></"
            "Types>");
    add("_rels/.rels", std::string(kHead) + "<Relationships " + kRelations + ">" +
                           relation("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>");
    add("xl/workbook.xml", std::string(kHead) + "<workbook " + kMain +
                               " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                               "relationships\"><workbookPr/><sheets>"
                               "<sheet name=\"目标\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    add("xl/_rels/workbook.xml.rels", std::string(kHead) + "<Relationships " + kRelations + ">" +
                                          relation("rId1", "worksheet", "worksheets/sheet1.xml") +
                                          relation("rId2", "sharedStrings", "sharedStrings.xml") +
                                          relation("rId3", "styles", "/xl/styles.xml") + "</Relationships>");
    add("xl/styles.xml",
        std::string(kHead) + "<styleSheet " + kMain +
            "><numFmts count=\"3\"><numFmt numFmtId=\"176\" "
            "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>"
            "<numFmt numFmtId=\"177\" formatCode=\"0.0%\"/><numFmt numFmtId=\"178\" "
            "formatCode=\"#,##0.00&quot;元&quot;\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf "
            "numFmtId=\"9\"/><xf "
            "numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/><xf numFmtId=\"176\"/><xf "
            "numFmtId=\"177\"/><xf numFmtId=\"178\"/></cellXfs></styleSheet>");
    add("xl/sharedStrings.xml", std::string(kHead) + "<sst " + kMain +
                                    "><si><t>名称</t></si><si><r><rPr><b/></rPr><t>新增</t></r><r><t "
                                    "xml:space=\"preserve\"> 公园</t></r></si>"
                                    "<si><t>漯河</t><rPh sb=\"0\" eb=\"2\"><t>ルオホー</t></rPh><phoneticPr "
                                    "fontId=\"1\"/></si></sst>");
    add(std::string(kSheet), std::string(kHead) + "<worksheet " + kMain + "><sheetData>" + std::string(rows) +
                                 "</sheetData></worksheet>");
}

std::string& Book::part(std::string_view name) {
    const auto found =
        std::find_if(parts.begin(), parts.end(), [&](const fakes::ZipPart& one) { return one.name == name; });
    REQUIRE(found != parts.end());
    return found->bytes;
}

void Book::remove(std::string_view name) {
    std::erase_if(parts, [&](const fakes::ZipPart& one) { return one.name == name; });
}

void Book::replace(std::string_view name, std::string_view from, std::string_view to) {
    std::string& text = part(name);
    const auto at = text.find(from);
    REQUIRE(at != text.npos);
    text.replace(at, from.size(), to);
}

publish::Sheet first_sheet(const std::string& bytes) {
    auto read = publish::read_workbook(bytes);
    if (const auto* refusal = std::get_if<publish::Refusal>(&read)) FAIL(refusal->message.text());
    return std::move(std::get<publish::Workbook>(read).sheets.front());
}

std::string shown(const publish::Sheet& sheet) {
    std::string text;
    for (const publish::SheetRow& row : sheet.rows) {
        text += std::to_string(row.number) + ": ";
        for (std::size_t i = 0; i < row.cells.size(); ++i) text += (i == 0 ? "" : "|") + row.cells[i];
        text += "\n";
    }
    return text;
}

std::string refusal_of(const std::string& bytes) {
    const auto read = publish::read_workbook(bytes);
    const auto* refusal = std::get_if<publish::Refusal>(&read);
    return refusal ? refusal->message.text() + "; " + refusal->fix.text() : "";
}

}  // namespace publish_test
