#include "sync/agent/repository.h"

namespace agent {
namespace {

constexpr const char* kTimestamp = "timestamp.json";

bool is_numbered_root(const std::string& name) { return name.find(".root.json") != name.npos; }

base::Status check_fresh(const char* file, base::Instant expires, base::Instant now,
                         base::Reason reason = base::Reason::expired) {
    if (expires > now) return {};
    return base::fail(base::Errc::unverified,
                      fmt::format("{}: expired at {}, and the origin has no newer one; it is {} now", file,
                                  base::format_instant(expires), base::format_instant(now)),
                      reason);
}

}  // namespace

base::Result<std::string> Repository::Fetcher::get(const std::string& name, std::uint64_t max_bytes) {
    if (name == kTimestamp && timestamp) return *std::exchange(timestamp, std::nullopt);
    transport::Collector collector;
    const auto reply = source->fetch({.path = "metadata/" + name,
                                      .max_bytes = max_bytes,
                                      .may_be_absent = is_numbered_root(name),
                                      .total_timeout = timeout},
                                     collector);
    if (!reply) return base::fail(reply.error());
    if (name == kTimestamp) validator = reply->validator;
    received_bytes += collector.bytes().size();
    return std::move(collector.bytes());
}

Repository::Repository(base::Files& files, std::filesystem::path folder, std::chrono::seconds timeout)
    : files_(files), folder_(std::move(folder)), client_(files, folder_, fetcher_) {
    fetcher_.timeout = timeout;
}

base::Status Repository::update(transport::Source& source, base::Instant now, bool whole) {
    fetcher_.source = &source;
    fetcher_.timestamp.reset();
    const bool may_ask = std::exchange(is_verified_, false);  // after an error the next cycle is a whole one
    if (may_ask && !whole && !fetcher_.validator.empty() && stored() == verified_) {
        const auto news = has_news();
        if (!news) return base::fail(news.error());
        if (!*news) {
            if (auto fresh = check_expiry(now); !fresh) return fresh;
            is_verified_ = true;
            return {};
        }
    }
    is_loaded_ = true;
    if (auto refreshed = client_.refresh(now); !refreshed) return refreshed;
    verified_ = stored();
    is_verified_ = true;
    return {};
}

std::string Repository::stored() const {
    return files_.read(folder_ / "root.json").value_or("") + files_.read(folder_ / kTimestamp).value_or("");
}

base::Result<bool> Repository::has_news() {
    transport::Collector collector;
    const auto reply = fetcher_.source->fetch({.path = std::string("metadata/") + kTimestamp,
                                               .max_bytes = tuf::Limits{}.timestamp_bytes,
                                               .unless = fetcher_.validator,
                                               .total_timeout = fetcher_.timeout},
                                              collector);
    if (!reply) return base::fail(reply.error(), kTimestamp);
    if (reply->is_unchanged) return false;
    fetcher_.received_bytes += collector.bytes().size();
    fetcher_.validator = reply->validator;
    fetcher_.timestamp = std::move(collector.bytes());
    return true;
}

base::Status Repository::check_expiry(base::Instant now) const {
    using base::Reason;
    const tuf::Trust& trusted = client_.trust();
    if (auto fresh = check_fresh(kTimestamp, trusted.timestamp()->header.expires, now); !fresh) return fresh;
    if (auto fresh = check_fresh("snapshot.json", trusted.snapshot()->header.expires, now); !fresh)
        return fresh;
    if (auto fresh =
            check_fresh("targets.json", trusted.targets()->header.expires, now, Reason::expired_offline);
        !fresh)
        return fresh;
    return check_fresh("root.json", trusted.root().header.expires, now, Reason::expired_offline);
}

base::Result<tuf::TargetFile> Repository::find_target(const std::string& name) {
    return client_.find_target(name);
}

base::Result<std::string> Repository::location(const std::string& name, const tuf::TargetFile& file) const {
    auto location = client_.target_location(name, file);
    if (!location) return location;
    return "targets/" + *location;
}

std::optional<base::Instant> Repository::signed_at() const {
    const auto root_bytes = files_.read(folder_ / "root.json"), bytes = files_.read(folder_ / kTimestamp);
    if (!root_bytes || !bytes) return std::nullopt;
    const auto root_envelope = tuf::parse_envelope(*root_bytes), envelope = tuf::parse_envelope(*bytes);
    if (!root_envelope || !envelope) return std::nullopt;
    const auto root = tuf::parse_root(root_envelope->signed_part);
    const auto field = envelope->signed_part.find("signed_at");
    if (!root || field == envelope->signed_part.end() || !field->is_string()) return std::nullopt;
    const auto moment = base::parse_instant(field->get_ref<const std::string&>());
    return moment && *moment < root->header.expires ? moment : std::nullopt;
}

}  // namespace agent
