#include <fmt/format.h>

#include "catalog/unit.h"
#include "words/language.h"

namespace words {

extern const Language chinese;

namespace {

using catalog::Comparator;

Quantity quantity(std::string_view value, const catalog::Bilingual& unit) {
    return {.number = std::string(value), .unit = unit.zh};
}

Quantity pieces(long long count, const catalog::Bilingual& unit) {
    constexpr long long kWan = 10'000, kYi = 100'000'000;
    const std::string base_unit{catalog::base_unit(unit.zh)};
    if (count >= kYi && count % kYi == 0) return {fmt::format("{}亿", count / kYi), "", base_unit};
    if (count >= kWan && count % kWan == 0) return {fmt::format("{}万", count / kWan), "", base_unit};
    return {std::to_string(count), "", base_unit};
}

std::string month(std::chrono::month m) { return std::to_string(static_cast<unsigned>(m)); }

constexpr std::u32string_view kUnits[] = {
    U"个百分点", U"百分点", U"个月", U"个小时", U"平方公里", U"平方千米", U"平方米", U"立方米", U"平米",
    U"公里",     U"千米",   U"厘米", U"毫米",   U"微克",     U"毫克",     U"千克",   U"公斤",   U"公顷",
    U"吨/年",    U"千瓦时", U"千瓦", U"兆瓦",   U"千伏",     U"人次",     U"人民币", U"美元",   U"欧元",
    U"港元",     U"元",     U"小时", U"分钟",   U"秒钟",     U"年度",     U"年代",   U"年底",   U"月底",
    U"周年",     U"周岁",   U"季度", U"班次",   U"场次",     U"车次",     U"架次",   U"标准箱", U"标箱",
    U"克拉",     U"床位",   U"学位", U"泊位",   U"车位",     U"套（间）", U"套(间)", U"号线",   U"號線",
    U"号",       U"號",     U"左右", U"以上",   U"以下",     U"以内",     U"上下",   U"摄氏度", U"倍",
    U"项目标",   U"项",     U"个",   U"個",     U"人",       U"名",       U"家",     U"所",     U"条",
    U"辆",       U"輛",     U"套",   U"间",     U"户",       U"亩",       U"吨",     U"斤",     U"克",
    U"米",       U"件",     U"场",   U"座",     U"位",       U"类",       U"对",     U"块",     U"张",
    U"级",       U"天",     U"年",   U"月",     U"日",       U"岁",       U"周",     U"期",     U"批",
    U"次",       U"台",     U"部",   U"份",     U"处",       U"组",       U"页",     U"行",     U"秒",
    U"度",       U"株"};

/// 达到28%以上 is ge.
constexpr Comparison kComparisons[] = {
    {"", "以上", Comparator::ge},     {"", "以下", Comparator::le},     {"", "以内", Comparator::le},
    {"", "左右", Comparator::approx}, {"不低于", "", Comparator::ge},   {"不少于", "", Comparator::ge},
    {"至少", "", Comparator::ge},     {"不超过", "", Comparator::le},   {"不高于", "", Comparator::le},
    {"低于", "", Comparator::lt},     {"超过", "", Comparator::gt},     {"突破", "", Comparator::gt},
    {"超", "", Comparator::gt},       {"约", "", Comparator::approx},   {"达到", "", Comparator::reach},
    {"至", "", Comparator::reach},    {"保持", "", Comparator::stable},
};

constexpr NumberWord kNumberWords[] = {
    {"三分之一", 1, 3}, {"三分之二", 2, 3}, {"四分之一", 1, 4}, {"四分之三", 3, 4},  {"五分之一", 1, 5},
    {"五分之二", 2, 5}, {"五分之三", 3, 5}, {"五分之四", 4, 5}, {"十分之一", 1, 10}, {"一半", 1, 2},
    {"零", 0},          {"一", 1},          {"二", 2},          {"两", 2},           {"三", 3},
    {"四", 4},          {"五", 5},          {"六", 6},          {"七", 7},           {"八", 8},
    {"九", 9},          {"十", 10},
};

constexpr std::string_view kSpaces[] = {"", " "};

constexpr UnitSign kUnitSigns[] = {
    {"%", "％"},      {"%", "个百分点"}, {"个百分点", "%"}, {"个百分点", "百分点"},
    {"人", "名"},     {"名", "人"},      {"平方米", "㎡"},  {"平方米", "平米"},
    {"公里", "千米"}, {"千米", "公里"},  {"位", "名"}};

using enum catalog::PublishedOutcome;
constexpr Claim kClaims[] = {
    {"完成", completed},     {"竣工", completed},     {"建成", completed},     {"实现", completed},
    {"达标", completed},     {"达到", completed},     {"兑现", completed},     {"超额", completed},
    {"开通", completed},     {"通车", completed},     {"投用", completed},     {"投入使用", completed},
    {"交付", completed},     {"落实", completed},     {"办结", completed},     {"全覆盖", completed},
    {"全部", completed},     {"正在", under_way},     {"施工", under_way},     {"推进", under_way},
    {"建设", under_way},     {"在建", under_way},     {"开工", under_way},     {"启动", under_way},
    {"进行", under_way},     {"加快", under_way},     {"开展", under_way},     {"陆续", under_way},
    {"有序", under_way},     {"未", not_completed},   {"没有", not_completed}, {"不足", not_completed},
    {"滞后", not_completed}, {"低于", not_completed}, {"差距", not_completed}, {"欠", not_completed},
    {"无法", not_completed}, {"不能", not_completed}, {"延期", not_completed}, {"推迟", not_completed}};

constexpr std::string_view kExpectations[] = {"预计", "预期", "有望", "将完成", "将达", "可望", "力争"};
constexpr std::string_view kSentenceEnds[] = {"。", "；", "！", "？", ";", "\n"};

}  // namespace

constinit const Language chinese{
    .tag = "zh-CN",
    .own_name = "中文",
    .side = &catalog::Bilingual::zh,
    .quantity = quantity,
    .pieces = pieces,
    .date = base::format_date,
    .month = month,
    .narrow_quotes = false,
    .title = {"《", "》"},
    .lines = {.tag = "zh", .units = kUnits, .powers = U"多余十百千万亿萬億"},
    .comparisons = kComparisons,
    .number_words = kNumberWords,
    .spaces = kSpaces,
    .unit_signs = kUnitSigns,
    .claims = kClaims,
    .expectations = kExpectations,
    .sentence_ends = kSentenceEnds,
};

}  // namespace words
