#include "kiosk/admin/pages.h"

#include "kiosk/admin/furniture.h"
#include "kiosk/admin/menus.h"
#include "kiosk/admin/pin_page.h"
#include "kiosk/admin/set_up_pages.h"
#include "kiosk/admin/state_page.h"
#include "kiosk/admin/test_pages.h"

namespace kiosk {
namespace {

constexpr std::string_view kSure = "sure-";

base::Result<Page> state_page(const Stage& stage, const Address& address, const AdminView& view) {
    const Furniture furniture = [&](Sheet& sheet, int page, int pages) {
        dress_text(sheet, address.on_page(page), pages, "list", sheet.stage().strings("admin.state"));
    };
    return build_flow(stage, address, furniture, state_items(stage, view));
}

}  // namespace

base::Result<Page> ViewPages::build(const Stage& stage, const Address& address) const {
    const std::string& key = address.key;
    if (key == kAdminPin) return pin_page(stage, address, view_.pin);
    if (key.empty()) return admin_menu(stage, address);
    if (key == "state") return state_page(stage, address, view_);
    if (key == "panel") return panel_test_page(stage, address);
    if (key == "settings") return local_settings_page(stage, address, view_);
    if (key == kAdminSetUp) return set_up_menu(stage, address, view_.up);
    if (key == "turn") return turn_page(stage, address, view_.up);
    if (key == "size" && address.page == 1) return size_page(stage, address, view_.up);
    if (key == "root") return root_page(stage, address, view_.up);
    if (key == kAdminNewPin) return new_pin_page(stage, address, view_.up);
    if (key == kAdminActions) return actions_page(stage, address, view_);
    if (key.starts_with(kSure)) return sure_page(stage, address, std::string_view(key).substr(kSure.size()));
    if (address.page == 1 && key == kAdminTouch) return touch_test_page(stage, address, view_.touches);
    if (address.page == 1 && key == kAdminClean) return cleaning_page(stage, address);
    return base::fail(base::Errc::not_found, address.id() + ": no such page");
}

std::vector<Address> ViewPages::scenes() const {
    std::vector<Address> list;
    for (const char* key :
         {kAdminPin, "", "state", kAdminTouch, "panel", kAdminClean, "settings", kAdminActions,
          "sure-restart", "sure-reboot", kAdminSetUp, "size", "turn", "root", kAdminNewPin})
        list.push_back(admin_address(key));
    return list;
}

}  // namespace kiosk
