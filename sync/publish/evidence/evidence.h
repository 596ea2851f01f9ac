#pragma once

#include <string>

#include "base/result.h"
#include "catalog/judge.h"
#include "catalog/store.h"

/// What a screen that stands on a release says of one target, for whoever has to prove it afterwards.
namespace publish {

/// By its id, by the number that its page has (T-147), or by 147. Errors: not_found, naming what there is.
[[nodiscard]] base::Result<catalog::TargetId> find_target(const catalog::Store& store,
                                                          const std::string& name);

/// Line by line, in each of the release's languages: name, quotation, where it is written, promise, figure
/// with date and publisher, state. A line is a word that says what it is, blanks up to the 14th column, and
/// the screen's own words. `today` is the day on which the screen stood there: states depend on it. Errors:
/// what loading says.
[[nodiscard]] base::Result<std::string> tell_target(const catalog::Store& store, const catalog::TargetId& id,
                                                    catalog::Today today);

}  // namespace publish
