#include "kiosk/ui/strings.h"

namespace kiosk {

std::string Strings::operator()(std::string_view key, Values values) const {
    const auto found = table_.find(key);
    if (found == table_.end()) return "[[" + std::string(key) + "]]";
    std::string text = found->second;
    for (const auto& [name, value] : values) {
        const std::string mark = "{" + std::string(name) + "}";
        for (std::size_t at = text.find(mark); at != std::string::npos;
             at = text.find(mark, at + value.size()))
            text.replace(at, mark.size(), value);
    }
    return text;
}

std::string Strings::count(std::string_view key, int n) const {
    const std::string singular = std::string(key) + "_one";
    const bool use_singular = n == 1 && table_.contains(singular);
    return (*this)(use_singular ? std::string_view(singular) : key, {{"n", std::to_string(n)}});
}

}  // namespace kiosk
