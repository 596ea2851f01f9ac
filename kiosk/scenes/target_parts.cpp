#include "kiosk/scenes/target_parts.h"

#include <algorithm>
#include <cmath>

#include "kiosk/scenes/code_address.h"
#include "kiosk/scenes/explained.h"
#include "kiosk/ui/drawn_block.h"
#include "kiosk/ui/paragraph.h"
#include "kiosk/ui/stack.h"

namespace kiosk {
namespace {

constexpr float kMostDwell = 24;  // [em]; with more targets the segments would be dots
constexpr float kLargestSentence = 120, kLeastNameOnOneLine = 62;
constexpr std::size_t kMostNameLines = 7;  // no name in use is longer; the other facts go first

Style note_style(const Typecase& types, const Story& story) {
    return {.em = types.metrics.type(story.looks.note),
            .secondary = true,
            .line_height = story.looks.line_height};
}

/// What is huge; empty where a publisher said nothing that can be shown.
words::Figure huge_figure(const Story& story) {
    const TargetFacts& f = story.facts;
    return story.has_figure() ? words::observed(*f.shown, f.target, story.stage.strings)
                              : words::promised(f.target, story.stage.strings);
}

std::string place_in_topic(const Story& story) {
    const words::Strings& s = story.stage.strings;
    if (story.is_rotation) return s.pick(story.stage.store.release().title);
    if (story.topic() == nullptr) return "";
    const auto& list = story.stage.standing.of_topic(story.topic()->id);
    const auto here = std::find_if(list.begin(), list.end(),
                                   [&](const auto* one) { return one->key.id == story.facts.target.id; });
    if (here == list.end()) return "";
    return s("target.place",
             {{"place", std::to_string(here - list.begin() + 1)}, {"n", std::to_string(list.size())}});
}

}  // namespace

BlockPtr target_header(const Typecase& types, const Story& story) {
    const catalog::Topic* topic = story.topic();
    const float size = types.metrics.type(44), em = types.metrics.em;
    const BlockPtr name =
        run({icon_block(types, topic != nullptr ? topic->icon : "list", size),
             paragraph(types, place_name(story.stage, story.facts.target),
                       {.face = Face::bold,
                        .em = size,
                        .accent = true,
                        .role = Role::title,
                        .line_height = 1.25f,
                        .ref = topic != nullptr ? "topic:" + topic->id.text + ":name" : ""})},
            0.5f * em);
    const BlockPtr number =
        paragraph(types, words::number_text(story.facts.target.number),
                  {.face = Face::bold, .em = types.metrics.type(34), .role = Role::label});
    const BlockPtr place = paragraph(types, place_in_topic(story),
                                     {.em = types.metrics.type(32), .secondary = true, .role = Role::label});
    const BlockPtr right = run({place, number}, 0.9f * em), short_right = run({number}, 0);
    return padded(column({one_of({row({stretched(rigid(name), {1, 0}), rigid(right)}, em, Align::middle),
                                  row({stretched(name, {1, 0}), rigid(short_right)}, em, Align::middle)}),
                          space(0.3f * size), heavy_rule(types)}),
                  {0, -0.25f * size, 0, 0});
}

BlockPtr target_name(const Typecase& types, const Story& story) {
    const auto& name = story.facts.target.name;
    const words::Strings& s = story.stage.strings;
    const Metrics& m = types.metrics;
    Style style{.face = Face::bold,
                .em = m.type(story.looks.name),
                .role = Role::title,
                .line_height = std::min(1.2f, story.looks.line_height),
                .balanced = true,
                .ref = story.facts.ref("name"),
                .language = &s.language_of(name),
                .dotted = terms_within(story, s.pick(name), Explained::name)};
    const BlockPtr on_one =
        paragraph(types, s.pick(name), style,
                  {.least_em = std::min(style.em, m.type(kLeastNameOnOneLine)), .most_lines = 1});
    style.em = std::min(style.em, m.type(kLeastNameOnOneLine));
    const BlockPtr on_some = paragraph(types, s.pick(name), style,
                                       {.least_em = m.em, .most_lines = kMostNameLines, .elides = true});
    return named(one_of({on_one, on_some}), explained_name(story, Explained::name));
}

BlockPtr huge_number(const Typecase& types, const Story& story, float em, float least_em) {
    const words::Figure figure = huge_figure(story);
    if (figure.is_empty()) return nullptr;
    const std::string ref = story.facts.ref(story.has_figure() ? "observed" : "value");
    return one_of({figure_block(types, figure, {.em = em, .least_em = least_em, .ref = ref}),
                   paragraph(types, figure.joined(),
                             {.face = Face::bold,
                              .em = types.metrics.type(66),
                              .role = Role::figure,
                              .line_height = 1.25f,
                              .balanced = true,
                              .ref = ref},
                             {.least_em = types.metrics.em, .most_lines = 3})});
}

BlockPtr huge_label(const Typecase& types, const Story& story, bool with_period) {
    const TargetFacts& f = story.facts;
    const words::Strings& s = story.stage.strings;
    if (!story.has_huge_number()) return nullptr;
    const std::string words = !story.has_figure() ? promise_label(f, s)
                              : with_period       ? words::figure_label(f.target, *f.shown, s)
                                                  : words::brief_figure_label(f.target, *f.shown, s);
    return paragraph(types, words,
                     {.face = story.has_figure() ? Face::regular : Face::bold,
                      .em = types.metrics.type(story.looks.label),
                      .secondary = story.has_figure(),
                      .accent = !story.has_figure(),
                      .role = Role::label,
                      .line_height = std::min(1.3f, story.looks.line_height)});
}

BlockPtr huge_sentence(const Typecase& types, const Story& story) {
    const words::Language& language = language_of(story.document, story.stage);
    const std::string text = quoted(story.facts.target.quote, language);
    const BlockPtr sentence = paragraph(types, text,
                                        {.face = Face::serif,
                                         .em = types.metrics.type(kLargestSentence),
                                         .role = Role::figure,
                                         .line_height = 1.4f,
                                         .balanced = true,
                                         .ref = story.facts.ref("quote"),
                                         .language = &language,
                                         .dotted = terms_within(story, text, Explained::sentence)},
                                        {.least_em = types.metrics.em, .shrinks_to_height = true});
    return named(sentence, explained_name(story, Explained::sentence));
}

Blocks state_and_promise(const Typecase& types, const Story& story) {
    const TargetFacts& f = story.facts;
    const words::Strings& s = story.stage.strings;
    const Metrics& m = types.metrics;
    const float em = m.type(story.looks.state);
    const BlockPtr mark = state_mark(types, f.judgement.state, em);
    const Style word{.face = Face::bold,
                     .em = em,
                     .role = Role::title,
                     .line_height = std::min(1.25f, story.looks.line_height),
                     .balanced = true,
                     .ref = f.ref("state")};
    Blocks blocks{row({mark, paragraph(types, state_text(f, s), word, {.least_em = m.em})}, 0.35f * em,
                      Align::baseline)};
    if (!story.has_figure() || !f.has_number()) return blocks;
    Style promise{.em = m.type(story.looks.promise),
                  .role = Role::label,
                  .line_height = std::min(1.25f, story.looks.line_height)};
    const BlockPtr label = paragraph(types, promise_label(f, s), promise);
    promise.face = Face::bold;
    promise.role = Role::figure;
    promise.ref = f.ref("value");
    blocks.push_back(
        run({label, paragraph(types, words::promised(f.target, s).joined(), promise)}, 0.35f * promise.em));
    return blocks;
}

BlockPtr number_in_sentence(const Typecase& types, const Story& story) {
    Style style = note_style(types, story);
    style.ref = story.facts.ref("value");
    return paragraph(types, number_in_sentence_text(story.facts, story.stage.strings), style);
}

Blocks caveats(const Typecase& types, const Story& story) {
    const words::Strings& s = story.stage.strings;
    if (!story.has_figure()) return {};
    Style style = note_style(types, story);
    style.language = &s.language_of(story.facts.shown->note);
    style.face = Face::bold;
    style.secondary = false;
    const std::string text = caveat_text(story.facts, s);
    style.dotted = terms_within(story, text, Explained::caveat);
    return {named(paragraph(types, text, style), explained_name(story, Explained::caveat))};
}

BlockPtr caveat_pointer(const Typecase& types, const Story& story) {
    const words::Strings& s = story.stage.strings;
    return paragraph(types, caveat_text(story.facts, s).empty() ? "" : s("caliber_next"),
                     note_style(types, story));
}

Blocks share_and_deadline(const Typecase& types, const Story& story) {
    Style share = note_style(types, story), due = share;
    share.ref = story.facts.ref("share");
    due.ref = story.facts.ref("deadline");
    return {paragraph(types, share_text(story.facts, story.stage.strings), share),
            paragraph(types, due_text(story), due),
            paragraph(types, late_text(story), note_style(types, story))};
}

BlockPtr bare_deadline(const Typecase& types, const Story& story) {
    Style due = note_style(types, story);
    due.ref = story.facts.ref("deadline");
    return paragraph(types, due_text(story), due);
}

BlockPtr as_of_block(const Typecase& types, const Story& story) {
    if (!story.has_figure()) return nullptr;
    Style style = note_style(types, story);
    style.ref = story.facts.ref("as_of");
    return paragraph(types, as_of_text(story.facts, story.stage.strings), style);
}

Blocks notes(const Typecase& types, const Story& story) {
    const TargetFacts& f = story.facts;
    const words::Strings& s = story.stage.strings;
    const Style plain = note_style(types, story);
    const bool silent = f.judgement.state == catalog::State::not_judged && !story.has_figure();
    const std::string parts = f.parts > 0 ? s.count("parts.note", static_cast<int>(f.parts)) : "";
    return {paragraph(types, said_text(f, s), plain),
            paragraph(types, newer_text(f, s), plain),
            paragraph(types, forecast_text(f, s), plain),
            paragraph(types, silent ? s("no_figure_either") : "", plain),
            paragraph(types, rule_beside_deadline(story), plain),
            paragraph(types, parts, plain),
            paragraph(types, same_as_text(f, story.stage), plain)};
}

BlockPtr quotation(const Typecase& types, const Story& story, float em) {
    const words::Language& language = language_of(story.document, story.stage);
    const std::string text = quoted(story.facts.target.quote, language);
    return paragraph(types, text,
                     {.face = Face::serif,
                      .em = em,
                      .line_height = story.looks.line_height,
                      .balanced = true,
                      .ref = story.facts.ref("quote"),
                      .language = &language,
                      .dotted = terms_within(story, text, Explained::sentence)},
                     {.least_em = types.metrics.em, .most_lines = 2});
}

Blocks document_lines(const Typecase& types, const Story& story) {
    const std::string translation = translation_text(story.facts, story.stage.strings);
    return {
        paragraph(types, translation,
                  {.line_height = 1.35f, .dotted = terms_within(story, translation, Explained::sentence)}),
        paragraph(types, written_in_text(story), {.secondary = true, .line_height = 1.4f})};
}

BlockPtr publisher_block(const Typecase& types, const Story& story) {
    if (!story.has_figure()) return nullptr;
    const TargetFacts& f = story.facts;
    const words::Strings& s = story.stage.strings;
    return column({paragraph(types, s(f.shown->derived.empty() ? "published_by" : "derived_from"),
                             {.face = Face::bold, .role = Role::label, .line_height = 1.35f}),
                   paragraph(types, publisher_text(*story.publisher, f.shown->published_on, s),
                             {.secondary = true, .line_height = 1.35f, .ref = f.ref("publisher")}),
                   paragraph(types, as_of_text(f, s),
                             {.secondary = true, .line_height = 1.35f, .ref = f.ref("as_of")})});
}

namespace {

/// What the code leads to.
std::string code_words(const Story& story) {
    if (!story.stage.web.empty()) return story.stage.strings("ask_code_web");
    return story.document.url.empty() ? "" : story.stage.strings("ask_code");
}

}  // namespace

BlockPtr ask_block(const Typecase& types, const Story& story) {
    const words::Strings& s = story.stage.strings;
    const std::string& hotline = story.stage.store.release().hotline;
    const std::string number = words::number_text(story.facts.target.number);
    const Style plain{.secondary = true, .role = Role::label, .line_height = 1.35f};
    Style bold = plain;
    bold.face = Face::bold;
    bold.secondary = false;
    const BlockPtr code = paragraph(types, code_words(story), plain);
    if (hotline.empty()) return code == nullptr ? nullptr : rigid(column({code}));
    return rigid(
        column({paragraph(types, s("ask_about"), bold),
                paragraph(types, s("ask_by", {{"hotline", hotline}, {"number", number}}), plain), code}));
}

BlockPtr document_code(const Typecase& types, const Story& story) {
    return qr_block(code_address(story.stage, story.facts.target.id, story.document),
                    4.4f * types.metrics.em);
}

BlockPtr target_picture(const Typecase& types, const Story& story, float least_height) {
    const auto& facts = story.facts;
    const BlockPtr caption = paragraph(
        types,
        caption_of(facts.picture, facts.target, story.stage.strings, story.stage.profile.high_contrast),
        {.secondary = true, .line_height = 1.4f});
    return picture_block(types, facts.picture, picture_sentence(story), caption, least_height);
}

namespace {

BlockPtr dwell_bar(const Typecase& types, const Story& story) {
    if (story.topic() == nullptr) return nullptr;
    const auto& list = story.stage.standing.of_topic(story.topic()->id);
    const float n = static_cast<float>(list.size()), em = types.metrics.em, gap = 0.5f * em,
                height = std::round(0.26f * em);
    const auto here = std::find_if(list.begin(), list.end(),
                                   [&](const auto* one) { return one->key.id == story.facts.target.id; });
    const auto draw = [=, count = list.size(), index = static_cast<std::size_t>(here - list.begin()),
                       &t = types.theme](Canvas& c, const Rect& box) {
        const float width = std::min(4 * em, (box.w + gap) / n - gap);
        const auto segment = [=, &t](Canvas& canvas, std::size_t i) {
            const Rect rect{box.x + static_cast<float>(i) * (width + gap), box.y, width, height};
            canvas.card(rect, height / 2, t.paper, t.ring, height / 6);
            return rect;
        };
        for (std::size_t i = 0; i < count; ++i)
            if (i != index) segment(c, i);
        const Rect around{box.x + static_cast<float>(index) * (width + gap), box.y, width, height};
        c.moving(around.inset(-gap / 4), [=, &t](Canvas& canvas) {
            Rect done = segment(canvas, index);
            done.w = std::max(height, width * std::max(0.1f, canvas.overlay().dwell_done));
            canvas.card(done, height / 2, t.accent, t.accent, 0);
        });
    };
    const float least = n * (gap + em) - gap;
    return least > kMostDwell * em ? nullptr : shape(least, height, draw);
}

BlockPtr invitation(const Typecase& types, const Story& story) {
    Typecase on_accent = types;
    on_accent.ground = types.theme.accent;
    const Metrics& m = types.metrics;
    const float em = m.type(40);
    const int all = static_cast<int>(story.stage.standing.entries().size());
    const BlockPtr words =
        paragraph(on_accent, story.stage.strings.count("rotation.touch", all),
                  {.face = Face::bold, .em = em, .role = Role::label, .line_height = 1.3f});
    return rigid(on_card(padded(run({icon_block(on_accent, "touch", em), words}, 0.5f * em),
                                {0.9f * em, 0.35f * em, 0.9f * em, 0.35f * em}),
                         types.theme.accent, 0.35f * em));
}

}  // namespace

BlockPtr rotation_foot(const Typecase& types, const Story& story) {
    const BlockPtr dwell = dwell_bar(types, story);
    const BlockPtr touch = invitation(types, story);
    if (dwell == nullptr) return row({stretched(space(0), {1, 0}), touch});
    return one_of({row({stretched(dwell, {1, 0}), touch}, types.metrics.em, Align::middle),
                   row({stretched(space(0), {1, 0}), touch})});
}

}  // namespace kiosk
