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

/// "https://host:port" of an address.
std::string server_of(const std::string& address) {
    const auto scheme = address.find("://");
    return scheme == address.npos ? "" : address.substr(0, address.find('/', scheme + 3));
}

/// Where the server says that all of it lies now, asked for `path` below `address`: what it says of one file
/// is of no use to anybody. Empty: it leads somewhere else, to a login page for example.
std::string new_address(const std::string& location, const std::string& address, const std::string& path) {
    const std::string whole = location.starts_with("//") ? address.substr(0, address.find(':') + 1) + location
                              : location.starts_with("/") ? server_of(address) + location
                                                          : location;
    if (server_of(whole).empty() || !whole.ends_with("/" + path)) return "";
    return without_password(whole.substr(0, whole.size() - path.size()));
}

base::Error redirection(const HttpAnswer& answer, const std::string& address, const std::string& path) {
    const std::string found = new_address(answer.location, address, path);
    if (found == without_password(address))
        return {base::Errc::network, fmt::format("the server redirects to itself ({})", answer.status)};
    if (!found.empty())
        return {base::Errc::network,
                fmt::format("the server says that it is now at {:.200} ({}), which is not followed", found,
                            answer.status),
                base::Reason::redirected};
    const std::string server = server_of(answer.location);
    return {base::Errc::network,
            fmt::format("the server redirects to another page{}{:.200} ({}), perhaps the login page of the "
                        "network this device is in",
                        server.empty() ? "" : " of ", without_password(server), answer.status),
            base::Reason::web_page};
}

std::string meaning(const HttpAnswer& answer) {
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
    return base::fail(std::move(last));
}

base::Result<Reply> Mirrors::ask(std::size_t mirror, const Request& request, Receiver& receiver) {
    auto answer = get(mirror, request, receiver);
    // A server that cannot go on where we stopped has another file, or a shorter one.
    if (answer && answer->status == 416 && receiver.held() > 0) {
        if (auto restarted = receiver.restart(); !restarted) return base::fail(restarted.error());
        answer = get(mirror, request, receiver);
    }
    const std::string place = without_password(addresses_[mirror]);
    if (!answer) return base::fail(answer.error(), place);
    if (answer->status == 200 || answer->status == 206)
        return Reply{false, make_validator(mirror, answer->etag)};
    if (answer->status == 304 && !request.unless.empty()) return Reply{true, request.unless};
    if (answer->retry_after) retry_after_ = answer->retry_after;
    if (answer->status >= 300 && answer->status < 400)
        return base::fail(redirection(*answer, addresses_[mirror], request.path), place);
    const auto code = is_absence(answer->status) ? base::Errc::not_found : base::Errc::network;
    return base::fail(code, fmt::format("{}: {}", place, meaning(*answer)));
}

base::Result<HttpAnswer> Mirrors::get(std::size_t mirror, const Request& request, Receiver& receiver) {
    HttpRequest http{.url = addresses_[mirror] + request.path,
                     .max_bytes = request.max_bytes,
                     .piece_bytes = request.piece_bytes,
                     .if_none_match = etag_for(mirror, request.unless),
                     .total_timeout = request.total_timeout};
    if (begun_.mirror == mirror && begun_.path == request.path) http.if_range = begun_.etag;
    auto answer = http_.get(http, receiver);
    if (answer) begun_ = {mirror, request.path, answer->etag};
    return answer;
}

}  // namespace transport
