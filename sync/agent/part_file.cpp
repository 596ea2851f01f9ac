#include "sync/agent/part_file.h"

#include <system_error>

namespace agent {

PartFile::PartFile(base::Files& files, std::filesystem::path file, std::uint64_t max_bytes)
    : files_(files), file_(std::move(file)) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file_, error);
    if (!error && size <= max_bytes) held_ = size;
    if (!error && size > max_bytes) (void)restart();
}

base::Status PartFile::restart() {
    if (auto removed = files_.remove(file_); !removed) return removed;
    held_ = 0;
    return files_.append(file_, {});  // an empty file is one as well
}

base::Status PartFile::take(std::string_view bytes) {
    received_ += bytes.size();
    if (auto written = files_.append(file_, bytes); !written) return written;
    held_ += bytes.size();
    return {};
}

}  // namespace agent
