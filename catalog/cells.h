#pragma once

#include <algorithm>
#include <array>
#include <type_traits>

#include "catalog/columns.h"
#include "catalog/database.h"
#include "catalog/model.h"

/// How a cell of a file becomes a member of a struct of model.h, by the member's type. For columns.cpp alone.
namespace catalog {

// ---- a cell into a member

inline void take(const Query& row, int at, std::string& into) { into = row.text(at); }
inline void take(const Query& row, int at, bool& into) { into = row.integer(at) != 0; }
inline void take(const Query& row, int at, int& into) { into = static_cast<int>(row.integer(at)); }
// What is no date was refused when the file was opened; the fallback serves one that changed under us.
inline void take(const Query& row, int at, base::Date& into) {
    into = base::parse_date(row.text(at)).value_or(base::Date{});
}
inline void take(const Query& row, int at, std::optional<base::Date>& into) {
    into = base::parse_date(row.text(at));
}
inline void take(const Query& row, int at, base::Instant& into) {
    into = base::parse_instant(row.text(at)).value_or(base::Instant{});
}
inline void take(const Query& row, int at, std::optional<double>& into) {
    into = row.is_null(at) ? std::nullopt : std::optional(row.real(at));
}
template <class Tag>
void take(const Query& row, int at, Id<Tag>& into) {
    into.text = row.text(at);
}
template <class Tag>
void take(const Query& row, int at, std::optional<Id<Tag>>& into) {
    into.reset();
    if (!row.text(at).empty()) take(row, at, into.emplace());
}
/// Parted by commas.
inline void take(const Query& row, int at, std::vector<std::string>& into) {
    into.clear();
    for (std::string_view rest = row.text(at); !rest.empty();) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        into.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

/// ObservationId and its like.
template <class Enum>
concept Numbered = std::is_enum_v<Enum> && std::is_same_v<std::underlying_type_t<Enum>, std::int64_t>;
template <Numbered Number>
void take(const Query& row, int at, Number& into) {
    into = Number{row.integer(at)};
}
template <Numbered Number>
void take(const Query& row, int at, std::optional<Number>& into) {
    into.reset();
    if (!row.is_null(at)) take(row, at, into.emplace());
}

// ---- the lists of words

inline constexpr std::array kComparatorWordsZh{"等于", "不少于", "超过", "不超过", "低于",
                                               "左右", "区间",   "达到", "保持",   "无数字"};
inline constexpr std::array kKindWordsZh{"当年新增", "当年总量", "水平", "增速", "累计总量", "占比", "排名"};
inline constexpr std::array kDirectionWordsZh{"越高越好", "越低越好", "不判定"};
inline constexpr std::array kTierWordsZh{"核心目标", "项目目标", "说明性数字", "愿景", "定性承诺"};
inline constexpr std::array kQualifierWordsZh{"准确", "超过", "不到", "约"};
inline constexpr std::array kBasisWordsZh{"数值", "占目标百分比", "占工程百分比"};
inline constexpr std::array kPublishedOutcomeWordsZh{"", "已完成", "进行中", "未完成"};
inline constexpr std::array kObservationStatusWordsZh{"基数", "预计", "阶段数", "最终数"};
inline constexpr std::array kSeverityWordsZh{"一般", "警告", "紧急"};

template <class Enum>
struct WordsOf;
#define KIOSK_WORDS(Enum)                                               \
    template <>                                                         \
    struct WordsOf<Enum> {                                              \
        static constexpr Words words{k##Enum##Names, k##Enum##WordsZh}; \
    }
KIOSK_WORDS(Comparator);
KIOSK_WORDS(Kind);
KIOSK_WORDS(Direction);
KIOSK_WORDS(Tier);
KIOSK_WORDS(Qualifier);
KIOSK_WORDS(Basis);
KIOSK_WORDS(PublishedOutcome);
KIOSK_WORDS(ObservationStatus);
KIOSK_WORDS(Severity);
#undef KIOSK_WORDS

/// Comparator and its like.
template <class Enum>
concept Worded = std::is_enum_v<Enum> && !Numbered<Enum>;
template <Worded Enum>
void take(const Query& row, int at, Enum& into) {
    into = parse_name<Enum>(WordsOf<Enum>::words.names, row.text(at)).value_or(Enum{});
}

// ---- the member that a column is read into

template <class Class, class Member>
Class class_of(Member Class::*);

/// &Target::name, &Bilingual::zh: target.name.zh
template <auto first, auto... rest>
void read_member(const Query& from, int column, void* row) {
    take(from, column, ((static_cast<decltype(class_of(first))*>(row)->*first).*....*rest));
}

}  // namespace catalog
