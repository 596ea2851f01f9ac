#include "base/time_zone.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <stdexcept>

namespace base {
namespace {

using namespace std::chrono;

constexpr std::string_view kShanghai = "Asia/Shanghai";
constexpr hours kShanghaiOffset{8};

}  // namespace

Result<TimeZone> TimeZone::find(std::string_view name) {
    if (name == kShanghai) return TimeZone();
    try {
        return TimeZone(::date::locate_zone(name));
    } catch (const std::runtime_error&) {
        return fail(
            Errc::not_found,
            fmt::format("there is no time zone \"{}\" on this system; names are as in America/Chicago, and "
                        "the package tzdata brings them",
                        name));
    }
}

seconds TimeZone::offset_at(Instant moment) const {
    return zone_ == nullptr ? seconds{kShanghaiOffset} : zone_->get_info(moment).offset;
}

Date TimeZone::date_at(Instant moment) const { return floor<days>(moment + offset_at(moment)); }

Instant TimeZone::at(Date day, seconds since_midnight) const {
    const Instant as_utc = Instant{day} + since_midnight;
    if (zone_ == nullptr) return as_utc - kShanghaiOffset;
    const auto info = zone_->get_info(::date::local_seconds{as_utc.time_since_epoch()});
    return info.result == ::date::local_info::nonexistent ? info.first.end : as_utc - info.first.offset;
}

}  // namespace base
