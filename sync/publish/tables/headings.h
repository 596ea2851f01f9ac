#pragma once

#include <string>
#include <string_view>

#include "catalog/columns.h"
#include "sync/publish/tables/say.h"

namespace publish {

using catalog::Column;
using catalog::Need;
using catalog::Origin;
using catalog::table_formats;
using catalog::TableFormat;
using catalog::Type;

/// The column that a heading names, in English, in Chinese, or as an earlier version called it; blanks around
/// it and the width of its brackets do not matter. nullptr: there is none.
[[nodiscard]] const Column* column_named(const TableFormat& table, std::string_view heading);

/// The table that a sheet or a file without its ending names; nullptr: there is none.
[[nodiscard]] const TableFormat* table_named(std::string_view name);

/// "value", and in Chinese "目标值（value）".
[[nodiscard]] Bilingual name_of(const Column& column);
/// "source", and in Chinese "来源".
[[nodiscard]] Bilingual name_of(const TableFormat& table);
/// "sources", and in Chinese "来源": what the table's sheet is called.
[[nodiscard]] Bilingual sheet_name_of(const TableFormat& table);
/// What an author is told of it.
[[nodiscard]] Bilingual help_of(const Column& column);
/// "ge", and in Chinese "不少于（ge）"; what is no word of the column stays as it is.
[[nodiscard]] Bilingual word_of(const Column& column, std::string_view word);
/// A stored cell as an author of the book's language writes it: "ge" is "不少于", "1" of a flag is "是".
[[nodiscard]] std::string as_written(const Column& column, std::string cell, const Phrasebook& book);
/// The first cell of an example row, which is_comment() or is_example() know.
[[nodiscard]] std::string as_example(std::string_view cell, const Phrasebook& book);

}  // namespace publish
