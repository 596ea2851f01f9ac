#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "catalog/device_state.h"

namespace agent {

/// What was measured at one moment, as it is sent.
struct TimedReport {
    std::int64_t at_ms = 0;  // since 1970
    std::string text;
    friend bool operator==(const TimedReport&, const TimedReport&) = default;
};

/// Reports as they lie in one file of the queue (docs/formats/telemetry.md).
class ReportFile {
public:
    /// The bytes to add for one more.
    [[nodiscard]] std::string piece(const TimedReport& report);
    /// What is whole of a file. Reading ends at the first that is not, since nothing behind it can be found.
    [[nodiscard]] static std::vector<TimedReport> read(std::string_view bytes);

private:
    std::string first_;  // text of the first report, which the others are deflated by
};

/// Reports that wait on the disk until the server takes them. A power cut at any moment leaves each of them
/// but the newest, which may be cut, and what was dropped is counted once. One folder, used by one thread of
/// one process.
class ReportQueue {
public:
    /// A file is sent as one body: more are not put into it.
    static constexpr std::size_t kMostInFile = 64;
    static constexpr std::uint64_t kMostBytesInFile = 64 << 10;

    /// `files` must outlive this. `max_bytes`: what its files may take on the disk.
    ReportQueue(base::Files& files, std::filesystem::path folder, std::uint64_t max_bytes)
        : files_(files), folder_(std::move(folder)), max_bytes_(max_bytes) {}

    /// Finds what the last process has left. What is damaged counts as not there. Errors: io; what can be
    /// read is there all the same.
    [[nodiscard]] base::Status open();

    /// Puts one more on the disk, and drops the oldest files where there is no room. Errors: io; the report
    /// is then counted as dropped.
    [[nodiscard]] base::Status add(const TimedReport& report);
    /// Drops files whose newest report is older.
    void drop_before(std::int64_t at_ms);

    /// The file that was written last, and what of it can be read, oldest first.
    struct Batch {
        std::uint64_t file = 0;
        std::vector<TimedReport> reports;
    };
    [[nodiscard]] std::optional<Batch> newest();
    /// It was sent.
    void remove(std::uint64_t file);

    [[nodiscard]] std::int64_t reports() const;
    /// In blocks of the disk.
    [[nodiscard]] std::uint64_t bytes() const;

    /// What else has to outlive a power cut; written by `save`, and whenever something is dropped.
    [[nodiscard]] catalog::TelemetryState& state() { return state_; }
    [[nodiscard]] const catalog::TelemetryState& state() const { return state_; }
    void drop(catalog::Dropped reason, std::int64_t reports);
    void save();

private:
    struct File {
        std::uint64_t number = 0, bytes = 0;
        std::int64_t reports = 0, newest_ms = 0;
        bool is_open = false;  // one more may be added
    };
    [[nodiscard]] std::filesystem::path path_of(std::uint64_t number) const;
    [[nodiscard]] base::Status append(const TimedReport& report);
    void begin_file();
    void give_up(std::size_t files, catalog::Dropped reason);

    base::Files& files_;
    const std::filesystem::path folder_;
    const std::uint64_t max_bytes_;
    std::vector<File> queue_;        // oldest first
    std::uint64_t last_number_ = 0;  // that a file had in this process
    ReportFile writer_;              // of the last file, while it is open
    catalog::TelemetryState state_;
};

/// What waits there now, without changing anything. Nothing: the folder cannot be read.
struct QueueFacts {
    std::int64_t reports = 0;
    std::uint64_t bytes = 0;
};
[[nodiscard]] std::optional<QueueFacts> look_at_queue(base::Files& files,
                                                      const std::filesystem::path& folder);
/// Of a damaged or missing file everything is zero or empty; nothing: it is damaged or missing.
[[nodiscard]] std::optional<catalog::TelemetryState> read_telemetry_state(base::Files& files,
                                                                          const std::filesystem::path& file);

}  // namespace agent
