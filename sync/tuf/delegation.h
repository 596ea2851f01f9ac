#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/tuf/metadata.h"

namespace tuf {

/// A PATHPATTERN of 4.5: '*' any characters, '?' one, '[a-z]' and '[!a-z]' one of a set; none of them
/// matches '/'. A backslash is a character like any other.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view path);

/// The roles that are trusted with `target`, in order of priority.
[[nodiscard]] std::vector<Delegation> delegations_for(const Delegations& delegations,
                                                      const std::string& target);

}  // namespace tuf
