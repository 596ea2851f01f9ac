#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sync/tuf/keys.h"

// A key pair that signs, for tests alone.

class Signer {
public:
    static Signer ed25519();
    /// On "P-256" or "P-384", with the scheme of that curve.
    static Signer ecdsa(const char* curve = "P-256");
    /// `salt_bytes` as OpenSSL counts: 32 as long as the digest, -3 the longest.
    static Signer rsa(int bits = 2048, int salt_bytes = 32);

    [[nodiscard]] const tuf::Key& key() const { return key_; }
    [[nodiscard]] const std::string& id() const { return id_; }
    /// In hexadecimal.
    [[nodiscard]] std::string sign(std::string_view message) const;

    /// The same key under another id, or spelled otherwise.
    [[nodiscard]] Signer with_id(std::string id) const;
    [[nodiscard]] Signer with_key(tuf::Key key) const;
    /// An ECDSA key as a point in hexadecimal.
    [[nodiscard]] std::string point() const;

private:
    Signer(void* private_key, tuf::Key key);
    std::shared_ptr<void> private_;
    tuf::Key key_;
    std::string id_;
    int salt_bytes_ = 0;  // RSA alone
};
