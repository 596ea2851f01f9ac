#pragma once

#include <string>
#include <vector>

#include "sync/publish/tables/folder.h"
#include "sync/publish/tables/say.h"

namespace publish {

/// One thing that differs between two releases.
struct Change {
    enum class Kind { added, removed, changed };
    Kind kind = Kind::changed;
    std::string table, row;  // the row's name; empty for the one row of `release`
    Message what;            // the row in a few words of its own: a name, or which target a figure is for
    std::string column;      // empty where a whole row came or went
    std::string from, to;    // of `column`
};

/// By table in the order of the format, then by row: those of `later`, then those that are gone.
/// REQUIRES: both come from read_back() or are free of errors.
[[nodiscard]] std::vector<Change> compare(const Folder& earlier, const Folder& later);

/// "target new-parks (新建公园): value: 30 -> 35", one line without a line end.
[[nodiscard]] std::string text(const Change& change, const Phrasebook& book = {});

/// {"changes":[{"kind","table","sheet","row","what","column","heading","from","to"}]}, with `column`,
/// `heading`, `from` and `to` for "changed" alone. `sheet` and `heading` name table and column in the
/// reader's language.
[[nodiscard]] std::string json(const std::vector<Change>& changes, const Phrasebook& book = {});

}  // namespace publish
