#include "sync/transport/mirrors.h"

#include <cassert>

namespace transport {
namespace {

/// "<mirror> <etag>": an ETag means something on its own server alone.
std::string make_validator(std::size_t mirror, const std::string& etag) {
    return etag.empty() ? "" : fmt::format("{} {}", mirror, etag);
}

/// Empty when it is another mirror's.
std::string etag_for(std::size_t mirror, const std::string& validator) {
    const std::string prefix = fmt::format("{} ", mirror);
    return validator.substr(0, prefix.size()) == prefix ? validator.substr(prefix.size()) : "";
}

/// A store that does not let its files be listed says 403 of those that it has not.
bool is_absence(int status) { return status == 404 || status == 403 || status == 410; }

std::string meaning(const HttpAnswer& answer) {
    if (answer.status >= 300 && answer.status < 400)
        return fmt::format(
            "the server redirects to {:.200} ({}), which is not followed; if that is right, set "
            "it as the address",
            answer.location.empty() ? "nowhere" : answer.location, answer.status);
    if (answer.status == 407) return "the proxy asks for a name and a password (407)";
    if (answer.status == 429) return "the server asks to be left alone for a while (429)";
    if (answer.status >= 500) return fmt::format("the server has a fault ({})", answer.status);
    return fmt::format("the server says {}", answer.status);
}

}  // namespace

std::string without_password(const std::string& address) {
    const auto scheme = address.find("://"), at = address.find('@');
    const auto path = scheme == address.npos ? 0 : address.find('/', scheme + 3);
    if (scheme == address.npos || at == address.npos || (path != address.npos && at > path)) return address;
    return address.substr(0, scheme + 3) + address.substr(at + 1);
}

Mirrors::Mirrors(Http& http, std::vector<std::string> addresses)
    : http_(http), addresses_(std::move(addresses)) {
    assert(!addresses_.empty());
    for (std::string& address : addresses_)
        if (!address.empty() && address.back() != '/') address += '/';
}

std::string Mirrors::name() const { return without_password(addresses_[last_good_]); }

base::Result<Reply> Mirrors::fetch(const Request& request, Receiver& receiver) {
    retry_after_.reset();
    base::Error last{base::Errc::network, ""};
    for (std::size_t i = 0; i < addresses_.size(); ++i) {
        const std::size_t mirror = (last_good_ + i) % addresses_.size();
        auto reply = ask(mirror, request, receiver);
        if (reply) last_good_ = mirror;
        if (reply || reply.error().code == base::Errc::io) return reply;
        const bool is_absent = reply.error().code == base::Errc::not_found;
        if (is_absent && request.may_be_absent) return reply;
        // That one mirror lacks a file says less than that another could not be asked.
        if (i == 0 || !is_absent) last = std::move(reply.error());
    }
    return tl::unexpected(std::move(last));
}

base::Result<Reply> Mirrors::ask(std::size_t mirror, const Request& request, Receiver& receiver) {
    auto answer = get(mirror, request, receiver);
    // A server that cannot go on where we stopped has another file, or a shorter one.
    if (answer && answer->status == 416 && receiver.held() > 0) {
        if (auto restarted = receiver.restart(); !restarted) return tl::unexpected(restarted.error());
        answer = get(mirror, request, receiver);
    }
    const std::string place = without_password(addresses_[mirror]);
    if (!answer) return base::fail(answer.error(), place);
    if (answer->status == 200 || answer->status == 206)
        return Reply{false, make_validator(mirror, answer->etag)};
    if (answer->status == 304 && !request.unless.empty()) return Reply{true, request.unless};
    if (answer->retry_after) retry_after_ = answer->retry_after;
    const auto code = is_absence(answer->status) ? base::Errc::not_found : base::Errc::network;
    return base::fail(code, fmt::format("{}: {}", place, meaning(*answer)));
}

base::Result<HttpAnswer> Mirrors::get(std::size_t mirror, const Request& request, Receiver& receiver) {
    HttpRequest http{.url = addresses_[mirror] + request.path,
                     .max_bytes = request.max_bytes,
                     .if_none_match = etag_for(mirror, request.unless),
                     .total_timeout = request.total_timeout};
    if (begun_.mirror == mirror && begun_.path == request.path) http.if_range = begun_.etag;
    auto answer = http_.get(http, receiver);
    if (answer) begun_ = {mirror, request.path, answer->etag};
    return answer;
}

}  // namespace transport
