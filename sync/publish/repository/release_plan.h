#pragma once

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "sync/publish/repository/repository.h"
#include "sync/publish/tables/coverage.h"

namespace publish {

/// What an editor wants to release.
struct ReleaseRequest {
    std::string catalog;             // the bytes of the database
    std::string reason;              // why it goes out against objections; empty: it does not
    std::string minimum_version;     // the oldest program that can show it; empty: what reads its format
    std::chrono::seconds spread{0};  // over which devices spread their downloads
    std::vector<std::string> areas;  // which devices it is for; empty: all
    std::vector<std::filesystem::path> text_folders;  // where the documents' texts lie, "<source id>.txt"
    const Coverage* coverage = nullptr;               // the display's characters; nullptr: not known
    std::vector<std::string> icons;                   // the display's pictures; empty: not known
};

/// What would be done, and what speaks against it. Nothing has been written.
struct ReleasePlan {
    enum class Need {
        nothing,    // clients are led to this very release
        publish,    // it is signed, and waits for a snapshot and a timestamp
        sign_anew,  // it is this very release, but its signature has lived half its life
        release,
    };
    Need need = Need::release;
    std::vector<std::string> errors, warnings;  // of the editorial checks, by table and row
    std::vector<std::string> objections;        // what is only done with a reason
    std::vector<std::string> changes;           // against the newest release, one line each
    std::vector<std::string> notes;             // about the repository
    nlohmann::json custom;                      // of catalog.db

    /// Errors: invalid, when there are errors, or objections and no reason.
    [[nodiscard]] base::Status check(const std::string& reason) const;
};

/// Checks the database and compares it with the newest release. Errors: corrupt, unsupported (it is no
/// release); as of Repository.
[[nodiscard]] base::Result<ReleasePlan> plan_release(const Repository& repository,
                                                     const ReleaseRequest& request, base::Instant now);

}  // namespace publish
