#include "kiosk/scenes/notice.h"

#include "kiosk/scenes/flow.h"
#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/notices_now.h"

namespace kiosk {

base::Result<Page> build_notice(const Stage& stage, const Address& address) {
    const words::Strings& s = stage.strings;
    std::vector<FlowItem> items;
    for (const auto& notice : notices_now(stage)) {
        if (!address.key.empty() && notice.id != address.key) continue;
        const words::Language& language = s.language_of(notice.title);
        items.push_back({.text = s.pick(notice.title),
                         .style = {.face = Face::bold,
                                   .em = stage.metrics.type(52),
                                   .role = Role::title,
                                   .line_height = 1.3f,
                                   .balanced = true,
                                   .language = &language},
                         .is_heading = true});
        items.push_back(
            {.text = s.pick(notice.body),
             .style = {.em = stage.metrics.type(38), .line_height = 1.5f, .language = &language}});
        items.push_back({.text = validity_text(notice, stage), .style = {.secondary = true}});
    }
    if (items.empty() && !address.key.empty())
        return base::fail(base::Errc::not_found, address.id() + ": no such notice now");
    if (items.empty()) items.push_back({.text = s("notice.none"), .style = {.em = stage.metrics.type(44)}});
    const Furniture furniture = [address](Sheet& sheet, int page, int pages) {
        const words::Strings& words = sheet.stage().strings;
        sheet.header("document", words("notice.title"), "", "");
        draw_foot(sheet, address.on_page(page), pages);
    };
    return build_flow(stage, address, furniture, items);
}

}  // namespace kiosk
