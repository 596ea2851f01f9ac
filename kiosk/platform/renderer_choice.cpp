#include "kiosk/platform/renderer_choice.h"

#include <glob.h>
#include <unistd.h>

#include "kiosk/platform/software_renderer.h"

namespace kiosk {
namespace {

/// Whether there is a GPU that we may use. What has a connector for a panel and no more has no such node.
bool has_render_node() {
    glob_t found{};
    bool usable = false;
    if (glob("/dev/dri/renderD*", GLOB_NOSORT, nullptr, &found) == 0)
        for (std::size_t i = 0; i < found.gl_pathc; ++i)
            usable = usable || access(found.gl_pathv[i], R_OK | W_OK) == 0;
    globfree(&found);
    return usable;
}

}  // namespace

base::Result<std::unique_ptr<Renderer>> make_renderer(RendererKind kind, const base::Log& log) {
    if (kind == RendererKind::gles2) return make_gles2_renderer(true, log);
    if (kind == RendererKind::automatic && has_render_node())
        if (auto renderer = make_gles2_renderer(false, log)) return renderer;
    return make_software_renderer();
}

}  // namespace kiosk
