#include "sync/tuf/fields.h"

namespace tuf {
namespace {

using nlohmann::json;

const json kNoObject = json::object();
const json kNoArray = json::array();

/// For messages: short, whatever an attacker put there.
std::string shown(const json& value) {
    if (value.is_structured()) return value.is_object() ? "an object" : "an array";
    return fmt::format("{:.60}", value.dump(-1, ' ', true));
}

}  // namespace

void Fields::refuse(const std::string& name, const std::string& what, base::Errc code) const {
    if (status_) status_ = base::fail(code, fmt::format("{:.200}: {}", place(name), what));
}

bool Fields::is_right(bool holds, const std::string& at, const char* type, const json& value) const {
    if (!holds && status_)
        status_ = base::fail(base::Errc::corrupt,
                             fmt::format("{:.200}: should be {}, but is {}", at, type, shown(value)));
    return holds;
}

const json* Fields::find(const char* name) const {
    const auto found = object_.find(name);
    return found == object_.end() ? nullptr : &*found;
}

const json* Fields::expect(const char* name, bool (json::*is_type)() const noexcept, const char* type) const {
    const json* value = find(name);
    if (!value) {
        refuse(name, fmt::format("is missing; should be {}", type));
        return nullptr;
    }
    return is_right((value->*is_type)(), place(name), type, *value) ? value : nullptr;
}

std::string Fields::text(const char* name) const {
    const json* value = expect(name, &json::is_string, "a string");
    return value ? value->get<std::string>() : std::string();
}

bool Fields::flag(const char* name) const {
    const json* value = expect(name, &json::is_boolean, "true or false");
    return value && value->get<bool>();
}

std::int64_t Fields::number(const char* name, std::int64_t least) const {
    const json* value = expect(name, &json::is_number_integer, "a whole number");
    if (!value) return least;
    const auto number = value->get<std::int64_t>();
    if (number < least) refuse(name, fmt::format("is {}, but should be at least {}", number, least));
    return number;
}

base::Instant Fields::moment(const char* name) const {
    const std::string written = text(name);
    const bool is_shaped = written.size() == 20 && written[10] == 'T' && written[16] == ':' &&
                           written[17] < '6' && written[19] == 'Z';
    const auto instant = is_shaped ? base::parse_instant(written) : std::nullopt;
    if (!instant) refuse(name, fmt::format("is \"{:.40}\", but should be YYYY-MM-DDTHH:MM:SSZ", written));
    return instant.value_or(base::Instant{});
}

const json& Fields::object(const char* name) const {
    const json* value = expect(name, &json::is_object, "an object");
    return value ? *value : kNoObject;
}

const json& Fields::array(const char* name) const {
    const json* value = expect(name, &json::is_array, "an array");
    return value ? *value : kNoArray;
}

Fields Fields::inner(const char* name) const { return Fields{object(name), status_, place(name)}; }

}  // namespace tuf
