#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/files.h"
#include "base/result.h"
#include "sync/transport/source.h"
#include "sync/tuf/client.h"

namespace agent {

/// What the origin's metadata say, as far as they are verified. One folder of trusted metadata; used by one
/// thread.
class Repository {
public:
    /// REQUIRES: `folder` holds root.json by the time of `update`. `files` must outlive this.
    Repository(base::Files& files, std::filesystem::path folder, std::chrono::seconds timeout);
    Repository(const Repository&) = delete;
    Repository& operator=(const Repository&) = delete;

    /// Asks whether there is a newer timestamp and, if so, goes through the whole workflow of TUF; with
    /// `whole` always. `now` is the effective time. Success: everything is verified and none of it has
    /// expired at `now`. Errors, naming source and file: network, not_found (not to be had); unverified,
    /// corrupt, unsupported (refused); io (our own disk).
    [[nodiscard]] base::Status update(transport::Source& source, base::Instant now, bool whole);

    // REQUIRES of all: `update` has succeeded, and its source is still there.
    /// Errors: not_found (there is no such target); as of `update`.
    [[nodiscard]] base::Result<tuf::TargetFile> find_target(const std::string& name);
    /// Where it lies, below the origin.
    [[nodiscard]] base::Result<std::string> location(const std::string& name,
                                                     const tuf::TargetFile& file) const;

    /// What is trusted; nullptr before the first `update`.
    [[nodiscard]] const tuf::Trust* trust() const { return is_loaded_ ? &client_.trust() : nullptr; }
    /// When the stored timestamp says that it was signed. Nothing when it does not say so, or names a moment
    /// at which the root had expired: who has stolen the online key must not turn a device's clock for ever.
    [[nodiscard]] std::optional<base::Instant> signed_at() const;
    /// Of metadata, since this was made.
    [[nodiscard]] std::uint64_t received_bytes() const { return fetcher_.received_bytes; }

private:
    /// Metadata below the origin; the timestamp may have been fetched already.
    struct Fetcher : tuf::Fetcher {
        base::Result<std::string> get(const std::string& name, std::uint64_t max_bytes) override;
        transport::Source* source = nullptr;
        std::chrono::seconds timeout{0};
        std::optional<std::string> timestamp;
        std::string validator;  // of the timestamp that was fetched last
        std::uint64_t received_bytes = 0;
    };
    /// False: the origin has no other timestamp than the one that is trusted.
    [[nodiscard]] base::Result<bool> has_news();
    [[nodiscard]] base::Status check_expiry(base::Instant now) const;

    base::Files& files_;
    std::filesystem::path folder_;
    Fetcher fetcher_;
    tuf::Client client_;
    bool is_loaded_ = false;
    bool is_verified_ = false;  // the last cycle went through
};

}  // namespace agent
