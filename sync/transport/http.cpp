#include "sync/transport/http.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>

namespace transport {
namespace {

constexpr int kWholeFile = 200, kRestOfFile = 206;
constexpr std::size_t kLongestExcuse = 8192;  // [bytes] of a page that explains an error
constexpr int kWaitMs = 60'000;               // libcurl wakes earlier for its own deadlines
constexpr std::chrono::hours kLongestRetryAfter{24};

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

void append(HeaderList& list, const std::string& line) {
    curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) return;
    (void)list.release();
    list.reset(longer);
}

std::string lower(std::string_view text) {
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return result;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
    return first == text.npos ? std::string_view{} : text.substr(first, last - first + 1);
}

/// The first byte of "bytes 5-9/10"; nothing when it is anything else.
std::optional<std::uint64_t> first_byte(std::string_view content_range) {
    constexpr std::string_view kUnit = "bytes ";
    if (lower(content_range.substr(0, kUnit.size())) != kUnit) return std::nullopt;
    content_range.remove_prefix(kUnit.size());
    std::uint64_t first = 0;
    const char* const end = content_range.data() + content_range.size();
    const auto [rest, error] = std::from_chars(content_range.data(), end, first);
    if (error != std::errc{} || rest == end || *rest != '-') return std::nullopt;
    return first;
}

/// One answer while it arrives. The first thing that is wrong with it stays.
struct Arrival {
    CURL* curl = nullptr;
    Receiver* receiver = nullptr;
    std::uint64_t max_bytes = 0;
    bool asked_for_rest = false;
    bool has_begun = false;
    std::size_t skipped = 0;
    std::string etag, location, content_type, content_encoding, content_range, date;
    base::Status status;

    [[nodiscard]] int code() const {
        long number = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &number);
        return static_cast<int>(number);
    }
    void refuse(std::string what, base::Reason reason = base::Reason::none) {
        if (status) status = base::fail(base::Errc::network, std::move(what), reason);
    }
    void refuse_web_page() {
        refuse("the answer is a web page, perhaps the login page of the network this device is in",
               base::Reason::web_page);
    }
    /// An interim answer (100, or a proxy's) comes before the real one.
    void forget_headers() { etag = location = content_type = content_encoding = content_range = date = {}; }

    void take_header(std::string_view line) {
        if (line.substr(0, 5) == "HTTP/") return forget_headers();
        const auto colon = line.find(':');
        if (colon == line.npos) return;
        const std::string name = lower(line.substr(0, colon));
        const std::string value{trimmed(line.substr(colon + 1))};
        if (name == "etag") etag = value;
        if (name == "location") location = value;
        if (name == "content-type") content_type = lower(value);
        if (name == "content-encoding") content_encoding = lower(value);
        if (name == "content-range") content_range = value;
        if (name == "date") date = value;
    }

    /// Before the first byte of a body, or at the end where there is none.
    void begin() {
        has_begun = true;
        if (content_type.substr(0, 9) == "text/html") return refuse_web_page();
        if (!content_encoding.empty() && content_encoding != "identity")
            return refuse(
                fmt::format("the answer is {:.40}-encoded, though that was not asked for", content_encoding));
        if (code() == kRestOfFile) return begin_rest();
        if (auto restarted = receiver->restart(); !restarted) status = restarted;
        check_length();
    }
    void begin_rest() {
        const auto first = first_byte(content_range);
        if (!asked_for_rest) return refuse("the answer is a part of the file, though all was asked for");
        if (first != receiver->held())
            refuse(fmt::format("asked for the bytes from {} on, but the answer says \"{:.60}\"",
                               receiver->held(), content_range));
        check_length();
    }
    void check_length() {
        curl_off_t announced = -1;
        curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
        const std::uint64_t room = max_bytes - std::min(max_bytes, receiver->held());
        if (announced > 0 && static_cast<std::uint64_t>(announced) > room)
            refuse(fmt::format("the answer is longer than {} bytes: {} more are announced", max_bytes,
                               announced));
    }

    /// No file of ours begins like one, whatever type a server gives it.
    [[nodiscard]] bool is_web_page(std::string_view bytes) const {
        return content_type.substr(0, 9) == "text/html" && trimmed(bytes).substr(0, 1) == "<";
    }

    /// What a server says to an error is dropped, but read, since the connection stays of use then.
    [[nodiscard]] bool skip(std::size_t bytes) {
        skipped += bytes;
        return skipped <= kLongestExcuse;
    }

    void take(std::string_view bytes) {
        if (!has_begun && is_web_page(bytes)) refuse_web_page();
        if (!has_begun) begin();
        if (!status) return;
        if (bytes.size() > max_bytes - std::min(max_bytes, receiver->held()))
            return refuse(fmt::format("the answer is longer than {} bytes", max_bytes));
        status = receiver->take(bytes);
    }
};

std::size_t on_header(char* data, std::size_t, std::size_t size, void* into) {
    static_cast<Arrival*>(into)->take_header({data, size});
    return size;
}

std::size_t on_body(char* data, std::size_t, std::size_t size, void* into) {
    auto& arrival = *static_cast<Arrival*>(into);
    const int code = arrival.code();
    if (code != kWholeFile && code != kRestOfFile) return arrival.skip(size) ? size : 0;
    arrival.take({data, size});
    return arrival.status ? size : 0;
}

/// What a server says to what it was brought: read, since the connection stays of use then, and dropped.
std::size_t on_excuse(char*, std::size_t, std::size_t size, void* into) {
    return static_cast<Arrival*>(into)->skip(size) ? size : 0;
}

std::optional<base::Instant> date_of(const Arrival& arrival) {
    const std::time_t moment = arrival.date.empty() ? -1 : curl_getdate(arrival.date.c_str(), nullptr);
    if (moment < 0) return std::nullopt;
    return base::Instant{std::chrono::seconds{moment}};
}

HeaderList headers_of(const HttpPost& post) {
    HeaderList list;
    append(list, "Accept:");
    append(list, "Expect:");  // the body is sent at once
    append(list, "Content-Type: " + post.content_type);
    if (!post.content_encoding.empty()) append(list, "Content-Encoding: " + post.content_encoding);
    if (!post.token.empty()) append(list, "Authorization: Bearer " + post.token);
    return list;
}

HeaderList headers_of(const HttpRequest& request, std::uint64_t held) {
    HeaderList list;
    append(list, "Accept:");  // every byte of a poll is paid for ten thousand times
    if (!request.if_none_match.empty()) append(list, "If-None-Match: " + request.if_none_match);
    if (request.piece_bytes > 0)
        append(list, fmt::format("Range: bytes={}-{}", held, held + request.piece_bytes - 1));
    else if (held > 0)
        append(list, fmt::format("Range: bytes={}-", held));
    if (held > 0 && !request.if_range.empty()) append(list, "If-Range: " + request.if_range);
    return list;
}

std::optional<std::chrono::seconds> retry_after_of(CURL* curl) {
    curl_off_t seconds = 0;
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);  // a number or a date, RFC 9110, 10.2.3
    if (seconds <= 0) return std::nullopt;
    return std::min<std::chrono::seconds>(std::chrono::seconds{seconds}, kLongestRetryAfter);
}

/// What OpenSSL says to a certificate before its first day.
constexpr long kCertificateIsNotYetValid = 9;

base::Reason reason_of(CURL* curl, int code) {
    const bool is_certificate = code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ||
                                code == CURLE_SSL_ISSUER_ERROR;
    if (!is_certificate) return base::Reason::none;
    long verdict = 0;
    curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &verdict);
    return verdict == kCertificateIsNotYetValid ? base::Reason::not_yet_valid : base::Reason::certificate;
}

base::Error failure(CURL* curl, int code, const char* detail) {
    const bool is_address = code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT;
    if (code == CURLE_OUT_OF_MEMORY)
        return {base::Errc::network, "the header of the answer is too long, or there is no memory left"};
    return {is_address ? base::Errc::invalid : base::Errc::network,
            *detail != 0 ? detail : curl_easy_strerror(static_cast<CURLcode>(code)), reason_of(curl, code)};
}

}  // namespace

void Http::Free::operator()(void* handle) const { curl_easy_cleanup(handle); }
void Http::FreeMany::operator()(void* handle) const { curl_multi_cleanup(handle); }

base::Result<Http> Http::open(HttpOptions options) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    void* const many = started == CURLE_OK ? curl_multi_init() : nullptr;
    void* const handle = many != nullptr ? curl_easy_init() : nullptr;
    Http http{many, handle, std::move(options)};
    if (handle == nullptr) return base::fail(base::Errc::network, "libcurl does not start");
    return http;
}

void Http::set_options(const std::string& url, std::chrono::seconds total_timeout) {
    CURL* const curl = handle_.get();
    curl_easy_reset(curl);  // connections and TLS sessions stay
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);  // "/../" is the server's to judge; names are encoded
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(total_timeout.count()));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.low_speed_time.count()));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options_.low_speed_bytes_per_second));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, options_.user_agent.c_str());
    curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    if (!options_.proxy.empty()) curl_easy_setopt(curl, CURLOPT_PROXY, options_.proxy.c_str());
    if (!options_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options_.ca_file.c_str());
}

/// Answers with libcurl's code. Errors: network (the interrupt; libcurl cannot wait).
base::Result<int> Http::perform() {
    CURLM* const many = many_.get();
    curl_waitfd outside{options_.interrupt.descriptor, CURL_WAIT_POLLIN, 0};
    const unsigned outsiders = outside.fd >= 0 ? 1 : 0;
    const auto has_stopped = [this] {
        return options_.interrupt.descriptor >= 0 && options_.interrupt.has_stopped();
    };
    const auto stopped = base::fail(base::Errc::network, "broken off, as asked from outside");
    if (has_stopped()) return stopped;  // already during an earlier request
    for (int running = 1; running > 0;) {
        CURLMcode code = curl_multi_perform(many, &running);
        if (code == CURLM_OK && running > 0)
            code = curl_multi_poll(many, &outside, outsiders, kWaitMs, nullptr);
        if (code != CURLM_OK) return base::fail(base::Errc::network, curl_multi_strerror(code));
        if (options_.going_on) options_.going_on();
        if (running > 0 && outside.revents != 0 && has_stopped()) return stopped;
    }
    int left = 0;
    const CURLMsg* const message = curl_multi_info_read(many, &left);
    return message != nullptr ? static_cast<int>(message->data.result) : CURLE_RECV_ERROR;
}

/// Whatever comes is told to `arrival`, an Arrival. Errors: as of perform().
base::Result<Http::Ended> Http::exchange(void* arrival) {
    CURL* const curl = handle_.get();
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, arrival);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, arrival);
    char detail[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
    if (curl_multi_add_handle(many_.get(), curl) != CURLM_OK)
        return base::fail(base::Errc::network, "libcurl does not take the request");
    const auto code = perform();
    curl_multi_remove_handle(many_.get(), curl);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);  // ends with this function
    if (!code) return base::fail(code.error());
    return Ended{*code, detail};
}

base::Result<HttpAnswer> Http::get(const HttpRequest& request, Receiver& receiver) {
    CURL* const curl = handle_.get();
    set_options(request.url, request.total_timeout);
    Arrival arrival{curl, &receiver, request.max_bytes, receiver.held() > 0 || request.piece_bytes > 0};
    const HeaderList headers = headers_of(request, receiver.held());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    const auto ended = exchange(&arrival);
    if (!ended) return base::fail(ended.error());

    const int status = arrival.code();
    const bool is_file = status == kWholeFile || status == kRestOfFile;
    if (is_file && ended->code == CURLE_OK && !arrival.has_begun) arrival.begin();
    if (!arrival.status) return base::fail(arrival.status.error());
    // A longer excuse than we read is a write error to libcurl, and an answer all the same.
    const bool is_answered = ended->code == CURLE_OK || (status >= 300 && !is_file);
    if (!is_answered) return base::fail(failure(curl, ended->code, ended->detail.c_str()));
    return HttpAnswer{status, arrival.etag, arrival.location, retry_after_of(curl), date_of(arrival)};
}

base::Result<HttpAnswer> Http::post(const HttpPost& post) {
    CURL* const curl = handle_.get();
    set_options(post.url, post.total_timeout);
    Arrival arrival{.curl = curl};
    const HeaderList headers = headers_of(post);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, post.body.data());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_excuse);
    const auto ended = exchange(&arrival);
    if (!ended) return base::fail(ended.error());
    const int status = arrival.code();
    const bool is_answered = ended->code == CURLE_OK || (ended->code == CURLE_WRITE_ERROR && status >= 200);
    if (!is_answered) return base::fail(failure(curl, ended->code, ended->detail.c_str()));
    if (status < 300 && arrival.content_type.starts_with("text/html")) arrival.refuse_web_page();
    if (!arrival.status) return base::fail(arrival.status.error());
    return HttpAnswer{status, arrival.etag, arrival.location, retry_after_of(curl), date_of(arrival)};
}

}  // namespace transport
