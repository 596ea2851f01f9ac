#include "kiosk/admin/state_page.h"

#include <fmt/format.h>

#include "words/format.h"

namespace kiosk {
namespace {

using catalog::DisplayLadder;

/// Collects them in the order of the page. What is not known is left out, and never zero.
class Items {
public:
    explicit Items(const Stage& stage) : stage_(stage), s_(stage.strings) {}

    void heading(std::string text) {
        items_.push_back(
            {.text = std::move(text),
             .style = {.face = Face::bold, .accent = true, .role = Role::title, .line_height = 1.3f},
             .is_heading = true});
    }
    void add(std::string label, std::string text) {
        if (text.empty()) return;
        if (stage_.metrics.roomy)
            items_.push_back({.label = std::move(label), .text = std::move(text)});
        else  // a line is dear
            items_.push_back({.text = s_("figure_is", {{"label", label}, {"figure", text}})});
    }
    /// What a program says, in English whatever the screen speaks.
    void add_said(std::string label, std::string text) {
        if (text.empty()) return;
        items_.push_back({.label = std::move(label),
                          .text = std::move(text),
                          .style = {.language = words::find_language("en")}});
    }
    [[nodiscard]] std::string moment(const std::string& iso) const {
        const auto instant = base::parse_instant(iso);
        return instant ? words::moment_text(*instant, stage_.store.release().zone, s_) : iso;
    }
    [[nodiscard]] std::string moment(const std::optional<base::Instant>& instant) const {
        return instant ? words::moment_text(*instant, stage_.store.release().zone, s_) : s_("admin.never");
    }
    std::vector<FlowItem> all() && { return std::move(items_); }

private:
    const Stage& stage_;
    const words::Strings& s_;
    std::vector<FlowItem> items_;
};

std::string size_text(std::uint64_t bytes) {
    constexpr double kMega = 1e6, kGiga = 1e9;
    const auto size = static_cast<double>(bytes);
    return size >= kGiga ? fmt::format("{:.1f} GB", size / kGiga) : fmt::format("{:.0f} MB", size / kMega);
}

std::string share_text(const std::optional<std::uint64_t>& free, const std::optional<std::uint64_t>& total,
                       const words::Strings& s) {
    if (!free || !total) return {};
    return s("admin.free_of", {{"free", size_text(*free)}, {"total", size_text(*total)}});
}

std::string time_text(std::chrono::seconds time, const words::Strings& s) {
    const auto hours = std::chrono::floor<std::chrono::hours>(time).count();
    if (hours >= 48) return s.count("admin.days", static_cast<int>(hours / 24));
    if (hours >= 1) return s.count("admin.hours", static_cast<int>(hours));
    return s.count("admin.minutes", static_cast<int>(time.count() / 60));
}

/// Which step of the ladder the screen stands on.
std::string step_text(const DeviceFacts& facts, const words::Strings& s) {
    const std::string shown = facts.ladder ? facts.ladder->shown : "";
    if (shown == DisplayLadder::kPlain) return s("admin.step_plain");
    if (shown == DisplayLadder::kProgram || shown.empty()) return s("admin.step_program");
    const auto is_of = [&](const auto& entry) { return entry && entry->sha256 == shown; };
    if (facts.current && is_of(facts.current->current)) return s("admin.step_current");
    if (facts.current && is_of(facts.current->previous)) return s("admin.step_previous");
    return s("admin.step_other");
}

std::string short_hash(const std::string& sha256) { return sha256.substr(0, 16); }

/// As many names as help somebody who looks for the reason.
std::string in_a_line(const std::vector<std::string>& pages) {
    constexpr std::size_t kNamed = 5;
    std::string line;
    for (std::size_t i = 0; i < pages.size() && i < kNamed; ++i) line += (i == 0 ? "" : ", ") + pages[i];
    return pages.size() > kNamed ? fmt::format("{}, + {}", line, pages.size() - kNamed) : line;
}

void add_shown(Items& items, const Stage& stage, const AdminView& view) {
    const words::Strings& s = stage.strings;
    const DeviceFacts& facts = view.facts;
    items.heading(s("admin.shown"));
    items.add(s("admin.release"), stage.store.release().version);
    items.add(s("admin.step"), step_text(facts, s));
    if (facts.ladder && catalog::is_sha256(facts.ladder->shown))
        items.add(s("admin.hash"), short_hash(facts.ladder->shown));
    if (facts.ladder && !facts.ladder->avoided.empty())
        items.add(s("admin.avoided"),
                  s.count("admin.releases", static_cast<int>(facts.ladder->avoided.size())));
    if (facts.report && !facts.report->rejected.empty())
        items.add(s("admin.rejected"),
                  s.count("admin.releases", static_cast<int>(facts.report->rejected.size())));
    items.add_said(s("admin.failing"), in_a_line(view.failing_pages));
    items.add(s("admin.program"), view.program);
    items.add_said(s("admin.image"), facts.agent.image);
}

void add_contact(Items& items, const Stage& stage, const DeviceFacts& facts) {
    const words::Strings& s = stage.strings;
    const AgentFacts& agent = facts.agent;
    items.heading(s("admin.contact"));
    items.add(s("admin.last_contact"), items.moment(facts.contact ? facts.contact->last_sync : std::nullopt));
    if (!agent.is_known) return items.add(s("admin.last_pass"), s("admin.no_agent"));
    items.add_said(s("admin.last_pass"), agent.last_outcome);
    if (!agent.failure.empty()) {
        items.add(s("admin.failed"),
                  s("admin.failed_at", {{"moment", items.moment(agent.failed_at)},
                                        {"times", std::to_string(agent.failures_in_a_row)}}));
        items.add_said(s("admin.why"), agent.failure);
        items.add_said(s("admin.what_to_do"), agent.advice);
    }
    items.add(s("admin.next_pass"), items.moment(agent.next_pass));
    items.add_said(s("admin.source"), agent.source);
    for (const AgentFacts::Role& role : agent.trust)
        items.add(s("admin.trust", {{"role", role.name}}),
                  s("admin.trust_is", {{"version", role.version}, {"expires", items.moment(role.expires)}}));
}

void add_machine(Items& items, const Stage& stage, const AdminView& view) {
    const words::Strings& s = stage.strings;
    const DeviceFacts& facts = view.facts;
    items.heading(s("admin.machine"));
    for (const auto& one : facts.agent.addresses)
        items.add(s("admin.address", {{"interface", one.interface}}), one.address);
    if (facts.agent.addresses.empty()) items.add(s("admin.addresses"), s("admin.no_address"));
    items.add(s("admin.disk"), share_text(facts.disk_free, facts.disk_total, s));
    items.add(s("admin.memory"), share_text(facts.memory_free, facts.memory_total, s));
    if (facts.temperature_c)
        items.add(s("admin.temperature"), fmt::format("{:.0f} °C", *facts.temperature_c));
    items.add(s("admin.clock"),
              items.moment(std::optional(stage.now)) + " · " +
                  s(stage.standing.today().clock_trusted ? "admin.clock_trusted" : "admin.clock_untrusted"));
    items.add_said(s("admin.clock_note"), facts.agent.clock_note);
    if (facts.uptime) items.add(s("admin.uptime"), time_text(*facts.uptime, s));
    if (facts.ladder) items.add(s("admin.died"), s.count("admin.times", facts.ladder->died));
    const Metrics& m = stage.metrics;
    items.add(s("admin.panel_size"), fmt::format("{:.0f} × {:.0f}", m.width, m.height) +
                                         (m.is_guess ? " · " + s("admin.panel_guess") : ""));
    const Panel& panel = view.up.panel;
    if (panel.disbelieved_width_mm > 0)
        items.add(s("admin.panel_says"),
                  s("admin.panel_is_not", {{"width", fmt::format("{:.0f}", panel.disbelieved_width_mm)},
                                           {"height", fmt::format("{:.0f}", panel.disbelieved_height_mm)}}));
}

}  // namespace

std::vector<FlowItem> state_items(const Stage& stage, const AdminView& view) {
    Items items{stage};
    add_shown(items, stage, view);
    add_contact(items, stage, view.facts);
    add_machine(items, stage, view);
    return std::move(items).all();
}

}  // namespace kiosk
