#include "kiosk/app/library.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cassert>

#include "base/embedded.h"

namespace kiosk {
namespace {

std::vector<const words::Language*> languages_of(const catalog::Release& release) {
    return words::languages_of(fmt::format("{}", fmt::join(release.languages, ",")));
}

base::Result<std::string_view> embedded(std::string_view name) {
    const auto file = base::find_embedded_file(name);
    if (!file) return base::fail(base::Errc::not_found, fmt::format("{} is not in this program", name));
    return *file;
}

base::Result<Fonts> open_fonts() {
    const auto regular = embedded("fonts/sans-regular.otf"), bold = embedded("fonts/sans-bold.otf"),
               serif = embedded("fonts/serif-bold.otf");
    for (const auto* file : {&regular, &bold, &serif})
        if (!*file) return base::fail(file->error());
    return Fonts::open(*regular, *bold, *serif);
}

}  // namespace

base::Result<Library> Library::open() {
    auto fonts = open_fonts();
    if (!fonts) return base::fail(fonts.error(), "opening the fonts");
    const auto icon_text = embedded("icons/topics.txt"), control_text = embedded("icons/controls.txt");
    if (!icon_text) return base::fail(icon_text.error());
    auto icons = Icons::parse(std::string(*icon_text) + "\n" + std::string(*control_text));
    if (!icons) return base::fail(icons.error());
    Library library{std::move(*fonts), std::move(*icons), {}};
    for (const words::Language* const language : words::languages())
        if (!language->for_tests)
            if (auto learnt = library.learn(*language); !learnt) return base::fail(learnt.error());
    return library;
}

base::Status Library::learn(const words::Language& language) {
    for (const words::Strings& strings : languages)
        if (&strings.language() == &language) return {};
    auto strings = words::Strings::open(language);
    if (!strings) return base::fail(strings.error());
    languages.push_back(std::move(*strings));
    return {};
}

const words::Strings& Library::strings(const words::Language& language) const {
    for (const words::Strings& strings : languages)
        if (&strings.language() == &language) return strings;
    assert(false);
    return languages.front();
}

base::Status OpenCatalog::judge(catalog::Today today) {
    const catalog::Today judged_on = standing.today();
    if (judged_on.date == today.date && judged_on.clock_trusted == today.clock_trusted) return {};
    auto judged = catalog::Standing::of(store, today);
    if (!judged) return base::fail(judged.error());
    standing = std::move(*judged);
    return {};
}

base::Result<OpenCatalog> open_catalog(const std::filesystem::path& file, const DayOf& today) {
    auto store = [&]() -> base::Result<catalog::Store> {
        if (!file.empty()) return catalog::Store::open(file);
        const auto bytes = embedded("catalog.db");
        if (!bytes) return base::fail(bytes.error());
        return catalog::Store::open_embedded(*bytes);
    }();
    if (!store) return base::fail(store.error());
    auto topics = store->topics();
    if (!topics) return base::fail(topics.error(), "reading the topics");
    auto standing = catalog::Standing::of(*store, today(store->release()));
    if (!standing) return base::fail(standing.error());
    const auto languages = languages_of(store->release());
    return OpenCatalog{std::move(*store), std::move(*topics), std::move(*standing), languages, file.empty()};
}

base::Result<OpenCatalog> open_catalog(const std::filesystem::path& file, catalog::Today today) {
    return open_catalog(file, [today](const catalog::Release&) { return today; });
}

catalog::KnownTime known_time(const catalog::Release* release,
                              const std::optional<catalog::Contact>& contact) {
    catalog::KnownTime known;
    if (release != nullptr) known.after(release->published_at);
    if (contact) known.after(contact->signed_at);
    return known;
}

}  // namespace kiosk
