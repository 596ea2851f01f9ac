#include "kiosk/app/painter.h"

#include <imgui.h>

#include <cstdlib>
#include <new>

#include "kiosk/platform/raster.h"

namespace kiosk {
namespace {

/// ImGui takes no memory for a bug of its caller, and writes to address 0.
void* allocate(std::size_t bytes, void*) {
    void* const memory = std::malloc(bytes);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}
void release(void* memory, void*) { std::free(memory); }

/// ImGui's atlas of letters takes some of its memory from elsewhere, and aborts the program without it.
void ensure_memory_for_atlas() {
    constexpr std::size_t kMoreThanItTakes = 1 << 20;
    release(allocate(kMoreThanItTakes, nullptr), nullptr);
}

ImGuiContext* create_context() {
    ImGui::SetAllocatorFunctions(allocate, release);
    return ImGui::CreateContext();
}

}  // namespace

Painter::Painter(Fonts& fonts, std::unique_ptr<Renderer> renderer)
    : fonts_(fonts), renderer_(std::move(renderer)), context_(create_context()) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    ImFontConfig blank;
    static constexpr ImWchar kSpaceAlone[] = {' ', ' ', 0};  // ImGui wants a font; words are ours
    blank.GlyphRanges = kSpaceAlone;
    io.Fonts->AddFontDefault(&blank);
    ensure_memory_for_atlas();
    AlphaImage image;
    unsigned char* pixels = nullptr;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &image.width,
                                 &image.height);  // ImGui's own: a white point and soft lines
    image.pixels = pixels;
    io.Fonts->SetTexID(nullptr);
    renderer_->set_texture(0, image);
    ImGui::GetStyle().CircleTessellationMaxError = 0.15f;
}

Painter::~Painter() { ImGui::DestroyContext(context_); }

void Painter::share_textures() {
    for (int i = 0; i < fonts_.page_count(); ++i) {
        const AtlasPage& page = fonts_.page(i);
        renderer_->set_texture(kFirstAtlasTexture + static_cast<std::uintptr_t>(i),
                               {page.side, page.side, page.pixels.data()});
    }
}

void Painter::compose(const Page& page, const Theme& theme, const Metrics& metrics, const Overlay& overlay,
                      Record& record) {
    ImGui::SetCurrentContext(context_);
    size_ = {static_cast<int>(metrics.width), static_cast<int>(metrics.height)};
    const int as_large_as_the_picture = 1 + (size_.width * size_.height >> 20);  // pages of 1024x1024
    if (fonts_.trim_atlas(1 + as_large_as_the_picture))
        damage_.forget();  // other glyphs take the same places
    frame(metrics, [&](ImDrawList* list) {
        record = {};
        Canvas canvas{list, fonts_, theme, page.metrics, record, overlay};
        page.draw(canvas);
        moving_ = canvas.moving();
    });
    share_textures();
    background_ = theme.paper;
    is_whole_ = true;
}

std::optional<Box> Painter::compose_moving(const Page& page, const Theme& theme, const Overlay& overlay) {
    if (!moving_) return std::nullopt;
    ImGui::SetCurrentContext(context_);
    frame(page.metrics, [&](ImDrawList* list) {
        Record unused;
        Canvas canvas{list, fonts_, theme, page.metrics, unused, overlay};
        moving_->draw(canvas);
    });
    is_whole_ = false;
    const Rect& box = moving_->box;
    const Box pixels =
        pixels_of({box.x, box.y, box.right(), box.bottom()}, {0, 0, size_.width, size_.height});
    damage_.forget(pixels);
    return pixels;
}

void Painter::frame(const Metrics& metrics, const std::function<void(ImDrawList*)>& layout) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {metrics.width, metrics.height};
    io.DeltaTime = 1.0f / 60;
    ImGui::NewFrame();
    layout(ImGui::GetBackgroundDrawList());
    ImGui::Render();
}

std::vector<Box> Painter::changes() {
    ImGui::SetCurrentContext(context_);
    return damage_.update(*ImGui::GetDrawData(), background_, size_);
}

void Painter::draw(const Pixels& target, const Box& part) {
    ImGui::SetCurrentContext(context_);
    renderer_->draw_part(*ImGui::GetDrawData(), background_, target, part);
}

void Painter::paint(const Page& page, const Theme& theme, const Metrics& metrics, const Overlay& overlay,
                    Record& record, Picture& picture) {
    compose(page, theme, metrics, overlay, record);
    picture.width = size_.width;
    picture.height = size_.height;
    renderer_->draw(*ImGui::GetDrawData(), background_, picture);
}

}  // namespace kiosk
