#include "kiosk/admin/pin_page.h"

#include <algorithm>
#include <cmath>

#include "kiosk/admin/furniture.h"
#include "kiosk/admin/pin.h"
#include "kiosk/scenes/flow.h"
#include "kiosk/scenes/pad_keys.h"

namespace kiosk {
namespace {

using What = AdminAct::What;

/// What stands beside the keys.
struct Display {
    std::string title;  // where the page has no room for a header
    std::size_t typed = 0;
    std::string said;
    bool is_grave = false;
};

std::vector<PadKey> keys_of(const words::Strings& s) {
    std::vector<PadKey> keys;
    const auto add_digit = [&](char d) {
        keys.push_back(digit_key(d, AdminAct{What::type, "", std::string(1, d)}));
    };
    for (char d = '1'; d <= '9'; ++d) add_digit(d);
    keys.push_back({"erase", s("find.erase"), "erase", AdminAct{What::erase}});
    add_digit('0');
    keys.push_back({"enter", s("admin.pin_enter"), "check", AdminAct{What::enter}, true});
    return keys;
}

/// A place for each digit that there has to be, and for each that was typed.
float draw_dots(Sheet& sheet, std::size_t typed, Point at, float width) {
    const auto places = static_cast<float>(std::max(typed, kShortestPin));
    const float pitch = std::min(2.2f * sheet.em(), width / static_cast<float>(kLongestPin)),
                r = 0.3f * pitch;
    sheet.draw([=, line = 2 * sheet.stage().metrics.hairline](Canvas& c) {
        for (float i = 0; i < places; ++i) {
            const Point center{at.x + r + i * pitch, at.y + r};
            if (i < static_cast<float>(typed))
                c.disc(center, r, c.colors().accent);
            else
                c.ring(center, r, c.colors().ring, line);
        }
    });
    return at.y + 2 * r;
}

std::string state_of(const AdminView::Pin& pin, const words::Strings& s) {
    if (pin.is_being_checked) return s("admin.pin_checking");
    if (pin.wait_s > 0) return s.count("admin.pin_wait", static_cast<int>((pin.wait_s + 59) / 60));
    if (pin.was_wrong) return s.count("admin.pin_wrong", pin.attempts_left);
    return s("admin.pin_note",
             {{"least", std::to_string(kShortestPin)}, {"most", std::to_string(kLongestPin)}});
}

/// What was typed, and what came of it.
void draw_display(Sheet& sheet, const Display& display, const Rect& area) {
    const float em = sheet.em();
    float y = area.y;
    if (!sheet.stage().metrics.roomy) {
        const Style title =
            fitting(sheet, display.title,
                    {.face = Face::bold, .accent = true, .role = Role::title, .line_height = 1.2f}, area.w,
                    area.h / 3);
        y = sheet.write(display.title, title, {area.x, y}, area.w);
    }
    const float below = draw_dots(sheet, display.typed, {area.x, y + 0.3f * em}, area.w) + 0.6f * em;
    const Style style{.face = display.is_grave ? Face::bold : Face::regular,
                      .secondary = !display.is_grave,
                      .line_height = 1.3f};
    sheet.write(display.said, fitting(sheet, display.said, style, area.w, area.bottom() - below),
                {area.x, below}, area.w);
}

void draw_pad(Sheet& sheet, const Display& display) {
    const Metrics& m = sheet.stage().metrics;
    const Rect room = sheet.room();
    const auto digits = keys_of(sheet.stage().strings);
    const float four_rows = 4 * (m.touch + m.gap) - m.gap, three_columns = 3 * (m.touch + m.gap) - m.gap;
    if (m.portrait && m.reach_top == 0) {
        const float height = std::clamp(0.6f * room.h, four_rows, std::max(four_rows, 28 * m.em));
        draw_display(sheet, display, {room.x, room.y, room.w, room.h - height - m.gap});
        return draw_pad_keys(sheet, digits, {room.x, room.bottom() - height, room.w, height}, 3);
    }
    const bool is_flat = room.h < four_rows;
    const float least = is_flat ? three_columns + m.touch + m.gap : three_columns;
    const float keys = std::max({least, 0.42f * room.w, std::min(18 * m.em, 0.5f * room.w)});
    draw_display(sheet, display, {room.x, room.y, room.w - keys - m.gutter, room.h});
    draw_pad_keys(sheet, digits, {room.right() - keys, room.y, keys, std::min(room.h, 24 * m.em)},
                  is_flat ? 4 : 3);
}

/// For whoever comes to a screen on which nobody has set one.
std::vector<FlowItem> how_to_set(const words::Strings& s) {
    const words::Language* const english = words::find_language("en");
    return {{.text = s("admin.pin_none"), .style = {.face = Face::bold}},
            {.text = s("admin.pin_how", {{"file", "kiosk.toml"}})},
            {.label = s("admin.pin_command"), .text = "kiosk --hash-pin", .style = {.language = english}}};
}

/// Of a PIN that is being set.
std::string state_of(const AdminView::SettingUp& up, const words::Strings& s) {
    if (up.is_being_made) return s("admin.pin_checking");
    if (up.is_pin_kept) return s("admin.pin_kept");
    if (up.did_differ) return s("admin.pin_differs");
    if (up.is_again) return s("admin.pin_again");
    return s("admin.pin_note",
             {{"least", std::to_string(kShortestPin)}, {"most", std::to_string(kLongestPin)}});
}

base::Result<Page> pad_page(const Stage& stage, const Address& address, const Display& display) {
    if (address.page > 1) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    if (stage.metrics.roomy)
        dress_admin(sheet, address, 1, "lock", display.title);
    else
        dress_low(sheet, address, 1);
    draw_pad(sheet, display);
    return sheet.take(1, 1);
}

}  // namespace

base::Result<Page> pin_page(const Stage& stage, const Address& address, const AdminView::Pin& pin) {
    const words::Strings& s = stage.strings;
    if (pin.is_set)
        return pad_page(stage, address,
                        {s("admin.pin_title"), pin.typed, state_of(pin, s), pin.was_wrong || pin.wait_s > 0});
    const Furniture furniture = [&](Sheet& sheet, int page, int pages) {
        dress_text(sheet, address.on_page(page), pages, "lock", sheet.stage().strings("admin.pin_title"));
    };
    return build_flow(stage, address, furniture, how_to_set(s));
}

base::Result<Page> new_pin_page(const Stage& stage, const Address& address, const AdminView::SettingUp& up) {
    const words::Strings& s = stage.strings;
    return pad_page(stage, address,
                    {s("admin.new_pin"), up.typed, state_of(up, s), up.did_differ || up.is_pin_kept});
}

}  // namespace kiosk
