#include "kiosk/platform/memory_output.h"

#include <algorithm>

namespace kiosk {
namespace {

void copy_rows(const Picture& from, int left, int top, const Pixels& to) {
    for (int y = to.box.top; y < to.box.bottom; ++y)
        std::copy_n(
            from.pixels.data() + static_cast<std::ptrdiff_t>(y - top) * from.width + to.box.left - left,
            to.box.width(), to.at(to.box.left, y));
}

Pixels part_of(Picture& picture, const Box& box) {
    const Pixels all{picture};
    return {all.at(box.left, box.top), box, all.stride};
}

}  // namespace

void MemoryOutput::set_size(PixelSize size) {
    const auto count = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
    painted_ = sent_ = {size.width, size.height, std::vector<std::uint32_t>(count)};
    ++generation_;
}

void MemoryOutput::resize(PixelSize size) {
    set_size(size);
    events_.push_back({WindowEvent::Kind::resize});
}

std::optional<Output::Surface> MemoryOutput::surface() {
    return Surface{size(), Pixels(painted_), generation_};
}

void MemoryOutput::write(const Picture& picture, const Box& to) {
    copy_rows(picture, to.left, to.top, part_of(painted_, to));
}

void MemoryOutput::send(std::span<const Box> damage) {
    for (const Box& box : damage) copy_rows(painted_, 0, 0, part_of(sent_, box));
}

}  // namespace kiosk
