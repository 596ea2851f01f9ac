#include "kiosk/speech/speaker.h"

#include <doctest/doctest.h>
#include <poll.h>

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>

#include "base/files.h"
#include "kiosk/speech/signal.h"

using kiosk::Line, kiosk::Manner, kiosk::Speaker, kiosk::Voice;

namespace {

const words::Language &kChinese = words::language("zh-CN"), &kEnglish = words::language("en");

/// What happened, in order, from both sides of the seam.
struct Diary {
    std::mutex mutex;
    std::condition_variable written;
    std::string entries;
    bool counts_samples = false;
    bool gate_open = true;  // closed: a word that is being played waits until it is dropped

    void write(const std::string& entry) {
        const std::lock_guard lock{mutex};
        entries += entry + " ";
        written.notify_all();
    }
    void wait_for(const std::string& part) {
        std::unique_lock lock{mutex};
        written.wait(lock, [&] { return entries.find(part) != std::string::npos; });
    }
    std::string all() {
        const std::lock_guard lock{mutex};
        return entries;
    }
};

class FakeSound final : public kiosk::Sound {
public:
    explicit FakeSound(Diary& diary, bool works = true) : diary_(diary), works_(works) {}
    base::Status open(int rate) override {
        const std::lock_guard lock{diary_.mutex};
        dropped_ = false;
        diary_.entries += "open" + std::to_string(rate) + " ";
        return works_ ? base::Status{} : base::fail(base::Errc::io, "no loudspeaker");
    }
    bool play(std::span<const std::int16_t> samples) override {
        std::unique_lock lock{diary_.mutex};
        if (diary_.counts_samples) diary_.entries += std::to_string(samples.size()) + " ";
        diary_.written.wait(lock, [&] { return dropped_ || diary_.gate_open; });
        return !dropped_;
    }
    bool finish() override {
        const std::lock_guard lock{diary_.mutex};
        return !dropped_;
    }
    void drop() override {
        const std::lock_guard lock{diary_.mutex};
        dropped_ = true;
        diary_.written.notify_all();
    }
    void plug_in(bool works) {
        const std::lock_guard lock{diary_.mutex};
        works_ = works;
    }
    base::Status close() override {
        diary_.write("close");
        return {};
    }

private:
    Diary& diary_;
    bool works_, dropped_ = false;
};

class FakeVoice final : public Voice {
public:
    explicit FakeVoice(Diary& diary) : diary_(diary) {}
    ~FakeVoice() override { diary_.write("gone"); }
    [[nodiscard]] int rate() const override { return 8; }
    void speak(const Line& line, const Manner& manner, const Hear& hear) override {
        diary_.write(std::string(line.language->tag) + ":" + line.words + "@" + std::to_string(manner.speed));
        const std::int16_t samples[4]{};
        if (!hear(samples)) diary_.write("cut");
    }

private:
    Diary& diary_;
};

Speaker::OpenVoice voice_of(Diary& diary) {
    return [&diary] { return base::Result<std::unique_ptr<Voice>>{std::make_unique<FakeVoice>(diary)}; };
}

void ignore(const std::string&) {}

/// Sleeps until the speaker has something to tell, as an event loop would.
void wait_until_quiet(Speaker& speaker) {
    while (speaker.is_busy()) {
        pollfd one{speaker.descriptor(), POLLIN, 0};
        REQUIRE(poll(&one, 1, 60'000) == 1);
        speaker.acknowledge();
    }
}

}  // namespace

TEST_CASE(
    "speaker: lines are read in order, each in its language; voice and sound are there for them alone") {
    Diary diary;
    Speaker speaker{voice_of(diary), std::make_unique<FakeSound>(diary), ignore};
    CHECK_FALSE(speaker.is_busy());
    CHECK(diary.all().empty());
    speaker.say({{"ni3", &kChinese}, {"hello", &kEnglish}}, {.speed = 120});
    wait_until_quiet(speaker);
    CHECK_FALSE(speaker.now().has_value());
    diary.wait_for("gone");
    CHECK(diary.all() == "open8 zh-CN:ni3@120 en:hello@120 close gone ");
    speaker.say({{"again", &kEnglish}}, {});
    wait_until_quiet(speaker);
    diary.wait_for("again@100 close gone");
}

TEST_CASE("speaker: a stop cuts the word that is being heard, and nothing comes after it") {
    Diary diary;
    diary.gate_open = false;
    Speaker speaker{voice_of(diary), std::make_unique<FakeSound>(diary), ignore};
    speaker.say({{"one", &kEnglish}, {"two", &kEnglish}}, {});
    diary.wait_for("one");
    CHECK(speaker.now() == std::optional<std::size_t>{0});
    speaker.stop();
    CHECK_FALSE(speaker.is_busy());
    CHECK_FALSE(speaker.now().has_value());
    diary.wait_for("gone");
    CHECK(diary.all() == "open8 en:one@100 cut close gone ");
}

TEST_CASE("speaker: another page is read at once instead of the rest of the one before") {
    Diary diary;
    diary.gate_open = false;
    Speaker speaker{voice_of(diary), std::make_unique<FakeSound>(diary), ignore};
    speaker.say({{"one", &kEnglish}, {"two", &kEnglish}}, {});
    diary.wait_for("one");
    {
        const std::lock_guard lock{diary.mutex};
        diary.entries.clear();
    }
    speaker.say({{"three", &kEnglish}}, {});
    diary.wait_for("three");
    {
        const std::lock_guard lock{diary.mutex};
        diary.gate_open = true;
        diary.written.notify_all();
    }
    wait_until_quiet(speaker);
    CHECK(diary.all().find("two") == std::string::npos);
}

TEST_CASE("speaker: an end in the middle of a word is quick, and so is one before any") {
    Diary diary;
    diary.gate_open = false;
    {
        Speaker speaker{voice_of(diary), std::make_unique<FakeSound>(diary), ignore};
        speaker.say({{"one", &kEnglish}}, {});
        diary.wait_for("one");
    }
    CHECK(diary.all() == "open8 en:one@100 cut close gone ");
    const Speaker idle{voice_of(diary), std::make_unique<FakeSound>(diary), ignore};
}

TEST_CASE("speaker: without a voice or a loudspeaker it says so once, and is quiet") {
    Diary diary;
    std::string complaints;
    {
        Speaker deaf{voice_of(diary), std::make_unique<FakeSound>(diary, false),
                     [&](const std::string& why) { complaints += why + ";"; }};
        deaf.say({{"one", &kEnglish}, {"two", &kEnglish}}, {});
        wait_until_quiet(deaf);
    }
    CHECK(complaints == "no loudspeaker;");
    {
        Speaker mute{
            [] {
                return base::Result<std::unique_ptr<Voice>>{base::fail(base::Errc::not_found, "no voices")};
            },
            std::make_unique<FakeSound>(diary), [&](const std::string& why) { complaints += why + ";"; }};
        mute.say({{"one", &kEnglish}}, {});
        wait_until_quiet(mute);
    }
    CHECK(complaints == "no loudspeaker;no voices;");
}

TEST_CASE(
    "speaker: a loudspeaker that is missing is told of once, not at every page, and again after it was "
    "there") {
    Diary diary;
    std::string complaints;
    auto sound = std::make_unique<FakeSound>(diary, false);
    FakeSound& loudspeaker = *sound;
    Speaker speaker{voice_of(diary), std::move(sound),
                    [&](const std::string& why) { complaints += why + ";"; }};
    const auto read_a_page = [&] {
        speaker.say({{"page", &kEnglish}}, {});
        wait_until_quiet(speaker);
    };
    for (int i = 0; i < 3; ++i) read_a_page();
    CHECK(complaints == "no loudspeaker;");
    loudspeaker.plug_in(true);
    read_a_page();
    loudspeaker.plug_in(false);
    for (int i = 0; i < 2; ++i) read_a_page();
    CHECK(complaints == "no loudspeaker;no loudspeaker;");
}

TEST_CASE(
    "speaker: two tones go before what is urgent, and are heard without a voice; silence ends them too") {
    Diary diary;
    diary.counts_samples = true;
    {
        Speaker speaker{voice_of(diary), std::make_unique<FakeSound>(diary), ignore};
        speaker.say({{"leave", &kEnglish}}, {.volume = 100}, true);
        wait_until_quiet(speaker);
        diary.wait_for("gone");
        CHECK(diary.all() == "open8 10 en:leave@100 4 close gone ");  // samples at 8 a second
    }
    diary.entries.clear();
    std::string complaints;
    Speaker mute{
        [] { return base::Result<std::unique_ptr<Voice>>{base::fail(base::Errc::not_found, "no voices")}; },
        std::make_unique<FakeSound>(diary), [&](const std::string& why) { complaints += why; }};
    mute.say({{"leave", &kEnglish}}, {.volume = 100}, true);
    wait_until_quiet(mute);
    diary.wait_for("close");
    CHECK(diary.all().starts_with("open22050 "));
    CHECK(complaints.empty());  // nobody asked for a voice
    diary.gate_open = false;
    mute.say({}, {}, true);
    CHECK(mute.is_busy());
    mute.stop();
    CHECK_FALSE(mute.is_busy());
}

TEST_CASE("signal: two tones, the second lower, without a click, as loud as asked for") {
    constexpr int kRate = 22050;
    const auto samples = kiosk::two_tones(kRate, 100);
    CHECK(samples.size() == doctest::Approx(1.4 * kRate).epsilon(0.01));
    const auto crossings = [&](double from_s, double to_s) {
        int count = 0;
        for (auto i = static_cast<std::size_t>(from_s * kRate); i < static_cast<std::size_t>(to_s * kRate);
             ++i)
            if ((samples[i] < 0) != (samples[i + 1] < 0)) ++count;
        return count / (2 * (to_s - from_s));
    };
    CHECK(crossings(0.1, 0.5) == doctest::Approx(880).epsilon(0.02));
    CHECK(crossings(0.65, 1.05) == doctest::Approx(660).epsilon(0.02));
    int step = 0;
    for (std::size_t i = 1; i < samples.size(); ++i)
        step = std::max(step, std::abs(samples[i] - samples[i - 1]));
    CHECK(std::abs(samples.front()) < 100);
    CHECK(step < 4000);
    const auto loudest = [](const std::vector<std::int16_t>& all) {
        return *std::max_element(all.begin(), all.end());
    };
    CHECK(loudest(samples) > 9000);
    CHECK(loudest(kiosk::two_tones(kRate, 200)) == doctest::Approx(2 * loudest(samples)).epsilon(0.01));
    CHECK(loudest(kiosk::two_tones(kRate, 0)) == 0);
}

namespace {

/// What espeak-ng makes of lines, as a WAV file's samples.
std::string wav_of(std::vector<Line> lines, const Manner& manner = {}) {
    const auto file = std::filesystem::temp_directory_path() / ("speech" + std::to_string(getpid()) + ".wav");
    {
        Speaker speaker{kiosk::open_voice, kiosk::make_wav_sound(file),
                        [](const std::string& why) { FAIL(why); }};
        speaker.say(std::move(lines), manner);
        wait_until_quiet(speaker);
    }
    const auto wav = base::read_file(file);
    std::filesystem::remove(file);
    REQUIRE(wav.has_value());
    CHECK(wav->substr(0, 4) == "RIFF");
    return wav->substr(44);
}

double loudness(const std::string& samples) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < samples.size(); i += 2)
        sum += std::abs(static_cast<std::int16_t>(static_cast<unsigned char>(samples[i]) |
                                                  static_cast<unsigned char>(samples[i + 1]) << 8));
    return samples.empty() ? 0 : sum / (static_cast<double>(samples.size()) / 2);
}

}  // namespace

TEST_CASE("voice: Chinese and English are heard, faster and louder as asked for, again and again") {
    if (!kiosk::has_voice()) return;
    const Line chinese{"cheng2 zhen4 xin1 zeng1 jiu4 ye4", &kChinese}, english{"new urban jobs", &kEnglish};
    const std::string zh = wav_of({chinese}), en = wav_of({english}), both = wav_of({chinese, english});
    CHECK(loudness(zh) > 100);
    CHECK(loudness(en) > 100);
    CHECK(zh.size() > 22'050);  // half a second of 16 bits
    CHECK(both.size() > zh.size());
    CHECK(both.size() > en.size());
    CHECK(wav_of({chinese}, {.speed = 200}).size() < zh.size() * 3 / 4);
    CHECK(loudness(wav_of({english}, {.volume = 30})) < loudness(en) / 2);
    CHECK(wav_of({{"", &kChinese}}).size() < 22'050);
    // Tones are heard, and not read out as words.
    CHECK(wav_of({{"ma1", &kChinese}}) != wav_of({{"ma4", &kChinese}}));
    CHECK(wav_of({{"ma4", &kChinese}}).size() < 44'100);
}
