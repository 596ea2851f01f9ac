#pragma once

#include <filesystem>
#include <optional>
#include <set>

#include "base/files.h"
#include "base/lock.h"
#include "base/log.h"
#include "kiosk/app/library.h"
#include "kiosk/app/opening.h"
#include "kiosk/app/session.h"

namespace kiosk {

/// Keeps the file of glyphs that a release needs on this panel: takes up the one that an earlier run has
/// left, and makes another when it is for something else, or damaged, which is complained of. Made in small
/// pieces, between frames. A disk that takes no file, or has no room to spare for it, costs the time that it
/// would have saved and nothing else; it is tried again at the next release.
class GlyphCache {
public:
    /// `files` and `fonts` must outlive this.
    GlyphCache(std::filesystem::path file, base::Files& files, Fonts& fonts, base::Log log);

    /// Begins a file for this release if there is none yet: the pages in every language, as most visitors see
    /// them. `library`, whose fonts were given, and `catalog` must outlive this, or until the next call.
    void begin(Library& library, const OpenCatalog& catalog, const SessionSettings& settings);
    [[nodiscard]] bool has_work() const { return work_.has_value(); }
    /// Does a few milliseconds of it. REQUIRES: has_work.
    void step();
    /// The file in use has turned out to be damaged: begins another. Not within a frame.
    void mend();

private:
    struct Work {
        GlyphFileWriter writer;
        std::vector<std::pair<const words::Language*, Address>> scenes;  // last one first
        int page = 1;                                                    // of the last of them
        std::set<GlyphId> done;
    };
    [[nodiscard]] Stage stage(const words::Language& language) const;
    void draw_page();
    void finish();
    void give_up();
    void remove_unfinished();
    /// For more of the file.
    [[nodiscard]] bool has_room();

    std::filesystem::path file_;
    base::Files& files_;
    Fonts& fonts_;
    base::Log log_;
    Library* library_ = nullptr;
    const OpenCatalog* catalog_ = nullptr;
    SessionSettings settings_;
    std::optional<base::Lock> claim_;  // one program at a time writes the file
    std::optional<Work> work_;
    bool mended_ = false;  // once is enough: the disk may be bad
};

/// Where it lies: in the display's part of the state folder; without one (empty) in the user's folder for
/// what can be made anew ($XDG_CACHE_HOME, else ~/.cache), which is created. Empty where there is neither.
[[nodiscard]] std::filesystem::path glyph_cache_file(const std::filesystem::path& state_folder);

}  // namespace kiosk
