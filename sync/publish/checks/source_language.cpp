#include "sync/publish/checks/source_language.h"

#include "sync/publish/tables/lookup.h"

namespace publish {

SourceLanguages::SourceLanguages(const Folder& folder)
    : first_(language_of_suffix(folder.languages().first())) {
    for (const auto& [id, row] : rows_by_id(folder.table("source")))
        if (const auto* known = words::find_language(folder.table("source").cell(*row, "language")))
            languages_[id] = known;
}

const words::Language& SourceLanguages::of(std::string_view source_id) const {
    const auto found = languages_.find(source_id);
    return found == languages_.end() ? first_ : *found->second;
}

std::string column_in(std::string_view beginning, const words::Language& language) {
    return std::string(beginning) + (language.side == &catalog::Bilingual::zh ? "_zh" : "_en");
}

const words::Language& language_of_suffix(std::string_view suffix) {
    return words::language(suffix == "zh" ? "zh-CN" : "en");
}

}  // namespace publish
