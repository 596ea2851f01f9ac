#include "kiosk/app/release_choice.h"

#include <algorithm>

namespace kiosk {
namespace {

bool contains(const std::vector<std::string>& hashes, const std::string& sha256) {
    return std::find(hashes.begin(), hashes.end(), sha256) != hashes.end();
}

}  // namespace

bool is_barred(const std::string& sha256, const catalog::CurrentRelease& current,
               const catalog::DisplayReport& report) {
    return contains(report.rejected, sha256) || contains(current.quarantined, sha256);
}

std::optional<std::string> choose_release(const catalog::CurrentRelease& current,
                                          const catalog::DisplayReport& report) {
    if (!current.current) return std::nullopt;
    for (const auto* entry : {&current.current, &current.previous})
        if (*entry && !is_barred((*entry)->sha256, current, report)) return (*entry)->sha256;
    return std::nullopt;
}

bool is_crashing(const catalog::DisplayReport& report, const std::string& sha256) {
    return report.running == sha256 && report.starts >= kMostStarts;
}

catalog::DisplayReport with_start(catalog::DisplayReport report, const std::string& sha256) {
    // The catalog in the program has nothing below it to fall back to, so nobody counts its starts.
    report.starts = sha256.empty() ? 0 : report.running == sha256 ? report.starts + 1 : 1;
    report.running = sha256;
    return report;
}

catalog::DisplayReport with_confirmation(catalog::DisplayReport report, const std::string& sha256) {
    report.running = report.confirmed = sha256;
    report.starts = 0;
    return report;
}

catalog::DisplayReport with_rejection(catalog::DisplayReport report, const std::string& sha256) {
    if (!contains(report.rejected, sha256)) report.rejected.push_back(sha256);
    if (report.running == sha256) {
        report.running.clear();
        report.starts = 0;
    }
    return report;
}

}  // namespace kiosk
