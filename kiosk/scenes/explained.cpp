#include "kiosk/scenes/explained.h"

#include <algorithm>
#include <array>

#include "words/terms.h"

namespace kiosk {
namespace {

constexpr std::array kAll{Explained::name, Explained::caveat, Explained::sentence};

const char* id_of(Explained which) {
    switch (which) {
        case Explained::name:
            return "explained/name";
        case Explained::caveat:
            return "explained/caveat";
        default:
            return "explained/sentence";
    }
}

/// As far as it is in the visitor's language, in which the terms are explained.
std::string text_of(const Story& story, Explained which) {
    const words::Strings& s = story.stage.strings;
    const catalog::Target& t = story.facts.target;
    if (which == Explained::name) return &s.language_of(t.name) == &s.language() ? s.pick(t.name) : "";
    if (which == Explained::caveat) return caveat_text(story.facts, s);
    const bool is_ours = &language_of(story.document, story.stage) == &s.language();
    return translation_text(story.facts, s) + "\n" +
           (is_ours ? quoted(t.quote, s.language()) : std::string());
}

/// In low reach only what stands at the foot of a page answers.
bool is_in_reach(const Story& story, Explained which) {
    return story.stage.metrics.reach_top == 0 || which == Explained::sentence;
}

std::vector<const catalog::Term*> terms_of(const Story& story, Explained which) {
    return words::terms_in(text_of(story, which), story.terms, story.stage.strings.language());
}

std::string passage_of(const catalog::Term& term) { return "term/" + term.id; }

/// As large as a finger, around the middle of `box`, inside `room`.
Rect finger_sized(const Rect& box, const Rect& room, float touch) {
    Rect rect = box;
    rect.w = std::min(std::max(box.w, touch), room.w);
    rect.h = std::min(std::max(box.h, touch), room.h);
    rect.x = std::clamp(box.x + (box.w - rect.w) / 2, room.x, room.right() - rect.w);
    rect.y = std::clamp(box.y + (box.h - rect.h) / 2, room.y, room.bottom() - rect.h);
    return rect;
}

}  // namespace

std::string explained_name(const Story& story, Explained which) {
    return !is_in_reach(story, which) || terms_of(story, which).empty() ? "" : id_of(which);
}

std::vector<TextRange> terms_within(const Story& story, const std::string& text, Explained which) {
    std::vector<TextRange> parts;
    if (!is_in_reach(story, which) || text_of(story, which).find(text) == std::string::npos) return parts;
    for (const auto& place : words::term_places(text, story.terms, story.stage.strings.language()))
        parts.push_back({place.at, place.length});
    return parts;
}

void add_terms(std::vector<FlowItem>& items, const Story& story) {
    const words::Strings& s = story.stage.strings;
    std::string text;
    for (const Explained which : kAll) text += text_of(story, which) + "\n";
    for (const catalog::Term* term : words::terms_in(text, story.terms, s.language()))
        items.push_back({.label = s("term", {{"name", s.pick(term->name)}}),
                         .text = s.pick(term->meaning),
                         .name = passage_of(*term)});
}

void touch_explained(Sheet& sheet, const Story& story, const std::vector<Spot>& spots, const Address& address,
                     const FlowPages& details) {
    const words::Strings& s = story.stage.strings;
    for (const Explained which : kAll) {
        const auto spot = std::find_if(spots.begin(), spots.end(),
                                       [&](const Spot& one) { return one.name == id_of(which); });
        const auto terms = terms_of(story, which);
        if (spot == spots.end() || terms.empty()) continue;
        const auto page = details.find(passage_of(*terms.front()));
        const Rect rect = finger_sized(spot->box, sheet.room(), story.stage.metrics.touch);
        if (!page || !sheet.has_room_for_touch(rect)) continue;
        std::string names;
        for (const catalog::Term* term : terms)
            names += (names.empty() ? "" : s("list_comma")) + s.pick(term->name);
        sheet.touch(id_of(which), s("terms_here", {{"names", names}}), rect, Go{address.on_page(2 + *page)});
    }
}

}  // namespace kiosk
