#pragma once

#include "sync/publish/tables/folder.h"

namespace publish {

/// What a target asks for, or asked for before it was revised: comparator, value and far end of a row of
/// either table agree with each other, and so do value and unit.
void check_promise(const Table& table, const Row& row, const Languages& languages, Problems& problems);

}  // namespace publish
