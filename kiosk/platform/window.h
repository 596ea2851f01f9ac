#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/platform/key_map.h"
#include "kiosk/platform/orientation.h"
#include "kiosk/platform/renderer.h"

namespace kiosk {

/// What happened on the glass. Positions are pixels of the upright picture.
struct WindowEvent {
    enum class Kind {
        down,
        up,    // of the one finger (or mouse button) that counts; see `at`
        lost,  // that finger was taken away, with its panel or with our window: there was no touch
        key,
        resize,  // the size has changed; nothing of the picture is left
        expose,  // what was presented may be damaged
        quit,    // the window was closed
    };
    Kind kind = Kind::quit;
    Pixel at = {};  // of down and up. A finger that left the glass: kOutside
    Key key = Key::activate;
};

/// In no picture, so in no touch area.
constexpr Pixel kOutside{-1, -1};

struct WindowOptions {
    bool windowed = false;          // with a frame and a cursor
    std::optional<PixelSize> size;  // of the window; without it the whole screen, or 1280x720 when windowed
    int rotation_deg = 0;           // 0, 90, 180 or 270, clockwise: see orientation.h
    std::string title;
    KeyMap keys = {};
    std::function<void(const std::string&)> name_key = {};  // called with each key that goes down; for good
    bool or_memory = false;  // where there is no display: a picture that nobody sees, for measuring
    std::function<void(const std::string&)> complain = {};  // of what the X server does later; for good
};

/// The glass, through SDL's window surface: pixels go from memory to the X server, whatever drew them.
/// Used by the thread that opened it; one at a time in a program.
class Window {
public:
    /// Errors: not_found when there is no display (with what to do about it); unsupported when its screen
    /// cannot be drawn on; io. Afterwards neither a terminal nor a reader of our words that goes away ends
    /// the program.
    [[nodiscard]] static base::Result<std::unique_ptr<Window>> open(const WindowOptions& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Of the upright picture.
    [[nodiscard]] PixelSize size() const;
    [[nodiscard]] PixelSize panel_size() const;

    // How to wait for events without polling (WindowEvents does): sleep until `descriptor` can be read, but
    // not while `has_events`; where `look_every` is not empty, no longer than that.

    /// What can be read when the X server has sent something, or is gone. -1 where there is no X.
    [[nodiscard]] int descriptor() const;
    /// Whether something has happened already that the descriptor need not tell of: whoever sends to the X
    /// server, or waits for its answer, reads what has come meanwhile. Sends what is to be sent.
    [[nodiscard]] bool has_events();
    /// Of a display that has events and no descriptor of ours (Wayland).
    [[nodiscard]] std::optional<std::chrono::milliseconds> look_every() const;
    /// Everything that has happened since the last call, in order. Does not wait.
    [[nodiscard]] std::vector<WindowEvent> take_events();

    /// Writes the pixels of `part`, all of them, and no others. `target.box` encloses it.
    using DrawPart = std::function<void(const Pixels& target, const Box& part)>;
    /// Has `draw` called for each of `parts` of an upright picture of `size`, and puts them on the glass.
    /// False, and nothing is done, when the window has another size: a resize event is then on its way.
    /// Nothing is sent when there are no parts. Ends a fade.
    bool present(PixelSize size, std::span<const Box> parts, const DrawPart& draw);
    /// The whole of a picture.
    bool present(const Picture& picture);
    /// Prepares a cross-fade from what is on the glass to what `draw` draws; outside of `parts` nothing
    /// changes. False, and nothing is done, when there is nothing on the glass to fade from or its pixels
    /// cannot be mixed. In place of an earlier fade; `parts` must then enclose what that one had.
    [[nodiscard]] bool begin_fade(PixelSize size, std::span<const Box> parts, const DrawPart& draw);
    /// Puts one frame on the glass, `share` of kFadeEnd (span.h) from the later picture. With kFadeEnd the
    /// fade is over and its memory given back. False when it was lost on the way, with the glass: after a
    /// resize.
    [[nodiscard]] bool show_fade(unsigned share);
    /// Moves the picture on the panel from its place, or from where it was moved to; touches follow it.
    /// `draw` draws what comes in at the edges. Nothing happens when there is no picture. Ends a fade.
    void move_to(Pixel offset, const DrawPart& draw);
    /// Sends what is on the glass once more.
    void present_again();
    /// Whether what was presented last is still there to be drawn on: false before the first `present` and
    /// after a resize.
    [[nodiscard]] bool holds_picture() const;

private:
    struct State;
    explicit Window(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace kiosk
