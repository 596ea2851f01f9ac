#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/files.h"
#include "base/result.h"

namespace catalog {

// The folder where the agent and the display of one device meet; docs/formats/state.md describes it. Each
// file has one writer, is replaced in one step and ends in a checksum, so that a reader finds the old content
// or the new one and notices a damaged disk.

/// What the agent says to the display, in the file "current": which release to show.
struct CurrentRelease {
    /// One release under "releases/".
    struct Entry {
        std::string sha256;   // of the file, 64 hexadecimal digits in lower case; names it
        std::string version;  // as in the catalog
        base::Instant since;  // when it became current here
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    std::optional<Entry> current, previous;  // nothing: the catalog in the program
    std::vector<std::string> quarantined;    // hashes that crashed the display: never current again
    friend bool operator==(const CurrentRelease&, const CurrentRelease&) = default;
};

/// What the agent says about the origin, in the file "contact". Written seldom, read when a page is built.
struct Contact {
    /// When fresh metadata were last verified, or the origin said that there are none: "last synchronised".
    std::optional<base::Instant> last_sync;
    /// The newest moment that signed metadata tell of: a clock that says less is wrong.
    std::optional<base::Instant> signed_at;
    friend bool operator==(const Contact&, const Contact&) = default;
};

/// What the display says to the agent, in the file "display/report".
struct DisplayReport {
    std::string running;    // hash of the release on the screen; empty: the catalog in the program
    int starts = 0;         // of `running` without having drawn enough frames of it
    std::string confirmed;  // hash of the last release that was drawn well; empty: none yet
    std::vector<std::string> rejected;  // hashes that could not be opened or crashed the display
    friend bool operator==(const DisplayReport&, const DisplayReport&) = default;
};

/// What the display remembers of its own deaths, in the file "display/ladder". Times are seconds since the
/// machine was started (CLOCK_BOOTTIME): its clock may be wrong.
struct DisplayLadder {
    /// What is on the glass is called by the hash of a release, or by one of these.
    static constexpr std::string_view kProgram = "program";  // the catalog in the program
    static constexpr std::string_view kPlain = "plain";      // a page without any catalog

    struct Death {
        std::int64_t at_s = 0;
        std::string shown;
        friend bool operator==(const Death&, const Death&) = default;
    };
    struct Avoided {
        std::int64_t until_s = 0;
        int times = 0;  // that it had to be avoided so far
        std::string shown;
        friend bool operator==(const Avoided&, const Avoided&) = default;
    };
    std::string boot;           // which start of the machine the times belong to; empty: none
    std::string shown;          // while the display runs; empty: it has ended in good order
    std::vector<Death> deaths;  // the latest, oldest first
    std::vector<Avoided> avoided;
    int died = 0;                // in all
    std::string place, hotline;  // for the page without a catalog; of the last one that was shown
    friend bool operator==(const DisplayLadder&, const DisplayLadder&) = default;
};

/// By what the display comes up, from the top of its ladder to the foot.
enum class Rung { release, previous, program, plain };
inline constexpr std::array kRungNames{"release", "previous", "program", "plain"};

/// How a run of the display ended that nobody had asked to end: systemd's words for it.
inline constexpr std::array kEndingNames{"watchdog", "signal",  "core-dump", "exit-code",
                                         "oom-kill", "timeout", "protocol",  "resources"};

/// What the display says of itself once a minute, in the file "health": for the agent, which reports it.
/// Nothing in it depends on whether anybody stood before the screen. Times are seconds since the machine was
/// started; counters begin at 0 then, and go on when the display alone is started anew.
struct DisplayHealth {
    std::string boot;                     // which start of the machine it is about; empty: none
    std::string state_folder;             // whose display this is
    std::int64_t at_s = 0;                // it was said then
    std::string program;                  // version of the display
    std::string shown;                    // a hash, or one of DisplayLadder's words; empty: it has ended
    std::string version;                  // of the release on the glass; empty: there is none
    std::int64_t due = 0, drawn = 0;      // full minutes, and those in which the picture stood
    std::int64_t counted_s = 0;           // minutes up to here are among them
    std::optional<std::int64_t> drawn_s;  // the last of them in which it stood
    int left_out = 0;                     // pages of the round that cannot be built, of what is shown
    bool hall_open = true;                // by the hours
    std::optional<bool> panel_obeys;      // nothing: it was never switched
    std::array<int, kRungNames.size()> starts{};   // of the display, by Rung
    std::array<int, kEndingNames.size()> ended{};  // by kEndingNames
    friend bool operator==(const DisplayHealth&, const DisplayHealth&) = default;
};

/// Why a report was given up.
enum class Dropped { space, age, refused, disk, clock };
inline constexpr std::array kDroppedNames{"space", "age", "refused", "disk", "clock"};

/// What the agent remembers of its reports, in the file "agent/telemetry/state".
struct TelemetryState {
    std::uint64_t through = 0;  // files of the queue up to this one are given up
    std::array<std::int64_t, kDroppedNames.size()> dropped{};  // reports, by Dropped
    int failures = 0;                                          // in a row
    std::string failure;                                       // the last of them; empty: there is none
    std::optional<base::Instant> taken;  // when the server last took one, by the wall clock
    // What the server last said that it is, and when in which start of the machine.
    std::optional<base::Instant> date;
    std::string boot;
    std::int64_t at_s = 0;
    friend bool operator==(const TelemetryState&, const TelemetryState&) = default;
};

/// What came of a stick.
enum class ImportResult {
    taken,         // its release is current now
    known,         // it was current before
    not_for_here,  // for other areas, or quarantined here
    nothing,       // there is no release on it
    expired,       // it was signed for a time that is over
    outdated,      // it is older than what is known here
    refused,       // it is not what was signed
    unreadable,    // not all of it could be read
    failed         // for a reason of this device
};
inline constexpr std::array kImportResultNames{"taken",    "known",   "not_for_here", "nothing", "expired",
                                               "outdated", "refused", "unreadable",   "failed"};

/// What the agent says to the display of the last stick that was imported, in the file "import".
struct Import {
    std::string boot;       // which start of the machine it was in: its clock may be wrong
    std::int64_t at_s = 0;  // seconds after that start (CLOCK_BOOTTIME)
    ImportResult result = ImportResult::failed;
    std::string version;  // of the release; empty: none is known
    friend bool operator==(const Import&, const Import&) = default;
};

/// How often a PIN was tried on the screen, in the file "admin/attempts". Times are seconds since the machine
/// was started, as above.
struct AdminAttempts {
    std::string boot;                // which start of the machine they belong to; empty: none
    std::vector<std::int64_t> at_s;  // of those that were wrong, and of one that is being looked at
    friend bool operator==(const AdminAttempts&, const AdminAttempts&) = default;
};

/// Where things lie below the folder of a device's state.
struct StatePaths {
    explicit StatePaths(std::filesystem::path folder) : root(std::move(folder)) {}
    std::filesystem::path root;
    [[nodiscard]] std::filesystem::path current() const { return root / "current"; }
    [[nodiscard]] std::filesystem::path contact() const { return root / "contact"; }
    [[nodiscard]] std::filesystem::path import() const { return root / "import"; }
    [[nodiscard]] std::filesystem::path releases() const { return root / "releases"; }
    [[nodiscard]] std::filesystem::path release(const std::string& sha256) const {
        return releases() / (sha256 + ".db");
    }
    [[nodiscard]] std::filesystem::path display() const { return root / "display"; }
    [[nodiscard]] std::filesystem::path report() const { return display() / "report"; }
    [[nodiscard]] std::filesystem::path ladder() const { return display() / "ladder"; }
    [[nodiscard]] std::filesystem::path health() const { return display() / "health"; }
    [[nodiscard]] std::filesystem::path glyphs() const { return display() / "glyphs"; }
    [[nodiscard]] std::filesystem::path admin() const { return root / "admin"; }
    [[nodiscard]] std::filesystem::path attempts() const { return admin() / "attempts"; }
    [[nodiscard]] std::filesystem::path local_settings() const { return admin() / "local.toml"; }
    [[nodiscard]] std::filesystem::path wish() const { return admin() / "wish"; }
    [[nodiscard]] std::filesystem::path agent_status() const { return root / "agent" / "status.json"; }
    [[nodiscard]] std::filesystem::path telemetry() const { return root / "agent" / "telemetry"; }
    [[nodiscard]] std::filesystem::path telemetry_state() const { return telemetry() / "state"; }
};

/// Where the display's unit has it write its health, in memory: StatePaths::health is for when systemd does
/// not run it.
inline constexpr std::string_view kHealthInMemory = "/run/kiosk/health";

// Each is a text of one "word value" a line. `parse_` reads what `format_` writes and nothing else.
// Errors: corrupt (what and in which line; a wrong checksum); unsupported (written by a newer version).
[[nodiscard]] std::string format_current(const CurrentRelease& value);
[[nodiscard]] base::Result<CurrentRelease> parse_current(std::string_view text);
[[nodiscard]] std::string format_contact(const Contact& value);
[[nodiscard]] base::Result<Contact> parse_contact(std::string_view text);
[[nodiscard]] std::string format_import(const Import& value);
[[nodiscard]] base::Result<Import> parse_import(std::string_view text);
[[nodiscard]] std::string format_report(const DisplayReport& value);
[[nodiscard]] base::Result<DisplayReport> parse_report(std::string_view text);
[[nodiscard]] std::string format_ladder(const DisplayLadder& value);
[[nodiscard]] base::Result<DisplayLadder> parse_ladder(std::string_view text);
[[nodiscard]] std::string format_health(const DisplayHealth& value);
[[nodiscard]] base::Result<DisplayHealth> parse_health(std::string_view text);
[[nodiscard]] std::string format_telemetry(const TelemetryState& value);
[[nodiscard]] base::Result<TelemetryState> parse_telemetry(std::string_view text);
[[nodiscard]] std::string format_attempts(const AdminAttempts& value);
[[nodiscard]] base::Result<AdminAttempts> parse_attempts(std::string_view text);

/// 64 digits of lower-case hexadecimal: a name that leads out of no folder.
[[nodiscard]] bool is_sha256(std::string_view text);

}  // namespace catalog
