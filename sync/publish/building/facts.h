#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "sync/publish/tables/folder.h"

namespace publish {

/// What is published and would disappear or change with `later`, one line for each kind of it: how many, and
/// which, in the words of the database. What is only added, and wording that says nothing else (names,
/// translations, the order), is none of it. Of notices only those that run at `now`.
/// docs/formats/catalog.md, "What needs a reason", says which columns are facts.
/// REQUIRES: as of compare().
[[nodiscard]] std::vector<std::string> facts_taken_back(const Folder& earlier, const Folder& later,
                                                        base::Instant now);

}  // namespace publish
