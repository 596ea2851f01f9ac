#include "sync/agent/image.h"

#include <algorithm>

#include "base/printable.h"
#include "sync/agent/device.h"
#include "sync/agent/part_file.h"
#include "sync/agent/plan.h"

namespace agent {
namespace {

namespace fs = std::filesystem;
using base::Errc;
using Kind = ImageOutcome::Kind;

constexpr std::chrono::seconds kPieceTimeout{60};
/// Of a piece that broke off after as much as this the rest comes with the next one.
constexpr std::uint64_t kSomeBytes = 64 << 10;
/// What is left to content, and to the journal.
constexpr std::uint64_t kRoomBytes = 48 << 20;
/// An image that could not be written is tried again; metadata may have been too old, after a night without
/// power.
constexpr std::chrono::hours kAskAgain{1};
constexpr std::uint64_t kLongestFailure = 1000;

std::uint64_t megabytes(std::uint64_t bytes) { return (bytes + (1 << 20) - 1) >> 20; }

}  // namespace

std::optional<ImageFacts> read_image_facts(base::Files& files, const fs::path& folder) {
    const auto sector = files.read(folder / "roots", image::kSectorBytes),
               running = files.read(folder / "running", 2);
    const auto roots = sector ? image::parse_sector(*sector) : base::fail(sector.error());
    const auto slot = running ? image::slot_called(running->substr(0, 1)) : std::nullopt;
    if (!roots || !slot) return std::nullopt;
    const auto failure = files.read(folder / "failure", kLongestFailure);
    return ImageFacts{*roots, *slot, failure ? base::printable_line(*failure) : ""};
}

base::Result<ImageOutcome> ImageKeeper::step(transport::Source& source, Repository& repository,
                                             bool at_once) {
    const auto facts = read_image_facts(files_, config_.image_facts);
    if (!facts) return ImageOutcome{};
    const auto file = repository.find_target(release::kImageTarget);
    if (!file) {
        if (file.error().code != Errc::not_found) return base::fail(file.error());
        clear();
        return ImageOutcome{};
    }
    const auto image = release::read_image_listing(file->custom);
    if (!image) return base::fail(image.error());
    if (auto outcome = known(*facts, *image)) {
        clear();
        return *outcome;
    }
    const auto location = repository.location(release::kImageTarget, *file);
    if (!location) return base::fail(location.error());
    const std::string name = fs::path(*location).filename().string();
    clear(name);
    ImageOutcome outcome{
        .kind = Kind::waiting, .version = image->version, .length_bytes = file->length_bytes};
    const bool has_begun = files_.has_file(paths_.targets() / name);
    if (!at_once && !has_begun) outcome.wait = time_to_wait(*image);
    if (outcome.wait.count() > 0) return outcome;

    const auto held = fetch(source, *location, *file, at_once);
    if (!held) return base::fail(held.error(), "the image " + image->version);
    outcome.held_bytes = *held;
    outcome.kind = Kind::coming;
    if (*held < file->length_bytes) return outcome;
    if (auto good = verify(paths_.targets() / name, *file); !good)
        return base::fail(good.error(), "the image " + image->version);
    outcome.kind = Kind::handed_over;
    if (asked_for_ == image->sha256) outcome.reason = facts->failure;
    if (asked_for_ == image->sha256 && Clock::now() - asked_at_ < kAskAgain) return outcome;
    if (auto brought = bring_metadata(source, repository); !brought) return base::fail(brought.error());
    if (auto asked = ask(*image); !asked) return base::fail(asked.error());
    return outcome;
}

std::optional<ImageOutcome> ImageKeeper::known(const ImageFacts& facts,
                                               const release::ImageListing& image) const {
    ImageOutcome outcome{.version = image.version};
    const auto& roots = facts.roots;
    if (roots.sha256_in(facts.running) == image.sha256)
        outcome.kind = Kind::runs;
    else if (roots.trial && roots.sha256_in(*roots.trial) == image.sha256)
        outcome.kind = Kind::starts_next;
    else if (roots.failed == image.sha256)
        outcome.kind = Kind::in_vain;
    else if (!is_for_area(image.areas, config_.area))
        outcome = {Kind::held_back, image.version,
                   fmt::format("it is for other areas than \"{}\"", config_.area)};
    else if (image.layout > release::kImageLayout)
        outcome = {Kind::held_back, image.version, "it is for disks that are divided in another way"};
    else
        return std::nullopt;
    return outcome;
}

std::chrono::milliseconds ImageKeeper::time_to_wait(const release::ImageListing& image) {
    if (spread_for_ != image.sha256) {
        spread_for_ = image.sha256;
        spread_until_ = Clock::now() + spread_delay(image.spread, random_);
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(spread_until_ - Clock::now());
    return std::max(left, std::chrono::milliseconds{0});
}

base::Status ImageKeeper::check_room(std::uint64_t bytes) const {
    const auto free = files_.free_bytes(paths_.root);
    if (!free) return base::fail(free.error());
    if (*free >= bytes + kRoomBytes) return {};
    return base::fail(
        Errc::io,
        fmt::format("the state partition is too small: {} MB more are needed, and {} MB kept for "
                    "content, but {} MB are free; write the disk anew with a newer image",
                    megabytes(bytes), megabytes(kRoomBytes), megabytes(*free)),
        base::Reason::no_space);
}

/// How much of it is here now.
base::Result<std::uint64_t> ImageKeeper::fetch(transport::Source& source, const std::string& location,
                                               const tuf::TargetFile& file, bool at_once) {
    for (const fs::path& folder : {paths_.root, paths_.metadata(), paths_.targets()})
        if (auto made = files_.make_folder(folder); !made) return base::fail(made.error());
    const fs::path path = paths_.targets() / fs::path(location).filename();
    PartFile part{files_, path, file.length_bytes};
    if (part.held() == file.length_bytes) return part.held();
    if (auto room = check_room(file.length_bytes - part.held()); !room) {
        (void)files_.remove(path);
        return base::fail(room.error());
    }
    const auto reply = source.fetch({.path = location,
                                     .max_bytes = file.length_bytes,
                                     .piece_bytes = at_once ? 0 : config_.image_piece.bytes,
                                     .total_timeout = at_once ? config_.download_timeout : kPieceTimeout},
                                    part);
    const bool is_kept = reply || reply.error().code != Errc::io;
    if (!is_kept) (void)files_.remove(path);  // a full disk is not made fuller
    if (part.received() > 0 && is_kept)
        if (auto synced = files_.sync_file(path); !synced) return base::fail(synced.error());
    if (!reply && (!is_kept || part.received() < kSomeBytes)) return base::fail(reply.error());
    if (part.received() == 0) return base::fail(Errc::network, "no byte of it came");
    return part.held();
}

base::Status ImageKeeper::verify(const fs::path& path, const tuf::TargetFile& file) {
    const auto listed = file.hashes.find("sha256");
    if (listed == file.hashes.end()) return base::fail(Errc::corrupt, "it is listed without its sha256");
    const auto before = files_.look(path);
    if (!before) return base::fail(before.error());
    if (verified_ && *before == verified_) return {};
    const auto found = sha256_of_file(files_, path);
    if (!found) return base::fail(found.error());
    if (*found == listed->second) {
        verified_ = *before;
        return {};
    }
    (void)files_.remove(path);
    return base::fail(Errc::unverified,
                      fmt::format("has sha256 {}, not {}; it is fetched anew", *found, listed->second));
}

base::Status ImageKeeper::put(const std::string& name, const base::Result<std::string>& bytes) {
    if (!bytes) return base::fail(bytes.error(), name);
    return base::replace_file(files_, paths_.metadata() / name, *bytes);
}

/// What is trusted here, under the names that an origin gives it; and the roots since the one that came with
/// the device, which only an origin has.
base::Status ImageKeeper::bring_metadata(transport::Source& source, const Repository& repository) {
    const auto first_bytes = base::read_file(config_.trusted_root);
    const auto first = first_bytes ? tuf::Trust::open(*first_bytes) : base::fail(first_bytes.error());
    if (!first) return base::fail(first.error(), config_.trusted_root.string());
    const tuf::Trust& trust = *repository.trust();
    for (auto version = first->root().header.version + 1; version <= trust.root().header.version; ++version) {
        const std::string name = fmt::format("{}.root.json", version);
        const auto bytes = transport::fetch_bytes(source, {.path = "metadata/" + name,
                                                           .max_bytes = tuf::Limits{}.root_bytes,
                                                           .total_timeout = config_.metadata_timeout});
        if (auto written = put(name, bytes); !written) return written;
    }
    const fs::path stored = config_.state_folder / "metadata";
    const std::pair<const char*, std::int64_t> numbered[] = {
        {"snapshot.json", trust.snapshot()->header.version},
        {"targets.json", trust.targets()->header.version}};
    for (const auto& [name, version] : numbered)
        if (auto written = put(fmt::format("{}.{}", version, name), files_.read(stored / name)); !written)
            return written;
    return put("timestamp.json", files_.read(stored / "timestamp.json"));
}

base::Status ImageKeeper::ask(const release::ImageListing& image) {
    if (auto asked = base::replace_file(files_, paths_.request(), image.sha256 + "\n"); !asked) return asked;
    asked_for_ = image.sha256;
    asked_at_ = Clock::now();
    return {};
}

/// Half a download of an image that is offered no more only fills the disk.
void ImageKeeper::clear(const std::string& but) {
    for (const fs::path& folder : {paths_.metadata(), paths_.targets()})
        for (const std::string& name : files_.list(folder).value_or(std::vector<std::string>{}))
            if (but.empty() || (folder == paths_.targets() && name != but))
                (void)files_.remove(folder / name);
}

void ImageKeeper::give_room() { clear(); }

std::string describe(const ImageOutcome& outcome) {
    const auto in_words = [&]() -> std::string {
        switch (outcome.kind) {
            case Kind::none:
                return "";
            case Kind::runs:
                return "runs";
            case Kind::starts_next:
                return "is written, and tried at the next start";
            case Kind::in_vain:
                return "was tried here, and its display did not draw: the one before runs";
            case Kind::held_back:
                return "is there but not taken: " + outcome.reason;
            case Kind::waiting:
                return "is there and will be fetched later";
            case Kind::coming:
                return fmt::format("is being fetched, {} MB in all", megabytes(outcome.length_bytes));
            case Kind::handed_over:
                return outcome.reason.empty() ? "is here, and is being written beside the one that runs"
                                              : "is here, but could not be written: " + outcome.reason;
        }
        return "";
    };
    const std::string words = in_words();
    return words.empty() ? "" : base::printable_line(fmt::format("the image {} {}", outcome.version, words));
}

}  // namespace agent
