#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/files.h"
#include "base/lock.h"
#include "base/result.h"
#include "sync/tuf/trust.h"

namespace publish {

/// Its own version of the TUF repository on disk, docs/formats/repository.md: what is there, and how files
/// are put there. While it is open no other Repository of that folder is, in this process or another.
/// Everything is verified under the newest root; expiry is not looked at, since what has expired is what has
/// to be signed anew.
class Repository {
public:
    /// Follows the roots from the first to the newest. `files` outlives this. Errors: not_found (no
    /// repository); invalid (somebody else has it open); corrupt, unverified (a root is not good); io.
    [[nodiscard]] static base::Result<Repository> open(std::filesystem::path folder, base::Files& files);

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] base::Files& files() const { return *files_; }

    /// The newest root, and its signed part as it was written.
    [[nodiscard]] const tuf::Root& root() const { return trust_.root(); }
    [[nodiscard]] const nlohmann::json& root_document() const { return root_document_; }
    /// What a client that trusts the newest root would say to this as the next one.
    [[nodiscard]] base::Status check_next_root(std::string_view bytes) const;

    /// A file of metadata that was verified.
    template <class Metadata>
    struct File {
        std::string bytes;
        nlohmann::json document;  // the signed part
        Metadata metadata;
    };
    using TargetsFile = File<tuf::Targets>;

    /// timestamp.json, and the snapshot that it names. Errors: not_found, corrupt, unverified, io, naming the
    /// file.
    [[nodiscard]] base::Result<File<tuf::Timestamp>> timestamp() const;
    [[nodiscard]] base::Result<File<tuf::Snapshot>> snapshot() const;
    /// That version of the targets. Errors: as above.
    [[nodiscard]] base::Result<TargetsFile> targets(std::int64_t version) const;
    /// The version that clients are led to. Errors: as above.
    [[nodiscard]] base::Result<std::int64_t> current_targets_version() const;

    /// The newest targets that may be published: those that clients are led to, or newer ones that wait for a
    /// snapshot, are signed and whose target files are all here. `notes` gets a line for each that is not
    /// whole. Errors: as above.
    [[nodiscard]] base::Result<TargetsFile> newest_targets(std::vector<std::string>& notes) const;

    /// Versions of "targets" or "snapshot" on the disk, ascending, whether or not anything names them.
    [[nodiscard]] std::vector<std::int64_t> versions(std::string_view role) const;
    /// One that no file has yet.
    [[nodiscard]] std::int64_t next_version(std::string_view role) const;

    [[nodiscard]] std::filesystem::path metadata_file(const std::string& name) const;
    [[nodiscard]] std::filesystem::path target_file(const std::string& name, const std::string& sha256) const;

    // What is put there is there for good when these return. Errors: io.
    /// Immutable. Errors: also invalid (a file of this name has other content).
    [[nodiscard]] base::Status put_metadata(const std::string& name, std::string_view bytes);
    /// Under its hash. A damaged file of that name is replaced.
    [[nodiscard]] base::Status put_target(const std::string& name, std::string_view bytes);
    /// Replaces timestamp.json; its time is `now`, or a second after the one before.
    [[nodiscard]] base::Status put_timestamp(std::string_view bytes, base::Instant now);
    /// Makes it the newest one. Errors: also unverified (a client would refuse it).
    [[nodiscard]] base::Status put_root(std::string_view bytes);

private:
    Repository(std::filesystem::path folder, base::Files& files, base::Lock lock, tuf::Trust trust)
        : folder_(std::move(folder)), files_(&files), lock_(std::move(lock)), trust_(std::move(trust)) {}
    [[nodiscard]] base::Status follow_roots(const std::string& first);
    [[nodiscard]] base::Status check_whole(const TargetsFile& targets) const;

    std::filesystem::path folder_;
    base::Files* files_;
    base::Lock lock_;  // keeps the folder to one process
    tuf::Trust trust_;
    nlohmann::json root_document_;
};

}  // namespace publish
