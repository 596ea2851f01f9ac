#include "kiosk/scenes/corner_note.h"

#include <cmath>

#include "kiosk/ui/text.h"

namespace kiosk {

void add_corner_note(Page& page, const Stage& stage, const std::string& words) {
    const Metrics& m = stage.metrics;
    const Theme& t = stage.theme;
    const float pad = std::round(0.6f * m.em), widest = std::min(m.width - 2 * m.margin, 24 * m.em);
    const TextBlock block = set_text(stage.fonts, {words, Face::bold, m.em}, widest - 2 * pad,
                                     {.language = &stage.strings.language(), .balanced = true});
    const float width = std::ceil(block.width) + 2 * pad, below_the_band = 2 * m.em;
    const Rect card{std::round(m.width - m.margin - width), std::round(std::max(m.margin, below_the_band)),
                    width, std::ceil(block.height) + 2 * pad};
    const Ink ink{t.on_accent, t.accent, Role::label, "", card, Part::band};
    page.items.push_back([=, &t](Canvas& c) {
        c.card(card, 0.5f * m.em, t.accent, t.accent, m.hairline);
        c.text(block, {card.x + pad, card.y + pad}, ink);
    });
}

}  // namespace kiosk
