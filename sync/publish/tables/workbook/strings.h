#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sync/publish/tables/workbook/archive.h"
#include "sync/publish/tables/workbook/refusal.h"

namespace publish {

/// The text of a cell or of a shared string, in runs of different fonts or not. How its characters are read
/// (phonetic runs) is left out.
[[nodiscard]] std::string rich_text(const pugi::xml_node& node);

/// "a\nb" of "a_x000D_\nb": how the format writes characters that XML has none for, and "\n" for every end of
/// a line.
[[nodiscard]] std::string without_escapes(std::string text);

/// The strings that cells name by number.
class Strings {
public:
    [[nodiscard]] std::optional<Refusal> read(PartReader& part);
    /// nullptr: there is no such string.
    [[nodiscard]] const std::string* find(std::size_t number) const {
        return number < strings_.size() ? &strings_[number] : nullptr;
    }

private:
    std::vector<std::string> strings_;
};

}  // namespace publish
