#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "sync/publish/tables/folder.h"
#include "sync/publish/tables/headings.h"

namespace publish {

/// Whether each table begins with a row that shows how it is filled in; read_sheets() skips it.
enum class Examples { none, one_each };

/// A sheet or a file as it is written for an editor: the columns that it has, and its rows.
struct Draft {
    const TableFormat* table = nullptr;
    std::vector<const Column*> columns = {};
    std::vector<std::vector<std::string>> rows = {};  // a cell for each column, as it is stored
    bool begins_with_example = false;                 // the first row is one, which readers leave out
};

/// The rows as an author of the book's language reads them, examples marked.
[[nodiscard]] std::vector<std::vector<std::string>> rows_as_written(Draft draft, const Phrasebook& book);

/// Writes a workbook with a sheet for each draft. Headings, words and explanations are in the language of
/// `book`; no spreadsheet program changes what is typed. Errors: io; invalid (a text is too long).
[[nodiscard]] base::Status write_workbook(std::vector<Draft> drafts, const std::filesystem::path& file,
                                          const Phrasebook& book);

/// Writes a folder as a workbook, a sheet for each table and each document's text whose source's id can name
/// one (31 bytes at most); the others want their .txt beside it. Headings, words and explanations are in the
/// language of `book`. read_sheets() reads the same folder from it. Errors: io; invalid (a text is too long).
[[nodiscard]] base::Status write_workbook(const Folder& folder, const std::filesystem::path& file,
                                          const Phrasebook& book, Examples examples = Examples::none);

/// A folder of tables without rows, to begin with.
[[nodiscard]] Folder empty_folder();

}  // namespace publish
