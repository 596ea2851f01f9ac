#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "memory_disk.h"
#include "signer.h"
#include "sync/tuf/client.h"

using nlohmann::json;

/// 2026-01-01T00:00:00Z: when the tests play. What the repository signs expires a year later.
constexpr base::Instant kNow{std::chrono::seconds{1'767'225'600}};
constexpr const char* kExpires = "2027-01-01T00:00:00Z";
constexpr const char* kExpired = "2026-01-01T00:00:00Z";  // at kNow, to the second

/// A small real repository: a test changes the documents, and says which of them are signed and put out
/// again. It begins with version 1 of everything, one ed25519 key a role, and one target, "a.txt".
class Repository : public tuf::Fetcher {
public:
    explicit Repository(bool consistent = true);

    // The signed parts. `roles` has "timestamp", "snapshot", "targets" and delegated ones by name.
    json root;
    std::map<std::string, json> roles;
    /// Who signs. For "root" of the next version also `leaving`, who signed the one before.
    std::map<std::string, std::vector<Signer>> signers;
    std::vector<Signer> leaving;
    std::map<std::string, std::string> files;    // by the name a client asks for
    std::map<std::string, std::string> targets;  // in the same way
    std::vector<std::string> requests;           // in order
    std::string fails;                           // a file whose transfer breaks
    bool lists_lengths = true, lists_hashes = true;

    /// Writes who signs for a top-level role into `root`.
    void use_keys(const std::string& role, std::vector<Signer> keys, int threshold = 1);
    /// `version` + 1 of one document.
    void raise(const std::string& role);
    void add_target(const std::string& role, const std::string& name, const std::string& content);
    /// Adds an entry to the delegations of `from`, and a document and a key for the new role.
    json& delegate(const std::string& from, const std::string& to, const std::vector<std::string>& paths,
                   bool terminating = false);

    /// Signs the document as it is and puts the file out.
    void put_root();
    void put(const std::string& role);
    /// The version, length and hashes of the file that was put out last into snapshot or timestamp.
    void list(const std::string& role);
    /// What a publisher does after a change: everything listed, signed and put out; all but root one version
    /// up.
    void release();

    base::Result<std::string> get(const std::string& name, std::uint64_t max_bytes) override;

    [[nodiscard]] std::string sign(const json& signed_part, const std::vector<Signer>& keys) const;
    [[nodiscard]] std::string name_of(const std::string& role) const;  // "3.targets.json"

private:
    bool consistent_;
};

/// The files of targets, as another place than those of metadata.
class TargetFetcher : public tuf::Fetcher {
public:
    explicit TargetFetcher(Repository& repository) : repository_(repository) {}
    base::Result<std::string> get(const std::string& name, std::uint64_t max_bytes) override;

private:
    Repository& repository_;
};

/// A client with its disk, which trusts version 1 of the repository's root.
struct Device {
    explicit Device(Repository& from);
    base::Status refresh(base::Instant now = kNow) { return client.refresh(now); }
    base::Result<std::string> download(const std::string& name);
    [[nodiscard]] std::string stored(const std::string& file) const;  // "" when it is not there

    Repository& repository;
    MemoryDisk disk;
    tuf::Client client;
};

/// Whether the result is an error whose message has `text` in it.
template <class Result>
bool is_refused(const Result& result, const std::string& text) {
    return !result && result.error().message.find(text) != std::string::npos;
}
template <class Result>
std::string message(const Result& result) {
    return result ? "(no error)" : result.error().message;
}
