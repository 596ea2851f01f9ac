#include "sync/agent/telemetry.h"

#include <sys/eventfd.h>

#include <random>

#include "base/event_loop.h"
#include "base/log.h"
#include "sync/agent/reporter.h"
#include "sync/agent/token.h"
#include "sync/transport/mirrors.h"

namespace agent {
namespace {

Random seeded() {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device()};
    return Random{seed};
}

base::Log program_log() { return base::Log{base::program_log("kiosk-sync")}; }

}  // namespace

std::unique_ptr<Telemetry> Telemetry::start(const Config& config) {
    if (config.telemetry_url.empty()) return nullptr;
    base::Descriptor stop{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    if (!stop.is_open()) {
        program_log().error("telemetry does not start: no descriptor is left");
        return nullptr;
    }
    return std::unique_ptr<Telemetry>{new Telemetry{config, std::move(stop)}};
}

Telemetry::Telemetry(const Config& config, base::Descriptor stop)
    : config_(config), stop_(std::move(stop)), thread_([this] { work(); }) {}

Telemetry::~Telemetry() {
    has_stopped_ = true;
    (void)::eventfd_write(stop_.number(), 1);
    thread_.join();
}

void Telemetry::work() {
    if (const auto done = report_for_ever(); !done)
        program_log().error("telemetry does not start: " + done.error().message);
}

/// Errors: io, network.
base::Status Telemetry::report_for_ever() {
    const auto loop = base::EventLoop::open();
    if (!loop) return base::fail(loop.error());
    const auto stop = (*loop)->watch(stop_.number(), [&] { (*loop)->end(); });
    if (!stop) return base::fail(stop.error());
    auto http =
        transport::Http::open({.connect_timeout = config_.connect_timeout,
                               .low_speed_time = config_.low_speed_time,
                               .proxy = config_.proxy,
                               .ca_file = config_.ca_file.string(),
                               .user_agent = "minsheng-kiosk/" KIOSK_VERSION,
                               .interrupt = {stop_.number(), [this] { return has_stopped_.load(); }}});
    if (!http) return base::fail(http.error());
    const auto send = [&](const std::string& body) -> base::Result<transport::HttpAnswer> {
        std::string token;
        if (!config_.token_file.empty()) {
            auto read = read_token(config_.token_file, config_.telemetry_url);
            if (!read) return base::fail(read.error());
            token = std::move(*read);
        }
        auto answer = http->post({.url = config_.telemetry_url,
                                  .body = body,
                                  .content_type = "text/plain",
                                  .content_encoding = "gzip",
                                  .token = std::move(token),
                                  .total_timeout = config_.metadata_timeout});
        if (!answer) return base::fail(answer.error(), transport::without_password(config_.telemetry_url));
        return answer;
    };
    base::Disk disk{config_.state_folder};
    Device device{disk, config_.state_folder, config_.trusted_root};
    if (auto made = device.make_folders(); !made) return made;
    Random random = seeded();
    Reporter reporter{disk,         device, config_, random, {send, [this] { return has_stopped_.load(); }},
                      program_log()};
    const auto turns = (*loop)->add(reporter);
    (*loop)->run();
    return {};
}

}  // namespace agent
