#include "words/telling.h"

#include <algorithm>

namespace words {
namespace {

/// "三(八) 民生保障改善": the name beside the sign, once where both are the same.
std::string named(const std::string& sign, const catalog::Bilingual& name, const Strings& s) {
    if (name.zh == sign || name.en == sign) return s.pick(name);
    return sign + " " + s.pick(name);
}

/// Whether its clause has a number or a letter; one that goes by its name is a heading.
bool is_in_item(const catalog::Target& target, std::span<const catalog::Clause> clauses) {
    if (target.clause.empty()) return false;
    return std::none_of(clauses.begin(), clauses.end(), [&](const catalog::Clause& one) {
        return one.section == target.section && one.id == target.clause &&
               (one.name.zh == one.id || one.name.en == one.id);
    });
}

}  // namespace

std::string in_quotation_marks(const std::string& text, const Language& language) {
    return std::string(language.quotation.open) + text + std::string(language.quotation.close);
}

const Language& language_of(const catalog::Source& source, const catalog::Release& release) {
    if (const auto* own = find_language(source.language)) return *own;
    return *languages_of(release.languages.front()).front();
}

std::string promise_label(const catalog::Facts& facts, const Strings& s) {
    if (!has_deadline(facts.target)) return s("the_number");
    if (!facts.revisions.empty()) return s("the_target_revised");
    return s(facts.target.derived.empty() ? "the_target" : "the_target_derived");
}

std::string caveat_text(const catalog::Observation& figure, const Strings& s) {
    return s.pick(figure.note).empty() ? "" : s("caliber", {{"note", s.pick(figure.note)}});
}

std::string newer_text(const catalog::Facts& facts, const Strings& s) {
    if (!facts.newer) return "";
    return s("figure_is", {{"label", figure_label(facts.target, *facts.newer, s)},
                           {"figure", observed(*facts.newer, facts.target, s).joined()}});
}

std::string forecast_text(const catalog::Facts& facts, const Strings& s) {
    if (!facts.forecast) return "";
    const catalog::Observation& forecast = *facts.forecast;
    return s("forecast", {{"period", period_text(forecast.period_start, forecast.period_end, s)},
                          {"figure", observed(forecast, facts.target, s).joined()}});
}

std::string said_text(const catalog::Observation& figure, const Strings& s) {
    if (figure.value.empty() || figure.value_text.empty()) return "";
    return s("said", {{"words", s.pick(figure.value_text)}});
}

std::string due_text(const catalog::Target& target, const Strings& s) {
    if (!has_deadline(target)) return "";
    const std::string date = date_text(target.deadline, s), &text = s.pick(target.deadline_text);
    return text.empty() ? s("deadline", {{"date", date}})
                        : s("deadline_in_words", {{"words", text}, {"date", date}});
}

std::string as_of_text(const catalog::Observation& figure, const Strings& s) {
    return s("as_of", {{"date", date_text(figure.as_of, s)}});
}

std::string share_text(const catalog::Facts& facts, const Strings& s) {
    if (!facts.shown || !facts.judgement.share || facts.pictured() == nullptr) return "";
    const std::string share = percent_text(*facts.judgement.share, facts.shown->qualifier, s),
                      target = promised(facts.target, s).joined();
    if (facts.shown->basis != catalog::Basis::value)
        return s("share_alone", {{"share", share}, {"target", target}});
    return s(
        "share",
        {{"share", share}, {"figure", observed(*facts.shown, facts.target, s).joined()}, {"target", target}});
}

std::string number_in_sentence_text(const catalog::Facts& facts, const Strings& s) {
    const std::string figure = promised(facts.target, s).joined();
    return facts.has_number() || figure.empty() ? "" : s("number_in_sentence", {{"figure", figure}});
}

std::string state_text(const catalog::Facts& facts, const Strings& s) {
    std::string text = state_word(facts.judgement.state, s);
    if (facts.shown && !facts.shown->derived.empty())
        text += s("derived.beside", {{"sum", facts.shown->derived}});
    return text;
}

std::string figure_text(const catalog::Target& target, const catalog::Observation& o, const Strings& s) {
    return s(std::string("figure.") + catalog::kObservationStatusNames[static_cast<std::size_t>(o.status)],
             {{"period", period_text(o.period_start, o.period_end, s)},
              {"figure", observed(o, target, s).joined()},
              {"date", date_text(o.as_of, s)}}) +
           (o.derived.empty() ? "" : s("derived.beside", {{"sum", o.derived}}));
}

std::string document_text(const catalog::Target& target, const catalog::Source& source,
                          std::span<const catalog::Clause> clauses, const Strings& s) {
    const std::string& title = s.pick(source.title);
    const bool with_clause = is_in_item(target, clauses);
    if (title.empty() && !with_clause) return target.section.text;
    const char* sentence = title.empty() ? "document_untitled"
                           : with_clause ? "document"
                                         : "document_section";
    return s(sentence, {{"title", title}, {"section", target.section.text}, {"clause", target.clause}});
}

std::string place_in_document(const catalog::Target& target, std::span<const catalog::Section> sections,
                              std::span<const catalog::Clause> clauses, const Strings& s) {
    std::string section = target.section.text, clause = target.clause;
    for (const auto& one : sections)
        if (one.id == target.section) section = named(section, one.name, s);
    for (const auto& one : clauses)
        if (one.section == target.section && one.id == target.clause) clause = named(one.id, one.name, s);
    if (clause.empty()) return section;
    return s("place", {{"section", section}, {"clause", clause}});
}

std::string publisher_text(const catalog::Source& source, std::optional<base::Date> published,
                           const Strings& s) {
    const auto day = published ? published : source.published_on;
    return s(day ? "published" : "published_undated",
             {{"publisher", s.pick(source.publisher)}, {"date", day ? date_text(*day, s) : ""}});
}

std::string source_text(const catalog::Observation& figure, const std::string& publisher, const Strings& s) {
    return s(figure.derived.empty() ? "source_is" : "source_derived", {{"source", publisher}});
}

const std::string& translation_text(const catalog::Target& target, const Strings& s) {
    return target.translation.*s.language().side;
}

std::string contact_text(const catalog::Release& release, const catalog::Target& target, const Strings& s) {
    const std::string number = number_text(target.number);
    return release.hotline.empty() ? s("contact_none", {{"number", number}})
                                   : s("contact", {{"hotline", release.hotline}, {"number", number}});
}

std::string plan_heading(const catalog::Release& release, const Strings& s) {
    const std::string period = period_name(release.period_start, release.period_end, s),
                      &document = s.pick(release.document_word);
    if (release.place.empty())
        return s("overview.title_placeless", {{"period", period}, {"document", document}});
    return s("overview.title",
             {{"place", s.pick(release.place)}, {"period", period}, {"document", document}});
}

std::string promises_heading(const catalog::Release& release, const Strings& s) {
    const std::string period = period_name(release.period_start, release.period_end, s),
                      &place = s.pick(release.place);
    return place.empty() ? s("topics.title_placeless", {{"period", period}})
                         : s("topics.title", {{"place", place}, {"period", period}});
}

RuleDays rule_days(const catalog::Release& release, catalog::Today today) {
    const base::Date published = release.zone.date_at(release.published_at);
    return {today, today.clock_trusted ? std::min(published, today.date) : published};
}

}  // namespace words
