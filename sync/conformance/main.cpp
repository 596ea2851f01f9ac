#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/printable.h"
#include "sync/transport/mirrors.h"
#include "sync/tuf/client.h"
#include "sync/tuf/encoding.h"

namespace {

constexpr int kDone = 0, kFailed = 1, kWrongUsage = 2;

struct Options {
    std::string metadata_folder, metadata_url, target_base_url, target_folder, trusted_root;
    std::vector<std::string> target_names;
};

/// Files below a URL.
class UrlFetcher : public tuf::Fetcher {
public:
    UrlFetcher(transport::Http& http, const std::string& url) : mirrors_(http, {url}) {}
    base::Result<std::string> get(const std::string& name, std::uint64_t max_bytes) override {
        return transport::fetch_bytes(mirrors_, {.path = name, .max_bytes = max_bytes});
    }

private:
    transport::Mirrors mirrors_;
};

base::Status init(const Options& options) {
    const auto root = base::read_file(options.trusted_root);
    if (!root) return base::fail(root.error());
    if (auto made = base::make_folders(options.metadata_folder); !made) return made;
    base::Disk disk;
    return base::replace_file(disk, std::filesystem::path(options.metadata_folder) / "root.json", *root);
}

/// One that is there already and right is not fetched again.
base::Status download(tuf::Client& client, tuf::Fetcher& targets, const std::string& name,
                      const std::string& folder) {
    const auto file = client.find_target(name);
    if (!file) return base::fail(file.error());
    const auto path = std::filesystem::path(folder) / tuf::encode_name(name);
    if (const auto there = base::read_file(path);
        there && tuf::check_content(*there, file->length_bytes, file->hashes))
        return {};
    const auto bytes = client.fetch_target(name, *file, targets);
    if (!bytes) return base::fail(bytes.error());
    base::Disk disk;
    return base::replace_file(disk, path, *bytes);
}

base::Status run(const Options& options, bool with_targets) {
    auto http = transport::Http::open();
    if (!http) return base::fail(http.error());
    UrlFetcher metadata{*http, options.metadata_url}, targets{*http, options.target_base_url};
    base::Disk disk;
    tuf::Client client{disk, options.metadata_folder, metadata};
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (auto refreshed = client.refresh(now); !refreshed) return refreshed;
    if (!with_targets) return {};
    if (auto made = base::make_folders(options.target_folder); !made) return made;
    for (const std::string& name : options.target_names)
        if (auto done = download(client, targets, name, options.target_folder); !done) return done;
    return {};
}

/// The reason stands on one line, whatever a server made us quote.
int report(const base::Status& status) {
    if (status) return kDone;
    std::fprintf(stderr, "tuf-conformance-client: %s\n",
                 base::printable_line(status.error().message).c_str());
    return kFailed;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Drives the TUF client library as the public TUF conformance suite asks.",
                 "tuf-conformance-client"};
    app.add_option("--metadata-dir", options.metadata_folder, "where trusted metadata lies")->required();
    app.add_option("--metadata-url", options.metadata_url, "where the repository's metadata is");
    app.add_option("--target-name", options.target_names, "a target to download; may be repeated")
        ->allow_extra_args(false);
    app.add_option("--target-base-url", options.target_base_url, "where the repository's targets are");
    app.add_option("--target-dir", options.target_folder, "where downloaded targets go");
    CLI::App* const init_command = app.add_subcommand("init", "start with a trusted root");
    init_command->add_option("ROOT", options.trusted_root, "the trusted root.json")->required();
    CLI::App* const refresh_command = app.add_subcommand("refresh", "update the metadata");
    CLI::App* const download_command =
        app.add_subcommand("download", "update the metadata, and fetch targets");
    app.require_subcommand(1);
    try {
        app.parse(argc, argv);
        if (!init_command->parsed() && options.metadata_url.empty())
            throw CLI::RequiredError("--metadata-url");
        if (download_command->parsed() && (options.target_names.empty() || options.target_base_url.empty() ||
                                           options.target_folder.empty()))
            throw CLI::RequiredError("--target-name, --target-base-url and --target-dir");
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kWrongUsage;
    }
    if (init_command->parsed()) return report(init(options));
    return report(run(options, !refresh_command->parsed()));
}
