#include "kiosk/admin/menus.h"

#include <algorithm>
#include <array>

#include "kiosk/admin/furniture.h"
#include "kiosk/admin/pages.h"
#include "kiosk/scenes/ways.h"

namespace kiosk {
namespace {

using What = AdminAct::What;

Request to(const char* key) { return Go{admin_address(key)}; }

std::string whole_of(const base::SettingValue& value) {
    const auto* const whole = std::get_if<std::int64_t>(&value);
    return whole != nullptr ? std::to_string(*whole) : "";
}

std::string language_name(const base::SettingValue& value, const words::Strings& s) {
    const auto* const tag = std::get_if<std::string>(&value);
    const words::Language* const language = tag != nullptr ? words::find_language(*tag) : nullptr;
    return language != nullptr ? std::string(language->own_name) : s("admin.language_of_release");
}

Way way_of(const AdminView::Local& local, const words::Strings& s) {
    const std::string n = whole_of(local.value);
    Way way{.id = "set/" + local.name,
            .note = s(local.is_set_here ? "admin.set_here" : "admin.set_in_file"),
            .request = AdminAct{What::set, local.name}};
    switch (local.key) {
        case LocalKey::hours:
            way.title = s("admin.set_hours");
            way.icon = "clock";
            way.is_on = std::get<bool>(local.value);
            way.note = s(*way.is_on ? "admin.set_hours_on" : "admin.set_hours_off");
            break;
        case LocalKey::dwell:
            way.title = s("admin.set_dwell", {{"n", n}});
            way.icon = "right";
            break;
        case LocalKey::ask_after:
            way.title = s("admin.set_ask_after", {{"n", n}});
            way.icon = "question";
            break;
        case LocalKey::emergency_volume:
            way.title = s("admin.set_emergency_volume", {{"n", n}});
            way.icon = "sound";
            break;
        case LocalKey::language:
            way.title = s("admin.set_language", {{"name", language_name(local.value, s)}});
            way.icon = "globe";
            break;
        case LocalKey::panel_width:  // which have pages of their own
        case LocalKey::rotation:
        case LocalKey::pin:
            break;
    }
    return way;
}

/// What came of the last wish; empty: nothing was wished for.
std::string answer_text(const AdminView& view, const words::Strings& s) {
    if (!view.may_wish) return s("admin.wish_nowhere");
    if (view.wished.word.empty()) return s("admin.wish_note");
    if (view.wished.is_overdue) return s("admin.wish_overdue");
    switch (view.wished.answer) {
        case WishAnswer::none:
            return s("admin.wish_asked");
        case WishAnswer::taken:
            return s("admin.wish_taken");
        case WishAnswer::done:
            return s("admin.wish_done");
        case WishAnswer::failed:
            return s("admin.wish_failed");
        case WishAnswer::unknown:
            return s("admin.wish_unknown");
    }
    return {};
}

void draw_lead(Sheet& sheet, const std::string& text) {
    if (text.empty()) return;
    const Metrics& m = sheet.stage().metrics;
    const Style style{.line_height = 1.3f, .balanced = true};
    const Rect room = sheet.room();
    sheet.take_room_above(sheet.write(text, style, {room.x, room.y}, room.w) +
                          (m.roomy ? 0.8f : 0.3f) * m.em);
}

/// One thing that needs root. Those that take the picture away ask once more.
struct Action {
    const char *word, *title, *note, *icon, *sure;
};
constexpr std::array kActions{
    Action{"import", "admin.import", "admin.import_note", "stick", nullptr},
    Action{"logs", "admin.logs", "admin.logs_note", "document", nullptr},
    Action{"settings", "admin.stick_settings", "admin.stick_settings_note", "sliders", nullptr},
    Action{"restart", "admin.restart", "admin.restart_note", "again", "sure-restart"},
    Action{"reboot", "admin.reboot", "admin.reboot_note", "power", "sure-reboot"},
};

AdminAct wish_for(std::string_view word) { return {What::wish, "", std::string(word)}; }

}  // namespace

base::Result<Page> admin_menu(const Stage& stage, const Address& address) {
    const words::Strings& s = stage.strings;
    const std::vector<Way> ways{
        {"admin/state", s("admin.state"), s("admin.state_note"), "list", to("state")},
        {"admin/touch", s("admin.touch"), s("admin.touch_note"), "touch", to(kAdminTouch)},
        {"admin/panel", s("admin.panel"), s("admin.panel_note"), "grid", to("panel")},
        {"admin/clean", s("admin.clean"), s("admin.clean_note"), "drop", to(kAdminClean)},
        {"admin/settings", s("admin.settings"), s("admin.settings_note"), "sliders", to("settings")},
        {"admin/set-up", s("admin.set_up"), s("admin.set_up_note"), "lock", to(kAdminSetUp)},
        {"admin/actions", s("admin.actions"), s("admin.actions_note"), "power", to(kAdminActions)}};
    return page_of_ways(
        stage, address,
        [&](Sheet& sheet, const Address& at, int pages) {
            dress_admin(sheet, at, pages, "lock", s("admin.title"));
        },
        ways);
}

base::Result<Page> local_settings_page(const Stage& stage, const Address& address, const AdminView& view) {
    const words::Strings& s = stage.strings;
    std::vector<Way> ways;
    for (const AdminView::Local& local : view.settings) ways.push_back(way_of(local, s));
    ways.push_back({"undo", s("admin.undo"), s("admin.undo_note"), "back", AdminAct{What::undo_settings}});
    return page_of_ways(
        stage, address,
        [&](Sheet& sheet, const Address& at, int pages) {
            dress_admin(sheet, at, pages, "sliders", s("admin.settings"));
            if (!view.settings_fault.empty()) draw_lead(sheet, s("admin.settings_fault"));
        },
        ways);
}

base::Result<Page> actions_page(const Stage& stage, const Address& address, const AdminView& view) {
    const words::Strings& s = stage.strings;
    std::vector<Way> ways;
    for (const Action& one : kActions)
        ways.push_back({std::string("wish/") + one.word, s(one.title), s(one.note), one.icon,
                        one.sure != nullptr ? to(one.sure) : Request{wish_for(one.word)}});
    return page_of_ways(
        stage, address,
        [&](Sheet& sheet, const Address& at, int pages) {
            dress_admin(sheet, at, pages, "power", s("admin.actions"));
            draw_lead(sheet, answer_text(view, s));
        },
        ways);
}

base::Result<Page> sure_page(const Stage& stage, const Address& address, std::string_view word) {
    const words::Strings& s = stage.strings;
    const auto action =
        std::find_if(kActions.begin(), kActions.end(), [&](const Action& a) { return a.word == word; });
    if (action == kActions.end() || action->sure == nullptr || address.page > 1)
        return base::fail(base::Errc::not_found, address.id() + ": no such page");
    const std::vector<Way> ways{{"yes", s(action->title), s(action->note), action->icon, wish_for(word)},
                                {"no", s("admin.no"), s("admin.no_note"), "back", Wish::back}};
    return page_of_ways(
        stage, address,
        [&](Sheet& sheet, const Address& at, int pages) {
            dress_admin(sheet, at, pages, "question", s("admin.sure"));
        },
        ways);
}

}  // namespace kiosk
