#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "words/spoken.h"

namespace {

bool is_figure(char c) { return c >= '0' && c <= '9'; }

void look_at(std::string_view text, const words::Language& language) {
    const std::string said = words::spoken(text, language);
    if (std::any_of(said.begin(), said.end(), is_figure)) std::abort();
    if (said.size() > text.size() * words::kMostPerByte) std::abort();
    if (base::is_utf8(text) && !base::is_utf8(said)) std::abort();
    if (words::spoken(said, language).size() > said.size() * words::kMostPerByte) std::abort();
    std::string joined;
    for (const words::Run& run : words::runs_of(text, language)) joined += run.text;
    if (base::is_utf8(text) && joined != text) std::abort();
}

}  // namespace

/// Any text is read aloud in every language: no figure is left, and nothing grows without bound.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(bytes), size};
    for (const words::Language* const language : words::languages()) look_at(text, *language);
    return 0;
}
