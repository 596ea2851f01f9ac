#include "sync/publish/building/difference.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "sync/publish/checks/check.h"
#include "sync/publish/tables/read_back.h"
#include "workshop.h"

using namespace publish_test;

namespace {

publish::Folder read(const std::string& database) {
    auto folder = publish::read_back(database);
    REQUIRE_MESSAGE(folder, folder.error().message);
    return std::move(*folder);
}

/// What an author writes, of all rows, whatever their order.
std::multiset<std::vector<std::string>> cells(const publish::Table& table) {
    std::multiset<std::vector<std::string>> found;
    for (const auto& row : table.rows()) {
        std::vector<std::string> own;
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            if (table.format().columns[i].origin == publish::Origin::author) own.push_back(row.cells[i]);
        found.insert(own);
    }
    return found;
}

std::string difference(const std::string& earlier, const std::string& later,
                       const publish::Phrasebook& book = {}) {
    std::string all;
    for (const auto& change : publish::compare(read(earlier), read(later)))
        all += publish::text(change, book) + "\n";
    return all;
}

}  // namespace

TEST_CASE("a database is read back as the folder that it was built from") {
    const Workshop shop;
    shop.write();
    publish::Problems problems;
    const auto written = publish::read_folder(shop.folder(), std::nullopt, problems);
    const auto found = read(shop.build());
    REQUIRE(found.tables.size() == written.tables.size());
    for (std::size_t i = 0; i < found.tables.size(); ++i)
        if (found.tables[i].format().name != "reading")  // made when it was built
            CHECK(cells(found.tables[i]) == cells(written.tables[i]));
    publish::check_folder(found, {}, problems, publish::Quotations::known);
    CHECK(lines(problems.errors()) == "");
}

TEST_CASE("diff: rows that came, went and changed, by table and key") {
    const Workshop before;
    Workshop after;
    after.replace("targets.csv", "eq,30,,个,parks", "eq,35,,个,parks");
    after.replace("targets.csv", "新建公园30个", "新建公园35个");
    after.replace("plan.txt", "新建公园30个", "新建公园35个");
    after.replace("observations.csv",
                  "3,new-jobs,2024-01-01,2024-12-31,2024-12-31,1.3,exact,final,,,,,,,news,\n",
                  "5,new-jobs,2024-01-01,2024-09-30,2024-09-30,0.9,exact,provisional,,,,,,,news,\n");
    after.replace("notices.csv", "\"周一闭馆。\n周二开放。\"", "\"周一闭馆。\n周三开放。\"");
    CHECK(difference(before.build(), after.build()) ==
          "target new-parks (新建公园): value: 30 -> 35\n"
          "target new-parks (新建公园): quote: 新建公园30个 -> 新建公园35个\n"
          "observation 5 (new-jobs, 2024-01-01 to 2024-09-30: 0.9): added\n"
          "observation 3 (new-jobs, 2024-01-01 to 2024-12-31: 1.3): removed\n"
          "notice closed (闭馆): body_zh: 周一闭馆。⏎周二开放。 -> 周一闭馆。⏎周三开放。\n");
    CHECK(difference(before.build(), before.build()) == "");
}

TEST_CASE("diff: a row is told of in the reader's language, a result in words by its words") {
    const Workshop before;
    Workshop after;
    after.files.at("observations.csv") =
        "id,target_id,period_start,period_end,as_of,value,qualifier,status,outcome,value_text_zh,"
        "value_text_en,excerpt_zh,source_id\n"
        "5,new-jobs,2024-01-01,2024-09-30,2024-09-30,0.9,exact,provisional,,,,,news\n"
        "6,new-parks,2024-01-01,2024-12-31,2024-12-31,,exact,final,completed,全面完成,All done,公园全面完成,"
        "news\n";
    const auto book = publish::Phrasebook::chinese(
        "'{}: added' = '{}：新增'\n'{} {} ({})' = '{} {}（{}）'\n"
        "'{}, {} to {}: {}' = '{}，{} 至 {}：{}'");
    REQUIRE(book);
    const std::string found = difference(before.build(), after.build(), *book);
    CHECK(found.find("数据 5（new-jobs，2024-01-01 至 2024-09-30：0.9）：新增\n"
                     "数据 6（new-parks，2024-01-01 至 2024-12-31：全面完成）：新增\n") == 0);
}

TEST_CASE("diff: as JSON, one object") {
    Workshop after;
    after.replace("targets.csv", "夜市,Night markets", "夜间市场,Night markets");
    const auto found =
        nlohmann::json::parse(publish::json(publish::compare(read(Workshop().build()), read(after.build()))));
    CHECK(found == nlohmann::json{{"changes",
                                   {{{"kind", "changed"},
                                     {"table", "target"},
                                     {"sheet", "target"},
                                     {"row", "night-areas"},
                                     {"what", "夜间市场"},
                                     {"column", "name_zh"},
                                     {"heading", "name_zh"},
                                     {"from", "夜市"},
                                     {"to", "夜间市场"}}}}});
}

TEST_CASE("what is no release is refused, not half read") {
    CHECK(!publish::read_back("not a database"));
    CHECK(!publish::read_back(""));
}
