#include "kiosk/scenes/facts.h"

#include <algorithm>

namespace kiosk {
namespace {

/// In order of period_end, so the last that no other corrects.
std::optional<catalog::Observation> newest_forecast(const std::vector<catalog::Observation>& all,
                                                    catalog::Today today) {
    const auto is_one = [&](const catalog::Observation& o) {
        return o.status == catalog::ObservationStatus::forecast &&
               (!today.clock_trusted || !o.published_on || *o.published_on <= today.date) &&
               std::none_of(all.begin(), all.end(),
                            [&](const auto& other) { return other.supersedes == o.id; });
    };
    const auto found = std::find_if(all.rbegin(), all.rend(), is_one);
    return found == all.rend() ? std::nullopt : std::optional(*found);
}

base::Result<TargetFacts> complete(const Stage& stage, catalog::Target target) {
    TargetFacts facts{.target = std::move(target)};
    auto observations = stage.store.observations(facts.target);
    if (!observations)
        return base::fail(observations.error(), "reading the figures of " + facts.target.id.text);
    facts.observations = std::move(*observations);
    const catalog::Today today = stage.standing.today();
    facts.judgement = catalog::judge(facts.target, facts.observations, today);
    for (const auto& o : facts.observations) {
        if (o.id == facts.judgement.observation) facts.shown = o;
        if (o.id == facts.judgement.newest && o.id != facts.judgement.observation) facts.newer = o;
        if (o.status == catalog::ObservationStatus::baseline || catalog::counts(o, facts.observations, today))
            facts.known.push_back(o);
    }
    facts.forecast = newest_forecast(facts.observations, today);
    auto revisions = stage.store.revisions(facts.target.id);
    const auto parts = stage.store.parts(facts.target.id);
    if (!revisions || !parts)
        return base::fail(!revisions ? revisions.error() : parts.error(),
                          "reading more of " + facts.target.id.text);
    facts.revisions = std::move(*revisions);
    facts.parts = parts->size();
    // A figure that cannot be held against the target is no part of its picture.
    const bool fits = facts.shown && facts.judgement.reason != catalog::CannotJudge::part_of_period;
    facts.picture = picture_of(facts.target, facts.known, fits ? &*facts.shown : nullptr,
                               days_of(facts.target, stage.store.release()), stage.strings);
    return facts;
}

/// Whether its clause has a number or a letter; one that goes by its name is a heading.
bool is_in_item(const Stage& stage, const catalog::Target& target) {
    if (target.clause.empty()) return false;
    const auto clauses = stage.store.clauses();
    if (!clauses) return true;
    return std::none_of(clauses->begin(), clauses->end(), [&](const catalog::Clause& one) {
        return one.section == target.section && one.id == target.clause &&
               (one.name.zh == one.id || one.name.en == one.id);
    });
}

}  // namespace

const catalog::Observation* TargetFacts::baseline() const {
    const catalog::Observation* latest = nullptr;
    for (const auto& o : observations)
        if (o.status == catalog::ObservationStatus::baseline) latest = &o;
    return latest;
}

const catalog::Observation* TargetFacts::corrected() const {
    if (!shown || !shown->supersedes) return nullptr;
    for (const auto& o : observations)
        if (o.id == *shown->supersedes) return &o;
    return nullptr;
}

base::Result<TargetFacts> load_facts(const Stage& stage, const catalog::TargetId& id) {
    auto target = stage.store.target(id);
    if (!target) return base::fail(target.error(), "opening target " + id.text);
    return complete(stage, std::move(*target));
}

base::Result<std::vector<TargetFacts>> load_row_facts(const Stage& stage,
                                                      const std::vector<catalog::TargetId>& ids) {
    auto targets = stage.store.targets(ids);
    if (!targets) return base::fail(targets.error(), "opening a list of targets");
    std::vector<TargetFacts> list;
    for (auto& target : *targets) {
        TargetFacts facts{.target = std::move(target)};
        const auto* entry = stage.standing.find(facts.target.id);
        if (entry != nullptr) facts.judgement.state = entry->state;
        if (entry != nullptr && entry->figure) {
            auto figure = stage.store.observation(*entry->figure);
            if (!figure) return base::fail(figure.error(), "opening the figure of " + facts.target.id.text);
            facts.shown = std::move(*figure);
            facts.known = {*facts.shown};
        }
        list.push_back(std::move(facts));
    }
    return list;
}

base::Result<std::vector<TargetFacts>> load_parts(const Stage& stage, const catalog::TargetId& id) {
    const auto parts = stage.store.parts(id);
    if (!parts) return base::fail(parts.error(), "opening the parts of " + id.text);
    std::vector<catalog::TargetId> ids;
    for (const auto& part : *parts) ids.push_back(part.id);
    return load_row_facts(stage, ids);
}

const words::Language& language_of(const catalog::Source& source, const Stage& stage) {
    if (const auto* own = words::find_language(source.language)) return *own;
    return *words::languages_of(stage.store.release().languages.front()).front();
}

const words::Language& language_of(const catalog::SourceId& source, const Stage& stage) {
    const auto found = stage.store.source(source);
    return language_of(found ? *found : catalog::Source{}, stage);
}

std::string language_note(const words::Language& language, const Stage& stage) {
    if (&language == &stage.strings.language()) return "";
    return stage.strings(
        "quoted_in",
        {{"language", stage.strings(std::string("language.") +
                                    std::string(language.tag.substr(0, language.tag.find('-'))))}});
}

words::RuleDays rule_days(const Stage& stage) {
    const catalog::Today today = stage.standing.today();
    const base::Date published = stage.store.release().zone.date_at(stage.store.release().published_at);
    return {today, today.clock_trusted ? std::min(published, today.date) : published};
}

std::string rule_text(const TargetFacts& facts, const Stage& stage, bool with_numbers) {
    return words::rule_text(facts.target, facts.shown ? &*facts.shown : nullptr, facts.judgement,
                            rule_days(stage), stage.strings, with_numbers);
}

std::string state_text(const TargetFacts& facts, const words::Strings& strings) {
    std::string words = words::state_word(facts.judgement.state, strings);
    if (facts.shown && !facts.shown->derived.empty())
        words += strings("derived.beside", {{"sum", facts.shown->derived}});
    return words;
}

std::string place_in_document(const catalog::Target& target, bool with_clause, const catalog::Source& source,
                              const words::Strings& strings) {
    const std::string& title = strings.pick(source.title);
    if (title.empty() && !with_clause) return target.section.text;
    const char* sentence = title.empty() ? "document_untitled"
                           : with_clause ? "document"
                                         : "document_section";
    return strings(sentence, {{"title", title}, {"section", target.section.text}, {"clause", target.clause}});
}

std::string document_text(const Stage& stage, const catalog::Target& target, const catalog::Source& source) {
    return place_in_document(target, is_in_item(stage, target), source, stage.strings);
}

std::string publisher_text(const catalog::Source& source, std::optional<base::Date> published,
                           const words::Strings& strings) {
    const auto day = published ? published : source.published_on;
    return strings(day ? "published" : "published_undated",
                   {{"publisher", strings.pick(source.publisher)},
                    {"date", day ? words::date_text(*day, strings) : ""}});
}

std::string source_text(const catalog::Observation& observation, const std::string& publisher,
                        const words::Strings& strings) {
    return strings(observation.derived.empty() ? "source_is" : "source_derived", {{"source", publisher}});
}

std::string place_name(const Stage& stage, const catalog::Target& target) {
    if (target.topic)
        if (const auto* topic = stage.find_topic(*target.topic)) return stage.strings.pick(topic->name);
    const auto sections = stage.store.sections();
    if (sections)
        for (const auto& section : *sections)
            if (section.id == target.section) return stage.strings.pick(section.name);
    return target.section.text;
}

}  // namespace kiosk
