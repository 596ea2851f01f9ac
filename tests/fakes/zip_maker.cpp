#include "zip_maker.h"

#include <algorithm>

#include "base/deflate.h"

namespace fakes {
namespace {

void put(std::string& bytes, std::uint64_t number, int count) {
    for (int i = 0; i < count; ++i) bytes += i < 8 ? static_cast<char>(number >> (8 * i) & 0xFF) : char{};
}

/// Without the frame of RFC 1950.
std::string packed(std::string_view bytes) {
    const std::string framed = base::deflated(bytes);
    return framed.substr(2, framed.size() - 6);
}

/// What the header before a file and the list of files say alike.
std::string facts(const ZipPart& part, std::size_t packed_size) {
    std::string bytes;
    put(bytes, 20, 2), put(bytes, part.flags | 0x800, 2), put(bytes, 8, 2), put(bytes, 0x58000000, 4);
    put(bytes, base::crc32_of(part.bytes), 4), put(bytes, packed_size, 4);
    put(bytes, part.said_size.value_or(static_cast<std::uint32_t>(part.bytes.size())), 4);
    put(bytes, part.name.size(), 2);
    return bytes;
}

}  // namespace

std::string zipped(const std::vector<ZipPart>& parts) {
    std::string bytes, list;
    for (const ZipPart& part : parts) {
        const std::size_t at = bytes.size();
        const std::string content = packed(part.bytes);
        bytes += "PK\x03\x04" + facts(part, content.size());
        put(bytes, 0, 2);
        bytes += part.name + content;
        list += "PK\x01\x02";
        put(list, 20, 2);
        list += facts(part, content.size());
        put(list, 0, 2 + 2 + 2 + 2 + 4), put(list, at, 4);
        list += part.name;
    }
    const std::size_t start = bytes.size();
    bytes += list + "PK\x05\x06";
    put(bytes, 0, 4), put(bytes, parts.size(), 2), put(bytes, parts.size(), 2);
    put(bytes, list.size(), 4), put(bytes, start, 4), put(bytes, 0, 2);
    return bytes;
}

std::vector<ZipPart> parts_of(std::string_view text) {
    constexpr std::string_view kMark = "=== ";
    std::vector<ZipPart> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (line.starts_with(kMark))
            parts.push_back({std::string(line.substr(kMark.size())), ""});
        else if (!parts.empty())
            parts.back().bytes.append(line) += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

}  // namespace fakes
