#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "catalog/areas.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/tables/encoding.h"
#include "sync/publish/tables/lookup.h"
#include "words/language.h"

namespace publish {
namespace {

/// A slip in a year; a year ahead is a plan.
constexpr std::chrono::days kFarAhead{366};

/// plan_year is short for a period, and not another one.
void check_period(const Table& release, const Row& row, Problems& problems) {
    const auto start = base::parse_date(release.cell(row, "period_start")),
               end = base::parse_date(release.cell(row, "period_end"));
    if (start && end && *end < *start)
        problems.error(release.place(row, "period_end"), say("the period ends before it starts"),
                       say("write the later day in period_end"));
    const std::string& year = release.cell(row, "plan_year");
    if (start && end && !year.empty() &&
        (release.cell(row, "period_start") != year + "-01-01" ||
         release.cell(row, "period_end") != year + "-12-31"))
        problems.error(release.place(row, "plan_year"),
                       say("plan_year is {}, but the period is {} to {}", year, base::format_date(*start),
                           base::format_date(*end)),
                       say("empty plan_year, or correct the period"));
}

/// What a telephone can dial.
void check_hotline(const Table& release, const Row& row, Problems& problems) {
    const std::string& hotline = release.cell(row, "hotline");
    const bool has_digit = hotline.find_first_of("0123456789") != std::string::npos;
    if (!hotline.empty() && (!has_digit || hotline.find_first_not_of("0123456789 -+()") != std::string::npos))
        problems.error(
            release.place(row, "hotline"), say("\"{}\" is no telephone number", hotline),
            say("write digits, with blanks, hyphens or a plus where they belong; without a hotline "
                "leave the cell empty"));
}

void check_release(const Table& release, base::TimeZone zone, std::optional<base::Instant> now,
                   Problems& problems) {
    if (!release.usable()) return;
    if (release.rows().size() != 1)
        return problems.error(release.place_of_line(0), say("the table has {} rows", release.rows().size()),
                              say("a release is one row below the heading"));
    const Row& row = release.rows().front();
    if (row.misshapen) return;
    check_period(release, row, problems);
    check_hotline(release, row, problems);
    const auto published = base::parse_instant(release.cell(row, "published_at"));
    const auto until = base::parse_date(release.cell(row, "default_valid_until"));
    if (published && until && *until < zone.date_at(*published))
        problems.error(release.place(row, "default_valid_until"),
                       say("the content is out of date before it is published"), say("write a later day"));
    if (published && now && *published > *now + kFarAhead)
        problems.warning(release.place(row, "published_at"),
                         say("the release would be published more than a year from now"),
                         say("correct the year; until then devices that show it do not trust their clock"));
}

/// The language of a text decides how it is held against numbers, and how it is shown.
void check_sources(const Table& sources, Problems& problems) {
    if (!sources.usable()) return;
    for (const Row& row : sources.rows()) {
        const std::string& tag = row.misshapen ? "" : sources.cell(row, "language");
        if (!tag.empty() && words::find_language(tag) == nullptr)
            problems.error(sources.place(row, "language"),
                           say("\"{}\" is no language that the screen speaks", tag),
                           say("write zh-CN or en, the language of the document"));
    }
}

void check_notices(const Table& notices, std::optional<base::Instant> published, Problems& problems) {
    if (!notices.usable()) return;
    for (const Row& row : notices.rows()) {
        if (row.misshapen) continue;
        const auto starts = base::parse_instant(notices.cell(row, "starts_at")),
                   ends = base::parse_instant(notices.cell(row, "ends_at"));
        if (starts && ends && *ends <= *starts)
            problems.error(notices.place(row, "ends_at"), say("the notice ends before it starts"),
                           say("write a later time"));
        else if (ends && published && *ends <= *published)
            problems.warning(notices.place(row, "ends_at"),
                             say("the notice is over before the release is published"),
                             say("write a later time, or remove the notice"));
    }
}

/// An area that is written otherwise than everywhere else reaches no screen.
void check_areas(const Table& notices, Problems& problems) {
    if (!notices.usable()) return;
    std::map<std::string, int> counts;
    std::size_t rows_with_areas = 0;
    const auto areas_of = [&](const Row& row) {
        return row.misshapen ? std::vector<std::string>{} : catalog::split_areas(notices.cell(row, "areas"));
    };
    for (const Row& row : notices.rows()) {
        const auto areas = areas_of(row);
        rows_with_areas += areas.empty() ? 0 : 1;
        for (const std::string& area : std::set<std::string>(areas.begin(), areas.end())) ++counts[area];
    }
    if (rows_with_areas < 2) return;
    for (const Row& row : notices.rows())
        for (const std::string& area : areas_of(row))
            if (counts[area] == 1)
                problems.warning(
                    notices.place(row, "areas"), say("no other notice names the area \"{}\"", area),
                    say("write it as the screens' display.area does; else no screen shows the notice"));
}

/// What the screen of topics has room for.
/// A plan that has just been begun has none yet.
void check_topics(const Table& topics, const Languages& languages, bool has_targets, Problems& problems) {
    constexpr std::size_t kMostTopics = 24;
    constexpr std::size_t kLongestZh = 10, kLongestEn = 32;  // hanzi, letters
    if (!topics.usable()) return;
    const std::size_t count = topics.rows().size();
    if ((count < 1 && has_targets) || count > kMostTopics)
        problems.error(topics.place_of_line(0), say("there are {} topics", count),
                       say("write 1 to {}", kMostTopics));
    for (const Row& row : topics.rows())
        for (const Column& column : topics.format().columns) {
            if (row.misshapen || !column.name.starts_with("name_") || !languages.have(column)) continue;
            const std::size_t length = count_characters(topics.cell(row, column.name)),
                              most = column.language == "zh" ? kLongestZh : kLongestEn;
            if (length > most)
                problems.warning(topics.place(row, column.name),
                                 say("{} characters are too long for a tile", length),
                                 say("write at most {}", most));
        }
}

void check_icons(const Table& topics, const std::vector<std::string>& icons, Problems& problems) {
    if (!topics.usable() || icons.empty()) return;
    for (const Row& row : topics.rows()) {
        const std::string& icon = row.misshapen ? "" : topics.cell(row, "icon");
        if (!icon.empty() && std::find(icons.begin(), icons.end(), icon) == icons.end())
            problems.warning(topics.place(row, "icon"), say("the display has no picture \"{}\"", icon),
                             say("write one of {}", listed(icons)));
    }
}

/// A target that has lost its topic keeps its place in it.
void check_lost_topics(const Table& targets, Problems& problems) {
    if (!targets.usable()) return;
    for (const Row& row : targets.rows())
        if (!row.misshapen && targets.cell(row, "topic_id").empty() && targets.cell(row, "parent").empty() &&
            targets.cell(row, "position") != targets.cell(row, "number"))
            problems.warning(
                targets.place(row, "topic_id"),
                say("the target is in no topic, but has place {} in one", targets.cell(row, "position")),
                say("write the topic; or, for the list of all targets alone, write {} in "
                    "position",
                    targets.cell(row, "number")));
}

bool is_part(const Table& table, const Row& row) {
    return table.format().name == "target" && !table.cell(row, "parent").empty();
}

/// No two rows of a topic at one place. A part stands on the page of its whole.
void check_positions(const Table& table, Problems& problems) {
    if (!table.usable()) return;
    std::map<std::pair<std::string, std::string>, int> lines;
    for (const Row& row : table.rows()) {
        const std::string& topic = row.misshapen ? "" : table.cell(row, "topic_id");
        if (topic.empty() || is_part(table, row)) continue;
        const auto [first, is_new] = lines.try_emplace({topic, table.cell(row, "position")}, row.line);
        if (!is_new)
            problems.error(table.place(row, "position"),
                           say("line {} has place {} of topic {} already", first->second,
                               table.cell(row, "position"), topic),
                           say("give each row of a topic its own place"));
    }
}

void check_headlines(const Folder& folder, Problems& problems) {
    const Table &topics = folder.table("topic"), &targets = folder.table("target");
    if (!topics.usable()) return;
    const auto by_id = rows_by_id(targets), topics_by_id = rows_by_id(topics);
    for (const Row& row : topics.rows()) {
        const Row* headline =
            row.misshapen ? nullptr : find_row(by_id, topics.cell(row, "headline_target_id"));
        if (headline && find_row(topics_by_id, targets.cell(*headline, "topic_id")) == nullptr &&
            !targets.cell(*headline, "topic_id").empty())
            continue;  // reported with the cell itself
        if (headline && is_part(targets, *headline)) {
            problems.error(topics.place(row, "headline_target_id"),
                           say("{} is a part of another target", targets.cell(*headline, "id")),
                           say("choose another, such as {}", targets.cell(*headline, "parent")));
            continue;
        }
        if (headline && targets.cell(*headline, "topic_id") != topics.cell(row, "id"))
            problems.error(topics.place(row, "headline_target_id"),
                           say("{} is not a target of this topic", targets.cell(*headline, "id")),
                           say("choose another, or write {} in its topic_id", topics.cell(row, "id")));
    }
}

std::optional<base::Instant> published_at(const Folder& folder) {
    const Table& release = folder.table("release");
    if (!release.usable() || release.rows().size() != 1 || release.rows().front().misshapen)
        return std::nullopt;
    return base::parse_instant(release.cell(release.rows().front(), "published_at"));
}

using ClauseKey = std::pair<std::string, std::string>;

/// The clauses there are; one that stands twice is reported.
std::set<ClauseKey> collect_clauses(const Table& clauses, Problems& problems) {
    std::set<ClauseKey> keys;
    for (const Row& row : clauses.rows())
        if (!row.misshapen && !keys.emplace(clauses.cell(row, "section"), clauses.cell(row, "id")).second)
            problems.error(clauses.place(row, "id"),
                           say("section {} has clause {} already", clauses.cell(row, "section"),
                               clauses.cell(row, "id")),
                           say("give each clause of a section its own id"));
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
                           say("section {} has no clause \"{}\"", targets.cell(row, "section"),
                               targets.cell(row, "clause")),
                           say("write an id that {} has, or add it there", clauses.file()));
    }
}

/// What a plan begins with can be checked, and is no plan yet.
void check_content(const Table& targets, const Table& commitments, Problems& problems) {
    if (targets.usable() && commitments.usable() && targets.rows().empty() && commitments.rows().empty())
        problems.warning(targets.place_of_line(0), say("there are no targets yet"),
                         say("write a row for each target of the document"));
}

}  // namespace

void check_layout(const Folder& folder, const Surroundings& around, Problems& problems) {
    check_release(folder.table("release"), folder.zone(), around.now, problems);
    check_sources(folder.table("source"), problems);
    check_content(folder.table("target"), folder.table("commitment"), problems);
    check_notices(folder.table("notice"), published_at(folder), problems);
    check_areas(folder.table("notice"), problems);
    check_topics(folder.table("topic"), folder.languages(), !folder.table("target").rows().empty(), problems);
    check_icons(folder.table("topic"), around.icons, problems);
    check_lost_topics(folder.table("target"), problems);
    check_positions(folder.table("target"), problems);
    check_positions(folder.table("commitment"), problems);
    check_headlines(folder, problems);
    check_clauses(folder, problems);
}

}  // namespace publish
