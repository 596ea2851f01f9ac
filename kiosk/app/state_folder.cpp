#include "kiosk/app/state_folder.h"

#include "base/boot.h"
#include "kiosk/app/release_choice.h"

namespace kiosk {
namespace {

constexpr std::size_t kMostSaid = 64;  // then the oldest complaints may come again
/// A release of so many bytes is read whole before it is opened: that costs a few milliseconds at most.
constexpr std::uint64_t kProvenAtOnceBytes = 1 << 20;
/// Lists of at most 64 hashes; whoever writes more is not read.
constexpr std::uint64_t kLongestStateFile = 16384;
constexpr std::int64_t kNewsForS = 60;

bool is_missing(const base::Error& error) { return error.code == base::Errc::not_found; }

/// A read error names its file itself.
template <class T>
base::Result<T> parsed(const base::Result<std::string>& text, const std::filesystem::path& file,
                       base::Result<T> (*parse)(std::string_view)) {
    if (!text) return base::fail(text.error());
    auto value = parse(*text);
    if (!value) return base::fail(value.error(), file.string());
    return value;
}

}  // namespace

StateFolder::StateFolder(const std::filesystem::path& folder, base::Files& files, base::Log log)
    : paths_(folder), files_(files), log_(std::move(log)) {
    const auto text = files_.read(paths_.report(), kLongestStateFile);
    if (!text) return;  // none yet, or the write will say what is wrong
    auto report = parsed(text, paths_.report(), catalog::parse_report);
    if (report)
        report_ = std::move(*report);
    else
        say_once(report.error().message, "; starting a new report");
}

/// Once for each `what`, whatever follows from it.
void StateFolder::say_once(const std::string& what, const std::string& consequence) {
    if (said_.size() >= kMostSaid) said_.clear();
    if (said_.insert(what).second) log_.warning(what + consequence);
}

const catalog::Contact& StateFolder::contact() {
    const auto text = files_.read(paths_.contact(), kLongestStateFile);
    if (!text) return contact_;  // none yet; what else is wrong with the folder, `current` says
    const auto contact = parsed(text, paths_.contact(), catalog::parse_contact);
    if (contact)
        contact_ = *contact;
    else
        say_once(contact.error().message);
    return contact_;
}

std::optional<catalog::Import> StateFolder::take_import() {
    const auto text = files_.read(paths_.import(), kLongestStateFile);
    if (!text) return std::nullopt;  // no stick yet, as a rule
    auto import = parsed(text, paths_.import(), catalog::parse_import);
    if (!import) {
        say_once(import.error().message);
        return std::nullopt;
    }
    const std::int64_t age_s = base::seconds_since_boot() - import->at_s;
    const bool is_news =
        import->boot == base::boot_id() && age_s >= 0 && age_s < kNewsForS && last_import_ != *import;
    last_import_ = std::move(*import);
    return is_news ? last_import_ : std::nullopt;
}

/// `consequence`: what becomes of the screen when it cannot be read.
base::Result<catalog::CurrentRelease> StateFolder::read_current(const char* consequence) {
    auto current =
        parsed(files_.read(paths_.current(), kLongestStateFile), paths_.current(), catalog::parse_current);
    if (!current) say_once(current.error().message, consequence);
    return current;
}

/// Keeps the report on disk equal to the one here. Where that fails, the display goes on without counting.
void StateFolder::note(catalog::DisplayReport report) {
    if (report == report_) return;
    report_ = std::move(report);
    write_report();
}

void StateFolder::write_report() {
    (void)files_.make_folder(paths_.display());  // the write says what is wrong with it
    if (const auto done = base::replace_file(files_, paths_.report(), catalog::format_report(report_)); !done)
        say_once(done.error().message, "; the report of this display cannot be written");
}

/// A state folder that was removed and made anew has none, though nothing has changed here; a disk that
/// forgets has another.
void StateFolder::keep_report() {
    const auto state = files_.look(paths_.root);
    if (!state || !*state) return;
    const bool is_there = files_.read(paths_.report(), kLongestStateFile) == catalog::format_report(report_);
    if (!is_there && report_ != catalog::DisplayReport{}) write_report();
    if (ladder_ != nullptr) ladder_->keep();
}

bool StateFolder::is_proven(const std::string& sha256, const base::FileFacts& facts) const {
    const auto found = verdicts_.find(sha256);
    return found != verdicts_.end() && found->second.is_whole && found->second.facts == facts;
}

/// Whether the file that lies there now was read and found to be another than it is called.
bool StateFolder::is_damaged(const std::string& sha256) {
    const auto found = verdicts_.find(sha256);
    if (found == verdicts_.end() || found->second.is_whole) return false;
    const auto facts = files_.look(paths_.release(sha256));
    return facts && *facts && **facts == found->second.facts;
}

void StateFolder::settle(const ReleaseProof& proof, const base::Status& status) {
    if (!status && status.error().code != base::Errc::corrupt) return;  // nothing is known of it
    verdicts_[proof.sha256] = {proof.facts, status.has_value()};
    if (!status) say_once(status.error().message, "; passed over until it has been fetched again");
}

/// What was never confirmed is rejected for good instead, when its turn comes.
bool StateFolder::is_avoided(const std::string& shown) const {
    return ladder_ != nullptr && ladder_->avoids(shown) && !is_crashing(report_, shown);
}

/// It is about to be opened; empty: the catalog in the program.
void StateFolder::begin(const std::string& sha256) {
    if (ladder_ != nullptr) ladder_->show(sha256.empty() ? catalog::DisplayLadder::kProgram : sha256);
    note(with_start(report_, sha256));
}

/// Reads it whole, now. Errors: as ReleaseProof::check; not_found.
base::Status StateFolder::prove(const std::string& sha256) {
    const auto facts = files_.look(paths_.release(sha256));
    if (!facts) return base::fail(facts.error());
    if (!*facts) return base::fail(base::Errc::not_found, paths_.release(sha256).string() + ": is not there");
    const ReleaseProof proof{sha256, paths_.release(sha256), **facts};
    const base::Status status = proof.check(hash_of_release(files_, proof.file));
    settle(proof, status);
    return status;
}

std::optional<ReleaseProof> StateFolder::find_unproven(const std::string& shown) {
    if (shown.empty()) return std::nullopt;
    const auto facts = files_.look(paths_.release(shown));
    if (!facts || !*facts || is_proven(shown, **facts) || is_damaged(shown)) return std::nullopt;
    return ReleaseProof{shown, paths_.release(shown), **facts};
}

/// Errors: corrupt: it is rejected now, or lies here damaged. Anything else says nothing about the release,
/// only about its file at this moment or about this program, and is no reason to give it up. What ran before
/// still does.
base::Result<OpenCatalog> StateFolder::try_release(const std::string& sha256, const Moment& moment) {
    const catalog::DisplayReport before = report_;
    const auto pass_over = [&](const base::Error& why) {
        say_once(why.message, "; this release is passed over for now");
        note(before);  // the start did not come about
        return base::fail(why);
    };
    // Nobody else takes it up again, so only what was read whole is given up.
    const auto reject = [&](const base::Error& why) {
        if (const auto whole = prove(sha256); !whole) return pass_over(whole.error());
        say_once(why.message, "; this release is rejected");
        note(with_rejection(before, sha256));
        return base::fail(why);
    };
    const auto facts = files_.look(paths_.release(sha256));
    const std::uint64_t bytes = facts && *facts ? (*facts)->bytes : 0;
    if (facts && *facts && bytes <= kProvenAtOnceBytes && !is_proven(sha256, **facts))
        if (const auto whole = prove(sha256); !whole) return pass_over(whole.error());
    if (is_crashing(report_, sha256))
        return reject({base::Errc::corrupt, fmt::format("release {} was started {} times and never confirmed",
                                                        sha256, kMostStarts)});
    begin(sha256);
    auto catalog = open_judged(paths_.release(sha256), moment, contact_);
    if (catalog) {
        catalog->sha256 = sha256;
        catalog->file_bytes = bytes;
        return catalog;
    }
    return catalog.error().code == base::Errc::corrupt ? reject(catalog.error()) : pass_over(catalog.error());
}

/// The first release named that opens; nothing when that is `shown`, which is open, or when there is none.
std::optional<OpenCatalog> StateFolder::open_named(const catalog::CurrentRelease& current,
                                                   const std::string& shown, const Moment& moment) {
    catalog::DisplayReport considered = report_;
    for (const auto* entry : {&current.current, &current.previous})
        if (*entry && (is_damaged((*entry)->sha256) || is_avoided((*entry)->sha256)))
            considered = with_rejection(std::move(considered), (*entry)->sha256);
    while (const auto sha256 = choose_release(current, considered)) {
        if (*sha256 == shown) return std::nullopt;
        if (auto catalog = try_release(*sha256, moment)) return std::move(*catalog);
        considered = with_rejection(std::move(considered), *sha256);
    }
    return std::nullopt;
}

base::Result<OpenCatalog> StateFolder::open_first(const Moment& moment) {
    (void)contact();
    const auto current = read_current("; showing the catalog in the program");
    if (current)
        if (auto catalog = open_named(*current, "", moment)) return std::move(*catalog);
    if (is_avoided(std::string(catalog::DisplayLadder::kProgram)))
        return base::fail(base::Errc::unsupported, "nothing that is here can be shown for long");
    begin("");
    auto catalog = open_judged("", moment, contact_);
    // A device that never synchronised shows what it was delivered with: that is no fault.
    if (catalog) catalog->is_fallback = current ? current->current.has_value() : !is_missing(current.error());
    return catalog;
}

std::optional<OpenCatalog> StateFolder::open_embedded(const Moment& moment) {
    auto catalog = open_judged("", moment, contact_);
    return catalog ? std::optional(std::move(*catalog)) : std::nullopt;
}

std::optional<OpenCatalog> StateFolder::open_next(const std::string& shown, const Moment& moment) {
    const auto current = read_current("; the screen stays as it is");
    if (!current) return std::nullopt;
    if (auto catalog = open_named(*current, shown, moment)) return catalog;
    const bool is_named = choose_release(*current, report_) == shown ||
                          (current->current && !is_barred(shown, *current, report_));
    const bool may_stay = shown.empty() || (is_named && !is_damaged(shown));
    auto embedded = may_stay ? std::nullopt : open_embedded(moment);
    if (!embedded) return std::nullopt;
    embedded->is_fallback = current->current.has_value();
    begin("");
    return embedded;
}

catalog::Rung StateFolder::rung_of(const OpenCatalog& catalog) {
    if (catalog.sha256.empty()) return catalog::Rung::program;
    const auto current = read_current("");
    const bool is_current = current && current->current && current->current->sha256 == catalog.sha256;
    return is_current ? catalog::Rung::release : catalog::Rung::previous;
}

void StateFolder::excuse() {
    catalog::DisplayReport report = report_;
    if (report.starts > 0) --report.starts;
    note(std::move(report));
}

void StateFolder::confirm(const std::string& shown) {
    if (!shown.empty()) note(with_confirmation(report_, shown));
}

}  // namespace kiosk
