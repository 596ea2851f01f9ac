#include "kiosk/opening_hours.h"

#include <fmt/format.h>

#include <set>

namespace kiosk {
namespace {

using Texts = std::vector<std::string>;

base::Status check_commands(const base::Settings& settings) {
    constexpr std::string_view kWay = "hours.panel_off";
    if (std::get<std::string>(settings.value(kWay)) != "command") return {};
    for (const std::string_view name : {"hours.off_command", "hours.on_command"})
        if (const auto& words = std::get<Texts>(settings.value(name)); words.empty() || words.front().empty())
            return base::fail(
                base::Errc::invalid,
                fmt::format("{}: hours.panel_off = \"command\" needs {}, a list of a program and "
                            "its arguments",
                            settings.origin(kWay), name));
    return {};
}

}  // namespace

base::Status check_hours(const base::Settings& settings) {
    constexpr std::string_view kName = "hours.exceptions";
    std::set<base::Date> days;
    for (const std::string& text : std::get<Texts>(settings.value(kName)))
        if (const auto exception = parse_exception(text); exception && !days.insert(exception->first).second)
            return base::fail(
                base::Errc::invalid,
                fmt::format("{}: hours.exceptions has {} twice; write all its times in one text",
                            settings.origin(kName), base::format_date(exception->first)));
    return check_commands(settings);
}

Hours make_hours(const Config& config) {
    if (!config.hours_apply) return {};
    const std::optional<std::string>* const days[] = {&config.sunday,    &config.monday,   &config.tuesday,
                                                      &config.wednesday, &config.thursday, &config.friday,
                                                      &config.saturday};
    Hours::Week week;
    for (std::size_t day = 0; day < week.size(); ++day)
        if (*days[day]) week[day] = parse_spans(**days[day]);
    Hours::Exceptions exceptions;
    for (const std::string& text : config.hours_exceptions)
        if (const auto exception = parse_exception(text)) exceptions.insert(*exception);
    return {std::move(week), std::move(exceptions)};
}

}  // namespace kiosk
