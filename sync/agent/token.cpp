#include "sync/agent/token.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/files.h"

namespace agent {
namespace {

using base::Errc;

constexpr std::size_t kLongestToken = 4096;

/// RFC 6750, 2.1: b64token.
bool is_token(std::string_view text) {
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-._~+/=").find(c) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= kLongestToken && std::all_of(text.begin(), text.end(), is_letter);
}

/// What goes there can be read on the way.
bool is_open_way(std::string_view url) {
    constexpr std::string_view kPlain = "http://";
    if (!url.starts_with(kPlain)) return false;
    url.remove_prefix(kPlain.size());
    url = url.substr(0, url.find('/'));
    if (const auto at = url.rfind('@'); at != url.npos) url.remove_prefix(at + 1);
    const auto is_host = [&](std::string_view host) {
        return url == host || (url.starts_with(host) && url[host.size()] == ':');
    };
    return !is_host("127.0.0.1") && !is_host("localhost") && !is_host("[::1]");
}

}  // namespace

base::Result<std::string> read_token(const std::filesystem::path& file, const std::string& url) {
    if (is_open_way(url))
        return base::fail(Errc::invalid,
                          "a token is sent by https alone, but telemetry.url is http: change it, or leave "
                          "telemetry.token_file empty");
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0)
        return base::fail(errno == ENOENT ? Errc::not_found : Errc::io,
                          fmt::format("telemetry.token_file {}: {}", file.string(), std::strerror(errno)));
    if ((about.st_mode & (S_IROTH | S_IWOTH)) != 0)
        return base::fail(
            Errc::invalid,
            fmt::format("telemetry.token_file: everybody can read {0}, so it is not used: chgrp "
                        "kiosk-sync {0} && chmod 640 {0}; then ask for a new token",
                        file.string()));
    auto text = base::read_file(file);
    if (!text) return base::fail(text.error(), "telemetry.token_file");
    text->erase(text->find_last_not_of(" \t\r\n") + 1);
    if (!is_token(*text))
        return base::fail(Errc::invalid,
                          fmt::format("telemetry.token_file: {} holds no token: one line of letters, digits "
                                      "and - . _ ~ + / =",
                                      file.string()));
    return *text;
}

}  // namespace agent
