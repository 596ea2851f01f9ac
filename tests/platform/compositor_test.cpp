#include "kiosk/platform/compositor.h"

#include <doctest/doctest.h>

#include "kiosk/platform/memory_output.h"

using kiosk::Box;
using kiosk::Compositor;
using kiosk::MemoryOutput;
using kiosk::Pixels;

namespace {

constexpr kiosk::PixelSize kPanel{4, 3};
constexpr Box kAll{0, 0, 4, 3};

/// Each pixel tells its place: 0xXXYY.
std::uint32_t place(int x, int y) { return static_cast<std::uint32_t>(x << 8 | y); }
void draw_places(const Pixels& target, const Box& part) {
    for (int y = part.top; y < part.bottom; ++y)
        for (int x = part.left; x < part.right; ++x) *target.at(x, y) = place(x, y);
}
Compositor::DrawPart one_colour(std::uint32_t colour) {
    return [=](const Pixels& target, const Box& part) {
        for (int y = part.top; y < part.bottom; ++y)
            for (int x = part.left; x < part.right; ++x) *target.at(x, y) = colour;
    };
}
std::uint32_t seen(const MemoryOutput& output, int x, int y) {
    const kiosk::Picture& picture = output.picture();
    return picture.pixels.at(static_cast<std::size_t>(y * picture.width + x));
}

/// A panel whose pixels are not ours: nothing can be painted on it but whole parts.
class ForeignOutput : public MemoryOutput {
public:
    using MemoryOutput::MemoryOutput;
    [[nodiscard]] std::optional<Surface> surface() override {
        auto surface = MemoryOutput::surface();
        surface->pixels.reset();
        return surface;
    }
};

}  // namespace

TEST_CASE("compositor: a part is drawn and sent, and nothing beside it") {
    MemoryOutput output{kPanel};
    Compositor compositor{output};
    CHECK_FALSE(compositor.holds_picture());
    const Box part{1, 1, 3, 2};
    CHECK(compositor.present(kPanel, {&part, 1}, draw_places));
    CHECK(compositor.holds_picture());
    CHECK(seen(output, 1, 1) == place(1, 1));
    CHECK(seen(output, 2, 1) == place(2, 1));
    CHECK(seen(output, 3, 1) == 0);
    CHECK(seen(output, 1, 2) == 0);
}

TEST_CASE("compositor: turned pictures and touches of the panel agree, whatever the pixels are") {
    for (const int degrees : {0, 90, 180, 270})
        for (const bool foreign : {false, true}) {
            CAPTURE(degrees);
            const kiosk::PixelSize upright = kiosk::turned_size(kPanel, degrees);
            ForeignOutput whole{kPanel};
            MemoryOutput own{kPanel};
            MemoryOutput& output = foreign ? whole : own;
            Compositor compositor{output, degrees};
            CHECK(compositor.size() == upright);
            const Box all{0, 0, upright.width, upright.height};
            REQUIRE(compositor.present(upright, {&all, 1}, draw_places));
            for (int y = 0; y < kPanel.height; ++y)
                for (int x = 0; x < kPanel.width; ++x) {
                    const kiosk::Pixel touched = compositor.upright({x, y});
                    CHECK(seen(output, x, y) == place(touched.x, touched.y));
                }
            CHECK(compositor.upright(kiosk::kOutside) == kiosk::kOutside);
        }
}

TEST_CASE("compositor: of another size nothing is presented, and after a resize nothing is held") {
    MemoryOutput output{kPanel};
    Compositor compositor{output};
    REQUIRE(compositor.present(kPanel, {&kAll, 1}, draw_places));
    output.resize({2, 2});
    CHECK_FALSE(compositor.holds_picture());
    CHECK_FALSE(compositor.present(kPanel, {&kAll, 1}, draw_places));
    CHECK(output.take_events().at(0).kind == kiosk::InputEvent::Kind::resize);
    CHECK(compositor.size() == kiosk::PixelSize{2, 2});
}

TEST_CASE("compositor: a fade goes from what is there to what comes, and is lost with the glass") {
    MemoryOutput output{kPanel};
    Compositor compositor{output};
    CHECK_FALSE(compositor.begin_fade(kPanel, {&kAll, 1}, one_colour(0xffffff)));
    REQUIRE(compositor.present(kPanel, {&kAll, 1}, one_colour(0)));
    REQUIRE(compositor.begin_fade(kPanel, {&kAll, 1}, one_colour(0xffffff)));
    CHECK(seen(output, 0, 0) == 0);
    CHECK(compositor.show_fade(kiosk::kFadeEnd / 2));
    CHECK(seen(output, 0, 0) > 0x606060);
    CHECK(seen(output, 0, 0) < 0xa0a0a0);
    CHECK(compositor.show_fade(kiosk::kFadeEnd));
    CHECK(seen(output, 3, 2) == 0xffffff);
    REQUIRE(compositor.begin_fade(kPanel, {&kAll, 1}, one_colour(0)));
    output.resize(kPanel);
    CHECK_FALSE(compositor.show_fade(kiosk::kFadeEnd / 2));
}

TEST_CASE("compositor: a picture that was moved takes its touches along and leaves no edge bare") {
    MemoryOutput output{kPanel};
    Compositor compositor{output};
    REQUIRE(compositor.present(kPanel, {&kAll, 1}, draw_places));
    compositor.move_to({1, 0}, draw_places);
    CHECK(seen(output, 1, 0) == place(0, 0));
    CHECK(seen(output, 0, 0) == place(0, 0));
    CHECK(compositor.upright({1, 2}) == kiosk::Pixel{0, 2});
    compositor.move_to({0, 0}, draw_places);
    CHECK(seen(output, 3, 1) == place(3, 1));
}
