#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"

namespace transport {

struct HttpOptions {
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds total_timeout{120'000};
    std::chrono::seconds low_speed_time{30};  // this long below the next line ends a transfer
    std::int64_t low_speed_bytes_per_second = 64;
    std::string user_agent = "minsheng-kiosk";
};

struct HttpAnswer {
    int status = 0;     // 200, 404, ...
    std::string bytes;  // empty from 400 on: what a server says to an error is not read
};

/// One client with one connection, which stays open between requests. Used by one thread. TLS is 1.2 or newer
/// and always verified. Redirects are not followed, and nothing is decompressed: what is signed is what is
/// sent.
class Http {
public:
    /// Errors: network (libcurl does not come up).
    [[nodiscard]] static base::Result<Http> open(HttpOptions options = {});

    /// Answers whatever the status is. Errors: network (no connection, a deadline, a broken answer, more than
    /// `max_bytes`, which ends the transfer at once); invalid (not an http or https address).
    [[nodiscard]] base::Result<HttpAnswer> get(const std::string& url, std::uint64_t max_bytes);

private:
    struct Free {
        void operator()(void* handle) const;
    };
    Http(void* handle, HttpOptions options) : handle_(handle), options_(std::move(options)) {}

    std::unique_ptr<void, Free> handle_;
    HttpOptions options_;
};

}  // namespace transport
