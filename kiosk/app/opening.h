#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/log.h"
#include "catalog/device_state.h"
#include "kiosk/app/library.h"

namespace kiosk {

/// What a clock says, or somebody.
struct Moment {
    base::Instant now;
    bool given = false;  // by --now: trusted
    std::string words =
        {};  // of --now: a bare date or a time without an offset is one of the release's place

    [[nodiscard]] base::Instant in(base::TimeZone zone) const {
        return given ? base::parse_instant(words, zone).value_or(now) : now;
    }
};

/// Opens and judges a file, or the catalog in the program where `file` is empty.
/// Errors: as catalog::Store::open.
[[nodiscard]] base::Result<OpenCatalog> open_judged(const std::filesystem::path& file, const Moment& moment,
                                                    const std::optional<catalog::Contact>& contact);

/// The same for a screen that must not stay dark: a file that cannot be opened is named to `log`, and
/// the catalog in the program stands in for it. Errors: that one cannot be opened either.
[[nodiscard]] base::Result<OpenCatalog> open_or_embedded(const std::filesystem::path& file,
                                                         const Moment& moment, const base::Log& log);

/// A catalog and what its state folder says of the origin.
struct Content {
    OpenCatalog catalog;
    std::optional<catalog::Contact> contact = {};  // nothing: there is no state folder
};

/// The release that `folder` names as current, for a look at it without a screen: nothing is written, and
/// nothing stands in for it. Where the folder names none: the catalog in the program.
/// Errors: not_found (no such folder); corrupt, unsupported, io (of the folder's files or of the release).
[[nodiscard]] base::Result<Content> open_current(const std::filesystem::path& folder, const Moment& moment);

}  // namespace kiosk
