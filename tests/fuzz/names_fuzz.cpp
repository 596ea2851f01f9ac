#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "sync/transport/folder.h"
#include "sync/transport/mirrors.h"

// Names of files on a stick, and addresses in settings.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{reinterpret_cast<const char*>(data), size};
    if (const auto name = transport::decode_name(text))
        if (name->find('/') != name->npos || name->find('\0') != name->npos) std::abort();
    transport::Folder folder{"/nonexistent"};
    if (transport::fetch_bytes(folder, {.path = text, .max_bytes = 10})) std::abort();
    (void)transport::without_password(text);
    return 0;
}
