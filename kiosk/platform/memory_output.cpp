#include "kiosk/platform/memory_output.h"

namespace kiosk {

void MemoryOutput::set_size(PixelSize size) {
    const auto count = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
    painted_ = sent_ = {size.width, size.height, std::vector<std::uint32_t>(count)};
    ++generation_;
}

void MemoryOutput::resize(PixelSize size) {
    set_size(size);
    events_.push_back({InputEvent::Kind::resize});
}

std::optional<Output::Surface> MemoryOutput::surface() {
    return Surface{size(), Pixels(painted_), generation_};
}

void MemoryOutput::write(const Picture& picture, const Box& to) {
    copy_rows(picture, 0, 0, Pixels(painted_).within(to));
}

void MemoryOutput::send(std::span<const Box> damage) {
    for (const Box& box : damage) copy_rows(painted_, box.left, box.top, Pixels(sent_).within(box));
}

}  // namespace kiosk
