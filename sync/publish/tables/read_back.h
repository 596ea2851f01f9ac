#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "sync/publish/tables/folder.h"

namespace publish {

/// The tables of a release's database as the author's files would hold them, so that the same checks run over
/// both. There are no texts. Rows stand in the order of the document and their `line` counts from 1; a
/// table's file is its name in the database. Errors: corrupt (a table or column is missing); io.
[[nodiscard]] base::Result<Folder> read_back(std::string_view database);

/// What names a row for people: its id, or "一 一是" for a clause; empty for the one row of `release`.
[[nodiscard]] std::string row_name(const Table& table, const Row& row);

/// As Problem::text(), but for what was found in a folder that came from `read_back`:
/// "target new-parks, value: what is wrong; what to do".
[[nodiscard]] std::string text_in_database(const Problem& problem, const Folder& folder);
/// The same of several: "...; and 12 more of this kind".
[[nodiscard]] std::string text_in_database(const Fold& fold, const Folder& folder);

}  // namespace publish
