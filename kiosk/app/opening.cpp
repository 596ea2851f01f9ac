#include "kiosk/app/opening.h"

#include "base/files.h"
#include "kiosk/app/release_hash.h"

namespace kiosk {
namespace {

/// What a file of the state folder says; an empty value when it is not there, which is no error.
template <class T>
base::Result<T> read_state(const std::filesystem::path& file, base::Result<T> (*parse)(std::string_view)) {
    const auto text = base::read_file(file);
    if (!text && text.error().code == base::Errc::not_found) return T{};
    if (!text) return base::fail(text.error());
    auto value = parse(*text);
    if (!value) return base::fail(value.error(), file.string());
    return value;
}

}  // namespace

base::Result<OpenCatalog> open_judged(const std::filesystem::path& file, const Moment& moment,
                                      const std::optional<catalog::Contact>& contact) {
    return open_catalog(file, [&](const catalog::Release& release) {
        return known_time(&release, contact).today(moment.in(release.zone), release.zone, moment.given);
    });
}

base::Result<OpenCatalog> open_or_embedded(const std::filesystem::path& file, const Moment& moment,
                                           const base::Log& log) {
    auto catalog = open_judged(file, moment, std::nullopt);
    if (catalog || file.empty()) return catalog;
    log.error(catalog.error().message + "; showing the catalog in the program instead");
    catalog = open_judged("", moment, std::nullopt);
    if (catalog) catalog->is_fallback = true;
    return catalog;
}

base::Result<Content> open_current(const std::filesystem::path& folder, const Moment& moment) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error))
        return base::fail(base::Errc::not_found, folder.string() + ": there is no such folder");
    const catalog::StatePaths paths{folder};
    const auto current = read_state(paths.current(), catalog::parse_current);
    if (!current) return base::fail(current.error());
    const auto contact = read_state(paths.contact(), catalog::parse_contact);
    if (!contact) return base::fail(contact.error());
    const auto file = current->current ? paths.release(current->current->sha256) : std::filesystem::path{};
    if (current->current) {
        base::Disk disk{folder};
        const ReleaseProof proof{current->current->sha256, file, {}};
        if (auto whole = proof.check(hash_of_release(disk, file)); !whole) return base::fail(whole.error());
    }
    auto catalog = open_judged(file, moment, *contact);
    if (!catalog) return base::fail(catalog.error());
    if (current->current) catalog->sha256 = current->current->sha256;
    return Content{std::move(*catalog), *contact};
}

}  // namespace kiosk
