#pragma once

#include <string>

namespace base {

/// `text` on one line, fit for a terminal and a log: control characters, the C1 ones of UTF-8 included,
/// become spaces. For messages that quote what somebody else wrote.
[[nodiscard]] std::string printable_line(std::string text);

}  // namespace base
