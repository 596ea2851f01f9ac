#include "kiosk/app/release_hash.h"

#include <gcrypt.h>

#include <memory>

namespace kiosk {
namespace {

struct CloseHash {
    void operator()(gcry_md_hd_t hash) const { gcry_md_close(hash); }
};
using Hash = std::unique_ptr<std::remove_pointer_t<gcry_md_hd_t>, CloseHash>;

/// Once in a program. Nothing here is secret, so no memory is locked for it.
bool start_library() {
    static const bool started = gcry_check_version(GCRYPT_VERSION) != nullptr &&
                                gcry_control(GCRYCTL_DISABLE_SECMEM, 0) == 0 &&
                                gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0) == 0;
    return started;
}

Hash make_hash() {
    gcry_md_hd_t hash = nullptr;
    if (!start_library() || gcry_md_open(&hash, GCRY_MD_SHA256, 0) != 0) return nullptr;
    return Hash{hash};
}

std::string finish(gcry_md_hd_t hash) {
    const unsigned char* const digest = gcry_md_read(hash, GCRY_MD_SHA256);
    std::string digits;
    for (unsigned i = 0; i < gcry_md_get_algo_dlen(GCRY_MD_SHA256); ++i)
        digits += fmt::format("{:02x}", digest[i]);
    return digits;
}

}  // namespace

base::Result<std::string> hash_of_release(base::Files& files, const std::filesystem::path& file,
                                          const std::function<bool()>& has_stopped) {
    const Hash hash = make_hash();
    if (!hash) return base::fail(base::Errc::io, "libgcrypt does not start");
    const auto read = files.read_pieces(file, [&](std::string_view piece) -> base::Status {
        if (has_stopped()) return base::fail(base::Errc::io, "stopped");
        gcry_md_write(hash.get(), piece.data(), piece.size());
        return {};
    });
    if (!read) return base::fail(read.error());
    return finish(hash.get());
}

base::Status ReleaseProof::check(const base::Result<std::string>& found) const {
    if (!found) return base::fail(found.error());
    if (*found == sha256) return {};
    return base::fail(
        base::Errc::corrupt,
        fmt::format("{}: is not as it was signed: its bytes have sha256 {:.16}...", file.string(), *found));
}

ReleaseProver::~ReleaseProver() = default;

void ReleaseProver::begin(ReleaseProof proof) {
    proof_ = std::move(proof);
    is_done_ = false;
    thread_ = std::jthread([this](const std::stop_token& stop) {
        found_ = hash_of_release(files_, proof_->file, [&] { return stop.stop_requested(); });
        is_done_ = true;
        if (!stop.stop_requested()) on_done_();
    });
}

std::optional<ReleaseProver::Outcome> ReleaseProver::take() {
    if (!is_busy() || !is_done_) return std::nullopt;
    thread_.join();
    Outcome outcome{*proof_, proof_->check(found_)};
    proof_.reset();
    return outcome;
}

}  // namespace kiosk
