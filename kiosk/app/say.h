#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/app/still.h"
#include "kiosk/scenes/page.h"
#include "kiosk/speech/voice.h"
#include "kiosk/ui/record.h"
#include "words/spoken_pinyin.h"

namespace kiosk {

/// One piece of what reading aloud says of a page.
struct Utterance {
    std::string text;    // as it stands
    std::string spoken;  // as it is read; a touch area with what it does
    const words::Language* language = nullptr;
    std::string reading = {};  // Chinese: pinyin, where every hanzi of it is known
    std::string ref = {};      // the catalog value that the text shows; or empty
    std::string touch = {};    // id of the touch area that it names; or empty
    std::string area = {};     // id of the one that it stands on; or empty
    Rect rect = {};            // to be marked while it is read
    friend bool operator==(const Utterance&, const Utterance&) = default;
};

/// How this release's texts are read: what its publisher says, and for all others the list in the program.
[[nodiscard]] base::Result<words::Pinyin> pinyin_of(const catalog::Store& store);

/// All that stands on the page, in reading order: each text, each picture as a sentence, each touch area
/// once. `record`: of the same page.
[[nodiscard]] std::vector<Utterance> utterances_of(const Page& page, const Record& record,
                                                   const words::Strings& strings,
                                                   const words::Pinyin& pinyin);

/// The same of words that stand on no page.
[[nodiscard]] std::vector<Utterance> utterances_of(const std::string& text, const words::Strings& strings,
                                                   const words::Pinyin& pinyin);

/// One JSON object a line: text, spoken, lang, reading, ref, touch; with `page` where it is given.
[[nodiscard]] std::string json_lines(const std::vector<Utterance>& utterances, const std::string& page = "");

struct SayOptions {
    std::string scene;
    Still still;
};
/// What is said of a scene's page. Errors: not_found (no such scene or page); corrupt.
[[nodiscard]] base::Result<std::vector<Utterance>> say(Library& library, OpenCatalog& catalog,
                                                       const SayOptions& options);
/// What a voice is given to read them, a line for each.
[[nodiscard]] std::vector<Line> lines_of(const std::vector<Utterance>& utterances);
/// Speaks them into a WAV file. Errors: unsupported, not_found (no voice); io.
[[nodiscard]] base::Status write_wav(const std::vector<Utterance>& utterances,
                                     const std::filesystem::path& file);

}  // namespace kiosk
