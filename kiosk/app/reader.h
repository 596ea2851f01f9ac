#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/event_loop.h"
#include "kiosk/app/library.h"
#include "kiosk/app/reading.h"
#include "kiosk/app/screen.h"
#include "kiosk/speech/speaker.h"

namespace kiosk {

/// Reads pages aloud to a visitor who has asked for it, and marks what is being said; and says an emergency
/// to the hall, once, after two tones. On a loop it is due when the visitor sees something else or another
/// emergency takes the screen or leaves it, and never else.
class Reader : public base::EventLoop::Part {
public:
    /// All must outlive this. Hang it up after the screen and the glass. Errors of the loop leave the screen
    /// without marks. `emergency_volume`: in percent of what is usual; 0: emergencies are silent.
    Reader(base::EventLoop& loop, Library& library, Session& session, Screen& screen, Speaker& speaker,
           int emergency_volume = 0);
    ~Reader() override;

    /// Silent at once, until there is something else to say. An emergency that the hall hears goes on.
    void stop();
    /// That as well.
    void silence();
    /// What was said last, to whoever listens.
    void say_again();
    void set_emergency_volume(int percent) { emergency_volume_ = percent; }
    /// Another release has other readings.
    void begin_release() { pinyin_.reset(); }

    [[nodiscard]] base::EventLoop::Time next_due() override;
    void act() override;

private:
    /// What makes the visitor hear something; what time alone changes is not read.
    struct Sight {
        std::string place;
        Visit visit;
        friend bool operator==(const Sight&, const Sight&) = default;
    };
    [[nodiscard]] bool is_listening() const;
    /// Whether an emergency has the screen that was not heard yet.
    [[nodiscard]] bool has_alarm() const;
    /// Whether none has it any more.
    [[nodiscard]] bool is_over() const;
    void forget_alarms();
    void sound_alarm();
    void learn_pinyin();
    void look();
    void tell();
    void end();
    void follow_voice();
    [[nodiscard]] std::vector<Utterance> utterances() const;

    Library& library_;
    Session& session_;
    Screen& screen_;
    Speaker& speaker_;
    Reading reading_;
    std::optional<words::Pinyin> pinyin_;  // while somebody listens
    std::optional<Sight> sight_;           // nothing: nobody listens
    int emergency_volume_;
    std::set<std::string> heard_alarms_;  // ids, while an emergency has the screen
    std::uint64_t looked_at_ = 0;         // builds of the session
    bool has_to_tell_ = false;            // when the glass stands still
    base::EventLoop::Hook hook_;
};

}  // namespace kiosk
