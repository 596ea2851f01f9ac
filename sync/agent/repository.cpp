#include "sync/agent/repository.h"

#include "catalog/device_state.h"

namespace agent {
namespace {

constexpr const char* kTimestamp = "timestamp.json";

bool is_numbered_root(const std::string& name) { return name.find(".root.json") != name.npos; }

base::Status expired(const char* file, base::Instant at, base::Instant now) {
    return base::fail(base::Errc::unverified,
                      fmt::format("{}: expired at {}, and the origin has no newer one; it is {} now", file,
                                  catalog::format_instant(at), catalog::format_instant(now)));
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
    if (!reply) return tl::unexpected(reply.error());
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
    if (is_verified_ && !whole && !fetcher_.validator.empty()) {
        const auto news = has_news();
        if (!news) return tl::unexpected(news.error());
        if (!*news) return check_expiry(now);
    }
    is_verified_ = false;  // after an error the next cycle is a whole one
    is_loaded_ = true;
    if (auto refreshed = client_.refresh(now); !refreshed) return refreshed;
    is_verified_ = true;
    return {};
}

base::Result<bool> Repository::has_news() {
    transport::Collector collector;
    const auto reply = fetcher_.source->fetch({.path = std::string("metadata/") + kTimestamp,
                                               .max_bytes = tuf::Limits{}.timestamp_bytes,
                                               .unless = fetcher_.validator,
                                               .total_timeout = fetcher_.timeout},
                                              collector);
    if (!reply) {
        is_verified_ = false;
        return base::fail(reply.error(), kTimestamp);
    }
    if (reply->is_unchanged) return false;
    fetcher_.received_bytes += collector.bytes().size();
    fetcher_.validator = reply->validator;
    fetcher_.timestamp = std::move(collector.bytes());
    return true;
}

base::Status Repository::check_expiry(base::Instant now) const {
    const tuf::Trust& trusted = client_.trust();
    if (const auto at = trusted.timestamp()->header.expires; at <= now) return expired(kTimestamp, at, now);
    if (const auto at = trusted.snapshot()->header.expires; at <= now)
        return expired("snapshot.json", at, now);
    if (const auto at = trusted.targets()->header.expires; at <= now) return expired("targets.json", at, now);
    return {};
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
