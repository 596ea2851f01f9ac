#include "kiosk/app/still.h"

#include "kiosk/app/sync_line.h"

namespace kiosk {

base::Result<Stage> stage_of(Library& library, const OpenCatalog& catalog, const Still& still) {
    if (auto learnt = library.learn(*still.language); !learnt) return base::fail(learnt.error());
    const words::Strings& strings = library.strings(*still.language);
    // A clock that is not trusted says too little.
    const base::Instant now = catalog.standing.today().clock_trusted
                                  ? still.now
                                  : known_time(&catalog.store.release(), still.contact).effective(still.now);
    Stage stage{catalog.store,
                catalog.standing,
                catalog.topics,
                library.fonts,
                library.icons,
                strings,
                theme(still.profile.high_contrast),
                metrics_for(still.panel, still.profile),
                still.profile,
                now,
                sync_line(catalog, still.contact, now, strings)};
    stage.speaks = true;
    stage.area = still.area;
    stage.web = still.web;
    stage.languages = catalog.languages;
    stage.opens_at = still.hours.next_opening(still.now, catalog.store.release().zone);
    stage.admin = still.admin;
    return stage;
}

}  // namespace kiosk
