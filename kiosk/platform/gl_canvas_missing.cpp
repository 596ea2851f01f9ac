// In place of gl_canvas.cpp where its sources or headers were not there when the program was built.
#include "kiosk/platform/gl_canvas.h"

namespace kiosk {

struct GlCanvas::State {
    std::string name;
};

GlCanvas::GlCanvas(std::unique_ptr<State> state) : state_(std::move(state)) {}
GlCanvas::~GlCanvas() = default;

base::Result<std::unique_ptr<GlCanvas>> GlCanvas::open() {
    return base::fail(base::Errc::not_found, "this program was built without OpenGL");
}

const std::string& GlCanvas::name() const { return state_->name; }
int GlCanvas::max_side() const { return 0; }
std::uintptr_t GlCanvas::upload(std::uintptr_t name, const AlphaImage& /*image*/) { return name; }
base::Status GlCanvas::draw(ImDrawData& /*data*/, std::uint32_t /*background*/, const Pixels& /*target*/,
                            const Box& /*part*/) {
    return {};
}

}  // namespace kiosk
