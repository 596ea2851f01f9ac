#include <fmt/format.h>
#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "catalog/device_state.h"

// The files through which agent and display meet, as a failing disk may give them back: any bytes. What is
// taken is written again in the same words.

namespace {

template <class T>
void check(base::Result<T> (*parse)(std::string_view), std::string (*format)(const T&),
           std::string_view text) {
    const base::Result<T> value = parse(text);
    if (!value && value.error().message.empty()) std::abort();
    if (!value) return;
    const base::Result<T> again = parse(format(*value));
    if (!again || *again != *value) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    // The checksum is set right, or hardly an input would get past it.
    std::string text{reinterpret_cast<const char*>(bytes), size};
    (void)catalog::parse_current(text);
    (void)catalog::parse_contact(text);
    (void)catalog::parse_import(text);
    (void)catalog::parse_report(text);
    (void)catalog::parse_ladder(text);
    (void)catalog::parse_attempts(text);
    (void)catalog::parse_health(text);
    (void)catalog::parse_telemetry(text);
    if (const auto last = text.rfind("crc32 "); last != text.npos) text.resize(last);
    const auto checksum =
        crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
    text += fmt::format("crc32 {:08x}\n", checksum);
    check(catalog::parse_current, catalog::format_current, text);
    check(catalog::parse_contact, catalog::format_contact, text);
    check(catalog::parse_import, catalog::format_import, text);
    check(catalog::parse_report, catalog::format_report, text);
    check(catalog::parse_ladder, catalog::format_ladder, text);
    check(catalog::parse_attempts, catalog::format_attempts, text);
    check(catalog::parse_health, catalog::format_health, text);
    check(catalog::parse_telemetry, catalog::format_telemetry, text);
    return 0;
}
