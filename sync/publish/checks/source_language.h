#pragma once

#include <map>
#include <string>
#include <string_view>

#include "sync/publish/tables/folder.h"
#include "words/language.h"

namespace publish {

/// The language that each source's text is in.
class SourceLanguages {
public:
    explicit SourceLanguages(const Folder& folder);

    /// What the source says; where it does not, and of an unknown source, the release's first.
    [[nodiscard]] const words::Language& of(std::string_view source_id) const;

private:
    const words::Language& first_;
    std::map<std::string, const words::Language*, std::less<>> languages_;  // of those that say it
};

/// "unit_zh" or "unit_en": the column of the pair that has words of the language.
[[nodiscard]] std::string column_in(std::string_view beginning, const words::Language& language);

/// The language of a column's suffix. REQUIRES: "zh" or "en".
[[nodiscard]] const words::Language& language_of_suffix(std::string_view suffix);

}  // namespace publish
