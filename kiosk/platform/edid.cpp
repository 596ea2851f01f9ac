#include "kiosk/platform/edid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>
#include <vector>

#include "base/files.h"

namespace kiosk {
namespace {

// VESA Enhanced EDID Standard, release A2: base block, and 3.10.2 for the detailed timing.
constexpr std::size_t kBlock = 128;
constexpr std::size_t kWidthCm = 21, kHeightCm = 22;
constexpr std::size_t kFirstTiming = 54;  // the preferred one
constexpr std::array<std::uint8_t, 8> kHeader{0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00};

// What panels there are: a telephone has pixels of 0.05 mm, a full HD panel of 86 inches of 0.99 mm.
constexpr double kLeastPitchMm = 0.05, kMostPitchMm = 1.0;
constexpr double kMostUneven = 1.2;  // of a pixel's sides; whole centimetres of a small panel are 1.1
constexpr double kLeastDiagonalMm = 4 * 25.4, kMostDiagonalMm = 100 * 25.4;

bool is_intact(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < kBlock || !std::equal(kHeader.begin(), kHeader.end(), bytes.begin())) return false;
    const auto block = bytes.first(kBlock);
    return std::accumulate(block.begin(), block.end(), 0u) % 256 == 0;
}

/// Panels without a size of their own state the shape: 16x9 or 16x10, 4x3, ..., as they stand, times ten, or
/// times a hundred. Of 4x3 and 5x4 the last are sizes that panels have.
bool is_aspect_ratio(const PanelSize& size) {
    constexpr std::array<std::array<int, 2>, 6> kShapes{
        {{16, 9}, {16, 10}, {4, 3}, {5, 4}, {15, 9}, {21, 9}}};
    for (const auto& [w, h] : kShapes)
        for (const int factor : {1, 10, 100})
            if ((factor < 100 || w > 5) && ((size.width_mm == w * factor && size.height_mm == h * factor) ||
                                            (size.width_mm == h * factor && size.height_mm == w * factor)))
                return true;
    return false;
}

/// Of the preferred timing; none when a text stands there.
std::optional<PixelSize> timing_pixels(std::span<const std::uint8_t> bytes) {
    const auto timing = bytes.subspan(kFirstTiming, 18);
    if (timing[0] == 0 && timing[1] == 0) return std::nullopt;
    const PixelSize pixels{timing[2] | (timing[4] & 0xf0) << 4, timing[5] | (timing[7] & 0xf0) << 4};
    return pixels.width > 0 && pixels.height > 0 ? std::optional{pixels} : std::nullopt;
}

/// Without pixels the most usual ones are meant.
bool is_size(const PanelSize& size, std::span<const std::uint8_t> bytes) {
    if (is_aspect_ratio(size)) return false;
    const bool upright = size.height_mm > size.width_mm;
    return is_credible(
        size, timing_pixels(bytes).value_or(upright ? PixelSize{1080, 1920} : PixelSize{1920, 1080}));
}

std::optional<PanelSize> timing_size(std::span<const std::uint8_t> bytes) {
    const auto timing = bytes.subspan(kFirstTiming, 18);
    if (timing[0] == 0 && timing[1] == 0) return std::nullopt;  // a text, not a timing
    const PanelSize size{static_cast<double>(timing[12] | (timing[14] & 0xf0) << 4),
                         static_cast<double>(timing[13] | (timing[14] & 0x0f) << 8)};
    // Some panels state centimetres here too; then both places have the same numbers.
    if (size.width_mm == bytes[kWidthCm] && size.height_mm == bytes[kHeightCm]) return std::nullopt;
    return is_size(size, bytes) ? std::optional{size} : std::nullopt;
}

std::optional<PanelSize> centimetre_size(std::span<const std::uint8_t> bytes) {
    const PanelSize size{bytes[kWidthCm] * 10.0,
                         bytes[kHeightCm] * 10.0};  // EDID 1.4: with one of them 0 the other is a shape
    return is_size(size, bytes) ? std::optional{size} : std::nullopt;
}

bool says(const std::filesystem::path& file, std::string_view word) {
    const auto text = base::read_file(file);
    return text && text->starts_with(word);
}

}  // namespace

bool is_credible(const PanelSize& size, PixelSize pixels) {
    const bool turned = (size.width_mm > size.height_mm) != (pixels.width > pixels.height);
    const double across = (turned ? size.height_mm : size.width_mm) / pixels.width,
                 down = (turned ? size.width_mm : size.height_mm) / pixels.height,
                 diagonal = std::hypot(size.width_mm, size.height_mm);
    const auto fits = [](double least, double value, double most) { return value >= least && value <= most; };
    return fits(kLeastDiagonalMm, diagonal, kMostDiagonalMm) && fits(kLeastPitchMm, across, kMostPitchMm) &&
           fits(kLeastPitchMm, down, kMostPitchMm) && fits(1 / kMostUneven, across / down, kMostUneven);
}

std::optional<PanelSize> parse_edid(std::span<const std::uint8_t> bytes) {
    if (!is_intact(bytes)) return std::nullopt;
    if (auto size = timing_size(bytes)) return size;
    return centimetre_size(bytes);
}

std::optional<FoundPanel> find_panel_size(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> connectors;
    std::error_code error;
    for (auto entry = std::filesystem::directory_iterator(folder, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
        if (says(entry->path() / "status", "connected")) connectors.push_back(entry->path());
    std::sort(connectors.begin(), connectors.end());
    std::stable_partition(connectors.begin(), connectors.end(),
                          [](const auto& c) { return says(c / "enabled", "enabled"); });
    for (const auto& connector : connectors) {
        const auto bytes = base::read_file(connector / "edid");
        if (!bytes) continue;
        if (const auto size =
                parse_edid({reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()}))
            return FoundPanel{*size, connector.filename().string()};
    }
    return std::nullopt;
}

}  // namespace kiosk
