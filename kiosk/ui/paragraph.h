#pragma once

#include <string>

#include "kiosk/ui/block.h"
#include "kiosk/ui/style.h"
#include "words/format.h"

namespace kiosk {

/// How far a text may become smaller.
struct TextLimits {
    float least_em = 0;              // [px]; 0: as large as its style says
    std::size_t most_lines = 0;      // as long as its size allows; 0: any number
    bool elides = false;             // what is longer than that ends with …, and shows no catalog value
    bool shrinks_to_height = false;  // where there is less room than it would like
};

/// A text in lines, in the largest size that its limits allow. A style without a size has the body's. Empty
/// texts stand nowhere (null). It is cut between lines; the parts show no catalog value.
[[nodiscard]] BlockPtr paragraph(const Typecase& types, std::string text, Style style = {},
                                 TextLimits limits = {});

/// The rules under a part of a set text, relative to the block's top left corner and without height: one for
/// each line that has some of it.
[[nodiscard]] std::vector<Rect> rules_under(const TextBlock& block, const TextRange& part);

/// A figure of the largest size from `em` down to `least_em` that its box allows, on one line.
struct FigureLook {
    float em = 0, least_em = 0;  // [px], of the number; its words are smaller, but not than the body
    Role role = Role::figure;
    std::string ref = {};
};
[[nodiscard]] BlockPtr figure_block(const Typecase& types, const words::Figure& figure,
                                    const FigureLook& look);

/// `em` large, on one line.
[[nodiscard]] TextBlock set_number(const Typecase& types, const words::Figure& figure, float em);

}  // namespace kiosk
