#include "kiosk/scenes/word_pages.h"

#include <algorithm>
#include <cmath>

#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/list.h"
#include "kiosk/scenes/listing.h"
#include "kiosk/ui/tile_grid.h"

namespace kiosk {
namespace {

constexpr float kHeaderFrom = 11;  // [em] of height
constexpr std::string_view kLetters = "letter/";
constexpr char kTo = '-';

/// Initials side by side, whose words share a page.
struct Stretch {
    std::size_t from = 0, to = 0;  // of the lookup's initials, both counted
};

std::size_t rows_in(const Metrics& m, float height, float row) {
    return static_cast<std::size_t>(std::max(1.0f, std::floor((height + m.gap + 0.5f) / (row + m.gap))));
}

/// How many rows of chips the words of an initial take, about, with the letter before them.
float rows_of(const words::Lookup::Initial& initial, const Metrics& m, float width) {
    constexpr float kBetween = 1.05f;  // what the end of a row leaves over
    const float words = static_cast<float>(initial.words),
                text = static_cast<float>(initial.halves) / 2 * m.em;
    const float chips = text + words * (kChipPadding * m.em + m.gap), letter = kHeadingWidth * m.em + m.gap;
    return kBetween * (chips + letter) / width;
}

/// As few stretches as have room on a page each, about equally full.
std::vector<Stretch> stretches_of(const std::vector<words::Lookup::Initial>& initials, const Metrics& m,
                                  const Rect& room) {
    const auto packed = [&](float most) {
        std::vector<Stretch> stretches;
        float rows = most + 1;
        for (std::size_t i = 0; i < initials.size(); ++i) {
            const float more = rows_of(initials[i], m, room.w);
            if (rows + more > most) {
                stretches.push_back({i, i});
                rows = 0;
            }
            stretches.back().to = i;
            rows += more;
        }
        return stretches;
    };
    const auto page = static_cast<float>(rows_in(m, room.h, chip_height(m)));
    auto best = packed(page);
    for (float most = page - 0.5f; most > 0.5f; most -= 0.5f) {
        auto fuller = packed(most);
        if (fuller.size() > best.size()) break;
        best = std::move(fuller);
    }
    return best;
}

std::string key_of(const std::string& from, const std::string& to) {
    return std::string(kLetters) + (from == to ? from : from + kTo + to);
}

std::string label_of(const std::string& from, const std::string& to) {
    return from == to ? from : from + "–" + to;
}

/// The words of the initials from one to another, each initial before its own where there are several.
std::vector<Chip> words_between(const words::Lookup& lookup, const std::string& from, const std::string& to) {
    std::vector<Chip> chips;
    const std::string* letter = nullptr;
    bool inside = false;
    for (const words::Lookup::Word& word : lookup.words()) {
        const bool is_new = letter == nullptr || *letter != word.letter;
        if (inside && is_new && *letter == to) break;
        inside = inside || word.letter == from;
        if (inside && is_new && from != to) chips.push_back({"", word.letter, Wish::stay});
        letter = &word.letter;
        if (inside) chips.push_back(chip_of(word));
    }
    return chips;
}

}  // namespace

void furnish_find(Sheet& sheet, const Address& address, const std::string& title, int page_count) {
    const Stage& stage = sheet.stage();
    const words::Strings& s = stage.strings;
    // The lowest panels have their room for what can be touched; the foot says where one is.
    if (stage.metrics.height >= kHeaderFrom * stage.metrics.em)
        sheet.header(stage.metrics.roomy ? "search" : "", title, "",
                     s.count("find.note", static_cast<int>(stage.standing.entries().size())));
    draw_foot(sheet, address, page_count);
    keep_low(sheet, "", s("find.blurb"), stage.standing.counts());
}

Chip chip_of(const words::Lookup::Word& word) {
    return {"word/" + word.text, word.text, Go{address_of_word(word.text, word.targets)}};
}

int pages_for(std::size_t rows, std::size_t per_page) {
    return std::max(1, static_cast<int>((rows + per_page - 1) / per_page));
}

base::Result<Page> build_chips(const Stage& stage, const Address& address, const std::string& title,
                               const std::vector<Chip>& first, const std::vector<Chip>& chips) {
    int count = 1;
    std::size_t per_page = 1;
    ChipRows rows;
    const auto measure = [&](int page_count) {
        Sheet trial{stage, address};
        furnish_find(trial, address, title, page_count);
        rows = set_chips(trial, chips, trial.room().w);
        const float above = first.empty() ? 0 : rows.height + stage.metrics.gap;
        per_page = rows_in(stage.metrics, trial.room().h - above, rows.height);
        count = pages_for(rows.rows.size(), per_page);
    };
    measure(1);
    if (count > 1) measure(2);
    count = std::max(count, 1);
    if (address.page > count) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    furnish_find(sheet, address, title, count);
    const Metrics& m = stage.metrics;
    Rect area = sheet.room();
    if (!first.empty()) {
        const float width = std::floor((area.w + m.gap) / static_cast<float>(first.size()) - m.gap);
        for (std::size_t i = 0; i < first.size(); ++i)
            draw_chip(sheet, first[i],
                      {area.x + static_cast<float>(i) * (width + m.gap), area.y, width, rows.height});
        area.y += rows.height + m.gap;
    }
    per_page = (rows.rows.size() + static_cast<std::size_t>(count) - 1) / static_cast<std::size_t>(count);
    const std::size_t from = static_cast<std::size_t>(address.page - 1) * per_page;
    const float room = (sheet.room().bottom() - area.y + m.gap) / static_cast<float>(per_page) - m.gap;
    rows.height = std::clamp(std::floor(room), rows.height, 1.35f * rows.height);
    draw_chips(sheet, chips, rows, from, from + per_page, area);
    return sheet.take(address.page, count);
}

bool draw_initials(Sheet& sheet, const std::vector<Chip>& initials, const Rect& area) {
    const Metrics& m = sheet.stage().metrics;
    const TileGrid grid = tile_grid(static_cast<int>(initials.size()),
                                    {area.w, area.h, m.gap, std::max(m.touch, 2.2f * m.em), m.touch, 1.4f});
    if (grid.pages > 1) return false;
    const float width = std::min(std::floor((area.w + m.gap) / static_cast<float>(grid.columns) - m.gap),
                                 7 * m.em),
                height =
                    std::min(std::floor((area.h + m.gap) / static_cast<float>(grid.rows) - m.gap), 5 * m.em);
    for (std::size_t i = 0; i < initials.size(); ++i)
        draw_chip(sheet, initials[i],
                  {area.x + static_cast<float>(static_cast<int>(i) % grid.columns) * (width + m.gap),
                   area.y + static_cast<float>(static_cast<int>(i) / grid.columns) * (height + m.gap), width,
                   height});
    return true;
}

std::vector<Chip> initial_chips(const Stage& stage, const Rect& room, const words::Lookup& lookup) {
    std::vector<Chip> chips;
    const auto& initials = lookup.initials();
    for (const Stretch& stretch : stretches_of(initials, stage.metrics, room)) {
        const std::string &from = initials[stretch.from].letter, &to = initials[stretch.to].letter,
                          key = key_of(from, to);
        chips.push_back({key, label_of(from, to), Go{{.scene = SceneKind::find, .key = key}}});
        chips.back().is_initial = true;
    }
    return chips;
}

std::vector<Address> addresses_of_initials(const Stage& stage, const words::Lookup& lookup) {
    Sheet trial{stage, {.scene = SceneKind::find, .key = "az"}};
    furnish_find(trial, {.scene = SceneKind::find, .key = "az"}, stage.strings("find.all_words"), 1);
    std::vector<Address> addresses;
    for (const Chip& chip : initial_chips(stage, trial.room(), lookup))
        addresses.push_back(std::get<Go>(chip.request).to);
    return addresses;
}

base::Result<Page> build_initials(const Stage& stage, const Address& address, const words::Lookup& lookup) {
    Sheet sheet{stage, address};
    furnish_find(sheet, address, stage.strings("find.all_words"), 1);
    const auto letters = initial_chips(stage, sheet.room(), lookup);
    if (!draw_initials(sheet, letters, sheet.room()))
        return build_chips(stage, address, stage.strings("find.all_words"), {}, letters);
    if (address.page > 1) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    return sheet.take(1, 1);
}

base::Result<Page> build_words_of_initials(const Stage& stage, const Address& address,
                                           const words::Lookup& lookup) {
    const std::string letters = address.key.substr(kLetters.size());
    const std::size_t dash = letters.find(kTo, 1);
    const std::string from = letters.substr(0, dash),
                      to = dash == letters.npos ? from : letters.substr(dash + 1);
    const auto chips = words_between(lookup, from, to);
    if (chips.empty()) return base::fail(base::Errc::not_found, address.id() + ": no word begins so");
    const std::string title = stage.strings("find.words_of", {{"letter", label_of(from, to)}});
    return build_chips(stage, address, title, {}, chips);
}

base::Result<Page> build_hits(const Stage& given, const Address& address, const std::string& word) {
    const Stage stage = stage_for_lists(given);
    const Filter filter{.section = {}, .state = {}, .topic = {}, .word = word};
    const auto targets = targets_of(stage, filter);
    if (targets.empty()) return base::fail(base::Errc::not_found, address.id() + ": no such word");
    const auto dress = [&](Sheet& sheet, int pages) {
        sheet.header(stage.metrics.roomy ? "search" : "", filter.word, "",
                     stage.strings.count("find.hits", static_cast<int>(targets.size())));
        draw_foot(sheet, address, pages);
        keep_low(sheet, "", "", counts_of(stage, filter));
    };
    return build_rows(stage, address, targets, filter, dress);
}

Address address_of_word(const std::string& word, const std::vector<catalog::TargetId>& targets) {
    if (targets.size() == 1) return {.scene = SceneKind::target, .key = targets.front().text};
    return {.scene = SceneKind::find, .key = "word/" + word};
}

}  // namespace kiosk
