#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/scenes/stage.h"
#include "kiosk/ui/pictures.h"
#include "words/format.h"

namespace kiosk {

/// One target with all that its page says of it, loaded when the page is opened.
struct TargetFacts {
    catalog::Target target;
    std::vector<catalog::Observation> observations;  // all of them
    std::vector<catalog::Observation> known;         // baselines and what counts today
    catalog::Judgement judgement;
    std::optional<catalog::Observation>
        shown;  // the figure that stands beside the promise: the state rests on it
    std::optional<catalog::Observation> newer;     // a later figure than the one that the state rests on
    std::optional<catalog::Observation> forecast;  // the newest that is not corrected: never a result
    std::vector<catalog::Revision> revisions;      // what the target was before, the earliest first
    std::size_t parts = 0;                         // that have numbers of their own
    TargetPicture picture;

    /// Whether the promise is a number to be reached, not a sentence that happens to hold one.
    [[nodiscard]] bool has_number() const {
        return target.comparator != catalog::Comparator::qualitative &&
               !(target.value.empty() && target.value_text.empty());
    }
    /// The figure of the year before; nothing when none is published.
    [[nodiscard]] const catalog::Observation* baseline() const;
    /// The figure that `shown` corrects.
    [[nodiscard]] const catalog::Observation* corrected() const;
    /// "target:<id>:<field>"
    [[nodiscard]] std::string ref(const char* field) const {
        return "target:" + target.id.text + ":" + field;
    }
};

/// Errors: not_found.
[[nodiscard]] base::Result<TargetFacts> load_facts(const Stage& stage, const catalog::TargetId& id);
/// For the rows of a list, in the order given: state and newest figure alone, as they were found when the
/// release was judged; the other figures are left to the target's page.
[[nodiscard]] base::Result<std::vector<TargetFacts>> load_row_facts(
    const Stage& stage, const std::vector<catalog::TargetId>& ids);

/// The parts of a target, as rows. Errors: corrupt, io.
[[nodiscard]] base::Result<std::vector<TargetFacts>> load_parts(const Stage& stage,
                                                                const catalog::TargetId& id);

/// The language of what is quoted from it.
[[nodiscard]] const words::Language& language_of(const catalog::Source& source, const Stage& stage);
/// The same of a source by its id; the release's first where there is none.
[[nodiscard]] const words::Language& language_of(const catalog::SourceId& source, const Stage& stage);
/// " · quoted in Chinese", where that is not the visitor's language; else empty.
[[nodiscard]] std::string language_note(const words::Language& language, const Stage& stage);

/// The days that the rules' words need.
[[nodiscard]] words::RuleDays rule_days(const Stage& stage);
/// The rule by which the state was found; `with_numbers`: the two that were compared do not stand beside it.
[[nodiscard]] std::string rule_text(const TargetFacts& facts, const Stage& stage, bool with_numbers);
/// The state in words, with 推算 and its arithmetic where it rests on a derived figure.
[[nodiscard]] std::string state_text(const TargetFacts& facts, const words::Strings& strings);
/// "《郑州市2024年国民经济和社会发展计划》三(八)一是"; `with_clause` is false where the clause has no name of
/// its own, and a source without a title leaves the marks around it away.
[[nodiscard]] std::string place_in_document(const catalog::Target& target, bool with_clause,
                                            const catalog::Source& source, const words::Strings& strings);
/// The same of a target of the stage's release.
[[nodiscard]] std::string document_text(const Stage& stage, const catalog::Target& target,
                                        const catalog::Source& source);
/// "郑州市人民政府 2024-03-14", with 公布日期不详 where the day is not known.
[[nodiscard]] std::string publisher_text(const catalog::Source& source, std::optional<base::Date> published,
                                         const words::Strings& strings);
/// "公布：…"; of a derived figure "推算依据：…", since its publisher did not say it.
[[nodiscard]] std::string source_text(const catalog::Observation& observation, const std::string& publisher,
                                      const words::Strings& strings);
/// The name of the topic, or of the plan's part where the target is in none.
[[nodiscard]] std::string place_name(const Stage& stage, const catalog::Target& target);

}  // namespace kiosk
