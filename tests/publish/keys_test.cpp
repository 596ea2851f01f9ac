#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>

#include "origin.h"
#include "sync/publish/repository/passphrase.h"
#include "sync/tuf/encoding.h"

using namespace publish_test;
namespace fs = std::filesystem;

namespace {

mode_t mode_of(const fs::path& file) {
    struct stat found {};
    REQUIRE(::stat(file.c_str(), &found) == 0);
    return found.st_mode & 0777;
}

}  // namespace

TEST_CASE("a key: what it signs is good under its public part, and it comes back out of its file") {
    const auto key = publish::SigningKey::generate();
    REQUIRE(key);
    const auto pem = key->pem("open sesame", 1000);
    REQUIRE(pem);
    CHECK(pem->starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    const auto again = publish::SigningKey::open(*pem, "open sesame");
    REQUIRE_MESSAGE(again, again.error().message);
    CHECK(again->id() == key->id());
    const auto reader = tuf::PublicKey::open(key->key());
    REQUIRE(reader);
    CHECK(reader->is_signed("words", *tuf::from_hex(*again->sign("words"))));
    CHECK(!reader->is_signed("other words", *tuf::from_hex(*again->sign("words"))));
    CHECK(is_refused(publish::SigningKey::open(*pem, "open barley"), "passphrase"));
    CHECK(is_refused(publish::SigningKey::open("not a key", "open sesame"), "damaged"));
}

TEST_CASE("the key files: three for root, one for targets, one online; nobody else may read them") {
    const Origin origin;
    CHECK(origin.key_count("root-") == 3);
    CHECK(origin.key_count("targets-") == 1);
    CHECK(origin.key_count("online-") == 1);
    CHECK(mode_of(origin.key_folder()) == 0700);
    for (const auto& entry : fs::directory_iterator(origin.key_folder()))
        CHECK(mode_of(entry.path()) == (entry.is_directory() ? 0700 : 0600));
}

TEST_CASE("a wrong passphrase: the message names the key file, and nothing is written") {
    const Origin origin;
    auto repository = origin.open();
    auto keys = Origin::keys_in(origin.key_folder(), "open barley");
    const std::string before = contents(origin.metadata("timestamp.json"));
    const auto renewed = publish::renew_timestamp(repository, keys, kNow + kDay);
    CHECK_MESSAGE(is_refused(renewed, origin.key_folder().string() + "/online-"), message(renewed));
    CHECK_MESSAGE(is_refused(renewed, "passphrase"), message(renewed));
    CHECK(contents(origin.metadata("timestamp.json")) == before);
}

TEST_CASE("a key file under another key's name is not taken for it") {
    const Origin origin;
    const auto id = *origin.open().root().targets.key_ids.begin();
    auto keys = origin.keys();
    const auto other = keys.create("targets");
    REQUIRE(other);
    const auto file = [&](const std::string& of) {
        return origin.key_folder() / ("targets-" + of.substr(0, 16) + ".pem");
    };
    fs::rename(file((*other)->id()), file(id));
    CHECK(is_refused(origin.release(Origin::catalog(1)), "not the one that its name says"));
}

namespace {

void write_secret(const fs::path& file, const std::string& text) {
    REQUIRE(base::write_file(file, text));
    fs::permissions(file, fs::perms(0600));
}

}  // namespace

TEST_CASE("the passphrase: the file that is named, else the environment, else the file beside the keys") {
    const Workshop shop;
    const fs::path keys = shop.path("keys"), given = shop.path("given.txt");
    fs::create_directories(keys);
    ::unsetenv(publish::kPassphraseVariable);
    write_secret(keys / "passphrase", "from the folder\n");
    CHECK(publish::find_passphrase(std::nullopt, keys) == "from the folder");
    ::setenv(publish::kPassphraseVariable, "from the environment", 1);
    CHECK(publish::find_passphrase(std::nullopt, keys) == "from the environment");
    write_secret(given, "from the file\r\nsomething else\n");
    CHECK(publish::find_passphrase(given, keys) == "from the file");
    CHECK(publish::choose_passphrase(given)->text == "from the file");
    CHECK(!publish::choose_passphrase(given)->is_random);
    write_secret(given, "\n");
    CHECK(is_refused(publish::find_passphrase(given, keys), "is empty"));
    CHECK(is_refused(publish::find_passphrase(shop.path("none"), keys), "none"));
    ::unsetenv(publish::kPassphraseVariable);
}
