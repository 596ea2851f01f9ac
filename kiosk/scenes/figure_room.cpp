#include "kiosk/scenes/figure_room.h"

#include <algorithm>
#include <cmath>

#include "kiosk/scenes/story.h"

namespace kiosk {
namespace {

constexpr float kLeastRings = 5;  // [em] of height, below which a field of rings is no picture

}  // namespace

void fill_with_figure(Sheet& sheet, const catalog::Target& target, const TargetPicture& picture,
                      const Rect& room, float largest_em, Color ground) {
    const float em = sheet.em();
    const TextBlock figure = set_huge(sheet, words::promised(target, sheet.stage().strings),
                                      std::min(largest_em, 0.95f * room.h), room.w);
    if (figure.height > room.h || figure.width > room.w) return;
    const Style style{.role = Role::figure, .ref = "target:" + target.id.text + ":value"};
    const Rect above{room.x, room.y + 0.4f * em, room.w, room.h - figure.height - 1.8f * em};
    if (!std::holds_alternative<RingField>(picture) || above.h < kLeastRings * em) {
        sheet.place(figure, {room.x, room.y + (room.h - figure.height) / 2}, style, ground);
        return;
    }
    sheet.draw([picture, above](Canvas& c) { draw_picture(c, picture, above); });
    sheet.place(figure, {room.x, room.bottom() - figure.height - 0.3f * em}, style, ground);
}

}  // namespace kiosk
