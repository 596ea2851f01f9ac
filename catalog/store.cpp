#include "catalog/store.h"

#include <fstream>
#include <utility>

#include "catalog/columns.h"
#include "catalog/database.h"
#include "catalog/integrity.h"

namespace catalog {
namespace {

using base::Errc;
using base::fail;
using base::Result;

/// What is asked of a file of one version; each has its own address, by which its statement is found again.
/// Every column is named, so that a file without one is refused when it is opened.
class Questions {
    int version_;  // declared first: what follows is made from it

    template <class Row>
    struct Asked {
        using Answer = Row;
        const TableFormat* table;
        Form form;
        std::string sql;
    };
    template <class Row>
    [[nodiscard]] Asked<Row> ask(std::string_view table, const Question& question = {}) const {
        const TableFormat& format = table_format(table);
        return {&format, question.form, select_sql(format, version_, question)};
    }

public:
    explicit Questions(int version) : version_(version) {}

    Asked<Topic> topics = ask<Topic>("topic");
    Asked<Section> sections = ask<Section>("section");
    Asked<Clause> clauses = ask<Clause>("clause");
    Asked<Target> judgeables = ask<Target>("target", {.form = Form::brief});
    Asked<Target> target = ask<Target>("target", {.where = "id"});
    Asked<Target> parts = ask<Target>("target", {.where = "parent"});
    Asked<Revision> revisions = ask<Revision>("revision", {.where = "target_id"});
    Asked<Observation> judgeable_observations =
        ask<Observation>("observation", {.form = Form::brief, .where = "target_id", .ordered = false});
    Asked<Observation> observations = ask<Observation>("observation", {.where = "target_id"});
    Asked<Observation> observation = ask<Observation>("observation", {.where = "id"});
    Asked<Source> source = ask<Source>("source", {.where = "id"});
    Asked<Source> sources = ask<Source>("source");
    Asked<Commitment> commitments = ask<Commitment>("commitment", {.where = "topic_id"});
    Asked<Outcome> outcomes = ask<Outcome>("outcome");
    Asked<Term> terms = ask<Term>("term");
    Asked<Reading> readings = ask<Reading>("reading");
    Asked<Notice> notices = ask<Notice>("notice");
};

constexpr const char* kCountCommitments = "SELECT count(*) FROM commitment WHERE topic_id = ?1";
constexpr const char* kCountReleases = "SELECT count(*) FROM release";
constexpr const char* kIsDemonstration = "SELECT EXISTS (SELECT 1 FROM source WHERE demonstration = 1)";

template <class Asked>
typename Asked::Answer read(const Query& from, const Asked& asked) {
    typename Asked::Answer row;
    read_row(from, *asked.table, asked.form, &row);
    return row;
}

Store::TargetKey key_of(Target&& target) {
    return {.id = std::move(target.id),
            .number = target.number,
            .topic = std::move(target.topic),
            .position = target.position,
            .section = std::move(target.section),
            .clause = std::move(target.clause),
            .tier = target.tier,
            .parent = std::move(target.parent),
            .same_as = std::move(target.same_as)};
}

// ---- rows

/// Visits each row. `key`: the question's parameter, if it has one.
template <class Asked, class Visit>
base::Status for_each(Database& database, const Asked& asked, const std::string* key, Visit visit) {
    auto query = database.query(asked.sql.c_str());
    if (!query) return base::fail(query.error());
    if (key != nullptr) query->bind(1, *key);
    for (;;) {
        const auto more = query->next();
        if (!more) return base::fail(more.error());
        if (!*more) return {};
        visit(read(*query, asked));
    }
}

template <class Asked, class Row = typename Asked::Answer>
Result<std::vector<Row>> list(Database& database, const Asked& asked, const std::string* key = nullptr) {
    std::vector<Row> rows;
    auto read = for_each(database, asked, key, [&](Row&& row) { rows.push_back(std::move(row)); });
    if (!read) return base::fail(read.error());
    return rows;
}

/// The one row with that id.
template <class Asked>
Result<typename Asked::Answer> one(Database& database, const Asked& asked, const std::string& id) {
    auto query = database.query(asked.sql.c_str());
    if (!query) return base::fail(query.error());
    const auto found = query->bind(1, id).next();
    if (!found) return base::fail(found.error());
    if (!*found)
        return fail(Errc::not_found, fmt::format("the release has no {} \"{}\"", asked.table->name, id));
    return read(*query, asked);
}

Result<std::int64_t> number(Database& database, const char* sql) {
    auto query = database.query_once(sql);
    if (!query) return base::fail(query.error());
    if (const auto found = query->next(); !found) return base::fail(found.error());
    return query->integer(0);
}

Result<Release> load_release(Database& database, int version) {
    constexpr const char* kTable = "table release";
    const auto rows = number(database, kCountReleases);
    if (!rows) return fail(rows.error(), kTable);
    if (*rows != 1) return fail(Errc::corrupt, fmt::format("table release has {} rows, not 1", *rows));
    const TableFormat& format = table_format("release");
    const std::string sql = select_sql(format, version, {.ordered = false});
    auto query = database.query_once(sql.c_str());
    if (!query) return fail(query.error(), kTable);
    if (const auto found = query->next(); !found) return fail(found.error(), kTable);
    Release release;
    read_row(*query, format, Form::whole, &release);
    const auto zone = base::TimeZone::find(release.time_zone);
    if (!zone) return fail(Errc::unsupported, zone.error().message);
    release.zone = *zone;
    const auto demonstration = number(database, kIsDemonstration);
    if (!demonstration) return fail(demonstration.error(), "table source");
    release.demonstration = *demonstration != 0;
    return release;
}

/// Whether every table and column is there, by preparing each question; the answers come later.
base::Status check_columns(Database& database, int version) {
    for (const TableFormat& table : table_formats()) {
        const std::string sql = select_sql(table, version, {.ordered = false});
        if (const auto prepared = database.query_once(sql.c_str()); !prepared)
            return fail(prepared.error(), fmt::format("table {}", table.name));
    }
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
    Questions questions;
    Release release;

    /// Checks everything that can be wrong with an open database. REQUIRES: check_header() likes `header`.
    static Result<std::unique_ptr<Connection>> check(Result<Database> opened, std::string_view header) {
        if (!opened) return base::fail(opened.error());
        const int version = version_in(header);
        if (auto content = check_columns(*opened, version); !content) return base::fail(content.error());
        if (auto content = check_content(*opened, version); !content) return base::fail(content.error());
        auto release = load_release(*opened, version);
        if (!release) return base::fail(release.error());
        return std::make_unique<Connection>(
            Connection{std::move(*opened), Questions(version), std::move(*release)});
    }
};

Result<Store> Store::open(const std::filesystem::path& file) {
    const auto header = read_header(file);
    if (!header) return fail(header.error(), file.string());
    if (auto checked = check_header(header->bytes, header->file_bytes); !checked)
        return fail(checked.error(), file.string());
    auto connection = Connection::check(Database::open(file), header->bytes);
    if (!connection) return fail(connection.error(), file.string());
    return Store(std::move(*connection));
}

Result<Store> Store::open_embedded(std::string_view bytes) {
    constexpr const char* kName = "the embedded release";
    if (auto checked = check_header(bytes.substr(0, kHeaderBytes), bytes.size()); !checked)
        return fail(checked.error(), kName);
    auto connection = Connection::check(Database::open_bytes(bytes), bytes);
    if (!connection) return fail(connection.error(), kName);
    return Store(std::move(*connection));
}

Store::Store(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

const Release& Store::release() const { return connection_->release; }

Result<std::vector<Topic>> Store::topics() const {
    return list(connection_->database, connection_->questions.topics);
}

Result<std::vector<Section>> Store::sections() const {
    return list(connection_->database, connection_->questions.sections);
}

Result<std::vector<Clause>> Store::clauses() const {
    return list(connection_->database, connection_->questions.clauses);
}

Result<std::vector<Store::TargetKey>> Store::target_keys() const {
    std::vector<TargetKey> keys;
    auto read = for_each(connection_->database, connection_->questions.judgeables, nullptr,
                         [&](Target&& target) { keys.push_back(key_of(std::move(target))); });
    if (!read) return base::fail(read.error());
    return keys;
}

base::Status Store::for_each_judgeable(const VisitJudgeable& visit) const {
    constexpr const char* kDoing = "reading the targets";
    Database& database = connection_->database;
    std::vector<Observation> observations;  // of one target after the other: the room is kept
    base::Status figures;
    auto targets = for_each(database, connection_->questions.judgeables, nullptr, [&](Target&& target) {
        if (!figures) return;
        observations.clear();
        const TargetId& observed = target.same_as ? *target.same_as : target.id;
        figures = for_each(database, connection_->questions.judgeable_observations, &observed.text,
                           [&](Observation&& figure) { observations.push_back(std::move(figure)); });
        if (figures) visit(target, observations);
    });
    if (!targets) return fail(targets.error(), kDoing);
    if (!figures) return fail(figures.error(), kDoing);
    return {};
}

Result<Target> Store::target(const TargetId& id) const {
    return one(connection_->database, connection_->questions.target, id.text);
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

Result<std::vector<Target>> Store::parts(const TargetId& whole) const {
    return list(connection_->database, connection_->questions.parts, &whole.text);
}

Result<std::vector<Revision>> Store::revisions(const TargetId& target) const {
    return list(connection_->database, connection_->questions.revisions, &target.text);
}

Result<std::vector<Observation>> Store::observations(const Target& target) const {
    const TargetId id = target.same_as.value_or(target.id);
    return list(connection_->database, connection_->questions.observations, &id.text);
}

Result<Observation> Store::observation(ObservationId id) const {
    return one(connection_->database, connection_->questions.observation,
               std::to_string(static_cast<std::int64_t>(id)));
}

Result<Source> Store::source(const SourceId& id) const {
    return one(connection_->database, connection_->questions.source, id.text);
}

Result<std::vector<Source>> Store::sources() const {
    return list(connection_->database, connection_->questions.sources);
}

Result<std::vector<Commitment>> Store::commitments(const TopicId& topic) const {
    return list(connection_->database, connection_->questions.commitments, &topic.text);
}

Result<int> Store::commitment_count(const TopicId& topic) const {
    auto query = connection_->database.query(kCountCommitments);
    if (!query) return base::fail(query.error());
    if (const auto found = query->bind(1, topic.text).next(); !found) return base::fail(found.error());
    return static_cast<int>(query->integer(0));
}

Result<std::vector<Outcome>> Store::outcomes() const {
    return list(connection_->database, connection_->questions.outcomes);
}

Result<std::vector<Term>> Store::terms() const {
    return list(connection_->database, connection_->questions.terms);
}

Result<std::vector<Reading>> Store::readings() const {
    return list(connection_->database, connection_->questions.readings);
}

Result<std::vector<Notice>> Store::notices() const {
    return list(connection_->database, connection_->questions.notices);
}

}  // namespace catalog
