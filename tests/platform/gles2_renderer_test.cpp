#include "kiosk/platform/gles2_renderer.h"

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <vector>

#include "close_to.h"
#include "kiosk/platform/renderer_choice.h"
#include "sheet.h"

namespace {

constexpr ImU32 kInk = IM_COL32(23, 38, 46, 255), kWhite = IM_COL32(255, 255, 255, 255),
                kHalfRed = IM_COL32(200, 40, 20, 128);

/// A renderer and what it complained about.
struct Gles2 {
    std::vector<std::string> complaints;
    std::unique_ptr<kiosk::Renderer> renderer;

    Gles2() {
        auto made = kiosk::make_gles2_renderer(
            true, base::Log{[this](const base::LogEntry& entry) { complaints.push_back(entry.message); }});
        REQUIRE_MESSAGE(made.has_value(), (made ? std::string() : made.error().message));
        renderer = std::move(*made);
        complaints.clear();  // that it is software OpenGL
    }
};

void fill_texels(Sheet& sheet) {
    std::mt19937 random(1);
    for (std::size_t i = 1; i < sheet.texels().size(); ++i)
        sheet.texels()[i] = static_cast<std::uint8_t>(random());
}

void glyph(Sheet& sheet, ImVec2 at, ImU32 colour) {
    sheet.list().PrimReserve(6, 4);
    sheet.list().PrimRectUV(at, {at.x + 7, at.y + 7}, Sheet::uv(1, 1), Sheet::uv(8, 8), colour);
}

struct Scene {
    const char* name;
    std::uint32_t background;
    void (*draw)(Sheet& sheet);
};

/// What pages consist of.
constexpr Scene kScenes[] = {
    {"nothing", 0x123456, [](Sheet&) {}},
    {"rectangles, whole, half and see-through", 0xf7f4ec,
     [](Sheet& sheet) {
         sheet.list().AddRectFilled({3, 4}, {20, 30}, kInk);
         sheet.list().AddRectFilled({10.25f, 10.75f}, {40.6f, 20.3f}, kHalfRed);
         sheet.list().AddRectFilled({-50, 40}, {500, 44}, kHalfRed);
     }},
    {"dark text on light", 0xf7f4ec,
     [](Sheet& sheet) {
         fill_texels(sheet);
         for (float x = 2; x < 60; x += 8) glyph(sheet, {x, 5}, kInk);
     }},
    {"light text on dark, which is inked more", 0x17262e,
     [](Sheet& sheet) {
         fill_texels(sheet);
         for (float x = 2; x < 60; x += 8) glyph(sheet, {x, 5}, kWhite);
         for (float x = 2; x < 60; x += 8) glyph(sheet, {x, 20}, IM_COL32(160, 200, 190, 200));
     }},
    {"a stretched picture", 0xffffff,
     [](Sheet& sheet) {
         fill_texels(sheet);
         sheet.list().PrimReserve(6, 4);
         sheet.list().PrimRectUV({4, 4}, {60, 44}, Sheet::uv(1, 1), Sheet::uv(8, 8), kInk);
     }},
    {"rounded corners and circles", 0xf7f4ec,
     [](Sheet& sheet) {
         sheet.list().AddRectFilled({4.3f, 4.2f}, {40, 30}, kInk, 9);
         sheet.list().AddRect({6, 20}, {60, 44}, kHalfRed, 7, 0, 2.5f);
         sheet.list().AddCircle({45.4f, 15.7f}, 11.3f, kInk, 0, 1.5f);
     }},
    {"thin lines", 0xf7f4ec,
     [](Sheet& sheet) {
         for (float y = 3; y < 48; y += 7.3f) sheet.list().AddLine({2.3f, y}, {61, y * 0.6f + 5.1f}, kInk, 1);
         sheet.list().AddLine({0, 10.5f}, {64, 10.5f}, kHalfRed, 1);
     }},
    {"clip rectangles", 0,
     [](Sheet& sheet) {
         sheet.list().PushClipRect({10.4f, 12.6f}, {30.5f, 20.49f});
         sheet.list().AddRectFilled({0, 0}, {64, 48}, kWhite);
         sheet.list().PopClipRect();
         sheet.list().PushClipRect({40, 5}, {90, 90});
         sheet.list().AddCircleFilled({42, 24}, 15, kHalfRed);
     }},
    {"vertex offsets", 0,
     [](Sheet& sheet) {
         ImDrawList& list = sheet.list();
         list.AddRectFilled({1, 1}, {20, 20}, kWhite);
         list.AddDrawCmd();
         list.CmdBuffer.back().VtxOffset = static_cast<unsigned>(list.VtxBuffer.Size);
         list._VtxCurrentIdx = 0;
         list.AddRectFilled({30, 10}, {50, 30}, kHalfRed);
     }},
};

}  // namespace

TEST_CASE("renderer choice: OpenGL on the CPU is known by its name") {
    for (const char* name :
         {"llvmpipe (LLVM 15.0.6, 256 bits)", "softpipe", "Software Rasterizer", "Google SwiftShader",
          "ANGLE (Google, Vulkan 1.1.0 (SwiftShader Device), x)", "zink (llvmpipe (LLVM 15.0.6, 256 bits))",
          "virgl (LLVMPIPE (LLVM 12.0.0))", "Mesa DRI swrast", "SWR (LLVM 9.0, 256 bits)", ""})
        CHECK_MESSAGE(kiosk::is_software_gl(name), name);
    for (const char* name :
         {"Mali-G52 (Panfrost)", "Mali450", "V3D 4.2", "VC4 V3D 2.1", "FD630",
          "Mesa Intel(R) UHD Graphics 600 (GLK 2)", "AMD Radeon Vega 3 (raven, LLVM 15.0.6)",
          "NVIDIA Tegra X1 (nvgpu)/integrated", "PowerVR Rogue GE8300", "Vivante GC2000"})
        CHECK_MESSAGE(!kiosk::is_software_gl(name), name);
}

TEST_CASE("renderer choice: auto always draws") {
    std::vector<std::string> complaints;
    const auto renderer = kiosk::make_renderer(
        kiosk::RendererKind::automatic,
        base::Log{[&](const base::LogEntry& entry) { complaints.push_back(entry.message); }});
    REQUIRE(renderer.has_value());
    Sheet sheet;
    sheet.list().AddRectFilled({0, 0}, {64, 48}, kWhite);
    CHECK(pixel(sheet.picture_by(**renderer), 63, 47) == 0xffffff);
    CHECK(complaints.empty());
}

TEST_SUITE_BEGIN("gles2");

TEST_CASE("gles2: draws what the software renderer draws") {
    Gles2 gles2;
    for (const Scene& scene : kScenes) {
        const std::string name = scene.name;
        CAPTURE(name);
        Sheet sheet;
        scene.draw(sheet);
        const auto apart =
            distance(sheet.picture(scene.background), sheet.picture_by(*gles2.renderer, scene.background));
        CAPTURE(apart.mean);
        CAPTURE(apart.far_share);
        CHECK(apart.is_small());
    }
    CHECK(gles2.complaints.empty());
    CHECK(gles2.renderer->dropped() == 0);
}

TEST_CASE("gles2: a part is drawn as it is in the whole, and nothing beside it is touched") {
    Gles2 gles2;
    std::mt19937 random(2);
    const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (const Scene& scene : kScenes) {
        const std::string name = scene.name;
        CAPTURE(name);
        Sheet sheet;
        scene.draw(sheet);
        const kiosk::Picture whole = sheet.picture_by(*gles2.renderer, scene.background);
        for (int round = 0; round < 10; ++round) {
            kiosk::Box part{upto(60), upto(44), 0, 0};
            part.right = part.left + 1 + upto(Sheet::kWidth - part.left);
            part.bottom = part.top + 1 + upto(Sheet::kHeight - part.top);
            kiosk::Picture drawn{Sheet::kWidth, Sheet::kHeight, {}};
            drawn.pixels.assign(whole.pixels.size(), 0xabcdef);
            sheet.draw_part_by(*gles2.renderer, scene.background, drawn, part);
            bool same = true;
            for (int y = 0; y < drawn.height; ++y)
                for (int x = 0; x < drawn.width; ++x) {
                    const bool inside = x >= part.left && x < part.right && y >= part.top && y < part.bottom;
                    same = same && pixel(drawn, x, y) == (inside ? pixel(whole, x, y) : 0xabcdef);
                }
            CHECK(same);
        }
    }
}

TEST_CASE("gles2: what cannot be drawn is dropped and counted, and the rest is drawn") {
    Gles2 gles2;
    Sheet sheet;
    sheet.triangle({0, 0}, {30, 0}, {0, 30}, kWhite);
    ImDrawList& list = sheet.list();
    SUBCASE("an index without a vertex") { list.IdxBuffer[1] = 60000; }
    SUBCASE("a vertex offset past the end") { list.CmdBuffer[0].VtxOffset = 0xffffffffu; }
    SUBCASE("more indices than there are") { list.CmdBuffer[0].ElemCount = 600; }
    SUBCASE("an unknown texture") {
        list.CmdBuffer[0].TextureId = reinterpret_cast<ImTextureID>(std::uintptr_t{77});
    }
    SUBCASE("no number") { list.VtxBuffer[1].pos.x = std::numeric_limits<float>::quiet_NaN(); }
    SUBCASE("too far away") { list.VtxBuffer[1].pos.x = 1e20f; }
    SUBCASE("a texture coordinate that is none") {
        list.VtxBuffer[2].uv.y = std::numeric_limits<float>::infinity();
    }
    list.AddDrawCmd();
    list.AddRectFilled({50, 40}, {60, 45}, kWhite);
    const kiosk::Picture picture = sheet.picture_by(*gles2.renderer);
    CHECK(pixel(picture, 5, 5) == 0);
    CHECK(pixel(picture, 55, 42) == 0xffffff);
    CHECK(gles2.renderer->dropped() == 1);
    CHECK(gles2.complaints.empty());
}

TEST_CASE("gles2: a texture that is set again shows its new content") {
    Gles2 gles2;
    Sheet sheet;
    sheet.texels().fill(255);
    glyph(sheet, {10, 10}, kWhite);
    CHECK(pixel(sheet.picture_by(*gles2.renderer), 13, 13) == 0xffffff);
    sheet.texels().fill(0);
    CHECK(pixel(sheet.picture_by(*gles2.renderer), 13, 13) == 0);
}

TEST_CASE("gles2: two renderers at a time do not disturb each other, nor a context of ImGui") {
    ImGuiContext* const context = ImGui::CreateContext();
    ImGui::SetCurrentContext(context);
    Gles2 first;
    Sheet sheet;
    sheet.list().AddRectFilled({0, 0}, {64, 48}, kWhite);
    {
        Gles2 second;
        CHECK(pixel(sheet.picture_by(*second.renderer), 3, 3) == 0xffffff);
        CHECK(pixel(sheet.picture_by(*first.renderer), 3, 3) == 0xffffff);
        CHECK(pixel(sheet.picture_by(*second.renderer), 3, 3) == 0xffffff);
    }
    CHECK(pixel(sheet.picture_by(*first.renderer), 3, 3) == 0xffffff);
    CHECK(ImGui::GetCurrentContext() == context);
    ImGui::DestroyContext(context);
    CHECK(pixel(sheet.picture_by(*first.renderer), 3, 3) == 0xffffff);
}

TEST_CASE("gles2: what is larger than OpenGL allows is drawn in software, with one complaint") {
    Gles2 gles2;
    Sheet sheet;
    const std::vector<std::uint8_t> long_row(200'000, 255);
    SUBCASE("a texture") { gles2.renderer->set_texture(9, {200'000, 1, long_row.data()}); }
    SUBCASE("a picture") { sheet.set_size(200'000, 2); }
    sheet.list().AddRectFilled({0, 0}, {64, 48}, kWhite);
    CHECK(pixel(sheet.picture_by(*gles2.renderer), 3, 1) == 0xffffff);
    CHECK(pixel(sheet.picture_by(*gles2.renderer), 3, 1) == 0xffffff);
    REQUIRE(gles2.complaints.size() == 1);
    CHECK(gles2.complaints[0].find("larger than the") != std::string::npos);
}

TEST_SUITE_END();
