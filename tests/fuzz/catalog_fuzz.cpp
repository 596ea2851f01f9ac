#include <cstddef>
#include <cstdint>
#include <string_view>

#include "catalog/judge.h"
#include "catalog/store.h"

/// The reader of releases: whatever the bytes are, it opens them or says why not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace catalog;
    const auto store = Store::open_embedded({reinterpret_cast<const char*>(data), size});
    if (!store) return 0;
    if (const auto topics = store->topics())
        for (const Topic& topic : *topics) (void)store->commitments(topic.id);
    if (const auto keys = store->target_keys())
        for (const auto& key : *keys)
            if (const auto target = store->target(key.id)) (void)store->observations(*target);
    (void)store->sources();
    (void)store->outcomes();
    (void)store->notices();
    (void)store->for_each_judgeable([&](const Target& target, std::span<const Observation> observations) {
        (void)judge(target, observations, {base::make_date(2024, 12, 31)});
    });
    return 0;
}
