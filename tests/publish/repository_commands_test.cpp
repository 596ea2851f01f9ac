#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdlib>

#include "base/files.h"
#include "origin.h"
#include "sync/tuf/hashes.h"

using namespace publish_test;
namespace fs = std::filesystem;

namespace {

/// kiosk-publish in a folder of its own, without a terminal.
class Program {
public:
    Program() { fs::create_directories(shop_.path("work")); }

    /// The exit status.
    int run(const std::string& arguments, const std::string& environment = "") const {
        const std::string command =
            fmt::format("cd {} && {} {} {} </dev/null >out.txt 2>err.txt", shop_.path("work").string(),
                        environment, PUBLISH_PROGRAM, arguments);
        return WEXITSTATUS(std::system(command.c_str()));
    }
    [[nodiscard]] std::string out() const { return contents(path("out.txt")); }
    [[nodiscard]] std::string err() const { return contents(path("err.txt")); }
    [[nodiscard]] fs::path path(std::string_view name) const { return shop_.path("work") / name; }

private:
    Workshop shop_;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("program: from init to prune, with keys beside the repository") {
    const Program program;
    REQUIRE(base::write_file(program.path("a.db"), Origin::catalog(1)));
    REQUIRE(base::write_file(program.path("b.db"), Origin::catalog(2)));
    REQUIRE_MESSAGE(program.run("init repo/") == 0, program.err());
    CHECK(has(program.err(), "MOVE IT AWAY"));
    CHECK(fs::exists(program.path("repo-keys/passphrase")));
    CHECK(program.run("init repo") == 1);
    CHECK(program.err() == "kiosk-publish: repo is a repository already\n");

    REQUIRE_MESSAGE(program.run("release --repo repo --catalog a.db") == 0, program.err());
    CHECK(program.err() == "");
    CHECK(has(program.out(), "published: timestamp 2, snapshot 2, targets 2\n"));
    CHECK(program.run("release --repo repo --catalog a.db") == 0);
    CHECK(program.out() == "there is nothing to release: this is the current release\n");
    REQUIRE_MESSAGE(program.run("release --repo repo --catalog b.db --areas a,b --spread-s 60") == 0,
                    program.err());
    CHECK(has(program.out(), "observation 5 (new-parks, 2024-01-01 to 2024-06-30: 12): added"));
    CHECK(has(contents(program.path("repo/metadata/3.targets.json")), R"("areas":["a","b"])"));
    CHECK(program.run("release --repo repo --catalog a.db") == 1);
    CHECK(has(program.err(), "--because"));
    CHECK(program.run("timestamp --repo repo") == 0);
    CHECK(program.out() == "published: timestamp 4, snapshot 3, targets 3\n");
    CHECK(program.run("rotate-key --repo repo --role timestamp --yes") == 0);
    CHECK(has(program.out(), "snapshot and timestamp share one key"));
    CHECK(program.run("sign --repo repo") == 1);
    CHECK(program.run("prune --repo repo --dry-run") == 0);
    CHECK(program.out() == "");
    CHECK(program.run("diff a.db b.db --json") == 0);
    CHECK(has(program.out(), "{\"changes\":[{\"kind\":\"changed\",\"table\":\"release\""));
    CHECK(program.run("diff a.db a.db") == 0);
    CHECK(program.out() == "");
}

TEST_CASE("program: the passphrase comes from a file or the environment; a wrong one names the key file") {
    const Program program;
    REQUIRE(base::write_file(program.path("secret"), "open sesame\n"));
    fs::permissions(program.path("secret"), fs::perms(0600));
    REQUIRE(base::write_file(program.path("a.db"), Origin::catalog(1)));
    REQUIRE_MESSAGE(program.run("init repo --keys k --passphrase-file secret") == 0, program.err());
    CHECK(program.err() == "");
    CHECK(!fs::exists(program.path("k/passphrase")));
    CHECK(program.run("timestamp --repo repo --keys k") == 1);
    CHECK(has(program.err(), "no passphrase"));
    CHECK(program.run("timestamp --repo repo --keys k", "KIOSK_PUBLISH_PASSPHRASE='open sesame'") == 0);
    CHECK(program.run("timestamp --repo repo --keys k", "KIOSK_PUBLISH_PASSPHRASE=no") == 1);
    CHECK(program.err().starts_with("kiosk-publish: k/online-"));
    CHECK(has(program.err(), "passphrase"));
}

TEST_CASE("program: a database in WAL mode is refused everywhere, by its own name") {
    const Program program;
    std::string catalog = Origin::catalog(1);
    REQUIRE(base::write_file(program.path("a.db"), catalog));
    catalog[18] = catalog[19] = 2;  // as a spreadsheet of databases leaves it
    REQUIRE(base::write_file(program.path("wal.db"), catalog));
    Workshop shop;
    shop.write();
    REQUIRE(program.run("init repo") == 0);
    for (const std::string& arguments :
         {std::string("release --repo repo --catalog wal.db"), std::string("diff a.db wal.db"),
          std::string("diff wal.db a.db"),
          fmt::format("build {} -o b.db --base wal.db", shop.folder().string())}) {
        CAPTURE(arguments);
        CHECK(program.run(arguments) == 1);
        CHECK_MESSAGE(program.err().starts_with("kiosk-publish: wal.db: is in WAL mode"), program.err());
    }
}

TEST_CASE("program: --areas are parted as people part them, and name at least one") {
    const Program program;
    REQUIRE(base::write_file(program.path("a.db"), Origin::catalog(1)));
    REQUIRE(program.run("init repo") == 0);
    CHECK(program.run("release --repo repo --catalog a.db --areas 、") == 1);
    CHECK(has(program.err(), "--areas names no area"));
    CHECK(program.run("release --repo repo --catalog a.db --areas ' 中原区，金水区'") == 0);
    CHECK(has(contents(program.path("repo/metadata/2.targets.json")), R"("areas":["中原区","金水区"])"));
    CHECK(has(program.err(), "warning: neither a notice nor the newest release names the area \"中原区\""));
}

TEST_CASE("program: failures are 1 with one line, wrong usage is 2") {
    const Program program;
    for (const std::string arguments :
         {"timestamp --repo none", "release --repo none --catalog none.db", "diff a b",
          "rotate-key --repo none --role root", "prune --repo none", "sign --repo none"}) {
        CAPTURE(arguments);
        CHECK(program.run(arguments) == 1);
        const std::string said = program.err();
        CHECK(said.starts_with("kiosk-publish: "));
        CHECK(said.find('\n') == said.size() - 1);
    }
    for (const std::string arguments :
         {"init", "release --repo x", "release --repo x --catalog y --spread-s -1",
          "release --repo x --catalog y --minimum-version new", "rotate-key --repo x", "diff a",
          "rotate-key --repo x --role mirror", "timestamp", "prune", "preview x"}) {
        CAPTURE(arguments);
        CHECK(program.run(arguments) == 2);
    }
}

TEST_CASE("program: it speaks as the surroundings say, and as --lang decides") {
    const Program program;
    const std::string chinese = "none：没有这个文件夹。请指定放 CSV 文件的文件夹，或一个工作簿（.xlsx）。\n",
                      english =
                          "none: there is no such folder; name the folder that holds the CSV files, or a "
                          "workbook (.xlsx)\n";
    const auto said = [&](const std::string& environment, const std::string& option) {
        CHECK(program.run("check none" + option, "env -u LC_ALL -u LC_MESSAGES -u LANG " + environment) == 1);
        return program.err();
    };
    CHECK(said("LANG=zh_CN.UTF-8", "") == chinese);
    CHECK(said("LANG=zh", "") == chinese);
    CHECK(said("LANG=de_DE.UTF-8 LC_MESSAGES=zh_CN.UTF-8", "") == chinese);
    CHECK(said("LANG=zh_CN.UTF-8 LC_ALL=C.UTF-8", "") == english);
    CHECK(said("LANG=zh_CN.UTF-8 LC_ALL=", "") == chinese);
    CHECK(said("", "") == english);
    CHECK(said("LANG=zh_CN.UTF-8", " --lang en") == english);
    CHECK(said("", " --lang zh") == chinese);
    CHECK(program.run("check none --lang fr") == 2);
    CHECK(program.run("check none --lang zh --json") == 1);
    CHECK(has(program.out(),
              R"("message":"没有这个文件夹","fix":"请指定放 CSV 文件的文件夹，或一个工作簿（.xlsx）")"));
    CHECK(program.run("diff none.db none.db --lang zh") == 1);
    CHECK(program.err() == "kiosk-publish: none.db：没有这个文件或文件夹\n");
    CHECK(program.run("template out.txt/t --lang zh") == 1);
    CHECK(program.err() == "kiosk-publish: out.txt/t：这不是文件夹\n");
}

TEST_CASE("program: what an earlier release says of a target is proved from its kept and signed file") {
    const Program program;
    const std::string earlier = Origin::catalog(2), hash = tuf::sha256_hex(earlier);
    REQUIRE(base::write_file(program.path("a.db"), earlier));
    REQUIRE(base::write_file(program.path("b.db"), Origin::catalog(4)));
    REQUIRE(program.run("init repo") == 0);
    REQUIRE(program.run("release --repo repo --catalog a.db") == 0);
    REQUIRE_MESSAGE(program.run("release --repo repo --catalog b.db") == 0, program.err());
    REQUIRE_MESSAGE(
        program.run("prove --repo repo --target new-parks --at 2024-08-01 --release " + hash) == 0,
        program.err());
    const std::string proof = program.out();
    CHECK(has(proof, "release       " + hash + "\n"));
    CHECK(has(proof, "version       2\n"));
    CHECK(has(proof, "signed in     2.targets.json, "));
    CHECK(has(proof, "as of         2024-08-01\n"));
    CHECK(has(proof, "promise       目标 30个\n"));
    CHECK(has(proof, "figure        2024年1—6月：12个"));
    CHECK(has(proof, "[en]\n"));
    SUBCASE("by the first digits and the number on the page it is the same") {
        for (const char* target : {"1", "T-001", "t1"}) {
            CHECK(program.run(fmt::format("prove --repo repo --at 2024-08-01 --release {:.8} --target {}",
                                          hash, target)) == 0);
            CHECK(program.out() == proof);
        }
    }
    SUBCASE("before the figure's day there was none") {
        CHECK(program.run("prove --repo repo --target 1 --at 2024-06-29 --release " + hash) == 0);
        CHECK_FALSE(has(program.out(), "\nfigure "));
        CHECK(has(program.out(), "state         尚无公布数据\n"));
    }
    SUBCASE("a file that is not what was signed proves nothing") {
        for (const auto& file : fs::directory_iterator(program.path("repo/targets")))
            if (file.path().string().ends_with(".catalog.db.zst"))
                REQUIRE(base::write_file(file.path(), contents(file.path()).replace(20, 1, "x")));
        CHECK(program.run("prove --repo repo --target 1 --release " + hash) == 1);
        CHECK(program.out() == "");
        CHECK(has(program.err(), ".catalog.db.zst"));
    }
    SUBCASE("targets that nobody signed are no release") {
        const auto file = program.path("repo/metadata/2.targets.json");
        std::string forged = contents(file);
        REQUIRE(has(forged, hash));
        forged.replace(forged.find(hash), 4, hash.substr(0, 4) == "0000" ? "1111" : "0000");
        REQUIRE(base::write_file(file, forged));
        CHECK(program.run("prove --repo repo --target 1 --release " + hash) == 1);
        CHECK(has(program.err(), "no release " + hash + " is kept here; the newest are "));
    }
    SUBCASE("what is not there is told of with what is") {
        CHECK(program.run("prove --repo repo --target 7 --release " + hash) == 1);
        CHECK(has(program.err(),
                  "the release has no target 7: give its id, or the number on its page such as T-001"));
        CHECK(program.run("prove --repo repo --target 1 --release abc") == 1);
        CHECK(has(program.err(), "\"abc\" is no hash of a release"));
        CHECK(program.run("prove --repo repo --target 1 --at soon --release " + hash) == 1);
        CHECK(has(program.err(), "--at soon is no date or time"));
    }
}
