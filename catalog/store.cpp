#include "catalog/store.h"

#include <fstream>
#include <utility>

#include "catalog/database.h"
#include "catalog/integrity.h"

namespace catalog {
namespace {

using base::Errc;
using base::fail;
using base::Result;

// ---- what is asked; every column is named, so that a file without one is refused when it is opened

constexpr const char* kSelectRelease =
    "SELECT version, title_zh, title_en, plan_year, published_at, default_valid_until, "
    "(SELECT count(*) FROM release), EXISTS (SELECT 1 FROM source WHERE demonstration = 1) FROM release "
    "LIMIT 1";
constexpr const char* kSelectTopics =
    "SELECT id, position, name_zh, name_en, blurb_zh, blurb_en, icon, headline_target_id, section "
    "FROM topic ORDER BY position";
constexpr const char* kSelectSections =
    "SELECT id, position, name_zh, name_en FROM section ORDER BY position";
constexpr const char* kSelectClauses =
    "SELECT section, id, position, name_zh, name_en FROM clause ORDER BY position";
constexpr const char* kSelectJudgeableTargets =  // the keys first
    "SELECT id, number, topic_id, position, section, clause, tier, same_as, comparator, value, value_high, "
    "unit_zh, kind, direction, deadline, (SELECT printf('%04d-01-01', plan_year) FROM release) "
    "FROM target ORDER BY number";
constexpr const char* kSelectJudgeableObservations =
    "SELECT id, period_start, period_end, as_of, value, qualifier, status, supersedes FROM observation "
    "WHERE target_id = ?1";
constexpr const char* kSelectTarget =
    "SELECT id, number, topic_id, position, name_zh, name_en, short_zh, short_en, comparator, value, "
    "value_high, "
    "unit_zh, unit_en, base_value, value_text_zh, value_text_en, kind, direction, deadline, tier, section, "
    "clause, "
    "quote_zh, source_id, department_zh, department_en, same_as, "
    "(SELECT printf('%04d-01-01', plan_year) FROM release) FROM target WHERE id = ?1";
constexpr const char* kSelectObservations =
    "SELECT id, period_start, period_end, as_of, value, qualifier, status, supersedes, target_id, derived, "
    "note_zh, note_en, excerpt_zh, published_on, source_id "
    "FROM observation WHERE target_id = ?1 ORDER BY period_end, as_of, id";
constexpr const char* kSelectObservation =
    "SELECT id, period_start, period_end, as_of, value, qualifier, status, supersedes, target_id, derived, "
    "note_zh, note_en, excerpt_zh, published_on, source_id "
    "FROM observation WHERE id = ?1";
constexpr const char* kSelectSource =
    "SELECT id, title_zh, title_en, publisher_zh, publisher_en, published_on, url, demonstration "
    "FROM source WHERE id = ?1";
constexpr const char* kSelectSources =
    "SELECT id, title_zh, title_en, publisher_zh, publisher_en, published_on, url, demonstration "
    "FROM source ORDER BY id";
constexpr const char* kSelectCommitments =
    "SELECT id, topic_id, position, name_zh, name_en, quote_zh, source_id "
    "FROM commitment WHERE topic_id = ?1 ORDER BY position, id";
constexpr const char* kCountCommitments = "SELECT count(*) FROM commitment WHERE topic_id = ?1";
constexpr const char* kSelectOutcomes =
    "SELECT id, name_zh, name_en, value, unit_zh, unit_en, year, quote_zh, source_id FROM outcome ORDER BY "
    "position";
constexpr const char* kSelectNotices =
    "SELECT id, severity, title_zh, title_en, body_zh, body_en, starts_at, ends_at, areas "
    "FROM notice ORDER BY starts_at, id";

struct Asked {
    const char *table, *sql;
};
constexpr Asked kEverythingAsked[] = {
    {"topic", kSelectTopics},
    {"section", kSelectSections},
    {"clause", kSelectClauses},
    {"target", kSelectTarget},
    {"target", kSelectJudgeableTargets},
    {"source", kSelectSource},
    {"observation", kSelectObservations},
    {"outcome", kSelectOutcomes},
    {"commitment", kSelectCommitments},
    {"notice", kSelectNotices},
};

// ---- one row each

int small(std::int64_t number) { return static_cast<int>(number); }

/// REQUIRES: checked when the file was opened. The fallback serves a file that changed under us, which is a
/// bug.
base::Date date(std::string_view text) { return base::parse_date(text).value_or(base::Date{}); }
base::Instant instant(std::string_view text) { return base::parse_instant(text).value_or(base::Instant{}); }
template <class Enum, std::size_t N>
Enum word(const std::array<const char*, N>& names, std::string_view text) {
    return parse_name<Enum>(names, text).value_or(Enum{});
}

Bilingual bilingual(const Query& row, int zh) { return {row.string(zh), row.string(zh + 1)}; }

template <class AnyId>
std::optional<AnyId> optional_id(const Query& row, int column) {
    if (row.text(column).empty()) return std::nullopt;
    return AnyId{row.string(column)};
}

Release read_release(const Query& row) {
    return {.version = row.string(0),
            .title = bilingual(row, 1),
            .plan_year = small(row.integer(3)),
            .published_at = instant(row.text(4)),
            .default_valid_until = date(row.text(5)),
            .demonstration = row.integer(7) != 0};
}

Source read_source(const Query& row) {
    return {.id = {row.string(0)},
            .title = bilingual(row, 1),
            .publisher = bilingual(row, 3),
            .published_on = base::parse_date(row.text(5)),
            .url = row.string(6),
            .demonstration = row.integer(7) != 0};
}

Section read_section(const Query& row) {
    return {.id = {row.string(0)}, .position = small(row.integer(1)), .name = bilingual(row, 2)};
}

Clause read_clause(const Query& row) {
    return {.section = {row.string(0)},
            .id = row.string(1),
            .position = small(row.integer(2)),
            .name = bilingual(row, 3)};
}

Topic read_topic(const Query& row) {
    return {.id = {row.string(0)},
            .position = small(row.integer(1)),
            .name = bilingual(row, 2),
            .blurb = bilingual(row, 4),
            .icon = row.string(6),
            .headline = optional_id<TargetId>(row, 7),
            .section = optional_id<SectionId>(row, 8)};
}

Store::TargetKey read_target_key(const Query& row) {
    return {.id = {row.string(0)},
            .number = small(row.integer(1)),
            .topic = optional_id<TopicId>(row, 2),
            .position = small(row.integer(3)),
            .section = {row.string(4)},
            .clause = row.string(5),
            .tier = word<Tier>(kTierNames, row.text(6)),
            .same_as = optional_id<TargetId>(row, 7)};
}

Target read_judgeable_target(const Query& row) {
    Target target;
    target.id = {row.string(0)};
    target.number = small(row.integer(1));
    target.topic = optional_id<TopicId>(row, 2);
    target.position = small(row.integer(3));
    target.section = {row.string(4)};
    target.clause = row.string(5);
    target.tier = word<Tier>(kTierNames, row.text(6));
    target.same_as = optional_id<TargetId>(row, 7);
    target.comparator = word<Comparator>(kComparatorNames, row.text(8));
    target.value = row.string(9);
    target.value_high = row.string(10);
    target.unit.zh = row.string(11);
    target.kind = word<Kind>(kKindNames, row.text(12));
    target.direction = word<Direction>(kDirectionNames, row.text(13));
    target.deadline = date(row.text(14));
    target.start = date(row.text(15));
    return target;
}

Target read_target(const Query& row) {
    return {.id = {row.string(0)},
            .number = small(row.integer(1)),
            .topic = optional_id<TopicId>(row, 2),
            .position = small(row.integer(3)),
            .name = bilingual(row, 4),
            .short_name = bilingual(row, 6),
            .comparator = word<Comparator>(kComparatorNames, row.text(8)),
            .value = row.string(9),
            .value_high = row.string(10),
            .unit = bilingual(row, 11),
            .base_value = row.is_null(13) ? std::nullopt : std::optional(row.real(13)),
            .value_text = bilingual(row, 14),
            .kind = word<Kind>(kKindNames, row.text(16)),
            .direction = word<Direction>(kDirectionNames, row.text(17)),
            .start = date(row.text(27)),
            .deadline = date(row.text(18)),
            .tier = word<Tier>(kTierNames, row.text(19)),
            .section = {row.string(20)},
            .clause = row.string(21),
            .quote_zh = row.string(22),
            .source = {row.string(23)},
            .department = bilingual(row, 24),
            .same_as = optional_id<TargetId>(row, 26)};
}

Observation read_judgeable_observation(const Query& row) {
    Observation observation;
    observation.id = ObservationId{row.integer(0)};
    observation.period_start = date(row.text(1));
    observation.period_end = date(row.text(2));
    observation.as_of = date(row.text(3));
    observation.value = row.string(4);
    observation.qualifier = word<Qualifier>(kQualifierNames, row.text(5));
    observation.status = word<ObservationStatus>(kObservationStatusNames, row.text(6));
    if (!row.is_null(7)) observation.supersedes = ObservationId{row.integer(7)};
    return observation;
}

Observation read_observation(const Query& row) {
    Observation observation = read_judgeable_observation(row);
    observation.target = {row.string(8)};
    observation.derived = row.string(9);
    observation.note = bilingual(row, 10);
    observation.excerpt_zh = row.string(12);
    observation.published_on = base::parse_date(row.text(13));
    observation.source = {row.string(14)};
    return observation;
}

Commitment read_commitment(const Query& row) {
    return {.id = CommitmentId{row.integer(0)},
            .topic = {row.string(1)},
            .position = small(row.integer(2)),
            .name = bilingual(row, 3),
            .quote_zh = row.string(5),
            .source = {row.string(6)}};
}

Outcome read_outcome(const Query& row) {
    return {.id = row.string(0),
            .name = bilingual(row, 1),
            .value = row.string(3),
            .unit = bilingual(row, 4),
            .year = small(row.integer(6)),
            .quote_zh = row.string(7),
            .source = {row.string(8)}};
}

Notice read_notice(const Query& row) {
    return {.id = row.string(0),
            .severity = word<Severity>(kSeverityNames, row.text(1)),
            .title = bilingual(row, 2),
            .body = bilingual(row, 4),
            .starts_at = instant(row.text(6)),
            .ends_at = instant(row.text(7)),
            .areas = row.string(8)};
}

// ---- rows

/// Fills `rows` with all rows of `sql`, whose one parameter, if it has one, is `key`.
template <class Row>
base::Status fill(std::vector<Row>& rows, Database& database, const char* sql, Row (*read)(const Query&),
                  const std::string* key = nullptr) {
    rows.clear();
    auto query = database.query(sql);
    if (!query) return base::fail(query.error());
    if (key != nullptr) query->bind(1, *key);
    for (;;) {
        const auto more = query->next();
        if (!more) return base::fail(more.error());
        if (!*more) return {};
        rows.push_back(read(*query));
    }
}

template <class Row>
Result<std::vector<Row>> list(Database& database, const char* sql, Row (*read)(const Query&),
                              const std::string* key = nullptr) {
    std::vector<Row> rows;
    if (auto filled = fill(rows, database, sql, read, key); !filled) return base::fail(filled.error());
    return rows;
}

/// The one row with that id.
template <class Row>
Result<Row> one(Database& database, const char* sql, Row (*read)(const Query&), const char* what,
                const std::string& id) {
    auto query = database.query(sql);
    if (!query) return base::fail(query.error());
    const auto found = query->bind(1, id).next();
    if (!found) return base::fail(found.error());
    if (!*found) return fail(Errc::not_found, fmt::format("the release has no {} \"{}\"", what, id));
    return read(*query);
}

Result<Release> load_release(Database& database) {
    auto query = database.query_once(kSelectRelease);
    if (!query) return fail(query.error(), "table release");
    const auto found = query->next();
    if (!found) return fail(found.error(), "table release");
    const std::int64_t rows = *found ? query->integer(6) : 0;
    if (rows != 1) return fail(Errc::corrupt, fmt::format("table release has {} rows, not 1", rows));
    return read_release(*query);
}

/// Whether every table and column is there, by preparing each question; the answers come later.
base::Status check_columns(Database& database) {
    for (const Asked& asked : kEverythingAsked)
        if (const auto prepared = database.query(asked.sql); !prepared)
            return fail(prepared.error(), fmt::format("table {}", asked.table));
    return {};
}

struct Header {
    std::string bytes;
    std::uint64_t file_bytes = 0;
};

Result<Header> read_header(const std::filesystem::path& file) {
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (status.type() == std::filesystem::file_type::not_found) return fail(Errc::not_found, "no such file");
    if (std::filesystem::is_directory(status)) return fail(Errc::io, "is a folder, not a file");
    if (!std::filesystem::is_regular_file(status)) return fail(Errc::io, "is not a file that can be read");
    Header header{std::string(kHeaderBytes, '\0'), std::filesystem::file_size(file, error)};
    std::ifstream stream(file, std::ios::binary);
    if (!stream || error) return fail(Errc::io, "cannot be read");
    stream.read(header.bytes.data(), static_cast<std::streamsize>(kHeaderBytes));
    header.bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return header;
}

}  // namespace

struct Store::Connection {
    Database database;
    Release release;

    /// Checks everything that can be wrong with an open database.
    static Result<std::unique_ptr<Connection>> check(Result<Database> opened) {
        if (!opened) return base::fail(opened.error());
        if (auto content = check_columns(*opened); !content) return base::fail(content.error());
        if (auto content = check_content(*opened); !content) return base::fail(content.error());
        auto release = load_release(*opened);
        if (!release) return base::fail(release.error());
        return std::make_unique<Connection>(Connection{std::move(*opened), std::move(*release)});
    }
};

Result<Store> Store::open(const std::filesystem::path& file) {
    const auto header = read_header(file);
    if (!header) return fail(header.error(), file.string());
    if (auto checked = check_header(header->bytes, header->file_bytes); !checked)
        return fail(checked.error(), file.string());
    auto connection = Connection::check(Database::open(file));
    if (!connection) return fail(connection.error(), file.string());
    return Store(std::move(*connection));
}

Result<Store> Store::open_embedded(std::string_view bytes) {
    constexpr const char* kName = "the embedded release";
    if (auto checked = check_header(bytes.substr(0, kHeaderBytes), bytes.size()); !checked)
        return fail(checked.error(), kName);
    auto connection = Connection::check(Database::open_bytes(bytes));
    if (!connection) return fail(connection.error(), kName);
    return Store(std::move(*connection));
}

Store::Store(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

const Release& Store::release() const { return connection_->release; }

Result<std::vector<Topic>> Store::topics() const {
    return list(connection_->database, kSelectTopics, read_topic);
}

Result<std::vector<Section>> Store::sections() const {
    return list(connection_->database, kSelectSections, read_section);
}

Result<std::vector<Clause>> Store::clauses() const {
    return list(connection_->database, kSelectClauses, read_clause);
}

Result<std::vector<Store::TargetKey>> Store::target_keys() const {
    return list(connection_->database, kSelectJudgeableTargets, read_target_key);
}

base::Status Store::for_each_judgeable(const VisitJudgeable& visit) const {
    constexpr const char* kDoing = "reading the targets";
    Database& database = connection_->database;
    auto targets = database.query(kSelectJudgeableTargets);
    if (!targets) return fail(targets.error(), kDoing);
    std::vector<Observation> observations;  // of one target after the other: the room is kept
    for (;;) {
        const auto more = targets->next();
        if (!more) return fail(more.error(), kDoing);
        if (!*more) return {};
        const Target target = read_judgeable_target(*targets);
        const TargetId& observed = target.same_as ? *target.same_as : target.id;
        if (auto filled = fill(observations, database, kSelectJudgeableObservations,
                               read_judgeable_observation, &observed.text);
            !filled)
            return fail(filled.error(), kDoing);
        visit(target, observations);
    }
}

Result<Target> Store::target(const TargetId& id) const {
    return one(connection_->database, kSelectTarget, read_target, "target", id.text);
}

Result<std::vector<Target>> Store::targets(const std::vector<TargetId>& ids) const {
    std::vector<Target> found;
    found.reserve(ids.size());
    for (const TargetId& id : ids) {
        auto loaded = target(id);
        if (loaded)
            found.push_back(std::move(*loaded));
        else if (loaded.error().code != Errc::not_found)
            return base::fail(loaded.error());
    }
    return found;
}

Result<std::vector<Observation>> Store::observations(const Target& target) const {
    const TargetId id = target.same_as.value_or(target.id);
    return list(connection_->database, kSelectObservations, read_observation, &id.text);
}

Result<Observation> Store::observation(ObservationId id) const {
    return one(connection_->database, kSelectObservation, read_observation, "observation",
               std::to_string(static_cast<std::int64_t>(id)));
}

Result<Source> Store::source(const SourceId& id) const {
    return one(connection_->database, kSelectSource, read_source, "source", id.text);
}

Result<std::vector<Source>> Store::sources() const {
    return list(connection_->database, kSelectSources, read_source);
}

Result<std::vector<Commitment>> Store::commitments(const TopicId& topic) const {
    return list(connection_->database, kSelectCommitments, read_commitment, &topic.text);
}

Result<int> Store::commitment_count(const TopicId& topic) const {
    return one(
        connection_->database, kCountCommitments, +[](const Query& row) { return small(row.integer(0)); },
        "count of commitments for topic", topic.text);
}

Result<std::vector<Outcome>> Store::outcomes() const {
    return list(connection_->database, kSelectOutcomes, read_outcome);
}

Result<std::vector<Notice>> Store::notices() const {
    return list(connection_->database, kSelectNotices, read_notice);
}

}  // namespace catalog
