#include "kiosk/scenes/headings.h"

#include "words/telling.h"

namespace kiosk {

std::string period_of_plan(const Stage& stage) {
    const catalog::Release& release = stage.store.release();
    return words::period_name(release.period_start, release.period_end, stage.strings);
}

std::string plan_heading(const Stage& stage) {
    return words::plan_heading(stage.store.release(), stage.strings);
}

std::string promises_heading(const Stage& stage) {
    return words::promises_heading(stage.store.release(), stage.strings);
}

}  // namespace kiosk
