#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/files.h"
#include "base/lock.h"
#include "base/result.h"
#include "sync/publish/repository/known.h"
#include "sync/tuf/trust.h"

namespace publish {

/// Its own version of the TUF repository on disk, docs/formats/repository.md: what is there, and how files
/// are put there. While it is open no other Repository of that folder is, in this process or another.
///
/// Nothing in the folder is believed for being there, since a server may have handed it back: it is looked at
/// through what is known beside the keys (known.h), by the rules of a client. Expiry alone is not looked at,
/// since what has expired is what has to be signed anew.
class Repository {
public:
    /// Follows the roots from the last one that is known in `keys`, the folder of keys, to the newest.
    /// `files` outlives this. Errors: not_found (no repository); invalid (somebody else has it open; keys
    /// inside it; a link in place of a folder); unverified (no root is known; the roots do not follow from
    /// it); corrupt; io.
    [[nodiscard]] static base::Result<Repository> open(std::filesystem::path folder,
                                                       const std::filesystem::path& keys, base::Files& files);

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] base::Files& files() const { return *files_; }

    /// The newest root, and its signed part as it was written.
    [[nodiscard]] const tuf::Root& root() const { return known_->trust().root(); }
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

    // What clients are led to. Errors of all: not_found, corrupt, unverified (a client that has seen what
    // these keys have seen would not take it), io, naming the file.
    [[nodiscard]] base::Result<File<tuf::Timestamp>> timestamp() const;
    [[nodiscard]] base::Result<File<tuf::Snapshot>> snapshot() const;
    [[nodiscard]] base::Result<TargetsFile> current_targets() const;
    [[nodiscard]] base::Result<std::int64_t> current_targets_version() const;

    /// The newest targets that may be published: those that clients are led to, or newer ones that wait for a
    /// snapshot, are signed and whose target files are all here. `notes` says which were passed over. Errors:
    /// as above.
    [[nodiscard]] base::Result<TargetsFile> newest_targets(std::vector<std::string>& notes) const;
    /// The same, for who signs the next ones: they may not be older than what these keys signed last. Errors:
    /// also unverified.
    [[nodiscard]] base::Result<TargetsFile> targets_to_build_on(std::vector<std::string>& notes) const;
    /// The newest that these keys vouch for, or that clients are led to: what a thief of the targets key has
    /// left waiting is not among them. Errors: as above.
    [[nodiscard]] base::Result<TargetsFile> targets_to_sign_anew(std::vector<std::string>& notes) const;
    /// Targets that one of the roots up to now vouches for, however old. Errors: as above.
    [[nodiscard]] base::Result<tuf::Targets> past_targets(std::int64_t version) const;

    /// Versions of "targets" or "snapshot" on the disk, ascending, whether or not anything names them or
    /// anybody signed them.
    [[nodiscard]] std::vector<std::int64_t> versions(std::string_view role) const;

    [[nodiscard]] std::filesystem::path metadata_file(const std::string& name) const;
    [[nodiscard]] std::filesystem::path target_file(const std::string& name, const std::string& sha256) const;

    // What is put there is there for good when these return. Errors: io.
    /// Under the version after all that were signed, which `sign` gets and answers with the file. Remembered
    /// beside the keys. Errors: also invalid (a thief of the key has used up the numbers); those of `sign`.
    using Sign = std::function<base::Result<std::string>(std::int64_t version)>;
    [[nodiscard]] base::Result<std::int64_t> put_targets(const Sign& sign);
    [[nodiscard]] base::Result<std::int64_t> put_snapshot(const Sign& sign);
    /// Under its hash. A damaged file of that name is replaced.
    [[nodiscard]] base::Status put_target(const std::string& name, std::string_view bytes);
    /// Replaces timestamp.json; its time is `now`, or a second after the one before. Errors: also unverified
    /// (clients would not be led to that version of the targets).
    [[nodiscard]] base::Status put_timestamp(std::string_view bytes, std::int64_t targets_version,
                                             base::Instant now);
    /// Makes it the newest one. Errors: also unverified (a client would refuse it); invalid (a file of that
    /// name, or of the next one, is there already).
    [[nodiscard]] base::Status put_root(std::string_view bytes);

private:
    Repository(std::filesystem::path folder, base::Files& files, base::Lock lock,
               std::unique_ptr<Known> known)
        : folder_(std::move(folder)), files_(&files), lock_(std::move(lock)), known_(std::move(known)) {}
    [[nodiscard]] base::Status follow_roots();
    [[nodiscard]] base::Status follow() const;
    [[nodiscard]] base::Result<TargetsFile> waiting_targets(std::int64_t version) const;
    [[nodiscard]] base::Status check_whole(const TargetsFile& targets) const;
    [[nodiscard]] base::Result<std::int64_t> highest_targets() const;
    [[nodiscard]] std::int64_t free_version(std::int64_t above, std::string_view role) const;
    [[nodiscard]] base::Status put_metadata(const std::string& name, std::string_view bytes);

    std::filesystem::path folder_;
    base::Files* files_;
    base::Lock lock_;  // keeps the folder to one process
    std::unique_ptr<Known> known_;
    mutable bool is_followed_ = false;
    nlohmann::json root_document_;
};

}  // namespace publish
