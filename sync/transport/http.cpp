#include "sync/transport/http.h"

#include <curl/curl.h>

namespace transport {
namespace {

/// Where an answer goes, and how much of it there may be.
struct Sink {
    std::string bytes;
    std::uint64_t max_bytes = 0;
    bool is_too_long = false;
};

std::size_t take(char* data, std::size_t, std::size_t size, void* into) {
    auto& sink = *static_cast<Sink*>(into);
    sink.is_too_long = size > sink.max_bytes - sink.bytes.size();
    if (sink.is_too_long) return 0;
    sink.bytes.append(data, size);
    return size;
}

base::Error failure(CURLcode code, const char* detail, const Sink& sink) {
    if (sink.is_too_long)
        return {base::Errc::network, fmt::format("the answer is longer than {} bytes", sink.max_bytes)};
    return {code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT ? base::Errc::invalid
                                                                              : base::Errc::network,
            *detail != 0 ? detail : curl_easy_strerror(code)};
}

}  // namespace

void Http::Free::operator()(void* handle) const { curl_easy_cleanup(handle); }

base::Result<Http> Http::open(HttpOptions options) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    void* const handle = started == CURLE_OK ? curl_easy_init() : nullptr;
    if (!handle) return base::fail(base::Errc::network, "libcurl does not start");
    return Http{handle, std::move(options)};
}

base::Result<HttpAnswer> Http::get(const std::string& url, std::uint64_t max_bytes) {
    CURL* const curl = handle_.get();
    Sink sink{{}, max_bytes, false};
    char detail[CURL_ERROR_SIZE] = "";
    curl_easy_reset(curl);  // connections stay
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);  // "/../" is the server's to judge; names are encoded
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.total_timeout.count()));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.low_speed_time.count()));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options_.low_speed_bytes_per_second));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, options_.user_agent.c_str());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &sink);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
    const CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK && code != CURLE_HTTP_RETURNED_ERROR)
        return tl::unexpected(failure(code, detail, sink));
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return HttpAnswer{static_cast<int>(status), std::move(sink.bytes)};
}

}  // namespace transport
