#include "kiosk/platform/x_server.h"

#include <SDL.h>
#include <SDL_syswm.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XInput2.h>
#include <X11/extensions/dpms.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <memory>
#include <set>
#include <utility>

namespace kiosk {
namespace {

constexpr const char* kOtherwise = "or use --tour DIR to render pictures";

struct CloseDisplay {
    void operator()(Display* display) const { XCloseDisplay(display); }
};
struct FreeDevices {
    void operator()(XIDeviceInfo* devices) const { XIFreeDeviceInfo(devices); }
};
struct FreeX {
    void operator()(void* memory) const { XFree(memory); }
};

/// The server and our window on it; display null: there is no X.
SDL_SysWMinfo x11_of(SDL_Window* window) {
    SDL_SysWMinfo info{};
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_X11)
        info.info.x11.display = nullptr;
    return info;
}

/// What the handlers of Xlib, which are told nothing else, have to know.
struct Watch {
    ::Window window = 0;
    base::Log log;
    std::function<void()> on_server_gone;
    std::set<std::pair<int, int>> told;  // error and request
};
Watch& watch() {
    static Watch* const kept = new Watch;  // the server may go while static objects are destroyed
    return *kept;
}

/// Xlib ends the program with code 1 after this.
int server_is_gone(Display* display) {
    watch().log.error(
        fmt::format("the X server {} is gone; start the display again once it runs", DisplayString(display)));
    if (watch().on_server_gone) watch().on_server_gone();
    return 0;
}

int on_error(Display* display, XErrorEvent* error) {
    char name[128] = "";
    XGetErrorText(display, error->error_code, name, sizeof name);
    if (error->resourceid == watch().window && watch().window != 0) {
        watch().log.error("the window was closed by another program; start the display again");
        std::exit(1);
    }
    if (watch().told.emplace(error->error_code, error->request_code).second)
        watch().log.warning(fmt::format("the X server refused request {}.{}: {}", error->request_code,
                                        error->minor_code, name));
    return 0;
}

bool has_bytes_of_colours(const XVisualInfo& visual) {
    return visual.red_mask == 0xff0000 && visual.green_mask == 0xff00 && visual.blue_mask == 0xff;
}

}  // namespace

std::string why_no_display() {
    const char* const display = std::getenv("DISPLAY");
    if (display == nullptr || *display == '\0')
        return fmt::format("no display: set DISPLAY, start Xorg, {}", kOtherwise);
    return fmt::format(
        "no display: no X server answers at DISPLAY={}; start it there, set DISPLAY to the one that runs, "
        "let "
        "this user in (XAUTHORITY), {}",
        display, kOtherwise);
}

OtherVisual find_other_visual() {
    const std::unique_ptr<Display, CloseDisplay> display{XOpenDisplay(nullptr)};
    if (!display) return {"", why_no_display()};
    const int screen = DefaultScreen(display.get());
    OtherVisual found{
        "", fmt::format("the X server's screen has a depth of {} bits, on which nothing can be drawn; set "
                        "DefaultDepth 24 in the section Screen of xorg.conf",
                        DefaultDepth(display.get(), screen))};
    XVisualInfo wanted{};
    wanted.screen = screen;
    wanted.c_class = TrueColor;
    int count = 0;
    const std::unique_ptr<XVisualInfo, FreeX> visuals{
        XGetVisualInfo(display.get(), VisualScreenMask | VisualClassMask, &wanted, &count)};
    for (int i = 0; i < count; ++i)
        if (has_bytes_of_colours(visuals.get()[i]))
            found.id = fmt::format("{:#x}", visuals.get()[i].visualid);
    return found;
}

void watch_x_errors(SDL_Window* window, base::Log log, std::function<void()> on_server_gone) {
    const SDL_SysWMinfo x11 = x11_of(window);
    if (x11.info.x11.display == nullptr) return;
    watch().window = x11.info.x11.window;
    watch().log = std::move(log);
    watch().on_server_gone = std::move(on_server_gone);
    XSetErrorHandler(on_error);
    XSetIOErrorHandler(server_is_gone);
}

int x_connection(SDL_Window* window) {
    Display* const display = x11_of(window).info.x11.display;
    return display == nullptr ? -1 : XConnectionNumber(display);
}

bool has_x_events(SDL_Window* window) {
    Display* const display = x11_of(window).info.x11.display;
    return display != nullptr && XPending(display) > 0;
}

void wait_for_x(SDL_Window* window) {
    if (Display* const display = x11_of(window).info.x11.display; display != nullptr) XSync(display, False);
}

namespace {

/// The core protocol's word for the screen's new size: of the root window, and told of itself.
const XConfigureEvent* configured_root(const SDL_Event& event) {
    if (event.type != SDL_SYSWMEVENT || event.syswm.msg->subsystem != SDL_SYSWM_X11) return nullptr;
    const XEvent& told = event.syswm.msg->msg.x11.event;
    if (told.type != ConfigureNotify) return nullptr;
    const bool is_root = told.xconfigure.window == DefaultRootWindow(told.xconfigure.display) &&
                         told.xconfigure.event == told.xconfigure.window;
    return is_root ? &told.xconfigure : nullptr;
}

int is_wanted(void*, SDL_Event* event) {
    return event->type != SDL_SYSWMEVENT || configured_root(*event) != nullptr ? 1 : 0;
}

}  // namespace

void watch_screen_size(SDL_Window* window) {
    Display* const display = x11_of(window).info.x11.display;
    if (display == nullptr) return;
    const ::Window root = DefaultRootWindow(display);
    XWindowAttributes known{};
    XGetWindowAttributes(display, root, &known);
    XSelectInput(display, root, known.your_event_mask | StructureNotifyMask);
    SDL_SetEventFilter(is_wanted, nullptr);
    SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
}

std::optional<PixelSize> told_screen_size(const SDL_Event& event) {
    const XConfigureEvent* const told = configured_root(event);
    return told != nullptr ? std::optional{PixelSize{told->width, told->height}} : std::nullopt;
}

void cover_screen(SDL_Window* window, PixelSize size) {
    const SDL_SysWMinfo x11 = x11_of(window);
    if (x11.info.x11.display == nullptr) return;
    XMoveResizeWindow(x11.info.x11.display, x11.info.x11.window, 0, 0, static_cast<unsigned>(size.width),
                      static_cast<unsigned>(size.height));
    XFlush(x11.info.x11.display);
}

bool switch_panel(SDL_Window* window, bool is_lit) {
    Display* const display = x11_of(window).info.x11.display;
    int event = 0, error = 0;
    if (display == nullptr || DPMSQueryExtension(display, &event, &error) == 0 || DPMSCapable(display) == 0)
        return false;
    CARD16 level = DPMSModeOn;
    BOOL is_enabled = False;
    DPMSInfo(display, &level, &is_enabled);
    if (is_lit == (level == DPMSModeOn)) return true;  // the server lights it by itself at a touch
    DPMSEnable(display);
    DPMSSetTimeouts(display, 0, 0, 0);
    DPMSForceLevel(display, is_lit ? DPMSModeOn : DPMSModeOff);
    XFlush(display);
    return true;
}

bool is_plugged_in(SDL_Window* window, std::int64_t touch_device) {
    Display* const display = x11_of(window).info.x11.display;
    if (display == nullptr) return true;
    int count = 0;
    const std::unique_ptr<XIDeviceInfo, FreeDevices> devices{XIQueryDevice(display, XIAllDevices, &count)};
    if (!devices) return true;
    return std::any_of(devices.get(), devices.get() + count, [&](const XIDeviceInfo& device) {
        return device.deviceid == touch_device && device.enabled == True;
    });
}

}  // namespace kiosk
