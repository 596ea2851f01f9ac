#include "sync/publish/repository/root_review.h"

#include <algorithm>

#include "catalog/device_state.h"
#include "sync/tuf/hashes.h"
#include "sync/tuf/json.h"
#include "sync/tuf/signatures.h"

namespace publish {
namespace {

using nlohmann::json;
using Lines = std::vector<std::string>;

struct NamedRole {
    const char* name;
    tuf::Role tuf::Root::*role;
};
constexpr NamedRole kRoles[] = {{"root", &tuf::Root::root},
                                {"targets", &tuf::Root::targets},
                                {"snapshot", &tuf::Root::snapshot},
                                {"timestamp", &tuf::Root::timestamp}};

/// An id is how people compare keys, so it has to be computed from the key: else a root could show the ids of
/// yesterday over the keys of somebody else.
base::Status check_ids(const json& document) {
    for (const auto& [id, key] : document.at("keys").items())
        if (id != tuf::sha256_hex(tuf::canonical_json(key)))
            return base::fail(
                base::Errc::unverified,
                fmt::format("the key {:.16} is not the one that this id is computed from; somebody "
                            "made this root to deceive: do not sign it",
                            id));
    return {};
}

base::Result<tuf::Root> read_root(const json& document) {
    auto root = tuf::parse_root(document);
    if (!root) return root;
    if (auto right = check_ids(document); !right) return base::fail(right.error());
    return root;
}

/// The lines, each at the same place every time, so that what is unusual stands out.
class Review {
public:
    explicit Review(const tuf::Root* before) : before_(before) {}

    void describe(const tuf::Root& after) {
        add("expires", before_ ? base::format_instant(before_->header.expires) : "",
            base::format_instant(after.header.expires));
        for (const NamedRole& one : kRoles) describe(one, after);
    }
    void add(std::string_view what, const std::string& from, const std::string& to) {
        lines_.push_back(from.empty() || from == to ? fmt::format("  {:<10} {}", what, to)
                                                    : fmt::format("  {:<10} {}  ->  {}", what, from, to));
    }
    Lines take() { return std::move(lines_); }

private:
    static std::string rule(const tuf::Role& role) {
        return fmt::format("{} of {} key{}", role.threshold, role.key_ids.size(),
                           role.key_ids.size() == 1 ? "" : "s");
    }
    void describe(const NamedRole& one, const tuf::Root& after) {
        const tuf::Role none{}, &role = after.*one.role, &earlier = before_ ? before_->*one.role : none;
        add(one.name, before_ ? rule(earlier) : "", rule(role));
        for (const std::string& id : role.key_ids) {
            const bool is_new = before_ && !earlier.key_ids.contains(id);
            lines_.push_back(
                fmt::format("           {} {}{}", is_new ? '+' : ' ', id, is_new ? " is NEW" : ""));
        }
        for (const std::string& id : earlier.key_ids)
            if (!role.key_ids.contains(id)) lines_.push_back(fmt::format("           - {} goes", id));
    }

    const tuf::Root* before_;
    Lines lines_;
};

/// What a root says beside keys, roles, version and expiry.
json other_fields(json document) {
    for (const char* told : {"keys", "roles", "version", "expires"}) document.erase(told);
    return document;
}

void review_other_fields(const json& before, const json& after, Review& review) {
    const json old = other_fields(before), fresh = other_fields(after);
    for (const auto& [name, value] : fresh.items())
        if (const auto found = old.find(name); found == old.end() || *found != value)
            review.add(fmt::format("{:.40}", name), found == old.end() ? "(not there)" : found->dump(),
                       fmt::format("{:.200}", value.dump()));
    for (const auto& [name, value] : old.items())
        if (!fresh.contains(name)) review.add(fmt::format("{:.40}", name), value.dump(), "(gone)");
}

/// The files of the other roles have a date of their own, which a root does not change.
void review_expiry(const Repository& repository, Review& review) {
    const auto add = [&](const char* role, const auto& file) {
        if (file)
            review.add(role, "",
                       fmt::format("version {} expires {}", file->metadata.header.version,
                                   base::format_instant(file->metadata.header.expires)));
        else
            review.add(role, "", "cannot be read: " + file.error().message);
    };
    review.add("files", "", "of the other roles, as they are now");
    add("targets", repository.current_targets());
    add("snapshot", repository.snapshot());
    add("timestamp", repository.timestamp());
}

void review_signatures(const json& file, const Repository& repository, const tuf::Root& next,
                       Review& review) {
    const auto envelope = tuf::parse_envelope(file.dump());
    std::string by;
    if (envelope)
        for (const tuf::Signature& one : envelope->signatures)
            for (const tuf::Keys* const keys : {&repository.root().keys, &next.keys})
                if (tuf::verify_signatures(*envelope, {{one.key_id}, 1}, *keys)) {
                    by += fmt::format("{}{}", by.empty() ? "" : ", ", one.key_id);
                    break;
                }
    review.add("signed by", "", by.empty() ? "nobody yet" : by);
}

}  // namespace

base::Result<Lines> review_root(const Repository& repository, const json& file) {
    const json& document = file.at("signed");
    const auto next = read_root(document);
    if (!next) return base::fail(next.error());
    const std::int64_t version = repository.root().header.version;
    if (next->header.version != version + 1)
        return base::fail(base::Errc::unverified,
                          fmt::format("is version {}, but the present root is {}; remove it",
                                      next->header.version, version));
    Review review{&repository.root()};
    review.describe(*next);
    review_other_fields(repository.root_document(), document, review);
    review_signatures(file, repository, *next, review);
    review_expiry(repository, review);
    Lines lines{fmt::format(
        "root {}, which is to be signed, beside root {}, which is known here:", version + 1, version)};
    for (std::string& line : review.take()) lines.push_back(std::move(line));
    return lines;
}

base::Result<Lines> describe_root(std::string_view root) {
    const auto trust = tuf::Trust::open(root);
    if (!trust) return base::fail(trust.error());
    const auto envelope = tuf::parse_envelope(root);
    if (!envelope) return base::fail(envelope.error());
    const auto read = read_root(envelope->signed_part);
    if (!read) return base::fail(read.error());
    Review review{nullptr};
    review.describe(*read);
    Lines lines{fmt::format("root {}:", read->header.version)};
    for (std::string& line : review.take()) lines.push_back(std::move(line));
    return lines;
}

}  // namespace publish
