#include "kiosk/platform/gl_canvas.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

// The headers without their functions: these are pointers here, so that the program neither links nor loads
// OpenGL until it is wanted.
#define EGL_EGL_PROTOTYPES 0
#define GL_GLES_PROTOTYPES 0
#define EGL_NO_X11  // no macros of Xlib
#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <GLES2/gl2.h>

namespace {

#define FOR_EACH_EGL_FUNCTION(F)                               \
    F(PFNEGLBINDAPIPROC, eglBindAPI)                           \
    F(PFNEGLCHOOSECONFIGPROC, eglChooseConfig)                 \
    F(PFNEGLCREATECONTEXTPROC, eglCreateContext)               \
    F(PFNEGLCREATEPBUFFERSURFACEPROC, eglCreatePbufferSurface) \
    F(PFNEGLDESTROYCONTEXTPROC, eglDestroyContext)             \
    F(PFNEGLDESTROYSURFACEPROC, eglDestroySurface)             \
    F(PFNEGLGETCURRENTCONTEXTPROC, eglGetCurrentContext)       \
    F(PFNEGLGETDISPLAYPROC, eglGetDisplay)                     \
    F(PFNEGLGETPROCADDRESSPROC, eglGetProcAddress)             \
    F(PFNEGLINITIALIZEPROC, eglInitialize)                     \
    F(PFNEGLMAKECURRENTPROC, eglMakeCurrent)                   \
    F(PFNEGLQUERYSTRINGPROC, eglQueryString)

#define FOR_EACH_GL_FUNCTION(F)                                    \
    F(PFNGLACTIVETEXTUREPROC, glActiveTexture)                     \
    F(PFNGLATTACHSHADERPROC, glAttachShader)                       \
    F(PFNGLBINDBUFFERPROC, glBindBuffer)                           \
    F(PFNGLBINDFRAMEBUFFERPROC, glBindFramebuffer)                 \
    F(PFNGLBINDTEXTUREPROC, glBindTexture)                         \
    F(PFNGLBLENDEQUATIONPROC, glBlendEquation)                     \
    F(PFNGLBLENDEQUATIONSEPARATEPROC, glBlendEquationSeparate)     \
    F(PFNGLBLENDFUNCSEPARATEPROC, glBlendFuncSeparate)             \
    F(PFNGLBUFFERDATAPROC, glBufferData)                           \
    F(PFNGLBUFFERSUBDATAPROC, glBufferSubData)                     \
    F(PFNGLCHECKFRAMEBUFFERSTATUSPROC, glCheckFramebufferStatus)   \
    F(PFNGLCLEARPROC, glClear)                                     \
    F(PFNGLCLEARCOLORPROC, glClearColor)                           \
    F(PFNGLCOMPILESHADERPROC, glCompileShader)                     \
    F(PFNGLCREATEPROGRAMPROC, glCreateProgram)                     \
    F(PFNGLCREATESHADERPROC, glCreateShader)                       \
    F(PFNGLDELETEBUFFERSPROC, glDeleteBuffers)                     \
    F(PFNGLDELETEPROGRAMPROC, glDeleteProgram)                     \
    F(PFNGLDELETESHADERPROC, glDeleteShader)                       \
    F(PFNGLDELETETEXTURESPROC, glDeleteTextures)                   \
    F(PFNGLDETACHSHADERPROC, glDetachShader)                       \
    F(PFNGLDISABLEPROC, glDisable)                                 \
    F(PFNGLDRAWELEMENTSPROC, glDrawElements)                       \
    F(PFNGLENABLEPROC, glEnable)                                   \
    F(PFNGLENABLEVERTEXATTRIBARRAYPROC, glEnableVertexAttribArray) \
    F(PFNGLFRAMEBUFFERTEXTURE2DPROC, glFramebufferTexture2D)       \
    F(PFNGLGENBUFFERSPROC, glGenBuffers)                           \
    F(PFNGLGENFRAMEBUFFERSPROC, glGenFramebuffers)                 \
    F(PFNGLGENTEXTURESPROC, glGenTextures)                         \
    F(PFNGLGETATTRIBLOCATIONPROC, glGetAttribLocation)             \
    F(PFNGLGETERRORPROC, glGetError)                               \
    F(PFNGLGETINTEGERVPROC, glGetIntegerv)                         \
    F(PFNGLGETPROGRAMINFOLOGPROC, glGetProgramInfoLog)             \
    F(PFNGLGETPROGRAMIVPROC, glGetProgramiv)                       \
    F(PFNGLGETSHADERINFOLOGPROC, glGetShaderInfoLog)               \
    F(PFNGLGETSHADERIVPROC, glGetShaderiv)                         \
    F(PFNGLGETSTRINGPROC, glGetString)                             \
    F(PFNGLGETUNIFORMLOCATIONPROC, glGetUniformLocation)           \
    F(PFNGLISENABLEDPROC, glIsEnabled)                             \
    F(PFNGLLINKPROGRAMPROC, glLinkProgram)                         \
    F(PFNGLPIXELSTOREIPROC, glPixelStorei)                         \
    F(PFNGLREADPIXELSPROC, glReadPixels)                           \
    F(PFNGLSCISSORPROC, glScissor)                                 \
    F(PFNGLSHADERSOURCEPROC, glShaderSource)                       \
    F(PFNGLTEXIMAGE2DPROC, glTexImage2D)                           \
    F(PFNGLTEXPARAMETERIPROC, glTexParameteri)                     \
    F(PFNGLUNIFORM1IPROC, glUniform1i)                             \
    F(PFNGLUNIFORMMATRIX4FVPROC, glUniformMatrix4fv)               \
    F(PFNGLUSEPROGRAMPROC, glUseProgram)                           \
    F(PFNGLVERTEXATTRIBPOINTERPROC, glVertexAttribPointer)         \
    F(PFNGLVIEWPORTPROC, glViewport)

#define DECLARE(type, name) type name = nullptr;
FOR_EACH_EGL_FUNCTION(DECLARE)
FOR_EACH_GL_FUNCTION(DECLARE)
#undef DECLARE

}  // namespace

#define IMGUI_IMPL_OPENGL_ES2
#include <imgui_impl_opengl3.cpp>  // Debian builds none of ImGui's backends; this one calls the pointers above

namespace kiosk {
namespace {

// As the backend's own, but for two things: the texture is coverage alone, and light text gets more of it, as
// blend.h says (`ink_gain`, `weighted`), so that text is as heavy as the software renderer's. And coordinates
// in the atlas are exact to a texel where the GPU can be.
constexpr const char* kVertexShader = R"(#version 100
uniform mat4 ProjMtx;
attribute vec2 Position;
attribute vec2 UV;
attribute vec4 Color;
varying vec2 Frag_UV;
varying vec4 Frag_Color;
void main() {
    Frag_UV = UV;
    Frag_Color = Color;
    gl_Position = ProjMtx * vec4(Position.xy, 0, 1);
}
)";
constexpr const char* kFragmentShader = R"(#version 100
#ifdef GL_FRAGMENT_PRECISION_HIGH
precision highp float;
#else
precision mediump float;
#endif
uniform sampler2D Texture;
varying vec2 Frag_UV;
varying vec4 Frag_Color;
void main() {
    float coverage = texture2D(Texture, Frag_UV).a;
    float luma = dot(Frag_Color.rgb, vec3(54.0, 183.0, 19.0)) * (255.0 / 256.0);
    float gain = max(0.0, (luma - 128.0) * 1.125);
    coverage += coverage * (1.0 - coverage) * gain / 256.0;
    gl_FragColor = vec4(Frag_Color.rgb, Frag_Color.a * coverage);
}
)";

template <class Function>
bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

/// Fills the pointers. They stay valid: drivers do not like to be unloaded.
base::Status load_libraries() {
    void* const egl = dlopen("libEGL.so.1", RTLD_NOW | RTLD_LOCAL);
    void* const gles = egl != nullptr ? dlopen("libGLESv2.so.2", RTLD_NOW | RTLD_LOCAL) : nullptr;
    if (gles == nullptr) return base::fail(base::Errc::not_found, dlerror());
    bool complete = true;
#define FIND(type, name) complete = find(egl, #name, name) && complete;
    FOR_EACH_EGL_FUNCTION(FIND)
#undef FIND
#define FIND(type, name) complete = find(gles, #name, name) && complete;
    FOR_EACH_GL_FUNCTION(FIND)
#undef FIND
    if (!complete) return base::fail(base::Errc::not_found, "libEGL or libGLESv2 lacks a function");
    return {};
}

bool has_word(const char* words, const char* word) {
    return words != nullptr && std::strstr(words, word) != nullptr;
}

/// One without a window system where there is one, so that it needs no connection to the X server.
EGLDisplay find_display() {
    const auto get_platform_display =
        reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    if (get_platform_display != nullptr &&
        has_word(eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS), "EGL_MESA_platform_surfaceless")) {
        EGLDisplay display = get_platform_display(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr);
        if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE) return display;
    }
    EGLDisplay display = eglGetDisplay(EGL_DEFAULT_DISPLAY);
    return display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr) == EGL_TRUE ? display
                                                                                             : EGL_NO_DISPLAY;
}

GLuint compile(GLenum kind, const char* text) {
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &text, nullptr);
    glCompileShader(shader);
    return shader;
}

/// Puts our shaders in place of the backend's. False when they cannot be compiled.
bool replace_shaders(ImGui_ImplOpenGL3_Data& backend) {
    const GLuint program = glCreateProgram();
    for (const GLuint shader :
         {compile(GL_VERTEX_SHADER, kVertexShader), compile(GL_FRAGMENT_SHADER, kFragmentShader)}) {
        glAttachShader(program, shader);
        glDeleteShader(shader);  // once the program goes
    }
    glLinkProgram(program);
    GLint linked = GL_FALSE;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    glDeleteProgram(std::exchange(backend.ShaderHandle, program));
    backend.AttribLocationTex = glGetUniformLocation(program, "Texture");
    backend.AttribLocationProjMtx = glGetUniformLocation(program, "ProjMtx");
    backend.AttribLocationVtxPos = static_cast<GLuint>(glGetAttribLocation(program, "Position"));
    backend.AttribLocationVtxUV = static_cast<GLuint>(glGetAttribLocation(program, "UV"));
    backend.AttribLocationVtxColor = static_cast<GLuint>(glGetAttribLocation(program, "Color"));
    return linked == GL_TRUE;
}

GLuint make_texture() {
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
        glTexParameteri(GL_TEXTURE_2D, filter, GL_LINEAR);
    for (const GLenum wrap : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
        glTexParameteri(GL_TEXTURE_2D, wrap, GL_CLAMP_TO_EDGE);
    return name;
}

/// The backend keeps its state in a context of ImGui. It has one of its own, so that it does not matter which
/// of them lives longer, and this makes it the current one for a while.
class InContext {
public:
    explicit InContext(ImGuiContext* context) { ImGui::SetCurrentContext(context); }
    ~InContext() { ImGui::SetCurrentContext(before_); }
    InContext(const InContext&) = delete;
    InContext& operator=(const InContext&) = delete;

private:
    ImGuiContext* const before_ = ImGui::GetCurrentContext();
};

}  // namespace

struct GlCanvas::State {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLSurface surface = EGL_NO_SURFACE;  // a context has to have one; nothing is drawn on it
    EGLContext context = EGL_NO_CONTEXT;
    ImGuiContext* imgui = nullptr;
    bool has_backend = false;
    std::string name;
    GLint max_side = 0;
    GLuint framebuffer = 0, picture = 0;
    int width = 0, height = 0;  // of the picture

    ~State() {
        if (has_backend) {
            const InContext ours(imgui);
            make_current();
            ImGui_ImplOpenGL3_Shutdown();
        }
        if (imgui != nullptr) ImGui::DestroyContext(imgui);
        if (context != EGL_NO_CONTEXT) {  // and with it all that is in it
            eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
            eglDestroyContext(display, context);
        }
        if (surface != EGL_NO_SURFACE) eglDestroySurface(display, surface);
        // The display is the same for all canvases, so it stays.
    }

    bool make_current() const {
        return eglGetCurrentContext() == context ||
               eglMakeCurrent(display, surface, surface, context) == EGL_TRUE;
    }
    base::Status start();
    base::Status start_backend();
    void set_size(int new_width, int new_height);
    void read_back(const Pixels& target, const Box& part) const;
};

base::Status GlCanvas::State::start() {
    static const base::Status loaded = load_libraries();
    if (!loaded) return loaded;
    const auto failed = [](const char* what) { return base::fail(base::Errc::not_found, what); };
    display = find_display();
    if (display == EGL_NO_DISPLAY || eglBindAPI(EGL_OPENGL_ES_API) != EGL_TRUE)
        return failed("EGL finds nothing that draws");
    constexpr EGLint kConfig[] = {EGL_SURFACE_TYPE,
                                  EGL_PBUFFER_BIT,
                                  EGL_RENDERABLE_TYPE,
                                  EGL_OPENGL_ES2_BIT,
                                  EGL_RED_SIZE,
                                  8,
                                  EGL_GREEN_SIZE,
                                  8,
                                  EGL_BLUE_SIZE,
                                  8,
                                  EGL_NONE};
    constexpr EGLint kOnePixel[] = {EGL_WIDTH, 1, EGL_HEIGHT, 1, EGL_NONE};
    constexpr EGLint kVersion2[] = {EGL_CONTEXT_CLIENT_VERSION, 2, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (eglChooseConfig(display, kConfig, &config, 1, &count) != EGL_TRUE || count == 0)
        return failed("EGL has no OpenGL ES 2");
    surface = eglCreatePbufferSurface(display, config, kOnePixel);
    context = eglCreateContext(display, config, EGL_NO_CONTEXT, kVersion2);
    if (surface == EGL_NO_SURFACE || context == EGL_NO_CONTEXT || !make_current())
        return failed("OpenGL ES 2 does not start");
    const auto* const text = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    name = text != nullptr ? text : "";
    return start_backend();
}

base::Status GlCanvas::State::start_backend() {
    GLint viewport[2] = {0, 0};
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &max_side);
    glGetIntegerv(GL_MAX_VIEWPORT_DIMS, viewport);
    max_side = std::min({max_side, viewport[0], viewport[1]});
    ImGuiContext* const before = ImGui::GetCurrentContext();
    imgui = ImGui::CreateContext();
    ImGui::SetCurrentContext(before);
    const InContext ours(imgui);
    has_backend = ImGui_ImplOpenGL3_Init();
    if (!has_backend || !ImGui_ImplOpenGL3_CreateDeviceObjects() ||
        !replace_shaders(*ImGui_ImplOpenGL3_GetBackendData()))
        return base::fail(base::Errc::not_found, "OpenGL ES 2 does not compile the shaders");
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glGenFramebuffers(1, &framebuffer);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    picture = make_texture();
    return {};
}

void GlCanvas::State::set_size(int new_width, int new_height) {
    if (new_width == width && new_height == height) return;
    width = new_width;
    height = new_height;
    glBindTexture(GL_TEXTURE_2D, picture);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, picture, 0);
    glBindTexture(GL_TEXTURE_2D, 0);
}

/// OpenGL counts rows from the bottom, and its bytes are red, green, blue, alpha. Some rows at a time: they
/// are needed twice for a moment.
void GlCanvas::State::read_back(const Pixels& target, const Box& part) const {
    constexpr int kRows = 128;
    const auto row = static_cast<std::size_t>(part.width()) * 4;
    std::vector<std::uint8_t> bytes(row * static_cast<std::size_t>(std::min(kRows, part.height())));
    for (int top = part.top; top < part.bottom; top += kRows) {
        const int bottom = std::min(top + kRows, part.bottom);
        glReadPixels(part.left, height - bottom, part.width(), bottom - top, GL_RGBA, GL_UNSIGNED_BYTE,
                     bytes.data());
        for (int y = top; y < bottom; ++y) {
            const std::uint8_t* from = bytes.data() + row * static_cast<std::size_t>(bottom - 1 - y);
            std::uint32_t* into = target.at(part.left, y);
            for (int i = 0; i < part.width(); ++i, from += 4)
                into[i] = static_cast<std::uint32_t>(from[0]) << 16 |
                          static_cast<std::uint32_t>(from[1]) << 8 | from[2];
        }
    }
}

GlCanvas::GlCanvas(std::unique_ptr<State> state) : state_(std::move(state)) {}
GlCanvas::~GlCanvas() = default;

base::Result<std::unique_ptr<GlCanvas>> GlCanvas::open() {
    auto state = std::make_unique<State>();
    if (auto started = state->start(); !started) return base::fail(started.error());
    return std::unique_ptr<GlCanvas>(new GlCanvas(std::move(state)));
}

const std::string& GlCanvas::name() const { return state_->name; }
int GlCanvas::max_side() const { return state_->max_side; }

std::uintptr_t GlCanvas::upload(std::uintptr_t name, const AlphaImage& image) {
    state_->make_current();
    if (name == 0) name = make_texture();
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(name));
    glTexImage2D(GL_TEXTURE_2D, 0, GL_ALPHA, image.width, image.height, 0, GL_ALPHA, GL_UNSIGNED_BYTE,
                 image.pixels);
    return name;
}

base::Status GlCanvas::draw(ImDrawData& data, std::uint32_t background, const Pixels& target,
                            const Box& part) {
    if (!state_->make_current()) return base::fail(base::Errc::io, "the OpenGL context is lost");
    const InContext ours(state_->imgui);
    state_->set_size(static_cast<int>(data.DisplaySize.x), static_cast<int>(data.DisplaySize.y));
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
        return base::fail(base::Errc::io, "OpenGL cannot draw into a picture of this size");
    const auto channel = [&](int shift) { return static_cast<float>(background >> shift & 0xff) / 255; };
    glEnable(GL_SCISSOR_TEST);
    glScissor(part.left, state_->height - part.bottom, part.width(), part.height());
    glClearColor(channel(16), channel(8), channel(0), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(&data);
    state_->read_back(target, part);
    if (const GLenum error = glGetError(); error != GL_NO_ERROR)
        return base::fail(base::Errc::io, fmt::format("OpenGL reports error 0x{:x}", error));
    return {};
}

}  // namespace kiosk
