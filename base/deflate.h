#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace base {

/// Tells a damaged disk's bytes from the ones that were written, and nothing more: whoever wants can make
/// others with the same one. `before`: of the bytes in front of these.
[[nodiscard]] std::uint32_t crc32_of(std::string_view bytes, std::uint32_t before = 0);

/// The bytes made shorter where they repeat themselves (RFC 1950), rather fast than small.
[[nodiscard]] std::string deflated(std::string_view bytes);
/// Fills `bytes`, which has the length of what was deflated. False when it comes to another length, or is no
/// such thing; `bytes` are then anything.
[[nodiscard]] bool inflate(std::string_view deflated, std::string& bytes);

// The same for what resembles something that both ends have: `dictionary`, of which the last 32 kB count.
[[nodiscard]] std::string deflated(std::string_view bytes, std::string_view dictionary);
[[nodiscard]] bool inflate(std::string_view deflated, std::string_view dictionary, std::string& bytes);

/// As a file of gzip's (RFC 1952), which servers take: as small as it gets.
[[nodiscard]] std::string gzipped(std::string_view bytes);

}  // namespace base
