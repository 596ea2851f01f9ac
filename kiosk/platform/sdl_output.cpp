#include "kiosk/platform/sdl_output.h"

#include <SDL.h>
#include <stdlib.h>

#include <cstring>

#include "base/signals.h"
#include "kiosk/platform/sdl_events.h"
#include "kiosk/platform/x_server.h"

namespace kiosk {
namespace {

constexpr PixelSize kWindowedSize{1280, 720};

/// Everything of SDL that would cost memory, wake-ups or a second event for one touch is off.
void set_hints() {
    SDL_SetHint(SDL_HINT_VIDEODRIVER,
                "x11");  // the others have no surface without OpenGL; the environment outranks this
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");  // otherwise SDL tries OpenGL for the window surface
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
}

/// What the libraries under SDL would look for at the start, and a kiosk never uses. Each can be had back by
/// the environment. REQUIRES: there are no threads yet.
void do_without_desktop() {
    ::setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);  // a helper process that looks for a session bus
    ::setenv("XCOMPOSEFILE", "/dev/null", 0);              // thousands of accented letters: 11 ms and 0.3 MB
    ::setenv("XCURSOR_CORE", "0", 0);  // the desktop's pointers, looked for in a dozen folders
}

/// A screen of 30 bits is drawn on by a visual of 24 that it has as well; SDL alone does not look for one.
base::Status choose_pixels() {
    SDL_DisplayMode mode{};
    if (SDL_GetDesktopDisplayMode(0, &mode) != 0) return {};
    if (mode.format != SDL_PIXELFORMAT_UNKNOWN && !SDL_ISPIXELFORMAT_INDEXED(mode.format)) return {};
    const OtherVisual visual = find_other_visual();
    if (visual.id.empty()) return base::fail(base::Errc::unsupported, visual.why);
    SDL_SetHint(SDL_HINT_VIDEO_X11_WINDOW_VISUALID, visual.id.c_str());
    return {};
}

PixelSize screen_size() {
    SDL_DisplayMode mode{};
    if (SDL_GetDesktopDisplayMode(0, &mode) != 0) return kWindowedSize;
    return {mode.w, mode.h};
}

SDL_Window* create_window(const SdlOptions& options) {
    const PixelSize size = options.size       ? *options.size
                           : options.windowed ? turned_size(kWindowedSize, options.rotation_deg)
                                              : screen_size();
    if (options.windowed)
        return SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                size.width, size.height, SDL_WINDOW_RESIZABLE);
    // Over the whole screen this is full screen already on a device, which runs no window manager.
    return SDL_CreateWindow(options.title.c_str(), 0, 0, size.width, size.height, SDL_WINDOW_BORDERLESS);
}

/// Where SDL cannot be waited for from outside; nobody notices so little at a key.
constexpr std::chrono::milliseconds kLookEvery{20};

/// In memory nothing happens but what we do ourselves.
bool is_in_memory() {
    const char* const driver = SDL_GetCurrentVideoDriver();
    return driver != nullptr && std::strcmp(driver, "dummy") == 0;
}

/// The video of SDL, for as long as this lives.
struct Video {
    Video() = default;
    Video(const Video&) = delete;
    Video& operator=(const Video&) = delete;
    ~Video() { SDL_Quit(); }
};

struct DestroyWindow {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};

bool has_our_pixels(const SDL_Surface& surface) {
    return surface.format->format == SDL_PIXELFORMAT_RGB888 && surface.pitch % 4 == 0;
}

class SdlOutput : public Output {
public:
    SdlOutput(std::unique_ptr<Video> video, SDL_Window* window, const SdlOptions& options)
        : video_(std::move(video)),
          window_(window),
          covers_panel_(!options.windowed && !options.size),
          is_manager_to_be_asked_(covers_panel_),
          events_(*window, !options.windowed, options.keys, options.name_key) {}

    [[nodiscard]] PixelSize size() const override {
        PixelSize size;
        SDL_GetWindowSize(window_.get(), &size.width, &size.height);
        return size;
    }
    [[nodiscard]] std::optional<FoundPanel> stated_size() const override {
        return covers_panel_ ? find_panel_size() : std::nullopt;
    }
    [[nodiscard]] std::optional<Surface> surface() override;
    void write(const Picture& picture, const Box& to) override;
    void send(std::span<const Box> damage) override;
    void send_all() override { SDL_UpdateWindowSurface(window_.get()); }
    [[nodiscard]] int descriptor() const override { return x_connection(window_.get()); }
    [[nodiscard]] bool has_events() override {
        return is_manager_to_be_asked_ || has_x_events(window_.get()) ||
               SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) == SDL_TRUE;
    }
    [[nodiscard]] std::optional<std::chrono::milliseconds> look_every() const override {
        return descriptor() >= 0 || is_in_memory() ? std::nullopt : std::optional{kLookEvery};
    }
    [[nodiscard]] std::vector<InputEvent> take_events() override;
    [[nodiscard]] bool answers() override {
        wait_for_x(window_.get());
        return true;  // otherwise Xlib has ended the program, or still waits
    }
    bool set_lit(bool is_lit) override { return switch_panel(window_.get(), is_lit); }

private:
    const std::unique_ptr<Video> video_;
    const std::unique_ptr<SDL_Window, DestroyWindow> window_;
    const bool covers_panel_;
    bool is_manager_to_be_asked_;  // for the full screen, once the first picture is there
    std::uint64_t generation_ = 0;
    SdlEvents events_;
};

std::optional<Output::Surface> SdlOutput::surface() {
    SDL_Surface* const found = SDL_GetWindowSurface(window_.get());
    if (found == nullptr) return std::nullopt;
    if (found->userdata != this) ++generation_;  // SDL has made another one, which nobody has marked
    found->userdata = this;
    Surface surface{{found->w, found->h}, std::nullopt, generation_};
    if (has_our_pixels(*found))
        surface.pixels =
            Pixels(static_cast<std::uint32_t*>(found->pixels), {0, 0, found->w, found->h}, found->pitch / 4);
    return surface;
}

/// Whatever the pixels of the surface are.
void SdlOutput::write(const Picture& picture, const Box& to) {
    const SDL_Surface& surface = *SDL_GetWindowSurface(window_.get());
    auto* const first = static_cast<std::uint8_t*>(surface.pixels) + to.top * surface.pitch +
                        to.left * surface.format->BytesPerPixel;
    SDL_ConvertPixels(picture.width, picture.height, SDL_PIXELFORMAT_RGB888, picture.pixels.data(),
                      picture.width * 4, surface.format->format, first, surface.pitch);
}

void SdlOutput::send(std::span<const Box> damage) {
    std::vector<SDL_Rect> changed;
    for (const Box& box : damage) changed.push_back({box.left, box.top, box.width(), box.height()});
    if (!changed.empty())
        SDL_UpdateWindowSurfaceRects(window_.get(), changed.data(), static_cast<int>(changed.size()));
}

std::vector<InputEvent> SdlOutput::take_events() {
    // SDL waits a tenth of a second for the answer of a window manager that a device does not have.
    if (std::exchange(is_manager_to_be_asked_, false))
        SDL_SetWindowFullscreen(window_.get(), SDL_WINDOW_FULLSCREEN_DESKTOP);
    return events_.take();
}

void ignore_motion() {
    SDL_StopTextInput();
    SDL_EventState(SDL_MOUSEMOTION, SDL_IGNORE);
    SDL_EventState(SDL_FINGERMOTION, SDL_IGNORE);
}

}  // namespace

base::Result<std::unique_ptr<Output>> open_sdl_output(const SdlOptions& options) {
    do_without_desktop();
    set_hints();
    auto video = std::make_unique<Video>();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return base::fail(base::Errc::not_found, why_no_display());
    if (auto chosen = choose_pixels(); !chosen) return base::fail(chosen.error(), "opening a window");
    SDL_Window* const window = create_window(options);
    if (window == nullptr)
        return base::fail(base::Errc::io, fmt::format("opening a window: {}", SDL_GetError()));
    auto output = std::make_unique<SdlOutput>(std::move(video), window, options);
    if (!output->surface())
        return base::fail(base::Errc::io, fmt::format("opening a window: {}", SDL_GetError()));
    watch_x_errors(window, options.log, options.on_server_gone);
    if (!options.windowed && !options.size) watch_screen_size(window);
    base::outlive_readers();
    base::outlive_terminal();
    ignore_motion();
    if (!options.windowed) SDL_ShowCursor(SDL_DISABLE);
    return output;
}

}  // namespace kiosk
