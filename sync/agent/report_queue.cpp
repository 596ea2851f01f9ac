#include "sync/agent/report_queue.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/deflate.h"

namespace agent {
namespace {

namespace fs = std::filesystem;
using catalog::Dropped;

constexpr std::string_view kWord = "report ";
constexpr std::uint64_t kBlock = 4096;
/// Of one report: hundreds of samples, each with a hash.
constexpr std::uint64_t kLongestText = 256 << 10, kLongestFile = 1 << 20, kLongestState = 16 << 10;
constexpr std::size_t kDigits = 8;

std::uint64_t on_disk(std::uint64_t bytes) { return (bytes + kBlock - 1) / kBlock * kBlock; }

/// "report <milliseconds> <bytes that follow> <bytes of the text> <crc32 of the text>".
struct Heading {
    std::int64_t at_ms = 0;
    std::uint64_t stored = 0, length = 0;
    std::uint32_t crc = 0;
};

std::optional<Heading> read_heading(std::string_view line) {
    if (!line.starts_with(kWord)) return std::nullopt;
    const char *at = line.data() + kWord.size(), *const end = line.data() + line.size();
    Heading heading;
    const auto take = [&](auto& number, int base, bool is_last) {
        const auto [rest, error] = std::from_chars(at, end, number, base);
        const bool is_right = error == std::errc{} && (is_last ? rest == end : rest != end && *rest == ' ');
        at = is_right && !is_last ? rest + 1 : rest;
        return is_right;
    };
    const bool is_right = take(heading.at_ms, 10, false) && take(heading.stored, 10, false) &&
                          take(heading.length, 10, false) && take(heading.crc, 16, true);
    if (!is_right || heading.at_ms < 0 || heading.length > kLongestText) return std::nullopt;
    return heading;
}

/// The next report of `rest`, which it is taken from. Nothing: it is not whole.
std::optional<TimedReport> take_report(std::string_view& rest, const std::string& dictionary) {
    const auto line_end = rest.substr(0, 128).find('\n');
    if (line_end == rest.npos) return std::nullopt;
    const auto heading = read_heading(rest.substr(0, line_end));
    if (!heading || heading->stored > rest.size() - line_end - 1) return std::nullopt;
    TimedReport report{heading->at_ms, std::string(heading->length, '\0')};
    const bool is_whole =
        base::inflate(rest.substr(line_end + 1, heading->stored), dictionary, report.text) &&
        base::crc32_of(report.text) == heading->crc;
    if (!is_whole) return std::nullopt;
    rest.remove_prefix(line_end + 1 + heading->stored);
    return report;
}

/// Of a name such as "00000017"; nothing for any other.
std::optional<std::uint64_t> number_of(const std::string& name) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    const bool is_number = error == std::errc{} && end == name.data() + name.size() && name.size() >= kDigits;
    return is_number ? std::optional(number) : std::nullopt;
}

/// Numbers of the files of a queue, in order. Errors: as Files::list.
base::Result<std::vector<std::uint64_t>> list_files(base::Files& files, const fs::path& folder) {
    const auto names = files.list(folder);
    if (!names) return base::fail(names.error());
    std::vector<std::uint64_t> numbers;
    for (const std::string& name : *names)
        if (const auto number = number_of(name)) numbers.push_back(*number);
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

fs::path path_in(const fs::path& folder, std::uint64_t number) {
    return folder / fmt::format("{:08}", number);
}

}  // namespace

std::string ReportFile::piece(const TimedReport& report) {
    const std::string stored = base::deflated(report.text, first_);
    if (first_.empty()) first_ = report.text;
    return fmt::format("{}{} {} {} {:08x}\n", kWord, report.at_ms, stored.size(), report.text.size(),
                       base::crc32_of(report.text)) +
           stored;
}

std::vector<TimedReport> ReportFile::read(std::string_view bytes) {
    std::vector<TimedReport> reports;
    while (auto report = take_report(bytes, reports.empty() ? std::string{} : reports.front().text))
        reports.push_back(std::move(*report));
    return reports;
}

std::optional<catalog::TelemetryState> read_telemetry_state(base::Files& files, const fs::path& file) {
    const auto text = files.read(file, kLongestState);
    auto state = text ? catalog::parse_telemetry(*text) : base::fail(text.error());
    return state ? std::optional(std::move(*state)) : std::nullopt;
}

std::optional<QueueFacts> look_at_queue(base::Files& files, const fs::path& folder) {
    const auto numbers = list_files(files, folder);
    if (!numbers && numbers.error().code == base::Errc::not_found) return QueueFacts{};
    if (!numbers) return std::nullopt;
    const auto state = read_telemetry_state(files, folder / "state");
    QueueFacts facts;
    for (const std::uint64_t number : *numbers) {
        if (state && number <= state->through) continue;
        const auto bytes = files.read(path_in(folder, number), kLongestFile);
        if (!bytes) continue;
        facts.reports += static_cast<std::int64_t>(ReportFile::read(*bytes).size());
        facts.bytes += on_disk(bytes->size());
    }
    return facts;
}

base::Status ReportQueue::open() {
    state_ = read_telemetry_state(files_, folder_ / "state").value_or(catalog::TelemetryState{});
    const auto numbers = list_files(files_, folder_);
    if (!numbers && numbers.error().code == base::Errc::not_found) return {};
    if (!numbers) return base::fail(numbers.error());
    for (const std::uint64_t number : *numbers) {
        const auto bytes = number > state_.through ? files_.read(path_of(number), kLongestFile)
                                                   : base::fail(base::Errc::not_found, "given up");
        const auto reports = bytes ? ReportFile::read(*bytes) : std::vector<TimedReport>{};
        if (reports.empty()) {
            (void)files_.remove(path_of(number));
            continue;
        }
        queue_.push_back({.number = number,
                          .bytes = bytes->size(),
                          .reports = static_cast<std::int64_t>(reports.size()),
                          .newest_ms = reports.back().at_ms});
    }
    return {};
}

base::Status ReportQueue::add(const TimedReport& report) {
    auto done = append(report);
    if (!done) drop(Dropped::disk, 1);
    if (!done && !queue_.empty()) queue_.back().is_open = false;  // its end may be torn
    return done;
}

base::Status ReportQueue::append(const TimedReport& report) {
    const bool goes_on = !queue_.empty() && queue_.back().is_open &&
                         queue_.back().reports < static_cast<std::int64_t>(kMostInFile) &&
                         queue_.back().bytes < kMostBytesInFile;
    if (!goes_on) {
        if (auto made = files_.make_folder(folder_); !made) return made;
        begin_file();
    }
    const std::string piece = writer_.piece(report);
    const auto has_room = [&] {
        return bytes() - on_disk(queue_.back().bytes) + on_disk(queue_.back().bytes + piece.size()) <=
               max_bytes_;
    };
    while (queue_.size() > 1 && !has_room()) give_up(1, Dropped::space);
    File& file = queue_.back();
    const fs::path path = path_of(file.number);
    auto done = files_.append(path, piece);
    if (done) done = files_.sync_file(path);
    if (done && file.reports == 0) done = files_.sync_folder(folder_);
    if (!done) {
        if (file.reports == 0) remove(file.number);
        return done;
    }
    file.bytes += piece.size();
    ++file.reports;
    file.newest_ms = report.at_ms;
    return {};
}

/// With a number that no file had before, so that one that is given up stays so.
void ReportQueue::begin_file() {
    const std::uint64_t last =
        queue_.empty() ? state_.through : std::max(state_.through, queue_.back().number);
    queue_.push_back({.number = std::max(last, last_number_) + 1, .is_open = true});
    last_number_ = queue_.back().number;
    writer_ = ReportFile{};
}

/// Of the oldest. Counted first, and removed afterwards: a power cut between the two leaves files that the
/// next start removes without counting them again.
void ReportQueue::give_up(std::size_t files, Dropped reason) {
    if (files == 0) return;
    std::int64_t reports = 0;
    for (std::size_t i = 0; i < files; ++i) reports += queue_[i].reports;
    state_.through = queue_[files - 1].number;
    drop(reason, reports);
    for (std::size_t i = 0; i < files; ++i) (void)files_.remove(path_of(queue_[i].number));
    queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(files));
}

void ReportQueue::drop_before(std::int64_t at_ms) {
    const auto first =
        std::find_if(queue_.begin(), queue_.end(), [&](const File& file) { return file.newest_ms >= at_ms; });
    give_up(static_cast<std::size_t>(first - queue_.begin()), Dropped::age);
}

std::optional<ReportQueue::Batch> ReportQueue::newest() {
    while (!queue_.empty()) {
        const std::uint64_t number = queue_.back().number;
        const auto bytes = files_.read(path_of(number), kLongestFile);
        auto reports = bytes ? ReportFile::read(*bytes) : std::vector<TimedReport>{};
        if (!reports.empty()) return Batch{number, std::move(reports)};
        remove(number);  // somebody removed it, or the disk forgot
    }
    return std::nullopt;
}

void ReportQueue::remove(std::uint64_t file) {
    std::erase_if(queue_, [&](const File& one) { return one.number == file; });
    (void)files_.remove(path_of(file));
}

std::int64_t ReportQueue::reports() const {
    std::int64_t reports = 0;
    for (const File& file : queue_) reports += file.reports;
    return reports;
}

std::uint64_t ReportQueue::bytes() const {
    std::uint64_t bytes = 0;
    for (const File& file : queue_) bytes += on_disk(file.bytes);
    return bytes;
}

void ReportQueue::drop(Dropped reason, std::int64_t reports) {
    state_.dropped[static_cast<std::size_t>(reason)] += reports;
    save();
}

/// Where it cannot be written, what is in memory counts until the program ends.
void ReportQueue::save() {
    (void)files_.make_folder(folder_);
    (void)base::replace_file(files_, folder_ / "state", catalog::format_telemetry(state_));
}

fs::path ReportQueue::path_of(std::uint64_t number) const { return path_in(folder_, number); }

}  // namespace agent
