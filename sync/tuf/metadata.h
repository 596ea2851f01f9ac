#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "sync/tuf/hashes.h"
#include "sync/tuf/keys.h"

// What a file of metadata says, in our words. Section numbers are those of the TUF specification 1.0.34.

namespace tuf {

/// What every role's "signed" part has (4.3).
struct Header {
    std::int64_t version = 0;  // from 1
    base::Instant expires;     // at this moment it is no longer trusted
};

/// Who may sign for a role.
struct Role {
    std::set<std::string, std::less<>> key_ids;
    std::int64_t threshold = 0;  // from 1
};

struct Root {
    Header header;
    bool consistent_snapshot = false;
    Keys keys;
    Role root, timestamp, snapshot, targets;
};

/// How one file of metadata names another (4.4).
struct MetaFile {
    std::int64_t version = 0;  // from 1
    std::optional<std::uint64_t> length_bytes;
    Hashes hashes;  // empty: not listed
};

struct Timestamp {
    Header header;
    MetaFile snapshot;
};

struct Snapshot {
    Header header;
    std::map<std::string, MetaFile, std::less<>>
        files;  // "targets.json", "<role>.json"; the first is always there
};

struct TargetFile {
    std::uint64_t length_bytes = 0;
    Hashes hashes;          // never empty
    nlohmann::json custom;  // an object; null where there is none
};

/// One entry of "delegations" (4.5).
struct Delegation {
    std::string name;
    Role role;
    std::vector<std::string> paths;               // patterns
    std::vector<std::string> path_hash_prefixes;  // lower-case hexadecimal; only one of the two is filled
    bool is_terminating = false;
};

/// 2^bit_length roles that share keys, found by the hash of the target's name (TAP 15).
struct SuccinctRoles {
    std::string name_prefix;
    Role role;
    int bit_length = 0;  // 1 to 32
};

struct Delegations {
    Keys keys;
    std::vector<Delegation> roles;          // in order of priority
    std::optional<SuccinctRoles> succinct;  // in place of `roles`
};

/// targets.json and the file of each delegated role.
struct Targets {
    Header header;
    std::map<std::string, TargetFile, std::less<>> targets;
    Delegations delegations;
};

struct Signature {
    std::string key_id;
    std::string hex;  // as it was received: perhaps of a scheme that we do not know
};

/// A file of metadata: the signatures, and what they are over. Nothing in it is trusted yet.
struct Envelope {
    nlohmann::json signed_part;  // an object
    std::string message;         // the signed part as canonical JSON, unknown fields included
    std::vector<Signature> signatures;
};

/// Errors: corrupt, saying where: not JSON as `parse_json` wants it, no "signed" or "signatures", a key id
/// that stands twice among the signatures (4.2.1).
[[nodiscard]] base::Result<Envelope> parse_envelope(std::string_view bytes);

// Each reads the signed part of its kind. Unknown fields are ignored. Errors: corrupt, with the field that is
// missing, of the wrong type or out of range; unsupported (another major version of the specification).
[[nodiscard]] base::Result<Root> parse_root(const nlohmann::json& signed_part);
[[nodiscard]] base::Result<Timestamp> parse_timestamp(const nlohmann::json& signed_part);
[[nodiscard]] base::Result<Snapshot> parse_snapshot(const nlohmann::json& signed_part);
[[nodiscard]] base::Result<Targets> parse_targets(const nlohmann::json& signed_part);

}  // namespace tuf
