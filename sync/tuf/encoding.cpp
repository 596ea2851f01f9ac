#include "sync/tuf/encoding.h"

namespace tuf {
namespace {

constexpr std::string_view kLower = "0123456789abcdef", kUpper = "0123456789ABCDEF";

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string to_hex(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += kLower[byte >> 4];
        text += kLower[byte & 15];
    }
    return text;
}

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = digit(text[i]), low = digit(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::string encode_name(std::string_view name) {
    const bool is_relative = name == "." || name == "..";
    std::string encoded;
    for (const char c : name) {
        if (is_unreserved(c) && !is_relative) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += kUpper[byte >> 4];
        encoded += kUpper[byte & 15];
    }
    return encoded;
}

std::string encode_path(std::string_view path) {
    std::string encoded;
    for (std::size_t slash; (slash = path.find('/')) != path.npos; path.remove_prefix(slash + 1))
        encoded += encode_name(path.substr(0, slash)) + "/";
    return encoded + encode_name(path);
}

}  // namespace tuf
