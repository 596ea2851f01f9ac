#include "catalog/judge.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace catalog;
using base::make_date;

namespace {

const Today kYearEnd{make_date(2024, 12, 31)};

base::Date day(const char* text) {
    const auto parsed = base::parse_date(text);
    REQUIRE_MESSAGE(parsed, text);
    return *parsed;
}

/// A target of `value` people by the end of 2024, more being better.
Target target_of(Comparator comparator, const char* value) {
    Target target;
    target.id = {"t"};
    target.comparator = comparator;
    target.value = value;
    target.unit.zh = "万人";
    target.kind = Kind::annual_new;
    target.direction = Direction::higher;
    target.start = make_date(2024, 1, 1);
    target.deadline = make_date(2024, 12, 31);
    return target;
}

/// As above, but a state at a moment, so that the pace does not matter.
Target level_of(Comparator comparator, const char* value, Direction direction = Direction::higher) {
    Target target = target_of(comparator, value);
    target.kind = Kind::level;
    target.direction = direction;
    return target;
}

/// A figure for the time from 1 January 2024 to `period_end`, known on that day.
Observation figure(std::int64_t id, const char* period_end, const char* value,
                   ObservationStatus status = ObservationStatus::provisional,
                   Qualifier qualifier = Qualifier::exact) {
    Observation observation;
    observation.id = ObservationId{id};
    observation.target = {"t"};
    observation.period_start = make_date(2024, 1, 1);
    observation.period_end = observation.as_of = day(period_end);
    observation.value = value;
    observation.status = status;
    observation.qualifier = qualifier;
    return observation;
}

Observation final_figure(const char* value, Qualifier qualifier = Qualifier::exact) {
    return figure(1, "2024-12-31", value, ObservationStatus::final, qualifier);
}

std::string describe(const Judgement& judgement) {
    std::string text = kStateNames[static_cast<std::size_t>(judgement.state)];
    if (judgement.reason)
        text += std::string(" ") + kCannotJudgeNames[static_cast<std::size_t>(*judgement.reason)];
    return text;
}

/// "met", "cannot_judge rounded"
std::string judged(const Target& target, const std::vector<Observation>& observations,
                   Today today = kYearEnd) {
    return describe(judge(target, observations, today));
}

std::int64_t chosen(const std::vector<Observation>& observations, Today today = kYearEnd) {
    const auto judgement = judge(level_of(Comparator::ge, "100"), observations, today);
    return judgement.observation ? static_cast<std::int64_t>(*judgement.observation) : 0;
}

/// Percent, to two decimals.
std::string text_of(const std::optional<Ratio>& ratio) {
    return ratio ? ratio->percent(2).to_string() : "none";
}

}  // namespace

TEST_CASE("judge: line 1: what only describes is not judged, and keeps its newest figure") {
    std::vector<Target> targets(5, target_of(Comparator::ge, "100"));
    targets[0].tier = Tier::descriptor;
    targets[1].tier = Tier::aspiration;
    targets[2].tier = Tier::qualitative;
    targets[3].comparator = Comparator::qualitative;
    targets[4].direction = Direction::none;
    for (const Target& target : targets) {
        CHECK(judged(target, {}) == "not_judged");
        CHECK_FALSE(judge(target, {}, kYearEnd).observation);
        const std::vector figures{figure(1, "2024-06-30", "50"), figure(2, "2024-09-30", "80")};
        CHECK(judged(target, figures) == "not_judged");
        CHECK(judge(target, figures, kYearEnd).observation == ObservationId{2});
    }
    Target project = target_of(Comparator::ge, "100");
    project.tier = Tier::project;
    CHECK(judged(project, {final_figure("100")}) == "met");
}

TEST_CASE("judge: line 2: only results that are known today count") {
    const Target target = level_of(Comparator::ge, "100");
    auto of = [](const char* start, const char* end, const char* as_of, ObservationStatus status) {
        Observation observation = figure(1, end, "100", status);
        observation.period_start = day(start);
        observation.as_of = day(as_of);
        return observation;
    };
    using enum ObservationStatus;
    CHECK(judged(target, {}) == "no_figure");
    CHECK(judged(target, {of("2024-01-01", "2024-06-30", "2024-06-30", baseline)}) == "no_figure");
    CHECK(judged(target, {of("2024-06-30", "2024-06-30", "2024-06-30", provisional)}) == "at_target_so_far");
    CHECK(judged(target, {of("2023-12-31", "2024-06-30", "2024-06-30", provisional)}) == "at_target_so_far");
    CHECK(judged(target, {of("2024-01-01", "2024-06-30", "2024-07-15", provisional)},
                 {make_date(2024, 7, 14)}) == "no_figure");
    CHECK(judged(target, {of("2024-01-01", "2024-06-30", "2024-07-15", provisional)},
                 {make_date(2024, 7, 15)}) == "at_target_so_far");
    CHECK(judged(target, {of("2024-01-01", "2024-06-30", "2024-07-15", provisional)},
                 {make_date(1970, 1, 1), false}) == "at_target_so_far");
}

TEST_CASE("judge: line 2: a running total is compared with what was counted from its start alone") {
    Target target = target_of(Comparator::ge, "100");
    Observation second_quarter = figure(1, "2024-06-30", "150");
    second_quarter.period_start = day("2024-04-01");
    CHECK(judged(target, {second_quarter}) == "cannot_judge part_of_period");
    CHECK(judge(target, std::vector{second_quarter}, kYearEnd).observation == ObservationId{1});
    second_quarter.status = ObservationStatus::final;
    second_quarter.period_end = day("2024-12-31");
    CHECK(judged(target, {second_quarter}) == "cannot_judge part_of_period");

    const Observation from_the_start = figure(2, "2024-03-31", "20");
    const auto both = judge(target, std::vector{second_quarter, from_the_start}, kYearEnd);
    CHECK(describe(both) == "on_pace");
    CHECK(both.observation == ObservationId{2});

    target.start = day("2024-04-01");
    CHECK(judged(target, {second_quarter}) == "met");
    CHECK(judged(target, {from_the_start}) == "cannot_judge part_of_period");
    target.tier = Tier::descriptor;
    CHECK(judge(target, std::vector{second_quarter, from_the_start}, kYearEnd).observation ==
          ObservationId{1});
}

TEST_CASE("judge: the newest figure has the latest period, then the later as_of, then the smaller id") {
    Observation first = figure(7, "2024-06-30", "1"), second = figure(8, "2024-06-30", "2"),
                later = figure(9, "2024-07-31", "3");
    CHECK(chosen({first, second, later}) == 9);
    CHECK(chosen({first, second}) == 7);
    second.as_of = day("2024-08-01");
    CHECK(chosen({first, second}) == 8);
    CHECK(chosen({first, second, later}) == 9);
}

TEST_CASE("judge: line 3: a final figure is the last word when its time ends on the deadline or later") {
    const Target target = level_of(Comparator::ge, "100");
    const Observation of_november = figure(1, "2024-11-30", "100", ObservationStatus::final);
    const Observation newer = figure(2, "2024-12-31", "50");
    SUBCASE("one of a part is as good as a provisional one") {
        CHECK(chosen({of_november, newer}) == 2);
        CHECK(judged(target, {of_november, newer}) == "short_so_far");
        CHECK(judged(target, {of_november}) == "at_target_so_far");
        CHECK(judged(target, {of_november}, {make_date(2025, 6, 1)}) == "final_not_published");
    }
    SUBCASE("one of the whole goes before provisional ones, newer ones too") {
        const Observation whole = figure(3, "2024-12-31", "100", ObservationStatus::final);
        Observation january = figure(4, "2025-01-31", "50");
        CHECK(judged(target, {whole, newer}) == "met");
        CHECK(judged(target, {whole, january}) == "met");
        CHECK(chosen({whole, january}, {make_date(2025, 2, 1)}) == 3);
    }
    SUBCASE("of two the newest") {
        const Observation whole = figure(3, "2024-12-31", "99", ObservationStatus::final);
        const Observation later = figure(4, "2025-03-31", "101", ObservationStatus::final);
        CHECK(judged(target, {whole, later}, {make_date(2025, 5, 1)}) == "met");
        CHECK(judged(target, {whole, later}, {make_date(2025, 3, 1)}) == "missed");
    }
    SUBCASE("before the deadline of a target that is due in June") {
        Target june = target;
        june.deadline = day("2024-06-30");
        CHECK(judged(june, {figure(1, "2024-06-30", "99", ObservationStatus::final)}) == "missed");
        CHECK(judged(june, {figure(1, "2024-06-29", "99", ObservationStatus::final)}, {day("2024-07-01")}) ==
              "short_so_far");
    }
}

TEST_CASE("judge: line 4: a running total cannot take back what it has reached") {
    using enum Comparator;
    const Target target = target_of(reach, "30");
    const std::vector figures{figure(1, "2024-05-31", "31"), figure(2, "2024-07-31", "45"),
                              figure(3, "2024-09-30", "29")};  // a figure that went down, uncorrected
    const auto judgement = judge(target, figures, kYearEnd);
    CHECK(describe(judgement) == "reached");
    CHECK(judgement.observation == ObservationId{2});
    CHECK(judgement.newest == ObservationId{3});
    CHECK(text_of(judgement.share) == "150");
    CHECK_FALSE(judgement.pace);
    CHECK(judged(target, figures, {make_date(2030, 1, 1)}) == "reached");

    SUBCASE("the whole year's figure is the last word all the same") {
        std::vector all = figures;
        all.push_back(figure(4, "2024-12-31", "29", ObservationStatus::final));
        CHECK(judged(target, all) == "missed");
    }
    SUBCASE("a final figure of a part has reached it as well") {
        CHECK(judged(target, {figure(1, "2024-06-30", "30", ObservationStatus::final)}) == "reached");
    }
    SUBCASE("an inexact figure only where all it may be has") {
        const auto so_far = [&](const char* value, Qualifier qualifier) {
            return judged(target,
                          {figure(1, "2024-06-30", value, ObservationStatus::provisional, qualifier)});
        };
        CHECK(so_far("30", Qualifier::over) == "reached");
        CHECK(so_far("29.9", Qualifier::over) == "ahead");
        CHECK(so_far("31", Qualifier::under) == "cannot_judge under_pace");
        CHECK(so_far("30", Qualifier::approx) == "ahead");
        CHECK(so_far("35", Qualifier::approx) == "reached");
    }
    SUBCASE("what it was corrected to is what counts") {
        Observation right = figure(4, "2024-07-31", "15");
        right.supersedes = ObservationId{2};
        CHECK(judged(target, {figures[1], right}) == "on_pace");
    }
    SUBCASE("a state at a moment can come and go") {
        CHECK(judged(level_of(reach, "30"), figures) == "short_so_far");
    }
}

TEST_CASE("judge: line 4: a running total of which less is better is beyond its limit for good") {
    Target target = target_of(Comparator::le, "100");
    target.direction = Direction::lower;
    const std::vector figures{figure(1, "2024-06-30", "101"), figure(2, "2024-09-30", "99")};
    const auto judgement = judge(target, figures, kYearEnd);
    CHECK(describe(judgement) == "exceeded");
    CHECK(judgement.observation == ObservationId{1});
    CHECK(judgement.newest == ObservationId{2});
    CHECK_FALSE(judgement.share);
    CHECK(judged(target, figures, {make_date(2030, 1, 1)}) == "exceeded");
    CHECK(judged(target, {figure(1, "2024-06-30", "100")}) == "at_target_so_far");
    CHECK(judged(target, {figure(1, "2024-06-30", "100", ObservationStatus::provisional, Qualifier::over)}) ==
          "exceeded");
    CHECK(judged(target, {figure(1, "2024-06-30", "100", ObservationStatus::provisional,
                                 Qualifier::approx)}) == "cannot_judge rounded");
}

TEST_CASE("judge: a corrected figure does not count") {
    Observation wrong = figure(1, "2024-09-30", "120"), right = figure(2, "2024-09-30", "90");
    wrong.as_of = day("2024-10-20");  // would be the newer one, were it not corrected
    right.supersedes = wrong.id;
    CHECK(chosen({wrong, right}) == 2);
    SUBCASE("a correction of the correction leaves only itself") {
        Observation again = figure(3, "2024-09-30", "95");
        again.supersedes = right.id;
        CHECK(chosen({wrong, right, again}) == 3);
    }
    SUBCASE("a correction that lies in the future does not correct yet, unless the clock is not known") {
        right.as_of = day("2024-11-05");
        CHECK(chosen({wrong, right}, {make_date(2024, 11, 4)}) == 1);
        CHECK(chosen({wrong, right}, {make_date(2024, 11, 5)}) == 2);
        CHECK(chosen({wrong, right}, {make_date(2024, 11, 4), false}) == 2);
    }
    SUBCASE("a baseline corrects no result") {
        right.status = ObservationStatus::baseline;
        CHECK(chosen({wrong, right}) == 1);
    }
    SUBCASE("a row that names itself corrects nothing") {
        right.supersedes = right.id;
        CHECK(chosen({right}) == 2);
    }
    SUBCASE("two rows that correct each other leave none") {
        wrong.supersedes = right.id;
        CHECK(chosen({wrong, right}) == 0);
    }
}

TEST_CASE("judge: line 3: every comparator from both sides") {
    using enum Comparator;
    struct Case {
        Comparator comparator;
        Direction direction;
        const char *target, *figure, *state;
    };
    constexpr auto higher = Direction::higher, lower = Direction::lower;
    for (const Case& c : {Case{ge, higher, "100", "100", "met"},
                          {ge, higher, "100", "99.999999999999", "missed"},
                          {eq, higher, "12.65", "12.65", "met"},
                          {eq, higher, "12.65", "12.64", "missed"},
                          {eq, higher, "12.65", "20", "met"},
                          {reach, higher, "2.8", "2.80", "met"},
                          {reach, higher, "2.8", "2.79", "missed"},
                          {stable, higher, "96", "96", "met"},
                          {stable, higher, "96", "95.9", "missed"},
                          {gt, higher, "70", "70", "missed"},
                          {gt, higher, "70", "70.000000000001", "met"},
                          {eq, lower, "5.5", "5.5", "met"},
                          {eq, lower, "5.5", "5.6", "missed"},
                          {reach, lower, "2", "2", "met"},
                          {reach, lower, "2", "3", "missed"},
                          {stable, lower, "0", "0", "met"},
                          {stable, lower, "0", "1", "missed"},
                          {le, lower, "10", "10", "met"},
                          {le, lower, "10", "11", "missed"},
                          {lt, lower, "10", "9", "met"},
                          {lt, lower, "10", "10", "missed"},
                          // as written, whatever is better
                          {le, higher, "10", "11", "missed"},
                          {le, higher, "10", "10", "met"},
                          {lt, higher, "10", "10", "missed"},
                          {ge, lower, "10", "9", "missed"},
                          {ge, lower, "10", "11", "met"},
                          {gt, lower, "10", "10", "missed"},
                          {ge, higher, "-0.5", "-0.6", "missed"},
                          {ge, higher, "-0.5", "-0.4", "met"}}) {
        CAPTURE(kComparatorNames[static_cast<std::size_t>(c.comparator)]);
        CAPTURE(c.target);
        CAPTURE(c.figure);
        CHECK(judged(level_of(c.comparator, c.target, c.direction), {final_figure(c.figure)}) == c.state);
    }
}

TEST_CASE("judge: a range is judged by its near end") {
    Target target = level_of(Comparator::range, "3");
    target.value_high = "5";
    CHECK(judged(target, {final_figure("3")}) == "met");
    CHECK(judged(target, {final_figure("6")}) == "met");
    CHECK(judged(target, {final_figure("2.9")}) == "missed");
    target.direction = Direction::lower;
    CHECK(judged(target, {final_figure("5")}) == "met");
    CHECK(judged(target, {final_figure("5.1")}) == "missed");
    target.value_high = "";
    CHECK(judged(target, {final_figure("5.1")}) == "cannot_judge unreadable");
    target = target_of(Comparator::range, "20");
    target.value_high = "25";
    CHECK(text_of(judge(target, std::vector{final_figure("10")}, kYearEnd).share) == "50");
}

TEST_CASE("judge: about a number is half a percentage point, or 5 %, or better") {
    struct Case {
        const char *unit, *target, *figure;
        Direction direction;
        const char* state;
    };
    constexpr auto higher = Direction::higher, lower = Direction::lower;
    for (const Case& c : {Case{"%", "7", "6.5", higher, "met"},
                          {"%", "7", "6.49", higher, "missed"},
                          {"%", "7", "9", higher, "met"},
                          {"%", "5.5", "6.0", lower, "met"},
                          {"%", "5.5", "6.01", lower, "missed"},
                          {"%", "5.5", "4", lower, "met"},
                          {"公里", "300", "285", higher, "met"},
                          {"公里", "300", "284.999", higher, "missed"},
                          {"公里", "300", "400", higher, "met"},
                          {"天", "40", "42", lower, "met"},
                          {"天", "40", "42.01", lower, "missed"},
                          {"天", "40", "1", lower, "met"},
                          {"度", "-40", "-42", higher, "met"},
                          {"度", "-40", "-42.1", higher, "missed"}}) {
        CAPTURE(c.target);
        CAPTURE(c.figure);
        Target target = level_of(Comparator::approx, c.target, c.direction);
        target.unit.zh = c.unit;
        CHECK(judged(target, {final_figure(c.figure)}) == c.state);
    }
}

TEST_CASE("judge: a rounded figure stands for half a unit of its last non-zero digit, ends included") {
    struct Case {
        const char *figure, *target;
        Comparator comparator;
        const char* state;
    };
    using enum Comparator;
    // 约450: |445 ------- 450 ------- 455|
    for (const Case& c : {Case{"450", "445", ge, "met"},
                          {"450", "445.1", ge, "cannot_judge rounded"},
                          {"450", "451.7", reach, "cannot_judge rounded"},
                          {"450", "455", ge, "cannot_judge rounded"},
                          {"450", "455.1", ge, "missed"},
                          {"450", "445", gt, "cannot_judge rounded"},
                          {"450", "444.9", gt, "met"},
                          {"450", "455", gt, "missed"},
                          {"450", "455", le, "met"},
                          {"450", "455", lt, "cannot_judge rounded"},
                          {"450", "445", lt, "missed"},
                          {"450", "445", le, "cannot_judge rounded"},
                          {"450", "444.9", le, "missed"},
                          {"0", "-0.5", ge, "met"},
                          {"0", "-0.4", ge, "cannot_judge rounded"},
                          {"0", "0.51", ge, "missed"},
                          {"0.0", "-0.5", ge, "met"},
                          {"12.0", "11.5", ge, "met"},
                          {"12.0", "11.6", ge, "cannot_judge rounded"},
                          {"12.3", "12.25", ge, "met"},
                          {"12.3", "12.26", ge, "cannot_judge rounded"},
                          {"12.30", "12.25", ge, "met"},
                          {"15.0", "14.5", ge, "met"},
                          {"15.0", "15.5", ge, "cannot_judge rounded"},
                          {"15.0", "15.6", ge, "missed"},
                          {"3000", "2500", ge, "met"},
                          {"3000", "3500.1", ge, "missed"},
                          {"-450", "-455", ge, "met"},
                          {"-450", "-454", ge, "cannot_judge rounded"},
                          {"10", "5", ge, "met"},
                          {"10", "15.5", ge, "missed"}}) {
        CAPTURE(c.figure);
        CAPTURE(c.target);
        CHECK(judged(level_of(c.comparator, c.target), {final_figure(c.figure, Qualifier::approx)}) ==
              c.state);
    }
    Target about = level_of(Comparator::approx, "300");  // wants 285 or more
    CHECK(judged(about, {final_figure("290", Qualifier::approx)}) == "met");
    CHECK(judged(about, {final_figure("280", Qualifier::approx)}) == "cannot_judge rounded");
    CHECK(judged(about, {final_figure("279", Qualifier::approx)}) == "missed");
}

TEST_CASE("judge: a figure that is only over or under a number decides where all it may be agrees") {
    using enum Comparator;
    struct Case {
        Qualifier qualifier;
        const char* figure;
        Comparator comparator;
        const char* state;  // for a target of 100
    };
    constexpr auto over = Qualifier::over, under = Qualifier::under;
    for (const Case& c : {Case{over, "100", ge, "met"},
                          {over, "100", gt, "met"},
                          {over, "101", ge, "met"},
                          {over, "99.9", ge, "cannot_judge only_over"},
                          {over, "99.9", gt, "cannot_judge only_over"},
                          {over, "100", le, "missed"},
                          {over, "100", lt, "missed"},
                          {over, "99.9", le, "cannot_judge only_over"},
                          {under, "100", ge, "missed"},
                          {under, "100", gt, "missed"},
                          {under, "100.1", ge, "cannot_judge only_under"},
                          {under, "100.1", gt, "cannot_judge only_under"},
                          {under, "100", le, "met"},
                          {under, "100", lt, "met"},
                          {under, "100.1", lt, "cannot_judge only_under"}}) {
        CAPTURE(c.figure);
        CAPTURE(kComparatorNames[static_cast<std::size_t>(c.comparator)]);
        CHECK(judged(level_of(c.comparator, "100"), {final_figure(c.figure, c.qualifier)}) == c.state);
    }
}

TEST_CASE("judge: line 5: more than 90 days after the deadline a provisional figure is no longer judged") {
    struct Case {
        const char *deadline, *today, *state;
    };
    for (const Case& c : {Case{"2024-12-31", "2025-03-31", "slightly_behind"},  // 90 days
                          {"2024-12-31", "2025-04-01", "final_not_published"},
                          {"2024-06-30", "2024-09-28", "well_behind"},
                          {"2024-06-30", "2024-09-29", "final_not_published"},
                          {"2024-09-30", "2024-12-29", "well_behind"},
                          {"2024-09-30", "2024-12-30", "final_not_published"}}) {
        CAPTURE(c.deadline);
        CAPTURE(c.today);
        Target target = target_of(Comparator::ge, "100");
        target.deadline = day(c.deadline);
        const std::vector half_year{figure(1, "2024-06-30", "30")};
        CHECK(judged(target, half_year, {day(c.today)}) == c.state);
        CHECK(judged(target, half_year, {make_date(2030, 1, 1), false}) != "final_not_published");
    }
    Target target = target_of(Comparator::ge, "100");
    const auto judgement = judge(target, std::vector{figure(5, "2024-09-30", "80")}, {make_date(2026, 1, 1)});
    CHECK(describe(judgement) == "final_not_published");
    CHECK(judgement.observation == ObservationId{5});
    CHECK(text_of(judgement.share) == "80");
    CHECK(text_of(judgement.pace) == "none");
    CHECK(judged(target, {figure(5, "2024-09-30", "80"), final_figure("100")}, {make_date(2026, 1, 1)}) ==
          "met");
}

TEST_CASE("judge: line 6: share minus pace, each threshold from both sides") {
    // A target of 366 by the end of a leap year: one a day. 30 June is day 182; one point of share is 3.66.
    struct Case {
        const char *value, *state;
    };
    for (const Case& c : {Case{"218.6", "ahead"},  // +10 points exactly: 182 + 36.6
                          {"218.599999999999", "on_pace"},
                          {"182", "on_pace"},
                          {"145.400000000001", "on_pace"},
                          {"145.4", "slightly_behind"},  // -10
                          {"72.200000000001", "slightly_behind"},
                          {"72.2", "well_behind"},  // -30
                          {"0", "well_behind"},
                          {"-5", "well_behind"},
                          {"365.9", "ahead"}}) {
        CAPTURE(c.value);
        for (const Kind kind : {Kind::annual_new, Kind::annual_total}) {
            Target target = target_of(Comparator::eq, "366");
            target.kind = kind;
            const auto judgement = judge(target, std::vector{figure(1, "2024-06-30", c.value)}, kYearEnd);
            CHECK(describe(judgement) == c.state);
            CHECK(text_of(judgement.pace) == "49.73");
        }
    }
}

TEST_CASE("judge: the pace counts both ends, in leap years and others, up to the target's own deadline") {
    struct Case {
        int year;
        const char *end, *deadline, *pace;
    };
    for (const Case& c : {Case{2024, "2024-01-01", "2024-12-31", "0.27"},
                          {2024, "2024-07-01", "2024-12-31", "50"},
                          {2024, "2024-12-30", "2024-12-31", "99.73"},
                          {2024, "2024-12-31", "2024-12-31", "100"},
                          {2023, "2023-07-01", "2023-12-31", "49.86"},
                          {2023, "2023-02-28", "2023-12-31", "16.16"},
                          {2024, "2024-02-29", "2024-12-31", "16.39"},
                          {2024, "2024-03-31", "2024-06-30", "50"},
                          {2024, "2024-03-31", "2024-09-30", "33.21"},
                          {2024, "2024-07-31", "2024-06-30", "117.03"}}) {
        CAPTURE(c.end);
        CAPTURE(c.deadline);
        Target target = target_of(Comparator::ge, "100");
        target.deadline = day(c.deadline);
        Observation observation = figure(1, c.end, "50");
        observation.period_start = target.start = make_date(c.year, 1, 1);
        CHECK(text_of(judge(target, std::vector{observation}, {day(c.end)}).pace) == c.pace);
    }
}

TEST_CASE("judge: line 6: an inexact figure is judged only where nothing it may be changes the answer") {
    struct Case {
        Qualifier qualifier;
        const char *value, *state;
    };
    for (const Case& c : {Case{Qualifier::over, "218.6", "ahead"},
                          {Qualifier::over, "218.5", "cannot_judge over_pace"},
                          {Qualifier::over, "10", "cannot_judge over_pace"},
                          {Qualifier::under, "72.2", "well_behind"},
                          {Qualifier::under, "72.3", "cannot_judge under_pace"},
                          {Qualifier::under, "300", "cannot_judge under_pace"},
                          {Qualifier::approx, "218.6", "ahead"},
                          {Qualifier::approx, "200", "on_pace"}}) {
        CAPTURE(c.value);
        const std::vector figures{
            figure(1, "2024-06-30", c.value, ObservationStatus::provisional, c.qualifier)};
        const auto judgement = judge(target_of(Comparator::eq, "366"), figures, kYearEnd);
        CHECK(describe(judgement) == c.state);
        CHECK(judgement.share);
        CHECK(judgement.pace.has_value() == (judgement.state != State::cannot_judge));
    }
}

TEST_CASE("judge: line 7: what has no pace is compared with the target as it stands") {
    for (const Kind kind : {Kind::level, Kind::growth_rate, Kind::cumulative_total, Kind::share}) {
        Target target = target_of(Comparator::ge, "100");
        target.kind = kind;
        const auto judgement = judge(target, std::vector{figure(1, "2024-06-30", "100")}, kYearEnd);
        CHECK(describe(judgement) == "at_target_so_far");
        CHECK_FALSE(judgement.share);
        CHECK_FALSE(judgement.pace);
        CHECK(judged(target, {figure(1, "2024-06-30", "99.9")}) == "short_so_far");
        CHECK(judged(target, {figure(1, "2024-06-30", "100", ObservationStatus::provisional,
                                     Qualifier::approx)}) == "cannot_judge rounded");
    }
    Target lower = target_of(Comparator::le, "100");
    lower.direction = Direction::lower;
    CHECK(judged(lower, {figure(1, "2024-06-30", "100")}) == "at_target_so_far");
    CHECK_FALSE(judge(lower, std::vector{figure(1, "2024-06-30", "100")}, kYearEnd).share);
    CHECK(judged(target_of(Comparator::ge, "0"), {figure(1, "2024-06-30", "-1")}) == "short_so_far");
}

TEST_CASE("judge: shares are uncapped, and below 100 % stay below it") {
    const Target target = target_of(Comparator::eq, "100");
    const auto share = [&](const char* value) {
        return text_of(judge(target, std::vector{final_figure(value)}, kYearEnd).share);
    };
    CHECK(share("112") == "112");
    CHECK(share("99.96") == "99.96");
    CHECK(share("99.996") == "99.99");
    CHECK(judged(target, {final_figure("99.996")}) == "missed");
    CHECK(share("100") == "100");
}

TEST_CASE("judge: what is no number cannot be judged, and says so") {
    CHECK(judged(level_of(Comparator::ge, ""), {final_figure("1")}) == "cannot_judge unreadable");
    CHECK(judged(level_of(Comparator::ge, "三分之一"), {final_figure("1")}) == "cannot_judge unreadable");
    CHECK(judged(level_of(Comparator::ge, "1"), {final_figure("Ⅱ")}) == "cannot_judge unreadable");
    const auto judgement =
        judge(target_of(Comparator::ge, ""), std::vector{figure(1, "2024-06-30", "1")}, kYearEnd);
    CHECK(describe(judgement) == "cannot_judge unreadable");
    CHECK_FALSE(judgement.share);
}

TEST_CASE("judge: numbers of any length and dates of any distance give an answer") {
    Target target = target_of(Comparator::ge, "0.000000000001");
    target.deadline = make_date(9999, 12, 31);
    CHECK(judged(target, {figure(1, "2024-06-30", "999999999999999999")}) == "reached");
    CHECK(judged(target, {figure(1, "2024-06-30", "-999999999999999999")}) == "cannot_judge unreadable");
    target.value = "999999999999999999";
    CHECK(judged(target, {figure(1, "2024-06-30", "999999999999999998")}) == "ahead");
    target.deadline = make_date(1970, 1, 1);
    CHECK(judged(target, {figure(1, "2024-06-30", "1")}, {make_date(1970, 1, 1), false}) ==
          "short_so_far");  // no time at all
}

TEST_CASE("judge: the order of the observations does not matter") {
    std::mt19937 random(20240314);
    const auto pick = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
    for (int round = 0; round < 300; ++round) {
        std::vector<Observation> observations;
        for (int id = 1; id <= 1 + pick(6); ++id) {
            Observation one = figure(id, "2024-06-30", std::to_string(pick(200)).c_str(),
                                     ObservationStatus(pick(3)), Qualifier(pick(4)));
            one.period_start = make_date(2024, 1 + static_cast<unsigned>(pick(2)), 1);
            one.period_end = make_date(2024, 1 + static_cast<unsigned>(pick(4)), 28);
            one.as_of = one.period_end + std::chrono::days(pick(3));
            if (pick(4) == 0) one.supersedes = ObservationId{1 + pick(6)};
            observations.push_back(one);
        }
        Target target = target_of(Comparator(pick(10)), "100");
        target.kind = Kind(pick(6));
        const Today today{make_date(2024, 1 + static_cast<unsigned>(pick(12)), 28), pick(2) == 0};
        const Judgement first = judge(target, observations, today);
        for (int shuffle = 0; shuffle < 5; ++shuffle) {
            std::shuffle(observations.begin(), observations.end(), random);
            const Judgement other = judge(target, observations, today);
            CHECK(describe(other) == describe(first));
            CHECK(other.observation == first.observation);
            CHECK(text_of(other.share) == text_of(first.share));
            CHECK(text_of(other.pace) == text_of(first.pace));
            CHECK(other.newest == first.newest);
        }
    }
}

TEST_CASE("judge: the published results of 2024 come out as they should") {
    struct Case {
        const char* name;
        Comparator comparator;
        const char *value, *unit;
        Kind kind;
        const char* figure;
        Qualifier qualifier;
        const char *state, *share;
    };
    using enum Comparator;
    using enum Kind;
    constexpr auto exact = Qualifier::exact;
    for (const Case& c :
         {Case{"gdp-growth", approx, "7", "%", growth_rate, "5.7", exact, "missed", "none"},
          {"fixed-asset-investment-growth", ge, "8", "%", growth_rate, "5.3", exact, "missed", "none"},
          {"industrial-value-added-growth", ge, "9", "%", growth_rate, "10.5", exact, "met", "none"},
          {"retail-sales-growth", ge, "8", "%", growth_rate, "4.7", exact, "missed", "none"},
          {"rd-intensity", reach, "2.8", "%", Kind::share, "2.85", exact, "met", "none"},
          {"industrial-investment-growth", ge, "20", "%", growth_rate, "6.6", exact, "missed", "none"},
          {"nev-output", gt, "70", "万辆", annual_total, "62.6", exact, "missed", "89.43"},
          {"vehicle-output", gt, "140", "万辆", annual_total, "110", Qualifier::over,
           "cannot_judge only_over", "78.57"},
          {"metro-new-km", eq, "106.9", "公里", annual_new, "100", Qualifier::over, "cannot_judge only_over",
           "93.55"},
          {"metro-total-km", reach, "451.7", "公里", cumulative_total, "450", Qualifier::approx,
           "cannot_judge rounded", "none"},
          {"airport-cargo", reach, "65", "万吨", annual_total, "82.5", exact, "met", "126.92"},
          {"cross-border-ecommerce", ge, "1300", "亿元", annual_total, "1458.8", exact, "met", "112.22"}}) {
        CAPTURE(c.name);
        Target target = target_of(c.comparator, c.value);
        target.unit.zh = c.unit;
        target.kind = c.kind;
        Observation baseline = figure(1, "2023-12-31", "1", ObservationStatus::baseline);
        baseline.period_start = make_date(2023, 1, 1);
        const Observation whole_year =
            figure(3, "2024-12-31", c.figure, ObservationStatus::final, c.qualifier);
        const std::vector figures{baseline, figure(2, "2024-09-30", "2"), whole_year};
        for (const Today today :
             {kYearEnd, Today{make_date(2026, 6, 1)}, Today{make_date(1970, 1, 1), false}}) {
            const auto judgement = judge(target, figures, today);
            CHECK(describe(judgement) == c.state);
            CHECK(judgement.observation == ObservationId{3});
            CHECK(text_of(judgement.share) == c.share);
        }
    }
}

TEST_CASE("judge: the running totals of 2024 stand against the pace of their month") {
    Target passengers = target_of(Comparator::eq, "2600"), international = target_of(Comparator::reach, "30");
    passengers.kind = international.kind = Kind::annual_total;
    const auto first = judge(passengers, std::vector{figure(1, "2024-07-31", "1643.5")}, kYearEnd);
    CHECK(describe(first) == "on_pace");
    CHECK(text_of(first.share) == "63.21");
    CHECK(text_of(first.pace) == "58.2");
    const auto second = judge(international, std::vector{figure(1, "2024-07-31", "45")}, kYearEnd);
    CHECK(describe(second) == "reached");
    CHECK(text_of(second.share) == "150");
}

TEST_CASE("judge: a figure in another power of the unit is converted, exactly") {
    Target target = target_of(Comparator::eq, "1");
    target.unit = {"万套", "homes"};
    Observation homes = final_figure("16768");
    homes.unit.zh = "套";
    const Judgement judgement = judge(target, std::array{homes}, kYearEnd);
    CHECK(judgement.state == State::met);
    REQUIRE(judgement.share);
    CHECK(judgement.share->percent(2).to_string() == "167.68");
    homes.value = "9999.9";
    CHECK(judge(target, std::array{homes}, kYearEnd).state == State::missed);
    homes.unit.zh = "户";
    CHECK(judge(target, std::array{homes}, kYearEnd).state == State::cannot_judge);
    CHECK(judge(target, std::array{homes}, kYearEnd).reason == CannotJudge::unreadable);

    target.unit = {"", "million homes"};
    target.value = "1.5";
    homes = final_figure("1500000");
    homes.unit = {"", "homes"};
    CHECK(judge(target, std::array{homes}, kYearEnd).state == State::met);
}

TEST_CASE("judge: an approximate figure is rounded where it was published, not where it is converted") {
    Target target = target_of(Comparator::ge, "1.2");
    Observation people = final_figure("12000", Qualifier::approx);  // 11,500 to 12,500
    people.unit.zh = "人";
    CHECK(judge(target, std::array{people}, kYearEnd).reason == CannotJudge::rounded);
    target.value = "1.15";
    CHECK(judge(target, std::array{people}, kYearEnd).state == State::met);
}

TEST_CASE("judge: a percentage of the target is compared as the number that it stands for") {
    const Target target = target_of(Comparator::eq, "617");
    Observation done = final_figure("97");
    done.basis = Basis::percent_of_target;
    CHECK(judge(target, std::array{done}, kYearEnd).state == State::missed);
    CHECK(judge(target, std::array{done}, kYearEnd).share->percent(2).to_string() == "97");
    done.value = "100";
    CHECK(judge(target, std::array{done}, kYearEnd).state == State::met);
    done.qualifier = Qualifier::over;
    CHECK(judge(target, std::array{done}, kYearEnd).state == State::met);
    done.value = "99";
    CHECK(judge(target, std::array{done}, kYearEnd).reason == CannotJudge::only_over);

    Observation half = figure(1, "2024-06-30", "62");
    half.basis = Basis::percent_of_target;
    CHECK(judge(target, std::array{half}, {make_date(2024, 7, 1)}).state == State::ahead);
}

TEST_CASE("judge: where there is no number the publisher's word decides") {
    const Target target = target_of(Comparator::eq, "34");
    const Today july{make_date(2024, 7, 1)};
    const auto said = [](ObservationStatus status, PublishedOutcome outcome, Basis basis = Basis::value) {
        Observation observation = figure(1, status == ObservationStatus::final ? "2024-12-31" : "2024-06-30",
                                         basis == Basis::value ? "" : "60", status);
        observation.outcome = outcome;
        observation.basis = basis;
        return observation;
    };
    using enum PublishedOutcome;
    const auto state_of = [&](const Observation& observation, Today today) {
        return judge(target, std::array{observation}, today);
    };
    constexpr auto final = ObservationStatus::final, provisional = ObservationStatus::provisional;
    CHECK(state_of(said(final, completed), kYearEnd).state == State::met);
    CHECK(state_of(said(final, not_completed), kYearEnd).state == State::missed);
    CHECK(state_of(said(final, under_way), kYearEnd).state == State::under_way);
    CHECK(state_of(said(final, none), kYearEnd).state == State::cannot_judge);
    CHECK(state_of(said(final, none, Basis::percent_of_works), kYearEnd).state == State::cannot_judge);
    CHECK(state_of(said(provisional, completed), july).state == State::reached);
    CHECK(state_of(said(provisional, under_way), july).state == State::under_way);
    CHECK(state_of(said(provisional, none, Basis::percent_of_works), july).state == State::under_way);
    CHECK(state_of(said(provisional, not_completed), july).state == State::short_so_far);
    CHECK(state_of(said(provisional, none), july).state == State::cannot_judge);
    CHECK_FALSE(state_of(said(provisional, none, Basis::percent_of_works), july).share);

    const Today later{make_date(2025, 6, 1)};  // more than 90 days past the deadline
    CHECK(state_of(said(provisional, completed), later).state == State::reached);
    CHECK(state_of(said(provisional, under_way), later).state == State::final_not_published);
}

TEST_CASE("judge: beside a number that can be compared a word decides nothing") {
    const Target target = target_of(Comparator::eq, "100");
    Observation short_of_it = final_figure("99");
    short_of_it.outcome = PublishedOutcome::completed;
    CHECK(judge(target, std::array{short_of_it}, kYearEnd).state == State::missed);
    Observation beyond = figure(1, "2024-06-30", "120");
    beyond.outcome = PublishedOutcome::under_way;
    CHECK(judge(target, std::array{beyond}, kYearEnd).state == State::reached);
}

TEST_CASE(
    "judge: a running total that is said to be completed stays so, a level only as long as that is the "
    "newest") {
    Observation completed = figure(1, "2024-06-30", "");
    completed.outcome = PublishedOutcome::completed;
    const Observation number = figure(2, "2024-09-30", "5");
    const std::array both{completed, number};
    const Today october{make_date(2024, 10, 1)};
    const Judgement running = judge(target_of(Comparator::eq, "10"), both, october);
    CHECK(running.state == State::reached);
    CHECK(running.observation == ObservationId{1});
    CHECK(running.newest == ObservationId{2});
    CHECK(judge(level_of(Comparator::eq, "10"), both, october).state == State::short_so_far);
}

TEST_CASE("judge: a forecast never counts") {
    const Target target = target_of(Comparator::eq, "10");
    const std::array forecast{figure(1, "2024-12-31", "10", ObservationStatus::forecast)};
    CHECK(judge(target, forecast, kYearEnd).state == State::no_figure);
    Observation correction = figure(2, "2024-12-31", "9", ObservationStatus::forecast);
    correction.supersedes = ObservationId{1};
    const std::array both{final_figure("10"), correction};
    CHECK(judge(target, both, kYearEnd).state == State::met);
}

TEST_CASE("judge: about a percentage is half a point in a catalog of English alone, too") {
    Target target = level_of(Comparator::approx, "7");
    target.unit = {"", "%"};
    CHECK(judged(target, {final_figure("6.5")}) == "met");
    CHECK(judged(target, {final_figure("6.4")}) == "missed");
}
