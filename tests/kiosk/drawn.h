#pragma once

#include "kiosk/app/library.h"
#include "kiosk/app/session.h"

/// What the page that is shown notes when it is drawn, without a picture.
inline kiosk::Record drawn(const kiosk::Session& session, kiosk::Library& library) {
    kiosk::Record record;
    kiosk::Canvas canvas{nullptr, library.fonts,    session.colors(), session.page().metrics,
                         record,  session.overlay()};
    session.page().draw(canvas);
    return record;
}
