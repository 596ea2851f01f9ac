#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"

namespace kiosk {

/// Where sound goes: one channel of 16 bits. Used by one thread, but for `drop`.
class Sound {
public:
    virtual ~Sound() = default;
    /// Before the first sample; `rate` in samples a second. Errors: io (there is nothing to hear with).
    [[nodiscard]] virtual base::Status open(int rate) = 0;
    /// Takes the samples, and sleeps while enough of them wait. False: what waited was dropped meanwhile.
    [[nodiscard]] virtual bool play(std::span<const std::int16_t> samples) = 0;
    /// Sleeps until everything was heard. False: it was dropped.
    [[nodiscard]] virtual bool finish() = 0;
    /// Silence at once, for what comes from now on as well, until the next `open`. From any thread.
    virtual void drop() = 0;
    /// After the last sample. Gives the device back. Errors: io.
    virtual base::Status close() = 0;
};

/// The loudspeaker or the headphones: whatever the system plays by default. Nothing is open at rest.
[[nodiscard]] std::unique_ptr<Sound> make_device_sound();
/// A RIFF/WAVE file instead, as fast as it can be written; the last `open` until `close` is what it holds.
[[nodiscard]] std::unique_ptr<Sound> make_wav_sound(std::filesystem::path file);

}  // namespace kiosk
