#include "sync/publish/repository/release_plan.h"

#include <fmt/ranges.h>

#include <set>

#include "catalog/areas.h"
#include "catalog/device_state.h"
#include "catalog/integrity.h"
#include "catalog/schema.h"
#include "catalog/store.h"
#include "sync/publish/building/difference.h"
#include "sync/publish/building/facts.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/repository/documents.h"
#include "sync/publish/repository/history.h"
#include "sync/publish/tables/read_back.h"
#include "sync/release/listing.h"
#include "sync/tuf/hashes.h"

namespace publish {
namespace {

using nlohmann::json;

std::string program_that_reads(int schema) {
    return schema < catalog::kSchemaVersion ? "0.1.0" : catalog::kSchemaNeedsProgram;
}

json custom_of(const ReleaseRequest& request, const catalog::Release& release) {
    const int schema = catalog::version_in(request.catalog);
    return release::custom_of({.schema = schema,
                               .version = release.version,
                               .published_at = release.published_at,
                               .minimum_version = request.minimum_version.empty() ? program_that_reads(schema)
                                                                                  : request.minimum_version,
                               .spread = request.spread,
                               .areas = request.areas});
}

void check_editorially(Folder folder, const ReleaseRequest& request, base::Instant now, ReleasePlan& plan) {
    Problems problems;
    for (const auto& texts : request.text_folders) read_texts(texts, folder, problems);
    check_folder(folder, {request.coverage, request.icons, now}, problems, Quotations::known);
    problems.sort();
    for (const Fold& one : fold(problems.errors())) plan.errors.push_back(text_in_database(one, folder));
    for (const Fold& one : fold(problems.warnings())) plan.warnings.push_back(text_in_database(one, folder));
}

/// No facts, but citizens find them no more where they were.
void warn_of_lost_topics(const Folder& earlier, const Folder& later, ReleasePlan& plan) {
    constexpr std::size_t kNamed = 5;
    std::vector<std::string> lost;
    for (const Change& change : compare(earlier, later))
        if (change.kind == Change::Kind::changed && change.table == "target" && change.column == "topic_id" &&
            change.to.empty())
            lost.push_back(change.row);
    if (lost.empty()) return;
    const auto first = lost.begin(),
               last = first + static_cast<std::ptrdiff_t>(std::min(lost.size(), kNamed));
    plan.warnings.push_back(fmt::format("{} target{} no topic any more: {}{}", lost.size(),
                                        lost.size() == 1 ? " has" : "s have", fmt::join(first, last, ", "),
                                        lost.size() > kNamed ? " and others" : ""));
}

std::set<std::string> known_areas(const tuf::Targets& newest, const Folder& folder) {
    std::set<std::string> known;
    const Table& notices = folder.table("notice");
    for (const Row& row : notices.rows())
        for (std::string& area : catalog::split_areas(notices.cell(row, "areas")))
            known.insert(std::move(area));
    const auto before = newest.targets.find("catalog.db");
    if (before == newest.targets.end() || !before->second.custom.is_object()) return known;
    const json areas = before->second.custom.value("areas", json::array());
    for (const json& area : areas)
        if (area.is_string()) known.insert(area.get<std::string>());
    return known;
}

/// An area that neither a notice nor the release before names is a slip, or a new hall.
void warn_of_new_areas(const ReleaseRequest& request, const tuf::Targets& newest, const Folder& folder,
                       ReleasePlan& plan) {
    const auto known = known_areas(newest, folder);
    for (const std::string& area : request.areas)
        if (!known.contains(area))
            plan.warnings.push_back(
                fmt::format("neither a notice nor the newest release names the area \"{}\"; "
                            "only devices whose display.area says just that take the release",
                            area));
}

std::string published_at(const Folder& folder) {
    const Table& release = folder.table("release");
    return release.rows().empty() ? "" : release.cell(release.rows().front(), "published_at");
}

void object_to_age(const Folder& earlier, const Folder& later, ReleasePlan& plan) {
    const auto before = base::parse_instant(published_at(earlier)),
               after = base::parse_instant(published_at(later));
    if (before && after && *after < *before)
        plan.objections.push_back(fmt::format("published_at is {}, before that of the newest release, {}",
                                              published_at(later), published_at(earlier)));
}

void object_to_version(const std::vector<PastRelease>& past, const std::string& version,
                       const std::string& sha256, ReleasePlan& plan) {
    for (const PastRelease& release : past)
        if (release.version == version && release.sha256 != sha256) {
            plan.objections.push_back(fmt::format(
                "version \"{}\" was released before with other content; give this one a new version",
                version));
            return;
        }
}

void compare_with_newest(const Repository& repository, const PastRelease& newest, const Folder& later,
                         base::Instant now, ReleasePlan& plan) {
    const auto bytes = read_catalog(repository, newest);
    const auto earlier = bytes ? read_back(*bytes) : base::Result<Folder>(base::fail(bytes.error()));
    if (!earlier) {
        plan.objections.push_back(
            fmt::format("the newest release cannot be compared with this one: {}", earlier.error().message));
        return;
    }
    for (const Change& change : compare(*earlier, later)) plan.changes.push_back(text(change));
    warn_of_lost_topics(*earlier, later, plan);
    object_to_age(*earlier, later, plan);
    for (std::string& line : facts_taken_back(*earlier, later, now))
        plan.objections.push_back(std::move(line));
}

/// Whether the newest targets are this release on the same terms, whatever reason there was.
bool is_same(const tuf::Targets& newest, const std::string& sha256, const json& custom) {
    const auto catalog = newest.targets.find(release::kCatalogTarget);
    if (catalog == newest.targets.end() || tuf::naming_hash(catalog->second.hashes) != sha256) return false;
    json terms = catalog->second.custom;
    if (terms.is_object()) terms.erase(release::kReason);
    return terms == custom;
}

ReleasePlan::Need need_of(const Repository::TargetsFile& newest, std::int64_t current_version,
                          base::Instant now) {
    if (newest.metadata.header.expires - now <= kTargetsLife / 2) return ReleasePlan::Need::sign_anew;
    if (newest.metadata.header.version != current_version) return ReleasePlan::Need::publish;
    return ReleasePlan::Need::nothing;
}

}  // namespace

base::Status ReleasePlan::check(const std::string& reason) const {
    if (!errors.empty())
        return base::fail(base::Errc::invalid, fmt::format("the catalog has {} error{}; nothing was released",
                                                           errors.size(), errors.size() == 1 ? "" : "s"));
    if (objections.empty() || !reason.empty()) return {};
    return base::fail(
        base::Errc::invalid,
        fmt::format("not released: {}; if it is meant, say why with --because", fmt::join(objections, "; ")));
}

base::Result<ReleasePlan> plan_release(const Repository& repository, const ReleaseRequest& request,
                                       base::Instant now) {
    const auto store = catalog::Store::open_embedded(request.catalog);
    if (!store) return base::fail(store.error());
    auto folder = read_back(request.catalog);
    if (!folder) return base::fail(folder.error());
    ReleasePlan plan;
    plan.custom = custom_of(request, store->release());
    const auto newest = repository.targets_to_build_on(plan.notes);
    if (!newest) return base::fail(newest.error());
    const auto current = repository.current_targets_version();
    if (!current) return base::fail(current.error());
    const std::string sha256 = tuf::sha256_hex(request.catalog);
    if (is_same(newest->metadata, sha256, plan.custom)) {
        plan.need = need_of(*newest, *current, now);
        return plan;
    }
    check_editorially(*folder, request, now, plan);
    warn_of_new_areas(request, newest->metadata, *folder, plan);
    object_to_version(past_releases(repository), store->release().version, sha256, plan);
    if (const auto before = release_in(newest->metadata))
        compare_with_newest(repository, *before, *folder, now, plan);
    if (store->release().published_at > now)
        plan.notes.push_back(
            fmt::format("published_at is {}: until then devices that show it do not trust their clock",
                        published_at(*folder)));
    if (!plan.objections.empty() && !request.reason.empty()) plan.custom[release::kReason] = request.reason;
    return plan;
}

}  // namespace publish
