#include "sync/tuf/signatures.h"

#include <set>

#include "sync/tuf/encoding.h"

namespace tuf {
namespace {

/// More signatures than any role has keys: what is beyond is work that an attacker gives us.
constexpr std::size_t kMaxSignatures = 1024;

/// For the message: the first few reasons are enough.
class Reasons {
public:
    void add(const std::string& key_id, const std::string& why) {
        if (++count_ <= 3) text_ += fmt::format("; {:.16}: {}", key_id, why);
    }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    int count_ = 0;
    std::string text_;
};

}  // namespace

base::Status verify_signatures(const Envelope& envelope, const Role& role, const Keys& keys) {
    std::set<std::string> signers;  // identities, not ids
    Reasons reasons;
    std::size_t tried = 0;
    for (const Signature& signature : envelope.signatures) {
        if (role.key_ids.count(signature.key_id) == 0) continue;
        if (++tried > kMaxSignatures) break;
        const auto listed = keys.find(signature.key_id);
        if (listed == keys.end()) {
            reasons.add(signature.key_id, "the key is not listed");
            continue;
        }
        const auto key = PublicKey::open(listed->second);
        if (!key) {
            reasons.add(signature.key_id, key.error().message);
            continue;
        }
        const auto bytes = from_hex(signature.hex);
        if (!bytes || !key->is_signed(envelope.message, *bytes)) {
            reasons.add(signature.key_id, "the signature is wrong");
            continue;
        }
        signers.insert(key->identity());
        if (signers.size() == static_cast<std::uint64_t>(role.threshold)) return {};
    }
    return base::fail(base::Errc::unverified,
                      fmt::format("is signed by {} of its role's keys, but needs {}{}", signers.size(),
                                  role.threshold, reasons.text()));
}

}  // namespace tuf
