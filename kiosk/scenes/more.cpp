#include "kiosk/scenes/more.h"

#include <cmath>

namespace kiosk {

base::Result<Page> build_more(const Stage& stage, const Address& address) {
    Sheet sheet{stage, address};
    const words::Strings& s = stage.strings;
    const Metrics& m = stage.metrics;
    std::vector<Control> controls = choice_controls(stage);
    if (!(stage.profile.low_reach && m.portrait)) controls.push_back({"home", s("control.home"), Wish::home});
    controls.push_back({"back", s("control.back"), Wish::back});
    const Rect room = sheet.room();
    const int columns = room.w / m.em >= 16 ? 2 : 1,
              rows = (static_cast<int>(controls.size()) + columns - 1) / columns;
    const float width =
        std::floor((room.w - static_cast<float>(columns - 1) * m.gap) / static_cast<float>(columns));
    const float tall = std::floor((room.h - static_cast<float>(rows - 1) * m.gap) / static_cast<float>(rows));
    const float height = std::max(m.touch, std::min(tall, 4 * m.em));
    const float top = room.bottom() - static_cast<float>(rows) * (height + m.gap) + m.gap;
    for (std::size_t i = 0; i < controls.size(); ++i)
        sheet.button(
            controls[i].id, controls[i].label,
            {room.x + static_cast<float>(static_cast<int>(i) % columns) * (width + m.gap),
             top + static_cast<float>(static_cast<int>(i) / columns) * (height + m.gap), width, height},
            controls[i].request);
    return sheet.take(1, 1);
}

}  // namespace kiosk
