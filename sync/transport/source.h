#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace transport {

/// Takes a file as it arrives.
class Receiver {
public:
    virtual ~Receiver() = default;
    /// Bytes of the file that are here already, from its start. A source goes on after them where it can.
    [[nodiscard]] virtual std::uint64_t held() const = 0;
    /// The file comes from its start: what is held is to be dropped. Errors: io.
    [[nodiscard]] virtual base::Status restart() = 0;
    /// The next bytes. Errors: io.
    [[nodiscard]] virtual base::Status take(std::string_view bytes) = 0;
};

struct Request {
    std::string path;  // relative to the source, percent-encoded as in a URL: "metadata/1.root.json"
    std::uint64_t max_bytes = 0;  // of the whole file, held bytes included
    /// At most so many of them this time, where the source can stop there; 0: all. That the file does not end
    /// there is no error.
    std::uint64_t piece_bytes = 0;
    /// From an earlier `Reply` for this path; not empty: the file is wanted only if it has changed since.
    std::string unless;
    /// True: that the source does not have the file is an answer, not a fault of one mirror.
    bool may_be_absent = false;
    std::chrono::seconds total_timeout{120};
};

struct Reply {
    bool is_unchanged = false;  // see `Request::unless`; nothing was received
    std::string validator;      // for `Request::unless`; empty: this source cannot say what has changed
};

/// A place that has the files of a repository: servers, or a folder on a stick. Nothing that it brings is
/// trusted. Used by one thread.
class Source {
public:
    virtual ~Source() = default;
    /// Errors: not_found (the source says that it has no such file); network (no answer, a broken or a wrong
    /// one, a longer file, a deadline, a folder that cannot be read); io (the receiver's). After an error the
    /// receiver may hold a part of the file.
    [[nodiscard]] virtual base::Result<Reply> fetch(const Request& request, Receiver& receiver) = 0;
    /// How long the source asked to be left alone when it last failed; at most a day.
    [[nodiscard]] virtual std::optional<std::chrono::seconds> retry_after() const { return std::nullopt; }
    /// What it brought was not what had been signed: where there are several places, another is asked next.
    virtual void distrust() {}
    /// How many places there are. After so many that were distrusted the first one's turn comes again.
    [[nodiscard]] virtual std::size_t places() const { return 1; }
    /// For messages: an address without what it may hold of passwords, or a folder.
    [[nodiscard]] virtual std::string name() const = 0;
    /// What an operator can do when it cannot be reached or lacks a file.
    [[nodiscard]] virtual std::string advice() const = 0;
};

/// A small file in memory. REQUIRES: `request.unless` is empty. Errors: as Source::fetch.
[[nodiscard]] base::Result<std::string> fetch_bytes(Source& source, const Request& request);

/// Collects a small file.
class Collector : public Receiver {
public:
    [[nodiscard]] std::uint64_t held() const override { return bytes_.size(); }
    base::Status restart() override {
        bytes_.clear();
        return {};
    }
    base::Status take(std::string_view bytes) override {
        bytes_ += bytes;
        return {};
    }
    [[nodiscard]] std::string& bytes() { return bytes_; }

private:
    std::string bytes_;
};

}  // namespace transport
