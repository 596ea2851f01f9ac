#include "kiosk/app/ladder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/boot.h"

namespace kiosk {
namespace {

using catalog::DisplayLadder;

constexpr std::uint64_t kLongestLadder = 16 * 1024;

/// Three deaths of it are enough; they have been answered then.
void answer_deaths(DisplayLadder& ladder, const std::string& shown, std::int64_t now_s) {
    const auto is_of_it = [&](const DisplayLadder::Death& death) { return death.shown == shown; };
    if (std::count_if(ladder.deaths.begin(), ladder.deaths.end(), is_of_it) < kMostDeaths) return;
    std::erase_if(ladder.deaths, is_of_it);
    if (shown == DisplayLadder::kPlain) return;  // there is nothing below it
    auto found = std::find_if(ladder.avoided.begin(), ladder.avoided.end(),
                              [&](const auto& one) { return one.shown == shown; });
    if (found == ladder.avoided.end()) found = ladder.avoided.insert(found, {0, 0, shown});
    constexpr int kMostDoublings = 5;
    const std::int64_t length = kAvoidedForS << std::min(found->times, kMostDoublings);
    found->until_s = now_s + std::min(length, kAvoidedAtMostS);
    ++found->times;
}

std::string in_words(std::string_view shown) {
    if (shown == DisplayLadder::kProgram) return "the catalog in the program";
    if (shown == DisplayLadder::kPlain) return "the page without a catalog";
    return fmt::format("release {:.16}", shown);
}

}  // namespace

DisplayLadder after_start(DisplayLadder ladder, const std::string& boot, std::int64_t now_s) {
    if (ladder.boot != boot) {
        ladder.boot = boot;
        ladder.shown.clear();
        ladder.deaths.clear();
        ladder.avoided.clear();
    }
    std::erase_if(ladder.deaths, [&](const auto& death) {
        return now_s - death.at_s > kDeathsWithinS || death.at_s > now_s;
    });
    const std::string died = std::exchange(ladder.shown, "");
    if (died.empty()) return ladder;
    ++ladder.died;
    ladder.deaths.push_back({now_s, died});
    answer_deaths(ladder, died, now_s);
    return ladder;
}

bool avoids(const DisplayLadder& ladder, std::string_view shown, std::int64_t now_s) {
    return std::any_of(ladder.avoided.begin(), ladder.avoided.end(),
                       [&](const auto& one) { return one.shown == shown && now_s < one.until_s; });
}

Ladder::Ladder(catalog::StatePaths paths, base::Files& files, base::Log log)
    : paths_(std::move(paths)), files_(files), log_(std::move(log)) {
    const auto text = files_.read(paths_.ladder(), kLongestLadder);
    auto before = text ? catalog::parse_ladder(*text) : base::fail(text.error());
    if (!before && text)
        log_.warning(paths_.ladder().string() + ": " + before.error().message + "; starting a new one");
    if (!before) before = DisplayLadder{};
    ladder_ = after_start(*before, base::boot_id(), base::seconds_since_boot());
    tell_deaths(*before);
    if (ladder_ != *before) write();  // a death counts once
}

void Ladder::tell_deaths(const DisplayLadder& before) const {
    if (ladder_.died == before.died) return;
    log_.warning(fmt::format("the display died while it showed {}; {} times in all", in_words(before.shown),
                             ladder_.died),
                 {{"KIOSK_RELEASE", before.shown}, {"KIOSK_DIED", std::to_string(ladder_.died)}});
    if (kiosk::avoids(ladder_, before.shown, base::seconds_since_boot()))
        log_.error(
            fmt::format("{} is avoided for {} minutes: {} deaths within {} minutes", in_words(before.shown),
                        (avoided_for_s(before.shown) + 59) / 60, kMostDeaths, kDeathsWithinS / 60),
            {{"KIOSK_RELEASE", before.shown}});
}

bool Ladder::avoids(std::string_view shown) const {
    return kiosk::avoids(ladder_, shown, base::seconds_since_boot());
}

std::int64_t Ladder::avoided_for_s(std::string_view shown) const {
    for (const auto& one : ladder_.avoided)
        if (one.shown == shown) return std::max<std::int64_t>(0, one.until_s - base::seconds_since_boot());
    return 0;
}

void Ladder::show(std::string_view shown) {
    if (std::exchange(ladder_.shown, std::string(shown)) != shown) write();
}

void Ladder::remember(const std::string& place, const std::string& hotline) {
    if (ladder_.place == place && ladder_.hotline == hotline) return;
    ladder_.place = place;
    ladder_.hotline = hotline;
    write();
}

void Ladder::end() { show(""); }

void Ladder::keep() {
    if (files_.read(paths_.ladder(), kLongestLadder) != catalog::format_ladder(ladder_)) write();
}

void Ladder::write() {
    std::error_code ignored;
    if (!std::filesystem::is_directory(paths_.root, ignored))
        return;  // whoever looks for a release says that there is no such folder
    (void)files_.make_folder(paths_.display());  // the write says what is wrong with it
    const auto done = base::replace_file(files_, paths_.ladder(), catalog::format_ladder(ladder_));
    if (!done && !std::exchange(has_complained_, true))
        log_.warning(done.error().message + "; deaths of this display are not counted");
}

}  // namespace kiosk
