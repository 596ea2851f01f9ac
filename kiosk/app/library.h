#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/result.h"
#include "catalog/standing.h"
#include "catalog/store.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/marks.h"
#include "kiosk/ui/strings.h"

namespace kiosk {

/// What pages are made of, apart from the catalog: fonts, icons and words, all linked into the program.
struct Library {
    Fonts fonts;
    Icons icons;
    Strings chinese, english;

    /// Errors: corrupt, not_found (a file that should have been linked in).
    [[nodiscard]] static base::Result<Library> open();
    [[nodiscard]] const Strings& strings(Locale locale) const {
        return locale == Locale::zh ? chinese : english;
    }
};

/// One release, opened and judged.
struct OpenCatalog {
    catalog::Store store;
    std::vector<catalog::Topic> topics;
    catalog::Standing standing;
    bool embedded = true;
    bool is_fallback = false;  // embedded, because the file that was asked for could not be opened

    /// Judges anew when the day has changed. Errors: corrupt, io; the old judgements then stay.
    [[nodiscard]] base::Status judge(catalog::Today today);
};

/// The file, or the embedded catalog where `file` is empty. Errors: as catalog::Store::open.
[[nodiscard]] base::Result<OpenCatalog> open_catalog(const std::filesystem::path& file, catalog::Today today);

/// Where the content comes from and how old it is: the line at the foot of every page.
[[nodiscard]] std::string sync_text(const OpenCatalog& catalog, const Strings& strings);

/// The day's date in Shanghai, and whether the clock can be believed: not before this build nor before the
/// release.
[[nodiscard]] catalog::Today today_at(base::Instant now, bool given, const catalog::Release* release);

}  // namespace kiosk
