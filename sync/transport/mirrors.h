#pragma once

#include <string>
#include <vector>

#include "sync/transport/http.h"
#include "sync/transport/source.h"

namespace transport {

/// The same repository on several servers, in order of preference. The one that answered last is asked first,
/// until what it brought turns out to be wrong.
class Mirrors : public Source {
public:
    /// Addresses such as "https://example.org/kiosk"; what a request asks for is below them. REQUIRES: at
    /// least one. `http` must outlive this.
    Mirrors(Http& http, std::vector<std::string> addresses);

    /// Errors: as Source::fetch; where every mirror failed, the last one's.
    base::Result<Reply> fetch(const Request& request, Receiver& receiver) override;
    [[nodiscard]] std::optional<std::chrono::seconds> retry_after() const override { return retry_after_; }
    void distrust() override { last_good_ = (last_good_ + 1) % addresses_.size(); }
    [[nodiscard]] std::size_t places() const override { return addresses_.size(); }
    [[nodiscard]] std::string name() const override;
    [[nodiscard]] std::string advice() const override {
        return "check the cable, the address in sync.origins and the proxy; it is tried again by itself";
    }

private:
    /// What a mirror said of a file; together with the file's path it says what `etag` belongs to.
    struct Tag {
        std::size_t mirror = 0;
        std::string path, etag;
    };
    [[nodiscard]] base::Result<Reply> ask(std::size_t mirror, const Request& request, Receiver& receiver);
    [[nodiscard]] base::Result<HttpAnswer> get(std::size_t mirror, const Request& request,
                                               Receiver& receiver);

    Http& http_;
    std::vector<std::string> addresses_;
    std::size_t last_good_ = 0;
    Tag begun_;  // of the file that arrived last, whole or in part
    std::optional<std::chrono::seconds> retry_after_;
};

/// "https://user:secret@host/x" without the part before the '@'.
[[nodiscard]] std::string without_password(const std::string& address);

}  // namespace transport
