#include "sync/publish/web/site.h"

#include <algorithm>
#include <list>
#include <vector>

#include "base/embedded.h"
#include "sync/publish/web/pages.h"

namespace publish::web {
namespace {

/// Nothing that leads elsewhere, or that no disk takes.
bool is_file_name(const std::string& id) {
    return !id.empty() && id.front() != '.' && id.size() <= 200 &&
           std::none_of(id.begin(), id.end(),
                        [](char c) { return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
}

base::Status check_ids(const Contents& contents) {
    for (const auto& [id, facts] : contents.facts)
        if (!is_file_name(id.text))
            return base::fail(base::Errc::invalid, "no file can be named after " + id.text);
    for (const auto& topic : contents.topics)
        if (!is_file_name(topic.id.text))
            return base::fail(base::Errc::invalid, "no file can be named after " + topic.id.text);
    return {};
}

void add_edition(Site& site, const Edition& edition) {
    const Contents& contents = edition.contents;
    const std::string folder = std::string(edition.strings.language().tag) + "/";
    site[folder + "index.html"] = overview_page(edition);
    site[folder + "find.html"] = find_page(edition);
    site[folder + "about.html"] = about_page(edition);
    site[folder + "terms.html"] = terms_page(edition);
    for (const auto& topic : contents.topics) site[folder + file_of(topic.id)] = topic_page(edition, topic);
    for (const auto& [id, facts] : contents.facts) site[folder + file_of(id)] = target_page(edition, id);
    for (std::size_t i = 0; i < catalog::kStateCount; ++i)
        if (contents.standing.counts()[i] > 0) {
            const auto state = static_cast<catalog::State>(i);
            site[folder + file_of(state)] = state_page(edition, state);
        }
    for (std::size_t i = 0; i < number_page_count(edition); ++i)
        site[folder + file_of_numbers(i)] = number_page(edition, i);
}

/// What pages of every language load.
base::Status add_files(Site& site) {
    for (const char* name : {"style.css", "find.js"}) {
        const auto file = base::find_embedded_file(std::string("web/") + name);
        if (!file) return base::fail(base::Errc::not_found, std::string(name) + " is not in this program");
        site[name] = std::string(*file);
    }
    return {};
}

}  // namespace

base::Result<Site> make_site(const catalog::Store& store, catalog::Today today, base::Instant now) {
    const auto standing = catalog::Standing::of(store, today);
    if (!standing) return base::fail(standing.error());
    const auto contents = Contents::load(store, *standing, now);
    if (!contents) return base::fail(contents.error());
    if (auto named = check_ids(*contents); !named) return base::fail(named.error());
    std::string tags;
    for (const auto& tag : store.release().languages) tags += (tags.empty() ? "" : ",") + tag;
    const auto languages = words::languages_of(tags);
    std::list<words::Strings> strings;
    std::list<words::Lookup> lookups;
    std::vector<Edition> editions;
    for (const words::Language* const language : languages) {
        auto table = words::Strings::open(*language);
        if (!table) return base::fail(table.error());
        strings.push_back(std::move(*table));
        auto lookup = words::Lookup::of(store, *standing, strings.back());
        if (!lookup) return base::fail(lookup.error());
        lookups.push_back(std::move(*lookup));
        editions.push_back({*contents, strings.back(), lookups.back(), languages});
    }
    Site site;
    for (const Edition& edition : editions) add_edition(site, edition);
    site["index.html"] = languages_page(editions);
    if (auto added = add_files(site); !added) return base::fail(added.error());
    return site;
}

std::vector<std::string> heavy_pages(const Site& site) {
    std::vector<std::string> heavy;
    for (const auto& [name, bytes] : site)
        if (bytes.size() > kMostBytes) heavy.push_back(name);
    return heavy;
}

}  // namespace publish::web
