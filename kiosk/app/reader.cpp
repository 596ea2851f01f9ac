#include "kiosk/app/reader.h"

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

Reader::Reader(EventLoop& loop, Library& library, Session& session, Screen& screen, Speaker& speaker)
    : library_(library), session_(session), screen_(screen), speaker_(speaker) {
    if (auto hook = loop.watch(speaker.descriptor(), [this] { follow_voice(); })) hook_ = std::move(*hook);
}

Reader::~Reader() { speaker_.stop(); }

bool Reader::is_listening() const { return session_.visit() != nullptr && session_.visit()->aloud.is_on; }

EventLoop::Time Reader::next_due() {
    if (!is_listening()) return sight_ ? EventLoop::kNow : EventLoop::kNever;
    const bool has_news = session_.builds() != looked_at_;
    return has_news || (has_to_tell_ && !screen_.is_fading()) ? EventLoop::kNow : EventLoop::kNever;
}

void Reader::act() {
    if (!is_listening()) return end();
    look();
    if (has_to_tell_ && !screen_.is_fading()) tell();
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
    if (!pinyin_) {
        auto learnt = pinyin_of(session_.store());
        pinyin_.emplace(learnt ? std::move(*learnt) : words::Pinyin{""});
    }
    const words::Strings& strings = library_.strings(session_.language());
    const auto say = [&](std::string_view key, int step) {
        return utterances_of(strings(key, {{"step", std::to_string(step)}}), strings, *pinyin_);
    };
    const Aloud& aloud = sight_->visit.aloud;
    const auto list = reading_.hear({.place = sight_->place,
                                     .page = utterances(),
                                     .focus = session_.focus(),
                                     .aloud = aloud,
                                     .greeting = utterances_of(strings("say.begins"), strings, *pinyin_),
                                     .volume = say("say.volume", aloud.volume),
                                     .speed = say("say.speed", aloud.speed)});
    if (!list) return;
    speaker_.say(lines_of(*list), manner_of(aloud));
    follow_voice();
}

std::vector<Utterance> Reader::utterances() const {
    Record record;
    const Page& page = session_.page();
    Canvas canvas{nullptr, library_.fonts, session_.colors(), page.metrics, record, ""};
    page.draw(canvas);
    return utterances_of(page, record, library_.strings(session_.language()), *pinyin_);
}

void Reader::stop() {
    if (!sight_) return;
    has_to_tell_ = false;
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
