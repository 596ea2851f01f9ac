#include "kiosk/speech/speaker.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <system_error>
#include <utility>

namespace kiosk {

Speaker::Speaker(OpenVoice open_voice, std::unique_ptr<Sound> sound,
                 std::function<void(const std::string&)> complain)
    : open_voice_(std::move(open_voice)),
      sound_(std::move(sound)),
      complain_(std::move(complain)),
      changed_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Speaker::~Speaker() {
    {
        const std::lock_guard lock{mutex_};
        waiting_ = false;
        ++order_;
        sound_->drop();
    }
    if (thread_.joinable()) thread_.join();
}

void Speaker::say(std::vector<Line> lines, const Manner& manner) {
    const std::lock_guard lock{mutex_};
    lines_ = std::move(lines);
    manner_ = manner;
    ++order_;
    waiting_ = busy_ = !lines_.empty();
    now_.reset();
    sound_->drop();
    if (runs_ || !busy_) return;
    if (thread_.joinable()) thread_.join();  // it has ended
    try {
        runs_ = true;
        thread_ = std::thread{[this] { run(); }};
    } catch (const std::system_error& error) {
        runs_ = waiting_ = busy_ = false;
        complain_(std::string("speech: ") + error.what());
    }
}

void Speaker::stop() { say({}, manner_); }

std::optional<std::size_t> Speaker::now() const {
    const std::lock_guard lock{mutex_};
    return now_;
}

bool Speaker::is_busy() const {
    const std::lock_guard lock{mutex_};
    return busy_;
}

void Speaker::acknowledge() {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto bytes = read(changed_.number(), &count, sizeof count);
    const std::lock_guard lock{mutex_};
    if (!runs_ && thread_.joinable()) thread_.join();  // it has ended
}

void Speaker::run() {
    std::unique_lock lock{mutex_};
    while (waiting_) {
        waiting_ = false;
        const std::vector<Line> lines = lines_;
        const Manner manner = manner_;
        const int order = order_;
        lock.unlock();
        read_aloud(lines, manner, order);
        lock.lock();
        if (order == order_) {
            now_.reset();
            busy_ = false;
        }
    }
    runs_ = false;  // nothing of this is used from here on
    tell();
}

void Speaker::read_aloud(const std::vector<Line>& lines, const Manner& manner, int order) {
    const auto voice = open_voice_();
    if (!voice) return complain_(voice.error().message);
    if (const auto opened = sound_->open((*voice)->rate()); !opened) return complain_(opened.error().message);
    for (std::size_t i = 0; i < lines.size() && is_wanted(order); ++i) {
        show(order, i);
        (*voice)->speak(lines[i], manner, [&](std::span<const std::int16_t> samples) {
            return is_wanted(order) && sound_->play(samples);
        });
        if (!is_wanted(order) || !sound_->finish()) break;
    }
    if (const auto closed = sound_->close(); !closed) complain_(closed.error().message);
}

bool Speaker::is_wanted(int order) const {
    const std::lock_guard lock{mutex_};
    return order == order_;
}

void Speaker::show(int order, std::size_t line) {
    const std::lock_guard lock{mutex_};
    if (order != order_) return;
    now_ = line;
    tell();
}

void Speaker::tell() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto bytes = write(changed_.number(), &one, sizeof one);
}

}  // namespace kiosk
