#include "sync/publish/repository/staged_root.h"

#include "sync/publish/repository/documents.h"
#include "sync/tuf/metadata.h"

namespace publish {
namespace {

using nlohmann::json;
using Signers = std::set<std::string, std::less<>>;

/// Keys of the present root and of the next one.
base::Result<Signers> signer_ids(const Repository& repository, const json& document) {
    const auto next = tuf::parse_root(document);
    if (!next) return base::fail(next.error());
    Signers ids = repository.root().root.key_ids;
    ids.insert(next->root.key_ids.begin(), next->root.key_ids.end());
    return ids;
}

/// `file` with the signatures of the keys that are here in place of those it had of them.
base::Result<std::string> with_signatures(const json& file, KeyFolder& keys, const Signers& ids) {
    const auto here = keys.open_those_here(ids);
    if (!here) return base::fail(here.error());
    const auto signed_here = sign(file.at("signed"), *here);
    if (!signed_here) return signed_here;
    json both = json::parse(*signed_here);
    for (const json& signature : file.at("signatures"))
        if (const auto id = signature.at("keyid").get<std::string>(); ids.contains(id) && !keys.has(id))
            both["signatures"].push_back(signature);
    return both.dump();
}

base::Status stage(Repository& repository, const std::string& bytes) {
    const auto file = staged_root_file(repository);
    if (auto made = repository.files().make_folder(file.parent_path()); !made) return made;
    return base::replace_file(repository.files(), file, bytes);
}

base::Result<json> read_staged(const Repository& repository) {
    const auto file = staged_root_file(repository);
    const auto bytes = repository.files().read(file, tuf::Limits{}.root_bytes);
    if (!bytes && bytes.error().code == base::Errc::not_found)
        return base::fail(base::Errc::not_found,
                          fmt::format("no root waits for signatures: there is no {}", file.string()));
    if (!bytes) return base::fail(bytes.error());
    const auto envelope = tuf::parse_envelope(*bytes);
    if (!envelope) return base::fail(envelope.error(), file.string());
    return json::parse(*bytes);
}

}  // namespace

std::filesystem::path staged_root_file(const Repository& repository) {
    return repository.folder() / "staged" / fmt::format("{}.root.json", repository.root().header.version + 1);
}

base::Result<bool> publish_or_stage_root(Repository& repository, KeyFolder& keys, const json& document,
                                         const SigningKey* fresh, const Ask& ask) {
    const json file{{"signatures", json::array()}, {"signed", document}};
    const auto review = review_root(repository, file);
    if (!review) return base::fail(review.error());
    if (auto wanted = ask(*review); !wanted) return base::fail(wanted.error());
    if (fresh)
        if (auto kept = keys.keep(*fresh); !kept) return base::fail(kept.error());
    const auto ids = signer_ids(repository, document);
    if (!ids) return base::fail(ids.error());
    const auto bytes = with_signatures(file, keys, *ids);
    if (!bytes) return base::fail(bytes.error());
    const bool is_enough = repository.check_next_root(*bytes).has_value();
    const auto put = is_enough ? repository.put_root(*bytes) : stage(repository, *bytes);
    if (!put) return base::fail(put.error());
    return is_enough;
}

base::Result<std::vector<std::string>> sign_staged_root(Repository& repository, KeyFolder& keys,
                                                        const Ask& ask) {
    const auto file = staged_root_file(repository);
    const auto waiting = read_staged(repository);
    if (!waiting) return base::fail(waiting.error());
    const auto review = review_root(repository, *waiting);
    if (!review) return base::fail(review.error(), file.string());
    if (auto wanted = ask(*review); !wanted) return base::fail(wanted.error());
    const auto ids = signer_ids(repository, waiting->at("signed"));
    if (!ids) return base::fail(ids.error(), file.string());
    const auto bytes = with_signatures(*waiting, keys, *ids);
    if (!bytes) return base::fail(bytes.error());
    const std::string name = file.filename().string();
    if (const auto enough = repository.check_next_root(*bytes); !enough) {
        if (auto staged = stage(repository, *bytes); !staged) return base::fail(staged.error());
        return std::vector{
            fmt::format("{} still waits: {}", name, enough.error().message),
            fmt::format("carry {} to a machine with another root key and run `kiosk-publish sign` "
                        "there",
                        file.parent_path().string())};
    }
    if (auto put = repository.put_root(*bytes); !put) return base::fail(put.error());
    if (auto removed = repository.files().remove(file); !removed) return base::fail(removed.error());
    return std::vector{fmt::format("{} is published", name),
                       std::string("if it is part of rotating the key of targets, snapshot or timestamp, run "
                                   "`kiosk-publish rotate-key` for that role again")};
}

}  // namespace publish
