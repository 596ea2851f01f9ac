#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tuf {

/// By the function's name as metadata spells it ("sha256"), in lower-case hexadecimal.
using Hashes = std::map<std::string, std::string, std::less<>>;

/// Reads bytes as they arrive. Moves, does not copy.
class Hasher {
public:
    /// Nothing when we do not know a function of that name: we know sha256 and sha512.
    [[nodiscard]] static std::optional<Hasher> find(std::string_view function);

    void add(std::string_view bytes);
    /// In lower-case hexadecimal. Ends this hasher.
    [[nodiscard]] std::string finish();

private:
    struct Free {
        void operator()(void* context) const;
    };
    explicit Hasher(void* context) : context_(context) {}
    std::unique_ptr<void, Free> context_;
};

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// Whether `bytes` have exactly this length, where one is given, and all hashes whose function we know.
/// Errors: unverified, naming both values; unsupported when there are hashes and we know none of them.
[[nodiscard]] base::Status check_content(std::string_view bytes, std::optional<std::uint64_t> length,
                                         const Hashes& hashes);

/// The hash that names the file where consistent snapshots are used; nothing when we know none of them.
[[nodiscard]] std::optional<std::string> naming_hash(const Hashes& hashes);

}  // namespace tuf
