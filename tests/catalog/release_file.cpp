#include "release_file.h"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "catalog/columns.h"
#include "catalog/schema.h"

namespace {

const char* const kRows = R"sql(
INSERT INTO release (id, version, title_zh, title_en, period_start, period_end, published_at, default_valid_until, place_zh, place_en, hotline, time_zone, languages) VALUES
  (1, '2024.1', '民生目标', 'Livelihood targets', '2024-01-01', '2024-12-31', '2024-03-14T09:00:00+08:00', '2025-12-31',
  '示例市', 'Sample City', '12345', 'Asia/Shanghai', 'zh-CN,en');
INSERT INTO source (id, title_zh, title_en, publisher_zh, publisher_en, published_on, url, demonstration) VALUES
  ('plan', '2024年计划', 'Plan for 2024', '市人民政府', 'City government', '2024-03-14', 'https://example.org', 0),
  ('paper', '', '', '日报', '', '', '', 0);
INSERT INTO section (id, position, name_zh, name_en) VALUES
  ('二', 2, '主要预期目标', 'Main targets'),
  ('一', 1, '总体要求', '');
INSERT INTO clause (section, id, position, name_zh, name_en) VALUES
  ('二', '一是', 1, '第一', 'First');
INSERT INTO topic (id, position, name_zh, name_en, blurb_zh, blurb_en, icon, headline_target_id, section) VALUES
  ('safety', 2, '安全', 'Safety', '平安', '', 'shield', NULL, NULL),
  ('jobs', 1, '就业', 'Jobs', '稳就业', 'Work', 'briefcase', 'jobs-new', '二');
INSERT INTO target (id, number, topic_id, position, name_zh, name_en, short_zh, short_en, comparator, value, value_high, unit_zh, unit_en,
  base_value, value_text_zh, value_text_en, kind, direction, deadline, tier, section, clause, quote, source_id, department_zh,
  department_en, same_as) VALUES
  ('jobs-new', 1, 'jobs', 1, '城镇新增就业', 'New jobs', '就业', 'Jobs', 'ge', '12.65', '', '万人', 'people',
  126500, '', '', 'annual_new', 'higher', '2024-12-31', 'core', '二', '一是', '城镇新增就业12.65万人', 'plan', '人社局', '', NULL),
  ('cpi', 2, NULL, 2, '居民消费价格', '', '', '', 'range', '2', '3', '%', '%',
  NULL, '', '', 'growth_rate', 'none', '2024-06-30', 'core', '二', '一是', '居民消费价格涨幅', 'plan', '', '', NULL),
  ('jobs-again', 3, 'jobs', 3, '新增就业', 'New jobs', '', '', 'eq', '12.65', '', '万人', 'people',
  126500, '', '', 'annual_new', 'higher', '2024-12-31', 'core', '二', '一是', '新增就业12.65万人', 'plan', '', '', 'jobs-new');
INSERT INTO observation (id, target_id, period_start, period_end, as_of, value, qualifier, status, derived, note_zh, note_en,
  editor_note, excerpt_zh, published_on, source_id, supersedes) VALUES
  (1, 'jobs-new', '2024-01-01', '2024-06-30', '2024-07-20', '7', 'exact', 'provisional', '', '', '', '', '原文', '2024-07-21', 'paper', NULL),
  (3, 'jobs-new', '2024-01-01', '2024-06-30', '2024-07-10', '6.9', 'over', 'provisional', '7-0.1=6.9', '口径', 'caliber', 'secret', '', '', 'paper', 1),
  (2, 'jobs-new', '2023-01-01', '2023-12-31', '2023-12-31', '14', 'exact', 'baseline', '', '', '', '', '', '', 'plan', NULL);
INSERT INTO commitment (id, topic_id, position, name_zh, name_en, quote, source_id) VALUES
  (2, 'safety', 1, '平安建设', '', '建设平安城市', 'plan'),
  (1, 'safety', 2, '消防', 'Fire', '加强消防', 'plan');
INSERT INTO outcome (id, position, name_zh, name_en, value, unit_zh, unit_en, base_value, year, quote, source_id) VALUES
  ('gdp', 1, '生产总值', 'GDP', '7.4', '%', '%', 7.4, 2023, '增长7.4%', 'plan');
INSERT INTO notice (id, severity, title_zh, title_en, body_zh, body_en, starts_at, ends_at, areas) VALUES
  ('rain', 'warning', '暴雨', 'Rain', '注意安全', '', '', '2024-07-01T00:00:00+08:00', 'hall-1,hall-2');
)sql";

void run(const std::filesystem::path& file, const std::string& sql) {
    sqlite3* connection = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &connection) == SQLITE_OK);
    char* message = nullptr;
    const int code = sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &message);
    CHECK_MESSAGE(code == SQLITE_OK, (message != nullptr ? message : "") << " in " << sql);
    sqlite3_free(message);
    sqlite3_close(connection);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "catalog-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void write_release(const std::filesystem::path& file) {
    const std::string settings = "PRAGMA application_id = " + std::to_string(catalog::kApplicationId) +
                                 "; PRAGMA user_version = " + std::to_string(catalog::kSchemaVersion) + ";";
    run(file, settings + "BEGIN;" + catalog::schema_sql() + kRows + "COMMIT;");
}

void change_release(const std::filesystem::path& file, const std::string& sql) {
    run(file, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; " + sql);
}
