#include "sync/publish/commands/output.h"

#include "base/printable.h"
#include "sync/publish/tables/failure.h"

namespace publish {

int failed(const std::string& message) {
    std::fprintf(stderr, "kiosk-publish: %s\n", base::printable_line(message).c_str());
    return kFailed;
}

int failed(const base::Error& error, const Phrasebook& book) {
    return failed(told(error.message).text(book));
}

int ended(const base::Status& status) { return status ? kDone : failed(status.error().message); }

int ended(const base::Status& status, const Phrasebook& book) {
    return status ? kDone : failed(status.error(), book);
}

void print_lines(std::FILE* stream, const std::vector<std::string>& lines, const char* before) {
    for (const std::string& line : lines)
        std::fprintf(stream, "%s%s\n", before, base::printable_line(line).c_str());
}

}  // namespace publish
