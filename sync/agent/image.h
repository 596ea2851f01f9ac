#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/files.h"
#include "base/result.h"
#include "sync/agent/config.h"
#include "sync/agent/repository.h"
#include "sync/agent/timing.h"
#include "sync/image/roots.h"
#include "sync/release/image.h"
#include "sync/transport/source.h"

namespace agent {

/// Where an image of the device's root waits for the program that writes it: an origin in small, below the
/// state folder, with the metadata that vouch for it.
struct ImagePaths {
    explicit ImagePaths(const std::filesystem::path& state) : root(state / "image") {}
    std::filesystem::path root;
    [[nodiscard]] std::filesystem::path metadata() const { return root / "metadata"; }
    [[nodiscard]] std::filesystem::path targets() const { return root / "targets"; }
    /// Written anew whenever there is something to do.
    [[nodiscard]] std::filesystem::path request() const { return root / "request"; }
};

/// What the program of root says, in a folder that is gone with the next start.
struct ImageFacts {
    image::Roots roots;
    image::Slot running = image::Slot::a;
    std::string failure;  // why the last image was not written; empty: it was
};
/// Nothing where there is no second root, or it has not said anything yet.
[[nodiscard]] std::optional<ImageFacts> read_image_facts(base::Files& files,
                                                         const std::filesystem::path& folder);

/// What came of looking after the image of this device's root.
struct ImageOutcome {
    enum class Kind {
        none,         // no image is offered, or there is no second root here
        runs,         // the offered one runs
        starts_next,  // it is written, and on trial from the next start on
        in_vain,      // it was tried here, and its display did not draw
        held_back,    // it is not for this screen: `reason`
        waiting,      // it is fetched after `wait`
        coming,       // some of it is here: `held_bytes`
        handed_over,  // it is here, whole; `reason`: why it could not be written, if so
    };
    Kind kind = Kind::none;
    std::string version, reason;
    std::uint64_t held_bytes = 0, length_bytes = 0;  // of what is fetched
    std::chrono::milliseconds wait{0};
};

/// Brings the image of the root that is offered to where the program of root finds it, a piece at a time, so
/// that content never waits for it longer than a minute.
class ImageKeeper {
public:
    /// All must outlive this.
    ImageKeeper(base::Files& files, const Config& config, Random& random)
        : files_(files), config_(config), random_(random), paths_(config.state_folder) {}

    /// The next step. `at_once`: all of it, and without waiting first. REQUIRES: `repository` has been
    /// updated from `source`. Errors: network, not_found (a piece cannot be had); unverified, corrupt (it is
    /// not what was signed); io (also: no room).
    [[nodiscard]] base::Result<ImageOutcome> step(transport::Source& source, Repository& repository,
                                                  bool at_once);
    /// Content finds no room: what has arrived goes.
    void give_room();

private:
    using Clock = std::chrono::steady_clock;

    /// Where an image that is not fetched stands; nothing: it is to be fetched.
    [[nodiscard]] std::optional<ImageOutcome> known(const ImageFacts& facts,
                                                    const release::ImageListing& image) const;
    [[nodiscard]] std::chrono::milliseconds time_to_wait(const release::ImageListing& image);
    [[nodiscard]] base::Status check_room(std::uint64_t bytes) const;
    [[nodiscard]] base::Result<std::uint64_t> fetch(transport::Source& source, const std::string& location,
                                                    const tuf::TargetFile& file, bool at_once);
    [[nodiscard]] base::Status verify(const std::filesystem::path& path, const tuf::TargetFile& file);
    [[nodiscard]] base::Status bring_metadata(transport::Source& source, const Repository& repository);
    [[nodiscard]] base::Status put(const std::string& name, const base::Result<std::string>& bytes);
    [[nodiscard]] base::Status ask(const release::ImageListing& image);
    void clear(const std::string& but = "");

    base::Files& files_;
    const Config& config_;
    Random& random_;
    const ImagePaths paths_;
    std::string spread_for_;  // sha256 of the image that `spread_until_` is about
    Clock::time_point spread_until_;
    std::optional<base::FileFacts> verified_;  // of the file that was read whole
    std::string asked_for_;                    // sha256 of the image that `asked_at_` is about
    Clock::time_point asked_at_;
};

/// "the image 2026.12 is here, and is being written to the other root".
[[nodiscard]] std::string describe(const ImageOutcome& outcome);

}  // namespace agent
