#include "kiosk/scenes/lookup.h"

namespace kiosk {

base::Result<words::Lookup> lookup_of(const Stage& stage) {
    if (stage.lookup != nullptr) return *stage.lookup;
    return words::Lookup::of(stage.store, stage.standing, stage.strings);
}

const catalog::Standing::Entry* find_number(const Stage& stage, int number) {
    for (const auto& entry : stage.standing.entries())
        if (entry.key.number == number) return &entry;
    return nullptr;
}

}  // namespace kiosk
