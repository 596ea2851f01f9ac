#include "sheet.h"

Sheet::Sheet() : list_(std::make_unique<ImDrawList>(&shared_)) {
    texels_[0] = 255;
    renderer_->set_texture(kTexture, {kTextureSize, kTextureSize, texels_.data()});
    shared_.InitialFlags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
    shared_.SetCircleTessellationMaxError(0.3f);
    shared_.ClipRectFullscreen = {-10000, -10000, 10000, 10000};
    shared_.TexUvWhitePixel = {0.5f / kTextureSize, 0.5f / kTextureSize};
    list_->_ResetForNewFrame();
    list_->PushClipRectFullScreen();
    list_->PushTextureID(reinterpret_cast<ImTextureID>(kTexture));
}

void Sheet::triangle(ImVec2 a, ImVec2 b, ImVec2 c, ImU32 colour) {
    const ImVec2 white = shared_.TexUvWhitePixel;
    list_->PrimReserve(3, 3);
    list_->PrimVtx(a, white, colour);
    list_->PrimVtx(b, white, colour);
    list_->PrimVtx(c, white, colour);
}

const kiosk::Picture& Sheet::picture(std::uint32_t background) { return picture(background, {0, 0}, 1); }

template <class Draw>
void Sheet::with_data(ImVec2 display_pos, float scale, Draw draw) {
    ImDrawList* lists[] = {list_.get()};
    ImDrawData data;
    data.Valid = true;
    data.CmdLists = lists;
    data.CmdListsCount = 1;
    data.DisplayPos = display_pos;
    data.DisplaySize = {static_cast<float>(picture_.width), static_cast<float>(picture_.height)};
    data.FramebufferScale = {scale, scale};
    draw(data);
}

const kiosk::Picture& Sheet::picture(std::uint32_t background, ImVec2 display_pos, float scale) {
    with_data(display_pos, scale,
              [&](const ImDrawData& data) { renderer_->draw(data, background, picture_); });
    return picture_;
}

kiosk::Picture Sheet::picture_by(kiosk::Renderer& renderer, std::uint32_t background) {
    renderer.set_texture(kTexture, {kTextureSize, kTextureSize, texels_.data()});
    with_data({0, 0}, 1, [&](const ImDrawData& data) { renderer.draw(data, background, picture_); });
    return picture_;
}

void Sheet::draw_part_by(kiosk::Renderer& renderer, std::uint32_t background, kiosk::Picture& target,
                         const kiosk::Box& part) {
    with_data({0, 0}, 1, [&](const ImDrawData& data) {
        renderer.draw_part(data, background, kiosk::Pixels(target), part);
    });
}

void Sheet::set_size(int width, int height) {
    picture_.width = width;
    picture_.height = height;
}
