#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "sync/publish/repository/received.h"
#include "sync/tuf/client.h"

namespace publish {

/// Before every date of expiry.
constexpr base::Instant kNothingHasExpired = base::Instant::min();

/// What the holder of keys knows of the repository that they sign for. It lies beside the keys, in
/// KEYS/known, and is the folder of a client like any device: the repository is looked at through that
/// client, so that whoever signs cannot be shown what a device would refuse. docs/decisions/0016 says what is
/// kept and why.
class Known {
public:
    /// Of the repository whose metadata lie in `metadata`. `files` outlives this.
    Known(const std::filesystem::path& key_folder, std::filesystem::path metadata, base::Files& files);
    Known(const Known&) = delete;
    Known& operator=(const Known&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    /// Begins with `root`, whose word is taken from now on. Errors: invalid (one is known already; others
    /// may write there); as of tuf::Trust; io.
    [[nodiscard]] base::Status begin(std::string_view root);

    /// Follows the roots of the repository from the last one that is known, and remembers the newest. Every
    /// root that was known has to be there, byte for byte. Errors: unverified (none is known yet; the
    /// repository shows others); invalid (others may write here); as of tuf::Client.
    [[nodiscard]] base::Status follow_roots();
    /// Then timestamp, snapshot and targets, as a device takes them; but what has expired is good, since that
    /// is what has to be signed anew. Errors: as above.
    [[nodiscard]] base::Status follow();

    /// What is trusted. REQUIRES: the roots were followed.
    [[nodiscard]] const tuf::Trust& trust() const { return client_.trust(); }
    /// "timestamp.json" and the like, as it was verified. REQUIRES: everything was followed. Errors: io.
    [[nodiscard]] base::Result<std::string> bytes(const std::string& name) const;

    /// Who was trusted with targets by any root since the first: what is older than the keys of today was
    /// signed by them. REQUIRES: the roots were followed.
    struct Signers {
        tuf::Role role;
        tuf::Keys keys;
    };
    [[nodiscard]] const std::vector<Signers>& targets_signers() const { return targets_signers_; }

    /// The newest targets that were signed with the keys of this folder, whether or not they came out.
    struct Signed {
        std::int64_t version = 0;
        std::string bytes;
    };
    /// Errors: corrupt; io.
    [[nodiscard]] base::Result<std::optional<Signed>> newest_signed() const;
    [[nodiscard]] base::Status remember_signed(std::string_view targets);

private:
    [[nodiscard]] base::Status load_root();
    [[nodiscard]] base::Status keep_root(std::int64_t version, std::string_view root);
    [[nodiscard]] base::Status walk_roots();
    [[nodiscard]] base::Status compare(std::int64_t version, std::string_view shown, bool is_vouched_for);

    std::filesystem::path folder_, metadata_;
    base::Files& files_;
    ReceivedMetadata received_;
    tuf::Client client_;
    std::vector<Signers> targets_signers_;
};

}  // namespace publish
