#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/descriptor.h"
#include "kiosk/platform/sound.h"
#include "kiosk/speech/voice.h"

namespace kiosk {

/// Reads lines aloud, one after the other, on a thread of its own: nothing here waits for sound. Voice and
/// sound are opened at the first word and closed after the last, and at rest there is no thread.
class Speaker {
public:
    using OpenVoice = std::function<base::Result<std::unique_ptr<Voice>>()>;
    /// `complain` is called on the speaker's thread or in `say`, when there is no voice or nothing to hear
    /// with: once, until there was something to be heard again.
    Speaker(OpenVoice open_voice, std::unique_ptr<Sound> sound,
            std::function<void(const std::string&)> complain);
    /// Silent at once.
    ~Speaker();
    Speaker(const Speaker&) = delete;
    Speaker& operator=(const Speaker&) = delete;

    /// Reads these from the first on, instead of what was being read. `signals`: after two tones, which are
    /// heard without a voice as well.
    void say(std::vector<Line> lines, const Manner& manner, bool signals = false);
    /// Silent at once.
    void stop();

    /// Which of the lines of the last `say` is being heard; nothing when none is, or not yet.
    [[nodiscard]] std::optional<std::size_t> now() const;
    /// Whether lines of the last `say` are still to be heard.
    [[nodiscard]] bool is_busy() const;
    /// Can be read from when `now` or `is_busy` may have changed, until `acknowledge`. For an event loop.
    [[nodiscard]] int descriptor() const { return changed_.number(); }
    void acknowledge();

private:
    /// What is to be said; a later one ends the one before.
    struct Order {
        std::vector<Line> lines;
        Manner manner;
        bool signals = false;
        int number = 0;
    };
    void run();
    void tell();  // under the lock
    /// Reads what is to be read, and returns when it is done or was replaced. False: nothing can be heard.
    [[nodiscard]] bool read_aloud(const Order& order);
    void read_lines(Voice& voice, const Order& order);
    [[nodiscard]] bool signal(const Order& order, int rate);
    [[nodiscard]] bool is_wanted(const Order& order) const;
    void show(const Order& order, std::size_t line);
    /// False.
    bool complain_once(const std::string& why);

    OpenVoice open_voice_;
    std::unique_ptr<Sound> sound_;
    std::function<void(const std::string&)> complain_;
    base::Descriptor changed_;
    std::string complained_;  // of that, and of nothing since; the thread's own

    mutable std::mutex mutex_;  // of all below
    Order order_;
    bool waiting_ = false, busy_ = false, runs_ = false;
    std::optional<std::size_t> now_;

    std::thread thread_;  // last: it uses all above
};

}  // namespace kiosk
