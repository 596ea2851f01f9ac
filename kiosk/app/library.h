#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/result.h"
#include "catalog/device_state.h"
#include "catalog/known_time.h"
#include "catalog/standing.h"
#include "catalog/store.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/marks.h"
#include "words/strings.h"

namespace kiosk {

/// What pages are made of, apart from the catalog: fonts, icons and words, all linked into the program.
struct Library {
    Fonts fonts;
    Icons icons;
    std::vector<words::Strings> languages;  // those that visitors may be offered

    /// Errors: corrupt, not_found (a file that should have been linked in).
    [[nodiscard]] static base::Result<Library> open();
    /// Takes in another language's words, such as those for tests. Errors: as `open`.
    [[nodiscard]] base::Status learn(const words::Language& language);
    /// REQUIRES: the language is one of them.
    [[nodiscard]] const words::Strings& strings(const words::Language& language) const;
};

/// One release, opened and judged.
struct OpenCatalog {
    catalog::Store store;
    std::vector<catalog::Topic> topics;
    catalog::Standing standing;
    std::vector<const words::Language*> languages;  // that visitors may choose from, in the screen's order
    bool embedded = true;
    bool is_fallback = false;      // embedded, because the file that was asked for could not be opened
    std::string sha256 = {};       // of a release in the state folder; else empty
    std::uint64_t file_bytes = 0;  // of the same; else 0

    /// Judges anew when the day has changed. Errors: corrupt, io; the old judgements then stay.
    [[nodiscard]] base::Status judge(catalog::Today today);
};

/// The file, or the embedded catalog where `file` is empty. Errors: as catalog::Store::open.
using DayOf = std::function<catalog::Today(const catalog::Release&)>;
[[nodiscard]] base::Result<OpenCatalog> open_catalog(const std::filesystem::path& file, const DayOf& today);
[[nodiscard]] base::Result<OpenCatalog> open_catalog(const std::filesystem::path& file, catalog::Today today);

/// What time it is at least: by this build, the release's publication (nullptr: unknown), and what signed
/// metadata tell of.
[[nodiscard]] catalog::KnownTime known_time(const catalog::Release* release,
                                            const std::optional<catalog::Contact>& contact);

}  // namespace kiosk
