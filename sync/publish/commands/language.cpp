#include "sync/publish/commands/language.h"

#include <cstdlib>

#include "base/embedded.h"

namespace publish {
namespace {

std::string_view language_of_surroundings() {
    for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* const value = std::getenv(name); value && *value != '\0') return value;
    return "";
}

}  // namespace

Phrasebook choose_language(std::string_view wish) {
    if (!(wish.empty() ? language_of_surroundings() : wish).starts_with("zh")) return {};
    const auto toml = base::find_embedded_file("strings/publish-zh.toml");
    auto book = Phrasebook::chinese(toml.value_or(""));
    return book ? std::move(*book) : Phrasebook{};
}

}  // namespace publish
