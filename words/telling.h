#pragma once

#include <optional>
#include <span>
#include <string>

#include "catalog/facts.h"
#include "words/format.h"

/// What is said of a target, sentence by sentence, on whatever medium: screens and web pages say the same.
namespace words {

/// Marks of quotation around it.
[[nodiscard]] std::string in_quotation_marks(const std::string& text, const Language& language);
/// The language of what is quoted from it; the release's first where it does not say.
[[nodiscard]] const Language& language_of(const catalog::Source& source, const catalog::Release& release);

/// What the number of the promise is: the target, or a number that the document mentions.
[[nodiscard]] std::string promise_label(const catalog::Facts& facts, const Strings& strings);
/// What must be known of how a figure was counted; empty where nothing must. In the language of its note.
[[nodiscard]] std::string caveat_text(const catalog::Observation& figure, const Strings& strings);
/// The newest figure, where the state rests on an older one; else empty.
[[nodiscard]] std::string newer_text(const catalog::Facts& facts, const Strings& strings);
/// What is expected, which is no result; else empty.
[[nodiscard]] std::string forecast_text(const catalog::Facts& facts, const Strings& strings);
/// What the publisher says beside its number; empty where that is all.
[[nodiscard]] std::string said_text(const catalog::Observation& figure, const Strings& strings);
/// Empty where the document names no day.
[[nodiscard]] std::string due_text(const catalog::Target& target, const Strings& strings);
[[nodiscard]] std::string as_of_text(const catalog::Observation& figure, const Strings& strings);
/// The percentage beside its two numbers; empty where there is none.
[[nodiscard]] std::string share_text(const catalog::Facts& facts, const Strings& strings);
/// A number that stands in a sentence without being what is promised; else empty.
[[nodiscard]] std::string number_in_sentence_text(const catalog::Facts& facts, const Strings& strings);
/// The state in words, with 推算 and its arithmetic where it rests on a derived figure.
[[nodiscard]] std::string state_text(const catalog::Facts& facts, const Strings& strings);
/// Figure, period, date and status in one sentence.
[[nodiscard]] std::string figure_text(const catalog::Target& target, const catalog::Observation& figure,
                                      const Strings& strings);

/// "《郑州市2024年国民经济和社会发展计划》三(八)一是"; without a clause that goes by its name. A source
/// without a title leaves the marks around it away.
[[nodiscard]] std::string document_text(const catalog::Target& target, const catalog::Source& source,
                                        std::span<const catalog::Clause> clauses, const Strings& strings);
/// "三(八) 民生保障改善，一是 全力做好稳就业工作"
[[nodiscard]] std::string place_in_document(const catalog::Target& target,
                                            std::span<const catalog::Section> sections,
                                            std::span<const catalog::Clause> clauses, const Strings& strings);
/// "郑州市人民政府 2024-03-14", with 公布日期不详 where the day is not known.
[[nodiscard]] std::string publisher_text(const catalog::Source& source, std::optional<base::Date> published,
                                         const Strings& strings);
/// "公布：…"; of a derived figure "推算依据：…", since its publisher did not say it.
[[nodiscard]] std::string source_text(const catalog::Observation& figure, const std::string& publisher,
                                      const Strings& strings);
/// The editor's translation of the quotation into the reader's language; else empty.
[[nodiscard]] const std::string& translation_text(const catalog::Target& target, const Strings& strings);
/// Whom to ask, and by which number.
[[nodiscard]] std::string contact_text(const catalog::Release& release, const catalog::Target& target,
                                       const Strings& strings);

/// "郑州市2024年计划"; without the place where the release names none.
[[nodiscard]] std::string plan_heading(const catalog::Release& release, const Strings& strings);
/// "2024年，郑州市要为大家办哪些事？"
[[nodiscard]] std::string promises_heading(const catalog::Release& release, const Strings& strings);

/// The days that a rule's words need: `today`, and up to when anybody can have looked for results.
[[nodiscard]] RuleDays rule_days(const catalog::Release& release, catalog::Today today);

}  // namespace words
