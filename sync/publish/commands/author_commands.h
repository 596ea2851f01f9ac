#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sync/publish/building/preview.h"
#include "sync/publish/tables/say.h"

namespace publish {

/// What an author does with a folder of CSV files or a workbook and the databases made of it: template,
/// check, build, diff, preview.
class AuthorCommands {
public:
    /// Adds them to `app`, which outlives this.
    explicit AuthorCommands(CLI::App& app);
    /// The exit status; nothing when another command was given.
    [[nodiscard]] std::optional<int> run() const;

private:
    CLI::App *template_, *check_, *build_, *diff_, *preview_;
    std::string csv_folder_, base_folder_, output_, earlier_, later_, template_folder_, language_;
    bool strict_ = false;
    bool json_ = false, xlsx_ = false;

    void add_folder_options(CLI::App& command);
    [[nodiscard]] int run_check(const Phrasebook& book) const;
    [[nodiscard]] int run_build(const Phrasebook& book) const;
    [[nodiscard]] int run_diff(const Phrasebook& book) const;
    [[nodiscard]] int run_preview(const Phrasebook& book) const;
    [[nodiscard]] int report(const std::vector<Preview>& previews, const Phrasebook& book) const;
};

}  // namespace publish
