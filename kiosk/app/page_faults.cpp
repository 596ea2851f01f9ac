#include "kiosk/app/page_faults.h"

#include <set>

#include "kiosk/ui/canvas.h"

namespace kiosk {
namespace {

constexpr float kSlack = 1;  // [px]: rects are not whole pixels

}  // namespace

std::string page_faults(const Session& session, Library& library) {
    std::string faults;
    const auto fault = [&](bool wrong, const std::string& what) {
        if (wrong) faults += what + "\n";
    };
    const Page& page = session.page();
    Record record;
    Canvas canvas{nullptr, library.fonts, session.colors(), page.metrics, record, session.overlay()};
    page.draw(canvas);
    fault(page.id.empty(), "no page id");
    fault(page.number < 1 || page.number > page.count, fmt::format("page {} of {}", page.number, page.count));
    fault(record.missing_glyphs > 0, "a glyph is missing");
    const float width = session.metrics().width, height = session.metrics().height;
    const auto is_outside = [&](const Rect& r) {
        return r.x < -kSlack || r.y < -kSlack || r.right() > width + kSlack || r.bottom() > height + kSlack;
    };
    for (const DrawnText& text : record.texts) {
        fault(text.text.find("[[") != std::string::npos, "missing string: " + text.text);
        fault(text.clipped || is_outside(text.rect), "clipped: " + text.text);
    }
    std::set<std::string> ids;
    for (const TouchArea& area : page.touch) {
        fault(!ids.insert(area.id).second, "two areas are called " + area.id);
        fault(is_outside(area.rect), "touch area outside the picture: " + area.id);
        fault(area.id.empty(), "a touch area without a name: " + area.label);
    }
    fault(!session.focus().empty() && !ids.contains(session.focus()), "focus on nothing: " + session.focus());
    fault(session.is_rotating() && session.profile() != Profile{}, "a choice outlives its visitor");
    return faults;
}

}  // namespace kiosk
