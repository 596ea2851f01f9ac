#pragma once

#include <map>
#include <set>

#include "base/files.h"
#include "base/log.h"
#include "kiosk/app/ladder.h"
#include "kiosk/app/opening.h"
#include "kiosk/app/release_hash.h"

namespace kiosk {

/// The folder where agent and display meet, from the display's side: which release to show, when the origin
/// last answered, and the display's own report. A release is shown only while its bytes have the hash that it
/// is called by: a small one is read whole before, a large one after its first picture. Whatever is wrong
/// with it is told of once, as a warning, and never darkens the screen. Reads and writes disks, so nothing
/// here is called inside a frame. Used by one thread.
class StateFolder {
public:
    /// Reads the report of the last run. `files` must outlive this.
    StateFolder(const std::filesystem::path& folder, base::Files& files, base::Log log);

    /// What `ladder` avoids is passed over, and it is told what is about to be opened. It must outlive this.
    void heed(Ladder& ladder) { ladder_ = &ladder; }

    /// When the origin last answered, read anew; what was known before when that cannot be read.
    [[nodiscard]] const catalog::Contact& contact();

    /// The release to start with, else the catalog in the program. Reports each start before it opens
    /// anything: call it when the screen is there, or a missing display would count as a crash. Errors: the
    /// catalog in the program cannot be opened, or is avoided as well.
    [[nodiscard]] base::Result<OpenCatalog> open_first(const Moment& moment);

    /// The release to go over to from the one called `shown` (empty: the catalog in the program), or nothing:
    /// `shown` stays. It stays as well when nothing better can be opened.
    [[nodiscard]] std::optional<OpenCatalog> open_next(const std::string& shown, const Moment& moment);

    /// The release called `shown` (empty: none), where its file has not been read whole yet, or has changed
    /// since: what is to be read, by the caller, when there is time.
    [[nodiscard]] std::optional<ReleaseProof> find_unproven(const std::string& shown);
    /// What came of that. One that is not as it was signed is passed over from now on by `open_next`, until
    /// its file is another.
    void settle(const ReleaseProof& proof, const base::Status& status);

    /// By which rung `catalog`, which was opened here, comes up.
    [[nodiscard]] catalog::Rung rung_of(const OpenCatalog& catalog);

    /// Writes the report, and what the ladder remembers, where somebody has removed or damaged it. To be
    /// called now and then.
    void keep_report();

    /// What came of a stick, once, and where that is news: in this start of the machine and less than a
    /// minute ago.
    [[nodiscard]] std::optional<catalog::Import> take_import();

    /// Enough frames of the release called `shown` were drawn. The catalog in the program needs no
    /// confirmation.
    void confirm(const std::string& shown);

    /// The display ends in good order, or for a reason that is not the release's: this start does not count.
    void excuse();

    [[nodiscard]] const catalog::DisplayReport& report() const { return report_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return paths_.root; }
    [[nodiscard]] base::Files& files() { return files_; }

private:
    [[nodiscard]] base::Result<catalog::CurrentRelease> read_current(const char* consequence);
    [[nodiscard]] std::optional<OpenCatalog> open_named(const catalog::CurrentRelease& current,
                                                        const std::string& shown, const Moment& moment);
    [[nodiscard]] base::Result<OpenCatalog> try_release(const std::string& sha256, const Moment& moment);
    [[nodiscard]] std::optional<OpenCatalog> open_embedded(const Moment& moment);
    [[nodiscard]] base::Status prove(const std::string& sha256);
    [[nodiscard]] bool is_proven(const std::string& sha256, const base::FileFacts& facts) const;
    [[nodiscard]] bool is_damaged(const std::string& sha256);
    [[nodiscard]] bool is_avoided(const std::string& shown) const;
    void begin(const std::string& sha256);
    void note(catalog::DisplayReport report);
    void write_report();
    void say_once(const std::string& what, const std::string& consequence = {});

    catalog::StatePaths paths_;
    base::Files& files_;
    base::Log log_;
    Ladder* ladder_ = nullptr;  // or null
    catalog::Contact contact_;
    catalog::DisplayReport report_;
    std::optional<catalog::Import> last_import_;
    std::set<std::string> said_;
    struct Verdict {
        base::FileFacts facts;  // of the file that was read
        bool is_whole = false;
    };
    std::map<std::string, Verdict> verdicts_;  // by hash
};

}  // namespace kiosk
