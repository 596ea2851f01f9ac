#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sync/agent/unpack.h"

// A zstd frame that a signed hash fits may still be anything: a publisher's machine may have been broken
// into.

namespace {

constexpr std::uint64_t kLength = 4096;

/// Takes what comes out, and minds that it is never more than was signed.
class Nowhere : public base::Files {
public:
    base::Status read_pieces(const std::filesystem::path&, const TakePiece&) override { return {}; }
    base::Result<std::optional<base::FileFacts>> look(const std::filesystem::path&) override {
        return std::nullopt;
    }
    base::Result<std::vector<std::string>> list(const std::filesystem::path&) override {
        return std::vector<std::string>{};
    }
    base::Result<std::uint64_t> free_bytes(const std::filesystem::path&) override { return 0; }
    base::Status make_folder(const std::filesystem::path&) override { return {}; }
    base::Status write_synced(const std::filesystem::path&, std::string_view) override { return {}; }
    base::Status append(const std::filesystem::path&, std::string_view bytes) override {
        written_ += bytes.size();
        if (written_ > kLength) std::abort();
        return {};
    }
    base::Status sync_file(const std::filesystem::path&) override { return {}; }
    base::Status rename(const std::filesystem::path&, const std::filesystem::path&) override { return {}; }
    base::Status remove(const std::filesystem::path&) override { return {}; }
    base::Status sync_folder(const std::filesystem::path&) override { return {}; }

private:
    std::uint64_t written_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view frame{reinterpret_cast<const char*>(data), size};
    static const std::string prefix(10'000, 'p');
    for (const std::string_view before : {std::string_view{}, std::string_view{prefix}}) {
        Nowhere files;
        const auto done = agent::unpack({frame, before, kLength, std::string(64, '0')}, files, "out");
        if (done || done.error().message.empty()) std::abort();  // nothing has that hash
    }
    return 0;
}
