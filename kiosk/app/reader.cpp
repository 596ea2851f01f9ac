#include "kiosk/app/reader.h"

#include <algorithm>
#include <array>

namespace kiosk {
namespace {

using base::EventLoop;

/// In percent of the usual, for each step.
constexpr std::array<int, Aloud::kSteps> kVolumes{30, 60, 100, 145, 200}, kSpeeds{65, 80, 100, 130, 170};

Manner manner_of(const Aloud& aloud) {
    return {.speed = kSpeeds[static_cast<std::size_t>(aloud.speed - 1)],
            .volume = kVolumes[static_cast<std::size_t>(aloud.volume - 1)]};
}

/// Digits that are typed, and letters that are chosen, make the same page anew.
std::string place_of(const Address& address) {
    const bool is_typed = address.scene == SceneKind::find && !address.key.starts_with("word/");
    return is_typed ? "find" : address.id();
}

}  // namespace

Reader::Reader(EventLoop& loop, Library& library, Session& session, Screen& screen, Speaker& speaker,
               int emergency_volume)
    : library_(library),
      session_(session),
      screen_(screen),
      speaker_(speaker),
      emergency_volume_(emergency_volume) {
    if (auto hook = loop.watch(speaker.descriptor(), [this] { follow_voice(); })) hook_ = std::move(*hook);
}

Reader::~Reader() { speaker_.stop(); }

bool Reader::is_listening() const { return session_.visit() != nullptr && session_.visit()->aloud.is_on; }

bool Reader::has_alarm() const {
    const Address& address = session_.address();
    return emergency_volume_ > 0 && address.scene == SceneKind::emergency &&
           !heard_alarms_.contains(address.key);
}

bool Reader::is_over() const {
    return !heard_alarms_.empty() && session_.address().scene != SceneKind::emergency;
}

EventLoop::Time Reader::next_due() {
    if (is_over()) return EventLoop::kNow;
    if (!is_listening()) return sight_ || has_alarm() ? EventLoop::kNow : EventLoop::kNever;
    const bool has_news = session_.builds() != looked_at_;
    return has_news || (has_to_tell_ && !screen_.is_fading()) ? EventLoop::kNow : EventLoop::kNever;
}

void Reader::act() {
    if (is_over()) forget_alarms();
    if (!is_listening()) {
        end();
        if (has_alarm()) sound_alarm();
        return;
    }
    look();
    if (has_to_tell_ && !screen_.is_fading()) tell();
}

/// What is still being said of it is not true any more.
void Reader::forget_alarms() {
    heard_alarms_.clear();
    if (!is_listening()) silence();
}

/// The whole notice, whatever of it is on the page: to a hall in which nobody has asked for reading aloud.
void Reader::sound_alarm() {
    const std::string& id = session_.address().key;
    heard_alarms_.insert(id);
    learn_pinyin();
    const words::Strings& strings = library_.strings(session_.language());
    std::vector<Utterance> list = utterances_of(strings("emergency.title"), strings, *pinyin_);
    const auto add = [&](const std::string& text) {
        for (Utterance& one : utterances_of(text, strings, *pinyin_)) list.push_back(std::move(one));
    };
    for (const catalog::Notice& notice : session_.store().notices().value_or(std::vector<catalog::Notice>{}))
        if (notice.id == id) {
            add(strings.pick(notice.title));
            add(strings.pick(notice.body));
        }
    pinyin_.reset();
    speaker_.say(lines_of(list), {.volume = emergency_volume_}, true);
    follow_voice();
}

void Reader::learn_pinyin() {
    if (pinyin_) return;
    auto learnt = pinyin_of(session_.store());
    pinyin_.emplace(learnt ? std::move(*learnt) : words::Pinyin{""});
}

/// Of another page the rest of the one before is not heard; what else is to be said waits for the glass.
void Reader::look() {
    looked_at_ = session_.builds();
    Sight sight{place_of(session_.address()), *session_.visit()};
    if (sight_ == sight) return;
    if (sight_ && sight.place != sight_->place) stop();
    sight_ = std::move(sight);
    has_to_tell_ = true;
}

void Reader::tell() {
    has_to_tell_ = false;
    learn_pinyin();
    const words::Strings& strings = library_.strings(session_.language());
    const auto say = [&](std::string_view key, int step) {
        return utterances_of(strings(key, {{"step", std::to_string(step)}}), strings, *pinyin_);
    };
    const Aloud& aloud = sight_->visit.aloud;
    const auto list = reading_.hear({.place = sight_->place,
                                     .page = utterances(),
                                     .focus = session_.focus_to_say(),
                                     .aloud = aloud,
                                     .greeting = utterances_of(strings("say.begins"), strings, *pinyin_),
                                     .volume = say("say.volume", aloud.volume),
                                     .speed = say("say.speed", aloud.speed)});
    if (!list) return;
    const bool alarms = has_alarm();
    Manner manner = manner_of(aloud);
    if (alarms) manner.volume = std::max(manner.volume, emergency_volume_);
    if (alarms) heard_alarms_.insert(session_.address().key);
    speaker_.say(lines_of(*list), manner, alarms);
    follow_voice();
}

std::vector<Utterance> Reader::utterances() const {
    Record record;
    const Page& page = session_.page();
    Canvas canvas{nullptr, library_.fonts, session_.colors(), page.metrics, record, {}};
    page.draw(canvas);
    return utterances_of(page, record, library_.strings(session_.language()), *pinyin_);
}

void Reader::stop() {
    if (!sight_) return;
    has_to_tell_ = false;
    speaker_.stop();
    follow_voice();
}

void Reader::silence() {
    stop();
    speaker_.stop();
    follow_voice();
}

void Reader::say_again() {
    if (!sight_ || has_to_tell_) return;
    speaker_.say(lines_of(reading_.again()), manner_of(sight_->visit.aloud));
    follow_voice();
}

void Reader::end() {
    stop();
    sight_.reset();
    reading_ = {};
    pinyin_.reset();
}

/// The screen and the visit follow what is heard.
void Reader::follow_voice() {
    speaker_.acknowledge();
    const bool is_busy = speaker_.is_busy();
    // Until its first word is heard, a list that was just begun keeps its place.
    if (const auto now = speaker_.now(); now || !is_busy) reading_.set_now(now);
    const Utterance* const said = speaker_.now() ? reading_.now() : nullptr;
    screen_.mark(said != nullptr && !said->rect.is_empty() ? std::optional(said->rect) : std::nullopt);
    screen_.set_speaking(is_busy);
}

}  // namespace kiosk
