#include "kiosk/scenes/ask.h"

#include <cmath>

namespace kiosk {

base::Result<Page> build_ask(const Stage& stage, const Address& address) {
    Sheet sheet{stage, address};
    const words::Strings& s = stage.strings;
    const Metrics& m = stage.metrics;
    const Rect room = sheet.room();
    const float width = std::min(room.w, 24 * m.em),
                height = std::max(m.touch, std::min(6 * m.em, 0.24f * room.h));
    const float bottom = stage.profile.low_reach ? room.bottom() : room.y + 0.86f * room.h;
    const Rect button{std::round(room.x + (room.w - width) / 2), bottom - height, width, height};
    const Style title{
        .face = Face::serif, .em = m.type(84), .role = Role::title, .line_height = 1.25f, .balanced = true};
    const Style note{.em = m.type(38), .secondary = true, .line_height = 1.4f, .balanced = true};
    const TextBlock question = sheet.set(s("ask.title"), title, room.w),
                    seconds = sheet.set(s.count("ask.note", stage.seconds_left), note, room.w);
    float y = room.y + std::max(0.0f, (button.y - room.y - question.height - seconds.height) / 2);
    y = sheet.place(question, {room.x + (room.w - question.width) / 2, y}, title) + 0.3f * m.em;
    sheet.place(seconds, {room.x + (room.w - seconds.width) / 2, y}, note);
    sheet.button("stay", s("ask.stay"), button, Wish::stay, true, m.type(48));
    return sheet.take(1, 1);
}

}  // namespace kiosk
