#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "sync/tuf/delegation.h"
#include "sync/tuf/json.h"
#include "sync/tuf/trust.h"

// What a server may answer: any bytes. Run by libFuzzer, or over the vectors by replay.cpp.

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    if (const auto document = tuf::parse_json(bytes)) {
        // Canonical JSON is no JSON where a string holds control characters; where it is, it stays as it is.
        const std::string canonical = tuf::canonical_json(*document);
        if (const auto again = tuf::parse_json(canonical)) require(tuf::canonical_json(*again) == canonical);
    }
    const auto envelope = tuf::parse_envelope(bytes);
    if (!envelope) {
        require(!envelope.error().message.empty());
        return 0;
    }
    (void)tuf::parse_root(envelope->signed_part);
    (void)tuf::parse_timestamp(envelope->signed_part);
    (void)tuf::parse_snapshot(envelope->signed_part);
    if (const auto targets = tuf::parse_targets(envelope->signed_part))
        for (const auto& [name, file] : targets->targets)
            (void)tuf::delegations_for(targets->delegations, name);
    (void)tuf::Trust::open(bytes);  // keys and signatures
    return 0;
}
