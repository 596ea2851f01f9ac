#include "sync/transport/source.h"

namespace transport {

base::Result<std::string> fetch_bytes(Source& source, const Request& request) {
    Collector collector;
    if (auto reply = source.fetch(request, collector); !reply) return base::fail(reply.error());
    return std::move(collector.bytes());
}

}  // namespace transport
