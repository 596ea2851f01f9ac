#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/string_table.h"

/// The reader of the screen's words: whatever the bytes are, it takes them or names the line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto table = base::parse_string_table({reinterpret_cast<const char*>(bytes), size}, "words.toml");
    if (!table && !table.error().message.starts_with("words.toml:")) std::abort();
    return 0;
}
