#include "words/strings.h"

#include <fmt/format.h>

#include "base/embedded.h"

namespace words {

base::Result<Strings> Strings::open(const Language& language) {
    const std::string name = fmt::format("strings/{}.toml", language.tag);
    const auto file = base::find_embedded_file(name);
    if (!file) return base::fail(base::Errc::not_found, name + " is not in this program");
    auto table = base::parse_string_table(*file, name);
    if (!table) return base::fail(table.error());
    return Strings{language, std::move(*table)};
}

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

std::string Strings::number(int n) const {
    const Quantity quantity = language().quantity(std::to_string(n), {});
    return quantity.number + quantity.power;
}

std::string Strings::count(std::string_view key, int n) const {
    const std::string singular = std::string(key) + "_one";
    const bool use_singular = n == 1 && table_.contains(singular);
    return (*this)(use_singular ? std::string_view(singular) : key, {{"n", number(n)}});
}

}  // namespace words
