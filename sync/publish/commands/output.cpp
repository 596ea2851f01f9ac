#include "sync/publish/commands/output.h"

namespace publish {

int failed(const std::string& message) {
    std::string line = message;
    for (char& c : line)
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    std::fprintf(stderr, "kiosk-publish: %s\n", line.c_str());
    return kFailed;
}

int ended(const base::Status& status) { return status ? kDone : failed(status.error().message); }

void print_lines(std::FILE* stream, const std::vector<std::string>& lines, const char* before) {
    for (const std::string& line : lines) std::fprintf(stream, "%s%s\n", before, line.c_str());
}

}  // namespace publish
