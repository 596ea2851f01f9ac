#include "kiosk/ui/pictures.h"

#include <doctest/doctest.h>

#include "kiosk/app/library.h"

using namespace catalog;
using base::make_date;
using kiosk::LineChart;
using kiosk::RingField;
using kiosk::row_bar_of;

namespace {

struct Gallery {
    kiosk::Library library = *kiosk::Library::open();

    [[nodiscard]] kiosk::TargetPicture picture(const Target& target,
                                               const std::vector<Observation>& figures) const {
        return kiosk::picture_of(target, figures, figures.empty() ? nullptr : &figures.back(),
                                 {make_date(2024, 1, 1), make_date(2024, 12, 31)},
                                 library.strings(words::language("zh-CN")));
    }
    [[nodiscard]] std::string caption(const Target& target, const std::vector<Observation>& figures,
                                      bool high_contrast = false) const {
        return kiosk::caption_of(picture(target, figures), target, library.strings(words::language("zh-CN")),
                                 high_contrast);
    }
};

Target target_of(const char* value, const char* unit, Kind kind) {
    Target target;
    target.comparator = Comparator::ge;
    target.value = value;
    target.unit = {unit, ""};
    target.kind = kind;
    target.direction = Direction::higher;
    target.start = make_date(2024, 1, 1);
    target.deadline = make_date(2024, 12, 31);
    return target;
}

Observation figure_of(const char* value, unsigned month, Qualifier qualifier = Qualifier::exact,
                      ObservationStatus status = ObservationStatus::provisional) {
    Observation figure;
    figure.period_start = make_date(2024, 1, 1);
    figure.period_end = figure.as_of = make_date(2024, month, 28);
    figure.value = value;
    figure.qualifier = qualifier;
    figure.status = status;
    return figure;
}

}  // namespace

TEST_CASE("pictures: what a figure leaves open is drawn as open") {
    const Gallery gallery;
    const Target schools = target_of("100", "所", Kind::annual_new);
    const auto done = [&](const char* value, Qualifier qualifier) {
        return std::get<RingField>(gallery.picture(schools, {figure_of(value, 6, qualifier)})).done.value();
    };
    CHECK(done("40", Qualifier::exact).is_exact());
    CHECK(done("40", Qualifier::exact).sure == doctest::Approx(40));
    CHECK(done("40", Qualifier::over).sure == doctest::Approx(40));
    CHECK(done("40", Qualifier::over).open);
    CHECK(done("40", Qualifier::under).sure == doctest::Approx(0));
    CHECK(done("40", Qualifier::under).possible == doctest::Approx(40));
    CHECK(done("40", Qualifier::approx).sure == doctest::Approx(35));
    CHECK(done("40", Qualifier::approx).possible == doctest::Approx(45));
    CHECK(gallery.caption(schools, {figure_of("40", 6, Qualifier::over)}) ==
          "每个圆是 1所；实心为已公布的完成数。带问号或斜纹的不是准确数。");
    CHECK(gallery.caption(schools, {figure_of("40", 6)}) == "每个圆是 1所；实心为已公布的完成数。");
}

TEST_CASE("pictures: a zero is a figure, and none is none") {
    const Gallery gallery;
    const Target schools = target_of("100", "所", Kind::annual_new);
    CHECK(std::get<RingField>(gallery.picture(schools, {figure_of("0", 6)})).done);
    CHECK_FALSE(std::get<RingField>(gallery.picture(schools, {})).done);
    CHECK(gallery.caption(schools, {figure_of("0", 6)}) == "每个圆是 1所；实心为已公布的完成数。");
    CHECK(gallery.caption(schools, {}) == "每个圆圈是 1所，公布后填实。");
}

TEST_CASE("pictures: circles stand for what can be counted, and for shares of a whole, alone") {
    const Gallery gallery;
    const auto is_rings = [&](const catalog::Bilingual& unit, Kind kind) {
        Target target = target_of("30", "", kind);
        target.unit = unit;
        return std::holds_alternative<RingField>(gallery.picture(target, {}));
    };
    CHECK(is_rings({"万人", "people"}, Kind::annual_new));
    CHECK(is_rings({"", "million homes"}, Kind::annual_new));
    CHECK(is_rings({"%", "%"}, Kind::share));
    CHECK(is_rings({"", "%"}, Kind::share));
    CHECK_FALSE(is_rings({"%", "%"}, Kind::level));
    CHECK_FALSE(is_rings({"亿元", "yuan"}, Kind::annual_total));
    CHECK_FALSE(is_rings({"", "yuan per worker"}, Kind::level));
    CHECK_FALSE(is_rings({"公里", "km"}, Kind::annual_new));
    CHECK_FALSE(is_rings({"", "square feet"}, Kind::annual_new));
    const auto is_nothing = [&](const char* unit) {
        return std::holds_alternative<std::monostate>(
            gallery.picture(target_of("20", unit, Kind::level), {}));
    };
    CHECK(is_nothing("位"));
    CHECK(is_nothing("分钟"));
    CHECK_FALSE(is_nothing("亿元"));
}

TEST_CASE("pictures: the words under a chart follow what it shows") {
    const Gallery gallery;
    const std::vector two{figure_of("1", 2), figure_of("2", 3)};
    const std::string points = "从零画起。空心为阶段数，实心为最终数。";
    CHECK(gallery.caption(target_of("8", "%", Kind::growth_rate), two) == "同比增速，" + points);
    CHECK(gallery.caption(target_of("5", "%", Kind::level), two) == "各期的数，" + points);
    CHECK(gallery.caption(target_of("90", "个", Kind::annual_new), two) ==
          "从期初累计，从零画起，斜线为匀速完成。空心为阶段数，实心为最终数。");
    Target lower = target_of("90", "个", Kind::annual_total);
    lower.direction = Direction::lower;
    CHECK(gallery.caption(lower, two) == "从期初累计，" + points);
    CHECK(gallery.caption(target_of("8", "%", Kind::growth_rate), {figure_of("1", 2), figure_of("2", 9)}) ==
          "同比增速，" + points + "虚线段中间没有公布的数。");
}

TEST_CASE("pictures: a running total's line holds what was counted from the start alone, of this year") {
    const Gallery gallery;
    Observation second_quarter = figure_of("90", 6);
    second_quarter.period_start = make_date(2024, 4, 1);
    Observation year_before = figure_of("80", 6);
    year_before.period_start = make_date(2023, 1, 1);
    year_before.period_end = make_date(2023, 12, 31);
    const std::vector figures{year_before, second_quarter, figure_of("10", 2), figure_of("20", 3)};
    const auto chart =
        std::get<LineChart>(gallery.picture(target_of("100", "个", Kind::annual_new), figures));
    REQUIRE(chart.dots.size() == 2);
    CHECK(chart.dots[0].value == 10);
    CHECK(chart.dots[1].value == 20);
}

TEST_CASE("pictures: a point that nobody published says so") {
    const Gallery gallery;
    Observation derived = figure_of("5.3", 12, Qualifier::exact, ObservationStatus::final);
    derived.derived = "6.2-0.9=5.3";
    const auto chart =
        std::get<LineChart>(gallery.picture(target_of("8", "%", Kind::growth_rate), {derived}));
    CHECK(chart.dots.at(0).words == "推算5.3");
    CHECK(std::get<LineChart>(gallery.picture(target_of("8", "%", Kind::growth_rate),
                                              {figure_of("110", 12, Qualifier::over)}))
              .dots.at(0)
              .words == "超过110");
}

TEST_CASE("pictures: high contrast speaks of no colour that it does not have") {
    const Gallery gallery;
    const Target schools = target_of("100", "所", Kind::annual_new);
    const std::vector figures{figure_of("120", 6)};
    CHECK(gallery.caption(schools, figures) == "每个圆是 1所；绿色为超出目标的部分。");
    CHECK(gallery.caption(schools, figures, true) == "每个圆是 1所；灰色为超出目标的部分。");
}

TEST_CASE("pictures: rows of a list are comparable: one track, the target at one place, provisional hollow") {
    const Target ten = target_of("10", "所", Kind::annual_new),
                 hundred = target_of("100", "所", Kind::annual_new);
    const Observation quarter = figure_of("1", 3);
    CHECK(row_bar_of(ten, &quarter)->share.sure == doctest::Approx(0.1));
    CHECK(row_bar_of(hundred, &quarter)->share.sure == doctest::Approx(0.01));
    CHECK(row_bar_of(ten, &quarter)->provisional);
    Observation year = figure_of("10", 12, Qualifier::exact, ObservationStatus::final);
    year.period_end = make_date(2024, 12, 31);
    CHECK_FALSE(row_bar_of(ten, &year)->provisional);
    CHECK_FALSE(row_bar_of(ten, nullptr)->has_figure);
    CHECK_FALSE(row_bar_of(target_of("0", "%", Kind::growth_rate), &quarter));
    CHECK_FALSE(row_bar_of(target_of("-1", "%", Kind::growth_rate), &quarter));
}

TEST_CASE("pictures: a longer address has a larger code") {
    CHECK(kiosk::qr_modules("") == 29);
    CHECK(kiosk::qr_modules(std::string(14, 'a')) == 29);
    CHECK(kiosk::qr_modules(std::string(62, 'a')) == 41);
    CHECK(kiosk::qr_modules(std::string(63, 'a')) == 45);
    CHECK(kiosk::qr_modules(std::string(213, 'a')) == 65);
}

TEST_CASE("pictures: a mark is one target, or several where there are very many; no state is left out") {
    kiosk::StateCounts counts{};
    counts[static_cast<std::size_t>(State::met)] = 150;
    counts[static_cast<std::size_t>(State::no_figure)] = 47;
    CHECK(kiosk::state_marks(counts).each == 1);
    CHECK(kiosk::state_marks(counts).marks == counts);
    counts[static_cast<std::size_t>(State::met)] = 9'951;
    counts[static_cast<std::size_t>(State::missed)] = 2;
    const auto grouped = kiosk::state_marks(counts);
    CHECK(grouped.each == 50);
    CHECK(grouped.marks[static_cast<std::size_t>(State::met)] == 200);
    CHECK(grouped.marks[static_cast<std::size_t>(State::missed)] == 1);
    CHECK(grouped.marks[static_cast<std::size_t>(State::no_figure)] == 1);
    CHECK(kiosk::state_marks({}).marks == kiosk::StateCounts{});
}
