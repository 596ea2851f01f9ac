#include "catalog/store.h"

#include <doctest/doctest.h>

#include <fstream>

#include "base/files.h"
#include "release_file.h"

using namespace catalog;
using base::Errc;

namespace {

/// A release of write_release() after `change`, opened.
class Opened {
public:
    explicit Opened(const std::string& change = "") : file_(folder_.path() / "release.db") {
        write_release(file_);
        if (!change.empty()) change_release(file_, change);
        store_.emplace(Store::open(file_));
    }
    [[nodiscard]] const base::Result<Store>& result() const { return *store_; }
    [[nodiscard]] const Store& store() const {
        REQUIRE_MESSAGE(store_->has_value(), (store_->has_value() ? "" : store_->error().message));
        return **store_;
    }

private:
    TemporaryFolder folder_;
    std::filesystem::path file_;
    std::optional<base::Result<Store>> store_;
};

template <class T>
T value_of(base::Result<T> result) {
    REQUIRE_MESSAGE(result.has_value(), (result.has_value() ? "" : result.error().message));
    return std::move(*result);
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

void write(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

std::string read(const std::filesystem::path& file) { return value_of(base::read_file(file)); }

/// A message for the log: one line that starts with the path.
void check_message(const base::Error& error, const std::filesystem::path& file, const std::string& part) {
    CAPTURE(error.message);
    CHECK(error.message.starts_with(file.string() + ": "));
    CHECK(contains(error.message, part));
    CHECK_FALSE(contains(error.message, "\n"));
}

}  // namespace

TEST_CASE("store: the release says what it is") {
    const Opened opened;
    const Release& release = opened.store().release();
    CHECK(release.version == "2024.1");
    CHECK(release.title.zh == "民生目标");
    CHECK(release.title.en == "Livelihood targets");
    CHECK(release.period_start == base::make_date(2024, 1, 1));
    CHECK(release.period_end == base::make_date(2024, 12, 31));
    CHECK(release.place.zh == "示例市");
    CHECK(release.languages == std::vector<std::string>{"zh-CN", "en"});
    CHECK(release.published_at == base::parse_instant("2024-03-14T01:00:00Z"));
    CHECK(release.default_valid_until == base::make_date(2025, 12, 31));
    CHECK_FALSE(release.demonstration);
}

TEST_CASE("store: one demonstration source makes the whole release one") {
    const Opened opened("UPDATE source SET demonstration = 1 WHERE id = 'paper'");
    CHECK(opened.store().release().demonstration);
    CHECK(value_of(opened.store().source({"paper"})).demonstration);
    CHECK_FALSE(value_of(opened.store().source({"plan"})).demonstration);
}

TEST_CASE("store: topics, sections and clauses come in display order") {
    const Opened opened;
    const auto topics = value_of(opened.store().topics());
    REQUIRE(topics.size() == 2);
    CHECK(topics[0].id.text == "jobs");
    CHECK(topics[0].name.en == "Jobs");
    CHECK(topics[0].blurb.zh == "稳就业");
    CHECK(topics[0].icon == "briefcase");
    CHECK(topics[0].headline == TargetId{"jobs-new"});
    CHECK(topics[0].section == SectionId{"二"});
    CHECK(topics[1].id.text == "safety");
    CHECK_FALSE(topics[1].headline);
    CHECK_FALSE(topics[1].section);
    const auto sections = value_of(opened.store().sections());
    REQUIRE(sections.size() == 2);
    CHECK(sections[0].id.text == "一");
    CHECK(sections[0].name.en.empty());
    const auto clauses = value_of(opened.store().clauses());
    REQUIRE(clauses.size() == 1);
    CHECK(clauses[0].section.text == "二");
    CHECK(clauses[0].name.zh == "第一");
}

TEST_CASE("store: a target comes with everything that its page shows") {
    const Opened opened;
    const Target target = value_of(opened.store().target({"jobs-new"}));
    CHECK(target.number == 1);
    CHECK(target.topic == TopicId{"jobs"});
    CHECK(target.name.en == "New jobs");
    CHECK(target.short_name.zh == "就业");
    CHECK(target.comparator == Comparator::ge);
    CHECK(target.value == "12.65");
    CHECK(target.unit.en == "people");
    CHECK(target.base_value == 126500);
    CHECK(target.kind == Kind::annual_new);
    CHECK(target.direction == Direction::higher);
    CHECK(target.deadline == base::make_date(2024, 12, 31));
    CHECK(target.tier == Tier::core);
    CHECK(target.section.text == "二");
    CHECK(target.clause == "一是");
    CHECK(target.quote == "城镇新增就业12.65万人");
    CHECK(target.source.text == "plan");
    CHECK(target.department.zh == "人社局");
    CHECK_FALSE(target.same_as);
    const Target other = value_of(opened.store().target({"cpi"}));
    CHECK_FALSE(other.topic);
    CHECK_FALSE(other.base_value);
    CHECK(other.value_high == "3");
}

TEST_CASE("store: what the release does not contain is not found") {
    const Opened opened;
    const auto target = opened.store().target({"no-such"});
    REQUIRE_FALSE(target);
    CHECK(target.error().code == Errc::not_found);
    CHECK(contains(target.error().message, "no-such"));
    CHECK(opened.store().source({""}).error().code == Errc::not_found);
    const auto targets = value_of(opened.store().targets({{"jobs-again"}, {"no-such"}, {"jobs-new"}}));
    REQUIRE(targets.size() == 2);
    CHECK(targets[0].id.text == "jobs-again");
    CHECK(targets[1].id.text == "jobs-new");
    CHECK(value_of(opened.store().commitments({"no-such"})).empty());
    CHECK(value_of(opened.store().commitment_count({"no-such"})) == 0);
}

TEST_CASE("store: keys come in the order of the document") {
    const Opened opened;
    const auto keys = value_of(opened.store().target_keys());
    REQUIRE(keys.size() == 3);
    CHECK(keys[0].id.text == "jobs-new");
    CHECK(keys[1].number == 2);
    CHECK(keys[2].same_as == TargetId{"jobs-new"});
    CHECK(keys[2].topic == TopicId{"jobs"});
    CHECK(keys[0].tier == Tier::core);
}

TEST_CASE("store: observations come by period, then as_of, then id; a repeat shows the other's") {
    const Opened opened;
    for (const char* id : {"jobs-new", "jobs-again"}) {
        const auto observations =
            value_of(opened.store().observations(value_of(opened.store().target({id}))));
        REQUIRE(observations.size() == 3);
        CHECK(observations[0].id == ObservationId{2});
        CHECK(observations[1].id == ObservationId{3});
        CHECK(observations[2].id == ObservationId{1});
        CHECK(observations[1].supersedes == ObservationId{1});
        CHECK(observations[1].qualifier == Qualifier::over);
        CHECK(observations[1].derived == "7-0.1=6.9");
        CHECK(observations[1].note.en == "caliber");
        CHECK_FALSE(observations[1].published_on);
        CHECK(observations[2].published_on == base::make_date(2024, 7, 21));
        CHECK(observations[2].excerpt == "原文");
        CHECK(observations[2].as_of == base::make_date(2024, 7, 20));
        CHECK(observations[0].status == ObservationStatus::baseline);
    }
    CHECK(value_of(opened.store().observations(value_of(opened.store().target({"cpi"})))).empty());
}

TEST_CASE("store: what is judged has the fields that judging needs, a repeat the other's observations") {
    const Opened opened;
    std::vector<std::string> seen;
    const auto visited =
        opened.store().for_each_judgeable([&](const Target& target, std::span<const Observation> figures) {
            seen.push_back(target.id.text + " " + std::to_string(figures.size()));
            CHECK(target.name.zh.empty());
            if (target.id.text == "cpi") {
                CHECK(target.comparator == Comparator::range);
                CHECK(target.value_high == "3");
                CHECK(target.unit.zh == "%");
                CHECK(target.direction == Direction::none);
                CHECK(target.deadline == base::make_date(2024, 6, 30));
            }
        });
    CHECK(visited);
    CHECK(seen == std::vector<std::string>{"jobs-new 3", "cpi 0", "jobs-again 3"});
}

TEST_CASE("store: commitments, outcomes, notices and sources") {
    const Opened opened;
    const auto commitments = value_of(opened.store().commitments({"safety"}));
    REQUIRE(commitments.size() == 2);
    CHECK(commitments[0].name.zh == "平安建设");
    CHECK(commitments[0].id == CommitmentId{2});
    CHECK(value_of(opened.store().commitment_count({"safety"})) == 2);
    const auto outcomes = value_of(opened.store().outcomes());
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes[0].value == "7.4");
    CHECK(outcomes[0].year == 2023);
    const auto notices = value_of(opened.store().notices());
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].severity == Severity::warning);
    CHECK(notices[0].starts_at == base::Instant{});
    CHECK(notices[0].ends_at == base::parse_instant("2024-06-30T16:00:00Z"));
    CHECK(notices[0].areas == "hall-1,hall-2");
    const auto sources = value_of(opened.store().sources());
    REQUIRE(sources.size() == 2);
    CHECK(sources[0].id.text == "paper");
    CHECK_FALSE(sources[0].published_on);
    CHECK(sources[0].title.zh.empty());
    CHECK(sources[1].published_on == base::make_date(2024, 3, 14));
}

TEST_CASE("store: the same statement serves again and again") {
    const Opened opened;
    for (int i = 0; i < 3; ++i) {
        CHECK(value_of(opened.store().target({"cpi"})).number == 2);
        CHECK_FALSE(opened.store().target({"cp"}));
        CHECK(value_of(opened.store().topics()).size() == 2);
    }
}

TEST_CASE("store: a release in memory is the same, and a moved store goes on") {
    TemporaryFolder folder;
    const auto file = folder.path() / "a.db";
    write_release(file);
    const std::string bytes = read(file);
    Store store = value_of(Store::open_embedded(bytes));
    CHECK(value_of(store.target_keys()).size() == 3);
    const Store moved = std::move(store);
    CHECK(value_of(moved.target({"cpi"})).number == 2);
    CHECK(moved.release().version == "2024.1");
}

TEST_CASE("store: unusual content is allowed") {
    const std::string name(200 * 3, 'x');
    CHECK(value_of(
              Opened("UPDATE target SET name_zh = '" + name + "' WHERE id = 'cpi'").store().target({"cpi"}))
              .name.zh == name);
    CHECK(value_of(Opened("INSERT INTO topic VALUES ('empty', 9, 'n', '', 'b', '', '', NULL, NULL)")
                       .store()
                       .topics())
              .size() == 3);
    CHECK(
        value_of(Opened("DELETE FROM observation; DELETE FROM notice; DELETE FROM outcome").store().notices())
            .empty());
    CHECK(
        value_of(
            Opened("UPDATE topic SET headline_target_id = NULL; DELETE FROM observation; DELETE FROM target")
                .store()
                .target_keys())
            .empty());
    CHECK(
        value_of(
            Opened("ALTER TABLE target ADD COLUMN later TEXT; CREATE TABLE extra (a)").store().target_keys())
            .size() == 3);
}

TEST_CASE("store: names that mean something in a URI are only names") {
    TemporaryFolder folder;
    for (const char* name :
         {"a b.db", "50%25.db", "what?mode=rw.db", "a#b.db", "公示.db", "&cache=shared.db"}) {
        CAPTURE(name);
        const auto file = folder.path() / name;
        write_release(folder.path() / "plain.db");
        std::filesystem::rename(folder.path() / "plain.db", file);
        CHECK(Store::open(file).has_value());
    }
}

TEST_CASE("store: opening leaves nothing beside the file, and the file may be read-only") {
    TemporaryFolder folder;
    const auto file = folder.path() / "a.db";
    write_release(file);
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    const std::string before = read(file);
    {
        const Store store = value_of(Store::open(file));
        CHECK(value_of(store.topics()).size() == 2);
    }
    CHECK(read(file) == before);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("store: what is no release is refused, each with its own message") {
    TemporaryFolder folder;
    const auto good = folder.path() / "good.db", file = folder.path() / "bad.db";
    write_release(good);
    const std::string bytes = read(good);
    struct Case {
        std::string bytes;
        Errc code;
        const char* message;
    };
    const auto with = [&](std::size_t at, std::string_view change) {
        std::string changed = bytes;
        changed.replace(at, change.size(), change);
        return changed;
    };
    using namespace std::string_view_literals;
    for (const Case& c : {Case{"", Errc::corrupt, "is empty"},
                          {"民生目标公示屏，一个文本文件", Errc::corrupt, "not a SQLite database"},
                          {"SQLite format", Errc::corrupt, "cut short"},
                          {bytes.substr(0, 99), Errc::corrupt, "cut short"},
                          {bytes.substr(0, bytes.size() / 2), Errc::corrupt, "cut short"},
                          {bytes.substr(0, bytes.size() - 1), Errc::corrupt, "cut short"},
                          {with(68, "\0\0\0\0"sv), Errc::corrupt, "not a release of this program"},
                          {with(60, "\0\0\0\x07"sv), Errc::unsupported,
                           "is made for a newer program: its format has version 7"},
                          {with(60, "\x7f\xff\xff\xff"sv), Errc::unsupported, "newer"},
                          {with(60, "\0\0\0\0"sv), Errc::corrupt, "format version 0"},
                          {with(60, "\xff\xff\xff\xff"sv), Errc::corrupt, "format version -1"}}) {
        CAPTURE(c.message);
        write(file, c.bytes);
        const auto opened = Store::open(file);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == c.code);
        check_message(opened.error(), file, c.message);
        const auto embedded = Store::open_embedded(c.bytes);
        REQUIRE_FALSE(embedded);
        CHECK(embedded.error().code == c.code);
        CHECK(contains(embedded.error().message, c.message));
    }
}

TEST_CASE(
    "store: a file that was left in WAL mode, or in the middle of a change, is refused under its own name") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "edited.db";
    write_release(file);
    REQUIRE(catalog::Store::open(file));
    std::ofstream(file.string() + "-journal") << "what was there before";
    const auto torn = catalog::Store::open(file);
    REQUIRE(!torn);
    CHECK_MESSAGE(
        torn.error().message.find("edited.db: was left in the middle of a change") != std::string::npos,
        torn.error().message);
    std::filesystem::remove(file.string() + "-journal");
    change_release(file, "PRAGMA journal_mode = WAL; UPDATE topic SET position = position");
    const auto in_wal = catalog::Store::open(file);
    REQUIRE(!in_wal);
    CHECK_MESSAGE(in_wal.error().message.find("edited.db: is in WAL mode") != std::string::npos,
                  in_wal.error().message);
    CHECK(in_wal.error().message.find("PRAGMA journal_mode=DELETE") != std::string::npos);
    change_release(file, "PRAGMA journal_mode = DELETE");
    CHECK(catalog::Store::open(file));
}

TEST_CASE("store: a missing file, a folder and a device are told apart") {
    TemporaryFolder folder;
    const auto missing = Store::open(folder.path() / "none.db");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == Errc::not_found);
    check_message(missing.error(), folder.path() / "none.db", "no such file");
    const auto opened = Store::open(folder.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::io);
    check_message(opened.error(), folder.path(), "is a folder");
    CHECK(Store::open("/dev/null").error().code == Errc::io);
}

TEST_CASE("store: broken content is refused, and the message names the row") {
    struct Case {
        const char *change, *message;
    };
    for (const Case& c :
         {Case{"INSERT INTO observation (id, target_id, period_start, period_end, as_of, value, qualifier, "
               "status, derived, "
               "note_zh, note_en, editor_note, excerpt_zh, published_on, source_id, supersedes) "
               "SELECT 48, 'x', period_start, period_end, as_of, value, qualifier, "
               "status, derived, "
               "note_zh, note_en, editor_note, excerpt_zh, published_on, source_id, NULL FROM observation "
               "WHERE id = 1",
               "observation 48: names target \"x\" that does not exist"},
          {"UPDATE observation SET source_id = 'gone' WHERE id = 2",
           "observation 2: names source \"gone\" that"},
          {"UPDATE observation SET supersedes = 77 WHERE id = 2",
           "observation 2: names observation \"77\" that"},
          {"UPDATE target SET topic_id = 'x' WHERE id = 'cpi'", "target \"cpi\": names topic \"x\" that"},
          {"UPDATE target SET same_as = 'x' WHERE id = 'cpi'", "target \"cpi\": names target \"x\" that"},
          {"UPDATE target SET clause = '九是' WHERE id = 'cpi'",
           "target \"cpi\": names clause \"二 / 九是\" that"},
          {"UPDATE topic SET headline_target_id = 'x' WHERE id = 'jobs'",
           "topic \"jobs\": names target \"x\" that"},
          {"UPDATE topic SET section = 'x' WHERE id = 'jobs'", "topic \"jobs\": names section \"x\" that"},
          {"DELETE FROM section WHERE id = '二'", "names section \"二\" that does not exist"},
          {"UPDATE commitment SET topic_id = 'x' WHERE id = 1", "commitment 1: names topic \"x\" that"},
          {"UPDATE commitment SET source_id = 'x' WHERE id = 2", "commitment 2: names source \"x\" that"},
          {"UPDATE target SET source_id = '' WHERE id = 'cpi'", "target \"cpi\": names source \"\" that"},
          {"UPDATE outcome SET source_id = 'x'", "outcome \"gdp\": names source \"x\" that"},
          {"UPDATE target SET comparator = 'about' WHERE id = 'cpi'",
           "target \"cpi\": comparator \"about\" is"},
          {"UPDATE target SET kind = '' WHERE id = 'cpi'", "target \"cpi\": kind \"\" is"},
          {"UPDATE target SET direction = 'up' WHERE id = 'cpi'", "target \"cpi\": direction \"up\" is"},
          {"UPDATE target SET tier = 'CORE' WHERE id = 'cpi'", "target \"cpi\": tier \"CORE\" is"},
          {"UPDATE target SET deadline = '2024-13-01' WHERE id = 'cpi'",
           "target \"cpi\": deadline \"2024-13-01\" is"},
          {"UPDATE observation SET period_end = '2023-02-29' WHERE id = 3",
           "observation 3: period_end \"2023-02-29\" is"},
          {"UPDATE observation SET as_of = '' WHERE id = 3", "observation 3: as_of \"\" is"},
          {"UPDATE observation SET qualifier = 'circa' WHERE id = 3",
           "observation 3: qualifier \"circa\" is"},
          {"UPDATE observation SET status = 'done' WHERE id = 3", "observation 3: status \"done\" is"},
          {"UPDATE observation SET published_on = 'soon' WHERE id = 3",
           "observation 3: published_on \"soon\" is"},
          {"UPDATE source SET published_on = '2024' WHERE id = 'plan'",
           "source \"plan\": published_on \"2024\" is"},
          {"UPDATE source SET demonstration = 2 WHERE id = 'plan'",
           "source \"plan\": demonstration \"2\" is"},
          {"UPDATE notice SET severity = 'mild'", "notice \"rain\": severity \"mild\" is"},
          {"UPDATE notice SET ends_at = ''", "notice \"rain\": ends_at \"\" is"},
          {"UPDATE release SET published_at = 'yesterday'", "release 1: published_at \"yesterday\" is"},
          {"UPDATE release SET period_start = '24'", "release 1: period_start \"24\" is"},
          {"UPDATE release SET default_valid_until = '2025-12-32'", "release 1: default_valid_until"},
          {"DELETE FROM release", "table release has 0 rows, not 1"},
          {"INSERT INTO release (id, version, title_zh, title_en, period_start, period_end, published_at, "
           "default_valid_until) SELECT 2, version, title_zh, title_en, period_start, period_end, "
           "published_at, "
           "default_valid_until FROM release",
           "table release has 2 rows, not 1"},
          {"DROP TABLE notice", "no such table: notice"},
          {"ALTER TABLE target DROP COLUMN short_zh", "table target: no such column: short_zh"},
          {"CREATE VIEW spy AS SELECT 1", "holds view \"spy\""},
          {"CREATE TRIGGER spy AFTER DELETE ON notice BEGIN SELECT 1; END", "holds trigger \"spy\""},
          {"UPDATE target SET deadline = 'a' || char(10) || 'b'", "deadline \"a b\" is"}}) {
        CAPTURE(c.change);
        const Opened opened(c.change);
        REQUIRE_FALSE(opened.result());
        CAPTURE(opened.result().error().message);
        CHECK(opened.result().error().code == Errc::corrupt);
        CHECK(contains(opened.result().error().message, c.message));
        CHECK_FALSE(contains(opened.result().error().message, "\n"));
        CHECK(contains(opened.result().error().message, "release.db: "));
    }
}

TEST_CASE("store: a database that was damaged in the middle is refused") {
    TemporaryFolder folder;
    const auto file = folder.path() / "a.db";
    write_release(file);
    std::string bytes = read(file);
    const std::size_t page = 4096;
    REQUIRE(bytes.size() > 8 * page);
    for (std::size_t at = 3 * page; at < 4 * page; ++at) bytes[at] = static_cast<char>(at * 7);
    write(file, bytes);
    const auto opened = Store::open(file);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::corrupt);
}
