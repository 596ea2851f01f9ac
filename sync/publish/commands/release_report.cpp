#include "sync/publish/commands/release_report.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

#include "sync/publish/commands/output.h"

namespace publish {
namespace {

constexpr std::size_t kMaxChanges = 40;  // lines

void report_changes(const std::vector<std::string>& changes) {
    if (changes.empty()) return;
    std::printf("against the newest release:\n");
    for (std::size_t i = 0; i < changes.size() && i < kMaxChanges; ++i)
        std::printf("  %s\n", changes[i].c_str());
    if (changes.size() > kMaxChanges)
        std::printf("  ... and %zu more; `kiosk-publish diff` shows all\n", changes.size() - kMaxChanges);
}

void report_sizes(const Released& released) {
    if (released.whole_bytes == 0) return;
    std::printf("whole: %llu bytes; %zu deltas", static_cast<unsigned long long>(released.whole_bytes),
                released.delta_bytes.size());
    if (!released.delta_bytes.empty())
        std::printf(", from the newest earlier release %llu bytes",
                    static_cast<unsigned long long>(released.delta_bytes.front()));
    std::printf("\n");
}

void report_without_online_key(const char* what) {
    std::printf(
        "%s signed, but the online key is not here: carry the new files to the server and run "
        "`kiosk-publish timestamp` there\n",
        what);
}

}  // namespace

void report_plan(const ReleasePlan& plan) {
    print_lines(stderr, plan.notes, "note: ");
    print_lines(stderr, plan.warnings, "warning: ");
    print_lines(stderr, plan.errors);
    report_changes(plan.changes);
}

void report_release(const ReleasePlan& plan, const Released& released) {
    std::vector<std::string> notes;  // what the plan has said is not said twice
    std::copy_if(released.notes.begin(), released.notes.end(), std::back_inserter(notes),
                 [&](const auto& note) {
                     return std::find(plan.notes.begin(), plan.notes.end(), note) == plan.notes.end();
                 });
    print_lines(stderr, notes, "note: ");
    if (plan.need == ReleasePlan::Need::nothing) {
        std::printf("there is nothing to release: this is the current release\n");
        return;
    }
    if (plan.need == ReleasePlan::Need::publish)
        std::printf("this release is signed already; only its snapshot and timestamp were missing\n");
    if (plan.need == ReleasePlan::Need::sign_anew)
        std::printf(
            "this is the newest release; its targets are signed anew, since they had lived half their "
            "life\n");
    report_sizes(released);
    if (released.renewed) return report_renewal(*released.renewed);
    report_without_online_key(released.targets_version == 0 ? "targets are" : "the new targets are");
}

void report_image(const PublishedImage& published, const std::string& version) {
    print_lines(stderr, published.notes, "note: ");
    if (published.packed_bytes == 0)
        std::printf("no image is offered any more; devices keep what they have\n");
    else
        std::printf("image %s%s: %llu bytes, %llu unpacked, sha256 %s\n", version.c_str(),
                    published.is_known ? ", offered already" : "",
                    static_cast<unsigned long long>(published.packed_bytes),
                    static_cast<unsigned long long>(published.length_bytes), published.sha256.c_str());
    if (published.renewed) return report_renewal(*published.renewed);
    report_without_online_key("the new targets are");
}

void report_renewal(const Renewed& renewed) {
    std::printf("published: timestamp %lld, snapshot %lld, targets %lld\n",
                static_cast<long long>(renewed.timestamp_version),
                static_cast<long long>(renewed.snapshot_version),
                static_cast<long long>(renewed.targets_version));
}

}  // namespace publish
