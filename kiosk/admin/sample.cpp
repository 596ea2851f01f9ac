#include "kiosk/admin/pages.h"

namespace kiosk {
namespace {

AdminView made_up() {
    AdminView view;
    view.pin.typed = 4;
    view.pin.was_wrong = true;
    view.pin.attempts_left = 3;
    view.program = "0.2.0";
    view.facts = {.disk_free = 1'400'000'000,
                  .disk_total = 2'000'000'000,
                  .memory_free = 180'000'000,
                  .memory_total = 512'000'000,
                  .temperature_c = 48,
                  .uptime = std::chrono::hours{75},
                  .ladder = catalog::DisplayLadder{.shown = std::string(catalog::DisplayLadder::kProgram)}};
    view.facts.agent = {
        .source = "https://kiosk.example.org",
        .last_outcome = "nothing new: 2024.12.31 is current (292 bytes received)",
        .failed_at = "2024-12-31T03:58:00Z",
        .failure = "https://kiosk.example.org/metadata/timestamp.json: could not resolve host",
        .advice = "is the network cable plugged in? does the name server answer?",
        .failures_in_a_row = 12,
        .next_pass = "2024-12-31T04:10:00Z",
        .trust = {{"root", "1", "2025-12-31T00:00:00Z"}, {"timestamp", "17", "2025-01-07T00:00:00Z"}},
        .addresses = {{"eth0", "192.0.2.17"}, {"eth0", "2001:db8::17"}},
        .is_known = true};
    const base::Settings settings{config_settings()};
    for (const LocalSetting& one : local_settings()) {
        if (one.values == nullptr) continue;
        const auto values = one.values();
        view.settings.push_back({one.key, std::string(one.name), settings.value(one.name), values.front(),
                                 one.key == LocalKey::dwell});
    }
    view.up.panel = {};
    view.up.width_mm = 708;
    view.up.typed = 3;
    view.up.is_again = true;
    view.up.root_fingerprint = "5f4dcc3b5aa765d61d8327deb882cf992b95990a9151374abd8ff8c5a7a0fe08";
    view.up.panel.disbelieved_width_mm = 1600;
    view.up.panel.disbelieved_height_mm = 900;
    view.failing_pages = {"target/new-parks"};
    view.touches = {{400, 300}, {620, 380}};
    return view;
}

}  // namespace

const AdminPages& sample_admin_pages() {
    static const AdminView view = made_up();
    static const ViewPages pages{view};
    return pages;
}

}  // namespace kiosk
