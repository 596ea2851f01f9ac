#include "kiosk/scenes/headings.h"

#include "words/format.h"

namespace kiosk {

std::string period_of_plan(const Stage& stage) {
    const catalog::Release& release = stage.store.release();
    return words::period_name(release.period_start, release.period_end, stage.strings);
}

std::string plan_heading(const Stage& stage) {
    const catalog::Release& release = stage.store.release();
    const words::Strings& s = stage.strings;
    const std::string period = period_of_plan(stage), &document = s.pick(release.document_word);
    if (release.place.empty())
        return s("overview.title_placeless", {{"period", period}, {"document", document}});
    return s("overview.title",
             {{"place", s.pick(release.place)}, {"period", period}, {"document", document}});
}

std::string promises_heading(const Stage& stage) {
    const words::Strings& s = stage.strings;
    const std::string period = period_of_plan(stage), &place = s.pick(stage.store.release().place);
    return place.empty() ? s("topics.title_placeless", {{"period", period}})
                         : s("topics.title", {{"place", place}, {"period", period}});
}

}  // namespace kiosk
