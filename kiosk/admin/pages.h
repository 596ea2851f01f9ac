#pragma once

#include "kiosk/admin/view.h"
#include "kiosk/scenes/admin_pages.h"

namespace kiosk {

/// The pages of one view: "admin/pin", and behind it the menu "admin", "admin/state", "admin/touch",
/// "admin/panel", "admin/clean", "admin/settings", "admin/actions", "admin/sure-restart",
/// "admin/sure-reboot"; for setting a screen up "admin/set-up", "admin/size", "admin/turn", "admin/root",
/// "admin/new-pin". Whether somebody may see them is for whoever asks.
class ViewPages : public AdminPages {
public:
    /// `view` must outlive this.
    explicit ViewPages(const AdminView& view) : view_(view) {}
    [[nodiscard]] base::Result<Page> build(const Stage& stage, const Address& address) const override;
    [[nodiscard]] std::vector<Address> scenes() const override;

private:
    const AdminView& view_;
};

/// What the tour shows of them, with what a machine could be like.
[[nodiscard]] const AdminPages& sample_admin_pages();

constexpr const char *kAdminPin = "pin", *kAdminNewPin = "new-pin", *kAdminSetUp = "set-up",
                     *kAdminActions = "actions", *kAdminTouch = "touch", *kAdminClean = "clean";
[[nodiscard]] inline Address admin_address(std::string key) {
    return {.scene = SceneKind::admin, .key = std::move(key)};
}
/// Whether digits are typed there that are for nobody else.
[[nodiscard]] inline bool is_pin_pad(const Address& address) {
    return address == admin_address(kAdminPin) || address == admin_address(kAdminNewPin);
}

}  // namespace kiosk
