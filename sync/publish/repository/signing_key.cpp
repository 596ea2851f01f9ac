#include "sync/publish/repository/signing_key.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "sync/tuf/encoding.h"
#include "sync/tuf/hashes.h"
#include "sync/tuf/json.h"

namespace publish {
namespace {

constexpr std::size_t kPublicBytes = 32, kSignatureBytes = 64;  // RFC 8032, 5.1
constexpr int kDefaultPrf = -1;                                 // PBES2 with HMAC-SHA-256

EVP_PKEY* evp(void* key) { return static_cast<EVP_PKEY*>(key); }

template <class T, void (*free)(T*)>
struct Freed {
    void operator()(T* one) const { free(one); }
};
void free_bio(BIO* bio) { BIO_free(bio); }
using Bio = std::unique_ptr<BIO, Freed<BIO, free_bio>>;
using PlainKey = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>>;
using EncryptedKey = std::unique_ptr<X509_SIG, Freed<X509_SIG, X509_SIG_free>>;

std::string content(BIO* bio) {
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio, &text);
    return {text, size > 0 ? static_cast<std::size_t>(size) : 0};
}

std::string public_hex(EVP_PKEY* key) {
    unsigned char raw[kPublicBytes];
    std::size_t size = sizeof raw;
    if (EVP_PKEY_get_raw_public_key(key, raw, &size) != 1) size = 0;
    return tuf::to_hex({reinterpret_cast<const char*>(raw), size});
}

}  // namespace

void SigningKey::Free::operator()(void* key) const { EVP_PKEY_free(evp(key)); }

SigningKey::SigningKey(Handle handle)
    : handle_(std::move(handle)), key_{"ed25519", "ed25519", public_hex(evp(handle_.get()))} {
    id_ = tuf::sha256_hex(tuf::canonical_json(key_document(key_)));
}

base::Result<SigningKey> SigningKey::generate() {
    Handle made{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
    ERR_clear_error();
    if (!made) return base::fail(base::Errc::io, "making a key: the system gives no random numbers");
    return SigningKey(std::move(made));
}

base::Result<SigningKey> SigningKey::open(std::string_view pem, const std::string& passphrase) {
    const Bio source{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    // Without a callback the last argument is the passphrase.
    Handle read{source ? PEM_read_bio_PrivateKey(source.get(), nullptr, nullptr,
                                                 const_cast<char*>(passphrase.c_str()))
                       : nullptr};
    ERR_clear_error();
    if (!read)
        return base::fail(base::Errc::unverified,
                          "this passphrase does not open it (or the file is damaged)");
    if (EVP_PKEY_is_a(evp(read.get()), "ED25519") != 1)
        return base::fail(base::Errc::unsupported, "it is no ed25519 key");
    return SigningKey(std::move(read));
}

base::Result<std::string> SigningKey::pem(const std::string& passphrase, int rounds) const {
    const PlainKey plain{EVP_PKEY2PKCS8(evp(handle_.get()))};
    const EncryptedKey encrypted{plain ? PKCS8_encrypt(kDefaultPrf, EVP_aes_256_cbc(), passphrase.c_str(),
                                                       static_cast<int>(passphrase.size()), nullptr, 0,
                                                       rounds, plain.get())
                                       : nullptr};
    const Bio out{BIO_new(BIO_s_mem())};
    const bool is_written = out && encrypted && PEM_write_bio_PKCS8(out.get(), encrypted.get()) == 1;
    ERR_clear_error();
    if (!is_written) return base::fail(base::Errc::io, "encrypting a key failed");
    return content(out.get());
}

base::Result<std::string> SigningKey::sign(std::string_view message) const {
    unsigned char bytes[kSignatureBytes];
    std::size_t size = sizeof bytes;
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    const bool is_signed =
        context && EVP_DigestSignInit(context, nullptr, nullptr, nullptr, evp(handle_.get())) == 1 &&
        EVP_DigestSign(context, bytes, &size, reinterpret_cast<const unsigned char*>(message.data()),
                       message.size()) == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    if (!is_signed) return base::fail(base::Errc::io, fmt::format("signing with {:.16} failed", id_));
    return tuf::to_hex({reinterpret_cast<const char*>(bytes), size});
}

nlohmann::json key_document(const tuf::Key& key) {
    return {{"keytype", key.type}, {"scheme", key.scheme}, {"keyval", {{"public", key.public_part}}}};
}

}  // namespace publish
