#pragma once

#include "kiosk/ui/block.h"
#include "kiosk/ui/pictures.h"

/// Blocks that are no text.
namespace kiosk {

/// A shape of that size; `baseline` 0: its lower edge.
[[nodiscard]] BlockPtr shape(float width, float height, std::function<void(Canvas&, const Rect&)> draw,
                             float baseline = 0);
/// A line across the whole width: decoration.
[[nodiscard]] BlockPtr hairline(const Typecase& types);
/// The rule under a header.
[[nodiscard]] BlockPtr heavy_rule(const Typecase& types);
/// A state's mark, in the middle of a line of that size.
[[nodiscard]] BlockPtr state_mark(const Typecase& types, catalog::State state, float em);
[[nodiscard]] BlockPtr icon_block(const Typecase& types, const std::string& name, float em);
/// A QR code with its quiet zone: a short address takes about `usual_side` pixels, a longer one more, so that
/// a phone can read every one. Null where there is nothing to say.
[[nodiscard]] BlockPtr qr_block(const std::string& text, float usual_side);

/// A target's picture, filling its box from the top, with the caption close under it. `sentence` says what it
/// shows. Null without a picture.
[[nodiscard]] BlockPtr picture_block(const Typecase& types, const TargetPicture& picture,
                                     const std::string& sentence, BlockPtr caption, float least_height);

/// `block` on a coloured card.
[[nodiscard]] BlockPtr on_card(BlockPtr block, Color color, float radius);

}  // namespace kiosk
