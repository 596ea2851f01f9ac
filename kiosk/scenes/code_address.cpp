#include "kiosk/scenes/code_address.h"

#include <fmt/format.h>

namespace kiosk {
namespace {

/// RFC 3986, 2.3: what stands for itself in any part of an address.
bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text)
        encoded += is_unreserved(c) ? std::string{c} : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return encoded;
}

}  // namespace

std::string web_page(std::string_view web, std::string_view language, const catalog::TargetId& target) {
    while (web.ends_with('/')) web.remove_suffix(1);
    return fmt::format("{}/{}/target/{}.html", web, language, percent_encoded(target.text));
}

std::string code_address(const Stage& stage, const catalog::TargetId& target,
                         const catalog::Source& document) {
    return stage.web.empty() ? document.url : web_page(stage.web, stage.strings.language().tag, target);
}

}  // namespace kiosk
