#include "kiosk/scenes/facts.h"

namespace kiosk {
base::Result<TargetFacts> load_facts(const Stage& stage, const catalog::TargetId& id) {
    auto loaded = catalog::load_facts(stage.store, stage.standing.today(), id);
    if (!loaded) return base::fail(loaded.error());
    TargetFacts facts{std::move(*loaded), {}};
    facts.picture = picture_of(facts.target, facts.known, facts.pictured(),
                               days_of(facts.target, stage.store.release()), stage.strings);
    return facts;
}

base::Result<std::vector<TargetFacts>> load_row_facts(const Stage& stage,
                                                      const std::vector<catalog::TargetId>& ids) {
    auto targets = stage.store.targets(ids);
    if (!targets) return base::fail(targets.error(), "opening a list of targets");
    std::vector<TargetFacts> list;
    for (auto& target : *targets) {
        TargetFacts facts{{.target = std::move(target)}, {}};
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
    return words::language_of(source, stage.store.release());
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
    return words::rule_days(stage.store.release(), stage.standing.today());
}

std::string rule_text(const TargetFacts& facts, const Stage& stage, bool with_numbers) {
    return words::rule_text(facts.target, facts.shown ? &*facts.shown : nullptr, facts.judgement,
                            rule_days(stage), stage.strings, with_numbers);
}

std::string document_text(const Stage& stage, const catalog::Target& target, const catalog::Source& source) {
    const auto clauses = stage.store.clauses();
    return words::document_text(target, source, clauses ? *clauses : std::vector<catalog::Clause>{},
                                stage.strings);
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
