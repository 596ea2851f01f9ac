#include "sync/agent/device.h"

#include <unistd.h>

#include <algorithm>

#include "sync/agent/ownership.h"
#include "sync/tuf/hashes.h"

namespace agent {
namespace {

namespace fs = std::filesystem;
using Entry = catalog::CurrentRelease::Entry;

/// A contact that is this much newer is worth a write: the screen says the moment, and flash wears out.
constexpr std::chrono::minutes kContactStep{15};
/// `current` and the display's report are lists of at most 64 hashes; whoever writes more is not read.
constexpr std::uint64_t kLongestStateFile = 16384;

}  // namespace

// Read, not mapped: a block that flash cannot give back is then an error, not a signal.
base::Result<std::string> sha256_of_file(base::Files& files, const fs::path& file) {
    auto hasher = *tuf::Hasher::find("sha256");
    const auto read = files.read_pieces(file, [&](std::string_view piece) -> base::Status {
        hasher.add(piece);
        return {};
    });
    if (!read) return base::fail(read.error());
    return hasher.finish();
}

Device::Device(base::Files& files, fs::path folder, fs::path trusted_root)
    : files_(files), paths_(std::move(folder)), trusted_root_(std::move(trusted_root)) {}

base::Status Device::open() {
    if (auto made = make_folders(); !made) return base::fail(made.error(), "the state folder");
    if (!files_.has_file(metadata() / "root.json"))
        if (auto taken = reset_root(); !taken) return taken;
    return read_state();
}

base::Status Device::make_folders() {
    std::error_code ignored;
    if (!fs::is_directory(paths_.root, ignored)) {
        if (auto made = base::make_folders(paths_.root.parent_path()); !made) return made;
        base::Disk anywhere;  // with rights that do not depend on who runs this
        if (auto made = anywhere.make_folder(paths_.root); !made) return made;
    }
    if (auto good = check_ownership(files_, paths_, ::geteuid()); !good) return good;
    for (const fs::path& folder : {paths_.releases(), metadata(), incoming(), agent()})
        if (auto made = files_.make_folder(folder); !made) return made;
    return {};
}

base::Status Device::reset_root() {
    const auto root = base::read_file(trusted_root_);
    if (!root)
        return base::fail(root.error(),
                          "this device trusts nobody yet: sync.trusted_root names no file that "
                          "can be read");
    return base::replace_file(files_, metadata() / "root.json", *root);
}

/// A damaged file counts as none: what is in releases/ is found again by its hash, without a download.
base::Status Device::read_state() {
    catalog::CurrentRelease found;
    bool is_damaged = false;
    const auto text = files_.read(paths_.current(), kLongestStateFile);
    const auto code = text ? base::Errc::not_found : text.error().code;
    if (code != base::Errc::not_found && code != base::Errc::corrupt) return base::fail(text.error());
    is_damaged = code == base::Errc::corrupt;
    if (text) {
        auto parsed = catalog::parse_current(*text);
        if (!parsed && parsed.error().code == base::Errc::unsupported)
            return base::fail(parsed.error(), paths_.current().string());
        is_damaged = !parsed;
        if (parsed) found = std::move(*parsed);
    }
    if (const auto contact = files_.read(paths_.contact(), kLongestStateFile))
        contact_ = catalog::parse_contact(*contact).value_or(catalog::Contact{});
    state_ = found;
    if (auto checked = drop_damaged(found); !checked) return checked;
    return is_damaged || found != state_ ? write_state(std::move(found)) : base::Status{};
}

base::Status Device::drop_damaged(catalog::CurrentRelease& found) {
    for (auto* entry : {&found.previous, &found.current}) {
        if (!*entry) continue;
        const auto is_whole = has_release((*entry)->sha256);
        if (!is_whole) return base::fail(is_whole.error());
        if (!*is_whole) entry->reset();
    }
    if (!found.current) found.current = std::exchange(found.previous, std::nullopt);
    return {};
}

base::Status Device::write_state(catalog::CurrentRelease state) {
    if (auto written = base::replace_file(files_, paths_.current(), catalog::format_current(state)); !written)
        return base::fail(written.error(), "saying which release is current");
    state_ = std::move(state);
    return {};
}

bool Device::is_quarantined(const std::string& sha256) const {
    const auto& all = state_.quarantined;
    return std::find(all.begin(), all.end(), sha256) != all.end();
}

base::Result<bool> Device::has_release(const std::string& sha256) {
    const fs::path file = paths_.release(sha256);
    const auto before = files_.look(file);
    if (!before) return base::fail(before.error());
    const auto known = whole_.find(sha256);
    if (known != whole_.end() && *before && known->second == **before) return true;
    whole_.erase(sha256);
    const auto found = sha256_of_file(files_, file);
    if (!found && found.error().code == base::Errc::io) return base::fail(found.error());
    const bool is_whole = found && *found == sha256;
    if (is_whole && *before) whole_.emplace(sha256, **before);
    return is_whole;
}

base::Status Device::switch_to(Entry release) {
    catalog::CurrentRelease next = state_;
    if (!is_current(release.sha256)) next.previous = std::move(next.current);
    next.current = std::move(release);
    return write_state(std::move(next));
}

base::Status Device::quarantine(const std::string& sha256) {
    if (is_quarantined(sha256)) return {};
    catalog::CurrentRelease next = state_;
    next.quarantined.push_back(sha256);
    if (next.previous && next.previous->sha256 == sha256) next.previous.reset();
    if (next.current && next.current->sha256 == sha256)
        next.current = std::exchange(next.previous, std::nullopt);
    return write_state(std::move(next));
}

base::Result<catalog::DisplayReport> Device::read_report() const {
    const auto text = files_.read(paths_.report(), kLongestStateFile);
    if (!text) return base::fail(text.error());
    return catalog::parse_report(*text);
}

base::Result<catalog::DisplayLadder> Device::read_ladder() const {
    const auto text = files_.read(paths_.ladder(), kLongestStateFile);
    if (!text) return base::fail(text.error());
    return catalog::parse_ladder(*text);
}

base::Result<bool> Device::heed_display() {
    const auto report = read_report();
    if (!report) return false;  // no display here yet, or a damaged disk: it will write again
    bool has_changed = false;
    for (const std::string& rejected : report->rejected) {
        if (!is_current(rejected) && !(state_.previous && state_.previous->sha256 == rejected)) continue;
        // Of a release that lies here damaged the display can say nothing: it is fetched again.
        forget_whole();
        const auto is_whole = has_release(rejected);
        if (!is_whole) return base::fail(is_whole.error());
        if (!*is_whole) continue;
        if (auto done = quarantine(rejected); !done) return base::fail(done.error());
        has_changed = true;
    }
    return has_changed;
}

base::Status Device::note_contact(const catalog::Contact& contact) {
    const bool is_news = !contact_.last_sync || contact.signed_at != contact_.signed_at ||
                         *contact.last_sync < *contact_.last_sync ||
                         *contact.last_sync - *contact_.last_sync >= kContactStep;
    if (!is_news && files_.has_file(paths_.contact())) return {};
    contact_ = contact;
    return base::replace_file(files_, paths_.contact(), catalog::format_contact(contact));
}

void Device::remove_files(const fs::path& folder, const std::vector<std::string>& but) {
    const auto names = files_.list(folder);
    if (!names) return;
    for (const std::string& name : *names)
        if (std::find(but.begin(), but.end(), name) == but.end()) (void)files_.remove(folder / name);
}

void Device::prune() {
    std::vector<std::string> needed;
    const auto keep = [&](const std::string& sha256) {
        needed.push_back(paths_.release(sha256).filename().string());
    };
    if (state_.current) keep(state_.current->sha256);
    if (state_.previous) keep(state_.previous->sha256);
    const auto report = read_report();
    if (report && !report->running.empty()) keep(report->running);  // open: never unlinked
    remove_files(paths_.releases(), needed);
    remove_files(incoming(), {});
}

}  // namespace agent
