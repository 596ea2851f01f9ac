#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tuf {

/// A key as metadata describes it; it may be of a type that we do not know.
struct Key {
    std::string type;         // "ed25519", "ecdsa", "rsa"
    std::string scheme;       // "rsassa-pss-sha256"
    std::string public_part;  // hexadecimal or PEM, as the type has it; empty when there was none
};

/// By key id. A key id is a name that the signed list of keys gives: see docs/tuf-coverage.md, 4.3.
using Keys = std::map<std::string, Key, std::less<>>;

/// A key that we can check signatures with.
class PublicKey {
public:
    /// Schemes: ed25519; ecdsa-sha2-nistp256 and -nistp384, of type "ecdsa" or with the scheme's name as
    /// type, in PEM or as a point in hexadecimal; rsassa-pss-sha256 from 2048 bits on.
    /// Errors: unsupported (type or scheme unknown); invalid (the public part is no such key).
    [[nodiscard]] static base::Result<PublicKey> open(const Key& key);

    /// `signature` as bytes. What is wrong about a signature that is not good does not matter.
    [[nodiscard]] bool is_signed(std::string_view message, std::string_view signature) const;

    /// Equal for equal keys, however they are spelled.
    [[nodiscard]] const std::string& identity() const { return identity_; }

private:
    struct Free {
        void operator()(void* key) const;
    };
    enum class Scheme { ed25519, ecdsa_sha256, ecdsa_sha384, rsa_pss_sha256 };
    PublicKey() = default;

    std::unique_ptr<void, Free> key_;
    Scheme scheme_ = Scheme::ed25519;
    std::string identity_;
};

}  // namespace tuf
