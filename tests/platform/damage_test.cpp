#include "kiosk/platform/damage.h"

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <memory>
#include <random>

#include "kiosk/platform/software_renderer.h"
#include "sheet.h"

namespace {

constexpr int kWidth = 300, kHeight = 200;  // neither is a multiple of a tile

/// Draw lists that change a little from one frame to the next, as pages do: shapes come, go, move and change
/// their colour.
class Scene {
public:
    explicit Scene(unsigned seed) : random_(seed) {
        shared_.InitialFlags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
        shared_.ClipRectFullscreen = {0, 0, kWidth, kHeight};
        shared_.TexUvWhitePixel = {0.5f / 16, 0.5f / 16};
        shared_.SetCircleTessellationMaxError(0.15f);
        for (auto& texel : texels_) texel = static_cast<std::uint8_t>(random_());
        texels_[0] = 255;
        for (int i = 0; i < 12; ++i) shapes_.push_back(any_shape());
    }
    [[nodiscard]] kiosk::AlphaImage image() const { return {16, 16, texels_.data()}; }
    [[nodiscard]] std::uint32_t background() const { return background_; }

    void change() {
        for (std::uint32_t left = any(3); left > 0; --left) {
            const std::size_t at = any(static_cast<std::uint32_t>(shapes_.size()) - 1);
            switch (any(6)) {
                case 0:
                    shapes_.push_back(any_shape());
                    break;
                case 1:
                    if (shapes_.size() > 1) shapes_.erase(shapes_.begin() + static_cast<long>(at));
                    break;
                case 2:
                    std::swap(shapes_[at], shapes_[0]);  // another order is another picture
                    break;
                case 3:
                    shapes_[at].colour = any_colour();
                    break;
                default:
                    shapes_[at].from.x += any_length(3) - 1.5f;
            }
        }
        if (any(40) == 0) background_ = any(0xffffff);
        if (any(15) == 0) broken_ = !broken_;
    }

    /// The lists of this frame.
    [[nodiscard]] ImDrawData& data() {
        list_ = std::make_unique<ImDrawList>(&shared_);
        list_->_ResetForNewFrame();
        list_->PushClipRectFullScreen();
        list_->PushTextureID(reinterpret_cast<ImTextureID>(std::uintptr_t{1}));
        for (const Shape& shape : shapes_) draw(shape);
        if (broken_ && list_->VtxBuffer.Size > 8) {
            list_->VtxBuffer[list_->VtxBuffer.Size / 2].pos.x = std::numeric_limits<float>::quiet_NaN();
            list_->IdxBuffer[list_->IdxBuffer.Size / 3] = 60000;
            list_->VtxBuffer[list_->VtxBuffer.Size / 4].uv.y = 1e30f;
        }
        lists_[0] = list_.get();
        data_.CmdLists = lists_;
        data_.CmdListsCount = 1;
        data_.DisplaySize = {kWidth, kHeight};
        data_.FramebufferScale = {1, 1};
        return data_;
    }

private:
    struct Shape {
        std::uint32_t kind = 0;
        ImVec2 from, to;
        ImU32 colour = 0;
    };

    std::uint32_t any(std::uint32_t most) { return static_cast<std::uint32_t>(random_()) % (most + 1); }
    float any_length(std::uint32_t most) { return static_cast<float>(any(most * 64)) / 64; }
    ImU32 any_colour() { return static_cast<ImU32>(random_()) | (any(1) == 0 ? 0xff000000u : 0); }
    Shape any_shape() {
        const ImVec2 from{any_length(kWidth + 40) - 20, any_length(kHeight + 40) - 20};
        return {any(7), from, {from.x + any_length(120), from.y + any_length(90)}, any_colour()};
    }

    void draw(const Shape& s) {
        switch (s.kind) {
            case 0:
                return list_->AddRectFilled(s.from, s.to, s.colour);
            case 1:
                return list_->AddRectFilled(s.from, s.to, s.colour, 9);
            case 2:
                return list_->AddCircleFilled(s.from, 20, s.colour);
            case 3:
                return list_->AddLine(s.from, s.to, s.colour, 2.5f);
            case 4:
                return list_->AddRectFilledMultiColor(s.from, s.to, s.colour, 0xff0000ff, 0x80ff0000,
                                                      s.colour);
            case 5:
                list_->PushClipRect({s.from.x, s.from.y}, {s.from.x + 25, s.from.y + 30}, true);
                list_->AddCircle(s.from, 30, s.colour, 0, 3);
                return list_->PopClipRect();
            default:  // glyphs: texel for pixel, and stretched
                list_->PrimReserve(6, 4);
                const ImVec2 end = s.kind == 6 ? ImVec2{s.from.x + 9, s.from.y + 11} : s.to;
                list_->PrimRectUV(s.from, end, {4 / 16.0f, 3 / 16.0f}, {13 / 16.0f, 14 / 16.0f}, s.colour);
        }
    }

    std::mt19937 random_;
    std::array<std::uint8_t, 256> texels_{};
    ImDrawListSharedData shared_;
    std::unique_ptr<ImDrawList> list_;
    ImDrawList* lists_[1] = {};
    ImDrawData data_;
    std::vector<Shape> shapes_;
    std::uint32_t background_ = 0xf7f5f0;
    bool broken_ = false;
};

bool overlap(const kiosk::Box& a, const kiosk::Box& b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

bool are_disjoint(const std::vector<kiosk::Box>& boxes) {
    for (std::size_t i = 0; i < boxes.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (overlap(boxes[i], boxes[j])) return false;
    return true;
}

std::size_t area(const std::vector<kiosk::Box>& boxes) {
    std::size_t sum = 0;
    for (const auto& box : boxes) sum += static_cast<std::size_t>(box.width() * box.height());
    return sum;
}

kiosk::Picture empty_picture(std::uint32_t colour) {
    kiosk::Picture picture{kWidth, kHeight, {}};
    picture.pixels.assign(std::size_t{kWidth} * kHeight, colour);
    return picture;
}

}  // namespace

TEST_CASE("damage: drawing what changed gives the pixels of drawing everything") {
    std::size_t drawn = 0, frames = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        Scene scene(seed);
        const auto renderer = kiosk::make_software_renderer();
        renderer->set_texture(1, scene.image());
        kiosk::Damage damage;
        kiosk::Picture kept = empty_picture(0x123456), whole = empty_picture(0);
        const kiosk::Pixels pixels(kept);
        for (int frame = 0; frame < 40; ++frame) {
            CAPTURE(seed);
            CAPTURE(frame);
            ImDrawData& data = scene.data();
            const auto boxes = damage.update(data, scene.background(), {kWidth, kHeight});
            REQUIRE(are_disjoint(boxes));
            for (const kiosk::Box& box : boxes) renderer->draw_part(data, scene.background(), pixels, box);
            renderer->draw(data, scene.background(), whole);
            REQUIRE(kept.pixels == whole.pixels);
            if (frame > 0) drawn += area(boxes);
            ++frames;
            scene.change();
        }
    }
    CHECK(drawn < frames * kWidth * kHeight / 2);  // or else the test says nothing
}

TEST_CASE("damage: any part of a picture is drawn as it is in the whole") {
    std::mt19937 random(17);
    const auto within = [&](int most) {
        return static_cast<int>(random() % static_cast<unsigned>(most + 1));
    };
    for (unsigned seed = 100; seed < 160; ++seed) {
        Scene scene(seed);
        const auto renderer = kiosk::make_software_renderer();
        renderer->set_texture(1, scene.image());
        kiosk::Picture whole = empty_picture(0);
        ImDrawData& data = scene.data();
        renderer->draw(data, 0xffffff, whole);
        for (int i = 0; i < 20; ++i) {
            const int left = within(kWidth), top = within(kHeight);
            const kiosk::Box box{left, top, left + within(kWidth - left), top + within(kHeight - top)};
            std::vector<std::uint32_t> part(static_cast<std::size_t>(box.width() * box.height()), 0x77u);
            renderer->draw_part(data, 0xffffff, {part.data(), box, box.width()}, box);
            for (int y = box.top; y < box.bottom; ++y)
                for (int x = box.left; x < box.right; ++x)
                    REQUIRE(part[static_cast<std::size_t>((y - box.top) * box.width() + x - box.left)] ==
                            pixel(whole, x, y));
        }
    }
}

TEST_CASE("damage: the same lists again are no damage, and a small change is a small one") {
    Sheet sheet;
    kiosk::Damage damage;
    const auto update = [&](kiosk::PixelSize size = {640, 480}, std::uint32_t background = 0) {
        ImDrawList* lists[] = {&sheet.list()};
        ImDrawData data;
        data.CmdLists = lists;
        data.CmdListsCount = 1;
        data.FramebufferScale = {1, 1};
        return damage.update(data, background, size);
    };
    const std::vector<kiosk::Box> everything{{0, 0, 640, 480}};
    sheet.list().AddRectFilled({10, 10}, {400, 300}, IM_COL32_WHITE);
    CHECK(update() == everything);
    CHECK(update().empty());
    sheet.list().AddRectFilled({140, 140}, {150, 150}, IM_COL32_BLACK);
    CHECK(update() == std::vector<kiosk::Box>{{128, 128, 192, 192}});
    CHECK(update().empty());
    CHECK(update({640, 480}, 0x123456) == everything);
    CHECK(update({640, 481}, 0x123456) == std::vector<kiosk::Box>{{0, 0, 640, 481}});
    CHECK(update({0, 481}, 0x123456).empty());
    CHECK(update() == everything);
    damage.forget();
    CHECK(update() == everything);
    CHECK(update().empty());
}

TEST_CASE("renderer: what is dropped is counted") {
    Sheet sheet;
    CHECK(sheet.dropped() == 0);
    sheet.triangle({0, 0}, {30, 0}, {0, 30}, IM_COL32_WHITE);
    static_cast<void>(sheet.picture());
    CHECK(sheet.dropped() == 0);
    sheet.list().VtxBuffer[1].pos.x = std::numeric_limits<float>::quiet_NaN();
    static_cast<void>(sheet.picture());
    CHECK(sheet.dropped() == 1);
    sheet.list().CmdBuffer[0].ElemCount = 600;
    static_cast<void>(sheet.picture());
    CHECK(sheet.dropped() == 2);
}
