#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace publish {

/// The characters that every font of the display has.
class Coverage {
public:
    /// Lines of "4E00-9FA5", hexadecimal, both ends included, or of one number alone; `#` starts a comment.
    /// Nothing when a line is something else.
    [[nodiscard]] static std::optional<Coverage> parse(std::string_view text);

    [[nodiscard]] bool contains(char32_t character) const;

private:
    std::vector<std::pair<char32_t, char32_t>> ranges_;  // by first character, without overlaps
};

}  // namespace publish
