#include "sync/agent/unpack.h"

#include <zstd.h>

#include <memory>
#include <vector>

#include "sync/tuf/hashes.h"

namespace agent {
namespace {

struct FreeContext {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
using Context = std::unique_ptr<ZSTD_DCtx, FreeContext>;

/// Errors: corrupt.
base::Status zstd_status(std::size_t code) {
    if (ZSTD_isError(code) == 0) return {};
    return base::fail(base::Errc::corrupt, fmt::format("unpacking: {}", ZSTD_getErrorName(code)));
}

/// Where what comes out goes.
class Output {
public:
    Output(const Packed& packed, base::Files& files, const std::filesystem::path& to)
        : packed_(packed), files_(files), to_(to), hasher_(*tuf::Hasher::find("sha256")) {}

    base::Status take(std::string_view bytes) {
        if (bytes.size() > packed_.length_bytes - written_)
            return base::fail(base::Errc::corrupt,
                              fmt::format("unpacking: more than {} bytes come out", packed_.length_bytes));
        written_ += bytes.size();
        hasher_.add(bytes);
        return files_.append(to_, bytes);
    }
    base::Status finish() {
        if (written_ != packed_.length_bytes)
            return base::fail(base::Errc::corrupt, fmt::format("unpacking: {} bytes come out, not {}",
                                                               written_, packed_.length_bytes));
        if (const std::string found = hasher_.finish(); found != packed_.sha256)
            return base::fail(base::Errc::unverified,
                              fmt::format("what was unpacked has sha256 {}, not {}", found, packed_.sha256));
        return files_.sync_file(to_);
    }

private:
    const Packed& packed_;
    base::Files& files_;
    const std::filesystem::path& to_;
    tuf::Hasher hasher_;
    std::uint64_t written_ = 0;
};

base::Status decode(const Packed& packed, Output& output) {
    const Context context{ZSTD_createDCtx()};
    if (!context) return base::fail(base::Errc::io, "unpacking: no memory");
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kMaxWindowLog);
    if (!packed.prefix.empty())
        ZSTD_DCtx_refPrefix(context.get(), packed.prefix.data(), packed.prefix.size());
    ZSTD_inBuffer in{packed.frame.data(), packed.frame.size(), 0};
    std::vector<char> piece(ZSTD_DStreamOutSize());
    while (true) {
        ZSTD_outBuffer out{piece.data(), piece.size(), 0};
        const std::size_t left = ZSTD_decompressStream(context.get(), &out, &in);
        if (auto status = zstd_status(left); !status) return status;
        if (auto taken = output.take({piece.data(), out.pos}); !taken) return taken;
        if (left == 0 && in.pos == in.size) return {};
        if (left == 0) return base::fail(base::Errc::corrupt, "unpacking: bytes behind the end of the frame");
        if (in.pos == in.size && out.pos < out.size)
            return base::fail(base::Errc::corrupt, "unpacking: the frame is cut short");
    }
}

}  // namespace

base::Status unpack(const Packed& packed, base::Files& files, const std::filesystem::path& to) {
    if (auto removed = files.remove(to); !removed) return removed;
    Output output{packed, files, to};
    auto done = decode(packed, output);
    if (done) done = output.finish();
    if (!done) (void)files.remove(to);
    return done;
}

}  // namespace agent
