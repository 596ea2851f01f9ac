#include "sync/publish/web/site_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <set>

#include "base/files.h"
#include "sync/publish/web/page.h"
#include "words/language.h"

namespace publish::web {
namespace {

namespace fs = std::filesystem;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether a site of ours may have a file of that name; sites of other days have other targets and topics.
bool may_be_ours(const fs::path& file) {
    std::vector<std::string> parts;
    for (const auto& part : file) parts.push_back(part.string());
    if (parts.size() == 1) return is_one_of(parts[0], {"index.html", "style.css", "find.js"});
    if (words::find_language(parts[0]) == nullptr || file.extension() != ".html") return false;
    if (parts.size() == 2)
        return is_one_of(parts[1], {"index.html", "find.html", "about.html", "terms.html"});
    return parts.size() == 3 && is_one_of(parts[1], {"target", "topic", "state", "number"});
}

base::Error something_else(const fs::path& folder, const fs::path& name) {
    return {base::Errc::invalid,
            fmt::format("{} holds {}, which is no page of an earlier site; name an empty folder",
                        folder.string(), name.string())};
}

base::Result<std::set<fs::path>> files_of_earlier_site(const fs::path& folder) {
    std::set<fs::path> files;
    std::error_code error;
    if (!fs::exists(folder, error)) return files;
    for (auto at = fs::recursive_directory_iterator(folder, error); !error && at != fs::end(at);
         at.increment(error)) {
        const fs::path name = at->path().lexically_relative(folder);
        if (at->is_directory() && !at->is_symlink()) continue;
        if (!at->is_regular_file() || at->is_symlink() || !may_be_ours(name))
            return base::fail(something_else(folder, name));
        files.insert(name);
    }
    if (error) return base::fail(base::Errc::io, folder.string() + ": " + error.message());
    if (files.empty()) return files;
    const auto index = base::read_file(folder / "index.html");
    if (!index || index->find(kGenerator) == index->npos)
        return base::fail(something_else(folder, "index.html"));
    return files;
}

/// Links the old file where its bytes are the same, else writes a new one.
base::Result<bool> place(const fs::path& file, const std::string& bytes, const std::optional<fs::path>& old) {
    if (old) {
        const auto before = base::read_file(*old);
        std::error_code error;
        if (before && *before == bytes) fs::create_hard_link(*old, file, error);
        if (before && *before == bytes && !error) return false;
    }
    if (auto written = base::write_file(file, bytes); !written) return base::fail(written.error());
    return true;
}

/// Both names change places in one step; a folder that is not there yet is named.
base::Status put_in_place(const fs::path& made, const fs::path& folder, bool exists) {
    const int done = exists ? ::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE)
                            : ::rename(made.c_str(), folder.c_str());
    if (done == 0) return {};
    return base::fail(base::Errc::io, "putting " + folder.string() + " in place: " + ::strerror(errno));
}

/// A folder of its own beside another, so that both can change places; gone with this.
class Scratch {
public:
    explicit Scratch(const fs::path& beside) {
        std::string name = beside.string() + ".XXXXXX";
        if (::mkdtemp(name.data()) != nullptr) folder_ = name;
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        if (!folder_.empty()) fs::remove_all(folder_, ignored);
    }
    /// Empty: none could be made.
    [[nodiscard]] const fs::path& folder() const { return folder_; }

private:
    fs::path folder_;
};

/// What servers may read, as the folder before.
fs::perms permissions_of(const fs::path& folder) {
    std::error_code error;
    const auto status = fs::status(folder, error);
    constexpr auto kUsual = static_cast<fs::perms>(0755);
    return error || !fs::is_directory(status) ? kUsual : status.permissions();
}

/// Where the folder really lies, whatever links lead to it.
fs::path real(const fs::path& folder) {
    std::error_code error;
    fs::path found = fs::weakly_canonical(folder, error);
    if (error) found = fs::absolute(folder, error);
    return found.filename().empty() ? found.parent_path() : found;
}

}  // namespace

base::Result<Written> write_site(const Site& site, const fs::path& named) {
    const fs::path folder = real(named);
    const auto before = files_of_earlier_site(folder);
    if (!before) return base::fail(before.error());
    if (auto made = base::make_folders(folder.parent_path()); !made) return base::fail(made.error());
    const Scratch scratch{folder};
    if (scratch.folder().empty())
        return base::fail(base::Errc::io,
                          "making a folder beside " + folder.string() + ": " + ::strerror(errno));
    Written result;
    for (const auto& [name, bytes] : site) {
        const fs::path file = scratch.folder() / name;
        if (auto made = base::make_folders(file.parent_path()); !made) return base::fail(made.error());
        const bool was_there = before->contains(name);
        const auto is_new = place(file, bytes, was_there ? std::optional(folder / name) : std::nullopt);
        if (!is_new) return base::fail(is_new.error());
        ++(*is_new ? result.changed : result.kept);
    }
    for (const auto& name : *before)
        if (!site.contains(name.generic_string())) ++result.removed;
    std::error_code error;
    fs::permissions(scratch.folder(), permissions_of(folder), error);
    if (auto done = put_in_place(scratch.folder(), folder, fs::exists(folder, error)); !done)
        return base::fail(done.error());
    return result;
}

}  // namespace publish::web
