#include "kiosk/platform/gles2_renderer.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "kiosk/platform/draw_copy.h"
#include "kiosk/platform/gl_canvas.h"
#include "kiosk/platform/software_renderer.h"
#include "kiosk/platform/view.h"

namespace kiosk {
namespace {

class Gles2Renderer final : public Renderer {
public:
    Gles2Renderer(std::unique_ptr<GlCanvas> canvas, base::Log log)
        : canvas_(std::move(canvas)), log_(std::move(log)) {}

    void set_texture(std::uintptr_t id, const AlphaImage& image) override {
        software_->set_texture(id, image);
        images_[id] = image;
        const bool is_one = image.width > 0 && image.height > 0 && image.pixels != nullptr;
        if (is_one)
            textures_[id] = {textures_[id].name, image.width, image.height};
        else
            textures_.erase(id);
        stale_.push_back(id);
    }

    void draw_part(const ImDrawData& data, std::uint32_t background, const Pixels& target,
                   const Box& part) override {
        if (part.empty()) return;
        if (canvas_ != nullptr) {
            const auto done = draw_with_gl(data, background, target, part);
            if (done) return;
            log_.error("gles2: " + done.error().message + "; from here on the CPU draws");
            canvas_.reset();
        }
        software_->draw_part(data, background, target, part);
    }
    [[nodiscard]] std::uint64_t dropped() const override { return dropped_ + software_->dropped(); }

private:
    base::Status draw_with_gl(const ImDrawData& data, std::uint32_t background, const Pixels& target,
                              const Box& part) {
        if (auto fresh = upload_stale(); !fresh) return fresh;
        // The same for every part, so that each pixel is the same whichever part it is drawn with.
        const View view = view_of(data);
        const float width = std::ceil(data.DisplaySize.x * view.scale_x),
                    height = std::ceil(data.DisplaySize.y * view.scale_y);
        const auto limit = static_cast<float>(canvas_->max_side());
        if (!(width <= limit) || !(height <= limit) || part.right > canvas_->max_side() ||
            part.bottom > canvas_->max_side())
            return too_large("picture", width, height);
        const PixelSize whole{std::max(part.right, static_cast<int>(width)),
                              std::max(part.bottom, static_cast<int>(height))};
        dropped_ += copy_.take(data, whole, part, textures_);
        return canvas_->draw(copy_.data(), background, target, part);
    }

    base::Status upload_stale() {
        for (const std::uintptr_t id : stale_) {
            const auto texture = textures_.find(id);
            if (texture == textures_.end()) continue;
            const AlphaImage& image = images_[id];
            if (image.width > canvas_->max_side() || image.height > canvas_->max_side())
                return too_large("texture", static_cast<float>(image.width),
                                 static_cast<float>(image.height));
            texture->second.name = canvas_->upload(texture->second.name, image);
        }
        stale_.clear();
        return {};
    }

    [[nodiscard]] base::Status too_large(const char* what, float width, float height) const {
        return base::fail(base::Errc::unsupported,
                          fmt::format("a {} of {:.0f}x{:.0f} pixels is larger than the {} that OpenGL allows "
                                      "here",
                                      what, width, height, canvas_->max_side()));
    }

    std::unique_ptr<GlCanvas> canvas_;  // null once it has failed
    const base::Log log_;
    std::unique_ptr<Renderer> software_ = make_software_renderer();  // waits, and knows every texture
    std::map<std::uintptr_t, AlphaImage> images_;
    DrawCopy::Textures textures_;
    std::vector<std::uintptr_t> stale_;  // set since the last upload
    DrawCopy copy_;
    std::uint64_t dropped_ = 0;
};

}  // namespace

bool is_software_gl(std::string_view gl_renderer) {
    std::string name(gl_renderer);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    // One that has no name is not a GPU that anybody keeps up.
    if (name.empty()) return true;
    constexpr const char* kSigns[] = {"llvmpipe",    "lavapipe", "softpipe", "swrast",
                                      "swiftshader", "software", "swr ("};
    return std::any_of(std::begin(kSigns), std::end(kSigns),
                       [&](const char* sign) { return name.find(sign) != std::string::npos; });
}

base::Result<std::unique_ptr<Renderer>> make_gles2_renderer(bool takes_software_gl, const base::Log& log) {
    auto canvas = GlCanvas::open();
    if (!canvas) return base::fail(canvas.error(), "gles2");
    if (is_software_gl((*canvas)->name())) {
        const std::string what = fmt::format("gles2: {} is software OpenGL", (*canvas)->name());
        if (!takes_software_gl) return base::fail(base::Errc::unsupported, what);
        log.warning(what + ", which costs far more memory and time than --renderer software");
    }
    return std::make_unique<Gles2Renderer>(std::move(*canvas), log);
}

}  // namespace kiosk
