#include "sync/publish/web/contents.h"

#include <algorithm>
#include <utility>

namespace publish::web {
namespace {

/// Takes what was loaded, or keeps the first error.
class Loading {
public:
    template <class T>
    T take(base::Result<T> loaded) {
        if (loaded) return std::move(*loaded);
        if (status) status = base::fail(loaded.error());
        return {};
    }

    base::Status status;
};

}  // namespace

base::Result<Contents> Contents::load(const catalog::Store& store, const catalog::Standing& standing,
                                      base::Instant now) {
    Loading loading;
    Contents all{.store = store,
                 .standing = standing,
                 .topics = loading.take(store.topics()),
                 .sections = loading.take(store.sections()),
                 .clauses = loading.take(store.clauses()),
                 .terms = loading.take(store.terms()),
                 .sounds = words::Sounds{loading.take(store.readings())},
                 .outcomes = loading.take(store.outcomes()),
                 .notices = loading.take(store.notices())};
    std::erase_if(all.notices, [&](const auto& notice) { return notice.ends_at <= now; });
    for (auto& source : loading.take(store.sources())) all.sources.emplace(source.id, std::move(source));
    for (const auto& topic : all.topics)
        all.commitments.emplace(topic.id, loading.take(store.commitments(topic.id)));
    for (const auto& entry : standing.entries())
        all.facts.emplace(entry.key.id,
                          loading.take(catalog::load_facts(store, standing.today(), entry.key.id)));
    if (!loading.status) return base::fail(loading.status.error(), "reading the catalog");
    return all;
}

const catalog::Topic* Contents::topic_of(const catalog::Target& target) const {
    const auto found = std::find_if(topics.begin(), topics.end(),
                                    [&](const catalog::Topic& topic) { return target.topic == topic.id; });
    return found == topics.end() ? nullptr : &*found;
}

}  // namespace publish::web
