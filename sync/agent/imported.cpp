#include "sync/agent/imported.h"

#include "base/boot.h"

namespace agent {
namespace {

using catalog::ImportResult;

ImportResult result_of(Outcome::Kind kind) {
    switch (kind) {
        case Outcome::Kind::switched:
            return ImportResult::taken;
        case Outcome::Kind::nothing_new:
            return ImportResult::known;
        case Outcome::Kind::held_back:
            return ImportResult::not_for_here;
        case Outcome::Kind::no_release:
            return ImportResult::nothing;
        case Outcome::Kind::waiting:
            break;  // only where releases are spread
    }
    return ImportResult::failed;
}

ImportResult result_of(const base::Error& error) {
    switch (error.reason) {
        case base::Reason::expired:
        case base::Reason::expired_offline:
            return ImportResult::expired;
        case base::Reason::outdated:
            return ImportResult::outdated;
        case base::Reason::too_large:
            return ImportResult::failed;
        default:
            break;
    }
    switch (error.code) {
        case base::Errc::not_found:
            return ImportResult::nothing;
        case base::Errc::network:  // that is the stick
            return ImportResult::unreadable;
        case base::Errc::unverified:
        case base::Errc::corrupt:
            return ImportResult::refused;
        default:
            return ImportResult::failed;
    }
}

}  // namespace

catalog::Import imported(const base::Result<Outcome>& result) {
    return {.boot = base::boot_id(),
            .at_s = base::seconds_since_boot(),
            .result = result ? result_of(result->kind) : result_of(result.error()),
            .version = result ? result->version : ""};
}

}  // namespace agent
