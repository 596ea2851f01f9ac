#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "catalog/facts.h"
#include "catalog/standing.h"
#include "catalog/store.h"
#include "words/lookup.h"
#include "words/sounds.h"
#include "words/strings.h"

namespace publish::web {

/// One release as it stands on one day, loaded once for the pages of every language.
struct Contents {
    const catalog::Store& store;
    const catalog::Standing& standing;
    std::vector<catalog::Topic> topics;
    std::vector<catalog::Section> sections;
    std::vector<catalog::Clause> clauses;
    std::vector<catalog::Term> terms;
    words::Sounds sounds;
    std::vector<catalog::Outcome> outcomes;
    std::vector<catalog::Notice> notices;  // that are not over
    std::map<catalog::SourceId, catalog::Source> sources;
    std::map<catalog::TargetId, catalog::Facts> facts;
    std::map<catalog::TopicId, std::vector<catalog::Commitment>> commitments;

    /// Errors: what loading says.
    [[nodiscard]] static base::Result<Contents> load(const catalog::Store& store,
                                                     const catalog::Standing& standing, base::Instant now);

    [[nodiscard]] const catalog::Release& release() const { return store.release(); }
    [[nodiscard]] catalog::Today today() const { return standing.today(); }
    [[nodiscard]] const catalog::Facts& facts_of(const catalog::TargetId& id) const { return facts.at(id); }
    [[nodiscard]] const catalog::Source& source_of(const catalog::SourceId& id) const {
        return sources.at(id);
    }
    /// Null where the target is in none.
    [[nodiscard]] const catalog::Topic* topic_of(const catalog::Target& target) const;
};

/// The same in one language.
struct Edition {
    const Contents& contents;
    const words::Strings& strings;
    const words::Lookup& lookup;
    std::vector<const words::Language*> languages;  // that there are pages in, in the release's order
};

}  // namespace publish::web
