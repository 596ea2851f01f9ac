#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/event_loop.h"
#include "base/files.h"
#include "base/log.h"
#include "sync/agent/config.h"
#include "sync/agent/device.h"
#include "sync/agent/report.h"
#include "sync/agent/report_queue.h"
#include "sync/agent/timing.h"
#include "sync/transport/http.h"

namespace agent {

/// The way to the server.
struct ReportLine {
    /// Brings one body there. Errors: as transport::Http::post; those of the token.
    std::function<base::Result<transport::HttpAnswer>(const std::string& body)> send;
    /// Whether the program is to end: what was broken off for that is no failure. Empty: it never is.
    std::function<bool()> is_ending = {};
};

/// Makes a report each interval, and sends what there is: the newest at once, what could not be sent before
/// it piece by piece, newest first. While the server does not take them, reports go to the disk.
class Reporter : public base::EventLoop::Part {
public:
    /// All must outlive this. The first report is due after a random part of the interval.
    Reporter(base::Files& files, const Device& device, const Config& config, Random& random, ReportLine line,
             base::Log log);

    [[nodiscard]] base::EventLoop::Time next_due() override { return std::min(report_due_, send_due_); }
    void act() override;

private:
    enum class Verdict { taken, refused, failed };
    void report();
    void send_some();
    void keep(const TimedReport& report);
    void keep_undated(std::string text);
    [[nodiscard]] bool send_undated();
    void send_batch(const ReportQueue::Batch& batch);
    [[nodiscard]] Verdict send(const std::string& text);
    void drop_refused(std::int64_t reports);
    void note_taken(const transport::HttpAnswer& answer);
    void note_failure(const base::Error& error, std::optional<std::chrono::seconds> retry_after);
    [[nodiscard]] ReportMoment moment() const;
    [[nodiscard]] bool may_send() const;
    void plan_next();

    const Device& device_;
    base::Files& files_;
    const Config& config_;
    Random& random_;
    const ReportLine line_;
    const base::Log log_;
    ReportQueue queue_;
    std::optional<std::string> undated_;  // the newest report that nobody knows the moment of
    base::EventLoop::Time report_due_, send_due_ = base::EventLoop::kNever;
    base::EventLoop::Time wait_until_ = base::EventLoop::kNow;  // after a failure
    base::EventLoop::Time saved_ = base::EventLoop::kNow;
    int refusal_ = 0;                  // the server's last word of one
    std::string told_, told_of_disk_;  // the last failures
};

}  // namespace agent
