#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/date.h"
#include "base/result.h"
#include "sync/tuf/metadata.h"

namespace tuf {

/// The metadata that is trusted so far. Each `update_` makes the checks of section 5 on a file as it was
/// received, in the specification's order, and on an error leaves everything as it was. Knows neither disk
/// nor network. Errors of all: corrupt and unsupported (see metadata.h); unverified, saying what was found
/// and what was expected.
class Trust {
public:
    /// 5.2: a root that came by a way that is trusted. Whether it signed itself is checked, its expiry is
    /// not.
    [[nodiscard]] static base::Result<Trust> open(std::string_view root);

    /// 5.3.4 to 5.3.7: the next version of the root.
    [[nodiscard]] base::Status update_root(std::string_view bytes);
    /// 5.3.10. Errors: unverified.
    [[nodiscard]] base::Status check_root_expiry(base::Instant now) const;

    // What an earlier cycle stored: trusted for what came before, expired or not.
    [[nodiscard]] base::Status restore_timestamp(std::string_view bytes);
    [[nodiscard]] base::Status restore_snapshot(std::string_view bytes);
    /// 5.3.11: the stored ones count no more.
    void forget_timestamp_and_snapshot();

    /// 5.4.2 to 5.4.4. False: of the same version as the trusted one, which stays and has not expired.
    [[nodiscard]] base::Result<bool> update_timestamp(std::string_view bytes, base::Instant now);
    /// 5.5.2 to 5.5.6. REQUIRES: a timestamp.
    [[nodiscard]] base::Status update_snapshot(std::string_view bytes, base::Instant now);
    /// 5.6.2 to 5.6.5 for targets.json. REQUIRES: a snapshot of this cycle.
    [[nodiscard]] base::Status update_targets(std::string_view bytes, base::Instant now);
    /// The same for a role that `delegator` delegates to; found again as `delegated(delegator, role)`.
    [[nodiscard]] base::Status update_delegated(const std::string& delegator, const Keys& keys,
                                                const Delegation& delegation, std::string_view bytes,
                                                base::Instant now);

    [[nodiscard]] const Root& root() const { return root_; }
    [[nodiscard]] const std::optional<Timestamp>& timestamp() const { return timestamp_; }
    [[nodiscard]] const std::optional<Snapshot>& snapshot() const { return snapshot_; }
    /// nullptr: not verified yet. Valid until the next `update_`.
    [[nodiscard]] const Targets* targets() const { return targets_ ? &*targets_ : nullptr; }
    [[nodiscard]] const Targets* delegated(const std::string& delegator, const std::string& role) const;

private:
    Trust() = default;
    [[nodiscard]] base::Result<Targets> verify_targets(const std::string& file, std::string_view bytes,
                                                       const Role& role, const Keys& keys,
                                                       base::Instant now) const;

    Root root_;
    std::optional<Timestamp> timestamp_;
    std::optional<Snapshot> snapshot_;
    std::optional<Targets> targets_;
    std::map<std::pair<std::string, std::string>, Targets> delegated_;  // by delegator and role
};

}  // namespace tuf
