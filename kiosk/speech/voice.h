#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "words/language.h"

namespace kiosk {

/// What is spoken in one breath.
struct Line {
    std::string words;  // with nothing left to spell out; Chinese as pinyin: "cheng2 zhen4, xin1 zeng1"
    const words::Language* language = nullptr;
};

/// How it is spoken, in percent of what is usual.
struct Manner {
    int speed = 100;   // 50 to 250
    int volume = 100;  // 0 to 200
    friend bool operator==(const Manner&, const Manner&) = default;
};

/// Makes sound of words. Used by one thread.
class Voice {
public:
    virtual ~Voice() = default;
    [[nodiscard]] virtual int rate() const = 0;  // samples a second
    /// Hands the sound out piece by piece, until `hear` returns false.
    using Hear = std::function<bool(std::span<const std::int16_t>)>;
    virtual void speak(const Line& line, const Manner& manner, const Hear& hear) = 0;
};

/// espeak-ng. There is one at a time. Errors: unsupported (built without it); not_found (its voices are not
/// installed).
[[nodiscard]] base::Result<std::unique_ptr<Voice>> open_voice();
/// Whether there is a voice here: built in, and its library found. Nothing is loaded.
[[nodiscard]] bool has_voice();

}  // namespace kiosk
