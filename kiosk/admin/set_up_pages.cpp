#include "kiosk/admin/set_up_pages.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/admin/furniture.h"
#include "kiosk/admin/pages.h"
#include "kiosk/scenes/flow.h"
#include "kiosk/scenes/ways.h"

namespace kiosk {
namespace {

using What = AdminAct::What;

// ISO/IEC 7810, ID-1: bank and identity cards. [mm]
constexpr float kCardWidthMm = 85.6f, kCardHeightMm = 53.98f, kCardCornerMm = 3.2f;

MenuFurniture furniture_of(const char* icon, std::string title) {
    return [icon, title = std::move(title)](Sheet& sheet, const Address& at, int pages) {
        dress_admin(sheet, at, pages, icon, title);
    };
}

/// Of a pixel, with the width that is being tried out.
float mm_per_px(const AdminView::SettingUp& up) {
    const auto width = static_cast<float>(std::max(1, up.own_width_px()));
    return up.width_mm > 0 ? static_cast<float>(up.width_mm) / width : up.panel.mm_per_px;
}

void draw_card(Sheet& sheet, const Rect& card, float mm) {
    sheet.draw([=, line = 2 * sheet.stage().metrics.hairline](Canvas& c) {
        c.card(card, kCardCornerMm / mm, c.colors().card, c.colors().ink, line);
    });
}

void draw_bar(Sheet& sheet, Point from, float length, float tick) {
    sheet.draw([=](Canvas& c) {
        const Color ink = c.colors().ink;
        const float width = std::max(2.0f, c.metrics().hairline);
        c.fill({from.x, from.y - width / 2, length, width}, ink);
        for (const float x : {from.x, from.x + length - width})
            c.fill({x, from.y - tick, width, 2 * tick}, ink);
    });
}

/// Bar and card in `area`, each where it has room.
void draw_measures(Sheet& sheet, const AdminView::SettingUp& up, const Rect& area) {
    const words::Strings& s = sheet.stage().strings;
    const Metrics& m = sheet.stage().metrics;
    const float mm = mm_per_px(up), tick = 0.3f * m.touch;
    const int centimetres = std::clamp(static_cast<int>(area.w * mm / 10), 1, 10);
    const float length = static_cast<float>(centimetres) * 10 / mm;
    const Style style{.secondary = true, .role = Role::label, .line_height = 1.3f};
    draw_bar(sheet, {area.x, area.y + tick}, std::min(length, area.w), tick);
    float y = area.y + 2 * tick + 0.2f * m.em;
    y = sheet.write(s("admin.size_bar", {{"n", std::to_string(centimetres * 10)}}), style, {area.x, y},
                    area.w) +
        0.5f * m.em;
    const Rect card{area.x, y, kCardWidthMm / mm, kCardHeightMm / mm};
    if (card.right() > area.right() || card.bottom() > area.bottom()) return;
    draw_card(sheet, card, mm);
    const TextBlock words = sheet.set(s("admin.size_card"), style, area.w);
    const Point under{area.x, card.bottom() + 0.4f * m.em};
    if (under.y + words.height <= area.bottom()) sheet.place(words, under, style);
}

struct Step {
    const char *id, *label, *mm;
};
constexpr std::array kSteps{Step{"narrower-10", "−10", "-10"}, Step{"wider-10", "+10", "10"},
                            Step{"narrower-1", "−1", "-1"}, Step{"wider-1", "+1", "1"}};

/// Two and two, and under them what keeps the width.
void draw_steps(Sheet& sheet, const Rect& area) {
    const words::Strings& s = sheet.stage().strings;
    const Metrics& m = sheet.stage().metrics;
    const float height = std::min(std::floor((area.h - 2 * m.gap) / 3), std::max(m.touch, 4 * m.em)),
                width = std::floor((area.w - m.gap) / 2);
    for (int i = 0; i < 4; ++i) {
        const Step& step = kSteps[static_cast<std::size_t>(i)];
        sheet.button(step.id, step.label,
                     {area.x + static_cast<float>(i % 2) * (width + m.gap),
                      area.y + static_cast<float>(i / 2) * (height + m.gap), width, height},
                     AdminAct{What::widen, "", step.mm}, false, m.type(48));
    }
    const Rect last{area.x, area.y + 2 * (height + m.gap), 2 * width + m.gap, height};
    sheet.button("keep", s("admin.size_keep"), last, AdminAct{What::keep_width}, true);
}

}  // namespace

base::Result<Page> set_up_menu(const Stage& stage, const Address& address, const AdminView::SettingUp& up) {
    const words::Strings& s = stage.strings;
    const auto to = [](const char* key) { return Request{Go{admin_address(key)}}; };
    std::vector<Way> ways{{"admin/size", s("admin.size"), s("admin.size_note"), "sliders", to("size")},
                          {"admin/turn", s("admin.turn"), s("admin.turn_note"), "again", to("turn")},
                          {"admin/touch", s("admin.touch"), s("admin.touch_note"), "touch", to(kAdminTouch)},
                          {"admin/state", s("admin.state"), s("admin.state_note"), "list", to("state")},
                          {"admin/root", s("admin.root"), s("admin.root_note"), "document", to("root")}};
    if (up.may_set_pin)
        ways.push_back(
            {"admin/new-pin", s("admin.new_pin"), s("admin.new_pin_note"), "lock", to(kAdminNewPin)});
    ways.push_back(
        {"admin/sure-restart", s("admin.ready"), s("admin.ready_note"), "check", to("sure-restart")});
    return page_of_ways(stage, address, furniture_of("sliders", s("admin.set_up")), ways);
}

base::Result<Page> size_page(const Stage& stage, const Address& address, const AdminView::SettingUp& up) {
    Sheet sheet{stage, address};
    const words::Strings& s = stage.strings;
    const Metrics& m = stage.metrics;
    if (m.roomy)
        dress_admin(sheet, address, 1, "sliders", s("admin.size"));
    else
        dress_low(sheet, address, 1);
    const Rect room = sheet.room();
    const float least = 2 * m.touch + m.gap, high = 3 * m.touch + 2 * m.gap;
    const bool is_beside = !m.portrait || m.reach_top > 0;
    const float wide = is_beside ? std::max(least, std::min(0.36f * room.w, 18 * m.em)) : room.w;
    const Rect steps =
        is_beside ? Rect{room.right() - wide, room.y, wide, room.h}
                  : Rect{room.x, room.bottom() - std::max(high, 13 * m.em), wide, std::max(high, 13 * m.em)};
    const Rect left{room.x, room.y, is_beside ? room.w - wide - m.gutter : room.w,
                    is_beside ? room.h : steps.y - room.y - m.gap};
    const Style figure{
        .face = Face::bold, .em = m.roomy ? m.type(44) : m.em, .role = Role::title, .line_height = 1.3f};
    const std::string width = s(up.is_width_kept ? "admin.size_kept" : "admin.size_is",
                                {{"n", fmt::format("{:.0f}", up.width_mm)}});
    const float below = sheet.write(width, figure, {left.x, left.y}, left.w) + 0.4f * m.em;
    draw_measures(sheet, up, {left.x, below, left.w, left.bottom() - below});
    draw_steps(sheet, steps);
    return sheet.take(1, 1);
}

base::Result<Page> turn_page(const Stage& stage, const Address& address, const AdminView::SettingUp& up) {
    const words::Strings& s = stage.strings;
    std::vector<Way> ways;
    for (const int degrees : {0, 90, 180, 270}) {
        const std::string n = std::to_string(degrees);
        ways.push_back({"turn/" + n, degrees == 0 ? s("admin.turn_none") : s("admin.turn_by", {{"n", n}}),
                        s("admin.turn_after"), "again", AdminAct{What::turn, "", n},
                        up.rotation_deg == degrees});
    }
    return page_of_ways(stage, address, furniture_of("again", s("admin.turn")), ways);
}

base::Result<Page> root_page(const Stage& stage, const Address& address, const AdminView::SettingUp& up) {
    const words::Strings& s = stage.strings;
    constexpr std::size_t kGroup = 8;
    std::string groups;
    for (std::size_t i = 0; i < up.root_fingerprint.size(); i += kGroup)
        groups += (groups.empty() ? "" : " ") + up.root_fingerprint.substr(i, kGroup);
    const std::vector<FlowItem> items{{.label = s("admin.root_is"),
                                       .text = groups.empty() ? s("admin.root_none") : groups,
                                       .style = {.face = Face::bold}},
                                      {.text = s("admin.root_how")}};
    return build_flow(
        stage, address,
        [&](Sheet& sheet, int page, int pages) {
            dress_text(sheet, address.on_page(page), pages, "document", sheet.stage().strings("admin.root"));
        },
        items);
}

}  // namespace kiosk
