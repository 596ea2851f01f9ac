#include "origin.h"

#include <doctest/doctest.h>
#include <zstd.h>

#include "base/files.h"
#include "sync/tuf/encoding.h"

namespace {

struct FreeContext {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

}  // namespace

std::string make_catalog(const std::string& label) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "catalog.db";
    write_release(file);
    change_release(file, "UPDATE release SET title_en = '" + label + "'");
    return base::read_file(file).value();
}

std::string compress(const std::string& bytes, const std::string& prefix) {
    const std::unique_ptr<ZSTD_CCtx, FreeContext> context{ZSTD_createCCtx()};
    if (!prefix.empty()) ZSTD_CCtx_refPrefix(context.get(), prefix.data(), prefix.size());
    std::string frame(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size =
        ZSTD_compress2(context.get(), frame.data(), frame.size(), bytes.data(), bytes.size());
    REQUIRE(ZSTD_isError(size) == 0);
    frame.resize(size);
    return frame;
}

void Origin::list(const std::string& name, const std::string& bytes, const json& custom) {
    repository.add_target("targets", name, bytes);
    if (!custom.empty()) repository.roles["targets"]["targets"][name]["custom"] = custom;
}

void Origin::release(const std::string& catalog, const std::vector<std::string>& earlier,
                     const json& custom) {
    repository.roles["targets"]["targets"] = json::object();
    json own{{"schema", 1}, {"release", "release " + tuf::sha256_hex(catalog).substr(0, 4)}};
    own.update(custom);
    list("catalog.db", catalog, own);
    list("catalog.db.zst", compress(catalog));
    for (const std::string& from : earlier) {
        const std::string hash = tuf::sha256_hex(from);
        list(hash.substr(0, 16) + ".catalog.zst", compress(catalog, from), {{"from", hash}});
    }
    repository.release();
}

base::Result<transport::Reply> Origin::fetch(const transport::Request& request,
                                             transport::Receiver& receiver) {
    requests.push_back(request.path);
    if (is_down) return base::fail(base::Errc::network, "no route to host");
    const auto slash = request.path.find('/');
    const auto& files = request.path.substr(0, slash) == "metadata" ? repository.files : repository.targets;
    const auto found = files.find(request.path.substr(slash + 1));
    if (found == files.end()) return base::fail(base::Errc::not_found, request.path + ": is not there");
    std::string bytes = found->second;
    if (change) change(request.path, bytes);
    const std::string validator = tuf::sha256_hex(bytes);
    if (!request.unless.empty() && request.unless == validator) {
        requests.back() += "=304";
        return transport::Reply{true, validator};
    }
    if (bytes.size() > request.max_bytes) return base::fail(base::Errc::network, "the answer is longer");
    std::string rest = bytes.substr(std::min<std::size_t>(receiver.held(), bytes.size()));
    if (request.piece_bytes > 0 && rest.size() > request.piece_bytes) rest.resize(request.piece_bytes);
    const auto breaks = breaks_after.find(request.path);
    const bool is_broken = breaks != breaks_after.end() && breaks->second < rest.size();
    if (is_broken) rest.resize(breaks->second);
    if (auto taken = receiver.take(rest); !taken) return base::fail(taken.error());
    if (is_broken) return base::fail(base::Errc::network, "the connection broke");
    return transport::Reply{false, validator};
}

Screen::Screen(Origin& from, agent::Config settings) : origin(from), config(std::move(settings)) {
    config.state_folder = state();
    config.trusted_root = folder.path() / "root.json";
    REQUIRE(base::write_file(config.trusted_root, from.repository.files.at("1.root.json")));
    restart();
}

void Screen::restart() { agent = std::make_unique<agent::Agent>(disk, config, random); }

std::string Screen::current() const {
    const auto text = base::read_file(state() / "current");
    const auto read = text ? catalog::parse_current(*text) : base::fail(text.error());
    return read && read->current ? read->current->version : "";
}

std::filesystem::path Screen::release_file(const std::string& catalog) const {
    return state() / "releases" / (tuf::sha256_hex(catalog) + ".db");
}

void Screen::report(const catalog::DisplayReport& value) {
    REQUIRE(base::make_folders(state() / "display"));
    REQUIRE(base::write_file(state() / "display" / "report", catalog::format_report(value)));
}
