#include "signer.h"

#include <doctest/doctest.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "sync/tuf/encoding.h"
#include "sync/tuf/hashes.h"

namespace {

EVP_PKEY* evp(const std::shared_ptr<void>& key) { return static_cast<EVP_PKEY*>(key.get()); }

std::string pem(EVP_PKEY* key) {
    BIO* out = BIO_new(BIO_s_mem());
    REQUIRE(PEM_write_bio_PUBKEY(out, key) == 1);
    char* text = nullptr;
    const long size = BIO_get_mem_data(out, &text);
    std::string copy(text, static_cast<std::size_t>(size));
    BIO_free(out);
    return copy;
}

}  // namespace

Signer::Signer(void* private_key, tuf::Key key)
    : private_(private_key, [](void* p) { EVP_PKEY_free(static_cast<EVP_PKEY*>(p)); }), key_(std::move(key)) {
    id_ = tuf::sha256_hex(key_.public_part);
}

Signer Signer::ed25519() {
    EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    unsigned char raw[32];
    std::size_t size = sizeof raw;
    REQUIRE(EVP_PKEY_get_raw_public_key(key, raw, &size) == 1);
    return {key, {"ed25519", "ed25519", tuf::to_hex({reinterpret_cast<char*>(raw), size})}};
}

Signer Signer::ecdsa(const char* curve) {
    EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve);
    const bool is_256 = std::string_view(curve) == "P-256";
    return {key, {"ecdsa", is_256 ? "ecdsa-sha2-nistp256" : "ecdsa-sha2-nistp384", pem(key)}};
}

Signer Signer::rsa(int bits, int salt_bytes) {
    EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(bits));
    Signer signer{key, {"rsa", "rsassa-pss-sha256", pem(key)}};
    signer.salt_bytes_ = salt_bytes;
    return signer;
}

std::string Signer::sign(std::string_view message) const {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* parameters = nullptr;
    const EVP_MD* digest = EVP_PKEY_is_a(evp(private_), "ED25519") == 1 ? nullptr
                           : key_.scheme == "ecdsa-sha2-nistp384"       ? EVP_sha384()
                                                                        : EVP_sha256();
    REQUIRE(EVP_DigestSignInit(context, &parameters, digest, nullptr, evp(private_)) == 1);
    if (EVP_PKEY_is_a(evp(private_), "RSA") == 1) {
        REQUIRE(EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1);
        REQUIRE(EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, salt_bytes_) == 1);
    }
    unsigned char bytes[1024];
    std::size_t size = sizeof bytes;
    const auto* text = reinterpret_cast<const unsigned char*>(message.data());
    REQUIRE(EVP_DigestSign(context, bytes, &size, text, message.size()) == 1);
    EVP_MD_CTX_free(context);
    return tuf::to_hex({reinterpret_cast<char*>(bytes), size});
}

Signer Signer::with_id(std::string id) const {
    Signer copy = *this;
    copy.id_ = std::move(id);
    return copy;
}

Signer Signer::with_key(tuf::Key key) const {
    Signer copy = *this;
    copy.key_ = std::move(key);
    return copy;
}

std::string Signer::point() const {
    unsigned char bytes[200];
    std::size_t size = 0;
    REQUIRE(EVP_PKEY_get_octet_string_param(evp(private_), OSSL_PKEY_PARAM_PUB_KEY, bytes, sizeof bytes,
                                            &size) == 1);
    return tuf::to_hex({reinterpret_cast<char*>(bytes), size});
}
