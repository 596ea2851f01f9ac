#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fakes {

/// One file of an archive, and what the archive says of it where that is not so.
struct ZipPart {
    std::string name, bytes;
    std::optional<std::uint32_t> said_size{};
    std::uint16_t flags = 0;  // 1: behind a password
};

/// A zip file with these in it, deflated.
[[nodiscard]] std::string zipped(const std::vector<ZipPart>& parts);

/// What a text file says of an archive, so that people and fuzzers can write one: a line "=== name", then the
/// file of that name up to the next such line.
[[nodiscard]] std::vector<ZipPart> parts_of(std::string_view text);

}  // namespace fakes
