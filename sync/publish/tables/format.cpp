#include "sync/publish/tables/format.h"

#include <array>

#include "catalog/model.h"

namespace publish {
namespace {

using enum Type;
using enum Need;

constexpr Column id_column(std::string_view help) {
    return {.name = "id", .type = id, .need = required, .unique = true, .help = help};
}
constexpr Column number_column(std::string_view name, std::string_view help, bool unique) {
    return {.name = name, .type = integer, .need = required, .unique = unique, .help = help};
}
constexpr Column words_column(std::string_view name, std::span<const char* const> words,
                              std::string_view help) {
    return {.name = name, .type = word, .need = required, .words = words, .help = help};
}
constexpr Column reference_column(std::string_view name, std::string_view table, Need need,
                                  std::string_view help) {
    return {.name = name, .type = reference, .need = need, .refers_to = table, .help = help};
}
constexpr Column shown_column(std::string_view name, Need need, std::string_view help) {
    return {.name = name, .type = text, .need = need, .shown = true, .help = help};
}
constexpr Column long_column(std::string_view name, Need need, bool shown, std::string_view help) {
    return {.name = name, .type = text, .need = need, .shown = shown, .many_lines = true, .help = help};
}
constexpr Column plain_column(std::string_view name, Type type, Need need, std::string_view help) {
    return {.name = name, .type = type, .need = need, .help = help};
}

constexpr std::array kRelease{
    plain_column("version", text, required, "the release's own number, such as 2026.11.23"),
    shown_column("title_zh", required, "what the screen is called"),
    shown_column("title_en", optional, "the same in English"),
    number_column("plan_year", "the year that the targets are for", false),
    plain_column("published_at", instant, required,
                 "when this release is published, such as 2026-11-23T00:00:00+08:00"),
    plain_column("default_valid_until", date, required,
                 "after this day the screen says that its content may be out of date"),
};

constexpr std::array kSource{
    id_column("a short name of your own, such as plan-2024"),
    shown_column("title_zh", optional, "title of the document without 《》; empty where none is known"),
    shown_column("title_en", optional, "the same in English"),
    shown_column("publisher_zh", required, "who published it"),
    shown_column("publisher_en", optional, "the same in English"),
    plain_column("published_on", date, optional,
                 "the day it was published; empty where it is not known, never another day"),
    plain_column("url", text, optional, "where the editor found it; the screen shows that of the plan alone"),
    plain_column("demonstration", flag, required,
                 "1: invented for a demonstration, and every page will say so; else 0"),
};

constexpr std::array kSection{
    id_column("the part of the document as its heading counts it, such as 三(八)"),
    number_column("position", "1, 2, 3 ... in the order of the document", true),
    shown_column("name_zh", required, "a short plain name"),
    shown_column("name_en", optional, "the same in English"),
};

constexpr std::array kClause{
    reference_column("section", "section", required, "the part that it belongs to"),
    plain_column("id", id, required, "as the document counts it, such as 一是"),
    number_column("position", "1, 2, 3 ... in the order of the whole document", true),
    shown_column("name_zh", required, "what it is about"),
    shown_column("name_en", optional, "the same in English"),
};

constexpr std::array kTopic{
    id_column("a short name of your own, such as jobs"),
    number_column("position", "1, 2, 3 ... in the order of the screen", true),
    shown_column("name_zh", required, "as it stands on its tile"),
    shown_column("name_en", optional, "the same in English"),
    shown_column("blurb_zh", required, "one plain sentence"),
    shown_column("blurb_en", optional, "the same in English"),
    plain_column("icon", text, required, "the name of a picture of the program, such as tree"),
    reference_column("headline_target_id", "target", optional,
                     "the target on its tile; empty: a topic of commitments alone"),
    reference_column("section", "section", optional,
                     "all targets of this part belong to the topic's list as well"),
};

constexpr std::array kTarget{
    id_column("a short name of your own, such as new-parks"),
    number_column("number", "1, 2, 3 ... in the order of the document, printed as T-001", true),
    reference_column("topic_id", "topic", optional,
                     "the topic that shows it; empty: only in the list of all targets"),
    number_column("position", "its place within the topic; outside of topics: its number", false),
    shown_column("name_zh", required, "what is promised, in plain words, without the number"),
    shown_column("name_en", optional, "the same in English"),
    shown_column("short_zh", optional,
                 "for narrow places, at most 8 characters; empty: the name is short enough"),
    shown_column("short_en", optional, "the same in English, at most 24 letters"),
    words_column("comparator", catalog::kComparatorNames, "how the document qualifies the number"),
    plain_column("value", decimal, optional, "the number as the document writes it, such as 12.65"),
    plain_column("value_high", decimal, optional, "the far end of a range"),
    shown_column("unit_zh", optional, "the unit as the document writes it, such as 万人"),
    shown_column("unit_en", optional, "what is counted, without 万 and 亿, such as people"),
    plain_column("base_value", real, optional,
                 "the value without 万 and 亿, such as 126500; of a range its near end"),
    shown_column("value_text_zh", optional,
                 "how the number is read where value and unit read wrong, such as 三分之一左右"),
    shown_column("value_text_en", optional, "the same in English"),
    words_column("kind", catalog::kKindNames, "what sort of number it is"),
    words_column("direction", catalog::kDirectionNames, "whether more is better; none: never judged"),
    plain_column("deadline", date, required, "the last day; 31 December where the document names none"),
    words_column("tier", catalog::kTierNames,
                 "core and project are targets; the rest is shown and never judged"),
    reference_column("section", "section", required, "the part of the document"),
    plain_column("clause", text, required, "the clause within that part, from clauses.csv"),
    long_column("quote_zh", required, true, "the document's own words, character by character"),
    reference_column("source_id", "source", required, "the document"),
    shown_column("department_zh", optional, "who is responsible, where the document says so"),
    shown_column("department_en", optional, "the same in English"),
    reference_column("same_as", "target", optional,
                     "the earlier target that this one repeats; figures belong to that one"),
};

constexpr std::array kObservation{
    Column{.name = "id",
           .type = integer,
           .need = required,
           .unique = true,
           .help = "1, 2, 3 ...; never used again for another figure"},
    reference_column("target_id", "target", required, "the target that it belongs to"),
    plain_column("period_start", date, required, "first day of the period that the figure covers"),
    plain_column("period_end", date, required, "last day of that period"),
    plain_column("as_of", date, required, "the day that the figure describes"),
    plain_column("value", decimal, required, "the figure in the target's unit_zh"),
    words_column("qualifier", catalog::kQualifierNames,
                 "exact, or how it was published: over (突破), under, approx (约)"),
    words_column("status", catalog::kObservationStatusNames,
                 "baseline: an earlier year; provisional: during the year; final"),
    shown_column("derived", optional, "the arithmetic where the figure was computed, such as 160-40=120"),
    shown_column("note_zh", optional, "what a citizen must know of how it was counted"),
    shown_column("note_en", optional, "the same in English"),
    long_column("editor_note", optional, false, "for editors; never shown"),
    long_column("excerpt_zh", optional, true, "the publisher's own words"),
    plain_column("published_on", date, optional, "the day it was published; empty where it is not known"),
    reference_column("source_id", "source", required, "who published it"),
    reference_column("supersedes", "observation", optional, "the figure that this one corrects"),
};

constexpr std::array kCommitment{
    Column{.name = "id",
           .type = integer,
           .need = required,
           .unique = true,
           .help = "1, 2, 3 ... in the order of the document"},
    reference_column("topic_id", "topic", required, "the topic that shows it"),
    number_column("position", "its place within the topic", false),
    shown_column("name_zh", required, "what is promised, in plain words"),
    shown_column("name_en", optional, "the same in English"),
    long_column("quote_zh", required, true, "the document's own words, character by character"),
    reference_column("source_id", "source", required, "the document"),
};

constexpr std::array kOutcome{
    id_column("a short name of your own, such as y2023-gdp-growth"),
    number_column("position", "1, 2, 3 ... in the order of the document", true),
    shown_column("name_zh", required, "what it is"),
    shown_column("name_en", optional, "the same in English"),
    plain_column("value", decimal, required, "the number as the document writes it"),
    shown_column("unit_zh", optional, "its unit as the document writes it"),
    shown_column("unit_en", optional, "what is counted, without 万 and 亿"),
    plain_column("base_value", real, optional, "the value without 万 and 亿"),
    number_column("year", "the year it is about", false),
    long_column("quote_zh", required, true, "the document's own words, character by character"),
    reference_column("source_id", "source", required, "the document"),
};

constexpr std::array kNotice{
    id_column("a short name of your own"),
    words_column("severity", catalog::kSeverityNames, "an emergency takes the whole screen"),
    shown_column("title_zh", required, "one line"),
    shown_column("title_en", optional, "the same in English"),
    long_column("body_zh", required, true, "what citizens should know and do"),
    long_column("body_en", optional, true, "the same in English"),
    plain_column("starts_at", instant, required, "from when, such as 2024-07-20T08:00:00+08:00"),
    plain_column("ends_at", instant, required, "until when"),
    plain_column("areas", areas, optional, "where, separated by commas or 、; empty: everywhere"),
};

constexpr std::array kTables{
    TableFormat{"release", "release.csv", "The release itself: one row.", kRelease},
    TableFormat{"source", "sources.csv", "Documents and publishers.", kSource},
    TableFormat{"section", "sections.csv", "The document's main parts.", kSection},
    TableFormat{"clause", "clauses.csv", "The clauses of each part.", kClause},
    TableFormat{"topic", "topics.csv", "What citizens choose from.", kTopic},
    TableFormat{"target", "targets.csv", "What was promised: one row for each number.", kTarget},
    TableFormat{"observation", "observations.csv", "Published figures.", kObservation},
    TableFormat{"commitment", "commitments.csv", "Promises without a number.", kCommitment},
    TableFormat{"outcome", "outcomes.csv", "Results of the year before that the document states.", kOutcome},
    TableFormat{"notice", "notices.csv", "Messages for a limited time; may be without rows.", kNotice},
};

}  // namespace

std::span<const TableFormat> table_formats() { return kTables; }

}  // namespace publish
