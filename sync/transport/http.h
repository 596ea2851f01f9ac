#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "sync/transport/source.h"

namespace transport {

/// What ends a transfer from outside: a signal's descriptor, which is watched while waiting for the network.
struct Interrupt {
    int descriptor = -1;                // -1: there is none
    std::function<bool()> has_stopped;  // asked when it can be read; true: give up
};

struct HttpOptions {
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::seconds low_speed_time{30};  // this long below the next line ends a transfer
    std::int64_t low_speed_bytes_per_second = 64;
    std::string proxy;    // empty: as the environment says (https_proxy, no_proxy)
    std::string ca_file;  // PEM; empty: the system's
    std::string user_agent = "minsheng-kiosk";
    Interrupt interrupt;
    std::function<void()> going_on = {};  // called at least once a minute while a transfer lives
};

struct HttpRequest {
    std::string url;
    std::uint64_t max_bytes = 0;    // of the whole file
    std::uint64_t piece_bytes = 0;  // what is asked for of it; 0: all. A server may send all the same
    std::string if_none_match;      // an ETag; empty: none
    std::string if_range;           // an ETag that goes with what the receiver holds; empty: none
    std::chrono::seconds total_timeout{120};
};

/// Something that is brought to a server.
struct HttpPost {
    std::string url;
    std::string body, content_type, content_encoding;  // the last may be empty: as it is
    std::string token;                                 // of a bearer (RFC 6750); empty: none
    std::chrono::seconds total_timeout{120};
};

struct HttpAnswer {
    int status = 0;  // 200, 206, 304, 404, ...
    std::string etag, location;
    std::optional<std::chrono::seconds> retry_after;
    std::optional<base::Instant> date;  // what the server says that it is
};

/// One client; connections and TLS sessions stay from one request to the next. Used by one thread. TLS is 1.2
/// or newer and always verified. Redirects are not followed, and nothing is decompressed: what is signed is
/// what is sent.
class Http {
public:
    /// Errors: network (libcurl does not come up).
    [[nodiscard]] static base::Result<Http> open(HttpOptions options = {});

    /// Answers whatever the status is; the body reaches the receiver with 200 and 206 alone. Errors: network
    /// (no connection, a deadline, a broken answer, another range than was asked for, a web page, compressed
    /// bytes, more than `max_bytes`, which ends the transfer at once; the interrupt); invalid (not an http or
    /// https address); io (the receiver's).
    [[nodiscard]] base::Result<HttpAnswer> get(const HttpRequest& request, Receiver& receiver);
    /// Answers whatever the status is; the body of the answer is dropped. Errors: network and invalid, as
    /// above. No message holds the token.
    [[nodiscard]] base::Result<HttpAnswer> post(const HttpPost& post);

private:
    struct Free {
        void operator()(void* handle) const;
    };
    struct FreeMany {
        void operator()(void* handle) const;
    };
    struct Ended {
        int code = 0;        // libcurl's
        std::string detail;  // in its words; may be empty
    };
    Http(void* many, void* handle, HttpOptions options)
        : many_(many), handle_(handle), options_(std::move(options)) {}
    void set_options(const std::string& url, std::chrono::seconds total_timeout);
    [[nodiscard]] base::Result<int> perform();
    [[nodiscard]] base::Result<Ended> exchange(void* arrival);

    std::unique_ptr<void, FreeMany> many_;  // keeps the connections
    std::unique_ptr<void, Free> handle_;
    HttpOptions options_;
};

}  // namespace transport
