#pragma once

#include <set>

#include "base/files.h"
#include "kiosk/app/opening.h"

namespace kiosk {

/// The folder where agent and display meet, from the display's side: which release to show, when the origin
/// last answered, and the display's own report. Whatever is wrong with it is complained of once and never
/// darkens the screen. Reads and writes disks, so nothing here is called inside a frame. Used by one thread.
class StateFolder {
public:
    /// Reads the report of the last run. `files` must outlive this.
    StateFolder(const std::filesystem::path& folder, base::Files& files, Complain complain);

    /// When the origin last answered, read anew; what was known before when that cannot be read.
    [[nodiscard]] const catalog::Contact& contact();

    /// The release to start with, else the catalog in the program. Reports each start before it opens
    /// anything: call it when the screen is there, or a missing display would count as a crash. Errors: the
    /// catalog in the program cannot be opened.
    [[nodiscard]] base::Result<OpenCatalog> open_first(const Moment& moment);

    /// The release to go over to from the one called `shown` (empty: the catalog in the program), or nothing:
    /// `shown` stays. It stays as well when nothing better can be opened.
    [[nodiscard]] std::optional<OpenCatalog> open_next(const std::string& shown, const Moment& moment);

    /// Enough frames of the release called `shown` were drawn. The catalog in the program needs no
    /// confirmation.
    void confirm(const std::string& shown);

    [[nodiscard]] const catalog::DisplayReport& report() const { return report_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return paths_.root; }

private:
    [[nodiscard]] base::Result<catalog::CurrentRelease> read_current(const char* consequence);
    [[nodiscard]] std::optional<OpenCatalog> open_named(const catalog::CurrentRelease& current,
                                                        const std::string& shown, const Moment& moment);
    [[nodiscard]] base::Result<OpenCatalog> try_release(const std::string& sha256, const Moment& moment);
    [[nodiscard]] std::optional<OpenCatalog> open_embedded(const Moment& moment);
    void note(catalog::DisplayReport report);
    void say_once(const std::string& what, const std::string& consequence = {});

    catalog::StatePaths paths_;
    base::Files& files_;
    Complain complain_;
    catalog::Contact contact_;
    catalog::DisplayReport report_;
    std::set<std::string> said_;
};

}  // namespace kiosk
