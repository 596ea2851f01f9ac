#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
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
    /// with.
    Speaker(OpenVoice open_voice, std::unique_ptr<Sound> sound,
            std::function<void(const std::string&)> complain);
    /// Silent at once.
    ~Speaker();
    Speaker(const Speaker&) = delete;
    Speaker& operator=(const Speaker&) = delete;

    /// Reads these from the first on, instead of what was being read.
    void say(std::vector<Line> lines, const Manner& manner);
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
    void run();
    void tell();  // under the lock
    /// Reads what is to be read, and returns when it is done or was replaced.
    void read_aloud(const std::vector<Line>& lines, const Manner& manner, int order);
    [[nodiscard]] bool is_wanted(int order) const;
    void show(int order, std::size_t line);

    OpenVoice open_voice_;
    std::unique_ptr<Sound> sound_;
    std::function<void(const std::string&)> complain_;
    base::Descriptor changed_;

    mutable std::mutex mutex_;  // of all below
    std::vector<Line> lines_;
    Manner manner_;
    int order_ = 0;  // counts what was asked for: a later order ends the one before
    bool waiting_ = false, busy_ = false, runs_ = false;
    std::optional<std::size_t> now_;

    std::thread thread_;  // last: it uses all above
};

}  // namespace kiosk
