// What the rasteriser's inner loops and shapes cost, each beside memset or memcpy of the same area. Names are
// what/how/size: "simd" is what the display uses, "scalar" the reference that it is tested against.
#include <benchmark/benchmark.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <cstring>
#include <random>
#include <vector>

#include "kiosk/platform/fade.h"
#include "kiosk/platform/software_renderer.h"
#include "kiosk/platform/span.h"

namespace {

using benchmark::State;
using Pixels = std::vector<std::uint32_t>;

constexpr std::size_t kWidth = 512, kHeight = 256;  // of the spans: 512 kB, as a part of a page in the cache
constexpr std::size_t kArea = kWidth * kHeight;
constexpr kiosk::Colour kOpaque{0x1f4e79, 255}, kTranslucent{0x1f4e79, 96};

Pixels noise(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    Pixels pixels(count);
    for (auto& pixel : pixels) pixel = static_cast<std::uint32_t>(random() & 0xffffff);
    return pixels;
}

/// Coverage like a page of text: half of it bare, a quarter full, a quarter edges.
std::vector<std::uint8_t> text_coverage() {
    std::mt19937 random(5);
    std::vector<std::uint8_t> coverage(kArea);
    for (std::size_t i = 0; i < kArea; ++i) {
        const bool edge = i % 8 == 3 || i % 8 == 4;
        coverage[i] = edge ? static_cast<std::uint8_t>(random()) : i % 8 < 3 ? 0 : i % 8 < 6 ? 255 : 0;
    }
    return coverage;
}

void count_pixels(State& state, std::size_t pixels) {
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(pixels));
}

void set_memory(State& state, std::size_t count) {
    Pixels into(count);
    for (auto _ : state) {
        std::memset(into.data(), 0x5a, count * 4);
        benchmark::ClobberMemory();
    }
    count_pixels(state, count);
}

void copy_memory(State& state, std::size_t count) {
    const Pixels from = noise(count, 1);
    Pixels into(count);
    for (auto _ : state) {
        std::memcpy(into.data(), from.data(), count * 4);
        benchmark::ClobberMemory();
    }
    count_pixels(state, count);
}

/// Row by row, as rectangles are drawn.
template <class Row>
void rows(State& state, Row row) {
    Pixels into = noise(kArea, 2);
    for (auto _ : state) {
        for (std::size_t y = 0; y < kHeight; ++y) row(into.data() + y * kWidth, y * kWidth);
        benchmark::ClobberMemory();
    }
    count_pixels(state, kArea);
}

template <class Fill>
void fill(State& state, Fill fill_span, kiosk::Colour colour) {
    rows(state, [&](std::uint32_t* into, std::size_t) { fill_span(into, kWidth, colour); });
}

template <class Ink>
void ink(State& state, Ink ink_span, kiosk::Colour colour) {
    const auto coverage = text_coverage();
    rows(state,
         [&](std::uint32_t* into, std::size_t at) { ink_span(into, coverage.data() + at, kWidth, colour); });
}

template <class Mix>
void mix(State& state, Mix mix_span) {
    const Pixels from = noise(kArea, 3), to = noise(kArea, 4);
    rows(state, [&](std::uint32_t* into, std::size_t at) {
        mix_span(from.data() + at, to.data() + at, 100, into, kWidth);
    });
}

/// Shapes through the whole renderer, on a picture of one page.
class Board {
public:
    static constexpr int kPageWidth = 1920, kPageHeight = 1080;

    Board() {
        shared_.InitialFlags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
        shared_.ClipRectFullscreen = {0, 0, kPageWidth, kPageHeight};
        shared_.TexUvWhitePixel = {0.5f / 64, 0.5f / 64};
        shared_.SetCircleTessellationMaxError(0.15f);
        texels_.assign(64 * 64, 255);
        for (std::size_t i = 64; i < texels_.size(); ++i)
            texels_[i] = static_cast<std::uint8_t>(i % 7 < 3 ? 0 : i % 7 < 5 ? 255 : i * 37);
        renderer_->set_texture(1, {64, 64, texels_.data()});
        list_._ResetForNewFrame();
        list_.PushClipRectFullScreen();
        list_.PushTextureID(reinterpret_cast<ImTextureID>(std::uintptr_t{1}));
    }
    [[nodiscard]] ImDrawList& list() { return list_; }
    void run(State& state, std::size_t pixels) {
        ImDrawList* lists[] = {&list_};
        ImDrawData data;
        data.CmdLists = lists;
        data.CmdListsCount = 1;
        data.DisplaySize = {kPageWidth, kPageHeight};
        data.FramebufferScale = {1, 1};
        for (auto _ : state) renderer_->draw(data, 0xffffff, picture_);
        count_pixels(state, pixels);
    }

private:
    ImDrawListSharedData shared_;
    ImDrawList list_{&shared_};
    std::vector<std::uint8_t> texels_;
    std::unique_ptr<kiosk::Renderer> renderer_ = kiosk::make_software_renderer();
    kiosk::Picture picture_{kPageWidth, kPageHeight, {}};
};

constexpr std::size_t kPageArea = std::size_t{Board::kPageWidth} * Board::kPageHeight;

void page_of_rectangles(State& state) {
    Board board;
    for (float y = 0; y < 1080; y += 54)
        for (float x = 0; x < 1920; x += 96)
            board.list().AddRectFilled({x, y}, {x + 90, y + 50}, IM_COL32(31, 78, 121, 255));
    board.run(state, kPageArea);
}

void page_of_cards(State& state) {
    Board board;
    for (float y = 20; y < 1000; y += 270)
        for (float x = 20; x < 1800; x += 380)
            board.list().AddRectFilled({x, y}, {x + 360, y + 250}, IM_COL32(31, 78, 121, 255), 24);
    board.run(state, kPageArea);
}

void page_of_glyphs(State& state) {
    Board board;
    for (float y = 0; y < 1040; y += 40)
        for (float x = 0; x < 1880; x += 36) {
            board.list().PrimReserve(6, 4);
            board.list().PrimRectUV({x, y}, {x + 32, y + 32}, {0.25f, 0.25f}, {0.75f, 0.75f},
                                    IM_COL32(20, 20, 20, 255));
        }
    board.run(state, kPageArea);
}

/// One frame of a fade over whole pages; `shared` of 8 stretches of a row are the same in both.
void fade(State& state, int width, int height, std::size_t shared) {
    const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    kiosk::Picture from{width, height, noise(count, 6)}, to{width, height, noise(count, 7)}, into = from;
    for (std::size_t i = 0; i < count; ++i)
        if (i / 64 % 8 < shared) to.pixels[i] = from.pixels[i];
    kiosk::Fade fade;
    fade.add(kiosk::Pixels(from), kiosk::Pixels(to));
    for (auto _ : state) {
        fade.draw(kiosk::Pixels(into), 100);
        benchmark::ClobberMemory();
    }
    count_pixels(state, count);
}

template <class Work>
void add(const std::string& name, Work work) {
    benchmark::RegisterBenchmark(name.c_str(), work)->Unit(benchmark::kMicrosecond);
}

void add_spans() {
    add("fill/memset/part", [](State& s) { set_memory(s, kArea); });
    add("fill/simd/part", [](State& s) { fill(s, kiosk::fill_span, kOpaque); });
    add("fill/scalar/part", [](State& s) { fill(s, kiosk::scalar::fill_span, kOpaque); });
    add("blend/memcpy/part", [](State& s) { copy_memory(s, kArea); });
    add("blend/simd/part", [](State& s) { fill(s, kiosk::fill_span, kTranslucent); });
    add("blend/scalar/part", [](State& s) { fill(s, kiosk::scalar::fill_span, kTranslucent); });
    add("glyphs/simd/part", [](State& s) { ink(s, kiosk::ink_span, kOpaque); });
    add("glyphs/scalar/part", [](State& s) { ink(s, kiosk::scalar::ink_span, kOpaque); });
    add("mix/simd/part", [](State& s) { mix(s, kiosk::mix_span); });
    add("mix/scalar/part", [](State& s) { mix(s, kiosk::scalar::mix_span); });
}

void add_pages() {
    add("page/memset/1920x1080", [](State& s) { set_memory(s, kPageArea); });
    add("page/rectangles/1920x1080", page_of_rectangles);
    add("page/rounded/1920x1080", page_of_cards);
    add("page/glyphs/1920x1080", page_of_glyphs);
    for (const int scale : {1, 2}) {
        const int width = scale * Board::kPageWidth, height = scale * Board::kPageHeight;
        const auto area = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
        const std::string size = "/" + std::to_string(width) + "x" + std::to_string(height);
        add("fade/memcpy" + size, [=](State& s) { copy_memory(s, area); });
        add("fade/all-differs" + size, [=](State& s) { fade(s, width, height, 0); });
        add("fade/quarter-differs" + size, [=](State& s) { fade(s, width, height, 6); });
    }
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::AddCustomContext("spans", kiosk::span_kind());
    add_spans();
    add_pages();
    benchmark::RunSpecifiedBenchmarks();
}
