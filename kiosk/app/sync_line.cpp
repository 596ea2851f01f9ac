#include "kiosk/app/sync_line.h"

#include "words/format.h"

namespace kiosk {
namespace {

using std::chrono::floor, std::chrono::hours;

/// Coarse, so that a page at rest seldom changes.
std::string age_text(std::chrono::seconds age, const words::Strings& strings) {
    const auto whole_hours = floor<hours>(age);
    if (whole_hours < hours{1}) return strings("sync.age_minutes");
    if (whole_hours < hours{48})
        return strings.count("sync.age_hours", static_cast<int>(whole_hours.count()));
    return strings.count("sync.age_days", static_cast<int>(floor<std::chrono::days>(age).count()));
}

std::string synchronised(const OpenCatalog& catalog, base::Instant last, base::Instant now,
                         const words::Strings& strings) {
    const bool known = catalog.standing.today().clock_trusted && now >= last;
    return strings("sync.last", {{"moment", words::moment_text(last, catalog.store.release().zone, strings)},
                                 {"age", known ? age_text(now - last, strings) : ""}});
}

}  // namespace

std::string sync_line(const OpenCatalog& catalog, const std::optional<catalog::Contact>& contact,
                      base::Instant now, const words::Strings& strings) {
    const words::Strings& s = strings;
    const std::string date =
        words::date_text(catalog.store.release().zone.date_at(catalog.store.release().published_at), s);
    const auto last = contact ? contact->last_sync : std::nullopt;
    if (last) {
        const std::string words = synchronised(catalog, *last, now, s);
        if (!catalog.embedded) return words;
        const char* key = catalog.is_fallback ? "sync.fallback" : "sync.built_in";
        return s("sync.both", {{"content", s(key, {{"date", date}})}, {"last", words}});
    }
    if (catalog.is_fallback) return s("sync.fallback", {{"date", date}});
    if (catalog.embedded) return s("sync.embedded", {{"date", date}});
    return contact ? s("sync.never", {{"date", date}}) : s("sync.file", {{"date", date}});
}

}  // namespace kiosk
