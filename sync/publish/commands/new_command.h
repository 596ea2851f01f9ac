#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/publish/tables/beginning.h"

namespace publish {

/// `new`: asks what a plan of one's own needs to begin with, and writes a workbook that passes `check`.
class NewCommand {
public:
    /// Adds it to `app`, which outlives this.
    explicit NewCommand(CLI::App& app);
    /// The exit status; nothing when another command was given.
    [[nodiscard]] std::optional<int> run() const;

private:
    void add_answer(const std::string& option, const std::string& help);
    /// Nothing: the option was not given.
    [[nodiscard]] std::optional<std::string> given(const std::string& option) const;
    [[nodiscard]] base::Result<Beginning> beginning(const Phrasebook& book) const;

    CLI::App* new_;
    std::string folder_, language_;
    bool csv_ = false;
    std::map<std::string, std::string> answers_;  // by option
};

}  // namespace publish
