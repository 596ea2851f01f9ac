#include "sync/tuf/metadata.h"

#include "sync/tuf/encoding.h"
#include "sync/tuf/fields.h"
#include "sync/tuf/json.h"

namespace tuf {
namespace {

using nlohmann::json;

constexpr std::string_view kTopLevel[] = {"root", "timestamp", "snapshot", "targets"};

/// "1.0.34", "1.0": the major version is ours (4.3: what counts as a match is ours to say).
bool is_our_version(std::string_view text) {
    if (text.substr(0, 2) != "1.") return false;
    const auto rest = text.substr(2);
    return !rest.empty() && rest.find_first_not_of("0123456789.") == rest.npos && rest.front() != '.' &&
           rest.back() != '.' && rest.find("..") == rest.npos;
}

Header read_header(const Fields& fields, std::string_view type) {
    if (const std::string found = fields.text("_type"); found != type)
        fields.refuse("_type", fmt::format("is \"{:.40}\", but should be \"{}\"", found, type));
    if (const std::string found = fields.text("spec_version"); !is_our_version(found))
        fields.refuse("spec_version", fmt::format("is \"{:.40}\"; this client follows 1.0.34", found),
                      base::Errc::unsupported);
    const std::int64_t version = fields.number("version", 1);
    if (version == INT64_MAX) fields.refuse("version", "leaves no room for a next one");
    return {version, fields.moment("expires")};
}

Role read_role(const Fields& fields) {
    Role role;
    fields.for_each_text("keyids", [&](const std::string& id) {
        if (!role.key_ids.insert(id).second) fields.refuse("keyids", fmt::format("has {:.80} twice", id));
    });
    role.threshold = fields.number("threshold", 1);
    return role;
}

/// Of a type that we do not know, only the names are needed: such a key counts for nothing.
Keys read_keys(const Fields& fields, const char* name) {
    Keys keys;
    fields.for_each_member(name, [&](const std::string& id, const Fields& key) {
        Key& read = keys[id] = {key.text("keytype"), key.text("scheme"), ""};
        const json& value = key.object("keyval");
        const auto found = value.find("public");
        if (found != value.end() && found->is_string()) read.public_part = found->get<std::string>();
    });
    return keys;
}

Hashes read_hashes(const Fields& fields) {
    Hashes hashes;
    fields.for_each_text_member("hashes", [&](const std::string& function, const std::string& value) {
        const auto bytes = from_hex(value);
        if (!bytes || bytes->empty())
            fields.refuse("hashes", fmt::format("{:.40} is not hexadecimal", function));
        hashes[function] = to_hex(bytes.value_or(""));  // in lower case
    });
    if (hashes.empty()) fields.refuse("hashes", "is empty");
    return hashes;
}

MetaFile read_meta_file(const Fields& fields) {
    MetaFile file;
    file.version = fields.number("version", 1);
    if (fields.has("length")) file.length_bytes = static_cast<std::uint64_t>(fields.number("length", 0));
    if (fields.has("hashes")) file.hashes = read_hashes(fields);
    return file;
}

TargetFile read_target_file(const Fields& fields) {
    TargetFile file;
    file.length_bytes = static_cast<std::uint64_t>(fields.number("length", 0));
    file.hashes = read_hashes(fields);
    if (fields.has("custom")) file.custom = fields.object("custom");
    return file;
}

Delegation read_delegation(const Fields& fields) {
    Delegation delegation{fields.text("name"), read_role(fields), {}, {}, false};
    for (const std::string_view reserved : kTopLevel)
        if (delegation.name == reserved) fields.refuse("name", "is that of a top-level role");
    if (delegation.name.empty()) fields.refuse("name", "is empty");
    if (fields.has("paths"))
        fields.for_each_text("paths", [&](const std::string& path) { delegation.paths.push_back(path); });
    if (fields.has("path_hash_prefixes")) {
        if (fields.has("paths")) fields.refuse("path_hash_prefixes", "stands beside \"paths\"; only one may");
        fields.for_each_text("path_hash_prefixes", [&](const std::string& prefix) {
            std::string lower;
            for (const char c : prefix) lower += c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
            delegation.path_hash_prefixes.push_back(std::move(lower));
        });
    }
    // The specification's own example leaves it out.
    if (fields.has("terminating")) delegation.is_terminating = fields.flag("terminating");
    return delegation;
}

SuccinctRoles read_succinct(const Fields& fields) {
    SuccinctRoles roles{fields.text("name_prefix"), read_role(fields), 0};
    const std::int64_t bits = fields.number("bit_length", 1);
    if (bits > 32) fields.refuse("bit_length", fmt::format("is {}, but should be at most 32", bits));
    roles.bit_length = static_cast<int>(std::min<std::int64_t>(bits, 32));
    return roles;
}

Delegations read_delegations(const Fields& fields) {
    Delegations delegations;
    delegations.keys = read_keys(fields, "keys");
    if (fields.has("succinct_roles")) {
        if (fields.has("roles")) fields.refuse("succinct_roles", "stands beside \"roles\"; only one may");
        delegations.succinct = read_succinct(fields.inner("succinct_roles"));
        return delegations;
    }
    std::set<std::string> names;
    fields.for_each_item("roles", [&](const Fields& item) {
        delegations.roles.push_back(read_delegation(item));
        if (!names.insert(delegations.roles.back().name).second)
            item.refuse("name",
                        fmt::format("{:.80} stands twice in one list", delegations.roles.back().name));
    });
    return delegations;
}

/// What was read, unless a mistake was found on the way.
template <class Read>
base::Result<Read> checked(Read&& read, base::Status&& status) {
    if (!status) return base::fail(std::move(status).error());
    return std::forward<Read>(read);
}

}  // namespace

base::Result<Envelope> parse_envelope(std::string_view bytes) {
    auto document = parse_json(bytes);
    if (!document) return base::fail(document.error());
    if (!document->is_object()) return base::fail(base::Errc::corrupt, "is not a JSON object");
    Envelope envelope;
    base::Status status;
    const Fields fields{*document, status};
    std::set<std::string> key_ids;
    fields.for_each_item("signatures", [&](const Fields& item) {
        envelope.signatures.push_back({item.text("keyid"), item.text("sig")});
        const std::string& id = envelope.signatures.back().key_id;
        if (!key_ids.insert(id).second)
            fields.refuse("signatures", fmt::format("has {:.80} twice; a key signs a file once", id));
    });
    const json& signed_part = fields.object("signed");
    if (!status) return base::fail(std::move(status).error());
    envelope.message = canonical_json(signed_part);
    envelope.signed_part = std::move((*document)["signed"]);
    return envelope;
}

base::Result<Root> parse_root(const json& signed_part) {
    base::Status status;
    const Fields fields{signed_part, status};
    Root root;
    root.header = read_header(fields, "root");
    if (fields.has("consistent_snapshot")) root.consistent_snapshot = fields.flag("consistent_snapshot");
    root.keys = read_keys(fields, "keys");
    const Fields roles = fields.inner("roles");
    root.root = read_role(roles.inner("root"));
    root.timestamp = read_role(roles.inner("timestamp"));
    root.snapshot = read_role(roles.inner("snapshot"));
    root.targets = read_role(roles.inner("targets"));
    return checked(std::move(root), std::move(status));
}

base::Result<Timestamp> parse_timestamp(const json& signed_part) {
    base::Status status;
    const Fields fields{signed_part, status};
    Timestamp timestamp;
    timestamp.header = read_header(fields, "timestamp");
    timestamp.snapshot = read_meta_file(fields.inner("meta").inner("snapshot.json"));
    return checked(std::move(timestamp), std::move(status));
}

base::Result<Snapshot> parse_snapshot(const json& signed_part) {
    base::Status status;
    const Fields fields{signed_part, status};
    Snapshot snapshot;
    snapshot.header = read_header(fields, "snapshot");
    fields.for_each_member("meta", [&](const std::string& name, const Fields& file) {
        snapshot.files[name] = read_meta_file(file);
    });
    if (snapshot.files.count("targets.json") == 0) fields.refuse("meta.targets.json", "is missing");
    return checked(std::move(snapshot), std::move(status));
}

base::Result<Targets> parse_targets(const json& signed_part) {
    base::Status status;
    const Fields fields{signed_part, status};
    Targets targets;
    targets.header = read_header(fields, "targets");
    fields.for_each_member("targets", [&](const std::string& name, const Fields& file) {
        targets.targets[name] = read_target_file(file);
    });
    if (fields.has("delegations")) targets.delegations = read_delegations(fields.inner("delegations"));
    return checked(std::move(targets), std::move(status));
}

}  // namespace tuf
