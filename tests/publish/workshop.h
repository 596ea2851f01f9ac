#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/publish/tables/coverage.h"
#include "sync/publish/tables/problems.h"

namespace publish_test {

/// An author's folder in the making: a small catalog without faults, to be spoilt by a test.
class Workshop {
public:
    Workshop();
    ~Workshop();
    Workshop(Workshop&& other) noexcept
        : files(std::move(other.files)), root_(std::exchange(other.root_, {})) {}
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    /// By file name. What is erased here is not written.
    std::map<std::string, std::string> files;

    /// REQUIRES: `from` occurs in the file.
    void replace(const std::string& file, std::string_view from, std::string_view to);
    void append(const std::string& file, std::string_view row) { files.at(file) += std::string(row) + "\n"; }

    /// Where the files are written to.
    [[nodiscard]] std::filesystem::path folder() const { return root_ / "csv"; }
    /// A place beside them.
    [[nodiscard]] std::filesystem::path path(std::string_view name) const { return root_ / name; }
    void write() const;

    /// Writes, reads and checks.
    [[nodiscard]] publish::Problems check(const publish::Coverage* coverage = nullptr) const;
    /// The bytes of the database; empty when there were errors.
    [[nodiscard]] std::string build() const;

private:
    std::filesystem::path root_;
};

/// The text of every problem, one per line.
[[nodiscard]] std::string lines(const std::vector<publish::Problem>& problems);

/// Everything of a file. REQUIRES: it is there.
[[nodiscard]] std::string contents(const std::filesystem::path& file);

}  // namespace publish_test
