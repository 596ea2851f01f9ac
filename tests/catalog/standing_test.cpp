#include "catalog/standing.h"

#include <doctest/doctest.h>

#include "release_file.h"

namespace {

using catalog::Standing;
using catalog::State;

struct Opened {
    TemporaryFolder folder;
    std::optional<catalog::Store> store;
    Standing standing;

    explicit Opened(const std::string& change = "") {
        const auto file = folder.path() / "release.db";
        write_release(file);
        if (!change.empty()) change_release(file, change);
        auto opened = catalog::Store::open(file);
        REQUIRE_MESSAGE(opened, opened.error().message);
        store.emplace(std::move(*opened));
        auto judged = Standing::of(*store, {base::make_date(2024, 12, 31), true});
        REQUIRE_MESSAGE(judged, judged.error().message);
        standing = std::move(*judged);
    }
};

std::vector<std::string> ids(const Standing::List& list) {
    std::vector<std::string> result;
    for (const auto* entry : list) result.push_back(entry->key.id.text);
    return result;
}

}  // namespace

TEST_CASE("standing: a promise that is written twice is counted once, but listed where it stands") {
    const Opened o;
    const auto* first = o.standing.find({"jobs-new"});
    const auto* again = o.standing.find({"jobs-again"});
    REQUIRE(first != nullptr);
    REQUIRE(again != nullptr);
    CHECK(Standing::is_counted(*first));
    CHECK_FALSE(Standing::is_counted(*again));
    CHECK(first->state == again->state);
    int counted = 0;
    for (const auto& entry : o.standing.entries()) counted += Standing::is_counted(entry) ? 1 : 0;
    CHECK(o.standing.counted() == counted);
}

TEST_CASE("standing: every target is found by its id, and no other") {
    const Opened o;
    for (const auto& entry : o.standing.entries()) CHECK(o.standing.find(entry.key.id) == &entry);
    for (const char* id : {"", "cp", "cpia", "zzz"}) CHECK(o.standing.find({id}) == nullptr);
}

TEST_CASE("standing: every target is in exactly one list of states, and lists and counts agree") {
    const Opened o;
    std::size_t listed = 0;
    for (std::size_t i = 0; i < catalog::kStateCount; ++i) {
        for (const auto* entry : o.standing.in_state(static_cast<State>(i)))
            CHECK(entry->state == static_cast<State>(i));
        listed += o.standing.in_state(static_cast<State>(i)).size();
    }
    CHECK(listed == o.standing.entries().size());
}

TEST_CASE(
    "standing: a topic that lists a section shows each of its targets once, in the order of the document") {
    const Opened o;
    const auto list = ids(o.standing.of_topic({"jobs"}));
    CHECK(std::count(list.begin(), list.end(), "jobs-new") == 1);
    int sum = 0;
    for (const int n : o.standing.counts_of_topic({"jobs"})) sum += n;
    CHECK(sum == static_cast<int>(list.size()));
    CHECK(o.standing.of_topic({"nobody"}).empty());
    CHECK(o.standing.of_section({"nowhere"}).empty());
}

TEST_CASE(
    "standing: the document holds every clause, also one without targets, and every target under its "
    "clause") {
    const Opened o;
    std::size_t clauses = 0, targets = 0;
    for (const auto& row : o.standing.document()) {
        if (row.entry == nullptr) {
            ++clauses;
            continue;
        }
        ++targets;
        CHECK(row.entry->key.section == o.standing.clauses()[row.clause].section);
        CHECK(row.entry->key.clause == o.standing.clauses()[row.clause].id);
    }
    CHECK(clauses == o.standing.clauses().size());
    CHECK(targets == o.standing.entries().size());
}

TEST_CASE("standing: a part is found, but neither counted nor listed beside its whole") {
    const Opened whole, parted("UPDATE target SET parent = 'jobs-new', topic_id = 'jobs' WHERE id = 'cpi'");
    const auto* part = parted.standing.find({"cpi"});
    REQUIRE(part != nullptr);
    CHECK_FALSE(Standing::is_counted(*part));
    CHECK(parted.standing.counted() == whole.standing.counted() - 1);
    CHECK(parted.standing.written_twice() == whole.standing.written_twice());
    CHECK(ids(parted.standing.of_topic({"jobs"})) == std::vector<std::string>{"jobs-new", "jobs-again"});
    CHECK(ids(parted.standing.of_section({"二"})) == std::vector<std::string>{"jobs-new", "jobs-again"});
    for (const auto& row : parted.standing.document()) CHECK((row.entry == nullptr || row.entry != part));
}

TEST_CASE("standing: what stands in no clause stands in its section, before the section's clauses") {
    const Opened o("UPDATE target SET clause = NULL WHERE id = 'cpi'");
    REQUIRE(o.standing.clauses().size() == 2);
    CHECK(o.standing.clauses()[0].id.empty());
    CHECK(o.standing.clauses()[0].name.zh == "主要预期目标");
    REQUIRE(o.standing.document().size() == 5);
    REQUIRE(o.standing.document()[1].entry != nullptr);
    CHECK(o.standing.document()[1].entry->key.id.text == "cpi");
}

TEST_CASE("standing: states are counted as they stand in the lists") {
    const Opened o;
    const auto counted = [](const Standing::List& list) {
        Standing::Counts counts{};
        for (const auto* entry : list) ++counts[static_cast<std::size_t>(entry->state)];
        return counts;
    };
    Standing::Counts all{};
    const auto sections = o.store->sections();
    REQUIRE(sections);
    for (const auto& section : *sections) {
        CHECK(o.standing.counts_of_section(section.id) == counted(o.standing.of_section(section.id)));
        for (std::size_t i = 0; i < all.size(); ++i) all[i] += o.standing.counts_of_section(section.id)[i];
    }
    CHECK(o.standing.counts_of_all() == all);
    CHECK(o.standing.counts_of_section({"no-such"}) == Standing::Counts{});
}
