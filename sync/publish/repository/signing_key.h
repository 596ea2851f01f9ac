#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"
#include "sync/tuf/keys.h"

namespace publish {

/// How often a passphrase is hashed before it becomes the key of a key file (PBKDF2 with HMAC-SHA-256): a
/// quarter of a second here for each guess. Source: OWASP's Password Storage Cheat Sheet, 2023.
constexpr int kPassphraseRounds = 600'000;

/// A private ed25519 key. Moves, does not copy.
class SigningKey {
public:
    /// Errors: io (no random numbers).
    [[nodiscard]] static base::Result<SigningKey> generate();
    /// From what `pem` made; of other programs any PKCS#8 of an ed25519 key. Errors: unverified (the
    /// passphrase does not open it, or the bytes are damaged: the two look the same); unsupported (another
    /// type of key).
    [[nodiscard]] static base::Result<SigningKey> open(std::string_view pem, const std::string& passphrase);

    /// Encrypted PKCS#8 in PEM: AES-256-CBC under PBKDF2. Errors: io.
    [[nodiscard]] base::Result<std::string> pem(const std::string& passphrase, int rounds) const;

    /// The public part.
    [[nodiscard]] const tuf::Key& key() const { return key_; }
    /// As the specification computes it (4.2): sha256 of the public part's canonical JSON.
    [[nodiscard]] const std::string& id() const { return id_; }
    /// In hexadecimal. Errors: io (out of memory).
    [[nodiscard]] base::Result<std::string> sign(std::string_view message) const;

private:
    struct Free {
        void operator()(void* key) const;
    };
    using Handle = std::unique_ptr<void, Free>;
    explicit SigningKey(Handle handle);

    Handle handle_;
    tuf::Key key_;
    std::string id_;
};

/// The public part as metadata describes it.
[[nodiscard]] nlohmann::json key_document(const tuf::Key& key);

}  // namespace publish
