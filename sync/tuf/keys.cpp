#include "sync/tuf/keys.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "sync/tuf/encoding.h"

namespace tuf {
namespace {

constexpr int kLeastRsaBits = 2048;  // TUF 1.0.34, 4.2.2

const unsigned char* unsigned_bytes(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

EVP_PKEY* evp(void* key) { return static_cast<EVP_PKEY*>(key); }

EVP_PKEY* read_ed25519(std::string_view hex) {
    const auto raw = from_hex(hex);
    if (!raw || raw->size() != 32) return nullptr;
    return EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, unsigned_bytes(*raw), raw->size());
}

/// No password is ever asked for: a public key needs none.
int no_password(char*, int, int, void*) { return 0; }

EVP_PKEY* read_pem(const std::string& text) {
    BIO* source = BIO_new_mem_buf(text.data(), static_cast<int>(text.size()));
    if (!source) return nullptr;
    EVP_PKEY* key = PEM_read_bio_PUBKEY_ex(source, nullptr, no_password, nullptr, nullptr, nullptr);
    BIO_free(source);
    return key;
}

/// A point of the curve as X9.62 has it, uncompressed: how older repositories write ECDSA keys.
EVP_PKEY* read_point(std::string_view hex, const char* curve) {
    auto point = from_hex(hex);
    if (!point || point->empty()) return nullptr;
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, const_cast<char*>(curve), 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point->data(), point->size()),
        OSSL_PARAM_construct_end()};
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr);
    EVP_PKEY* key = nullptr;
    if (context && EVP_PKEY_fromdata_init(context) == 1 &&
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
        key = nullptr;
    EVP_PKEY_CTX_free(context);
    return key;
}

bool is_on_curve(EVP_PKEY* key, std::string_view curve) {
    char name[64];
    std::size_t size = 0;
    return EVP_PKEY_is_a(key, "EC") == 1 && EVP_PKEY_get_group_name(key, name, sizeof name, &size) == 1 &&
           std::string_view(name, size) == curve;
}

bool is_ecdsa(const Key& key, std::string_view scheme) {
    return key.scheme == scheme && (key.type == "ecdsa" || key.type == scheme);
}

std::string der(EVP_PKEY* key) {
    unsigned char* bytes = nullptr;
    const int size = i2d_PUBKEY(key, &bytes);
    std::string text(reinterpret_cast<const char*>(bytes), size > 0 ? static_cast<std::size_t>(size) : 0);
    OPENSSL_free(bytes);
    return text;
}

}  // namespace

void PublicKey::Free::operator()(void* key) const { EVP_PKEY_free(evp(key)); }

base::Result<PublicKey> PublicKey::open(const Key& key) {
    PublicKey opened;
    const auto open_ecdsa = [&](const char* curve) {
        opened.key_.reset(key.public_part.rfind("-----", 0) == 0 ? read_pem(key.public_part)
                                                                 : read_point(key.public_part, curve));
        if (opened.key_ && !is_on_curve(evp(opened.key_.get()), curve)) opened.key_.reset();
    };
    if (key.type == "ed25519" && key.scheme == "ed25519") {
        opened.scheme_ = Scheme::ed25519;
        opened.key_.reset(read_ed25519(key.public_part));
    } else if (is_ecdsa(key, "ecdsa-sha2-nistp256")) {
        opened.scheme_ = Scheme::ecdsa_sha256;
        open_ecdsa("prime256v1");
    } else if (is_ecdsa(key, "ecdsa-sha2-nistp384")) {
        opened.scheme_ = Scheme::ecdsa_sha384;
        open_ecdsa("secp384r1");
    } else if (key.type == "rsa" && key.scheme == "rsassa-pss-sha256") {
        opened.scheme_ = Scheme::rsa_pss_sha256;
        opened.key_.reset(read_pem(key.public_part));
        EVP_PKEY* const rsa = evp(opened.key_.get());
        if (rsa && (EVP_PKEY_is_a(rsa, "RSA") != 1 || EVP_PKEY_get_bits(rsa) < kLeastRsaBits))
            opened.key_.reset();
    } else {
        return base::fail(
            base::Errc::unsupported,
            fmt::format("a key of type \"{:.40}\" with scheme \"{:.40}\"", key.type, key.scheme));
    }
    ERR_clear_error();
    if (!opened.key_)
        return base::fail(base::Errc::invalid, fmt::format("its public part is no {} key", key.scheme));
    opened.identity_ = der(evp(opened.key_.get()));
    return opened;
}

bool PublicKey::is_signed(std::string_view message, std::string_view signature) const {
    EVP_PKEY* const key = evp(key_.get());
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* parameters = nullptr;                                 // belongs to `context`
    const EVP_MD* digest = scheme_ == Scheme::ed25519        ? nullptr  // it hashes by itself
                           : scheme_ == Scheme::ecdsa_sha384 ? EVP_sha384()
                                                             : EVP_sha256();
    // RFC 8017, 8.1.2: as long as the modulus. OpenSSL alone would take one without its leading zeros.
    const bool has_its_length = scheme_ != Scheme::rsa_pss_sha256 ||
                                signature.size() == static_cast<std::size_t>(EVP_PKEY_get_size(key));
    bool good =
        has_its_length && context && EVP_DigestVerifyInit(context, &parameters, digest, nullptr, key) == 1;
    if (good && scheme_ == Scheme::rsa_pss_sha256)
        // The salt is as long as the digest by custom only; signers that take the longest are right as well.
        good = EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_AUTO) == 1 &&
               EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, EVP_sha256()) == 1;
    good = good && EVP_DigestVerify(context, unsigned_bytes(signature), signature.size(),
                                    unsigned_bytes(message), message.size()) == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    return good;
}

}  // namespace tuf
