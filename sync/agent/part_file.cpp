#include "sync/agent/part_file.h"

namespace agent {

PartFile::PartFile(base::Files& files, std::filesystem::path file, std::uint64_t max_bytes)
    : files_(files), file_(std::move(file)) {
    const auto found = files_.look(file_);
    if (!found || !*found) return;
    const bool goes_on = (*found)->kind == base::FileFacts::Kind::file && (*found)->bytes <= max_bytes;
    if (goes_on)
        held_ = (*found)->bytes;
    else
        (void)restart();
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
