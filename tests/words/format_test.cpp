#include "words/format.h"

#include <doctest/doctest.h>

using namespace catalog;
using namespace words;
using base::make_date;

namespace {

struct Words {
    Strings zh = *Strings::open(language("zh-CN")), en = *Strings::open(language("en"));
};

Target target_of(const char* value, const char* unit, Kind kind) {
    Target target;
    target.comparator = Comparator::ge;
    target.value = value;
    target.unit = {unit, unit};
    target.kind = kind;
    target.direction = Direction::higher;
    target.start = make_date(2024, 1, 1);
    target.deadline = make_date(2024, 12, 31);
    return target;
}

Observation figure_of(const char* value, base::Date until, ObservationStatus status,
                      Qualifier qualifier = Qualifier::exact) {
    Observation figure;
    figure.period_start = make_date(2024, 1, 1);
    figure.period_end = figure.as_of = until;
    figure.value = value;
    figure.status = status;
    figure.qualifier = qualifier;
    return figure;
}

const auto kYearEnd = make_date(2024, 12, 31);

std::string rule(const Words& said, const Target& target, const std::vector<Observation>& figures,
                 base::Date today, bool english = false) {
    const auto judgement = judge(target, figures, {today, true});
    const Observation* shown = nullptr;
    for (const auto& one : figures)
        if (one.id == judgement.observation) shown = &one;
    return rule_text(target, shown, judgement, {{today, true}, make_date(2025, 3, 1)},
                     english ? said.en : said.zh, true);
}

}  // namespace

TEST_CASE("words: a percentage is rounded once, and never in favour of an inexact figure") {
    const Words said;
    const Ratio metro{Decimal(100), *Decimal::parse("106.9")};
    CHECK(percent_text(metro) == "93.5%");  // by way of 93.55 it would be 93.6
    CHECK(percent_text(metro, Qualifier::over, said.zh) == "至少93.5%");
    CHECK(percent_text(metro, Qualifier::over, said.en) == "at least 93.5%");
    const Ratio two_thirds{Decimal(2), Decimal(3)};
    CHECK(percent_text(two_thirds, Qualifier::exact, said.zh) == "66.7%");
    CHECK(percent_text(two_thirds, Qualifier::over, said.zh) == "至少66.6%");
    const Ratio a_third{Decimal(1), Decimal(3)};
    CHECK(percent_text(a_third, Qualifier::under, said.zh) == "不到33.4%");
    CHECK(percent_text(a_third, Qualifier::approx, said.en) == "about 33.3%");
}

TEST_CASE("words: only a final figure of the whole time is called a result") {
    const Words said;
    const Target growth = target_of("8", "%", Kind::growth_rate);
    const auto quarter = figure_of("4.5", make_date(2024, 3, 31), ObservationStatus::provisional);
    CHECK(figure_label(growth, quarter, said.zh) == "阶段数（2024年1—3月）");
    CHECK(figure_label(growth, quarter, said.en) == "So far (January to March 2024)");
    auto year = figure_of("5.3", kYearEnd, ObservationStatus::final);
    CHECK(figure_label(growth, year, said.zh) == "结果（2024年全年）");
    year.derived = "6.2-0.9=5.3";
    CHECK(figure_label(growth, year, said.zh) == "推算结果（2024年全年）");
    CHECK(brief_figure_label(growth, year, said.en) == "Derived result");
    const auto part = figure_of("5", make_date(2024, 9, 30), ObservationStatus::final);
    CHECK(figure_label(growth, part, said.zh) == "阶段数（2024年1—9月）");
}

TEST_CASE("words: what nobody published is not credited to a publisher") {
    const Words said;
    const Target growth = target_of("8", "%", Kind::growth_rate);
    auto year = figure_of("5.3", kYearEnd, ObservationStatus::final);
    CHECK(rule(said, growth, {year}, kYearEnd) == "判定规则：不低于目标为达到。公布5.3%，目标8%以上。");
    year.derived = "6.2-0.9=5.3";
    CHECK(rule(said, growth, {year}, kYearEnd) == "判定规则：不低于目标为达到。推算5.3%，目标8%以上。");
    CHECK(rule(said, growth, {year}, kYearEnd, true) ==
          "Rule: met when not below the target. Derived: 5.3%; target: at least 8%.");
}

TEST_CASE("words: how long ago a day is, in whole parts") {
    const Words said;
    const auto from = make_date(2024, 12, 31);
    const auto time = [&](base::Date to) { return words::time_between(from, to, said.zh); };
    CHECK(time(make_date(2025, 1, 1)) == "1天");
    CHECK(time(make_date(2025, 2, 28)) == "59天");
    CHECK(time(make_date(2025, 3, 1)) == "2个月");
    CHECK(time(make_date(2025, 12, 30)) == "11个月");
    CHECK(time(make_date(2025, 12, 31)) == "1年");
    CHECK(time(make_date(2026, 11, 28)) == "1年10个月");
    CHECK(time(make_date(2026, 11, 30)) == "1年11个月");  // the last day of its month
    CHECK(words::time_between(from, make_date(2026, 1, 31), said.en) == "1 year 1 month");
}

TEST_CASE("words: a deadline that has passed is given in days, and nothing is claimed that nobody can know") {
    const Words said;
    const Target total = target_of("100", "个", Kind::annual_new);
    CHECK(rule(said, total, {}, kYearEnd) == "结果公布后，在这一页显示。");
    CHECK(rule(said, total, {}, make_date(2025, 1, 1)) ==
          "期限已过 1 天；截至 2025-03-01，本屏没有查到公布的结果。");
    const auto half = figure_of("40", make_date(2024, 6, 30), ObservationStatus::provisional);
    CHECK(rule(said, total, {half}, make_date(2026, 11, 27)) ==
          "期限已过 696 天，最终结果还没有公布，不作判定。");
}

TEST_CASE("words: how many there are is written as the language writes numbers") {
    const Words said;
    CHECK(said.en.count("topic.targets", 10000).starts_with("10,000 "));
    CHECK(said.en.count("topic.targets", 1).starts_with("1 "));
    CHECK(said.zh.count("topic.targets", 10000).starts_with("10000"));
}

TEST_CASE("words: every state has a word, a meaning and a rule in both languages") {
    const Words said;
    const Target total = target_of("100", "个", Kind::annual_new);
    const auto half = figure_of("40", make_date(2024, 6, 30), ObservationStatus::provisional);
    for (const auto* strings : {&said.zh, &said.en})
        for (std::size_t i = 0; i < kStateCount; ++i) {
            CAPTURE(kStateNames[i]);
            Judgement judgement{.state = static_cast<State>(i)};
            CHECK(state_word(judgement.state, *strings).find("[[") == std::string::npos);
            const std::string text =
                rule_text(total, &half, judgement, {{kYearEnd, true}, kYearEnd}, *strings, true);
            CHECK_FALSE(text.empty());
            CHECK(text.find("[[") == std::string::npos);
        }
}

TEST_CASE("words: every reason why a figure cannot be judged is said") {
    const Words said;
    Target total = target_of("100", "个", Kind::annual_new);
    auto half = figure_of("40", make_date(2024, 6, 30), ObservationStatus::provisional);
    for (std::size_t i = 0; i < kCannotJudgeNames.size(); ++i) {
        CAPTURE(kCannotJudgeNames[i]);
        const Judgement judgement{.state = State::cannot_judge, .reason = static_cast<CannotJudge>(i)};
        CHECK(rule_text(total, &half, judgement, {{kYearEnd, true}, kYearEnd}, said.zh, true).find("[[") ==
              std::string::npos);
    }
    half.period_start = make_date(2024, 4, 1);
    CHECK(rule(said, total, {half}, kYearEnd) == "公布的不是从 2024-01-01 起的累计数，不能与目标相比。");
}

TEST_CASE(
    "words: a period is called what it is: a year, years, months across years, a quarter, months, days") {
    const Words said;
    struct Case {
        base::Date start, end;
        const char *zh, *en;
    };
    const Case cases[] = {
        {make_date(2024, 1, 1), make_date(2024, 12, 31), "2024年", "2024"},
        {make_date(2024, 1, 1), make_date(2029, 12, 31), "2024—2029年", "2024 to 2029"},
        {make_date(2011, 10, 1), make_date(2012, 9, 30), "2011年10月—2012年9月",
         "October 2011 to September 2012"},
        {make_date(2024, 12, 5), make_date(2030, 12, 31), "2024年12月—2030年12月",
         "December 2024 to December 2030"},
        {make_date(2012, 1, 1), make_date(2012, 3, 31), "2012年第一季度", "the first quarter of 2012"},
        {make_date(2012, 10, 1), make_date(2012, 12, 31), "2012年第四季度", "the fourth quarter of 2012"},
        {make_date(2012, 2, 1), make_date(2012, 4, 30), "2012年2—4月", "February to April 2012"},
        {make_date(2012, 1, 1), make_date(2012, 9, 30), "2012年1—9月", "January to September 2012"},
        {make_date(2024, 2, 1), make_date(2024, 2, 29), "2024年2月", "February 2024"},
        {make_date(2024, 3, 5), make_date(2024, 3, 20), "2024-03-05 至 2024-03-20",
         "5 March 2024 to 20 March 2024"},
        {make_date(2023, 12, 15), make_date(2024, 1, 15), "2023-12-15 至 2024-01-15",
         "15 December 2023 to 15 January 2024"},
    };
    for (const Case& one : cases) {
        CHECK(period_name(one.start, one.end, said.zh) == one.zh);
        CHECK(period_name(one.start, one.end, said.en) == one.en);
    }
}
