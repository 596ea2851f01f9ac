#include <dlfcn.h>
#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include "kiosk/speech/voice.h"

namespace kiosk {
namespace {

/// Its `cmn` reads tones as English words; this one is fed with pinyin and is right.
constexpr const char* kChinese = "cmn-latn-pinyin";
constexpr const char* kEnglish = "en-gb";
constexpr const char* kLibrary = "libespeak-ng.so.1";

/// The library, loaded at the first word: linked, it would bring PulseAudio into every start.
struct Functions {
    decltype(&espeak_Initialize) initialize = nullptr;
    decltype(&espeak_SetSynthCallback) set_callback = nullptr;
    decltype(&espeak_SetVoiceByName) set_voice = nullptr;
    decltype(&espeak_SetParameter) set_parameter = nullptr;
    decltype(&espeak_Synth) synthesise = nullptr;
};

template <class Function>
bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

/// Null where the library is not installed. It stays: what is loaded once costs nothing at rest.
const Functions* load_functions() {
    static const auto kLoaded = []() -> std::optional<Functions> {
        void* const library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
        Functions f;
        const bool whole = library != nullptr && find(library, "espeak_Initialize", f.initialize) &&
                           find(library, "espeak_SetSynthCallback", f.set_callback) &&
                           find(library, "espeak_SetVoiceByName", f.set_voice) &&
                           find(library, "espeak_SetParameter", f.set_parameter) &&
                           find(library, "espeak_Synth", f.synthesise);
        return whole ? std::optional(f) : std::nullopt;
    }();
    return kLoaded ? &*kLoaded : nullptr;
}

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
    Espeak(const Functions& functions, int rate) : functions_(functions), rate_(rate) {}
    [[nodiscard]] int rate() const override { return rate_; }

    void speak(const Line& line, const Manner& manner, const Hear& hear) override {
        const bool chinese = line.language->side == &catalog::Bilingual::zh;
        functions_.set_voice(chinese ? kChinese : kEnglish);
        functions_.set_parameter(
            espeakRATE,
            std::clamp(espeakRATE_NORMAL * manner.speed / 100, espeakRATE_MINIMUM, espeakRATE_MAXIMUM), 0);
        functions_.set_parameter(espeakVOLUME, std::clamp(manner.volume, 0, 200), 0);
        Listener listener{&hear};
        functions_.synthesise(line.words.c_str(), line.words.size() + 1, 0, POS_CHARACTER, 0,
                              espeakCHARS_UTF8 | espeakENDPAUSE, nullptr, &listener);
    }

private:
    const Functions& functions_;
    int rate_;
};

}  // namespace

base::Result<std::unique_ptr<Voice>> open_voice() {
    constexpr int kPieceMs = 60;
    const Functions* const functions = load_functions();
    if (functions == nullptr)
        return base::fail(base::Errc::not_found, "libespeak-ng is not installed: no voice");
    // Once: espeak_Terminate of 1.51 may wait for a thread of its own for ever. That thread sleeps
    // and is never woken; library, both voices and it keep 5.6 MB, of which 3.2 MB are nobody else's.
    static const int kRate =
        functions->initialize(AUDIO_OUTPUT_SYNCHRONOUS, kPieceMs, nullptr, espeakINITIALIZE_DONT_EXIT);
    if (kRate <= 0) return base::fail(base::Errc::not_found, "the voices of espeak-ng-data cannot be opened");
    functions->set_callback(on_samples);
    return std::make_unique<Espeak>(*functions, kRate);
}

bool has_voice() {
    // Where the loader looks, but for folders that ld.so.conf adds.
    Dl_serinfo size{};
    void* const program = dlopen(nullptr, RTLD_LAZY);
    if (program == nullptr || dlinfo(program, RTLD_DI_SERINFOSIZE, &size) != 0) return false;
    std::vector<std::max_align_t> room(size.dls_size / sizeof(std::max_align_t) + 1);
    auto* const folders = reinterpret_cast<Dl_serinfo*>(room.data());
    if (dlinfo(program, RTLD_DI_SERINFOSIZE, folders) != 0) return false;
    if (dlinfo(program, RTLD_DI_SERINFO, folders) != 0) return false;
    const Dl_serpath* const first = folders->dls_serpath;
    return std::any_of(first, first + folders->dls_cnt, [](const Dl_serpath& folder) {
        std::error_code error;
        return std::filesystem::exists(std::filesystem::path{folder.dls_name} / kLibrary, error);
    });
}

}  // namespace kiosk
