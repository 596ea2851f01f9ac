#pragma once

#include <utility>

#include "kiosk/platform/output.h"

namespace kiosk {

/// A picture that nobody sees: for measuring where there is no display, and for tests. What happens on it is
/// what it is told.
class MemoryOutput : public Output {
public:
    explicit MemoryOutput(PixelSize size) { set_size(size); }

    /// Of the panel, as it lies. An event tells of it, and what was painted is lost.
    void resize(PixelSize size);
    /// Something that happens.
    void push(const InputEvent& event) { events_.push_back(event); }
    /// As it was sent.
    [[nodiscard]] const Picture& picture() const { return sent_; }

    [[nodiscard]] PixelSize size() const override { return {painted_.width, painted_.height}; }
    [[nodiscard]] std::optional<Surface> surface() override;
    void write(const Picture& picture, const Box& to) override;
    void send(std::span<const Box> damage) override;
    void send_all() override { sent_ = painted_; }
    [[nodiscard]] int descriptor() const override { return -1; }
    [[nodiscard]] bool has_events() override { return !events_.empty(); }
    [[nodiscard]] std::optional<std::chrono::milliseconds> look_every() const override {
        return std::nullopt;
    }
    bool set_lit(bool is_lit) override {
        switched_.push_back(is_lit);
        return true;
    }
    /// Every call of `set_lit`, in order.
    [[nodiscard]] const std::vector<bool>& switched() const { return switched_; }
    [[nodiscard]] std::vector<InputEvent> take_events() override { return std::exchange(events_, {}); }

private:
    void set_size(PixelSize size);
    Picture painted_, sent_;
    std::uint64_t generation_ = 0;
    std::vector<InputEvent> events_;
    std::vector<bool> switched_;
};

}  // namespace kiosk
