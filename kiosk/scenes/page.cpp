#include "kiosk/scenes/page.h"

#include <algorithm>

namespace kiosk {
namespace {

template <class Test>
const TouchArea* first_of(const std::vector<TouchArea>& areas, Test test) {
    const auto found = std::find_if(areas.begin(), areas.end(), test);
    return found == areas.end() ? nullptr : &*found;
}

}  // namespace

void Page::draw(Canvas& canvas) const {
    if (language != nullptr) canvas.set_language(*language);
    const Overlay& overlay = canvas.overlay();
    if (const TouchArea* area = find_area(overlay.focused)) canvas.focus_frame(area->rect);
    for (const auto& item : items) item(canvas);
    if (overlay.pressed) canvas.press_mark(*overlay.pressed);
    if (overlay.spoken) canvas.reading_frame(*overlay.spoken);
}

const TouchArea* Page::find_area(std::string_view touch_id) const {
    return first_of(touch, [&](const TouchArea& area) { return area.id == touch_id; });
}

const TouchArea* Page::area_at(Point at) const {
    return first_of(touch, [&](const TouchArea& area) { return area.rect.contains(at); });
}

}  // namespace kiosk
