#include "sync/publish/repository/compression.h"

#include <zstd.h>

#include <algorithm>
#include <bit>
#include <memory>

namespace publish {
namespace {

constexpr int kLevel = 19;
constexpr int kMinWindowLog = 10;

struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

/// The least window that reaches from the end of `bytes` back to their start.
int window_log(std::size_t bytes) {
    return std::clamp(static_cast<int>(std::bit_width(bytes)), kMinWindowLog, kMaxWindowLog);
}

bool prepare(ZSTD_CCtx* context, std::string_view prefix, std::string_view content) {
    bool good = !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel)) &&
                !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1));
    if (prefix.empty()) return good;
    // Rows that moved are found anywhere in the earlier file.
    return good &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog,
                                                window_log(prefix.size() + content.size()))) &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_enableLongDistanceMatching, 1)) &&
           !ZSTD_isError(ZSTD_CCtx_refPrefix(context, prefix.data(), prefix.size()));
}

base::Result<std::string> encode(std::string_view prefix, std::string_view content) {
    const std::unique_ptr<ZSTD_CCtx, Free> context{ZSTD_createCCtx()};
    if (!context || !prepare(context.get(), prefix, content))
        return base::fail(base::Errc::io, "zstd could not be prepared");
    std::string frame(ZSTD_compressBound(content.size()), '\0');
    const std::size_t size =
        ZSTD_compress2(context.get(), frame.data(), frame.size(), content.data(), content.size());
    if (ZSTD_isError(size))
        return base::fail(base::Errc::io, fmt::format("zstd: {}", ZSTD_getErrorName(size)));
    frame.resize(size);
    return frame;
}

base::Result<std::string> decode(std::string_view prefix, std::string_view frame,
                                 std::uint64_t content_bytes) {
    const std::unique_ptr<ZSTD_DCtx, Free> context{ZSTD_createDCtx()};
    if (!context || ZSTD_isError(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kMaxWindowLog)) ||
        ZSTD_isError(ZSTD_DCtx_refPrefix(context.get(), prefix.data(), prefix.size())))
        return base::fail(base::Errc::io, "zstd could not be prepared");
    std::string content(content_bytes, '\0');
    const std::size_t size =
        ZSTD_decompressDCtx(context.get(), content.data(), content.size(), frame.data(), frame.size());
    if (ZSTD_isError(size))
        return base::fail(base::Errc::corrupt, fmt::format("zstd: {}", ZSTD_getErrorName(size)));
    if (size == content.size()) return content;
    return base::fail(base::Errc::corrupt, fmt::format("holds {} bytes, not {}", size, content_bytes));
}

}  // namespace

base::Result<std::string> compress(std::string_view content) { return encode({}, content); }

base::Result<std::string> make_delta(std::string_view earlier, std::string_view content) {
    return encode(earlier, content);
}

base::Result<std::string> decompress(std::string_view frame, std::uint64_t content_bytes) {
    return decode({}, frame, content_bytes);
}

base::Result<std::string> apply_delta(std::string_view earlier, std::string_view frame,
                                      std::uint64_t content_bytes) {
    return decode(earlier, frame, content_bytes);
}

}  // namespace publish
