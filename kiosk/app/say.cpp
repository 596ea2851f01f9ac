#include "kiosk/app/say.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/embedded.h"
#include "kiosk/platform/sound.h"
#include "kiosk/scenes/scenes.h"
#include "words/spoken.h"

namespace kiosk {
namespace {

using Json = nlohmann::ordered_json;

Point middle_of(const Rect& r) { return {r.x + r.w / 2, r.y + r.h / 2}; }

/// Makes the utterances of one page, each touch area named by the first text that stands on it.
class Teller {
public:
    Teller(const Page& page, const Record& record, const words::Strings& strings, const words::Pinyin& pinyin)
        : page_(page), record_(record), strings_(strings), pinyin_(pinyin) {}

    std::vector<Utterance> all() && {
        for (const std::size_t index : record_.reading()) {
            tell_pictures_before(index);
            if (!is_in_picture(index)) tell_text(record_.texts[index]);
        }
        tell_pictures_before(record_.texts.size());
        for (const TouchArea& area : page_.touch)
            if (!named_.contains(area.id)) tell_area(area, area.label, strings_.language(), area.rect, "");
        return std::move(utterances_);
    }

    std::vector<Utterance> of(const std::string& text) && {
        tell(text, strings_.language(), {}, "");
        return std::move(utterances_);
    }

private:
    void tell_pictures_before(std::size_t index) {
        for (const DrawnPicture& picture : record_.pictures)
            if (picture.first_text == index) tell_picture(picture);
    }

    /// The picture's sentence has said it.
    [[nodiscard]] bool is_in_picture(std::size_t index) const {
        return std::any_of(record_.pictures.begin(), record_.pictures.end(),
                           [&](const DrawnPicture& picture) {
                               return index >= picture.first_text && index < picture.end_of_texts;
                           });
    }

    void tell_picture(const DrawnPicture& picture) {
        tell(picture.sentence, strings_.language(), picture.rect, "");
    }

    void tell_text(const DrawnText& text) {
        const words::Language* const found = words::find_language(text.lang);
        const words::Language& language = found != nullptr ? *found : strings_.language();
        const TouchArea* const area = page_.area_at(middle_of(text.rect));
        const std::size_t first = utterances_.size();
        if (area == nullptr || named_.contains(area->id))
            tell(text.text, language, text.rect, text.ref);
        else
            tell_area(*area, text.text, language, text.rect, text.ref);
        for (std::size_t i = first; area != nullptr && i < utterances_.size(); ++i)
            utterances_[i].area = area->id;
    }

    /// What an area says it does stands in the visitor's language, its label in its own.
    void tell_area(const TouchArea& area, const std::string& label, const words::Language& language,
                   const Rect& rect, const std::string& ref) {
        named_.insert(area.id);
        const std::size_t first = utterances_.size();
        tell(label, language, rect, ref);
        if (utterances_.size() == first) return;
        for (std::size_t i = first; i < utterances_.size(); ++i) {
            utterances_[i].touch = utterances_[i].area = area.id;
            utterances_[i].rect = area.rect;
        }
        Utterance& last = utterances_.back();
        const char* const key = area.is_on ? *area.is_on ? "say.on" : "say.off"
                                : std::holds_alternative<Go>(area.request) ? "say.opens"
                                                                           : "say.button";
        if (last.language == &strings_.language()) last.spoken = strings_(key, {{"label", last.spoken}});
        if (last.language == &strings_.language()) read(last);
    }

    void tell(const std::string& text, const words::Language& language, const Rect& rect,
              const std::string& ref) {
        for (const words::Run& run : words::runs_of(text, language)) {
            Utterance one{.text = run.text,
                          .spoken = words::spoken(run.text, *run.language),
                          .language = run.language,
                          .ref = ref,
                          .rect = rect};
            if (!has_words(one.spoken)) continue;
            read(one);
            utterances_.push_back(std::move(one));
        }
    }

    void read(Utterance& one) const {
        if (one.language->side == &catalog::Bilingual::zh) one.reading = pinyin_.read(one.spoken);
    }

    /// Signs alone, such as an arrow, say nothing.
    [[nodiscard]] static bool has_words(const std::string& spoken) {
        return std::any_of(spoken.begin(), spoken.end(), [](char c) {
            return static_cast<unsigned char>(c) >= 0xC3 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        });
    }

    const Page& page_;
    const Record& record_;
    const words::Strings& strings_;
    const words::Pinyin& pinyin_;
    std::vector<Utterance> utterances_;
    std::set<std::string> named_;
};

Json json_of(const Utterance& one) {
    Json json{{"text", one.text}, {"spoken", one.spoken}, {"lang", one.language->tag}};
    if (!one.reading.empty()) json["reading"] = one.reading;
    if (!one.ref.empty()) json["ref"] = one.ref;
    if (!one.touch.empty()) json["touch"] = one.touch;
    return json;
}

std::string json_line(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Of a file of ours: "text,pinyin" a line.
void learn_rows(std::string_view csv, words::Pinyin& pinyin) {
    while (!csv.empty()) {
        const std::string_view row = csv.substr(0, csv.find('\n'));
        const std::size_t comma = std::min(row.find(','), row.size());
        pinyin.learn(row.substr(0, comma), row.substr(std::min(comma + 1, row.size())));
        csv.remove_prefix(std::min(row.size() + 1, csv.size()));
    }
}

}  // namespace

base::Result<words::Pinyin> pinyin_of(const catalog::Store& store) {
    words::Pinyin pinyin{base::find_embedded_file("readings.txt").value_or("")};
    learn_rows(base::find_embedded_file("readings/spoken.csv").value_or(""), pinyin);
    const auto readings = store.readings();
    if (!readings) return base::fail(readings.error(), "reading how texts are read");
    for (const catalog::Reading& one : *readings) pinyin.learn(one.text, one.pinyin);
    return pinyin;
}

std::vector<Utterance> utterances_of(const std::string& text, const words::Strings& strings,
                                     const words::Pinyin& pinyin) {
    return Teller{{}, {}, strings, pinyin}.of(text);
}

std::vector<Utterance> utterances_of(const Page& page, const Record& record, const words::Strings& strings,
                                     const words::Pinyin& pinyin) {
    return Teller{page, record, strings, pinyin}.all();
}

base::Result<std::vector<Utterance>> say(Library& library, OpenCatalog& catalog, const SayOptions& options) {
    const auto address = parse_address(options.scene);
    if (!address)
        return base::fail(base::Errc::not_found,
                          fmt::format("--say {}: there is no such scene", options.scene));
    const auto stage = stage_of(library, catalog, options.still);
    if (!stage) return base::fail(stage.error());
    const auto page = build_page(*stage, *address);
    if (!page) return base::fail(page.error(), "drawing " + options.scene);
    Record record;
    Canvas canvas{nullptr, library.fonts, stage->theme, page->metrics, record, {}};
    page->draw(canvas);
    const auto pinyin = pinyin_of(catalog.store);
    if (!pinyin) return base::fail(pinyin.error());
    return utterances_of(*page, record, stage->strings, *pinyin);
}

std::vector<Line> lines_of(const std::vector<Utterance>& utterances) {
    std::vector<Line> lines;
    for (const Utterance& one : utterances)
        lines.push_back(
            {one.reading.empty() ? one.spoken : words::with_changed_tones(one.reading, one.spoken),
             one.language});
    return lines;
}

base::Status write_wav(const std::vector<Utterance>& utterances, const std::filesystem::path& file) {
    const auto voice = open_voice();
    if (!voice) return base::fail(voice.error());
    const auto sound = make_wav_sound(file);
    if (auto opened = sound->open((*voice)->rate()); !opened) return opened;
    for (const Line& line : lines_of(utterances))
        (*voice)->speak(line, {},
                        [&](std::span<const std::int16_t> samples) { return sound->play(samples); });
    return sound->close();
}

std::string json_lines(const std::vector<Utterance>& utterances, const std::string& page) {
    std::string lines;
    for (const Utterance& one : utterances) {
        Json json = json_of(one);
        if (!page.empty()) json["page"] = page;
        lines += json_line(json);
    }
    return lines;
}

}  // namespace kiosk
