#pragma once

#include "sync/publish/coverage.h"
#include "sync/publish/folder.h"
#include "sync/publish/problems.h"

namespace publish {

/// Which quotations are compared with the text of their document.
enum class Quotations {
    all,    // a text that is missing is an error: what an author's folder has to hold
    known,  // those whose text is there: a database holds no texts
};

/// Finds everything that is wrong with what was read; when there is no error, the database can be built.
/// `coverage`: nullptr when the fonts are not known, and then no character is refused on their account.
void check_folder(const Folder& folder, const Coverage* coverage, Problems& problems,
                  Quotations quotations = Quotations::all);

// The parts of it, each over tables that are usable.

/// Each cell by itself: empty, type, words, characters; and in each table: what must be unique, what is
/// referred to, missing English.
void check_cells(const Folder& folder, const Coverage* coverage, Problems& problems);
/// One row in release.csv and its dates; notices' times; places within topics; headlines.
void check_layout(const Folder& folder, Problems& problems);
/// Comparator, numbers, units, repeats.
void check_targets(const Folder& folder, Problems& problems);
/// Periods, status, arithmetic, corrections.
void check_observations(const Folder& folder, Problems& problems);
/// Quotations occur in the document's text, character by character.
void check_quotes(const Folder& folder, Quotations quotations, Problems& problems);
/// A quotation says the number that stands beside it, with the unit and the comparator that stand there.
void check_wording(const Folder& folder, Problems& problems);

}  // namespace publish
