#include "words/claims.h"

#include <string>

#include "catalog/model.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/checks/source_language.h"
#include "sync/publish/tables/lookup.h"

namespace publish {
namespace {

class ClaimsCheck {
public:
    ClaimsCheck(const Folder& folder, Problems& problems) : languages_(folder), problems_(problems) {}

    void check_figures(const Table& figures) {
        for (const Row& row : figures.rows()) {
            if (row.misshapen) continue;
            const words::Language& language = languages_.of(figures.cell(row, "source_id"));
            check_words(figures, row, column_in("value_text", language));
            check_outcome(figures, row, language);
            check_final(figures, row, language);
        }
    }

private:
    void check_words(const Table& figures, const Row& row, const std::string& column) {
        const std::string &words = figures.cell(row, column), &excerpt = figures.cell(row, "excerpt_zh");
        if (!words.empty() && !excerpt.empty() && excerpt.find(words) == std::string::npos)
            problems_.warning(figures.place(row, column), say("the excerpt does not say \"{}\"", words),
                              say("write the publisher's own words, or correct the excerpt"));
    }

    void check_outcome(const Table& figures, const Row& row, const words::Language& language) {
        const std::string& name = figures.cell(row, "outcome");
        const auto outcome =
            catalog::parse_name<catalog::PublishedOutcome>(catalog::kPublishedOutcomeNames, name);
        if (!outcome || *outcome == catalog::PublishedOutcome::none) return;
        const std::string said =
            figures.cell(row, "excerpt_zh") + " " + figures.cell(row, column_in("value_text", language));
        if (said == " ")
            problems_.warning(figures.place(row, "outcome"),
                              say("nobody's words say {}", word_in(figures, row, "outcome")),
                              say("copy the publisher's words into excerpt, or empty this cell"));
        else if (!words::says(said, *outcome, language))
            problems_.warning(figures.place(row, "outcome"),
                              say("the excerpt has no word that means {}", word_in(figures, row, "outcome")),
                              say("write only what the publisher says; else empty this cell"));
    }

    /// What is expected is no result.
    void check_final(const Table& figures, const Row& row, const words::Language& language) {
        if (figures.cell(row, "status") != "final") return;
        const std::string &excerpt = figures.cell(row, "excerpt_zh"), &value = figures.cell(row, "value");
        const std::size_t at = value.empty() ? std::string::npos : excerpt.find(value);
        const std::string_view sentence =
            at == std::string::npos ? excerpt : words::sentence_at(excerpt, at, language);
        if (words::says_expected(sentence, language))
            problems_.warning(figures.place(row, "status"),
                              say("the excerpt speaks of what is expected, the status is final"),
                              say("make it a forecast, or quote the words that give the result"));
    }

    const SourceLanguages languages_;
    Problems& problems_;
};

}  // namespace

void check_claims(const Folder& folder, Problems& problems) {
    ClaimsCheck check(folder, problems);
    if (folder.table("observation").usable()) check.check_figures(folder.table("observation"));
}

}  // namespace publish
