#include "base/printable.h"

namespace base {

std::string printable_line(std::string text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
        const bool is_c1 = byte == 0xC2 && next >= 0x80 && next <= 0x9F;  // U+0080 to U+009F
        if (byte < 0x20 || byte == 0x7F || is_c1) text[i] = ' ';
        if (is_c1) text[i + 1] = ' ';
    }
    return text;
}

}  // namespace base
