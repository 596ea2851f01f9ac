#include "sync/agent/install_image.h"

#include "base/files.h"
#include "catalog/known_time.h"
#include "sync/agent/device.h"
#include "sync/agent/image.h"
#include "sync/agent/plan.h"
#include "sync/image/partition.h"
#include "sync/image/sector.h"
#include "sync/transport/folder.h"

namespace agent {
namespace {

namespace fs = std::filesystem;
using base::Errc;

/// The agent may read what is written here, and nobody else writes it.
base::Status tell(const RootPlaces& places, const image::Roots& roots, const std::string& failure = "") {
    const std::pair<const char*, std::string> files[] = {
        {"failure", failure},
        {"running", fmt::format("{}\n", image::letter(places.running))},
        {"roots", image::format_sector(roots)}};
    for (const auto& [name, bytes] : files)
        if (auto written = base::write_file(places.facts / name, bytes); !written) return written;
    return {};
}

base::Status change(image::Sector& sector, const RootPlaces& places, const image::Roots& roots) {
    if (auto written = sector.write(roots); !written) return written;
    return tell(places, roots);
}

std::string short_name(const std::string& sha256) {
    return sha256.empty() ? "unknown" : sha256.substr(0, 16);
}

/// An image that is signed for this screen, and where it lies.
struct Signed {
    release::ImageListing listing;
    fs::path file;
};

/// The workflow of a device that knows nothing yet but the root it came with, against the agent's folder.
base::Result<Signed> find_signed(const Config& config, const fs::path& scratch, base::Instant wall) {
    base::Disk disk;
    std::error_code ignored;
    fs::remove_all(scratch, ignored);
    if (auto made = base::make_folders(scratch); !made) return base::fail(made.error());
    const auto root = base::read_file(config.trusted_root);
    if (!root) return base::fail(root.error(), "sync.trusted_root");
    if (auto written = base::write_file(scratch / "root.json", *root); !written)
        return base::fail(written.error());
    const ImagePaths paths{config.state_folder};
    transport::Folder source{paths.root};
    Repository repository{disk, scratch, config.metadata_timeout};
    if (auto updated = repository.update(source, catalog::KnownTime{}.effective(wall), true); !updated)
        return base::fail(updated.error());
    const auto file = repository.find_target(release::kImageTarget);
    if (!file) return base::fail(file.error());
    auto listing = release::read_image_listing(file->custom);
    if (!listing) return base::fail(listing.error());
    if (!is_for_area(listing->areas, config.area) || listing->layout > release::kImageLayout)
        return base::fail(Errc::unsupported, "the image " + listing->version + " is not for this screen");
    const auto location = repository.location(release::kImageTarget, *file);
    if (!location) return base::fail(location.error());
    Signed found{std::move(*listing), paths.root / *location};
    const auto sha256 = sha256_of_file(disk, found.file);
    if (!sha256) return base::fail(sha256.error());
    const auto listed = file->hashes.find("sha256");
    if (listed == file->hashes.end() || listed->second != *sha256)
        return base::fail(Errc::unverified, "the image " + found.listing.version + " is not what was signed");
    return found;
}

base::Result<std::string> install(const Config& config, const RootPlaces& places, base::Instant wall,
                                  image::Sector& sector) {
    if (sector.roots().good != places.running)
        return base::fail(Errc::invalid,
                          "the root that runs is on trial: the other one is what there is to fall back to");
    const auto found = find_signed(config, places.facts / "trust", wall);
    if (!found) return base::fail(found.error());
    const image::Content content{found->listing.length_bytes, found->listing.sha256};
    const image::Roots before = sector.roots();
    if (before.sha256_in(places.running) == content.sha256)
        return "the image " + found->listing.version + " runs already";
    if (before.failed == content.sha256)
        return base::fail(Errc::invalid, "the image " + found->listing.version + " was tried in vain before");
    const std::string written =
        "the image " + found->listing.version + " is written, and tried at the next start";
    if (before.trial && before.sha256_in(*before.trial) == content.sha256) return written;
    if (auto marked = change(sector, places, image::being_written(before)); !marked)
        return base::fail(marked.error());
    if (auto done = image::write_partition(found->file, content, places.other); !done)
        return base::fail(done.error());
    if (auto good = image::check_partition(places.other, content); !good) return base::fail(good.error());
    if (auto marked = change(sector, places, image::on_trial(sector.roots(), content.sha256)); !marked)
        return base::fail(marked.error());
    return written;
}

}  // namespace

base::Result<std::string> note_start(const RootPlaces& places) {
    auto sector = image::Sector::find(places.efi);
    if (!sector) return base::fail(sector.error());
    const image::Roots before = sector->roots(), now = image::started(before, places.running);
    if (auto changed = change(*sector, places, now); !changed) return base::fail(changed.error());
    if (now != before)
        return fmt::format(
            "the image {} was tried, and its display did not draw: the one before runs, and it is not tried "
            "again",
            short_name(now.failed));
    const std::string runs = fmt::format("root {} runs, image {}", image::letter(places.running),
                                         short_name(now.sha256_in(places.running)));
    return now.trial == places.running ? runs + ", on trial until its display has drawn" : runs;
}

base::Result<std::string> confirm_root(const RootPlaces& places) {
    auto sector = image::Sector::find(places.efi);
    if (!sector) return base::fail(sector.error());
    const image::Roots before = sector->roots(), now = image::confirmed(before, places.running);
    if (auto changed = change(*sector, places, now); !changed) return base::fail(changed.error());
    const std::string name = short_name(now.sha256_in(places.running));
    return now == before ? fmt::format("the image {} runs", name)
                         : fmt::format("the image {} has drawn: it is started from now on", name);
}

base::Result<std::string> install_image(const Config& config, const RootPlaces& places, base::Instant wall) {
    auto sector = image::Sector::find(places.efi);
    if (!sector) return base::fail(sector.error());
    auto done = install(config, places, wall, *sector);
    if (!done) (void)tell(places, sector->roots(), done.error().message);
    return done;
}

}  // namespace agent
