#include "repository.h"

#include <algorithm>

#include "sync/tuf/encoding.h"
#include "sync/tuf/hashes.h"
#include "sync/tuf/json.h"

namespace {

const std::vector<std::string> kOnline = {"targets", "snapshot", "timestamp"};

json header(const std::string& type) {
    return {{"_type", type}, {"spec_version", "1.0.34"}, {"version", 1}, {"expires", kExpires}};
}

json key_document(const Signer& signer) {
    return {{"keytype", signer.key().type},
            {"scheme", signer.key().scheme},
            {"keyval", {{"public", signer.key().public_part}}}};
}

json ids(const std::vector<Signer>& signers) {
    json list = json::array();
    for (const Signer& signer : signers) list.push_back(signer.id());
    return list;
}

}  // namespace

Repository::Repository(bool consistent) : consistent_(consistent) {
    root = header("root");
    root["consistent_snapshot"] = consistent;
    for (const char* role : {"root", "timestamp", "snapshot", "targets"}) use_keys(role, {Signer::ed25519()});
    roles["targets"] = header("targets");
    roles["targets"]["targets"] = json::object();
    roles["snapshot"] = header("snapshot");
    roles["timestamp"] = header("timestamp");
    put_root();
    add_target("targets", "a.txt", "the file a");
    for (const std::string& role : kOnline) {
        put(role);
        list(role);
    }
}

void Repository::use_keys(const std::string& role, std::vector<Signer> keys, int threshold) {
    if (role == "root") leaving = signers["root"];
    signers[role] = std::move(keys);
    for (const Signer& signer : signers[role]) root["keys"][signer.id()] = key_document(signer);
    root["roles"][role] = {{"keyids", ids(signers[role])}, {"threshold", threshold}};
}

void Repository::raise(const std::string& role) {
    json& document = role == "root" ? root : roles.at(role);
    document["version"] = document["version"].get<std::int64_t>() + 1;
}

void Repository::add_target(const std::string& role, const std::string& name, const std::string& content) {
    const std::string hash = tuf::sha256_hex(content);
    roles.at(role)["targets"][name] = {{"length", content.size()}, {"hashes", {{"sha256", hash}}}};
    const auto slash = name.rfind('/') + 1;  // 0 without one
    targets[consistent_ ? name.substr(0, slash) + hash + "." + name.substr(slash) : name] = content;
}

json& Repository::delegate(const std::string& from, const std::string& to,
                           const std::vector<std::string>& paths, bool terminating) {
    if (signers[to].empty()) signers[to] = {Signer::ed25519()};
    if (roles.count(to) == 0) {
        roles[to] = header("targets");
        roles[to]["targets"] = json::object();
    }
    json& delegations = roles.at(from)["delegations"];
    if (!delegations.contains("roles")) delegations["roles"] = json::array();
    for (const Signer& signer : signers[to]) delegations["keys"][signer.id()] = key_document(signer);
    delegations["roles"].push_back({{"name", to},
                                    {"keyids", ids(signers[to])},
                                    {"threshold", 1},
                                    {"terminating", terminating},
                                    {"paths", paths}});
    return delegations["roles"].back();
}

std::string Repository::sign(const json& signed_part, const std::vector<Signer>& keys) const {
    const std::string message = tuf::canonical_json(signed_part);
    json document{{"signed", signed_part}, {"signatures", json::array()}};
    for (const Signer& signer : keys)
        document["signatures"].push_back({{"keyid", signer.id()}, {"sig", signer.sign(message)}});
    return document.dump(1);
}

std::string Repository::name_of(const std::string& role) const {
    const std::string file = tuf::encode_name(role) + ".json";
    if (role == "timestamp" || !consistent_) return file;
    return fmt::format("{}.{}", roles.at(role)["version"].get<std::int64_t>(), file);
}

void Repository::put_root() {
    std::vector<Signer> keys = signers.at("root");
    for (const Signer& signer : leaving)
        if (std::none_of(keys.begin(), keys.end(), [&](const Signer& k) { return k.id() == signer.id(); }))
            keys.push_back(signer);
    files[fmt::format("{}.root.json", root["version"].get<std::int64_t>())] = sign(root, keys);
}

void Repository::put(const std::string& role) {
    files[name_of(role)] = sign(roles.at(role), signers.at(role));
}

void Repository::list(const std::string& role) {
    if (role == "timestamp") return;
    const std::string& bytes = files.at(name_of(role));
    json meta{{"version", roles.at(role)["version"]}};
    if (lists_lengths) meta["length"] = bytes.size();
    if (lists_hashes) meta["hashes"] = {{"sha256", tuf::sha256_hex(bytes)}};
    roles.at(role == "snapshot" ? "timestamp" : "snapshot")["meta"][role + ".json"] = meta;
}

void Repository::release() {
    std::vector<std::string> order;
    for (const auto& [role, document] : roles)
        if (std::find(kOnline.begin(), kOnline.end(), role) == kOnline.end()) order.push_back(role);
    order.insert(order.end(), kOnline.begin(), kOnline.end());
    for (const std::string& role : order) {
        raise(role);
        put(role);
        list(role);
    }
}

base::Result<std::string> Repository::get(const std::string& name, std::uint64_t max_bytes) {
    requests.push_back(name);
    if (name == fails) return base::fail(base::Errc::network, "the connection broke");
    const auto found = files.find(name);
    if (found == files.end()) return base::fail(base::Errc::not_found, "no such file");
    if (found->second.size() > max_bytes)
        return base::fail(base::Errc::network, fmt::format("longer than {} bytes", max_bytes));
    return found->second;
}

base::Result<std::string> TargetFetcher::get(const std::string& name, std::uint64_t max_bytes) {
    repository_.requests.push_back(name);
    for (const auto& [path, content] : repository_.targets) {
        if (tuf::encode_path(path) != name) continue;
        if (content.size() > max_bytes) return base::fail(base::Errc::network, "too long");
        return content;
    }
    return base::fail(base::Errc::not_found, "no such file");
}

Device::Device(Repository& from) : repository(from), client(disk, "tuf", from) {
    disk.files["tuf/root.json"] = from.files.at("1.root.json");
    disk.durable = disk.files;
}

base::Result<std::string> Device::download(const std::string& name) {
    TargetFetcher fetcher{repository};
    const auto file = client.find_target(name);
    if (!file) return base::fail(file.error());
    return client.fetch_target(name, *file, fetcher);
}

std::string Device::stored(const std::string& file) const {
    const auto found = disk.files.find("tuf/" + file);
    return found == disk.files.end() ? "" : found->second;
}
