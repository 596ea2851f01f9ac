#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "sync/publish/tables/coverage.h"
#include "sync/publish/tables/folder.h"
#include "sync/publish/tables/problems.h"

namespace publish {

/// Which quotations are compared with the text of their document.
enum class Quotations {
    all,    // a text that is missing is an error: what an author's folder has to hold
    known,  // those whose text is there: a database holds no texts
};

/// What a check knows beside the folder. What is not known is not checked.
struct Surroundings {
    const Coverage* coverage = nullptr;  // the characters of the display's fonts
    std::vector<std::string> icons;      // the names of the display's pictures for topics; empty: not known
    std::optional<base::Instant> now;
};

/// Finds everything that is wrong with what was read; when there is no error, the database can be built.
void check_folder(const Folder& folder, const Surroundings& around, Problems& problems,
                  Quotations quotations = Quotations::all);

// The parts of it, each over tables that are usable.

/// Each cell by itself: empty, type, words, characters; and in each table: what must be unique, what is
/// referred to, missing English.
void check_cells(const Folder& folder, const Coverage* coverage, Problems& problems);
/// One row in release.csv, its dates and hotline; notices' times and areas; topics, their number, icons,
/// places and headlines.
void check_layout(const Folder& folder, const Surroundings& around, Problems& problems);
/// A cell of a workbook that shows a percentage stands beside the unit %.
void check_percentages(const Folder& folder, Problems& problems);
/// Comparator, numbers, units, arithmetic, repeats.
void check_targets(const Folder& folder, Problems& problems);
/// Parts belong to a whole that is no part itself, and add up to it.
void check_parts(const Folder& folder, Problems& problems);
/// A target was something else before it was changed, and that within its time.
void check_revisions(const Folder& folder, Problems& problems);
/// Numbers or words, units, periods, status, arithmetic, corrections.
void check_observations(const Folder& folder, Problems& problems);
/// Quotations occur in the document's text, character by character.
void check_quotes(const Folder& folder, Quotations quotations, Problems& problems);
/// A quotation says the number that stands beside it, with the unit and the comparator that stand there.
void check_wording(const Folder& folder, Problems& problems);
/// Words that are said to be a publisher's stand in what was published, and mean what is made of them.
void check_claims(const Folder& folder, Problems& problems);
/// A syllable with its tone for each hanzi.
void check_author_readings(const Folder& folder, Problems& problems);

}  // namespace publish
