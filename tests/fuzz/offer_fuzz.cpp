#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "sync/agent/plan.h"
#include "sync/release/listing.h"
#include "sync/tuf/json.h"

// The custom fields that a publisher signs with a release: any JSON.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto custom = tuf::parse_json({reinterpret_cast<const char*>(data), size});
    if (!custom) return 0;
    const tuf::TargetFile file{1, {{"sha256", std::string(64, 'a')}}, *custom};
    const auto offer = agent::read_offer(file);
    if (!offer) {
        if (offer.error().message.empty()) std::abort();
        return 0;
    }
    if (offer->version.find('\n') != offer->version.npos) std::abort();  // it goes into files of lines
    (void)agent::is_for_area(*offer, "north");
    (void)agent::is_older("0.1.0", offer->minimum_version);
    (void)release::starts_from(file.custom, offer->sha256);
    return 0;
}
