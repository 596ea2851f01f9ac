#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "base/files.h"
#include "base/result.h"

namespace kiosk {

/// SHA-256 of a whole file, in lower-case hexadecimal: a release's name. Takes a millisecond per megabyte on
/// a PC, ten on a small board. `has_stopped` is asked between two pieces. Errors: as Files::read_pieces; io
/// (stopped).
[[nodiscard]] base::Result<std::string> hash_of_release(
    base::Files& files, const std::filesystem::path& file,
    const std::function<bool()>& has_stopped = [] { return false; });

/// A release that is to be read whole, and compared with its name.
struct ReleaseProof {
    std::string sha256;  // its name
    std::filesystem::path file;
    base::FileFacts facts;  // of the file when the proof was asked for

    /// The hash, read by `files`: whether this is the release that it is called. Errors: io (that cannot be
    /// said); corrupt (it is not: what was found).
    [[nodiscard]] base::Status check(const base::Result<std::string>& found) const;
};

/// Reads one release at a time on a thread of its own, where that would hold up the picture.
class ReleaseProver {
public:
    /// `files` must outlive this, and be fit for use by two threads. `on_done` is called on the other thread.
    ReleaseProver(base::Files& files, std::function<void()> on_done)
        : files_(files), on_done_(std::move(on_done)) {}
    ReleaseProver(const ReleaseProver&) = delete;
    ReleaseProver& operator=(const ReleaseProver&) = delete;
    ~ReleaseProver();

    [[nodiscard]] bool is_busy() const { return thread_.joinable(); }
    /// Whether `take` has something to give.
    [[nodiscard]] bool is_done() const { return is_busy() && is_done_; }
    /// REQUIRES: not busy.
    void begin(ReleaseProof proof);
    struct Outcome {
        ReleaseProof proof;
        base::Status status;  // as ReleaseProof::check
    };
    /// Once for each that was begun, when it is done.
    [[nodiscard]] std::optional<Outcome> take();

private:
    base::Files& files_;
    std::function<void()> on_done_;
    std::optional<ReleaseProof> proof_;
    base::Result<std::string> found_;
    std::atomic<bool> is_done_ = false;
    std::jthread thread_;  // writes `found_` before `is_done_`
};

}  // namespace kiosk
