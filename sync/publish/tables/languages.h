#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/publish/tables/headings.h"

namespace publish {

/// The languages of a release, as its columns are named by them: "zh", "en".
class Languages {
public:
    /// `tags`: as release.languages has them, "zh-CN,en".
    explicit Languages(std::string_view tags);

    [[nodiscard]] const std::string& first() const { return suffixes_.front(); }
    /// "zh-CN", "en", in the screen's order.
    [[nodiscard]] const std::vector<std::string>& tags() const { return tags_; }
    /// Whether the column is in one of them, or in none.
    [[nodiscard]] bool have(const Column& column) const;
    /// Whether its cells may not be empty: of those in a language the ones in the first.
    [[nodiscard]] bool requires_column(const Column& column) const;

private:
    std::vector<std::string> tags_, suffixes_;  // as many, never none
};

}  // namespace publish
