#include "sync/agent/ownership.h"

#include <pwd.h>
#include <sys/stat.h>

#include <optional>
#include <string>
#include <vector>

namespace agent {
namespace {

namespace fs = std::filesystem;
using base::FileFacts;

constexpr std::uint32_t kGroupOrOthersWrite = S_IWGRP | S_IWOTH;

/// "kiosk-sync", or the number where nobody has it.
std::string name_of(std::uint32_t user) {
    const passwd* const known = ::getpwuid(user);
    return known != nullptr ? known->pw_name : std::to_string(user);
}

base::Status refuse(std::string what) {
    return base::fail(base::Errc::io, std::move(what), base::Reason::not_ours);
}

std::string joined(const std::vector<std::string>& paths) {
    std::string all;
    for (const std::string& path : paths) all += " " + path;
    return all;
}

/// What is wrong with the parts of a state folder, each named once.
class Parts {
public:
    Parts(base::Files& files, std::uint32_t user) : files_(files), user_(user) {}

    /// A file, or a folder with what is in it.
    base::Status look_at(const fs::path& part) {
        const auto facts = files_.look(part);
        if (!facts) return base::fail(facts.error());
        if (!*facts) return {};
        Verdict verdict = judge(**facts);
        if ((*facts)->kind == FileFacts::Kind::folder) {
            const auto names = files_.list(part);
            if (!names) return base::fail(names.error());
            for (const std::string& name : *names)
                if (const auto inside = files_.look(part / name); inside && *inside)
                    verdict = verdict.and_of(judge(**inside));
        }
        if (verdict.foreign_owner && !first_owner_) first_owner_ = verdict.foreign_owner;
        if (verdict.foreign_owner) foreign_.push_back(part.string());
        if (verdict.is_writable) writable_.push_back(part.string());
        return {};
    }
    [[nodiscard]] base::Status finish() const {
        if (!foreign_.empty())
            return refuse(fmt::format(
                "{} belongs to {}, or something in it does, but this runs as {}, whose it must be; as root: "
                "chown -hR {}:{}",
                foreign_.front(), name_of(*first_owner_), name_of(user_), name_of(user_), joined(foreign_)));
        if (!writable_.empty())
            return refuse(fmt::format("others may write to {}, or to something in it: chmod -R go-w{}",
                                      writable_.front(), joined(writable_)));
        return {};
    }

private:
    struct Verdict {
        std::optional<std::uint32_t> foreign_owner;
        bool is_writable = false;
        [[nodiscard]] Verdict and_of(const Verdict& other) const {
            return {foreign_owner ? foreign_owner : other.foreign_owner, is_writable || other.is_writable};
        }
    };
    [[nodiscard]] Verdict judge(const FileFacts& facts) const {
        if (facts.kind == FileFacts::Kind::link) return {};  // everybody may write to every link
        return {facts.owner == user_ ? std::nullopt : std::optional(facts.owner),
                (facts.mode & kGroupOrOthersWrite) != 0};
    }

    base::Files& files_;
    std::uint32_t user_;
    std::vector<std::string> foreign_, writable_;
    std::optional<std::uint32_t> first_owner_;
};

base::Status check_folder(base::Files& files, const fs::path& folder, std::uint32_t user) {
    const auto facts = files.look(folder);
    if (!facts) return base::fail(facts.error());
    if (!*facts) return base::fail(base::Errc::not_found, folder.string() + ": is not there");
    const std::string path = folder.string(), owner = name_of((*facts)->owner), own = name_of(user);
    if ((*facts)->owner != user && user == 0)
        return refuse(fmt::format(
            "{} belongs to {}; run this as that user, or the service cannot go on with what root leaves: "
            "runuser -u {} -- kiosk-sync ...",
            path, owner, owner));
    if ((*facts)->owner != user)
        return refuse(
            fmt::format("{} belongs to {}, but this runs as {}: run it as that user (sudo -u {} "
                        "kiosk-sync ...), or give the folder away, as root: chown {}: {}",
                        path, owner, own, owner, own, path));
    if (((*facts)->mode & kGroupOrOthersWrite) != 0)
        return refuse(fmt::format("others may write to {}: chmod go-w {}", path, path));
    return {};
}

/// The display's own, whoever that runs as.
base::Status check_display(base::Files& files, const fs::path& folder) {
    const auto facts = files.look(folder);
    if (!facts) return base::fail(facts.error());
    if (!*facts) return {};  // the display makes it, or systemd
    if ((*facts)->kind == FileFacts::Kind::link)
        return refuse(fmt::format("{}: is a symbolic link, which is not followed; remove it: rm {}",
                                  folder.string(), folder.string()));
    if (((*facts)->mode & S_IWOTH) != 0)
        return refuse(
            fmt::format("everybody may write to {}: chmod o-w {}", folder.string(), folder.string()));
    return {};
}

}  // namespace

base::Status check_ownership(base::Files& files, const catalog::StatePaths& paths, std::uint32_t user) {
    if (auto good = check_folder(files, paths.root, user); !good) return good;
    Parts parts{files, user};
    for (const char* part : {"current", "contact", "releases", "metadata", "incoming", "agent", "image"})
        if (auto looked = parts.look_at(paths.root / part); !looked) return looked;
    if (auto good = parts.finish(); !good) return good;
    if (auto good = check_display(files, paths.display()); !good) return good;
    return check_display(files, paths.admin());
}

}  // namespace agent
