#include "catalog/device_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "base/deflate.h"
#include "catalog/model.h"

namespace catalog {
namespace {

constexpr std::string_view kNothing = "-";
constexpr std::size_t kMaxList = 64;  // hashes; the oldest go first

/// The first line of each kind of file; its number is the format's version.
constexpr std::string_view kCurrentHeading = "minsheng-kiosk current 1";
constexpr std::string_view kContactHeading = "minsheng-kiosk contact 1";
constexpr std::string_view kImportHeading = "minsheng-kiosk import 1";
constexpr std::string_view kReportHeading = "minsheng-kiosk report 1";
constexpr std::string_view kLadderHeading = "minsheng-kiosk ladder 1";
constexpr std::string_view kHealthHeading = "minsheng-kiosk health 1";
constexpr std::string_view kTelemetryHeading = "minsheng-kiosk telemetry 1";
constexpr std::string_view kAttemptsHeading = "minsheng-kiosk attempts 1";

std::string checksum(std::string_view text) { return fmt::format("{:08x}", base::crc32_of(text)); }

std::string sealed(std::string text) { return text + "crc32 " + checksum(text) + "\n"; }

std::string_view or_nothing(std::string_view text) { return text.empty() ? kNothing : text; }

std::string instant_or_nothing(const std::optional<base::Instant>& instant) {
    return instant ? base::format_instant(*instant) : std::string(kNothing);
}

/// Reads the lines of one file. The first mistake stays; readers answer with empty values from then on.
class Lines {
public:
    Lines(std::string_view text, std::string_view heading) : rest_(text) {
        const auto last = text.rfind("crc32 ");
        if (last == text.npos || text.substr(last) != "crc32 " + checksum(text.substr(0, last)) + "\n")
            refuse("the checksum is wrong: the file is damaged");
        if (!status_) return;
        rest_ = text.substr(0, last);
        const std::string_view found = next();
        const auto kind = heading.rfind(' ');
        if (found == heading) return;
        if (found.substr(0, kind) == heading.substr(0, kind))
            refuse(fmt::format("\"{:.60}\" was written by a newer version of this program", found),
                   base::Errc::unsupported);
        else
            refuse(fmt::format("is not \"{}\"", heading));
    }

    /// The value of the next line, which has to begin with `word`.
    [[nodiscard]] std::string_view value(std::string_view word) {
        const std::string_view line = next();
        if (!status_) return {};
        if (line.substr(0, word.size()) == word && line.size() > word.size() + 1 && line[word.size()] == ' ')
            return line.substr(word.size() + 1);
        refuse(fmt::format("should be \"{} ...\"", word));
        return {};
    }
    [[nodiscard]] bool has(std::string_view word) const {
        return status_ && rest_.substr(0, word.size()) == word && rest_.substr(word.size(), 1) == " ";
    }
    [[nodiscard]] std::string hash_or_nothing(std::string_view word) {
        const std::string_view text = value(word);
        if (!status_ || text == kNothing) return {};
        if (!is_sha256(text)) refuse("is no SHA-256 in lower-case hexadecimal");
        return std::string(text);
    }
    [[nodiscard]] std::optional<base::Instant> instant_or_nothing(std::string_view word) {
        const std::string_view text = value(word);
        if (!status_ || text == kNothing) return std::nullopt;
        return instant(text);
    }
    template <class Number = int>
    [[nodiscard]] Number number(std::string_view word) {
        const std::string_view text = value(word);
        Number found = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), found);
        if (status_ && (error != std::errc{} || end != text.data() + text.size() || found < 0))
            refuse("is no whole number");
        return found;
    }
    [[nodiscard]] std::optional<std::int64_t> number_or_nothing(std::string_view word) {
        Lines ahead = *this;
        if (ahead.value(word) != kNothing) return number<std::int64_t>(word);
        *this = std::move(ahead);
        return std::nullopt;
    }
    /// "word name number" lines, in any order, into the place of each name.
    template <class Counts>
    void counts(std::string_view word, std::span<const char* const> names, Counts& counts) {
        while (has(word)) {
            const std::string_view text = value(word);
            const auto blank = std::min(text.find(' '), text.size());
            const auto at = std::find(names.begin(), names.end(), text.substr(0, blank));
            const char* const first = text.data() + std::min(blank + 1, text.size());
            const char* const last = text.data() + text.size();
            typename Counts::value_type count = 0;
            const auto [end, error] = std::from_chars(first, last, count);
            if (at == names.end() || error != std::errc{} || end != last || count < 1)
                return refuse("should be: a word of this format, and how often");
            auto& place = counts[static_cast<std::size_t>(at - names.begin())];
            if (place != 0) return refuse("has that word once more");
            place = count;
        }
    }
    [[nodiscard]] std::string text_or_nothing(std::string_view word) {
        const std::string_view text = value(word);
        return text == kNothing ? std::string() : std::string(text);
    }
    template <class Enum>
    [[nodiscard]] Enum name(std::string_view word, std::span<const char* const> names) {
        const auto found = parse_name<Enum>(names, value(word));
        if (status_ && !found) refuse("is no word of this format");
        return found.value_or(Enum{});
    }
    /// A name of what is on the glass, or nothing.
    [[nodiscard]] std::string shown_or_nothing(std::string_view text) {
        if (!status_ || text == kNothing) return {};
        if (!is_sha256(text) && text != DisplayLadder::kProgram && text != DisplayLadder::kPlain)
            refuse("names nothing that can be shown");
        return std::string(text);
    }
    /// "word number ... name": so many numbers, and the name of what was shown.
    [[nodiscard]] std::string numbers_and_shown(std::string_view word, std::span<std::int64_t> numbers) {
        std::string_view text = value(word);
        for (std::int64_t& number : numbers) {
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (status_ &&
                (error != std::errc{} || end == text.data() + text.size() || *end != ' ' || number < 0))
                refuse("should be: numbers, and what was shown");
            if (!status_) return {};
            text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
        }
        return shown_or_nothing(text);
    }
    [[nodiscard]] std::optional<CurrentRelease::Entry> entry_or_nothing(std::string_view word) {
        const std::string_view text = value(word);
        if (!status_ || text == kNothing) return std::nullopt;
        const auto first = text.find(' '), second = text.find(' ', first == text.npos ? first : first + 1);
        if (second == text.npos || !is_sha256(text.substr(0, first))) {
            refuse("should be: hash, moment, version");
            return std::nullopt;
        }
        const auto since = instant(text.substr(first + 1, second - first - 1));
        return CurrentRelease::Entry{std::string(text.substr(0, first)), std::string(text.substr(second + 1)),
                                     since.value_or(base::Instant{})};
    }
    [[nodiscard]] std::vector<std::string> hashes(std::string_view word) {
        std::vector<std::string> found;
        while (has(word) && found.size() < kMaxList) {
            std::string hash = hash_or_nothing(word);
            if (status_) found.push_back(std::move(hash));
        }
        return found;
    }
    /// What came of it all.
    [[nodiscard]] base::Status finish() {
        if (status_ && !rest_.empty()) {
            ++line_;
            refuse("is one line too many");
        }
        return status_;
    }

private:
    [[nodiscard]] std::string_view next() {
        if (!status_) return {};
        ++line_;
        const auto end = rest_.find('\n');
        if (end == rest_.npos) {
            refuse("is missing");
            return {};
        }
        const std::string_view line = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        return line;
    }
    [[nodiscard]] std::optional<base::Instant> instant(std::string_view text) {
        const auto found = text.size() == 20 && text.back() == 'Z' ? base::parse_instant(text) : std::nullopt;
        if (!found) refuse("has no moment such as 2026-11-24T21:34:00Z");
        return found;
    }
    void refuse(const std::string& what, base::Errc code = base::Errc::corrupt) {
        if (status_) status_ = base::fail(code, line_ == 0 ? what : fmt::format("line {} {}", line_, what));
    }

    std::string_view rest_;
    int line_ = 0;
    base::Status status_;
};

template <class T>
base::Result<T> finished(Lines& lines, T value) {
    if (auto status = lines.finish(); !status) return base::fail(status.error());
    return value;
}

void append_entry(std::string& text, const char* word, const std::optional<CurrentRelease::Entry>& entry) {
    if (entry)
        text += fmt::format("{} {} {} {}\n", word, entry->sha256, base::format_instant(entry->since),
                            or_nothing(entry->version));
    else
        text += fmt::format("{} {}\n", word, kNothing);
}

void append_hashes(std::string& text, const char* word, const std::vector<std::string>& hashes) {
    const std::size_t skipped = hashes.size() - std::min(hashes.size(), kMaxList);
    for (std::size_t i = skipped; i < hashes.size(); ++i) text += fmt::format("{} {}\n", word, hashes[i]);
}

std::string text_on_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return std::string(or_nothing(text));
}

/// More deaths and attempts than anybody counts; the oldest go first.
constexpr std::size_t kMaxTimes = 16;

enum class Hall { closed, open };
constexpr std::array kHallNames{"closed", "open"};
enum class Panel { untold, fails, obeys };
constexpr std::array kPanelWords{"-", "fails", "obeys"};

/// Those that are not zero.
template <class Names, class Counts>
void append_counts(std::string& text, const char* word, const Names& names, const Counts& counts) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (counts[i] > 0) text += fmt::format("{} {} {}\n", word, names[i], counts[i]);
}

template <class T>
std::span<const T> last(const std::vector<T>& list) {
    return std::span(list).last(std::min(list.size(), kMaxTimes));
}

}  // namespace

bool is_sha256(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string format_current(const CurrentRelease& value) {
    std::string text = fmt::format("{}\n", kCurrentHeading);
    append_entry(text, "current", value.current);
    append_entry(text, "previous", value.previous);
    append_hashes(text, "quarantined", value.quarantined);
    return sealed(std::move(text));
}

base::Result<CurrentRelease> parse_current(std::string_view text) {
    Lines lines{text, kCurrentHeading};
    CurrentRelease value;
    value.current = lines.entry_or_nothing("current");
    value.previous = lines.entry_or_nothing("previous");
    value.quarantined = lines.hashes("quarantined");
    return finished(lines, std::move(value));
}

std::string format_contact(const Contact& value) {
    return sealed(fmt::format("{}\nlast_sync {}\nsigned_at {}\n", kContactHeading,
                              instant_or_nothing(value.last_sync), instant_or_nothing(value.signed_at)));
}

base::Result<Contact> parse_contact(std::string_view text) {
    Lines lines{text, kContactHeading};
    Contact value;
    value.last_sync = lines.instant_or_nothing("last_sync");
    value.signed_at = lines.instant_or_nothing("signed_at");
    return finished(lines, value);
}

std::string format_import(const Import& value) {
    return sealed(fmt::format(
        "{}\nboot {}\nat_s {}\nresult {}\nversion {}\n", kImportHeading, or_nothing(value.boot), value.at_s,
        kImportResultNames[static_cast<std::size_t>(value.result)], text_on_line(value.version)));
}

base::Result<Import> parse_import(std::string_view text) {
    Lines lines{text, kImportHeading};
    Import value;
    value.boot = lines.text_or_nothing("boot");
    value.at_s = lines.number("at_s");
    value.result = lines.name<ImportResult>("result", kImportResultNames);
    value.version = lines.text_or_nothing("version");
    return finished(lines, std::move(value));
}

std::string format_report(const DisplayReport& value) {
    std::string text = fmt::format("{}\nrunning {}\nstarts {}\nconfirmed {}\n", kReportHeading,
                                   or_nothing(value.running), value.starts, or_nothing(value.confirmed));
    append_hashes(text, "rejected", value.rejected);
    return sealed(std::move(text));
}

base::Result<DisplayReport> parse_report(std::string_view text) {
    Lines lines{text, kReportHeading};
    DisplayReport value;
    value.running = lines.hash_or_nothing("running");
    value.starts = lines.number("starts");
    value.confirmed = lines.hash_or_nothing("confirmed");
    value.rejected = lines.hashes("rejected");
    return finished(lines, std::move(value));
}

std::string format_ladder(const DisplayLadder& value) {
    std::string text = fmt::format("{}\nboot {}\nshown {}\n", kLadderHeading, or_nothing(value.boot),
                                   or_nothing(value.shown));
    for (const auto& death : last(value.deaths))
        text += fmt::format("death {} {}\n", death.at_s, death.shown);
    for (const auto& one : last(value.avoided))
        text += fmt::format("avoided {} {} {}\n", one.until_s, one.times, one.shown);
    text += fmt::format("died {}\nplace {}\nhotline {}\n", value.died, text_on_line(value.place),
                        text_on_line(value.hotline));
    return sealed(std::move(text));
}

base::Result<DisplayLadder> parse_ladder(std::string_view text) {
    Lines lines{text, kLadderHeading};
    DisplayLadder value;
    value.boot = lines.text_or_nothing("boot");
    value.shown = lines.shown_or_nothing(lines.value("shown"));
    while (lines.has("death") && value.deaths.size() < kMaxTimes) {
        std::array<std::int64_t, 1> at{};
        std::string shown = lines.numbers_and_shown("death", at);
        value.deaths.push_back({at[0], std::move(shown)});
    }
    while (lines.has("avoided") && value.avoided.size() < kMaxTimes) {
        std::array<std::int64_t, 2> numbers{};
        std::string shown = lines.numbers_and_shown("avoided", numbers);
        value.avoided.push_back(
            {numbers[0], static_cast<int>(std::min<std::int64_t>(numbers[1], 1000)), std::move(shown)});
    }
    value.died = lines.number("died");
    value.place = lines.text_or_nothing("place");
    value.hotline = lines.text_or_nothing("hotline");
    return finished(lines, std::move(value));
}

std::string format_health(const DisplayHealth& value) {
    std::string text =
        fmt::format("{}\nboot {}\nstate {}\nat_s {}\nprogram {}\nshown {}\nversion {}\ndue {}\ndrawn {}\n",
                    kHealthHeading, or_nothing(value.boot), text_on_line(value.state_folder), value.at_s,
                    text_on_line(value.program), or_nothing(value.shown), text_on_line(value.version),
                    value.due, value.drawn);
    text += fmt::format("counted_s {}\ndrawn_s {}\nleft_out {}\nhall {}\npanel {}\n", value.counted_s,
                        value.drawn_s ? std::to_string(*value.drawn_s) : std::string(kNothing),
                        value.left_out, kHallNames[value.hall_open ? 1 : 0],
                        kPanelWords[value.panel_obeys ? (*value.panel_obeys ? 2 : 1) : 0]);
    append_counts(text, "start", kRungNames, value.starts);
    append_counts(text, "ended", kEndingNames, value.ended);
    return sealed(std::move(text));
}

base::Result<DisplayHealth> parse_health(std::string_view text) {
    Lines lines{text, kHealthHeading};
    DisplayHealth value;
    value.boot = lines.text_or_nothing("boot");
    value.state_folder = lines.text_or_nothing("state");
    value.at_s = lines.number<std::int64_t>("at_s");
    value.program = lines.text_or_nothing("program");
    value.shown = lines.shown_or_nothing(lines.value("shown"));
    value.version = lines.text_or_nothing("version");
    value.due = lines.number<std::int64_t>("due");
    value.drawn = lines.number<std::int64_t>("drawn");
    value.counted_s = lines.number<std::int64_t>("counted_s");
    value.drawn_s = lines.number_or_nothing("drawn_s");
    value.left_out = lines.number("left_out");
    value.hall_open = lines.name<Hall>("hall", kHallNames) == Hall::open;
    if (const auto panel = lines.name<Panel>("panel", kPanelWords); panel != Panel::untold)
        value.panel_obeys = panel == Panel::obeys;
    lines.counts("start", kRungNames, value.starts);
    lines.counts("ended", kEndingNames, value.ended);
    return finished(lines, std::move(value));
}

std::string format_telemetry(const TelemetryState& value) {
    std::string text = fmt::format(
        "{}\nthrough {}\nfailures {}\nfailure {}\ntaken {}\ndate {}\nboot {}\nat_s {}\n", kTelemetryHeading,
        value.through, value.failures, text_on_line(value.failure), instant_or_nothing(value.taken),
        instant_or_nothing(value.date), or_nothing(value.boot), value.at_s);
    append_counts(text, "dropped", kDroppedNames, value.dropped);
    return sealed(std::move(text));
}

base::Result<TelemetryState> parse_telemetry(std::string_view text) {
    Lines lines{text, kTelemetryHeading};
    TelemetryState value;
    value.through = lines.number<std::uint64_t>("through");
    value.failures = lines.number("failures");
    value.failure = lines.text_or_nothing("failure");
    value.taken = lines.instant_or_nothing("taken");
    value.date = lines.instant_or_nothing("date");
    value.boot = lines.text_or_nothing("boot");
    value.at_s = lines.number<std::int64_t>("at_s");
    lines.counts("dropped", kDroppedNames, value.dropped);
    return finished(lines, std::move(value));
}

std::string format_attempts(const AdminAttempts& value) {
    std::string text = fmt::format("{}\nboot {}\n", kAttemptsHeading, or_nothing(value.boot));
    for (const std::int64_t at : last(value.at_s)) text += fmt::format("attempt {}\n", at);
    return sealed(std::move(text));
}

base::Result<AdminAttempts> parse_attempts(std::string_view text) {
    Lines lines{text, kAttemptsHeading};
    AdminAttempts value;
    value.boot = lines.text_or_nothing("boot");
    while (lines.has("attempt") && value.at_s.size() < kMaxTimes)
        value.at_s.push_back(lines.number("attempt"));
    return finished(lines, std::move(value));
}

}  // namespace catalog
