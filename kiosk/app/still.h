#pragma once

#include <optional>
#include <string>

#include "kiosk/app/library.h"
#include "kiosk/scenes/stage.h"
#include "kiosk/schedule/hours.h"

namespace kiosk {

/// How a screen stands when pages are built with nobody before it: for pictures, and for what is said of
/// them.
struct Still {
    Panel panel;
    const words::Language* language = nullptr;  // REQUIRES: not null
    Profile profile;
    base::Instant now;
    std::string area = {}, web = {};               // as SessionSettings
    std::optional<catalog::Contact> contact = {};  // as SessionSettings
    Hours hours = {};                              // as SessionSettings
    const AdminPages* admin = nullptr;             // as Stage
};

/// Its stage, on which reading aloud is offered. It refers to `library` and `catalog`, which must outlive it.
/// Errors: those of Library::learn.
[[nodiscard]] base::Result<Stage> stage_of(Library& library, const OpenCatalog& catalog, const Still& still);

}  // namespace kiosk
