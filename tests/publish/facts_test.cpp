#include "sync/publish/building/facts.h"

#include <doctest/doctest.h>

#include <functional>

#include "origin.h"
#include "sync/publish/tables/read_back.h"

using namespace publish_test;

namespace {

/// 2024-07-01T12:00:00+08:00: the notice "closed" runs.
constexpr base::Instant kNoticeRuns{std::chrono::seconds{1'719'806'400}};

publish::Folder read(const Workshop& shop) {
    const std::string database = shop.build();
    REQUIRE_MESSAGE(!database.empty(), lines(shop.check().errors()));
    auto folder = publish::read_back(database);
    REQUIRE_MESSAGE(folder, folder.error().message);
    return std::move(*folder);
}

std::string taken_back(const std::function<void(Workshop&)>& change, base::Instant now = kNow) {
    const Workshop before;
    Workshop after;
    change(after);
    std::string all;
    for (const auto& line : publish::facts_taken_back(read(before), read(after), now)) all += line + "\n";
    return all;
}

void cut_line(Workshop& shop, const std::string& file, const std::string& beginning) {
    const std::string& text = shop.files.at(file);
    const std::size_t at = text.find("\n" + beginning) + 1;
    shop.replace(file, text.substr(at, text.find('\n', at) + 1 - at), "");
}

}  // namespace

TEST_CASE("facts: what disappears is counted and named") {
    CHECK(taken_back([](Workshop& shop) {
              for (const char* id : {"1,", "2,", "3,", "4,"}) cut_line(shop, "observations.csv", id);
          }) ==
          "4 figures of 2 targets would disappear: 1 of new-parks, 2 of new-parks, 4 of new-parks, 3 of "
          "new-jobs\n");
    CHECK(taken_back([](Workshop& shop) { cut_line(shop, "observations.csv", "3,"); }) ==
          "1 figure of 1 target would disappear: 3 of new-jobs\n");
    CHECK(taken_back([](Workshop& shop) {
              cut_line(shop, "targets.csv", "jobs-again,");
              cut_line(shop, "targets.csv", "new-jobs,");
              cut_line(shop, "observations.csv", "3,");
              shop.replace("topics.csv", "briefcase,new-jobs", "briefcase,");
          }) ==
          "2 targets would disappear: new-jobs, jobs-again\n1 figure of 1 target would disappear: 3 of "
          "new-jobs\n");
    CHECK(taken_back([](Workshop& shop) { cut_line(shop, "commitments.csv", "1,"); }) ==
          "1 commitment would disappear: 1\n");
    CHECK(taken_back([](Workshop& shop) { cut_line(shop, "outcomes.csv", "y2023-jobs,"); }) ==
          "1 outcome would disappear: y2023-jobs\n");
}

TEST_CASE("facts: what changes is named with both values") {
    struct Case {
        const char *file, *from, *to, *line;
    };
    const Case cases[] = {
        {"observations.csv", ",12,exact", ",13,exact",
         "1 figure would change: 2 of new-parks: value 12 -> 13\n"},
        {"observations.csv", "2024-06-30,12", "2024-06-29,12",
         "1 figure would change: 2 of new-parks: as_of 2024-06-30 -> 2024-06-29\n"},
        {"observations.csv", "2024-07-05,news", "2024-07-05,plan",
         "1 figure would change: 2 of new-parks: source_id news -> plan\n"},
        {"observations.csv", "计算得出", "",
         "1 figure would change: 1 of new-parks: note_zh 计算得出 -> (empty)\n"},
        {"observations.csv", "exact,final", "exact,provisional",
         "1 figure would change: 3 of new-jobs: status final -> provisional\n"},
        {"targets.csv", "eq,30,,个,parks", "eq,29,,个,parks",
         "1 target would change: new-parks: value 30 -> 29\n"},
        {"targets.csv", "annual_new,higher,2024-12-31,core,一,一是",
         "annual_new,none,2025-12-31,aspiration,一,一是",
         "1 target would change: new-parks: direction higher -> none, new-parks: deadline 2024-12-31 -> "
         "2025-12-31, new-parks: tier core -> aspiration\n"},
        {"sources.csv", "小城日报", "小城晚报",
         "1 source would change: news: publisher_zh 小城日报 -> 小城晚报\n"},
        {"sources.csv", "example.org/news,0", "example.org/news,1",
         "1 source would change: news: demonstration 0 -> 1\n"},
        {"outcomes.csv", "jobs,2023", "jobs,2022", "1 outcome would change: y2023-jobs: year 2023 -> 2022\n"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.line);
        CHECK(taken_back([&](Workshop& shop) {
                  if (std::string_view(one.to).empty()) shop.replace(one.file, ",Computed", ",");
                  shop.replace(one.file, one.from, one.to);
              }) == one.line);
    }
}

TEST_CASE("facts: additions, corrections, wording and order take nothing back") {
    CHECK(taken_back([](Workshop& shop) {
              shop.append("observations.csv",
                          "5,new-parks,2024-01-01,2024-06-30,2024-06-30,10,exact,provisional,,,,,,,news,4");
              shop.replace("observations.csv", ",12,exact", ",12.0,exact");
              shop.replace("targets.csv", "新建公园,New parks", "公园新建,Parks that are new");
              shop.replace("targets.csv", "new-jobs,2,jobs,1", "new-jobs,2,jobs,7");
              shop.replace("sources.csv", "news,,,", "news,日报,The daily,");
              shop.replace("commitments.csv", "爱护公园,Care for parks,", "爱护,Care,");
              shop.replace("observations.csv", ",Computed,,", ",Calculated,for us,");
          }) == "");
}

TEST_CASE("facts: a notice counts while it runs, and running longer takes nothing back") {
    const auto cut = [](Workshop& shop) {
        shop.files.at("notices.csv") =
            "id,severity,title_zh,title_en,body_zh,body_en,starts_at,ends_at,areas\n";
    };
    CHECK(taken_back(cut, kNoticeRuns) == "1 running notice would disappear: closed\n");
    CHECK(taken_back(cut, kNoticeRuns - kDay) == "");
    CHECK(taken_back(cut, kNoticeRuns + kDay) == "");
    CHECK(taken_back([](Workshop& shop) { shop.replace("notices.csv", "2024-07-02T08", "2024-07-01T13"); },
                     kNoticeRuns) ==
          "1 running notice would change: closed: ends_at 2024-07-02T08:00:00+08:00 -> "
          "2024-07-01T13:00:00+08:00\n");
    CHECK(taken_back([](Workshop& shop) { shop.replace("notices.csv", "2024-07-02T08", "2024-07-03T08"); },
                     kNoticeRuns) == "");
    CHECK(taken_back([](Workshop& shop) { shop.replace("notices.csv", ",info,", ",warning,"); },
                     kNoticeRuns) == "1 running notice would change: closed: severity info -> warning\n");
}

TEST_CASE("facts: many are named by the first five") {
    const auto with_rows = [](int last) {
        Workshop shop;
        for (int id = 5; id <= last; ++id)
            shop.append("observations.csv",
                        fmt::format("{},new-jobs,2024-01-01,2024-0{}-01,2024-0{}-01,1,exact,"
                                    "provisional,,,,,,,news,",
                                    id, id - 3, id - 3));
        return read(shop);
    };
    const auto found = publish::facts_taken_back(with_rows(11), with_rows(4), kNow);
    REQUIRE(found.size() == 1);
    CHECK(found.front() ==
          "7 figures of 1 target would disappear: 5 of new-jobs, 6 of new-jobs, 7 of new-jobs, 8 of "
          "new-jobs, 9 "
          "of new-jobs, and 2 more");
}

TEST_CASE("release: what is published does not go without a reason, and the reason goes with the release") {
    const Origin origin;
    REQUIRE(origin.release(Origin::catalog(1)));
    Workshop after;
    after.replace("release.csv", "\n1,", "\n2,");
    after.replace("release.csv", "2024-04-01", "2024-04-02");
    cut_line(after, "observations.csv", "3,");
    const std::string catalog = after.build();
    const auto refused = origin.release(catalog);
    CHECK_MESSAGE(is_refused(refused,
                             "not released: 1 figure of 1 target would disappear: 3 of new-jobs; if it is "
                             "meant, say why with --because"),
                  message(refused));
    CHECK(!std::filesystem::exists(origin.metadata("3.targets.json")));
    REQUIRE(origin.release(catalog, kNow, "the bureau withdrew it"));
    CHECK(contents(origin.metadata("3.targets.json")).find(R"("reason":"the bureau withdrew it")") !=
          std::string::npos);
}
