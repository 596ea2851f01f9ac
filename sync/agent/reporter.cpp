#include "sync/agent/reporter.h"

#include "base/boot.h"
#include "base/deflate.h"
#include "base/printable.h"

namespace agent {
namespace {

using base::BootClock;
using base::EventLoop;
using catalog::Dropped;
using namespace std::chrono_literals;

/// What is remembered of sending that goes well is no news: flash is spared.
constexpr std::chrono::hours kSaveEvery{1};

std::int64_t wall_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

EventLoop::Time in(Delay delay) { return BootClock::now() + std::chrono::ceil<BootClock::duration>(delay); }

/// Whoever says so will say so again of the same bytes.
bool is_refusal(int status) { return status == 400 || status == 413 || status == 415 || status == 422; }

base::Error failure_of(int status) {
    if (status == 401 || status == 403)
        return {base::Errc::network,
                fmt::format("the server does not take this screen's token ({}); look at telemetry.token_file",
                            status)};
    if (status == 407) return {base::Errc::network, "the proxy asks for a name and a password (407)"};
    if (status == 404 || status == 405)
        return {base::Errc::network,
                fmt::format("nobody takes reports at this address ({}); look at telemetry.url", status)};
    if (status >= 300 && status < 400)
        return {
            base::Errc::network,
            fmt::format("the server redirects ({}), which is not followed; look at telemetry.url", status),
            base::Reason::redirected};
    return {base::Errc::network, fmt::format("the server says {}", status)};
}

std::string joined(const std::vector<TimedReport>& reports) {
    std::string text;
    for (const TimedReport& report : reports) text += report.text;
    return text;
}

}  // namespace

Reporter::Reporter(base::Files& files, const Device& device, const Config& config, Random& random,
                   ReportLine line, base::Log log)
    : device_(device),
      files_(files),
      config_(config),
      random_(random),
      line_(std::move(line)),
      log_(std::move(log)),
      queue_(files, device.paths().telemetry(), config.queue.bytes),
      report_due_(in(first_delay(config.telemetry_interval, random))) {
    if (const auto opened = queue_.open(); !opened)
        log_.warning("reports that wait cannot be read: " + opened.error().message);
    if (queue_.reports() > 0) send_due_ = report_due_;
}

void Reporter::act() {
    const EventLoop::Time now = BootClock::now();
    if (now >= report_due_) {
        report_due_ = in(poll_delay(config_.telemetry_interval, random_));
        report();
    }
    if (now >= send_due_) send_some();
}

bool Reporter::may_send() const { return BootClock::now() >= wait_until_; }

void Reporter::report() {
    const ReportMoment now = moment();
    const Samples samples = make_report(files_, device_, config_, now);
    if (can_date(files_, device_, now)) {
        const std::int64_t at_ms = wall_ms();
        const TimedReport report{at_ms, samples.wire(at_ms)};
        const Verdict verdict = may_send() ? send(report.text) : Verdict::failed;
        if (verdict == Verdict::failed) keep(report);
        if (verdict == Verdict::refused) drop_refused(1);
    } else {
        keep_undated(samples.wire(std::nullopt));
        if (may_send()) (void)send_undated();
    }
    plan_next();
}

ReportMoment Reporter::moment() const {
    ReportMoment moment = report_moment();
    moment.queue = QueueFacts{queue_.reports(), queue_.bytes()};
    moment.state = queue_.state();
    return moment;
}

/// Where there is something to send it has its turn soon, or when the wait after a failure is over.
void Reporter::plan_next() {
    if (queue_.reports() == 0 && !undated_) return void(send_due_ = EventLoop::kNever);
    if (!may_send()) return void(send_due_ = wait_until_);
    if (send_due_ != EventLoop::kNever && send_due_ > BootClock::now()) return;
    const Delay interval{config_.telemetry_interval};
    send_due_ =
        in(interval / 10 + spread_delay(std::chrono::ceil<std::chrono::seconds>(interval / 5), random_));
}

void Reporter::keep(const TimedReport& report) {
    const auto kept = queue_.add(report);
    const std::string why = kept ? "" : kept.error().message;
    if (std::exchange(told_of_disk_, why) == why || kept) return;
    log_.warning("telemetry: a report cannot be kept: " + why);
}

/// Nobody knows how long ago an older one was.
void Reporter::keep_undated(std::string text) {
    if (std::exchange(undated_, std::move(text))) queue_.drop(Dropped::clock, 1);
}

void Reporter::send_some() {
    send_due_ = EventLoop::kNever;
    if (undated_ && !send_undated()) return plan_next();
    if (const auto batch = queue_.newest()) send_batch(*batch);
    plan_next();
}

bool Reporter::send_undated() {
    const Verdict verdict = send(*undated_);
    if (verdict == Verdict::failed) return false;
    undated_.reset();
    if (verdict == Verdict::refused) drop_refused(1);
    return true;
}

void Reporter::drop_refused(std::int64_t reports) {
    queue_.drop(Dropped::refused, reports);
    const std::string why =
        fmt::format("the server refuses reports as they are ({}); dropped: {}", refusal_, reports);
    if (std::exchange(told_, why) != why) log_.warning("telemetry: " + why);
}

/// It goes from the disk first, and what was refused of it is counted afterwards: never twice.
void Reporter::send_batch(const ReportQueue::Batch& batch) {
    Verdict verdict = send(joined(batch.reports));
    std::int64_t refused = verdict == Verdict::refused ? 1 : 0;
    // One that the server does not understand is no reason to lose those beside it.
    if (refused > 0 && batch.reports.size() > 1) {
        refused = 0;
        for (const TimedReport& report : batch.reports) {
            verdict = send(report.text);
            if (verdict == Verdict::failed) break;
            if (verdict == Verdict::refused) ++refused;
        }
    }
    if (verdict == Verdict::failed) return;
    queue_.remove(batch.file);
    if (refused > 0) drop_refused(refused);
    if (clock_offset_s(moment()))  // somebody else has said what time it is
        queue_.drop_before(wall_ms() - std::int64_t{config_.queue_days} * 86'400'000);
}

Reporter::Verdict Reporter::send(const std::string& text) {
    const auto answer = line_.send(base::gzipped(text));
    if (!answer) {
        if (!line_.is_ending || !line_.is_ending()) note_failure(answer.error(), std::nullopt);
        return Verdict::failed;
    }
    if (answer->status == 200 || answer->status == 204) {
        note_taken(*answer);
        return Verdict::taken;
    }
    if (!is_refusal(answer->status)) {
        note_failure(failure_of(answer->status), answer->retry_after);
        return Verdict::failed;
    }
    refusal_ = answer->status;
    return Verdict::refused;
}

void Reporter::note_taken(const transport::HttpAnswer& answer) {
    catalog::TelemetryState& state = queue_.state();
    const bool is_news = state.failures > 0 || saved_ == EventLoop::kNow;
    state.failures = 0;
    state.failure.clear();
    state.taken = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (answer.date) {
        state.date = answer.date;
        state.boot = base::boot_id();
        state.at_s = base::seconds_since_boot();
    }
    wait_until_ = EventLoop::kNow;
    if (!told_.empty()) log_.info("telemetry: reports are taken again");
    told_.clear();
    if (!is_news && BootClock::now() < saved_ + kSaveEvery) return;
    saved_ = BootClock::now();
    queue_.save();
}

void Reporter::note_failure(const base::Error& error, std::optional<std::chrono::seconds> retry_after) {
    catalog::TelemetryState& state = queue_.state();
    state.failures = std::min(state.failures + 1, 1'000'000);
    state.failure = base::printable_line(error.message);
    wait_until_ = in(backoff(state.failures, retry_after, random_));
    queue_.save();
    if (told_ == state.failure) return;
    told_ = state.failure;
    log_.warning("telemetry: " + told_ + "; reports are kept and sent later");
}

}  // namespace agent
