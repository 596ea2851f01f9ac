#include "sync/publish/tables/languages.h"

#include <algorithm>

namespace publish {

Languages::Languages(std::string_view tags) {
    while (!tags.empty()) {
        const std::string_view tag = tags.substr(0, tags.find(','));
        if (const std::string_view suffix = tag.substr(0, tag.find('-')); !suffix.empty()) {
            tags_.emplace_back(tag);
            suffixes_.emplace_back(suffix);
        }
        tags.remove_prefix(std::min(tag.size() + 1, tags.size()));
    }
    if (tags_.empty()) {
        tags_ = {"zh-CN", "en"};
        suffixes_ = {"zh", "en"};
    }
}

bool Languages::have(const Column& column) const {
    return column.language.empty() ||
           std::find(suffixes_.begin(), suffixes_.end(), column.language) != suffixes_.end();
}

bool Languages::requires_column(const Column& column) const {
    return column.need == Need::required && (column.language.empty() || column.language == first());
}

}  // namespace publish
