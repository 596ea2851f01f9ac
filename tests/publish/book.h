#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/publish/tables/workbook/workbook.h"
#include "zip_maker.h"

namespace publish_test {

/// A small workbook without faults, part by part, to be spoilt by a test: one sheet, 目标, whose rows a test
/// gives as XML. Styles 1 to 7 show 9, 14, 22, 20, `yyyy"年"m"月"d"日"`, `0.0%` and `#,##0.00"元"`.
class Book {
public:
    explicit Book(std::string_view rows = "");

    std::vector<fakes::ZipPart> parts;

    /// REQUIRES: there is such a part.
    [[nodiscard]] std::string& part(std::string_view name);
    void add(std::string name, std::string text) { parts.push_back({std::move(name), std::move(text)}); }
    void remove(std::string_view name);
    /// REQUIRES: `from` occurs in the part.
    void replace(std::string_view name, std::string_view from, std::string_view to);
    /// Puts `xml` behind the rows.
    void append_to_sheet(std::string_view xml) {
        replace(kSheet, "</worksheet>", std::string(xml) + "</worksheet>");
    }
    [[nodiscard]] std::string bytes() const { return fakes::zipped(parts); }

    static constexpr std::string_view kSheet = "xl/worksheets/sheet1.xml";
    static constexpr std::string_view kStrings = "xl/sharedStrings.xml";
    static constexpr std::string_view kContents = "xl/workbook.xml";
};

/// The first sheet. REQUIRES: the workbook is read.
[[nodiscard]] publish::Sheet first_sheet(const std::string& bytes);
/// The rows as "5: a|b||d", one a line.
[[nodiscard]] std::string shown(const publish::Sheet& sheet);
/// "message; fix" of a refusal; "" where the workbook is read.
[[nodiscard]] std::string refusal_of(const std::string& bytes);

}  // namespace publish_test
