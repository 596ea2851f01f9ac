#include "kiosk/scenes/commitments.h"

#include "kiosk/scenes/flow.h"
#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/story.h"

namespace kiosk {

base::Result<Page> build_commitments(const Stage& stage, const Address& address) {
    const catalog::Topic* topic = stage.find_topic(catalog::TopicId{address.key});
    if (topic == nullptr) return base::fail(base::Errc::not_found, address.id() + ": no such topic");
    const auto list = stage.store.commitments(topic->id);
    if (!list) return base::fail(list.error(), "opening " + address.id());
    const words::Strings& s = stage.strings;
    std::vector<FlowItem> items;
    for (const auto& one : *list) {
        items.push_back(
            {.text = s.pick(one.name),
             .style = {.face = Face::bold, .line_height = 1.3f, .language = &s.language_of(one.name)},
             .is_heading = true});
        items.push_back(
            {.text = quoted(one.quote, language_of(one.source, stage)),
             .style = {.face = Face::serif,
                       .ref = "commitment:" + std::to_string(static_cast<std::int64_t>(one.id)) + ":quote",
                       .language = &language_of(one.source, stage)}});
        if (!one.department.empty())
            items.push_back({.label = s("department"),
                             .text = s.pick(one.department),
                             .style = {.language = &s.language_of(one.department)}});
    }
    const int count = static_cast<int>(list->size());
    const Furniture furniture = [topic, count, address](Sheet& sheet, int page, int pages) {
        const words::Strings& words = sheet.stage().strings;
        sheet.header(topic->icon, words.pick(topic->name), "topic:" + topic->id.text + ":name",
                     words.count("commitments.note", count));
        draw_foot(sheet, address.on_page(page), pages);
    };
    return build_flow(stage, address, furniture, items);
}

}  // namespace kiosk
