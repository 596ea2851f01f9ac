#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "kiosk/platform/fade.h"
#include "kiosk/platform/output.h"
#include "kiosk/platform/placement.h"

namespace kiosk {

/// Lays upright pictures on an output: turned as the panel hangs, moved a little, faded into one another.
/// What is on the glass is remembered by the output's pixels alone.
class Compositor {
public:
    /// `rotation_deg`: 0, 90, 180 or 270, clockwise (see orientation.h). `output` must outlive this.
    explicit Compositor(Output& output, int rotation_deg = 0)
        : output_(output), rotation_deg_(rotation_deg) {}

    [[nodiscard]] Output& output() const { return output_; }
    /// Of the upright picture.
    [[nodiscard]] PixelSize size() const { return turned_size(output_.size(), rotation_deg_); }
    /// What a place of the panel shows of it. A finger that left the glass (kOutside) stays outside.
    [[nodiscard]] Pixel upright(Pixel on_panel) const;

    /// Writes the pixels of `part`, all of them, and no others. `target.box` encloses it.
    using DrawPart = std::function<void(const Pixels& target, const Box& part)>;
    /// Has `draw` called for each of `parts` of an upright picture of `size`, and puts them on the glass.
    /// False, and nothing is done, when the output has another size: a resize event is then on its way.
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
    void present_again() { output_.send_all(); }
    /// Whether what was presented last is still there to be drawn on: false before the first `present` and
    /// after a resize.
    [[nodiscard]] bool holds_picture();

private:
    /// What parts are drawn into that cannot be drawn on the glass; used again for the next one.
    struct Aside {
        Picture upright, turned;
    };
    [[nodiscard]] Placement placement() const { return {output_.size(), rotation_deg_, offset_}; }
    [[nodiscard]] std::optional<Output::Surface> surface_of(PixelSize wanted);
    [[nodiscard]] std::optional<Output::Surface> held_surface();
    [[nodiscard]] Picture& draw_aside(const Box& part, const DrawPart& draw, Aside& aside) const;
    void draw_onto(const Output::Surface& surface, const Box& box, const DrawPart& draw, Aside& aside);
    void send(const Output::Surface& surface, std::vector<Box> boxes);

    Output& output_;
    const int rotation_deg_;
    Pixel offset_;                               // of the picture on the panel
    std::optional<std::uint64_t> presented_on_;  // the surface's generation
    Fade fade_;  // of the picture as it lies on the panel; empty but for its time
};

}  // namespace kiosk
