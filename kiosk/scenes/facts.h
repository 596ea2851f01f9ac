#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "catalog/facts.h"
#include "kiosk/scenes/stage.h"
#include "kiosk/ui/pictures.h"
#include "words/format.h"
#include "words/telling.h"

namespace kiosk {

/// One target with all that its page says of it, loaded when the page is opened.
struct TargetFacts : catalog::Facts {
    TargetPicture picture;

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

using words::publisher_text, words::source_text, words::state_text;

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
/// "《郑州市2024年国民经济和社会发展计划》三(八)一是", as words/telling.h of a target of the stage's release.
[[nodiscard]] std::string document_text(const Stage& stage, const catalog::Target& target,
                                        const catalog::Source& source);
/// The name of the topic, or of the plan's part where the target is in none.
[[nodiscard]] std::string place_name(const Stage& stage, const catalog::Target& target);

}  // namespace kiosk
