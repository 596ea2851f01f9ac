#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/decimal.h"
#include "catalog/judge.h"
#include "catalog/model.h"
#include "words/strings.h"

/// Numbers, dates and states in the words of a citizen. Everything the catalog says passes through here on
/// its way to the screen; nothing is rounded but percentages.
namespace words {

/// A figure in the parts that are set in different sizes. Joined, they are what a citizen reads.
struct Figure {
    std::string before = {};  // "超过", "at least "
    std::string number = {};  // "12.65", "126,500"
    std::string power = {};   // " billion"; in Chinese the unit has it
    std::string unit = {};    // "万人", " people"
    std::string after = {};   // "左右"
    std::string words = {};   // when not empty it stands for all the others: "三分之一左右", "Class II"

    [[nodiscard]] std::string joined() const {
        return words.empty() ? before + number + power + unit + after : words;
    }
    [[nodiscard]] bool is_empty() const { return words.empty() && number.empty(); }
};

/// The promise: number as the document writes it (Chinese), or written out in the base unit and from a
/// million on in millions, billions, trillions (English). Empty for a target without a number.
[[nodiscard]] Figure promised(const catalog::Target& target, const Strings& strings);
/// A published figure, in its own unit; where there is no number its publisher's words.
[[nodiscard]] Figure observed(const catalog::Observation& observation, const catalog::Target& target,
                              const Strings& strings);
/// What a target was before it was changed.
[[nodiscard]] Figure before_revision(const catalog::Revision& revision, const Strings& strings);
/// A figure of the year before.
[[nodiscard]] Figure outcome_figure(const catalog::Outcome& outcome, const Strings& strings);

/// `count` of a unit without its power: "1万人", "10,000 people", "1 home".
[[nodiscard]] std::string pieces_text(long long count, const catalog::Bilingual& unit,
                                      const Language& language);

/// "2024-12-31" / "31 December 2024".
[[nodiscard]] std::string date_text(base::Date date, const Strings& strings);
/// "2024-12-31 21:34" / "31 December 2024, 21:34": the time in that zone.
[[nodiscard]] std::string moment_text(base::Instant moment, base::TimeZone zone, const Strings& strings);
/// "明天 08:30 开放" / "Open again tomorrow at 08:30": a hall that is closed at `now`, in that zone. By the
/// weekday within six days, else by date.
[[nodiscard]] std::string opening_text(base::Instant opens_at, base::Instant now, base::TimeZone zone,
                                       const Strings& strings);
/// "7月" / "Jul": where a whole name is too long.
[[nodiscard]] std::string short_month(std::chrono::month month, const Strings& strings);
/// "2024年全年", "2024年1—9月" / "all of 2024", "January to September 2024"; else from date to date.
[[nodiscard]] std::string period_text(base::Date start, base::Date end, const Strings& strings);
/// How long ago `from` is on the day `to`, in whole parts: "45天" / "45 days", "1年10个月" / "1 year 10
/// months". REQUIRES: from <= to.
[[nodiscard]] std::string time_between(base::Date from, base::Date to, const Strings& strings);
/// What a period is called, for headings and labels: "2024年" / "2024", "2024—2029年" / "2024 to 2029",
/// "2011年10月—2012年9月" / "October 2011 to September 2012", "2012年第一季度" / "the first quarter of 2012".
/// A term of more than a year that keeps to no month is called by the months in which it begins and ends.
[[nodiscard]] std::string period_name(base::Date start, base::Date end, const Strings& strings);
/// Whether the tier has a date of its own in the document.
[[nodiscard]] bool has_deadline(const catalog::Target& target);
/// "126.9%", rounded once to one decimal; what is below 100 % never reads 100 %.
[[nodiscard]] std::string percent_text(const catalog::Ratio& ratio);
/// The same of a figure that may be inexact: "至少93.5%" of an `over` one, and never rounded in its favour.
[[nodiscard]] std::string percent_text(const catalog::Ratio& ratio, catalog::Qualifier qualifier,
                                       const Strings& strings);
[[nodiscard]] std::string state_word(catalog::State state, const Strings& strings);

/// The days that a rule's words need.
struct RuleDays {
    catalog::Today today;
    base::Date looked_until;  // up to when anybody can have looked for results
};
/// The rule by which the state was found; a comparison with its two numbers, unless they stand beside it
/// anyway.
[[nodiscard]] std::string rule_text(const catalog::Target& target, const catalog::Observation* observation,
                                    const catalog::Judgement& judgement, const RuleDays& days,
                                    const Strings& strings, bool with_numbers);
/// Whether a figure is a final one of the whole of the target's time.
[[nodiscard]] bool is_last_word(const catalog::Target& target, const catalog::Observation& observation);
/// "结果（2024年全年）" of the last word on a target, "阶段数（2024年1—3月）" of anything before; with 推算
/// where nobody published it as it stands.
[[nodiscard]] std::string figure_label(const catalog::Target& target, const catalog::Observation& observation,
                                       const Strings& strings);
/// The same without the period, where there is no room for it: "结果", "阶段数".
[[nodiscard]] std::string brief_figure_label(const catalog::Target& target,
                                             const catalog::Observation& observation, const Strings& strings);
/// "T-017"
[[nodiscard]] std::string number_text(int number);

}  // namespace words
