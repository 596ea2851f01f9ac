#include "kiosk/app/say.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/embedded.h"
#include "kiosk/app/sync_line.h"
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
            tell_text(record_.texts[index]);
        }
        for (const DrawnPicture& picture : record_.pictures)
            if (picture.texts_before >= record_.texts.size()) tell_picture(picture);
        for (const TouchArea& area : page_.touch)
            if (!named_.contains(area.id)) tell_area(area, area.label, strings_.language(), area.rect, "");
        return std::move(utterances_);
    }

private:
    void tell_pictures_before(std::size_t index) {
        for (const DrawnPicture& picture : record_.pictures)
            if (picture.texts_before == index) tell_picture(picture);
    }

    void tell_picture(const DrawnPicture& picture) {
        tell(picture.sentence, strings_.language(), picture.rect, "");
    }

    void tell_text(const DrawnText& text) {
        const words::Language* const found = words::find_language(text.lang);
        const words::Language& language = found != nullptr ? *found : strings_.language();
        const TouchArea* const area = page_.area_at(middle_of(text.rect));
        if (area == nullptr || named_.contains(area->id))
            return tell(text.text, language, text.rect, text.ref);
        tell_area(*area, text.text, language, text.rect, text.ref);
    }

    /// What an area says it does stands in the visitor's language, its label in its own.
    void tell_area(const TouchArea& area, const std::string& label, const words::Language& language,
                   const Rect& rect, const std::string& ref) {
        named_.insert(area.id);
        const std::size_t first = utterances_.size();
        tell(label, language, rect, ref);
        if (utterances_.size() == first) return;
        for (std::size_t i = first; i < utterances_.size(); ++i) utterances_[i].touch = area.id;
        Utterance& last = utterances_.back();
        const char* const key = std::holds_alternative<Go>(area.request) ? "say.opens" : "say.button";
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

}  // namespace

base::Result<words::Pinyin> pinyin_of(const catalog::Store& store) {
    words::Pinyin pinyin{base::find_embedded_file("readings.txt").value_or("")};
    const auto readings = store.readings();
    if (!readings) return base::fail(readings.error(), "reading how texts are read");
    for (const catalog::Reading& one : *readings) pinyin.learn(one.text, one.pinyin);
    return pinyin;
}

std::vector<Utterance> utterances_of(const Page& page, const Record& record, const words::Strings& strings,
                                     const words::Pinyin& pinyin) {
    return Teller{page, record, strings, pinyin}.all();
}

base::Result<std::string> say_as_json(Library& library, OpenCatalog& catalog, const SayOptions& options) {
    const auto address = parse_address(options.scene);
    if (!address)
        return base::fail(base::Errc::not_found,
                          fmt::format("--say {}: there is no such scene", options.scene));
    if (auto learnt = library.learn(*options.language); !learnt) return base::fail(learnt.error());
    const words::Strings& strings = library.strings(*options.language);
    const Theme& colors = theme(options.profile.high_contrast);
    Stage stage{catalog.store,
                catalog.standing,
                catalog.topics,
                library.fonts,
                library.icons,
                strings,
                colors,
                metrics_for(options.panel, options.profile),
                options.profile,
                options.now,
                sync_line(catalog, options.contact, options.now, strings)};
    stage.area = options.area;
    stage.languages = catalog.languages;
    const auto page = build_page(stage, *address);
    if (!page) return base::fail(page.error(), "drawing " + options.scene);
    Record record;
    Canvas canvas{nullptr, library.fonts, colors, page->metrics, record, ""};
    page->draw(canvas);
    const auto pinyin = pinyin_of(catalog.store);
    if (!pinyin) return base::fail(pinyin.error());
    std::string lines;
    for (const Utterance& one : utterances_of(*page, record, strings, *pinyin))
        lines += json_of(one).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    return lines;
}

}  // namespace kiosk
