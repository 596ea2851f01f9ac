#include "workshop.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "base/files.h"
#include "sync/publish/building/build.h"
#include "sync/publish/checks/check.h"

namespace publish_test {
namespace {

const std::map<std::string, std::string> kSmallCatalog{
    {"release.csv",
     "version,place_zh,place_en,title_zh,title_en,plan_year,published_at,default_valid_until\n"
     "1,小城,Small Town,小城目标,Small town,2024,2024-04-01T00:00:00+08:00,2025-12-31\n"},
    {"sources.csv",
     "id,title_zh,title_en,publisher_zh,publisher_en,published_on,url,demonstration\n"
     "plan,小城计划,The plan,小城政府,Town government,2024-03-14,https://example.org/plan,0\n"
     "news,,,小城日报,Town daily,,https://example.org/news,0\n"},
    {"sections.csv", "id,position,name_zh,name_en\n一,1,总则,General\n"},
    {"clauses.csv", "section,id,position,name_zh,name_en\n一,一是,1,公园,Parks\n一,二是,2,就业,Jobs\n"},
    {"topics.csv",
     "id,position,name_zh,name_en,blurb_zh,blurb_en,icon,headline_target_id,section\n"
     "parks,1,公园,Parks,公园的目标。,Targets for parks.,tree,new-parks,\n"
     "jobs,2,就业,Jobs,就业的目标。,Targets for jobs.,briefcase,new-jobs,一\n"},
    {"targets.csv",
     "id,number,topic_id,position,name_zh,name_en,short_zh,short_en,comparator,value,value_high,unit_zh,unit_"
     "en,"
     "value_text_zh,value_text_en,kind,direction,deadline,tier,section,clause,quote,source_id,"
     "department_zh,department_en,same_as\n"
     "new-parks,1,parks,1,新建公园,New "
     "parks,,,eq,30,,个,parks,,,annual_new,higher,2024-12-31,core,一,一是,"
     "新建公园30个,plan,,,\n"
     "new-jobs,2,jobs,1,新增就业,New "
     "jobs,,,ge,1.2,,万人,jobs,,,annual_new,higher,2024-12-31,core,一,二是,"
     "新增就业1.2万人以上,plan,,,\n"
     "night-areas,3,,3,夜市,Night "
     "markets,,,range,3,5,个,markets,,,annual_new,higher,2024-12-31,core,一,二是,"
     "夜市3—5个,plan,,,\n"
     "jobs-again,4,,4,新增就业,New "
     "jobs,,,ge,1.2,,万人,jobs,,,annual_new,higher,2024-12-31,core,一,二是,"
     "\"再说一次,新增就业1.2万人以上\",plan,,,new-jobs\n"},
    {"observations.csv",
     "id,target_id,period_start,period_end,as_of,value,qualifier,status,derived,note_zh,note_en,editor_note,"
     "excerpt_zh,published_on,source_id,supersedes\n"
     "1,new-parks,2023-01-01,2023-12-31,2023-12-31,20,exact,baseline,30-10=20,计算得出,Computed,,,,plan,\n"
     "2,new-parks,2024-01-01,2024-06-30,2024-06-30,12,exact,provisional,,,,,,2024-07-05,news,\n"
     "3,new-jobs,2024-01-01,2024-12-31,2024-12-31,1.3,exact,final,,,,,,,news,\n"
     "4,new-parks,2024-01-01,2024-06-30,2024-06-30,11,exact,provisional,,,,,,2024-07-09,news,2\n"},
    {"commitments.csv",
     "id,topic_id,position,name_zh,name_en,quote_zh,source_id\n"
     "1,parks,1,爱护公园,Care for parks,爱护公园,plan\n"},
    {"outcomes.csv",
     "id,position,name_zh,name_en,value,unit_zh,unit_en,year,quote_zh,source_id\n"
     "y2023-jobs,1,2023年新增就业,New jobs in 2023,1.1,万人,jobs,2023,去年新增就业1.1万人,plan\n"},
    {"notices.csv",
     "id,severity,title_zh,title_en,body_zh,body_en,starts_at,ends_at,areas\n"
     "closed,info,闭馆,Closed,\"周一闭馆。\n周二开放。\",Closed on Monday.,2024-07-01T08:00:00+08:00,"
     "2024-07-02T08:00:00+08:00,\n"},
    {"plan.txt",
     "小城计划\n去年新增就业1.1万人。今年新建公园30个,爱护公园。新增就业1.2万人以上,夜市3—5个。\n再说一次,"
     "新增就业1.2万人以上。\n"},
};

}  // namespace

Workshop::Workshop() : files(kSmallCatalog) {
    std::string pattern = (std::filesystem::temp_directory_path() / "publish-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    root_ = pattern;
}

Workshop::~Workshop() {
    if (root_.empty()) return;  // moved from
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
}

void Workshop::replace(const std::string& file, std::string_view from, std::string_view to) {
    const std::size_t at = files.at(file).find(from);
    REQUIRE_MESSAGE(at != std::string::npos, file << " has no " << from);
    files.at(file).replace(at, from.size(), to);
}

void Workshop::write() const {
    std::filesystem::remove_all(folder());
    std::filesystem::create_directories(folder());
    for (const auto& [name, text] : files) REQUIRE(base::write_file(folder() / name, text));
}

publish::Problems Workshop::check(const publish::Coverage* coverage) const {
    write();
    publish::Problems problems;
    publish::check_folder(publish::read_folder(folder(), std::nullopt, problems), {coverage, {}, {}},
                          problems);
    problems.sort();
    return problems;
}

std::string Workshop::build() const {
    write();
    publish::Problems problems;
    const auto read = publish::read_folder(folder(), std::nullopt, problems);
    publish::check_folder(read, {}, problems);
    if (!problems.errors().empty()) return "";
    const auto built = publish::build_release(read, path("built.db"), std::nullopt);
    REQUIRE_MESSAGE(built, built.error().message);
    return contents(path("built.db"));
}

std::string lines(const std::vector<publish::Problem>& problems) {
    std::string all;
    for (const auto& problem : problems) all += problem.text() + "\n";
    return all;
}

std::string contents(const std::filesystem::path& file) {
    const auto bytes = base::read_file(file);
    REQUIRE_MESSAGE(bytes, bytes.error().message);
    return *bytes;
}

}  // namespace publish_test
