#include <espeak-ng/speak_lib.h>

#include <algorithm>

#include "kiosk/speech/voice.h"

namespace kiosk {
namespace {

/// Its `cmn` reads tones as English words; this one is fed with pinyin and is right.
constexpr const char* kChinese = "cmn-latn-pinyin";
constexpr const char* kEnglish = "en-gb";

/// What one call of espeak_Synth hands its samples to.
struct Listener {
    const Voice::Hear* hear;
    bool goes_on = true;
};

int on_samples(short* samples, int count, espeak_EVENT* events) {
    auto* const listener = static_cast<Listener*>(events->user_data);
    if (listener == nullptr) return 0;
    if (samples != nullptr && count > 0 && listener->goes_on)
        listener->goes_on = (*listener->hear)({samples, static_cast<std::size_t>(count)});
    return listener->goes_on ? 0 : 1;
}

class Espeak final : public Voice {
public:
    explicit Espeak(int rate) : rate_(rate) {}
    ~Espeak() override { espeak_Terminate(); }
    Espeak(const Espeak&) = delete;
    Espeak& operator=(const Espeak&) = delete;

    [[nodiscard]] int rate() const override { return rate_; }

    void speak(const Line& line, const Manner& manner, const Hear& hear) override {
        const bool chinese = line.language->side == &catalog::Bilingual::zh;
        espeak_SetVoiceByName(chinese ? kChinese : kEnglish);
        espeak_SetParameter(espeakRATE,
                            std::clamp(espeakRATE_NORMAL * manner.speed / 100, espeakRATE_MINIMUM, espeakRATE_MAXIMUM),
                            0);
        espeak_SetParameter(espeakVOLUME, std::clamp(manner.volume, 0, 200), 0);
        Listener listener{&hear};
        espeak_Synth(line.words.c_str(), line.words.size() + 1, 0, POS_CHARACTER, 0,
                     espeakCHARS_UTF8 | espeakENDPAUSE, nullptr, &listener);
    }

private:
    int rate_;
};

}  // namespace

base::Result<std::unique_ptr<Voice>> open_voice() {
    constexpr int kPieceMs = 60;
    const int rate =
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, kPieceMs, nullptr, espeakINITIALIZE_DONT_EXIT);
    if (rate <= 0) return base::fail(base::Errc::not_found, "the voices of espeak-ng-data cannot be opened");
    espeak_SetSynthCallback(on_samples);
    return std::make_unique<Espeak>(rate);
}

bool has_voice() { return true; }

}  // namespace kiosk
