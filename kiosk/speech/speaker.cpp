#include "kiosk/speech/speaker.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <system_error>
#include <utility>

#include "kiosk/speech/signal.h"

namespace kiosk {
namespace {

constexpr int kRateOfTones = 22'050;  // where there is no voice [samples/s]

}  // namespace

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
        ++order_.number;
        sound_->drop();
    }
    if (thread_.joinable()) thread_.join();
}

void Speaker::say(std::vector<Line> lines, const Manner& manner, bool signals) {
    const std::lock_guard lock{mutex_};
    order_ = {std::move(lines), manner, signals, order_.number + 1};
    waiting_ = busy_ = signals || !order_.lines.empty();
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

void Speaker::stop() { say({}, {}); }

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
        const Order order = order_;
        lock.unlock();
        if (read_aloud(order)) complained_.clear();
        lock.lock();
        if (order.number == order_.number) {
            now_.reset();
            busy_ = false;
        }
    }
    runs_ = false;  // nothing of this is used from here on
    tell();
}

bool Speaker::read_aloud(const Order& order) {
    const auto voice = open_voice_();
    if (!voice && !order.signals) return complain_once(voice.error().message);
    const int rate = voice ? (*voice)->rate() : kRateOfTones;
    if (const auto opened = sound_->open(rate); !opened) return complain_once(opened.error().message);
    if (signal(order, rate) && voice) read_lines(**voice, order);
    const auto closed = sound_->close();
    return closed ? true : complain_once(closed.error().message);
}

/// True as well where there is nothing to signal.
bool Speaker::signal(const Order& order, int rate) {
    if (!order.signals) return true;
    return is_wanted(order) && sound_->play(two_tones(rate, order.manner.volume)) && sound_->finish();
}

void Speaker::read_lines(Voice& voice, const Order& order) {
    for (std::size_t i = 0; i < order.lines.size() && is_wanted(order); ++i) {
        show(order, i);
        voice.speak(order.lines[i], order.manner, [&](std::span<const std::int16_t> samples) {
            return is_wanted(order) && sound_->play(samples);
        });
        if (!is_wanted(order) || !sound_->finish()) break;
    }
}

bool Speaker::complain_once(const std::string& why) {
    if (std::exchange(complained_, why) != why) complain_(why);
    return false;
}

bool Speaker::is_wanted(const Order& order) const {
    const std::lock_guard lock{mutex_};
    return order.number == order_.number;
}

void Speaker::show(const Order& order, std::size_t line) {
    const std::lock_guard lock{mutex_};
    if (order.number != order_.number) return;
    now_ = line;
    tell();
}

void Speaker::tell() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto bytes = write(changed_.number(), &one, sizeof one);
}

}  // namespace kiosk
