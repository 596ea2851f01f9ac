#include "kiosk/scenes/address.h"

#include <array>
#include <charconv>

namespace kiosk {
namespace {

struct SceneRow {
    SceneKind scene;
    std::string_view name;
    bool has_key = false;          // "topic/jobs": the key follows the name
    bool key_is_optional = false;  // and may be missing
    bool key_is_long = false;      // "find/word/公园": two parts
};
/// In the order of the enumerators.
constexpr std::array kScenes{
    SceneRow{SceneKind::overview, "overview"},
    SceneRow{SceneKind::topics, "topics"},
    SceneRow{SceneKind::topic, "topic", true},
    SceneRow{SceneKind::target, "target", true},
    SceneRow{SceneKind::rotation, "rotation", true},
    SceneRow{SceneKind::commitments, "commitments", true},
    SceneRow{SceneKind::all, "all", true, true, true},
    SceneRow{SceneKind::find, "find", true, true, true},
    SceneRow{SceneKind::news, "news", true, true},
    SceneRow{SceneKind::notice, "notice", true, true},
    SceneRow{SceneKind::about, "about", true, true},
    SceneRow{SceneKind::settings, "settings"},
    SceneRow{SceneKind::ask, "ask"},
    SceneRow{SceneKind::emergency, "emergency", true},
    SceneRow{SceneKind::closed, "closed", true, true},
    SceneRow{SceneKind::admin, "admin", true, true},
};
constexpr bool has_row_for_each_scene() {
    for (std::size_t i = 0; i < kScenes.size(); ++i)
        if (kScenes[i].scene != static_cast<SceneKind>(i)) return false;
    return kScenes.size() == static_cast<std::size_t>(kLastScene) + 1;
}
static_assert(has_row_for_each_scene());

/// The letters that words begin with: "find/az/2" is its second page.
constexpr std::string_view kOnePart = "az";

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

}  // namespace

std::string Address::id() const {
    std::string result(kScenes[static_cast<std::size_t>(scene)].name);
    if (!key.empty()) result += "/" + key;
    if (page > 1) result += "/" + std::to_string(page);
    return result;
}

Address Address::on_page(int number) const {
    Address other = *this;
    other.page = number;
    return other;
}

std::optional<Address> parse_address(std::string_view id) {
    const std::string_view name = id.substr(0, id.find('/'));
    std::string_view rest = name.size() < id.size() ? id.substr(name.size() + 1) : std::string_view{};
    for (const SceneRow& row : kScenes) {
        if (row.name != name) continue;
        Address address{.scene = row.scene};
        if (row.has_key) {
            std::size_t end = row.key_is_optional && is_number(rest) ? 0 : rest.find('/');
            if (row.key_is_long && end != rest.npos && end > 0 && rest.substr(0, end) != kOnePart)
                end = rest.find('/', end + 1);
            address.key = rest.substr(0, end);
            if (end != 0)
                rest = address.key.size() < rest.size() ? rest.substr(address.key.size() + 1)
                                                        : std::string_view{};
            if (address.key.empty() && !row.key_is_optional) return std::nullopt;
        }
        if (rest.empty()) return address;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), address.page);
        const bool whole = error == std::errc{} && end == rest.data() + rest.size() && address.page >= 1;
        return whole ? std::optional(address) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace kiosk
