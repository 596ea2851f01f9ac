#include "sync/agent/run.h"

#include <cstdio>
#include <optional>

#include "base/event_loop.h"
#include "base/folder_watch.h"
#include "base/heartbeat.h"
#include "base/lock.h"
#include "base/log.h"
#include "base/notify.h"
#include "base/printable.h"
#include "sync/agent/advice.h"
#include "sync/agent/imported.h"
#include "sync/agent/orders.h"
#include "sync/agent/report.h"
#include "sync/agent/status.h"
#include "sync/agent/telemetry.h"
#include "sync/transport/folder.h"
#include "sync/transport/mirrors.h"

namespace agent {
namespace {

using std::chrono::milliseconds;
using Clock = base::BootClock;  // a board that slept has to ask soon afterwards

constexpr std::chrono::hours kWholeEvery{6};           // even where the origin has nothing new
constexpr std::chrono::seconds kPassLockPatience{30};  // a running agent's pass takes less, as a rule
constexpr milliseconds kPassLockStep{100};
constexpr milliseconds kNextPiece{1000};  // of the image of a root; content is asked for in between

base::Instant wall_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Random seeded() {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device()};
    return Random{seed};
}

using GoingOn = std::function<void()>;

transport::HttpOptions http_options(const Config& config, Orders& orders, GoingOn going_on) {
    return {.connect_timeout = config.connect_timeout,
            .low_speed_time = config.low_speed_time,
            .proxy = config.proxy,
            .ca_file = config.ca_file.string(),
            .user_agent = "minsheng-kiosk/" KIOSK_VERSION,
            .interrupt = {orders.descriptor(),
                          [&orders] {
                              orders.take();
                              return orders.is_stopped();
                          }},
            .going_on = std::move(going_on)};
}

/// Errors: as Lock::take.
base::Result<base::Lock> take_lock(const std::filesystem::path& file) {
    auto lock = base::Lock::take(file);
    if (!lock && lock.error().reason == base::Reason::busy)
        return base::fail(lock.error(), "another kiosk-sync works on this state folder");
    return lock;
}

/// Waits for a running agent to finish its pass. Errors: as Lock::take.
base::Result<base::Lock> take_pass_lock(const Device& device, Orders& orders) {
    const auto end = Clock::now() + kPassLockPatience;
    while (true) {
        auto lock = take_lock(device.agent() / "pass.lock");
        if (lock || lock.error().reason != base::Reason::busy || Clock::now() >= end) return lock;
        if (orders.sleep(kPassLockStep)) return lock;
    }
}

/// Where nobody keeps a log, somebody may read along.
void print_line(const base::LogEntry& entry) {
    std::fprintf(stdout, "%s\n", entry.message.c_str());
    std::fflush(stdout);
}

base::LogEntry entry_of(const Outcome& outcome) {
    const bool is_change = outcome.kind == Outcome::Kind::switched;
    base::LogEntry entry{is_change ? base::LogLevel::notice : base::LogLevel::info, describe(outcome)};
    if (!outcome.version.empty()) entry.fields.push_back({"KIOSK_RELEASE_VERSION", outcome.version});
    return entry;
}

/// One agent with its clockwork, which keeps what is printed and what `status` says together.
class Runner {
public:
    Runner(const Config& config, Orders& orders)
        : orders_(orders), disk_(config.state_folder), random_(seeded()), agent_(disk_, config, random_) {}

    /// Errors: io.
    base::Status make_folders() {
        if (auto made = device().make_folders(); !made) return base::fail(made.error(), "the state folder");
        return {};
    }
    Device& device() { return agent_.device(); }
    Random& random() { return random_; }
    Status& status() { return status_; }

    /// A pass under its lock. What it came to is noted, and printed unless it repeats what was said last. A
    /// failure is the caller's to print; its message ends with what can be done.
    base::Result<Outcome> pass(transport::Source& source, Manner manner) {
        auto result = locked_pass(source, manner);
        // Of several places that hold the same one may be behind, or broken into: the next has its turn at
        // once.
        for (std::size_t asked = 1; asked < source.places() && is_refusal(result); ++asked)
            result = locked_pass(source, manner);
        note(status_, result, source, clocks());
        if (image_) note_image(*image_);
        if (result) {
            tell(entry_of(*result));
            return result;
        }
        return base::fail(with_advice(result.error(), status_.last_failure->advice));
    }
    [[nodiscard]] Clocks clocks() {
        return {wall_clock(), catalog::KnownTime{}.after(agent_.repository().signed_at())};
    }
    /// Whether the state folder is one that this program can work on. Errors: as Device::open.
    base::Status check_state() {
        const auto lock = lock_pass();
        return lock ? agent_.open() : base::Status{base::fail(lock.error())};
    }
    /// Under the lock of a pass, since another process may have imported a release meanwhile.
    base::Result<bool> heed_display() {
        const auto lock = lock_pass();
        if (!lock) return base::fail(lock.error());
        if (auto opened = agent_.open(); !opened) return base::fail(opened.error());
        return device().heed_display();
    }
    /// When the image of the root wants another pass; nothing: no sooner than content does.
    [[nodiscard]] std::optional<milliseconds> image_delay() const {
        if (!image_ || !*image_) return std::nullopt;
        if ((*image_)->kind == ImageOutcome::Kind::coming) return kNextPiece;
        if ((*image_)->kind == ImageOutcome::Kind::waiting) return std::max((*image_)->wait, kNextPiece);
        return std::nullopt;
    }
    /// For whoever reads the log, which an unchanging state does not fill.
    void tell(base::LogEntry entry) {
        entry.message = base::printable_line(std::move(entry.message));
        if (entry.message == last_line_) return;
        last_line_ = entry.message;
        log_.tell(entry);
    }
    [[nodiscard]] const std::string& last_line() const { return last_line_; }
    /// What came of a stick. Where that cannot be written the screen says nothing.
    void tell_display(const catalog::Import& import) {
        const auto written =
            base::replace_file(disk_, device().paths().import(), catalog::format_import(import));
        if (!written) tell({base::LogLevel::warning, written.error().message});
    }
    /// What was counted is added to what stands there: an import may have counted as well.
    void write_status_file() {
        Status all = status_;
        all.counters = read_status(disk_, device()).counters.value_or(Counters{});
        *all.counters += status_.counters.value_or(Counters{});
        const auto written = write_status(disk_, device(), all);
        if (written) status_.counters.reset();
        if (!written && !std::exchange(has_complained_, true))
            tell({base::LogLevel::warning, written.error().message});
    }
    void count_start() { status_.counters.emplace().starts = 1; }

private:
    /// What is current is read under this lock alone: another process may be switching.
    base::Result<base::Lock> lock_pass() {
        if (auto made = make_folders(); !made) return base::fail(made.error());
        return take_pass_lock(device(), orders_);
    }
    base::Result<Outcome> locked_pass(transport::Source& source, Manner manner) {
        image_.reset();
        const auto lock = lock_pass();
        if (!lock) return base::fail(lock.error());
        auto result = agent_.update(source, wall_clock(), manner);
        // Content first: what waits is not made to wait longer.
        if (result && result->kind != Outcome::Kind::waiting)
            image_ = agent_.look_after_image(source, manner);
        return result;
    }
    void note_image(const base::Result<ImageOutcome>& image) {
        const std::string words = image ? describe(*image) : base::printable_line(image.error().message);
        if (words != status_.image && !words.empty())
            log_.tell({image ? base::LogLevel::notice : base::LogLevel::warning, words});
        status_.image = words;
    }

    /// What was brought is not what had been signed.
    static bool is_refusal(const base::Result<Outcome>& result) {
        return !result &&
               (result.error().code == base::Errc::unverified || result.error().code == base::Errc::corrupt);
    }

    Orders& orders_;
    base::Disk disk_;
    Random random_;
    Agent agent_;
    std::optional<base::Result<ImageOutcome>> image_;  // of the last pass, where it got that far
    Status status_;
    const base::Log log_{base::program_log("kiosk-sync", print_line)};
    std::string last_line_;
    bool has_complained_ = false;
};

/// The one failure of a command that ends with it is reported by main().
base::Status finish(Runner& runner, const base::Result<Outcome>& result) {
    runner.write_status_file();
    return result ? base::Status{} : base::Status{base::fail(result.error())};
}

/// The passes of an agent that stays: one is due when its time has come, or somebody wants it now.
class Service : public base::EventLoop::Part {
public:
    Service(base::EventLoop& loop, Runner& runner, Orders& orders, transport::Source& source,
            std::chrono::seconds interval, base::Lock lock, const base::Notify& manager)
        : loop_(loop),
          runner_(runner),
          orders_(orders),
          source_(source),
          interval_(interval),
          manager_(manager),
          lock_(std::move(lock)),
          report_(loop, runner.device().paths().display(),
                  runner.device().paths().report().filename().string(), [this] { heed_display(); }) {
        runner_.count_start();
        sleep_for(first_delay(interval_, runner_.random()));
    }
    /// What ended it, once the loop has ended.
    [[nodiscard]] const base::Status& status() const { return status_; }

    [[nodiscard]] base::EventLoop::Time next_due() override {
        return orders_.is_stopped() || orders_.is_poll_wanted() ? base::EventLoop::kNow : due_;
    }
    void act() override {
        if (orders_.is_stopped()) return loop_.end();
        status_ = keep_lock();
        if (!status_) return loop_.end();
        poll(orders_.take_poll());
        manager_.status(runner_.last_line());
        report_.renew();  // the pass may have made the folder
    }

private:
    void sleep_for(Delay delay) {
        due_ = Clock::now() + std::chrono::ceil<Clock::duration>(delay);
        runner_.status().next_pass = wall_clock() + std::chrono::ceil<std::chrono::seconds>(delay);
        runner_.write_status_file();
    }
    void heed_display() {
        if (const auto changed = runner_.heed_display(); changed && *changed)
            runner_.tell({base::LogLevel::error, "the display could not show a release: it is quarantined"});
    }
    void poll(bool is_asked_for) {
        const bool whole = is_asked_for || !last_whole_ || Clock::now() - *last_whole_ >= kWholeEvery;
        const auto result = runner_.pass(source_, {.whole = whole, .spread = true});
        if (result && whole) last_whole_ = Clock::now();
        if (!result) {
            last_whole_.reset();
            runner_.tell({base::LogLevel::warning, "failed: " + result.error().message});
        }
        sleep_for(delay_after(result));
    }
    [[nodiscard]] Delay delay_after(const base::Result<Outcome>& result) {
        if (!result)
            return backoff(runner_.status().failures_in_a_row, source_.retry_after(), runner_.random());
        const Delay usual = poll_delay(interval_, runner_.random());
        if (result->kind == Outcome::Kind::waiting) return std::min(usual, result->wait);
        return std::min(usual, runner_.image_delay().value_or(usual));
    }
    /// The state folder may have been removed and made anew; whoever has the new lock then works on.
    base::Status keep_lock() {
        const auto file = runner_.device().agent() / "lock";
        if (lock_->is_held(file)) return {};
        if (auto made = runner_.make_folders(); !made) return {};  // the pass says what is wrong
        auto lock = take_lock(file);
        if (!lock) return base::fail(lock.error());
        lock_.reset();
        lock_.emplace(std::move(*lock));
        return {};
    }

    base::EventLoop& loop_;
    Runner& runner_;
    Orders& orders_;
    transport::Source& source_;
    std::chrono::seconds interval_;
    const base::Notify& manager_;
    std::optional<base::Lock> lock_;
    base::FolderWatch report_;  // the display's
    Clock::time_point due_;
    std::optional<Clock::time_point> last_whole_;
    base::Status status_;
};

/// What the service manager hears. A pass may take an hour: that it goes on is a beat as well.
struct Supervision {
    base::Notify manager = base::Notify::from_environment();
    base::Heartbeat heart{manager};
};

/// Until it is told to stop, or cannot go on.
base::Status serve(Runner& runner, Orders& orders, transport::Source& source, std::chrono::seconds interval,
                   base::Lock lock, Supervision& supervision) {
    const auto loop = base::EventLoop::open();
    if (!loop) return base::fail(loop.error());
    Service service{**loop, runner, orders, source, interval, std::move(lock), supervision.manager};
    const auto turns = (*loop)->add(service), beats = (*loop)->add(supervision.heart);
    const auto signals = (*loop)->watch(orders.descriptor(), [&] { orders.take(); });
    if (!signals) return base::fail(signals.error());
    supervision.manager.ready("it has not asked yet");
    (*loop)->run();
    supervision.manager.stopping();
    return service.status();
}

/// Of a service that has nobody to ask: if it ended, it would be started again and again.
base::Status stand_by(const Config& config, Supervision& supervision) {
    auto orders = Orders::open();
    if (!orders) return base::fail(orders.error());
    const auto telemetry = Telemetry::start(config);
    const auto loop = base::EventLoop::open();
    if (!loop) return base::fail(loop.error());
    const auto beats = (*loop)->add(supervision.heart);
    const auto signals = (*loop)->watch(orders->descriptor(), [&] {
        orders->take();
        if (orders->is_stopped()) (*loop)->end();
    });
    if (!signals) return base::fail(signals.error());
    supervision.manager.ready("no origin is set: releases come from sticks alone");
    (*loop)->run();
    supervision.manager.stopping();
    return {};
}

/// Before anything was asked.
base::Status advised(const base::Error& error) {
    return base::fail(with_advice(error, advice_for(error, nullptr, {wall_clock(), {}})));
}

/// Opens what a command needs, in order of dependence, and calls `act` with it under the agent's lock.
template <class Act>
base::Status with_origin(const Config& config, GoingOn going_on, Act act) {
    if (config.origins.empty())
        return base::fail(base::Errc::invalid,
                          "no origin is set: give its address as sync.origins, or use kiosk-sync import");
    auto orders = Orders::open();
    if (!orders) return base::fail(orders.error());
    auto http = transport::Http::open(http_options(config, *orders, std::move(going_on)));
    if (!http) return base::fail(http.error());
    transport::Mirrors mirrors{*http, config.origins};
    Runner runner{config, *orders};
    if (auto made = runner.make_folders(); !made) return advised(made.error());
    auto lock = take_lock(runner.device().agent() / "lock");
    if (!lock) return advised(lock.error());
    if (auto checked = runner.check_state(); !checked) return advised(checked.error());
    return act(runner, *orders, mirrors, std::move(*lock));
}

}  // namespace

base::Status run_once(const Config& config) {
    return with_origin(config, {}, [](Runner& runner, Orders&, transport::Source& origin, base::Lock) {
        return finish(runner, runner.pass(origin, {.whole = true}));
    });
}

base::Status run_import(const Config& config, const std::filesystem::path& folder) {
    auto orders = Orders::open();
    if (!orders) return base::fail(orders.error());
    transport::Folder source{folder};
    Runner runner{config, *orders};
    if (auto made = runner.make_folders(); !made) return advised(made.error());
    const bool is_ready = runner.check_state().has_value();
    const auto result = runner.pass(source, {.whole = true});
    catalog::Import told = imported(result);
    if (!is_ready) told.result = catalog::ImportResult::failed;  // which says nothing about the stick
    runner.tell_display(told);
    return finish(runner, result);
}

base::Status run_for_ever(const Config& config) {
    Supervision supervision;
    if (config.origins.empty() && supervision.manager.has_listener()) return stand_by(config, supervision);
    return with_origin(
        config, [&supervision] { supervision.heart.beat_at_work(); },
        [&](Runner& runner, Orders& orders, transport::Source& origin, base::Lock lock) {
            const auto telemetry = Telemetry::start(config);
            return serve(runner, orders, origin, config.interval, std::move(lock), supervision);
        });
}

namespace {

Reporting reporting_of(const Config& config, base::Files& files, const Device& device) {
    if (config.telemetry_url.empty()) return {};
    const auto state =
        read_telemetry_state(files, device.paths().telemetry_state()).value_or(catalog::TelemetryState{});
    const auto waiting = look_at_queue(files, device.paths().telemetry());
    return {.address = transport::without_password(config.telemetry_url),
            .waiting = waiting ? waiting->reports : 0,
            .taken = state.taken,
            .failures_in_a_row = state.failures,
            .failure = state.failure};
}

}  // namespace

Report report_of(const Config& config, bool as_json) {
    base::Disk disk{config.state_folder};
    const Device device{disk, config.state_folder, config.trusted_root};
    const bool is_running = base::Lock::is_taken(device.agent() / "lock");
    const Reporting telemetry = reporting_of(config, disk, device);
    return as_json ? report_json(disk, device, is_running, telemetry)
                   : report_text(disk, device, is_running, telemetry);
}

std::string metrics_of(const Config& config) {
    base::Disk disk{config.state_folder};
    const Device device{disk, config.state_folder, config.trusted_root};
    ReportMoment moment = report_moment();
    moment.queue = look_at_queue(disk, device.paths().telemetry());
    moment.state = read_telemetry_state(disk, device.paths().telemetry_state());
    const auto at_ms =
        std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    return make_report(disk, device, config, moment)
        .exposition(can_date(disk, device, moment) ? std::optional<std::int64_t>(at_ms) : std::nullopt);
}

}  // namespace agent
