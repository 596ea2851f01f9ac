#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/files.h"
#include "base/result.h"
#include "catalog/device_state.h"

namespace agent {

/// The state folder as its agent sees it: which release is current, and which others are there. Nobody else
/// writes these files; docs/formats/state.md describes them.
class Device {
public:
    /// `files` must outlive this.
    Device(base::Files& files, std::filesystem::path folder, std::filesystem::path trusted_root);

    /// Makes the folders that are missing; the display's is not ours to make. Errors: io (also: a folder is a
    /// link, belongs to another user, or others may write to it).
    [[nodiscard]] base::Status make_folders();

    /// Makes the folders, takes the first trusted root, reads what is current and compares every release with
    /// its hash: a damaged one is current no more. To be called again whenever the folder may have changed
    /// under us. Errors: io (the folder cannot be written); not_found (no trusted root to begin with);
    /// unsupported (written by a newer program).
    [[nodiscard]] base::Status open();

    /// Takes the root that came with the device once more, for one on the disk that is damaged. Errors: io.
    [[nodiscard]] base::Status reset_root();

    [[nodiscard]] const catalog::CurrentRelease& state() const { return state_; }
    [[nodiscard]] bool is_current(const std::string& sha256) const {
        return state_.current && state_.current->sha256 == sha256;
    }
    [[nodiscard]] bool is_quarantined(const std::string& sha256) const;
    /// Whether the release lies here, whole. A file that has not changed since it was last read whole is not
    /// read again. Errors: io (that cannot be said now).
    [[nodiscard]] base::Result<bool> has_release(const std::string& sha256);
    /// Each release is read again when it is next asked for: flash forgets without a word.
    void forget_whole() { whole_.clear(); }

    /// Makes a release current; the one before becomes the previous one. A power cut at any moment leaves the
    /// old state or the new one. REQUIRES: it lies in releases/, verified. Errors: io.
    [[nodiscard]] base::Status switch_to(catalog::CurrentRelease::Entry release);
    /// Never current again; where it is, the previous release takes its place, or none. Errors: io.
    [[nodiscard]] base::Status quarantine(const std::string& sha256);
    /// Quarantines what the display could not show though it lies here whole. Answers whether anything
    /// changed. Errors: io.
    [[nodiscard]] base::Result<bool> heed_display();

    /// What the display last said of itself. Its folder is another user's: whatever lies there, at most one
    /// short file is read. Errors: not_found (it has said nothing yet); corrupt; unsupported; io.
    [[nodiscard]] base::Result<catalog::DisplayReport> read_report() const;
    /// Of what it died, likewise.
    [[nodiscard]] base::Result<catalog::DisplayLadder> read_ladder() const;

    /// Says when the origin was last heard of; written only when it says something new. Errors: io.
    [[nodiscard]] base::Status note_contact(const catalog::Contact& contact);

    /// Removes releases that neither we nor the display need, and what is left of downloads.
    void prune();
    /// Removes downloads but those with these names: of a release that is offered no more.
    void prune_incoming(const std::vector<std::string>& but) { remove_files(incoming(), but); }

    [[nodiscard]] const catalog::StatePaths& paths() const { return paths_; }
    [[nodiscard]] std::filesystem::path metadata() const { return paths_.root / "metadata"; }
    [[nodiscard]] std::filesystem::path incoming() const { return paths_.root / "incoming"; }
    [[nodiscard]] std::filesystem::path agent() const { return paths_.root / "agent"; }

private:
    [[nodiscard]] base::Status read_state();
    [[nodiscard]] base::Status drop_damaged(catalog::CurrentRelease& found);
    [[nodiscard]] base::Status write_state(catalog::CurrentRelease state);
    void remove_files(const std::filesystem::path& folder, const std::vector<std::string>& but);

    base::Files& files_;
    catalog::StatePaths paths_;
    std::filesystem::path trusted_root_;
    catalog::CurrentRelease state_;
    catalog::Contact contact_;
    std::map<std::string, base::FileFacts> whole_;  // by hash: as each was when it was read whole
};

/// Of a whole file, in lower-case hexadecimal. Errors: as Files::read_pieces.
[[nodiscard]] base::Result<std::string> sha256_of_file(base::Files& files, const std::filesystem::path& file);

}  // namespace agent
