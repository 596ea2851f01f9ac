#include "kiosk/scenes/details.h"

#include <cmath>

#include "kiosk/scenes/code_address.h"
#include "kiosk/scenes/explained.h"
#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/story.h"
#include "kiosk/ui/drawn_block.h"

namespace kiosk {
namespace {

constexpr float kPictureHeight = 0.7f;  // of its width

std::string place_in_document(const Stage& stage, const catalog::Target& target) {
    const auto sections = stage.store.sections();
    const auto clauses = stage.store.clauses();
    return words::place_in_document(target, sections ? *sections : std::vector<catalog::Section>{},
                                    clauses ? *clauses : std::vector<catalog::Clause>{}, stage.strings);
}

std::string figure_text(const TargetFacts& facts, const catalog::Observation& o, const words::Strings& s) {
    return words::figure_text(facts.target, o, s);
}

void add_figure(std::vector<FlowItem>& items, const Stage& stage, const TargetFacts& facts,
                const catalog::Observation& o, const std::string& label) {
    const words::Strings& s = stage.strings;
    items.push_back({.label = label, .text = figure_text(facts, o, s), .style = {.face = Face::bold}});
    const auto source = stage.store.source(o.source);
    if (source)
        items.push_back({.text = source_text(o, publisher_text(*source, o.published_on, s), s),
                         .style = {.secondary = true}});
    if (!o.value.empty() && !o.value_text.empty())
        items.push_back({.text = s("said", {{"words", s.pick(o.value_text)}})});
    if (!o.excerpt.empty())
        items.push_back({.text = quoted(o.excerpt, language_of(o.source, stage)),
                         .style = {.face = Face::serif, .language = &language_of(o.source, stage)}});
    if (!s.pick(o.note).empty())
        items.push_back({.text = s("caliber", {{"note", s.pick(o.note)}}),
                         .style = {.secondary = true, .language = &s.language_of(o.note)}});
}

void add_baseline(std::vector<FlowItem>& items, const Stage& stage, const TargetFacts& facts) {
    const words::Strings& s = stage.strings;
    const auto* base = facts.baseline();
    if (base == nullptr) return items.push_back({.label = s("baseline"), .text = s("baseline_none")});
    add_figure(items, stage, facts, *base, s(base->derived.empty() ? "baseline" : "baseline_derived"));
}

/// What the target was before it was changed, and why it was.
void add_revisions(std::vector<FlowItem>& items, const Stage& stage, const TargetFacts& facts) {
    const words::Strings& s = stage.strings;
    for (const catalog::Revision& one : facts.revisions) {
        const std::string before = words::before_revision(one, s).joined();
        items.push_back({.label = s("revision.until", {{"date", words::date_text(one.until, s)}}),
                         .text = before.empty() ? s("revision.unknown") : before,
                         .style = {.face = Face::bold}});
        if (const std::string& reason = s.pick(one.reason); !reason.empty())
            items.push_back({.text = s("revision.reason", {{"reason", reason}})});
        if (!one.quote.empty())
            items.push_back({.text = quoted(one.quote, language_of(one.source, stage)),
                             .style = {.face = Face::serif, .language = &language_of(one.source, stage)}});
        if (const auto source = stage.store.source(one.source))
            items.push_back({.text = s("source_is", {{"source", publisher_text(*source, std::nullopt, s)}}),
                             .style = {.secondary = true}});
    }
}

/// "目标12,500 · 阶段数15,660": a row of the table of parts.
std::string part_text(const TargetFacts& part, const words::Strings& s) {
    const std::string wanted = words::promised(part.target, s).joined();
    if (!part.shown) return s("parts.row_without", {{"target", wanted}});
    return s("parts.row", {{"target", wanted},
                           {"label", words::brief_figure_label(part.target, *part.shown, s)},
                           {"figure", words::observed(*part.shown, part.target, s).joined()}});
}

base::Status add_parts(std::vector<FlowItem>& items, const Stage& stage, const TargetFacts& facts) {
    const words::Strings& s = stage.strings;
    if (facts.parts == 0) return {};
    const auto parts = load_parts(stage, facts.target.id);
    if (!parts) return base::fail(parts.error());
    items.push_back({.text = s.count("parts.heading", static_cast<int>(facts.parts)),
                     .style = {.face = Face::bold, .role = Role::title},
                     .is_heading = true});
    for (const TargetFacts& part : *parts)
        items.push_back({.label = words::number_text(part.target.number) + " " + s.pick(part.target.name),
                         .text = part_text(part, s) + " · " + state_text(part, s),
                         .mark = part.judgement.state});
    return {};
}

/// What had been published before the figure that stands on the first page, the newest first.
void add_earlier(std::vector<FlowItem>& items, const Stage& stage, const TargetFacts& facts) {
    const words::Strings& s = stage.strings;
    std::string lines;
    for (auto o = facts.known.rbegin(); o != facts.known.rend(); ++o) {
        if (o->status == catalog::ObservationStatus::baseline || (facts.shown && o->id == facts.shown->id))
            continue;
        if (facts.newer && o->id == facts.newer->id) continue;
        lines += (lines.empty() ? "" : "\n") + figure_text(facts, *o, s);
    }
    if (!lines.empty()) items.push_back({.label = s("earlier"), .text = lines});
}

/// Whom to ask, by which number, and where the document itself is; each where it is known.
std::string contact_text(const Stage& stage, const std::string& number, const catalog::Source& document) {
    const std::string& hotline = stage.store.release().hotline;
    std::string text = hotline.empty() ? stage.strings("contact_none", {{"number", number}})
                                       : stage.strings("contact", {{"hotline", hotline}, {"number", number}});
    if (!stage.web.empty()) return text + stage.strings("contact_code_web");
    if (!document.url.empty()) text += stage.strings("contact_code");
    return text;
}

/// What the first page had no room for.
void add_picture(std::vector<FlowItem>& items, const Story& story) {
    if (std::holds_alternative<std::monostate>(story.facts.picture)) return;
    items.push_back({.picture = [&picture = story.facts.picture, sentence = picture_sentence(story)](
                                    const Typecase& types, float width, float height) {
        return picture_block(types, picture, sentence, nullptr,
                             std::floor(std::min(height, kPictureHeight * width)));
    }});
    items.push_back({.label = story.stage.strings("picture"),
                     .text = caption_of(story.facts.picture, story.facts.target, story.stage.strings,
                                        story.stage.profile.high_contrast)});
}

void add_figures(std::vector<FlowItem>& items, const Stage& stage, const TargetFacts& facts) {
    const words::Strings& s = stage.strings;
    if (facts.newer) add_figure(items, stage, facts, *facts.newer, s("newest"));
    if (facts.shown) add_figure(items, stage, facts, *facts.shown, s(facts.newer ? "rests_on" : "newest"));
    if (const auto* old = facts.corrected())
        items.push_back({.label = s("corrected"), .text = figure_text(facts, *old, s)});
    add_earlier(items, stage, facts);
    if (facts.forecast) add_figure(items, stage, facts, *facts.forecast, s("expected"));
}

/// Where the promise is written, as far as the first page does not say it.
void add_document(std::vector<FlowItem>& items, const Story& story, const FirstPage& first) {
    const words::Strings& s = story.stage.strings;
    const catalog::Target& t = story.facts.target;
    if (!first.has_sources) {
        const std::string translation = translation_text(story.facts, s);
        if (!translation.empty()) items.push_back({.label = s("translation"), .text = translation});
        items.push_back({.label = s("written_in"), .text = written_in_text(story)});
    }
    items.push_back({.label = first.has_sources ? s("written_in") : "",
                     .text = place_in_document(story.stage, t),
                     .style = {.secondary = !first.has_sources}});
    if (!t.derived.empty()) items.push_back({.label = s("target_derived"), .text = t.derived});
}

}  // namespace

base::Result<std::vector<FlowItem>> details_of(const Story& story, const FirstPage& first) {
    const Stage& stage = story.stage;
    const TargetFacts& facts = story.facts;
    const words::Strings& s = stage.strings;
    const catalog::Target& t = facts.target;
    std::vector<FlowItem> items;
    if (!first.has_picture) add_picture(items, story);
    add_figures(items, stage, facts);
    if (auto added = add_parts(items, stage, facts); !added) return base::fail(added.error());
    items.push_back(
        {.label = s("judged_by"), .text = rule_text(facts, stage, true), .mark = facts.judgement.state});
    add_baseline(items, stage, facts);
    add_revisions(items, stage, facts);
    add_document(items, story, first);
    add_terms(items, story);
    items.push_back({.label = s("department"),
                     .text = t.department.empty() ? s("department_none") : s.pick(t.department)});
    items.push_back(
        {.label = s("this_screen"), .text = stage.last_sync, .style = {.ref = "release:last_sync"}});
    if (!first.has_ask)
        items.push_back({.label = s("contact_label"),
                         .text = contact_text(stage, words::number_text(t.number), story.document),
                         .qr = code_address(stage, t.id, story.document)});
    return items;
}

Furniture details_furniture(const Stage& stage, const TargetFacts& facts, const Address& address) {
    const std::string name = stage.strings.pick(facts.target.short_name).empty()
                                 ? stage.strings.pick(facts.target.name)
                                 : stage.strings.pick(facts.target.short_name);
    return
        [name, number = words::number_text(facts.target.number), address](Sheet& sheet, int page, int count) {
            const words::Strings& s = sheet.stage().strings;
            if (sheet.stage().metrics.roomy)
                sheet.header("list", name, "", s("target.note", {{"number", number}}));
            draw_foot(sheet, address.on_page(page), count);
        };
}

}  // namespace kiosk
