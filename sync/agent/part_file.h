#pragma once

#include <cstdint>
#include <filesystem>

#include "base/files.h"
#include "sync/transport/source.h"

namespace agent {

/// A download on the disk, which goes on where it stopped, also after a restart.
class PartFile : public transport::Receiver {
public:
    /// `files` must outlive this. One that holds more than `max_bytes` begins anew.
    PartFile(base::Files& files, std::filesystem::path file, std::uint64_t max_bytes);

    [[nodiscard]] std::uint64_t held() const override { return held_; }
    base::Status restart() override;
    base::Status take(std::string_view bytes) override;
    /// How many bytes came in this time, dropped ones included.
    [[nodiscard]] std::uint64_t received() const { return received_; }

private:
    base::Files& files_;
    std::filesystem::path file_;
    std::uint64_t held_ = 0, received_ = 0;
};

}  // namespace agent
