#include <doctest/doctest.h>

#include "base/files.h"
#include "repository.h"

// A repository that securesystemslib and cryptography made and signed (vectors/make_vectors.py): every key
// type, scheme and spelling, two roots, a delegated role and a target whose names need encoding, fields that
// nobody knows.

namespace {

/// Files below a folder, under the names that a server would be asked for.
class FolderFetcher : public tuf::Fetcher {
public:
    explicit FolderFetcher(std::string folder) : folder_(std::move(folder)) {}
    base::Result<std::string> get(const std::string& name, std::uint64_t) override {
        return base::read_file(folder_ + "/" + name);
    }

private:
    std::string folder_;
};

}  // namespace

TEST_CASE("vectors: what an independent implementation signed is accepted, and a changed letter is not") {
    const std::string folder = VECTORS_FOLDER;
    MemoryDisk disk;
    disk.files["tuf/root.json"] = base::read_file(folder + "/metadata/1.root.json").value();
    FolderFetcher metadata{folder + "/metadata"}, targets{folder + "/targets"};
    tuf::Client client{disk, "tuf", metadata};
    const auto refreshed = client.refresh(kNow);
    REQUIRE_MESSAGE(refreshed, message(refreshed));
    CHECK(client.trust().root().header.version == 2);
    for (const char* file : {"timestamp.json", "snapshot.json", "targets.json"})
        CHECK(disk.files.count(std::string("tuf/") + file) == 1);
    CHECK(disk.files["tuf/root.json"] == base::read_file(folder + "/metadata/2.root.json").value());

    for (const auto& [name, content] :
         {std::pair{"catalog.txt", "a catalog\n"}, {"部门/新 公园.txt", "公园 park\n"}}) {
        const auto file = client.find_target(name);
        REQUIRE_MESSAGE(file, message(file));
        CHECK(file->custom["schema"] == 1);
        CHECK(client.fetch_target(name, *file, targets) == std::string(content));
    }
    CHECK(disk.files.count("tuf/%E8%A7%92%E8%89%B2%2Fa%20b.json") == 1);

    std::string changed = base::read_file(folder + "/metadata/2.root.json").value();
    changed.replace(changed.find("bell"), 4, "Bell");
    auto trust = tuf::Trust::open(base::read_file(folder + "/metadata/1.root.json").value());
    REQUIRE(trust);
    CHECK(is_refused(trust->update_root(changed), "needs 2"));
}
