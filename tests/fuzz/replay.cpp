#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>

#include "base/files.h"

// Runs a fuzz target over the files of a folder, for compilers without libFuzzer and for every test run.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int main(int argc, char** argv) {
    int count = 0;
    for (int i = 1; i < argc; ++i)
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
            const auto bytes = base::read_file(entry.path());
            if (!bytes) return std::fprintf(stderr, "%s\n", bytes.error().message.c_str()), 1;
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size());
            ++count;
        }
    std::printf("%d inputs\n", count);
    return count > 0 ? 0 : 1;
}
