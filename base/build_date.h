#pragma once

#include "base/date.h"

namespace base {

/// A clock that says less is wrong: these programs did not exist then. Moved on with each release.
constexpr Date kBuiltAfter = make_date(2026, 11, 22);

}  // namespace base
