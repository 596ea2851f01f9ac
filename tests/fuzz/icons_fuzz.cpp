#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kiosk/ui/marks.h"

/// The reader of line drawings: whatever the bytes are, it takes them or says why not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    (void)kiosk::Icons::parse({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
