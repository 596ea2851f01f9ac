#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace base {

struct EmbeddedFile {
    std::string_view name;   // "fonts/sans-regular.otf"
    std::string_view bytes;  // in the program's read-only pages: costs no memory until it is read
};

/// Every file that was linked into this program. Defined by `embed_files()` in CMake.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

/// The bytes of one of them, valid as long as the program runs; nothing when there is no such name.
[[nodiscard]] inline std::optional<std::string_view> find_embedded_file(std::string_view name) {
    for (const EmbeddedFile& file : embedded_files())
        if (file.name == name) return file.bytes;
    return std::nullopt;
}

}  // namespace base
