#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/time_zone.h"

/// What one release says: plain values, as they stand in the database.
/// Ids are the text ids of the format ("new-parks", "jobs"); distinct types keep them apart.
namespace catalog {

template <class Tag>
struct Id {
    std::string text;
    friend auto operator<=>(const Id&, const Id&) = default;
    [[nodiscard]] bool empty() const { return text.empty(); }
};
using TopicId = Id<struct TopicTag>;
using TargetId = Id<struct TargetTag>;
using SourceId = Id<struct SourceTag>;
using SectionId = Id<struct SectionTag>;
enum class ObservationId : std::int64_t {};
enum class CommitmentId : std::int64_t {};
enum class RevisionId : std::int64_t {};

/// The same words in both languages. Either may be empty, and then the other is shown.
struct Bilingual {
    std::string zh, en;
    [[nodiscard]] bool empty() const { return zh.empty() && en.empty(); }
    friend bool operator==(const Bilingual&, const Bilingual&) = default;
};

enum class Comparator { eq, ge, gt, le, lt, approx, range, reach, stable, qualitative };
enum class Kind { annual_new, annual_total, level, growth_rate, cumulative_total, share, rank };
enum class Direction { higher, lower, none };
enum class Tier { core, project, descriptor, aspiration, qualitative };
enum class Qualifier { exact, over, under, approx };
/// What a figure's number is: the thing itself, how much of the target, or how much of the works is done.
enum class Basis { value, percent_of_target, percent_of_works };
/// What the publisher says in words of how it went; nobody else may.
enum class PublishedOutcome { none, completed, under_way, not_completed };
enum class ObservationStatus { baseline, forecast, provisional, final };
enum class Severity { info, warning, emergency };

struct Release {
    std::string version;
    Bilingual place;  // "郑州市"; empty: headings do without
    Bilingual title;
    Bilingual document_word;              // what the place calls its document: 计划, 实事, plan
    base::Date period_start, period_end;  // what the document plans for, both inclusive
    base::Instant published_at;
    base::Date default_valid_until;
    std::string hotline;                 // empty: none is shown
    std::string time_zone;               // IANA's name, "Asia/Shanghai"
    base::TimeZone zone;                 // the same, found: what day it is
    std::vector<std::string> languages;  // BCP 47, in the screen's order; never empty
    bool demonstration = false;          // any source of it is one: every page then says so
};

struct Source {
    SourceId id;
    Bilingual title;  // both empty when the source has no known title
    Bilingual publisher;
    std::optional<base::Date> published_on;  // nothing: the date is not known
    std::string url;
    std::string language;  // of its text, BCP 47; empty: the release's first
    bool demonstration = false;
};

/// One of the plan's main parts, in the order of the document.
struct Section {
    SectionId id;  // "二", "三(八)"
    int position = 0;
    Bilingual name;
};

/// A clause or a column of a section: "一是", "专栏1".
struct Clause {
    SectionId section;
    std::string id;
    int position = 0;
    Bilingual name;
};

struct Topic {
    TopicId id;
    int position = 0;
    Bilingual name, blurb;
    std::string icon;                  // a name in assets/icons/
    std::optional<TargetId> headline;  // nothing: a topic of commitments alone
    std::optional<SectionId> section;  // its targets belong to the topic's list as well
};

struct Target {
    TargetId id;
    int number = 0;  // 1 to n in the order of the document; printed as T-017
    std::optional<TopicId> topic;
    int position = 0;
    Bilingual name;
    Bilingual short_name;  // for tiles; empty: use `name`
    Comparator comparator = Comparator::eq;
    std::string value;       // decimal as the document writes it, in `unit`; empty when it gives none
    std::string value_high;  // the far end of a range, else empty
    Bilingual unit;          // zh as written ("万人"); en names what is counted ("people", "million homes")
    std::optional<double> base_value;  // `value` without the unit's power of ten; not for judging
    Bilingual value_text;  // overrides what is composed of comparator, value and unit; usually empty
    Kind kind = Kind::annual_new;
    Direction direction = Direction::none;
    base::Date start, deadline;  // both inclusive; `start` is the period's where the document names no other
    Bilingual deadline_text;     // where the document gives it only in words; empty: the day itself
    Tier tier = Tier::core;
    SectionId section;
    std::string clause;     // may be empty
    std::string quote;      // verbatim, in the language of `source`
    Bilingual translation;  // an editor's translation of `quote`; empty: none
    SourceId source;
    Bilingual department;             // both empty: the plan names none
    std::string derived;              // the arithmetic, where the document gives it only through a rate
    std::optional<TargetId> parent;   // the target that this one is a part of
    std::optional<TargetId> same_as;  // written twice: figure and state come from that one
    Bilingual index;                  // everyday words that people look it up by, separated by ;
};

/// What a target was before it was changed.
struct Revision {
    RevisionId id{};
    TargetId target;
    base::Date until;  // the day its value was replaced
    Comparator comparator = Comparator::eq;
    std::string value, value_high;
    Bilingual unit;
    std::string quote;  // verbatim
    SourceId source;
    Bilingual reason;
};

struct Observation {
    ObservationId id{};
    TargetId target;
    base::Date period_start, period_end;  // both inclusive
    base::Date as_of;
    std::string value;  // decimal in `unit`; empty: published in words alone
    Bilingual unit;     // empty: the target's; else that in another power of ten
    Qualifier qualifier = Qualifier::exact;
    Basis basis = Basis::value;
    PublishedOutcome outcome = PublishedOutcome::none;
    Bilingual value_text;  // the publisher's words; empty: composed of value and unit
    ObservationStatus status = ObservationStatus::provisional;
    std::string derived;  // the arithmetic; empty when the figure was published as it stands
    Bilingual note;       // the caliber, for citizens
    std::string excerpt;  // verbatim, in whatever language
    std::optional<base::Date> published_on;
    SourceId source;
    std::optional<ObservationId> supersedes;
};

struct Commitment {
    CommitmentId id{};
    TopicId topic;
    int position = 0;
    Bilingual name;
    Bilingual department;  // empty: the document names none
    std::string quote;     // verbatim, in the language of `source`
    SourceId source;
};

/// A result of an earlier period that the document itself states.
struct Outcome {
    std::string id;
    Bilingual name;
    std::string value;
    Bilingual unit;
    int year = 0;
    std::string quote;  // verbatim
    SourceId source;
};

/// A word of statistics, explained.
struct Term {
    std::string id;
    Bilingual name, meaning;
};

/// How a text with hanzi is read.
struct Reading {
    std::string text;
    std::string pinyin;  // "zhong4 dian3": a syllable with its tone for each hanzi, nothing for the rest
};

struct Notice {
    std::string id;
    Severity severity = Severity::info;
    Bilingual title, body;
    base::Instant starts_at, ends_at;
    std::string areas;  // as areas.h has them; empty: everywhere
};

/// The words of the format and of `--states`, in the order of the enumerators.
inline constexpr std::array kComparatorNames{"eq",     "ge",    "gt",    "le",     "lt",
                                             "approx", "range", "reach", "stable", "qualitative"};
inline constexpr std::array kKindNames{"annual_new",       "annual_total", "level", "growth_rate",
                                       "cumulative_total", "share",        "rank"};
inline constexpr std::array kDirectionNames{"higher", "lower", "none"};
inline constexpr std::array kTierNames{"core", "project", "descriptor", "aspiration", "qualitative"};
inline constexpr std::array kQualifierNames{"exact", "over", "under", "approx"};
inline constexpr std::array kBasisNames{"value", "percent_of_target", "percent_of_works"};
inline constexpr std::array kPublishedOutcomeNames{"", "completed", "under_way", "not_completed"};
inline constexpr std::array kObservationStatusNames{"baseline", "forecast", "provisional", "final"};
inline constexpr std::array kSeverityNames{"info", "warning", "emergency"};

/// The enumerator that `names` lists as `word`; nothing for an unknown word.
template <class Enum>
[[nodiscard]] constexpr std::optional<Enum> parse_name(std::span<const char* const> names,
                                                       std::string_view word) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == word) return static_cast<Enum>(i);
    return std::nullopt;
}

}  // namespace catalog
