#include "origin.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "sync/publish/repository/compression.h"
#include "sync/publish/repository/init.h"
#include "sync/tuf/hashes.h"

namespace publish_test {

namespace fs = std::filesystem;

namespace {

void move_keys(const fs::path& from, const fs::path& to, const std::string& beginning) {
    fs::create_directories(to);
    for (const auto& entry : fs::directory_iterator(from))
        if (entry.path().filename().string().starts_with(beginning))
            fs::rename(entry.path(), to / entry.path().filename());
}

}  // namespace

base::Result<std::string> FolderFetcher::get(const std::string& name, std::uint64_t max_bytes) {
    if (are_later_roots_hidden_ && name.ends_with(".root.json"))
        return base::fail(base::Errc::not_found, name);
    auto bytes = base::read_file(folder_ / name);
    if (bytes && bytes->size() > max_bytes) return base::fail(base::Errc::network, "too long");
    return bytes;
}

Origin::Origin() {
    auto made = keys();
    const auto done = publish::init_repository(folder(), made, kNow, disk_);
    REQUIRE_MESSAGE(done, done.error().message);
}

std::string Origin::catalog(int number) {
    Workshop shop;
    shop.replace("release.csv", "\n1,", "\n" + std::to_string(number) + ",");
    shop.replace("release.csv", "2024-04-01", fmt::format("2024-04-{:02}", number));
    for (int id = 5; id <= 3 + number; ++id)  // each corrects the one before it
        shop.append("observations.csv", fmt::format("{},new-parks,2024-01-01,2024-06-30,2024-06-30,{},exact,"
                                                    "provisional,,,,,,2024-07-09,news,{}",
                                                    id, 7 + id, id - 1));
    return shop.build();
}

base::Result<publish::Released> Origin::release(const std::string& catalog, base::Instant now,
                                                const std::string& reason, base::Files* files) const {
    auto repository = open(files);
    publish::ReleaseRequest request;
    request.catalog = catalog;
    request.reason = reason;
    const auto plan = publish::plan_release(repository, request, now);
    if (!plan) return base::fail(plan.error());
    auto here = keys();
    return publish::release(repository, here, request, *plan, now);
}

base::Result<publish::ReleasePlan> Origin::plan(const std::string& catalog, base::Instant now) const {
    publish::ReleaseRequest request;
    request.catalog = catalog;
    return publish::plan_release(open(), request, now);
}

base::Result<publish::Renewed> Origin::renew(base::Instant now, base::Files* files) const {
    auto repository = open(files);
    auto here = keys();
    return publish::renew_timestamp(repository, here, now);
}

publish::KeyFolder Origin::keys_in(const fs::path& folder, const std::string& passphrase) {
    return {folder, [passphrase] { return base::Result<std::string>(passphrase); }, 1};
}

publish::Repository Origin::open(base::Files* files) const {
    auto repository = publish::Repository::open(folder(), key_folder(), files ? *files : disk_);
    REQUIRE_MESSAGE(repository, repository.error().message);
    return std::move(*repository);
}

void Origin::take_away(const std::string& beginning) const {
    move_keys(key_folder(), path("away"), beginning);
}

void Origin::bring_back() const { move_keys(path("away"), key_folder(), ""); }

int Origin::key_count(const std::string& beginning) const {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(key_folder()))
        count += entry.path().filename().string().starts_with(beginning) ? 1 : 0;
    return count;
}

void Origin::save(const std::string& name) const {
    fs::remove_all(path(name));
    fs::create_directories(path(name));
    fs::copy(folder(), path(name) / "repo", fs::copy_options::recursive);
    fs::copy(key_folder(), path(name) / "keys", fs::copy_options::recursive);
}

void Origin::restore(const std::string& name) const {
    fs::remove_all(folder());
    fs::remove_all(key_folder());
    fs::copy(path(name) / "repo", folder(), fs::copy_options::recursive);
    fs::copy(path(name) / "keys", key_folder(), fs::copy_options::recursive);
}

namespace {

fs::path new_folder() {
    std::string pattern = (fs::temp_directory_path() / "device-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    return pattern;
}

}  // namespace

Device::Device(const Origin& origin)
    : folder_(new_folder()),
      metadata_(origin.folder() / "metadata"),
      targets_(origin.folder() / "targets"),
      client_(disk_, folder_, metadata_) {
    fs::copy_file(origin.metadata("1.root.json"), folder_ / "root.json");
}

Device::~Device() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::string Device::fetch(const std::string& name) {
    const auto file = client_.find_target(name);
    REQUIRE_MESSAGE(file, file.error().message);
    const auto bytes = client_.fetch_target(name, *file, targets_);
    REQUIRE_MESSAGE(bytes, bytes.error().message);
    return *bytes;
}

std::string Device::catalog() {
    const auto file = client_.find_target("catalog.db");
    if (!file) return "";
    const auto catalog = publish::decompress(fetch("catalog.db.zst"), file->length_bytes);
    REQUIRE_MESSAGE(catalog, catalog.error().message);
    REQUIRE(tuf::check_content(*catalog, file->length_bytes, file->hashes));
    return *catalog;
}

std::string Device::catalog_from(const std::string& earlier) {
    const std::string from = tuf::sha256_hex(earlier), name = from.substr(0, 16) + ".catalog.zst";
    const auto file = client_.find_target("catalog.db");
    REQUIRE(client_.find_target(name)->custom.at("from") == from);
    const auto catalog = publish::apply_delta(earlier, fetch(name), file->length_bytes);
    REQUIRE_MESSAGE(catalog, catalog.error().message);
    return *catalog;
}

}  // namespace publish_test
