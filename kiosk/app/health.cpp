#include "kiosk/app/health.h"

#include <algorithm>

#include "base/boot.h"

namespace kiosk {
namespace {

using catalog::DisplayHealth;

constexpr std::uint64_t kLongestHealth = 16 * 1024, kLongestEndings = 256 * 1024;
constexpr std::int64_t kMinuteS = 60;

/// Words that are none of ours, such as "success", were no deaths.
void count_endings(DisplayHealth& health, std::string_view lines) {
    while (!lines.empty()) {
        const std::string_view word = lines.substr(0, lines.find('\n'));
        const auto& names = catalog::kEndingNames;
        const auto at = std::find(names.begin(), names.end(), word);
        if (at != names.end()) ++health.ended[static_cast<std::size_t>(at - names.begin())];
        lines.remove_prefix(std::min(word.size() + 1, lines.size()));
    }
}

}  // namespace

HealthFacts facts_of(const Session& session, Session::Time now, const std::string& sha256) {
    return {.shown = sha256.empty() ? std::string(catalog::DisplayLadder::kProgram) : sha256,
            .version = session.store().release().version,
            .hall_open = session.is_open(now)};
}

DisplayHealth health_at_start(DisplayHealth before, const std::string& boot, std::int64_t now_s,
                              std::string_view endings) {
    DisplayHealth health = before.boot == boot ? std::move(before) : DisplayHealth{};
    if (health.boot.empty() || health.counted_s > now_s) health.counted_s = now_s;
    health.boot = boot;
    health.at_s = now_s;
    health.shown.clear();
    health.version.clear();
    health.left_out = 0;
    health.panel_obeys.reset();
    count_endings(health, endings);
    return health;
}

DisplayHealth health_at_minute(DisplayHealth before, const HealthFacts& facts, std::int64_t now_s) {
    DisplayHealth health = std::move(before);
    health.at_s = now_s;
    health.shown = facts.shown;
    health.version = facts.version;
    health.left_out = facts.left_out;
    health.hall_open = facts.hall_open;
    health.panel_obeys = facts.panel_obeys;
    // A wall clock that is set moves its full minutes: what is counted are minutes that have passed.
    const std::int64_t minutes = (now_s - health.counted_s + kMinuteS / 2) / kMinuteS;
    if (minutes < 1) return health;
    health.counted_s += minutes * kMinuteS;
    health.due += minutes;
    if (!facts.is_drawn) return health;
    ++health.drawn;
    health.drawn_s = now_s;
    return health;
}

Health::Health(const catalog::StatePaths& paths, const std::filesystem::path& folder, base::Files& files,
               std::string program, base::Log log)
    : files_(files), log_(std::move(log)), file_(folder.empty() ? paths.health() : folder / "health") {
    const auto text = files_.read(file_, kLongestHealth);
    const auto before = text ? catalog::parse_health(*text) : base::fail(text.error());
    const std::filesystem::path endings = file_.parent_path() / "ended";
    const auto ended = files_.read(endings, kLongestEndings);
    (void)files_.remove(endings);  // counted once
    health_ = health_at_start(before.value_or(DisplayHealth{}), base::boot_id(), base::seconds_since_boot(),
                              ended.value_or(""));
    std::error_code ignored;
    health_.state_folder = std::filesystem::weakly_canonical(paths.root, ignored).string();
    health_.program = std::move(program);
}

void Health::begin(catalog::Rung rung, const std::string& shown, const std::string& version) {
    ++health_.starts[static_cast<std::size_t>(rung)];
    health_.at_s = base::seconds_since_boot();
    health_.shown = shown;
    health_.version = version;
    write();
}

void Health::at_minute(const HealthFacts& facts) {
    health_ = health_at_minute(std::move(health_), facts, base::seconds_since_boot());
    write();
}

void Health::end() {
    health_.shown.clear();
    health_.version.clear();
    write();
}

void Health::write() {
    std::error_code ignored;
    if (!std::filesystem::is_directory(file_.parent_path().parent_path(), ignored)) return;
    (void)files_.make_folder(file_.parent_path());  // the write says what is wrong with it
    const auto done = base::replace_file_soon(files_, file_, catalog::format_health(health_));
    if (!done && !std::exchange(has_complained_, true))
        log_.warning(done.error().message + "; how this display fares is not reported");
}

}  // namespace kiosk
