#include "sync/publish/building/build.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/wait.h>

#include <cstdlib>

#include "base/files.h"
#include "catalog/store.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/tables/template.h"
#include "workshop.h"

using publish_test::contents;
using publish_test::lines;
using publish_test::Workshop;

namespace fs = std::filesystem;

namespace {

/// The exit status of kiosk-publish with these arguments.
int run(const std::string& arguments, const fs::path& output) {
    const std::string command = fmt::format("{} {} >{} 2>&1", PUBLISH_PROGRAM, arguments, output.string());
    return WEXITSTATUS(std::system(command.c_str()));
}

publish::Folder read_written(const Workshop& shop) {
    shop.write();
    publish::Problems problems;
    auto folder = publish::read_folder(shop.folder(), std::nullopt, problems);
    REQUIRE(lines(problems.errors()) == "");
    return folder;
}

}  // namespace

TEST_CASE("build: what was written is what a reader finds") {
    const Workshop shop;
    REQUIRE(!shop.build().empty());
    const auto store = catalog::Store::open(shop.path("built.db"));
    REQUIRE_MESSAGE(store, store.error().message);
    CHECK(store->release().place.zh == "小城");
    CHECK(base::format_date(store->release().period_start) == "2024-01-01");
    CHECK(base::format_date(store->release().period_end) == "2024-12-31");
    const auto target = store->target({"new-jobs"});
    REQUIRE(target);
    CHECK(target->name.zh == "新增就业");
    CHECK(target->value == "1.2");
    CHECK(target->base_value == 12000);
    CHECK(target->quote == "新增就业1.2万人以上");
    const auto figures = store->observations(*store->target({"new-parks"}));
    REQUIRE(figures);
    REQUIRE(figures->size() == 3);
    CHECK(figures->at(2).supersedes == catalog::ObservationId{2});
    CHECK(store->notices()->at(0).body.zh == "周一闭馆。\n周二开放。");
}

TEST_CASE("build: the same folder makes the same bytes") { CHECK(Workshop().build() == Workshop().build()); }

TEST_CASE("build: where there is no room the message names the file, and nothing is left of it") {
    const Workshop shop;
    shop.write();
    const fs::path database = shop.path("out.db"), said = shop.path("said.txt");
    const std::string command =
        fmt::format("trap '' XFSZ; ulimit -f 8; {} build {} -o {} 2>{}", PUBLISH_PROGRAM,
                    shop.folder().string(), database.string(), said.string());
    CHECK(WEXITSTATUS(std::system(command.c_str())) == 1);
    CHECK(contents(said).find("writing " + database.string() + ": ") != std::string::npos);
    CHECK_FALSE(fs::exists(database));
    CHECK_FALSE(fs::exists(database.string() + ".new"));
}

TEST_CASE("build: without an output folder nothing is written and the reason is given") {
    const Workshop shop;
    const auto built =
        publish::build_release(read_written(shop), shop.path("no/such/folder/a.db"), std::nullopt);
    REQUIRE(!built);
    CHECK(built.error().code == base::Errc::io);
}

TEST_CASE(
    "build on an earlier release: the rows are the new ones, the pages that hold none of them the old ones") {
    Workshop shop;
    const std::string earlier = shop.build();
    fs::copy_file(shop.path("built.db"), shop.path("earlier.db"));
    REQUIRE(publish::build_release(read_written(shop), shop.path("same.db"), shop.path("earlier.db")));
    CHECK(contents(shop.path("same.db")) == earlier);

    shop.replace("observations.csv", ",11,exact", ",11.5,exact");
    shop.replace("targets.csv", "夜市,Night markets", "夜间市场,Night markets");
    REQUIRE(publish::build_release(read_written(shop), shop.path("later.db"), shop.path("earlier.db")));
    const auto store = catalog::Store::open(shop.path("later.db"));
    REQUIRE_MESSAGE(store, store.error().message);
    CHECK(store->observations(*store->target({"new-parks"}))->at(2).value == "11.5");
    CHECK(store->target({"night-areas"})->name.zh == "夜间市场");
    CHECK(contents(shop.path("earlier.db")) == earlier);
    CHECK(contents(shop.path("later.db")).size() == earlier.size());
}

TEST_CASE("build on something that is no release: refused, and nothing is written") {
    const Workshop shop;
    REQUIRE(base::write_file(shop.path("earlier.db"), "not a database, and long enough to be looked at"));
    const auto built =
        publish::build_release(read_written(shop), shop.path("later.db"), shop.path("earlier.db"));
    REQUIRE(!built);
    CHECK(built.error().code == base::Errc::corrupt);
    CHECK(!fs::exists(shop.path("later.db")));
    CHECK(!fs::exists(shop.path("later.db.new")));
    CHECK(!fs::exists(shop.path("later.db.edited")));
}

TEST_CASE("a folder may leave files to another one") {
    Workshop shop;
    shop.write();
    const fs::path variant = shop.path("variant");
    fs::create_directories(variant);
    REQUIRE(base::write_file(
        variant / "release.csv",
        "version,place_zh,place_en,title_zh,title_en,plan_year,published_at,default_valid_until,extends\n"
        "2,小城,Small Town,小城演示,Demo,2024,2024-04-01T00:00:00+08:00,2025-12-31,../csv\n"));
    publish::Problems problems;
    const auto folder = publish::read_folder(variant, std::nullopt, problems);
    publish::check_folder(folder, {}, problems);
    CHECK(lines(problems.errors()) == "");
    CHECK(folder.table("target").rows().size() == 4);
    CHECK(folder.table("release").cell(folder.table("release").rows().at(0), "version") == "2");
}

TEST_CASE("templates: commented files that are read as empty tables") {
    const Workshop shop;
    const fs::path folder = shop.path("templates");
    REQUIRE(publish::write_templates(folder));
    publish::Problems problems;
    const auto read = publish::read_folder(folder, std::nullopt, problems);
    CHECK(lines(problems.errors()) == "");
    for (const auto& table : read.tables) CHECK(table.usable());
    const auto again = publish::write_templates(folder);
    REQUIRE(!again);
    CHECK(again.error().code == base::Errc::invalid);
}

TEST_CASE("program: 0 is done, 1 is failed and says why, 2 is wrong usage") {
    Workshop shop;
    shop.write();
    const fs::path said = shop.path("said.txt"), database = shop.path("out.db");
    const std::string folder = shop.folder().string();
    CHECK(run("check " + folder, said) == 0);
    CHECK(contents(said) == "");
    CHECK(run("build " + folder + " -o " + database.string(), said) == 0);
    CHECK(fs::exists(database));
    CHECK(run("template " + shop.path("new").string(), said) == 0);
    CHECK(fs::exists(shop.path("new") / "targets.csv"));

    for (const char* arguments :
         {"", "frobnicate", "check", "build x", "check x y", "check --no-such-option x"})
        CHECK_MESSAGE(run(arguments, said) == 2, arguments);

    shop.replace("sections.csv", ",1,总则", ",one,总则");
    shop.write();
    fs::remove(database);
    CHECK(run("build " + folder + " -o " + database.string(), said) == 1);
    CHECK(contents(said) ==
          "sections.csv:2:position (column 2): \"one\" is not a whole number from 1 up; write digits "
          "alone, such as 12\n");
    CHECK(!fs::exists(database));
    CHECK(run("check " + folder + " --json", said) == 1);
    CHECK(contents(said).starts_with(
        "{\"errors\":[{\"file\":\"sections.csv\",\"line\":2,\"column\":\"position\""));
}

TEST_CASE("program: a failed build leaves the database that was there") {
    Workshop shop;
    shop.replace("sections.csv", ",1,总则", ",one,总则");
    shop.write();
    REQUIRE(base::write_file(shop.path("out.db"), "the last good one"));
    CHECK(run("build " + shop.folder().string() + " -o " + shop.path("out.db").string(),
              shop.path("said.txt")) == 1);
    CHECK(contents(shop.path("out.db")) == "the last good one");
}
