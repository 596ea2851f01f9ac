#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/files.h"
#include "base/result.h"
#include "sync/publish/commands/proof.h"
#include "sync/publish/repository/key_folder.h"
#include "sync/publish/repository/release_plan.h"
#include "sync/publish/repository/repository.h"

namespace publish {

/// What is done to a repository: init, release, image, timestamp, rotate-key, sign, prune, prove.
class RepositoryCommands {
public:
    /// Adds them to `app`, which outlives this.
    explicit RepositoryCommands(CLI::App& app);
    /// The exit status; nothing when another command was given.
    [[nodiscard]] std::optional<int> run();

private:
    void add_places(CLI::App& command);
    void add_trust_options(CLI::App& command);
    void add_release_options();
    void add_image_options();
    [[nodiscard]] KeyFolder keys() const;
    [[nodiscard]] std::filesystem::path key_folder() const;
    [[nodiscard]] std::optional<std::filesystem::path> passphrase_file() const;
    [[nodiscard]] ReleaseRequest request() const;

    [[nodiscard]] base::Status run_init();
    [[nodiscard]] base::Status run_release(Repository& repository);
    [[nodiscard]] base::Status run_image(Repository& repository);
    [[nodiscard]] base::Status run_timestamp(Repository& repository);
    [[nodiscard]] base::Status run_rotate(Repository& repository);
    [[nodiscard]] base::Status run_sign(Repository& repository);
    [[nodiscard]] base::Status run_prune(Repository& repository);
    [[nodiscard]] base::Status run_prove(Repository& repository);
    [[nodiscard]] base::Status run_on_repository();
    [[nodiscard]] base::Status check_secrets() const;
    [[nodiscard]] base::Status begin_with_root(base::Files& files);

    CLI::App *init_, *release_, *image_, *timestamp_, *rotate_, *sign_, *prune_, *prove_;
    std::string folder_, keys_, passphrase_file_, root_, catalog_, role_, key_id_;
    std::string reason_, minimum_version_ = ReleaseRequest{}.minimum_version;
    long spread_s_ = 0, image_spread_s_ = 3600;
    std::string areas_;
    std::vector<std::string> text_folders_;
    ProofRequest proof_;
    std::string image_file_, image_version_;
    bool is_withdrawn_ = false;
    bool only_say_ = false, is_yes_given_ = false;
    base::Instant now_;
};

}  // namespace publish
