#include "kiosk/scenes/address.h"

#include <array>
#include <charconv>

namespace kiosk {
namespace {

constexpr std::array<std::string_view, 13> kNames{"overview",    "topics", "topic",    "target", "rotation",
                                                  "commitments", "all",    "filter",   "notice", "about",
                                                  "more",        "ask",    "emergency"};

bool has_key(SceneKind scene) {
    return scene == SceneKind::topic || scene == SceneKind::target || scene == SceneKind::rotation ||
           scene == SceneKind::commitments || scene == SceneKind::filter || scene == SceneKind::notice ||
           scene == SceneKind::emergency;
}

}  // namespace

std::string Address::id() const {
    std::string result(kNames[static_cast<std::size_t>(scene)]);
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
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (kNames[i] != name) continue;
        Address address{.scene = static_cast<SceneKind>(i)};
        if (has_key(address.scene)) {
            address.key = rest.substr(0, rest.find('/'));
            rest =
                address.key.size() < rest.size() ? rest.substr(address.key.size() + 1) : std::string_view{};
            if (address.key.empty() && address.scene != SceneKind::notice) return std::nullopt;
        }
        if (rest.empty()) return address;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), address.page);
        const bool whole = error == std::errc{} && end == rest.data() + rest.size() && address.page >= 1;
        return whole ? std::optional(address) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace kiosk
