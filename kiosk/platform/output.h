#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "kiosk/platform/edid.h"
#include "kiosk/platform/input_event.h"
#include "kiosk/platform/pixels.h"

namespace kiosk {

/// Where pictures go and touches come from: a window of an X server (sdl_output.h), memory (memory_output.h).
/// All positions are pixels of the panel, as it lies. Used by the thread that made it.
class Output {
public:
    Output() = default;
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    virtual ~Output() = default;

    /// Of the picture area. It may change; an event `resize` is then on its way.
    [[nodiscard]] virtual PixelSize size() const = 0;
    /// What the panel states of itself at the moment. Empty: nothing, or the picture does not cover it.
    [[nodiscard]] virtual std::optional<FoundPanel> stated_size() const { return std::nullopt; }

    /// What is painted on.
    struct Surface {
        PixelSize size;
        std::optional<Pixels> pixels;  // all of it, to be written to; empty: `write` alone brings them there
        std::uint64_t generation;      // another one than before: what was painted is lost
    };
    /// Empty when there is nothing to paint on just now. What it holds lives until events are taken.
    [[nodiscard]] virtual std::optional<Surface> surface() = 0;
    /// Brings a picture onto the part `to` of a surface without `pixels`. REQUIRES: both have the same size.
    virtual void write(const Picture& picture, const Box& to) = 0;
    /// Puts on the glass what has changed.
    virtual void send(std::span<const Box> damage) = 0;
    /// All of the surface once more.
    virtual void send_all() = 0;

    // How to wait for events without polling (OutputEvents does): sleep until `descriptor` can be read, but
    // not while `has_events`; where `look_every` is not empty, no longer than that.

    /// What can be read when something has happened, or the server is gone. -1: none.
    [[nodiscard]] virtual int descriptor() const = 0;
    /// Whether something has happened already that the descriptor need not tell of: whoever sends to a
    /// server, or waits for its answer, reads what has come meanwhile. Sends what is to be sent.
    [[nodiscard]] virtual bool has_events() = 0;
    /// Of a display that has events and no descriptor of ours (Wayland).
    [[nodiscard]] virtual std::optional<std::chrono::milliseconds> look_every() const = 0;
    /// Everything that has happened since the last call, in order. Does not wait.
    [[nodiscard]] virtual std::vector<InputEvent> take_events() = 0;
    /// Whether the server behind the glass still answers. Waits for its answer. True where there is none.
    [[nodiscard]] virtual bool answers() { return true; }
    /// Switches the panel behind the glass on or off, whatever has switched it meanwhile; its picture stays.
    /// False where that cannot be done.
    virtual bool set_lit(bool is_lit) = 0;
};

}  // namespace kiosk
