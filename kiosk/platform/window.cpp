#include "kiosk/platform/window.h"

#include <SDL.h>
#include <stdlib.h>

#include <algorithm>
#include <cstring>

#include "base/signals.h"
#include "kiosk/platform/fade.h"
#include "kiosk/platform/placement.h"
#include "kiosk/platform/png.h"
#include "kiosk/platform/pointer.h"
#include "kiosk/platform/x_server.h"

namespace kiosk {
namespace {

using Kind = WindowEvent::Kind;

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

bool start_video(bool or_memory) {
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) == 0) return true;
    return or_memory && SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy") == SDL_TRUE &&
           SDL_InitSubSystem(SDL_INIT_VIDEO) == 0;
}

PixelSize screen_size() {
    SDL_DisplayMode mode{};
    if (SDL_GetDesktopDisplayMode(0, &mode) != 0) return kWindowedSize;
    return {mode.w, mode.h};
}

SDL_Window* create_window(const WindowOptions& options) {
    const PixelSize size = options.size       ? turned_size(*options.size, options.rotation_deg)
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

/// What parts are drawn into that cannot be drawn on the glass; used again for the next one.
struct Aside {
    Picture upright, turned;
};

}  // namespace

struct Window::State {
    int rotation_deg = 0;
    Pixel offset;  // of the picture on the panel
    SDL_Window* window = nullptr;
    bool is_manager_to_be_asked = false;  // for the full screen, once the first picture is there
    bool stays_up = false;                // whoever takes the window off the screen does it by mistake
    Pointer pointer;
    KeyMap keys;
    std::function<void(const std::string&)> name_key;  // or empty
    Fade fade;  // of the picture as it lies on the panel; empty but for its time

    ~State() {
        if (window != nullptr) SDL_DestroyWindow(window);
        SDL_Quit();
    }

    [[nodiscard]] PixelSize panel_size() const {
        PixelSize size;
        SDL_GetWindowSize(window, &size.width, &size.height);
        return size;
    }
    [[nodiscard]] PixelSize size() const { return turned_size(panel_size(), rotation_deg); }
    [[nodiscard]] Placement placement() const { return {panel_size(), rotation_deg, offset}; }
    [[nodiscard]] Pixel upright(Pixel on_panel) const { return placement().upright(on_panel); }

    void translate(const SDL_Event& event, std::vector<WindowEvent>& into);
    void translate_window(const SDL_WindowEvent& event, std::vector<WindowEvent>& into);
    void translate_mouse(const SDL_MouseButtonEvent& event, std::vector<WindowEvent>& into);
    void translate_finger(const SDL_TouchFingerEvent& event, std::vector<WindowEvent>& into);
    void translate_key(const SDL_KeyboardEvent& event, std::vector<WindowEvent>& into) const;
    [[nodiscard]] SDL_Surface* surface_of(PixelSize wanted) const;
    [[nodiscard]] SDL_Surface* held_surface() const;
    [[nodiscard]] Picture& draw_aside(const Box& part, const Window::DrawPart& draw, Aside& aside) const;
    void draw_onto(const SDL_Surface& surface, const Box& box, const Window::DrawPart& draw,
                   Aside& aside) const;
    void update(const SDL_Surface& surface, std::vector<Box> boxes) const;
};

void Window::State::translate_mouse(const SDL_MouseButtonEvent& event, std::vector<WindowEvent>& into) {
    if (event.button != SDL_BUTTON_LEFT || event.which == SDL_TOUCH_MOUSEID) return;
    const bool down = event.type == SDL_MOUSEBUTTONDOWN;
    const bool counts = down ? pointer.press(Pointer::kMouse, event.timestamp)
                             : pointer.release(Pointer::kMouse, event.timestamp);
    if (counts) into.push_back({down ? Kind::down : Kind::up, upright({event.x, event.y})});
}

void Window::State::translate_finger(const SDL_TouchFingerEvent& event, std::vector<WindowEvent>& into) {
    if (event.touchId == SDL_MOUSE_TOUCHID) return;
    const bool down = event.type == SDL_FINGERDOWN;
    const bool counts = down ? pointer.press(event.fingerId, event.timestamp)
                             : pointer.release(event.fingerId, event.timestamp);
    if (!counts) return;
    if (!down && !is_plugged_in(window, event.touchId)) return into.push_back({Kind::lost});
    const bool inside = event.x >= 0 && event.x <= 1 && event.y >= 0 && event.y <= 1;
    const PixelSize panel = panel_size();
    const Pixel at{std::min(static_cast<int>(event.x * static_cast<float>(panel.width)), panel.width - 1),
                   std::min(static_cast<int>(event.y * static_cast<float>(panel.height)), panel.height - 1)};
    into.push_back({down ? Kind::down : Kind::up, inside ? upright(at) : kOutside});
}

void Window::State::translate_key(const SDL_KeyboardEvent& event, std::vector<WindowEvent>& into) const {
    if (name_key && event.repeat == 0) name_key(SDL_GetKeyName(event.keysym.sym));
    const auto key = keys.find(event.keysym.sym, (event.keysym.mod & KMOD_NUM) != 0);
    const bool is_sign = key && digit_of(*key) >= 0 && (event.keysym.mod & KMOD_SHIFT) != 0;
    if (key && !is_sign && (event.repeat == 0 || moves_focus(*key))) into.push_back({Kind::key, {}, *key});
}

void Window::State::translate_window(const SDL_WindowEvent& event, std::vector<WindowEvent>& into) {
    switch (event.event) {
        case SDL_WINDOWEVENT_SIZE_CHANGED:
            into.push_back({Kind::resize});
            break;
        case SDL_WINDOWEVENT_EXPOSED:
        case SDL_WINDOWEVENT_SHOWN:
        case SDL_WINDOWEVENT_FOCUS_GAINED:
        case SDL_WINDOWEVENT_RESTORED:
            into.push_back({Kind::expose});
            break;
        case SDL_WINDOWEVENT_FOCUS_LOST:
        case SDL_WINDOWEVENT_HIDDEN:
        case SDL_WINDOWEVENT_MINIMIZED:
            if (pointer.drop()) into.push_back({Kind::lost});
            if (stays_up && event.event != SDL_WINDOWEVENT_FOCUS_LOST) SDL_ShowWindow(window);
            break;
        default:
            break;
    }
}

void Window::State::translate(const SDL_Event& event, std::vector<WindowEvent>& into) {
    switch (event.type) {
        case SDL_QUIT:
            into.push_back({Kind::quit});
            break;
        case SDL_WINDOWEVENT:
            translate_window(event.window, into);
            break;
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP:
            translate_mouse(event.button, into);
            break;
        case SDL_FINGERDOWN:
        case SDL_FINGERUP:
            translate_finger(event.tfinger, into);
            break;
        case SDL_KEYDOWN:
            translate_key(event.key, into);
            break;
        default:
            break;
    }
}

/// The window's own pixels where they can take a picture of that size, as it lies on the panel.
SDL_Surface* Window::State::surface_of(PixelSize wanted) const {
    SDL_Surface* surface = SDL_GetWindowSurface(window);
    return surface != nullptr && surface->w == wanted.width && surface->h == wanted.height ? surface
                                                                                           : nullptr;
}

/// The same, as long as it holds what was put there: a new one is marked by nobody.
SDL_Surface* Window::State::held_surface() const {
    SDL_Surface* surface = surface_of(panel_size());
    return surface != nullptr && surface->userdata == this ? surface : nullptr;
}

/// One part in memory of its own, turned as it lies on the panel.
Picture& Window::State::draw_aside(const Box& part, const Window::DrawPart& draw, Aside& aside) const {
    Picture& upright = aside.upright;
    upright.width = part.width();
    upright.height = part.height();
    upright.pixels.resize(static_cast<std::size_t>(upright.width) * static_cast<std::size_t>(upright.height));
    draw(Pixels(upright.pixels.data(), part, upright.width), part);
    if (rotation_deg == 0) return upright;
    rotate(upright, rotation_deg, aside.turned);
    return aside.turned;
}

namespace {

bool has_our_pixels(const SDL_Surface& surface) {
    return surface.format->format == SDL_PIXELFORMAT_RGB888 && surface.pitch % 4 == 0;
}

/// REQUIRES: `has_our_pixels`.
Pixels pixels_of(const SDL_Surface& surface) {
    return {static_cast<std::uint32_t*>(surface.pixels), {0, 0, surface.w, surface.h}, surface.pitch / 4};
}

/// Brings a picture onto a surface, whatever its pixels are.
void copy(const Picture& picture, const Box& to, const SDL_Surface& surface) {
    auto* const first = static_cast<std::uint8_t*>(surface.pixels) + to.top * surface.pitch +
                        to.left * surface.format->BytesPerPixel;
    SDL_ConvertPixels(picture.width, picture.height, SDL_PIXELFORMAT_RGB888, picture.pixels.data(),
                      picture.width * 4, surface.format->format, first, surface.pitch);
}

bool is_at_edge(const Box& box, const Box& of) {
    return box.left <= of.left || box.top <= of.top || box.right >= of.right || box.bottom >= of.bottom;
}

/// Calls `see` with slices of a box, which need little memory at a time.
template <class See>
void for_each_slice(const Box& box, See see) {
    constexpr int kRows = 64;
    for (int top = box.top; top < box.bottom; top += kRows)
        see(Box{box.left, top, box.right, std::min(top + kRows, box.bottom)});
}

}  // namespace

/// Has the part of the picture drawn that lies there on the panel. REQUIRES: it covers `box`.
void Window::State::draw_onto(const SDL_Surface& surface, const Box& box, const Window::DrawPart& draw,
                              Aside& aside) const {
    const Box part = placement().upright(box);
    if (rotation_deg == 0 && has_our_pixels(surface))
        draw(Pixels(pixels_of(surface).data,
                    {-offset.x, -offset.y, surface.w - offset.x, surface.h - offset.y}, surface.pitch / 4),
             part);
    else
        copy(draw_aside(part, draw, aside), box, surface);
}

/// Sends what changed, as it lies on the panel, to the X server; and what is left over beside it.
void Window::State::update(const SDL_Surface& surface, std::vector<Box> boxes) const {
    const Box all{0, 0, surface.w, surface.h}, covered = placement().covered();
    const bool reaches_edge =
        std::any_of(boxes.begin(), boxes.end(), [&](const Box& box) { return is_at_edge(box, covered); });
    if (covered != all && reaches_edge && has_our_pixels(surface)) {
        extend_edges(pixels_of(surface), covered);
        const auto left_over = around(all, covered);
        boxes.insert(boxes.end(), left_over.begin(), left_over.end());
    }
    std::vector<SDL_Rect> changed;
    for (const Box& box : boxes) changed.push_back({box.left, box.top, box.width(), box.height()});
    if (!changed.empty())
        SDL_UpdateWindowSurfaceRects(window, changed.data(), static_cast<int>(changed.size()));
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::~Window() = default;

base::Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    do_without_desktop();
    auto state = std::make_unique<State>();
    state->rotation_deg = options.rotation_deg;
    state->keys = options.keys;
    state->name_key = options.name_key;
    set_hints();
    if (!start_video(options.or_memory)) return base::fail(base::Errc::not_found, why_no_display());
    if (auto chosen = choose_pixels(); !chosen) return base::fail(chosen.error(), "opening a window");
    state->window = create_window(options);
    if (state->window == nullptr || SDL_GetWindowSurface(state->window) == nullptr)
        return base::fail(base::Errc::io, fmt::format("opening a window: {}", SDL_GetError()));
    state->is_manager_to_be_asked = !options.windowed && !options.size;
    state->stays_up = !options.windowed;
    if (options.complain) watch_x_errors(state->window, options.complain);
    base::outlive_readers();
    base::outlive_terminal();
    SDL_StopTextInput();
    SDL_EventState(SDL_MOUSEMOTION, SDL_IGNORE);
    SDL_EventState(SDL_FINGERMOTION, SDL_IGNORE);
    if (!options.windowed) SDL_ShowCursor(SDL_DISABLE);
    return std::unique_ptr<Window>(new Window(std::move(state)));
}

PixelSize Window::size() const { return state_->size(); }
PixelSize Window::panel_size() const { return state_->panel_size(); }

int Window::descriptor() const { return x_connection(state_->window); }

bool Window::has_events() {
    return state_->is_manager_to_be_asked || has_x_events(state_->window) ||
           SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) == SDL_TRUE;
}

std::optional<std::chrono::milliseconds> Window::look_every() const {
    return descriptor() >= 0 || is_in_memory() ? std::nullopt : std::optional{kLookEvery};
}

std::vector<WindowEvent> Window::take_events() {
    // SDL waits a tenth of a second for the answer of a window manager that a device does not have.
    if (std::exchange(state_->is_manager_to_be_asked, false))
        SDL_SetWindowFullscreen(state_->window, SDL_WINDOW_FULLSCREEN_DESKTOP);
    std::vector<WindowEvent> events;
    SDL_PumpEvents();
    for (SDL_Event event; SDL_PeepEvents(&event, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) > 0;)
        state_->translate(event, events);
    return events;
}

bool Window::present(PixelSize size, std::span<const Box> parts, const DrawPart& draw) {
    state_->fade = {};
    SDL_Surface* const surface = state_->surface_of(turned_size(size, state_->rotation_deg));
    if (surface == nullptr) return false;
    std::vector<Box> changed;
    Aside aside;
    for (const Box& part : parts) {
        const Box box = state_->placement().on_panel(part);
        if (box.empty()) continue;
        changed.push_back(box);
        state_->draw_onto(*surface, box, draw, aside);
    }
    surface->userdata = state_.get();
    state_->update(*surface, std::move(changed));
    return true;
}

bool Window::present(const Picture& picture) {
    const Box all{0, 0, picture.width, picture.height};
    return present({picture.width, picture.height}, {&all, 1}, [&](const Pixels& target, const Box& part) {
        for (int y = part.top; y < part.bottom; ++y)
            std::copy_n(picture.pixels.data() + static_cast<std::ptrdiff_t>(y) * picture.width + part.left,
                        part.width(), target.at(part.left, y));
    });
}

bool Window::begin_fade(PixelSize size, std::span<const Box> parts, const DrawPart& draw) {
    SDL_Surface* const surface = state_->held_surface();
    if (surface == nullptr || !has_our_pixels(*surface) || size != state_->size()) return false;
    state_->fade = {};
    const Pixels glass = pixels_of(*surface);
    Aside aside;
    for (const Box& part : parts)
        for_each_slice(part, [&](const Box& slice) {
            const Box box = state_->placement().on_panel(slice);
            if (box.empty()) return;
            Picture& later = state_->draw_aside(state_->placement().upright(box), draw, aside);
            state_->fade.add({glass.at(box.left, box.top), box, glass.stride},
                             {later.pixels.data(), box, later.width});
        });
    return true;
}

bool Window::show_fade(unsigned share) {
    const SDL_Surface* const surface = state_->held_surface();
    if (surface != nullptr) {
        state_->fade.draw(pixels_of(*surface), share);
        state_->update(*surface, state_->fade.bands());
    }
    if (surface == nullptr || share == kFadeEnd) state_->fade = {};
    return surface != nullptr;
}

void Window::move_to(Pixel offset, const DrawPart& draw) {
    SDL_Surface* const surface = state_->held_surface();
    if (offset == state_->offset || surface == nullptr || !has_our_pixels(*surface)) return;
    state_->fade = {};
    const Pixel by{offset.x - state_->offset.x, offset.y - state_->offset.y};
    const Box before = state_->placement().covered();
    state_->offset = offset;
    move_pixels(pixels_of(*surface), by);
    Aside aside;
    const Box moved{before.left + by.x, before.top + by.y, before.right + by.x, before.bottom + by.y};
    for (const Box& box : around(state_->placement().covered(), moved))
        state_->draw_onto(*surface, box, draw, aside);
    state_->update(*surface, {{0, 0, surface->w, surface->h}});
}

bool Window::holds_picture() const { return state_->held_surface() != nullptr; }

void Window::present_again() { SDL_UpdateWindowSurface(state_->window); }

}  // namespace kiosk
