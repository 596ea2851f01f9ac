#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "sync/agent/report_queue.h"

// A file of the queue, as a failing disk may give it back: any bytes. What is read of it is written and read
// again as it was.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto reports = agent::ReportFile::read({reinterpret_cast<const char*>(bytes), size});
    agent::ReportFile writer;
    std::string again;
    for (const agent::TimedReport& report : reports) again += writer.piece(report);
    if (agent::ReportFile::read(again) != reports) std::abort();
    return 0;
}
