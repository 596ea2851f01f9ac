#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/files.h"
#include "base/result.h"
#include "sync/tuf/fetcher.h"
#include "sync/tuf/trust.h"

namespace tuf {

/// What a hostile server can make us read. A smaller length in metadata goes first.
struct Limits {
    std::uint64_t root_bytes = 512'000;
    std::uint64_t timestamp_bytes = 16'384;
    std::uint64_t snapshot_bytes = 2'000'000;
    std::uint64_t targets_bytes = 5'000'000;  // and each delegated role
    int root_rotations = 256;                 // in one refresh
    int delegations = 32;                     // that are looked at for one target
};

/// The client workflow of TUF 1.0.34, section 5. Trusted metadata lies in one folder, byte for byte as it was
/// received: root.json, timestamp.json, snapshot.json, targets.json, and <role>.json of delegated roles, the
/// name percent-encoded. Each file is replaced as soon as it is verified and not before; what is refused is
/// never written. After an error, or a power cut at any moment, the next `refresh` goes on from what is
/// there.
class Client {
public:
    /// REQUIRES: `folder` exists, and holds root.json, which came by a way that is trusted. All three outlive
    /// this.
    Client(base::Files& files, std::filesystem::path folder, Fetcher& metadata, Limits limits = {});

    /// 5.1 to 5.6.6. `now` is the fixed time of this update, also for the targets that are looked up after
    /// it. Errors, with the file in front: unverified, corrupt, unsupported (refused); not_found, network
    /// (not to be had); io (our own disk).
    [[nodiscard]] base::Status refresh(base::Instant now);

    /// 5.2 to 5.3.9 alone: the newest root, whatever its expiry. Errors: as of `refresh`.
    [[nodiscard]] base::Status update_roots();

    /// 5.6.7: what trusted metadata say about a target; fetches and stores delegated roles on the way.
    /// REQUIRES: `refresh` has succeeded. Errors: not_found (there is no such target); as of `refresh`.
    [[nodiscard]] base::Result<TargetFile> find_target(const std::string& name);

    /// 5.7.3: the target's bytes, verified. `targets` is where targets lie. Errors: as of `refresh`.
    [[nodiscard]] base::Result<std::string> fetch_target(const std::string& name, const TargetFile& file,
                                                         Fetcher& targets);

    /// Under which name a fetcher of targets finds it: percent-encoded, behind its hash where the repository
    /// has consistent snapshots. REQUIRES: `refresh` has succeeded. Errors: unsupported (no hash that we
    /// know).
    [[nodiscard]] base::Result<std::string> target_location(const std::string& name,
                                                            const TargetFile& file) const;

    /// What is trusted. REQUIRES: `refresh` or `update_roots` was called and could read the root.
    [[nodiscard]] const Trust& trust() const { return *trust_; }

private:
    struct Stored {
        std::optional<std::string> timestamp, snapshot;
    };
    [[nodiscard]] base::Status load_root();
    [[nodiscard]] base::Result<Stored> restore();
    [[nodiscard]] base::Status update_timestamp();
    [[nodiscard]] base::Status update_snapshot(const Stored& stored);
    [[nodiscard]] base::Status update_targets();
    [[nodiscard]] base::Result<const Targets*> load_delegated(const std::string& delegator, const Keys& keys,
                                                              const Delegation& delegation);
    [[nodiscard]] base::Result<std::string> fetch(const std::string& file, const MetaFile& listed,
                                                  std::uint64_t limit_bytes);
    [[nodiscard]] base::Result<std::string> get(Fetcher& from, const std::string& name,
                                                std::uint64_t max_bytes);
    [[nodiscard]] base::Status store(const std::string& file, std::string_view bytes);
    /// Nothing when there is none, or when it cannot be read: it is fetched again then.
    [[nodiscard]] std::optional<std::string> stored(const std::string& file);

    base::Files& files_;
    std::filesystem::path folder_;
    Fetcher& metadata_;
    Limits limits_;
    base::Instant now_{};
    std::optional<Trust> trust_;
    bool are_keys_rotated_ = false;  // of timestamp or snapshot, and what they signed is still stored
};

}  // namespace tuf
