#include "kiosk/scenes/figure_room.h"

#include <algorithm>

#include "kiosk/scenes/placing.h"
#include "kiosk/ui/paragraph.h"

namespace kiosk {
namespace {

constexpr float kLeastRings = 5;  // [em] of height, below which a field of rings is no picture

}  // namespace

void fill_with_figure(Sheet& sheet, const catalog::Target& target, const TargetPicture& picture,
                      const Rect& room, float largest_em, Color ground) {
    const float em = sheet.em();
    Typecase types = typecase_of(sheet.stage());
    types.ground = ground;
    const BlockPtr figure = figure_block(types, words::promised(target, sheet.stage().strings),
                                         {.em = std::max(em, std::min(largest_em, 0.95f * room.h)),
                                          .least_em = em,
                                          .ref = "target:" + target.id.text + ":value"});
    if (!fits(*figure, room.w, room.h)) return;
    const float height = std::min(room.h, figure->down(room.w).natural);
    const Rect above{room.x, room.y + 0.4f * em, room.w, room.h - height - 1.8f * em};
    if (!std::holds_alternative<RingField>(picture) || above.h < kLeastRings * em) {
        (void)place_block(sheet, *figure, {room.x, room.y + (room.h - height) / 2, room.w, height});
        return;
    }
    sheet.draw([picture, above, em](Canvas& c) { draw_picture(c, picture, above, em); });
    (void)place_block(sheet, *figure, {room.x, room.bottom() - height - 0.3f * em, room.w, height});
}

}  // namespace kiosk
