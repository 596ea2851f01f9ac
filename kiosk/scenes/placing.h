#pragma once

#include "kiosk/scenes/sheet.h"
#include "kiosk/ui/block.h"

namespace kiosk {

/// What the blocks of a stage's pages are set from. Lives as long as the stage's references.
[[nodiscard]] inline Typecase typecase_of(const Stage& stage) {
    return {stage.fonts,   stage.theme,      stage.icons, stage.strings.language(),
            stage.metrics, stage.theme.paper};
}

/// Draws a block on the sheet, after all that it has; answers where its named parts stand.
[[nodiscard]] inline std::vector<Spot> place_block(Sheet& sheet, const Block& block, const Rect& box) {
    Drawing drawing;
    block.render(box, drawing);
    for (auto& item : drawing.items) sheet.draw(std::move(item));
    return std::move(drawing.spots);
}

}  // namespace kiosk
