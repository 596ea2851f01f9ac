#include "kiosk/app/glyph_cache.h"

#include <cstdlib>

#include "base/deflate.h"
#include "kiosk/app/sync_line.h"
#include "kiosk/scenes/scenes.h"

namespace kiosk {
namespace {

// A release with more is served by the faces themselves for the rest.
constexpr std::size_t kMostScenes = 2000, kMostGlyphs = 40'000;

/// What the file leaves free: the agent's needs go first, which are the next release packed, unpacked and in
/// its place, and some small files.
constexpr std::uint64_t kLeftFreeBytes = 1 << 20, kLeftFreeReleases = 3;

std::uint32_t use_of(const OpenCatalog& catalog, const SessionSettings& settings) {
    const catalog::Release& release = catalog.store.release();
    const std::string use =
        fmt::format("{}|{}|{}|{}x{}|{}|{}", catalog.sha256, release.version,
                    base::format_date(release.default_valid_until), settings.panel.width_px,
                    settings.panel.height_px, settings.panel.mm_per_px, settings.panel.viewing_distance_mm);
    return base::crc32_of(use);
}

}  // namespace

GlyphCache::GlyphCache(std::filesystem::path file, base::Files& files, Fonts& fonts, base::Log log)
    : file_(std::move(file)), files_(files), fonts_(fonts), log_(std::move(log)) {
    remove_unfinished();
    auto kept = GlyphFile::open(file_);
    if (kept)
        fonts_.use(std::move(*kept));
    else if (kept.error().code == base::Errc::corrupt)
        log_.warning(kept.error().message + "; making it anew");
}

/// What an earlier run did not come to the end of only takes room.
void GlyphCache::remove_unfinished() {
    const std::filesystem::path unfinished = file_.string() + ".new";
    if (!files_.has_file(unfinished)) return;
    if (const auto lock = base::Lock::take(file_.string() + ".lock")) (void)files_.remove(unfinished);
}

void GlyphCache::give_up() {
    work_->writer.abandon();
    work_.reset();
}

bool GlyphCache::has_room() {
    const auto room = files_.free_bytes(file_.parent_path());
    return !room || *room >= kLeftFreeBytes + kLeftFreeReleases * catalog_->file_bytes;
}

Stage GlyphCache::stage(const words::Language& language) const {
    Stage stage{catalog_->store,
                catalog_->standing,
                catalog_->topics,
                fonts_,
                library_->icons,
                library_->strings(language),
                theme(false),
                metrics_for(settings_.panel, {}),
                {},
                settings_.started_at,
                sync_line(*catalog_, settings_.contact, settings_.started_at, library_->strings(language))};
    stage.languages = catalog_->languages;
    return stage;
}

void GlyphCache::begin(Library& library, const OpenCatalog& catalog, const SessionSettings& settings) {
    library_ = &library;
    catalog_ = &catalog;
    settings_ = settings;
    if (work_) give_up();
    const GlyphFileLabel wanted{fonts_.fingerprint(), use_of(catalog, settings)};
    const GlyphFile* const kept = fonts_.file();
    if (kept != nullptr && kept->label() == wanted && !kept->is_damaged()) return;
    std::error_code ignored;  // the write finds out
    std::filesystem::create_directory(file_.parent_path(), ignored);
    if (!claim_) {
        auto lock = base::Lock::take(file_.string() + ".lock");
        if (!lock) return;
        claim_.emplace(std::move(*lock));
    }
    work_.emplace(Work{GlyphFileWriter{files_, file_, wanted}});
    for (auto language = catalog.languages.rbegin(); language != catalog.languages.rend(); ++language) {
        auto scenes = every_scene(stage(**language));
        if (scenes.size() > kMostScenes) scenes.resize(kMostScenes);
        for (auto scene = scenes.rbegin(); scene != scenes.rend(); ++scene)
            work_->scenes.emplace_back(*language, *scene);
    }
}

void GlyphCache::mend() {
    if (fonts_.file() == nullptr || !fonts_.file()->is_damaged() || has_work() ||
        std::exchange(mended_, true))
        return;
    log_.warning(file_.string() + ": is damaged; making it anew");
    begin(*library_, *catalog_, settings_);
}

void GlyphCache::step() {
    if (work_->scenes.empty() || work_->done.size() > kMostGlyphs) {
        finish();
        return;
    }
    draw_page();
    if (!has_room()) return give_up();
    if (!work_->writer.flush()) work_.reset();
}

void GlyphCache::draw_page() {
    const auto& [language, scene] = work_->scenes.back();
    const auto page = build_page(stage(*language), scene.on_page(work_->page));
    if (!page || work_->page >= page->count) {
        work_->scenes.pop_back();
        work_->page = 1;
    } else {
        ++work_->page;
    }
    if (!page) return;
    Record record;
    std::set<GlyphId> glyphs;
    Canvas canvas{nullptr, fonts_, theme(false), page->metrics, record, {}};
    canvas.collect(glyphs);
    page->draw(canvas);
    for (const GlyphId& id : glyphs)
        if (work_->done.insert(id).second) work_->writer.add(id, fonts_.rasterise(id));
}

void GlyphCache::finish() {
    Work work = std::move(*work_);
    work_.reset();
    fonts_.for_each_shape([&](Face face, char32_t character, const GlyphShape& shape) {
        work.writer.add(face, character, shape);
    });
    if (!work.writer.finish()) return;
    if (auto made = GlyphFile::open(file_)) fonts_.use(std::move(*made));
}

std::filesystem::path glyph_cache_file(const std::filesystem::path& state_folder) {
    if (!state_folder.empty()) return catalog::StatePaths{state_folder}.glyphs();
    const char *cache = std::getenv("XDG_CACHE_HOME"), *home = std::getenv("HOME");
    const std::filesystem::path folder = cache != nullptr && *cache == '/' ? cache
                                         : home != nullptr && *home == '/'
                                             ? std::filesystem::path{home} / ".cache"
                                             : std::filesystem::path{};
    if (folder.empty()) return {};
    std::error_code ignored;  // the write finds out
    std::filesystem::create_directories(folder, ignored);
    return folder / "minsheng-kiosk/glyphs";
}

}  // namespace kiosk
