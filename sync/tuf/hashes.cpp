#include "sync/tuf/hashes.h"

#include <openssl/evp.h>

#include <cassert>

#include "sync/tuf/encoding.h"

namespace tuf {
namespace {

EVP_MD_CTX* evp(void* context) { return static_cast<EVP_MD_CTX*>(context); }

}  // namespace

void Hasher::Free::operator()(void* context) const { EVP_MD_CTX_free(evp(context)); }

std::optional<Hasher> Hasher::find(std::string_view function) {
    const EVP_MD* md = function == "sha256" ? EVP_sha256() : function == "sha512" ? EVP_sha512() : nullptr;
    if (!md) return std::nullopt;
    Hasher hasher{EVP_MD_CTX_new()};
    if (!hasher.context_ || EVP_DigestInit_ex(evp(hasher.context_.get()), md, nullptr) != 1)
        return std::nullopt;
    return hasher;
}

void Hasher::add(std::string_view bytes) {
    [[maybe_unused]] const int done = EVP_DigestUpdate(evp(context_.get()), bytes.data(), bytes.size());
    assert(done == 1);
}

std::string Hasher::finish() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_DigestFinal_ex(evp(context_.get()), digest, &size) != 1) size = 0;
    return to_hex({reinterpret_cast<const char*>(digest), size});
}

std::string sha256_hex(std::string_view bytes) {
    auto hasher = Hasher::find("sha256");
    assert(hasher);
    hasher->add(bytes);
    return hasher->finish();
}

base::Status check_content(std::string_view bytes, std::optional<std::uint64_t> length,
                           const Hashes& hashes) {
    if (length && *length != bytes.size())
        return base::fail(base::Errc::unverified,
                          fmt::format("is {} bytes long, but should be {}", bytes.size(), *length));
    bool any_known = hashes.empty();
    for (const auto& [function, expected] : hashes) {
        auto hasher = Hasher::find(function);
        if (!hasher) continue;
        hasher->add(bytes);
        if (const std::string found = hasher->finish(); found != expected)
            return base::fail(base::Errc::unverified,
                              fmt::format("has the {} {}, but should have {}", function, found, expected));
        any_known = true;
    }
    if (any_known) return {};
    return base::fail(base::Errc::unsupported,
                      fmt::format("has only hashes that we do not know ({})", hashes.begin()->first));
}

std::optional<std::string> naming_hash(const Hashes& hashes) {
    for (const std::string_view function : {"sha256", "sha512"})
        if (const auto found = hashes.find(function); found != hashes.end()) return found->second;
    return std::nullopt;
}

}  // namespace tuf
