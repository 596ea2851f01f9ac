#pragma once

#include "sync/publish/repository/root_review.h"

namespace publish {

/// Shows the lines on standard output and asks on the terminal for a "yes". With `is_yes_given` (--yes) it
/// only shows them; without a terminal and without that the answer is no.
[[nodiscard]] Ask asking(bool is_yes_given);

}  // namespace publish
