#include "sync/agent/agent.h"

#include <algorithm>

#include "catalog/known_time.h"
#include "catalog/schema.h"
#include "catalog/store.h"
#include "sync/agent/part_file.h"
#include "sync/agent/unpack.h"

namespace agent {
namespace {

namespace fs = std::filesystem;
using base::Errc;

/// What a source or our disk failed in is tried again; anything else is wrong with the bytes themselves.
bool is_passing(const base::Error& error) { return error.code == Errc::network || error.code == Errc::io; }

}  // namespace

Agent::Agent(base::Files& files, const Config& config, Random& random)
    : files_(files, catalog::StatePaths{config.state_folder}.root / "agent" / "reserve"),
      config_(config),
      random_(random),
      device_(files_, config.state_folder, config.trusted_root),
      repository_(files_, device_.metadata(), config.metadata_timeout),
      image_(files_, config, random) {}

base::Result<Outcome> Agent::update(transport::Source& source, base::Instant wall, Manner manner) {
    auto outcome = pass(source, wall, manner);
    const Errc code = outcome ? Errc::io : outcome.error().code;
    if (code == Errc::unverified || code == Errc::corrupt) source.distrust();
    if (!outcome && outcome.error().reason == base::Reason::no_space) image_.give_room();
    // In a folder that is another user's nothing is left behind.
    if (outcome || outcome.error().reason != base::Reason::not_ours) files_.renew();
    return outcome;
}

base::Result<Outcome> Agent::pass(transport::Source& source, base::Instant wall, Manner manner) {
    if (manner.whole) device_.forget_whole();
    if (auto opened = device_.open(); !opened) return base::fail(opened.error());
    if (auto heeded = device_.heed_display(); !heeded) return base::fail(heeded.error());
    const std::uint64_t received_before = repository_.received_bytes();
    const base::Instant now = effective_time(wall);
    if (auto refreshed = refresh(source, now, manner.whole); !refreshed) return base::fail(refreshed.error());
    // What was just verified may say that it is later than a wrong clock has it.
    const base::Instant known = effective_time(wall);
    if (auto noted = device_.note_contact({known, repository_.signed_at()}); !noted)
        return base::fail(noted.error(), "noting the contact");

    const auto listed = repository_.find_target(release::kCatalogTarget);
    const std::uint64_t metadata_bytes = repository_.received_bytes() - received_before;
    if (!listed && listed.error().code == Errc::not_found)
        return Outcome{.kind = Outcome::Kind::no_release, .metadata_bytes = metadata_bytes};
    if (!listed) return base::fail(listed.error());
    const auto offer = read_offer(*listed);
    if (!offer) return base::fail(offer.error());
    Outcome outcome{.version = offer->version, .metadata_bytes = metadata_bytes};
    if (device_.is_current(offer->sha256)) {
        if (!std::exchange(is_tidy_, true)) device_.prune();
        return outcome;
    }
    is_tidy_ = false;

    const auto reason = reason_to_hold_back(*offer);
    if (!reason) return base::fail(reason.error());
    outcome.reason = *reason;
    outcome.kind = Outcome::Kind::held_back;
    if (!reason->empty()) return outcome;
    outcome.kind = Outcome::Kind::waiting;
    if (manner.spread) outcome.wait = time_to_wait(*offer);
    if (outcome.wait.count() > 0) return outcome;
    auto done = fetch_and_switch(source, *offer, known);
    if (done) done->metadata_bytes = repository_.received_bytes() - received_before;
    return done;
}

base::Instant Agent::effective_time(base::Instant wall) const {
    return catalog::KnownTime{}.after(repository_.signed_at()).effective(wall);
}

/// Two things that a refresh alone cannot mend. A disk that is full of half downloads: they go. A root on the
/// disk that is damaged: the one that came with the device takes its place.
base::Status Agent::refresh(transport::Source& source, base::Instant now, bool whole) {
    auto refreshed = repository_.update(source, now, whole);
    if (refreshed) return refreshed;
    if (refreshed.error().code == Errc::io) {
        device_.prune_incoming({});
        return repository_.update(source, now, true);
    }
    const auto root = files_.read(device_.metadata() / "root.json");
    const bool is_lost = root ? !tuf::Trust::open(*root)
                              : root.error().code == Errc::not_found || root.error().code == Errc::corrupt;
    if (!is_lost || !device_.reset_root()) return refreshed;
    return repository_.update(source, now, true);
}

/// Empty: nothing speaks against it. Errors: unsupported (this program is too old); unverified (too large).
base::Result<std::string> Agent::reason_to_hold_back(const Offer& offer) const {
    if (device_.is_quarantined(offer.sha256))
        return std::string("the display could not show it here; waiting for the next release");
    if (!is_for_area(offer, config_.area))
        return fmt::format("it is for other areas than \"{}\"", config_.area);
    if (offer.schema > catalog::kSchemaVersion || is_older(KIOSK_VERSION, offer.minimum_version))
        return base::fail(
            Errc::unsupported,
            fmt::format("release {} needs program {} and format {}; this is {} with format {}", offer.version,
                        offer.minimum_version, offer.schema, KIOSK_VERSION, catalog::kSchemaVersion));
    if (offer.length_bytes > config_.max_catalog.bytes)
        return base::fail(Errc::unverified,
                          fmt::format("release {} has {} bytes, but sync.max_catalog_mb allows {}",
                                      offer.version, offer.length_bytes, config_.max_catalog.bytes),
                          base::Reason::too_large);
    return std::string{};
}

std::chrono::milliseconds Agent::time_to_wait(const Offer& offer) {
    if (spread_for_ != offer.sha256) {
        spread_for_ = offer.sha256;
        spread_until_ = Clock::now() + spread_delay(offer.spread, random_);
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(spread_until_ - Clock::now());
    return std::max(left, std::chrono::milliseconds{0});
}

base::Result<Outcome> Agent::fetch_and_switch(transport::Source& source, const Offer& offer,
                                              base::Instant now) {
    Outcome outcome{.kind = Outcome::Kind::switched, .version = offer.version};
    forget_other_downloads(offer);
    const auto is_here = device_.has_release(offer.sha256);
    if (!is_here) return base::fail(is_here.error());
    if (*is_here) {
        outcome.route = Outcome::Route::here;
    } else if (auto brought = bring(source, offer, outcome); !brought) {
        return base::fail(brought.error(), fmt::format("fetching release {}", offer.version));
    }
    if (auto switched = device_.switch_to({offer.sha256, offer.version, now}); !switched)
        return base::fail(switched.error());
    device_.prune();
    is_tidy_ = true;
    return outcome;
}

/// Half a download of a release that is offered no more only fills the disk.
void Agent::forget_other_downloads(const Offer& offer) {
    std::vector<std::string> wanted{release::kWholeTarget};
    if (device_.state().current) wanted.push_back(release::delta_target(device_.state().current->sha256));
    std::vector<std::string> names{offer.sha256 + ".db"};
    for (const std::string& name : wanted)
        if (const auto file = repository_.find_target(name))
            if (const auto location = repository_.location(name, *file))
                names.push_back(fs::path(*location).filename().string());
    device_.prune_incoming(names);
}

base::Status Agent::bring(transport::Source& source, const Offer& offer, Outcome& outcome) {
    auto brought = bring_by_delta(source, offer, outcome);
    if (brought || brought.error().code == Errc::io) return brought;
    // A delta that cannot be had, or does not lead where it should, is no reason to stay behind.
    if (brought.error().code != Errc::not_found) outcome.reason = brought.error().message;
    const auto whole = repository_.find_target(release::kWholeTarget);
    if (!whole) return base::fail(whole.error(), release::kWholeTarget);
    outcome.route = Outcome::Route::whole;
    return bring_by(source, offer, release::kWholeTarget, *whole, {}, outcome);
}

/// Errors: not_found: there is no delta from what is current here.
base::Status Agent::bring_by_delta(transport::Source& source, const Offer& offer, Outcome& outcome) {
    if (!device_.state().current) return base::fail(Errc::not_found, "nothing to start from");
    const std::string& from = device_.state().current->sha256;
    const std::string name = release::delta_target(from);
    const auto delta = repository_.find_target(name);
    if (!delta) return base::fail(delta.error());
    if (!release::starts_from(delta->custom, from))
        return base::fail(Errc::not_found, "it starts from another release");
    // Read, not mapped, as the download is: a block that flash has lost is then an error, not a signal.
    const auto prefix = files_.read(device_.paths().release(from), config_.max_catalog.bytes);
    if (!prefix) return base::fail(Errc::corrupt, prefix.error().message);
    outcome.route = Outcome::Route::delta;
    return bring_by(source, offer, name, *delta, *prefix, outcome);
}

base::Status Agent::bring_by(transport::Source& source, const Offer& offer, const std::string& name,
                             const tuf::TargetFile& file, std::string_view prefix, Outcome& outcome) {
    const auto packed = download(source, name, file, outcome);
    if (!packed) return base::fail(packed.error());
    const fs::path unpacked = device_.incoming() / (offer.sha256 + ".db");
    auto done = unpack({packed->bytes, prefix, offer.length_bytes, offer.sha256}, files_, unpacked);
    if (done) done = stage(offer, unpacked);
    // Of no more use; and after a full disk or a power cut it is unpacked again.
    if (done || !is_passing(done.error())) (void)files_.remove(packed->path);
    return done;
}

/// A verified file below incoming/. What has arrived when the source fails stays for the next pass; what has
/// the wrong hash does not.
base::Result<Agent::Download> Agent::download(transport::Source& source, const std::string& name,
                                              const tuf::TargetFile& file, Outcome& outcome) {
    if (file.length_bytes > config_.max_catalog.bytes)
        return base::fail(Errc::unverified, fmt::format("{} has {} bytes, which is more than we take", name,
                                                        file.length_bytes));
    if (file.length_bytes == 0)
        return base::fail(Errc::corrupt, fmt::format("{} is listed with 0 bytes, which is no release", name));
    const auto location = repository_.location(name, file);
    if (!location) return base::fail(location.error());
    fs::path path = device_.incoming() / fs::path(*location).filename();
    PartFile part{files_, path, file.length_bytes};
    if (part.held() < file.length_bytes) {
        const auto reply = source.fetch(
            {.path = *location, .max_bytes = file.length_bytes, .total_timeout = config_.download_timeout},
            part);
        outcome.release_bytes += part.received();
        if (!reply) {
            if (reply.error().code == Errc::io) (void)files_.remove(path);  // a full disk is not made fuller
            // Listed, but not there: that is the origin's fault, not the absence of a delta.
            base::Error error = reply.error();
            if (error.code == Errc::not_found) error.code = Errc::network;
            return base::fail(error, name);
        }
    }
    auto bytes = files_.read(path, file.length_bytes);
    const base::Status good = bytes ? tuf::check_content(*bytes, file.length_bytes, file.hashes)
                                    : base::Status{base::fail(bytes.error())};
    if (!good) {
        (void)files_.remove(path);
        return base::fail(good.error(), name);
    }
    return Download{std::move(path), std::move(*bytes)};
}

/// Puts a release under its name once it is known to be one that the display can show.
base::Status Agent::stage(const Offer& offer, const fs::path& unpacked) {
    if (const auto store = catalog::Store::open(unpacked); !store) {
        // Only of what is read back as it was signed fetching it again is no use.
        const auto read_back = sha256_of_file(files_, unpacked);
        (void)files_.remove(unpacked);
        if (!read_back || *read_back != offer.sha256)
            return base::fail(Errc::io, fmt::format("the disk does not give back what was written to it ({})",
                                                    store.error().message));
        if (store.error().code == Errc::corrupt)
            if (auto done = device_.quarantine(offer.sha256); !done) return done;
        return base::fail(store.error(), "what was signed is no catalog that can be shown");
    }
    if (auto moved = files_.rename(unpacked, device_.paths().release(offer.sha256)); !moved) return moved;
    return files_.sync_folder(device_.paths().releases());
}

}  // namespace agent
