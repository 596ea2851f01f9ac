#include "kiosk/speech/voice.h"

// Compiled instead of voice_espeak.cpp where libespeak-ng is missing.
namespace kiosk {

base::Result<std::unique_ptr<Voice>> open_voice() {
    return base::fail(base::Errc::unsupported,
                      "this program was built without libespeak-ng: it cannot speak");
}

bool has_voice() { return false; }

}  // namespace kiosk
