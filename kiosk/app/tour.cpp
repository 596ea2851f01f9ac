#include "kiosk/app/tour.h"

#include <algorithm>
#include <array>
#include <future>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "kiosk/app/painter.h"
#include "kiosk/app/say.h"
#include "kiosk/platform/png.h"
#include "kiosk/scenes/scenes.h"

namespace kiosk {
namespace {

constexpr float kDwellDone = 0.4f;

using Json = nlohmann::ordered_json;

constexpr int kThumbnailWidth = 320, kThumbnailsAcross = 8, kThumbnailGap = 12;  // [px]

double rounded(double value, double per_unit) { return std::round(value * per_unit) / per_unit; }

Json json_rect(const Rect& r) {
    return {rounded(r.x, 10), rounded(r.y, 10), rounded(r.w, 10), rounded(r.h, 10)};
}

const char* role_name(Role role) {
    constexpr const char* kNames[] = {"body", "title", "figure", "label"};
    return kNames[static_cast<std::size_t>(role)];
}

Json json_page(const Page& page, const Record& record, const std::string& file) {
    Json json{{"id", page.id},
              {"file", file.empty() ? Json(nullptr) : Json(file)},
              {"missing_glyphs", record.missing_glyphs},
              {"demo", record.demo},
              {"reading", record.reading()},
              {"texts", Json::array()},
              {"touch", Json::array()}};
    for (const DrawnText& text : record.texts) {
        Json one{{"text", text.text},      {"rect", json_rect(text.rect)},
                 {"em_px", text.em_px},    {"role", role_name(text.role)},
                 {"lang", text.lang},      {"contrast", rounded(text.contrast, 100)},
                 {"clipped", text.clipped}};
        if (!text.lines.empty()) one["lines"] = text.lines;
        if (!text.ref.empty()) one["ref"] = text.ref;
        json["texts"].push_back(std::move(one));
    }
    for (const DrawnPicture& picture : record.pictures)
        json["pictures"].push_back({{"sentence", picture.sentence},
                                    {"rect", json_rect(picture.rect)},
                                    {"first_text", picture.first_text},
                                    {"end_of_texts", picture.end_of_texts}});
    for (const TouchArea& area : page.touch)
        json["touch"].push_back({{"id", area.id}, {"label", area.label}, {"rect", json_rect(area.rect)}});
    return json;
}

std::string file_name(std::string id) {
    for (char& c : id)
        if (c == '/') c = '_';
    return id + ".png";
}

std::string profile_name(const Profile& p) {
    std::string name;
    const auto add = [&](bool is_on, const char* choice) {
        if (is_on) name += (name.empty() ? "" : ",") + std::string(choice);
    };
    add(p.large_type && !p.larger_type, "large-type");
    add(p.larger_type, "larger-type");
    add(p.high_contrast, "high-contrast");
    add(p.low_reach, "low-reach");
    return name.empty() ? "default" : name;
}

/// Small pictures of all pages side by side.
Picture contact_sheet(const std::vector<Picture>& thumbnails) {
    Picture sheet;
    if (thumbnails.empty()) return sheet;
    const int across = std::min<int>(kThumbnailsAcross, static_cast<int>(thumbnails.size()));
    const int rows = (static_cast<int>(thumbnails.size()) + across - 1) / across, w = thumbnails[0].width,
              h = thumbnails[0].height;
    sheet.width = across * (w + kThumbnailGap) + kThumbnailGap;
    sheet.height = rows * (h + kThumbnailGap) + kThumbnailGap;
    sheet.pixels.assign(static_cast<std::size_t>(sheet.width) * static_cast<std::size_t>(sheet.height),
                        0x808080);
    for (std::size_t i = 0; i < thumbnails.size(); ++i) {
        const int x = kThumbnailGap + static_cast<int>(i) % across * (w + kThumbnailGap),
                  y = kThumbnailGap + static_cast<int>(i) / across * (h + kThumbnailGap);
        for (int row = 0; row < h; ++row)
            std::copy_n(&thumbnails[i].pixels[static_cast<std::size_t>(row * w)], w,
                        &sheet.pixels[static_cast<std::size_t>((y + row) * sheet.width + x)]);
    }
    return sheet;
}

/// Writes one picture while the next is drawn.
class PictureWriter {
public:
    /// Errors: io, of the picture before.
    [[nodiscard]] base::Status write(std::filesystem::path path, const Picture& picture) {
        if (auto done = finish(); !done) return done;
        pending_ = std::async(std::launch::async, [this, path = std::move(path), copy = picture] {
            thumbnails_.push_back(shrink(copy, std::min(kThumbnailWidth, copy.width)));
            return write_png(path, copy);
        });
        return {};
    }
    base::Status finish() {
        if (pending_.valid())
            if (auto done = pending_.get(); !done && status_) status_ = done;
        return status_;
    }
    [[nodiscard]] const std::vector<Picture>& thumbnails() const { return thumbnails_; }

private:
    base::Status status_;
    std::vector<Picture> thumbnails_;
    std::future<base::Status> pending_;  // last: its end waits for the writing, which needs what stands above
};

base::Result<std::vector<Address>> chosen(const Stage& stage, const std::vector<std::string>& only) {
    if (only.empty()) return every_scene(stage);
    std::vector<Address> list;
    for (const std::string& id : only) {
        const auto address = parse_address(id);
        if (!address)
            return base::fail(base::Errc::not_found, fmt::format("--only {}: there is no such scene", id));
        list.push_back(*address);
    }
    return list;
}

}  // namespace

std::optional<Profile> parse_profile(std::string_view names) {
    Profile profile;
    while (!names.empty()) {
        const std::string_view name = names.substr(0, names.find(','));
        names.remove_prefix(std::min(names.size(), name.size() + 1));
        if (name == "large-type" || name == "larger-type") profile.large_type = true;
        if (name == "larger-type") profile.larger_type = true;
        if (name == "high-contrast") profile.high_contrast = true;
        if (name == "low-reach") profile.low_reach = true;
        constexpr std::array kNames{"default", "large-type", "larger-type", "high-contrast", "low-reach"};
        if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) return std::nullopt;
    }
    return profile;
}

base::Status run_tour(Library& library, OpenCatalog& catalog, const TourOptions& options,
                      std::unique_ptr<Renderer> renderer) {
    std::error_code error;
    std::filesystem::create_directories(options.folder, error);
    if (error)
        return base::fail(base::Errc::io, fmt::format("{}: {}", options.folder.string(), error.message()));
    auto made = stage_of(library, catalog, options.still);
    if (!made) return base::fail(made.error());
    Stage& stage = *made;
    const Theme& colors = stage.theme;
    const words::Strings& strings = stage.strings;
    const base::TimeZone zone = catalog.store.release().zone;
    if (!stage.opens_at)  // as if closed till tomorrow, where nothing is set
        stage.opens_at =
            zone.at(zone.date_at(stage.now) + std::chrono::days{1}, std::chrono::minutes{8 * 60 + 30});
    auto scenes = chosen(stage, options.only);
    if (!scenes) return base::fail(scenes.error());

    const auto pinyin = options.speech ? pinyin_of(catalog.store) : words::Pinyin{""};
    if (!pinyin) return base::fail(pinyin.error());
    std::string said;
    Painter painter{library.fonts, std::move(renderer)};
    PictureWriter writer;
    Picture picture;
    Json pages = Json::array();
    for (std::size_t i = 0; i < scenes->size(); ++i) {
        const Address& scene = (*scenes)[i];
        for (int number = scene.page, count = number; number <= count; ++number) {
            auto page = build_page(stage, scene.on_page(number));
            if (!page) return base::fail(page.error(), "drawing " + scene.id());
            if (options.only.empty() || scene.page == 1) count = page->count;
            Record record;
            std::string file;
            if (options.pictures) {
                file = file_name(page->id);
                painter.paint(*page, colors, stage.metrics, {.dwell_done = kDwellDone}, record, picture);
                if (auto done = writer.write(options.folder / file, picture); !done) return done;
            } else {
                Canvas canvas{nullptr, library.fonts, colors, page->metrics, record, {}};
                page->draw(canvas);
            }
            if (options.speech) said += json_lines(utterances_of(*page, record, strings, *pinyin), page->id);
            pages.push_back(json_page(*page, record, file));
        }
        if ((i + 1) % 50 == 0 || i + 1 == scenes->size())
            std::fprintf(stderr, "tour: %zu of %zu scenes\n", i + 1, scenes->size());
    }
    if (auto done = writer.finish(); !done) return done;
    if (options.pictures)
        if (auto done = write_png(options.folder / "contact-sheet.png", contact_sheet(writer.thumbnails()));
            !done)
            return done;
    if (options.speech)
        if (auto done = base::write_file(options.folder / "speech.jsonl", said); !done) return done;
    const Json tour{{"size_px", {options.still.panel.width_px, options.still.panel.height_px}},
                    {"mm_per_px", rounded(options.still.panel.mm_per_px, 1e5)},
                    {"viewing_distance_mm", options.still.panel.viewing_distance_mm},
                    {"release", catalog.store.release().version},
                    {"locale", options.still.language->tag},
                    {"profile", profile_name(options.still.profile)},
                    {"pages", std::move(pages)}};
    return base::write_file(options.folder / "tour.json", tour.dump(1) + "\n");
}

}  // namespace kiosk
