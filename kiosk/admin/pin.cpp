#include "kiosk/admin/pin.h"

#include <crypt.h>
#include <string.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

namespace kiosk {
namespace {

constexpr const char* kYescrypt = "$y$";

/// Empty where it cannot be made. `setting`: a hash, or what one begins with.
std::string crypted(const std::string& pin, const char* setting) {
    const auto room = std::make_unique<crypt_data>();  // 32 kB
    const char* const made = ::crypt_r(pin.c_str(), setting, room.get());
    std::string text = made != nullptr && made[0] == '$' ? made : "";
    ::explicit_bzero(room.get(), sizeof(crypt_data));
    return text;
}

}  // namespace

bool is_pin(std::string_view digits) {
    return digits.size() >= kShortestPin && digits.size() <= kLongestPin &&
           digits.find_first_not_of("0123456789") == digits.npos;
}

bool is_pin_hash(std::string_view text) {
    constexpr std::size_t kDigest = 43;  // characters of the last part
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '/' || c == '$';
    };
    return text.starts_with(kYescrypt) && std::count(text.begin(), text.end(), '$') == 4 &&
           text.size() - text.rfind('$') == kDigest + 1 && std::all_of(text.begin(), text.end(), is_plain) &&
           ::crypt_checksalt(std::string(text).c_str()) == CRYPT_SALT_OK;
}

base::Result<std::string> hash_pin(const std::string& pin, unsigned long cost) {
    char setting[CRYPT_GENSALT_OUTPUT_SIZE];
    if (::crypt_gensalt_rn(kYescrypt, cost, nullptr, 0, setting, sizeof setting) == nullptr)
        return base::fail(base::Errc::io, std::string("making a salt: ") + std::strerror(errno));
    std::string hash = crypted(pin, setting);
    if (hash.empty())
        return base::fail(base::Errc::io, std::string("hashing the PIN: ") + std::strerror(errno));
    return hash;
}

bool is_pin_of(const std::string& pin, const std::string& hash) {
    return !hash.empty() && crypted(pin, hash.c_str()) == hash;
}

void forget(std::string& pin) {
    ::explicit_bzero(pin.data(), pin.size());
    pin.clear();
}

}  // namespace kiosk
