#include "sync/agent/advice.h"

namespace agent {
namespace {

using base::Errc;
using base::Reason;

/// Of these a wrong clock may be the cause.
bool depends_on_clock(Reason reason) {
    return reason == Reason::not_yet_valid || reason == Reason::certificate || reason == Reason::expired ||
           reason == Reason::expired_offline;
}

std::string advice_by_reason(Reason reason, const std::string& now) {
    switch (reason) {
        case Reason::none:
        case Reason::not_ours:
            return "";
        case Reason::no_space:
            return "make room on the disk, the rest goes by itself";
        case Reason::busy:
            return "wait until it has finished, or end it";
        case Reason::expired:
            return fmt::format(
                "on the server run kiosk-publish timestamp; if that is done every day, look whether "
                "a cache on the way keeps timestamp.json, and check the clock of this device, "
                "which says {}",
                now);
        case Reason::expired_offline:
            return fmt::format(
                "the publisher has to sign it anew with the offline keys (the root: kiosk-publish "
                "rotate-key --role root; the targets: kiosk-publish release), which "
                "kiosk-publish timestamp cannot do; if that is done, check the clock of this "
                "device, which says {}",
                now);
        case Reason::outdated:
            return "nothing was changed here. As a rule a cache in front of the origin, or a mirror, is "
                   "behind, "
                   "and it goes by itself; if it lasts for more than an hour, ask the publisher what the "
                   "origin "
                   "serves";
        case Reason::not_yet_valid:
            return fmt::format("check the clock of this device, which says {}, then the server's certificate",
                               now);
        case Reason::certificate:
            return fmt::format(
                "check the clock of this device, which says {}, the address in sync.origins and "
                "sync.ca_file",
                now);
        case Reason::redirected:
            return "if that is right, set it in sync.origins";
        case Reason::web_page:
            return "log this device in to the network, or have it let through";
        case Reason::too_large:
            return "set sync.max_catalog_mb higher, if the publisher means it";
    }
    return "";
}

std::string advice_by_code(Errc code, const transport::Source* source) {
    switch (code) {
        case Errc::network:
        case Errc::not_found:
        case Errc::invalid:
            return source != nullptr ? source->advice() : "";
        case Errc::io:
            return "check the disk: is the state folder there, writable and not full?";
        case Errc::unsupported:
            return "install the newest version of this program";
        case Errc::unverified:
        case Errc::corrupt:
            return "nothing was changed here. If it lasts, tell the publisher: the origin holds something "
                   "that "
                   "was not signed so, or a server on the way changes it";
    }
    return "";
}

}  // namespace

std::string Clocks::note() const {
    if (known.trusts(wall)) return "";
    return fmt::format("the clock says {}, but it is {} at least: set it", base::format_instant(wall),
                       base::format_instant(known.least()));
}

std::string advice_for(const base::Error& error, const transport::Source* source, const Clocks& clocks) {
    if (const std::string wrong = clocks.note(); !wrong.empty() && depends_on_clock(error.reason))
        return wrong + "; then it goes by itself, as a rule";
    if (error.reason == Reason::none) return advice_by_code(error.code, source);
    return advice_by_reason(error.reason, base::format_instant(clocks.wall));
}

base::Error with_advice(base::Error error, const std::string& advice) {
    if (!advice.empty()) error.message += "; " + advice;
    return error;
}

}  // namespace agent
