#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "base/result.h"
#include "sync/publish/tables/say.h"

namespace publish {

/// `web`: writes a release as pages for browsers.
class WebCommand {
public:
    /// Adds it to `app`, which outlives this.
    explicit WebCommand(CLI::App& app);
    /// The exit status; nothing when another command was given.
    [[nodiscard]] std::optional<int> run() const;

private:
    /// The bytes of the database that is meant. Nothing: what is wrong with it was said.
    [[nodiscard]] base::Result<std::optional<std::string>> catalog(const Phrasebook& book) const;
    [[nodiscard]] int write(const std::string& catalog, const Phrasebook& book) const;

    CLI::App* web_;
    std::string catalog_, base_folder_, output_, now_, language_;
    bool strict_ = false;
};

}  // namespace publish
