#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace catalog {

/// The areas in "中原区、金水区", and everyday words in "遛弯;散步": parted by , ， 、 ; or ；, without the
/// blanks around them; what is empty is left out. The one home of how areas are written: in notices, in
/// releases, and where a screen says where it stands.
[[nodiscard]] std::vector<std::string> split_areas(std::string_view text);

/// As the database has them: "中原区,金水区".
[[nodiscard]] std::string join_areas(const std::vector<std::string>& areas);

/// Whether what is meant for `areas` is for a screen that stands in `where`; both as people write them. Empty
/// areas are everywhere; a screen that stands nowhere is in none.
[[nodiscard]] bool is_for_area(std::string_view areas, std::string_view where);

}  // namespace catalog
