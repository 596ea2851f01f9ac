#include "sync/publish/repository/received.h"

namespace publish {

using Kind = base::FileFacts::Kind;

bool is_taken(base::Files& files, const std::filesystem::path& file) {
    const auto found = files.look(file);
    return !found || found->has_value();
}

base::Status check_is_own_folder(base::Files& files, const std::filesystem::path& folder) {
    const auto found = files.look(folder);
    if (!found) return base::fail(found.error());
    if (!*found || (*found)->kind == Kind::folder) return {};
    return base::fail(
        base::Errc::invalid,
        fmt::format(
            "{}: is {}, where a repository has a folder; what is written there would land elsewhere. Look "
            "who put it there, and remove it",
            folder.string(), (*found)->kind == Kind::link ? "a link" : "no folder"));
}

}  // namespace publish
