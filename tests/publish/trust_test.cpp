#include <doctest/doctest.h>
#include <sys/stat.h>

#include <functional>

#include "forger.h"
#include "sync/publish/repository/init.h"
#include "sync/publish/repository/passphrase.h"
#include "sync/publish/repository/prune.h"
#include "sync/publish/repository/rotation.h"
#include "sync/publish/repository/staged_root.h"

// Who signs knows the repository by what lies beside the keys, and is shown nothing else.

using namespace publish_test;
using publish::RotatedRole;
namespace fs = std::filesystem;

namespace {

base::Result<publish::Repository> open(const Origin& origin) {
    static base::Disk disk;
    return publish::Repository::open(origin.folder(), origin.key_folder(), disk);
}

/// Everything in the repository and in the folder of keys, by name.
std::map<std::string, std::string> everything(const Origin& origin) {
    std::map<std::string, std::string> found;
    for (const fs::path& folder : {origin.folder(), origin.key_folder()})
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            found[entry.path().string()] = entry.is_regular_file() ? contents(entry.path()) : "";
    return found;
}

/// Every command that signs or decides opens the repository first.
void check_refused(const Origin& origin, const std::string& why) {
    const auto before = everything(origin);
    const auto opened = open(origin);
    CHECK_MESSAGE(is_refused(opened, why), message(opened));
    CHECK(everything(origin) == before);
}

/// What `put_root` would take as the next root, from the keys that are here.
base::Result<publish::Steps> rotate(const Origin& origin, RotatedRole role, const publish::Ask& ask = agree) {
    auto repository = open(origin);
    if (!repository) return base::fail(repository.error());
    auto keys = origin.keys();
    return publish::rotate_key(*repository, keys, role, std::nullopt, kNow, ask);
}

base::Result<publish::Steps> sign(const Origin& origin, const publish::Ask& ask = agree) {
    auto repository = open(origin);
    if (!repository) return base::fail(repository.error());
    auto keys = origin.keys();
    return publish::sign_staged_root(*repository, keys, ask);
}

base::Status refuse(const std::vector<std::string>&) { return base::fail(base::Errc::invalid, "no"); }

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines) all += line + "\n";
    return all;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("trust: a first root that was replaced is not followed, though it names the same keys") {
    const Origin origin;
    const Forger forger{origin};
    forger.put("1.root.json", forger.signed_by_forger(forger.taken_over(forger.document("1.root.json"))));
    check_refused(origin, "is not the root of that version");
    CHECK(!rotate(origin, RotatedRole::root));
    CHECK(!fs::exists(origin.metadata("2.root.json")));
}

TEST_CASE("trust: nor is one that the roots after it follow from just as well") {
    const Origin origin;
    REQUIRE(rotate(origin, RotatedRole::root));
    const Forger forger{origin};
    forger.put("1.root.json", forger.signed_by_forger(forger.taken_over(forger.document("1.root.json"))));
    check_refused(origin, "1.root.json is not the root of that version");
}

TEST_CASE("trust: the next root has to be signed by the keys of the one that is known") {
    const Origin origin;
    const Forger forger{origin};
    auto next = forger.taken_over(forger.document("1.root.json"));
    next["version"] = 2;
    forger.put("2.root.json", forger.signed_by_forger(next));
    check_refused(origin, "by the keys of version 1");
}

TEST_CASE("trust: a repository that shows fewer roots than are known is an older copy") {
    const Origin origin;
    origin.save("before");
    REQUIRE(rotate(origin, RotatedRole::root));
    fs::remove_all(origin.folder());
    fs::copy(origin.path("before") / "repo", origin.folder(), fs::copy_options::recursive);
    check_refused(origin, "though version 2 is known");
    // Neither is one that lacks a root in between, where a device would stop.
    origin.restore("before");
    REQUIRE(rotate(origin, RotatedRole::root));
    REQUIRE(rotate(origin, RotatedRole::root));
    fs::remove(origin.metadata("2.root.json"));
    check_refused(origin, "though version 3 is known");
}

TEST_CASE("trust: keys that know no root sign nothing until they are given one") {
    const Origin origin;
    REQUIRE(origin.release(Origin::catalog(1)));
    const std::string root = contents(origin.metadata("1.root.json"));
    fs::remove_all(origin.key_folder() / "known");
    check_refused(origin, "--root FILE");

    base::Disk disk;
    publish::Known known{origin.key_folder(), origin.folder() / "metadata", disk};
    REQUIRE(known.begin(root));
    CHECK(is_refused(known.begin(root), "knows a root already"));
    CHECK(origin.release(Origin::catalog(2)));
}

TEST_CASE("trust: keys that began with a later root vouch for the ones from there on") {
    const Origin origin;
    REQUIRE(rotate(origin, RotatedRole::root));
    const std::string second = contents(origin.metadata("2.root.json"));
    fs::remove_all(origin.key_folder() / "known");
    base::Disk disk;
    REQUIRE(publish::Known(origin.key_folder(), origin.folder() / "metadata", disk).begin(second));
    REQUIRE(rotate(origin, RotatedRole::root));
    const Forger forger{origin};
    forger.put("2.root.json", contents(origin.metadata("1.root.json")));
    CHECK(!open(origin));
}

TEST_CASE("trust: a folder that holds just the copied root knows it, and every root after it") {
    const Origin origin;
    const fs::path known = origin.key_folder() / "known";
    const std::string root = contents(known / "root.json");
    fs::remove_all(known);
    fs::create_directories(known);
    REQUIRE(base::write_file(known / "root.json", root));
    REQUIRE(rotate(origin, RotatedRole::root));
    const Forger forger{origin};
    forger.put("1.root.json", forger.signed_by_forger(forger.taken_over(forger.document("1.root.json"))));
    check_refused(origin, "1.root.json is not the root of that version");
}

TEST_CASE("trust: another machine's root is followed and remembered by whoever opens the repository next") {
    const Origin origin;
    origin.save("other machine");
    REQUIRE(rotate(origin, RotatedRole::root));
    const std::string second = contents(origin.metadata("2.root.json"));
    fs::remove_all(origin.key_folder());
    fs::copy(origin.path("other machine") / "keys", origin.key_folder(), fs::copy_options::recursive);
    REQUIRE(origin.release(Origin::catalog(1)));
    CHECK(contents(origin.key_folder() / "known" / "root.json") == second);
    CHECK(contents(origin.key_folder() / "known" / "2.root.json") == second);
}

TEST_CASE("trust: an expired root can still be renewed") {
    const Origin origin;
    auto repository = open(origin);
    REQUIRE(repository);
    auto keys = origin.keys();
    const base::Instant late = kNow + 500 * kDay;
    REQUIRE(publish::rotate_key(*repository, keys, RotatedRole::root, std::nullopt, late, agree));
    REQUIRE(publish::renew_timestamp(*repository, keys, late));
}

TEST_CASE("rotate-key shows the new root beside the known one, and without a yes nothing is written") {
    const Origin origin;
    std::string shown;
    const auto look = [&](const std::vector<std::string>& lines) {
        shown = joined(lines);
        return refuse(lines);
    };
    const auto before = everything(origin);
    for (const RotatedRole role : {RotatedRole::root, RotatedRole::targets, RotatedRole::online}) {
        CHECK(is_refused(rotate(origin, role, look), "no"));
        CHECK(everything(origin) == before);
        CHECK_MESSAGE(has(shown, "root 2, which is to be signed, beside root 1, which is known here:\n"),
                      shown);
        CHECK_MESSAGE(has(shown, "  expires    2027-01-01T00:00:00Z\n"), shown);
        CHECK_MESSAGE(has(shown, "  root       2 of 3 keys\n"), shown);
        CHECK_MESSAGE(has(shown, " is NEW\n"), shown);
        CHECK_MESSAGE(has(shown, "  signed by  nobody yet\n"), shown);
        CHECK_MESSAGE(has(shown, "  timestamp  version 1 expires 2026-01-08T00:00:00Z\n"), shown);
    }
}

TEST_CASE("sign shows what was changed in a root that waits; a yes is needed, and a no writes nothing") {
    const Origin origin;
    const Forger forger{origin};
    auto next = forger.taken_over(forger.document("1.root.json"));
    next["version"] = 2;
    next["consistent_snapshot"] = false;
    next["expires"] = "2099-01-01T00:00:00Z";
    fs::create_directories(origin.folder() / "staged");
    REQUIRE(base::write_file(origin.folder() / "staged" / "2.root.json", forger.signed_by_forger(next)));
    std::string shown;
    const auto before = everything(origin);
    CHECK(!sign(origin, [&](const std::vector<std::string>& lines) {
        shown = joined(lines);
        return refuse(lines);
    }));
    CHECK(everything(origin) == before);
    CHECK_MESSAGE(has(shown, "  expires    2027-01-01T00:00:00Z  ->  2099-01-01T00:00:00Z\n"), shown);
    CHECK_MESSAGE(has(shown, "  root       2 of 3 keys  ->  1 of 4 keys\n"), shown);
    CHECK_MESSAGE(has(shown, "  targets    1 of 1 key  ->  1 of 2 keys\n"), shown);
    CHECK_MESSAGE(has(shown, "           + " + forger.key().id() + " is NEW\n"), shown);
    CHECK_MESSAGE(has(shown, "  consistent_snapshot true  ->  false\n"), shown);
    CHECK_MESSAGE(has(shown, "  signed by  " + forger.key().id() + "\n"), shown);
}

TEST_CASE("sign refuses a root whose ids are those of yesterday over other keys, whatever the answer") {
    const Origin origin;
    const Forger forger{origin};
    auto next = forger.document("1.root.json");
    next["version"] = 2;
    const std::string known_id = next["roles"]["targets"]["keyids"][0];
    next["keys"][known_id] = publish::key_document(forger.key().key());
    fs::create_directories(origin.folder() / "staged");
    REQUIRE(base::write_file(origin.folder() / "staged" / "2.root.json", forger.signed_by_forger(next)));
    const auto done = sign(origin);
    CHECK_MESSAGE(is_refused(done, "is not the one that this id is computed from"), message(done));
    CHECK(!fs::exists(origin.metadata("2.root.json")));
}

TEST_CASE("sign: no signature but of the keys that have a say stays in the file") {
    const Origin origin;
    const Forger forger{origin};
    origin.take_away("root-");
    REQUIRE(rotate(origin, RotatedRole::online));
    const fs::path staged = origin.folder() / "staged" / "2.root.json";
    auto file = nlohmann::json::parse(contents(staged));
    file["signatures"].push_back({{"keyid", forger.key().id()}, {"sig", "00"}});
    REQUIRE(base::write_file(staged, file.dump()));
    origin.bring_back();
    REQUIRE(sign(origin));
    CHECK(!has(contents(origin.metadata("2.root.json")), "\"sig\":\"00\""));
}

TEST_CASE("roll-back: an older timestamp, snapshot or targets than these keys have seen is not built on") {
    const Origin origin;
    REQUIRE(origin.release(Origin::catalog(1)));
    origin.save("before");
    REQUIRE(origin.release(Origin::catalog(2)));
    for (const bool is_all : {true, false}) {
        // All of the older repository, or its timestamp alone.
        if (is_all) fs::remove_all(origin.folder());
        fs::copy(origin.path("before") / "repo", origin.folder(),
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        for (const auto& done :
             {message(origin.release(Origin::catalog(3))), message(origin.renew(kNow + kDay))})
            CHECK_MESSAGE(has(done, "timestamp.json: is version 2, older than the trusted 3"), done);
        CHECK(!fs::exists(origin.metadata("4.targets.json")));
        CHECK(contents(origin.metadata("timestamp.json")) ==
              contents(origin.path("before") / "repo/metadata/timestamp.json"));
        auto repository = open(origin);
        REQUIRE(repository);
        CHECK(!publish::prune(*repository, publish::Pruning::remove, kNow + 30 * kDay));
    }
}

TEST_CASE(
    "roll-back: targets that were signed here and are gone are missed, and their number is not used again") {
    const Origin origin;
    origin.take_away("online-");
    REQUIRE(origin.release(Origin::catalog(1)));
    const std::string signed_here = contents(origin.metadata("2.targets.json"));
    fs::remove(origin.metadata("2.targets.json"));
    const auto next = origin.release(Origin::catalog(2));
    CHECK_MESSAGE(is_refused(next, "these keys signed version 2"), message(next));
    CHECK(!fs::exists(origin.metadata("2.targets.json")));

    REQUIRE(base::write_file(origin.metadata("2.targets.json"), signed_here));
    REQUIRE(origin.release(Origin::catalog(2)));
    CHECK(fs::exists(origin.metadata("3.targets.json")));

    // Given up for good.
    fs::remove(origin.metadata("2.targets.json"));
    fs::remove(origin.metadata("3.targets.json"));
    fs::remove(origin.key_folder() / "known" / "signed.targets.json");
    CHECK(origin.release(Origin::catalog(2)));
}

TEST_CASE("a thief's targets that wait are not signed anew when the key is replaced") {
    const Origin origin;
    const std::string good = Origin::catalog(1);
    REQUIRE(origin.release(good));
    // The thief has a copy of the key and of the repository, and hands targets back that nobody here signed.
    origin.save("thief");
    REQUIRE(origin.release(Origin::catalog(2)));
    const std::string stolen = contents(origin.metadata("3.targets.json"));
    const auto files = origin.folder() / "targets";
    fs::copy(files, origin.path("stolen files"), fs::copy_options::recursive);
    origin.restore("thief");
    fs::remove_all(files);
    fs::copy(origin.path("stolen files"), files, fs::copy_options::recursive);
    REQUIRE(base::write_file(origin.metadata("3.targets.json"), stolen));
    const auto steps = rotate(origin, RotatedRole::targets);
    REQUIRE_MESSAGE(steps, message(steps));
    CHECK_MESSAGE(has(joined(*steps), "3.targets.json waits, but was not signed with these keys"),
                  joined(*steps));
    Device device{origin};
    REQUIRE(device.refresh());
    CHECK(device.catalog() == good);
}

TEST_CASE("planted files of metadata: whatever their numbers and kinds, the release is published") {
    using Plant = std::function<void(const fs::path&)>;
    const Plant empty = [](const fs::path& file) { REQUIRE(base::write_file(file, "")); };
    const Plant folder = [](const fs::path& file) { fs::create_directories(file); };
    const Plant pipe = [](const fs::path& file) { REQUIRE(::mkfifo(file.c_str(), 0644) == 0); };
    const Plant link = [](const fs::path& file) {
        fs::create_symlink(file.parent_path() / "1.targets.json", file);
    };
    const Plant lost_link = [](const fs::path& file) { fs::create_symlink("/nowhere/at/all", file); };
    const Plant huge = [](const fs::path& file) {  // all of it a hole
        REQUIRE(base::write_file(file, ""));
        fs::resize_file(file, 10'000'000'000);
    };
    for (const std::string number : {"2", "3", "5", "999999999999", "1000000000000", "9223372036854775807",
                                     "99999999999999999999", "02"})
        for (const Plant& plant : {empty, folder, pipe, link, lost_link, huge})
            for (const std::string role : {"targets", "snapshot"}) {
                CAPTURE(number);
                CAPTURE(role);
                const Origin origin;
                plant(origin.metadata(number + "." + role + ".json"));
                const std::string catalog = Origin::catalog(1);
                const auto released = origin.release(catalog);
                REQUIRE_MESSAGE(released, message(released));
                CHECK(released->targets_version == (number == "2" && role == "targets" ? 3 : 2));
                Device device{origin};
                REQUIRE(device.refresh());
                CHECK(device.catalog() == catalog);
                CHECK(origin.plan(catalog)->need == publish::ReleasePlan::Need::nothing);
                CHECK(origin.renew(kNow + 20 * kDay));
            }
}

TEST_CASE("planted files that a repository cannot do without are named") {
    const Origin origin;
    REQUIRE(origin.release(Origin::catalog(1)));
    origin.save("before");
    for (const std::string name : {"1.root.json", "timestamp.json", "2.snapshot.json", "2.targets.json"}) {
        CAPTURE(name);
        origin.restore("before");
        fs::remove(origin.path("elsewhere"));
        fs::rename(origin.metadata(name), origin.path("elsewhere"));
        fs::create_symlink(origin.path("elsewhere"), origin.metadata(name));
        // What was verified before is kept beside the keys and not read again.
        if (name[0] == '2') fs::remove(origin.key_folder() / "known" / name.substr(2));
        auto opened = open(origin);
        const std::string said = opened ? message(opened->current_targets()) : message(opened);
        CHECK_MESSAGE(has(said, name + ": is a symbolic link"), said);
    }
    origin.restore("before");
    REQUIRE(base::write_file(origin.metadata("3.root.json"), "{}"));
    CHECK(is_refused(rotate(origin, RotatedRole::root),
                     "3.root.json is there, though nobody has signed version 2"));
}

TEST_CASE("planted links for folders: nothing is written where they lead") {
    for (const std::string name : {"metadata", "targets", "staged"}) {
        const Origin origin;
        if (fs::exists(origin.folder() / name))
            fs::rename(origin.folder() / name, origin.path("elsewhere"));
        else
            fs::create_directories(origin.path("elsewhere"));
        fs::create_symlink(origin.path("elsewhere"), origin.folder() / name);
        const auto opened = open(origin);
        CHECK_MESSAGE(is_refused(opened, name + ": is a link"), message(opened));
    }
}

TEST_CASE("planted links where files are made: none is written through") {
    const Origin origin;
    REQUIRE(origin.release(Origin::catalog(1)));
    const fs::path letter = origin.path("letter");
    REQUIRE(base::write_file(letter, "of the editor's"));
    for (const std::string name : {"3.targets.json.new", "3.snapshot.json.new", "timestamp.json.new"})
        fs::create_symlink(letter, origin.metadata(name));
    const std::string catalog = Origin::catalog(2);
    const auto released = origin.release(catalog);
    REQUIRE_MESSAGE(released, message(released));
    CHECK(contents(letter) == "of the editor's");
    for (const std::string name : {"3.targets.json", "3.snapshot.json", "timestamp.json"})
        CHECK(fs::is_regular_file(fs::symlink_status(origin.metadata(name))));
    fs::create_symlink(letter, origin.metadata("2.root.json.new"));
    REQUIRE(rotate(origin, RotatedRole::root));
    CHECK(contents(letter) == "of the editor's");
    // A target file that is a link to elsewhere is made anew, even when the bytes there are the same.
    for (const auto& entry : fs::directory_iterator(origin.folder() / "targets"))
        if (entry.path().filename().string().ends_with(".catalog.db.zst")) {
            fs::rename(entry.path(), origin.path("moved"));
            fs::create_symlink(origin.path("moved"), entry.path());
            break;
        }
    CHECK(origin.release(Origin::catalog(1), kNow, "back"));
    CHECK(contents(letter) == "of the editor's");
}

TEST_CASE("past releases: only what a root vouches for is a base for deltas or uses up a version") {
    const Origin origin;
    REQUIRE(origin.release(Origin::catalog(1)));
    const Forger forger{origin};
    auto fake = forger.document("2.targets.json");
    fake["version"] = 1;
    fake["targets"]["catalog.db"]["custom"]["release"] = "2";
    fake["targets"]["catalog.db"]["hashes"]["sha256"] = std::string(64, 'a');
    fake["targets"]["catalog.db"]["length"] = 1ull << 31;
    forger.put("1.targets.json", forger.signed_by_forger(fake));
    const auto released = origin.release(Origin::catalog(2));
    REQUIRE_MESSAGE(released, message(released));
    CHECK(released->delta_bytes.size() == 1);
    CHECK(joined(released->notes) == "");
}

TEST_CASE("secrets: keys and a passphrase that others can read, and keys in the repository, are refused") {
    const Origin origin;
    for (const auto& entry : fs::directory_iterator(origin.key_folder()))
        if (entry.path().filename().string().starts_with("targets-"))
            fs::permissions(entry.path(), fs::perms(0640));
    const auto released = origin.release(Origin::catalog(1));
    CHECK_MESSAGE(is_refused(released, "run `chmod 600 " + origin.key_folder().string() + "/targets-"),
                  message(released));
    CHECK(!fs::exists(origin.metadata("2.targets.json")));

    const fs::path file = origin.path("passphrase");
    REQUIRE(base::write_file(file, "open sesame\n"));
    fs::permissions(file, fs::perms(0644));
    CHECK(is_refused(publish::find_passphrase(file, origin.key_folder()), "run `chmod 600 " + file.string()));
    fs::permissions(file, fs::perms(0600));
    CHECK(publish::find_passphrase(file, origin.key_folder()));

    fs::permissions(origin.key_folder() / "known", fs::perms(0777));
    check_refused(origin, "run `chmod go-w ");
    fs::permissions(origin.key_folder() / "known", fs::perms(0700));

    base::Disk disk;
    for (const fs::path& inside : {origin.folder() / "keys", origin.folder() / "metadata", origin.folder()}) {
        CHECK(
            is_refused(publish::Repository::open(origin.folder(), inside, disk), "is inside the repository"));
        auto keys = Origin::keys_in(inside);
        CHECK(is_refused(publish::init_repository(origin.folder(), keys, kNow, disk),
                         "is inside the repository"));
    }
    fs::create_directory_symlink(origin.folder() / "targets", origin.path("by a link"));
    CHECK(is_refused(publish::Repository::open(origin.folder(), origin.path("by a link"), disk),
                     "is inside the repository"));
}

TEST_CASE("keys: what a file manager left beside a key is none") {
    const Origin origin;
    for (const auto& entry : fs::directory_iterator(origin.key_folder()))
        for (const char* before : {"._", "~$"})
            if (entry.is_regular_file())
                REQUIRE(
                    base::write_file(origin.key_folder() / (before + entry.path().filename().string()), "x"));
    const auto released = origin.release(Origin::catalog(1));
    CHECK_MESSAGE(released, message(released));
}
