#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "sync/publish/check.h"
#include "sync/publish/lookup.h"

namespace publish {
namespace {

void check_release(const Table& release, Problems& problems) {
    if (!release.usable()) return;
    if (release.rows().size() != 1)
        return problems.error({release.file()}, fmt::format("the file has {} rows", release.rows().size()),
                              "a release is one row below the heading");
    const Row& row = release.rows().front();
    if (row.misshapen) return;
    const auto published = base::parse_instant(release.cell(row, "published_at"));
    const auto until = base::parse_date(release.cell(row, "default_valid_until"));
    if (published && until && *until < base::shanghai_date(*published))
        problems.error(release.place(row, "default_valid_until"),
                       "the content is out of date before it is published", "write a later day");
}

void check_notices(const Table& notices, Problems& problems) {
    if (!notices.usable()) return;
    for (const Row& row : notices.rows()) {
        if (row.misshapen) continue;
        const auto starts = base::parse_instant(notices.cell(row, "starts_at")),
                   ends = base::parse_instant(notices.cell(row, "ends_at"));
        if (starts && ends && *ends <= *starts)
            problems.error(notices.place(row, "ends_at"), "the notice ends before it starts",
                           "write a later time");
    }
}

/// No two rows of a topic at one place.
void check_positions(const Table& table, Problems& problems) {
    if (!table.usable()) return;
    std::map<std::pair<std::string, std::string>, int> lines;
    for (const Row& row : table.rows()) {
        const std::string& topic = row.misshapen ? "" : table.cell(row, "topic_id");
        if (topic.empty()) continue;
        const auto [first, is_new] = lines.try_emplace({topic, table.cell(row, "position")}, row.line);
        if (!is_new)
            problems.error(table.place(row, "position"),
                           fmt::format("line {} has place {} of topic {} already", first->second,
                                       table.cell(row, "position"), topic),
                           "give each row of a topic its own place");
    }
}

void check_headlines(const Folder& folder, Problems& problems) {
    const Table &topics = folder.table("topic"), &targets = folder.table("target");
    if (!topics.usable()) return;
    const auto by_id = rows_by_id(targets);
    for (const Row& row : topics.rows()) {
        const Row* headline =
            row.misshapen ? nullptr : find_row(by_id, topics.cell(row, "headline_target_id"));
        if (headline && targets.cell(*headline, "topic_id") != topics.cell(row, "id"))
            problems.error(
                topics.place(row, "headline_target_id"),
                fmt::format("{} is not a target of this topic", targets.cell(*headline, "id")),
                fmt::format("choose another, or write {} in its topic_id", topics.cell(row, "id")));
    }
}

using ClauseKey = std::pair<std::string, std::string>;

/// The clauses there are; one that stands twice is reported.
std::set<ClauseKey> collect_clauses(const Table& clauses, Problems& problems) {
    std::set<ClauseKey> keys;
    for (const Row& row : clauses.rows())
        if (!row.misshapen && !keys.emplace(clauses.cell(row, "section"), clauses.cell(row, "id")).second)
            problems.error(clauses.place(row, "id"),
                           fmt::format("section {} has clause {} already", clauses.cell(row, "section"),
                                       clauses.cell(row, "id")),
                           "give each clause of a section its own id");
    return keys;
}

void check_clauses(const Folder& folder, Problems& problems) {
    const Table &clauses = folder.table("clause"), &targets = folder.table("target");
    if (!clauses.usable()) return;
    const auto keys = collect_clauses(clauses, problems);
    const auto sections = rows_by_id(folder.table("section"));
    if (!targets.usable()) return;
    for (const Row& row : targets.rows()) {
        if (row.misshapen || targets.cell(row, "clause").empty() ||
            !find_row(sections, targets.cell(row, "section")))
            continue;
        if (!keys.contains({targets.cell(row, "section"), targets.cell(row, "clause")}))
            problems.error(targets.place(row, "clause"),
                           fmt::format("section {} has no clause \"{}\"", targets.cell(row, "section"),
                                       targets.cell(row, "clause")),
                           fmt::format("write an id that {} has, or add it there", clauses.file()));
    }
}

}  // namespace

void check_layout(const Folder& folder, Problems& problems) {
    check_release(folder.table("release"), problems);
    check_notices(folder.table("notice"), problems);
    check_positions(folder.table("target"), problems);
    check_positions(folder.table("commitment"), problems);
    check_headlines(folder, problems);
    check_clauses(folder, problems);
}

}  // namespace publish
