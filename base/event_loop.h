#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "base/descriptor.h"
#include "base/result.h"

namespace base {

/// The time since the machine was started, with what it was suspended for (CLOCK_BOOTTIME): whoever touched
/// the screen before it slept an hour has left when it wakes, and what was due meanwhile is due.
struct BootClock {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<BootClock>;
    static constexpr bool is_steady = true;
    [[nodiscard]] static time_point now();
};

/// The one place where a program sleeps: until a descriptor can be read, or something is due. Used by one
/// thread, but for `wake`. What hangs on it is small parts, each of which says when it is due next and what
/// it does then; a descriptor (signals, a folder, a server's connection) is one more reason to wake up.
class EventLoop {
public:
    using Time = BootClock::time_point;
    /// What a part that is not due by itself says.
    static constexpr Time kNever = Time::max();
    /// What a part that has work says: the loop does not sleep.
    static constexpr Time kNow = Time::min();

    /// Something that is done at a time of its own.
    class Part {
    public:
        Part() = default;
        Part(const Part&) = delete;
        Part& operator=(const Part&) = delete;
        virtual ~Part() = default;
        /// Asked before each sleep, and again in each turn when those before it have acted. Cheap.
        [[nodiscard]] virtual Time next_due() = 0;
        /// Called once in a turn in which it is due.
        virtual void act() = 0;
    };

    /// What was hung on a loop hangs there as long as this lives. The loop must outlive it.
    class Hook {
    public:
        Hook() = default;
        Hook(Hook&& other) noexcept : loop_(std::exchange(other.loop_, nullptr)), id_(other.id_) {}
        Hook& operator=(Hook&& other) noexcept {
            std::swap(loop_, other.loop_);
            std::swap(id_, other.id_);
            return *this;
        }
        ~Hook() {
            if (loop_ != nullptr) loop_->remove(id_);
        }

    private:
        friend EventLoop;
        Hook(EventLoop& loop, std::uint64_t id) : loop_(&loop), id_(id) {}
        EventLoop* loop_ = nullptr;
        std::uint64_t id_ = 0;
    };

    /// Errors: io.
    [[nodiscard]] static Result<std::unique_ptr<EventLoop>> open();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    /// Parts act in the order in which they were added, so that in one turn each sees what those before it
    /// have done.
    [[nodiscard]] Hook add(Part& part);
    /// Calls `on_readable` in each turn in which there is something to be read, or the other end is gone. Of
    /// several, in the order in which they were added, and all of them before the parts. It may end the
    /// loop, and unhook anything. Errors: io (the system does not wait for such a descriptor).
    [[nodiscard]] Result<Hook> watch(int descriptor, std::function<void()> on_readable);

    /// Turns until `end`.
    void run();
    /// Sleeps until there is a reason not to, then does what there is to do.
    void turn();
    void end() { has_ended_ = true; }
    [[nodiscard]] bool has_ended() const { return has_ended_; }
    /// Ends the sleep, or the next one: a part may be due that was not. From any thread.
    void wake();
    /// How many turns there were.
    [[nodiscard]] std::uint64_t turns() const { return turns_; }

private:
    EventLoop(Descriptor epoll, Descriptor timer, Descriptor wake)
        : epoll_(std::move(epoll)), timer_(std::move(timer)), wake_(std::move(wake)) {}
    [[nodiscard]] bool listen(int descriptor, std::uint64_t id);
    void remove(std::uint64_t id);
    [[nodiscard]] Time next_due() const;
    void set_timer(Time due);
    [[nodiscard]] std::vector<std::uint64_t> sleep();
    void act();

    struct Source {
        int descriptor;
        std::shared_ptr<std::function<void()>> on_readable;  // may unhook itself while it runs
    };
    Descriptor epoll_, timer_, wake_;
    Time timer_set_to_ = kNever;
    std::map<std::uint64_t, Source> sources_;
    std::map<std::uint64_t, Part*> parts_;
    std::uint64_t last_id_ = 1, turns_ = 0;
    bool has_ended_ = false;
};

/// Calls something once, at a given time.
class Alarm : public EventLoop::Part {
public:
    Alarm(EventLoop& loop, EventLoop::Time at, std::function<void()> call)
        : at_(at), call_(std::move(call)), hook_(loop.add(*this)) {}
    [[nodiscard]] EventLoop::Time next_due() override { return at_; }
    void act() override {
        at_ = EventLoop::kNever;
        call_();
    }

private:
    EventLoop::Time at_;
    std::function<void()> call_;
    EventLoop::Hook hook_;
};

}  // namespace base
