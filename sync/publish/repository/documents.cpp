#include "sync/publish/repository/documents.h"

#include "catalog/device_state.h"
#include "sync/tuf/hashes.h"
#include "sync/tuf/json.h"

namespace publish {
namespace {

using nlohmann::json;

json header(const char* type, std::int64_t version, base::Instant expires) {
    return {{"_type", type},
            {"spec_version", "1.0.34"},
            {"version", version},
            {"expires", base::format_instant(expires)}};
}

json role(const std::vector<const SigningKey*>& keys, int threshold) {
    json ids = json::array();
    for (const SigningKey* key : keys) ids.push_back(key->id());
    return {{"keyids", std::move(ids)}, {"threshold", threshold}};
}

json listed(std::int64_t version, std::string_view file) {
    return {{"version", version}, {"length", file.size()}, {"hashes", hashes_of(file)}};
}

}  // namespace

json root_document(base::Instant now, const std::vector<const SigningKey*>& keys, const SigningKey& targets,
                   const SigningKey& online) {
    json document = header("root", 1, now + kRootLife);
    document["consistent_snapshot"] = true;
    for (const SigningKey* key : keys) document["keys"][key->id()] = key_document(key->key());
    for (const SigningKey* key : {&targets, &online}) document["keys"][key->id()] = key_document(key->key());
    document["roles"] = {{"root", role(keys, kRootThreshold)},
                         {"targets", role({&targets}, 1)},
                         {"snapshot", role({&online}, 1)},
                         {"timestamp", role({&online}, 1)}};
    return document;
}

json targets_document(std::int64_t version, base::Instant now, json targets) {
    json document = header("targets", version, now + kTargetsLife);
    document["targets"] = std::move(targets);
    return document;
}

json snapshot_document(std::int64_t version, base::Instant now, std::int64_t targets_version,
                       std::string_view targets_file) {
    json document = header("snapshot", version, now + kSnapshotLife);
    document["meta"]["targets.json"] = listed(targets_version, targets_file);
    return document;
}

json timestamp_document(std::int64_t version, base::Instant now, std::int64_t snapshot_version,
                        std::string_view snapshot_file) {
    json document = header("timestamp", version, now + kTimestampLife);
    document["meta"]["snapshot.json"] = listed(snapshot_version, snapshot_file);
    document["signed_at"] = base::format_instant(now);
    return document;
}

json hashes_of(std::string_view bytes) { return {{"sha256", tuf::sha256_hex(bytes)}}; }

base::Result<std::string> sign(const json& document, const std::vector<const SigningKey*>& keys) {
    const std::string message = tuf::canonical_json(document);
    json signatures = json::array();
    for (const SigningKey* key : keys) {
        const auto signature = key->sign(message);
        if (!signature) return base::fail(signature.error());
        signatures.push_back({{"keyid", key->id()}, {"sig", *signature}});
    }
    return json{{"signatures", std::move(signatures)}, {"signed", document}}.dump();
}

}  // namespace publish
