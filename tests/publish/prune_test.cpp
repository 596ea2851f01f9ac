#include "sync/publish/repository/prune.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "origin.h"
#include "sync/publish/repository/history.h"
#include "sync/publish/repository/modification_time.h"

using namespace publish_test;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> prune(const Origin& origin, publish::Pruning pruning, base::Instant now) {
    auto repository = origin.open();
    const auto gone = publish::prune(repository, pruning, now);
    REQUIRE_MESSAGE(gone, gone.error().message);
    return *gone;
}

/// Long before the tests begin.
void age_everything(const Origin& origin) {
    for (const auto& entry : fs::recursive_directory_iterator(origin.folder()))
        if (entry.is_regular_file()) REQUIRE(publish::set_modification_time(entry.path(), kNow - 100 * kDay));
}

}  // namespace

TEST_CASE("prune: old deltas and metadata go; whatever a client or the next release needs stays") {
    const Origin origin;
    std::vector<std::string> catalogs;
    for (int number = 1; number <= 6; ++number) {
        catalogs.push_back(Origin::catalog(number));
        REQUIRE(origin.release(catalogs.back()));
        REQUIRE(origin.renew(kNow));
    }
    REQUIRE(base::write_file(origin.metadata("12.snapshot.json.new"), "torn"));
    REQUIRE(base::write_file(origin.metadata("README"), "the operator's"));
    CHECK(prune(origin, publish::Pruning::remove, kNow).empty());  // younger than a day

    age_everything(origin);
    const auto would_go = prune(origin, publish::Pruning::only_say, kNow);
    CHECK(!would_go.empty());
    for (const auto& file : would_go) CHECK(fs::exists(origin.folder() / file));
    CHECK(prune(origin, publish::Pruning::remove, kNow) == would_go);
    for (const auto& file : would_go) CHECK(!fs::exists(origin.folder() / file));
    CHECK(prune(origin, publish::Pruning::remove, kNow).empty());
    CHECK(fs::exists(origin.metadata("README")));
    CHECK(!fs::exists(origin.metadata("12.snapshot.json.new")));
    CHECK(fs::exists(origin.metadata("1.root.json")));
    CHECK(std::none_of(would_go.begin(), would_go.end(), [](const fs::path& file) {
        return file.string().ends_with(".catalog.db.zst") || file == "metadata/timestamp.json";
    }));

    Device device{origin};
    REQUIRE(device.refresh());
    CHECK(device.catalog() == catalogs.back());
    for (std::size_t i = 0; i + 1 < catalogs.size(); ++i)
        CHECK(device.catalog_from(catalogs[i]) == catalogs.back());
    const std::string next = Origin::catalog(7);
    const auto released = origin.release(next);
    REQUIRE(released);
    CHECK(released->delta_bytes.size() == 6);
    REQUIRE(device.refresh());
    CHECK(device.catalog_from(catalogs.front()) == next);
}

TEST_CASE("prune: one who prunes after every release still has the sparse deltas") {
    const Origin origin;
    for (int number = 1; number <= 17; ++number) {
        REQUIRE(origin.release(Origin::catalog(number)));
        age_everything(origin);
        prune(origin, publish::Pruning::remove, kNow);
    }
    Device device{origin};
    REQUIRE(device.refresh());
    CHECK(device.catalog_from(Origin::catalog(1)) == Origin::catalog(17));
}

TEST_CASE("prune: targets that wait for the server's timestamp stay") {
    const Origin origin;
    REQUIRE(origin.release(Origin::catalog(1)));
    origin.take_away("online-");
    REQUIRE(origin.release(Origin::catalog(2)));
    origin.bring_back();
    age_everything(origin);
    prune(origin, publish::Pruning::remove, kNow);
    CHECK(origin.renew(kNow)->targets_version == 3);
}

TEST_CASE("prune: without a timestamp that can be read nothing goes") {
    const Origin origin;
    REQUIRE(origin.release(Origin::catalog(1)));
    age_everything(origin);
    REQUIRE(base::write_file(origin.metadata("timestamp.json"), "damaged"));
    auto repository = origin.open();
    CHECK(!publish::prune(repository, publish::Pruning::remove, kNow));
    CHECK(fs::exists(origin.metadata("1.snapshot.json")));
}
