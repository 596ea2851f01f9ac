#include "kiosk/scenes/find.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "kiosk/scenes/chips.h"
#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/list.h"
#include "kiosk/scenes/listing.h"
#include "kiosk/scenes/lookup.h"
#include "kiosk/scenes/number_pad.h"
#include "kiosk/ui/tile_grid.h"

namespace kiosk {
namespace {

constexpr std::size_t kWordsOfTopic = 5;
constexpr float kTopicLine = 1.1f;
constexpr float kHeaderFrom = 11;  // [em] of height

/// Words and number pad beside each other or one above the other.
bool is_composite(const Stage& stage) { return stage.metrics.roomy && stage.metrics.reach_top == 0; }

void furnish(Sheet& sheet, const Address& address, const std::string& title, int page_count) {
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

Chip way_to(const char* id, const std::string& label, const char* key) {
    return {id, label, Go{{.scene = SceneKind::find, .key = key}}};
}

struct TopicWords {
    const catalog::Topic* topic;
    std::vector<Chip> chips;
};

/// A word stands in one row alone: in that of the first topic that has it.
std::vector<TopicWords> words_by_topic(const Stage& stage, const words::Lookup& lookup) {
    std::vector<TopicWords> rows;
    std::set<std::string> seen;
    for (const catalog::Topic& topic : stage.topics) {
        TopicWords row{&topic, {}};
        const auto& words = lookup.of_topic(topic.id);
        for (std::size_t i = 0; i < std::min(words.size(), kWordsOfTopic); ++i)
            if (seen.insert(words[i]).second) row.chips.push_back(chip_of(*lookup.find(words[i])));
        if (!row.chips.empty()) rows.push_back(std::move(row));
    }
    return rows;
}

/// Letters in tiles of one size, as large as the area allows; false where they have no room.
bool draw_letters(Sheet& sheet, const std::vector<Chip>& letters, const Rect& area) {
    const Metrics& m = sheet.stage().metrics;
    const TileGrid grid = tile_grid(static_cast<int>(letters.size()),
                                    {area.w, area.h, m.gap, std::max(m.touch, 2.2f * m.em), m.touch, 1.4f});
    if (grid.pages > 1) return false;
    const float width = std::min(std::floor((area.w + m.gap) / static_cast<float>(grid.columns) - m.gap),
                                 7 * m.em),
                height =
                    std::min(std::floor((area.h + m.gap) / static_cast<float>(grid.rows) - m.gap), 5 * m.em);
    for (std::size_t i = 0; i < letters.size(); ++i)
        draw_chip(sheet, letters[i],
                  {area.x + static_cast<float>(static_cast<int>(i) % grid.columns) * (width + m.gap),
                   area.y + static_cast<float>(static_cast<int>(i) / grid.columns) * (height + m.gap), width,
                   height});
    return true;
}

std::vector<Chip> letter_chips(const words::Lookup& lookup) {
    std::vector<Chip> chips;
    for (const std::string& letter : lookup.letters())
        chips.push_back(
            {"letter/" + letter, letter, Go{{.scene = SceneKind::find, .key = "letter/" + letter}}});
    return chips;
}

std::vector<Chip> every_word(const words::Lookup& lookup, const std::string& letter) {
    std::vector<Chip> chips;
    for (const words::Lookup::Word& word : lookup.words())
        if (word.letter == letter) chips.push_back(chip_of(word));
    return chips;
}

std::size_t rows_in(const Metrics& m, float height, float row) {
    return static_cast<std::size_t>(std::max(1.0f, std::floor((height + m.gap + 0.5f) / (row + m.gap))));
}

int pages_for(std::size_t rows, std::size_t per_page) {
    return std::max(1, static_cast<int>((rows + per_page - 1) / per_page));
}

/// A page of chips alone, under `first`, which stand on every page of it.
base::Result<Page> build_chips(const Stage& stage, const Address& address, const std::string& title,
                               const std::vector<Chip>& first, const std::vector<Chip>& chips) {
    int count = 1;
    std::size_t per_page = 1;
    ChipRows rows;
    const auto measure = [&](int page_count) {
        Sheet trial{stage, address};
        furnish(trial, address, title, page_count);
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
    furnish(sheet, address, title, count);
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

/// The name of a topic before its words.
void draw_topic(Sheet& sheet, const catalog::Topic& topic, const Rect& rect) {
    const float side = std::round(1.2f * sheet.em()), x = rect.x + side + 0.45f * sheet.em();
    sheet.draw([&icons = sheet.stage().icons, icon = topic.icon,
                square = Rect{rect.x, std::round(rect.center().y - side / 2), side, side}](Canvas& c) {
        icons.draw(c, icon, square, c.colors().accent);
    });
    Style style{.face = Face::bold,
                .accent = true,
                .role = Role::title,
                .line_height = kTopicLine,
                .ref = "topic:" + topic.id.text + ":name"};
    const std::string& name = sheet.stage().strings.pick(topic.name);
    TextBlock block = sheet.set(name, style, rect.right() - x);
    if (block.height > rect.h || sheet.widest_word(name, style) > rect.right() - x) {
        style.em = sheet.stage().metrics.min_em;
        block = sheet.set_at_most(name, style, rect.right() - x, 2);
        if (block.text != name) style.ref.clear();
    }
    sheet.place(block, {x, rect.center().y - block.height / 2}, style);
}

/// As many of a topic's words as have room, in equal widths where that is enough for each.
void draw_words_of_topic(Sheet& sheet, const std::vector<Chip>& chips, const Rect& area) {
    const float gap = sheet.stage().metrics.gap, n = static_cast<float>(kWordsOfTopic),
                equal = std::floor((area.w + gap) / n - gap);
    const ChipRows set = set_chips(sheet, chips, area.w);
    const auto& row = set.rows.front();
    const bool all_equal =
        std::all_of(set.widths.begin(), set.widths.end(), [&](float w) { return w <= equal; });
    float used = -gap;
    for (const std::size_t i : row) used += set.widths[i] + gap;
    const float more =
        all_equal || row.size() < 2 ? 0 : std::floor((area.w - used) / static_cast<float>(row.size()));
    float x = area.x;
    for (const std::size_t i : row) {
        const float width = all_equal ? equal : set.widths[i] + more;
        draw_chip(sheet, chips[i], {x, area.y, width, area.h});
        x += width + gap;
    }
}

/// Words at the left or above, number pad at the right or below.
struct Halves {
    Rect words, pad;
};

Halves halves_of(const Stage& stage, const Rect& room) {
    const Metrics& m = stage.metrics;
    if (!m.portrait) {
        const float pad = std::round(std::max(0.32f * room.w, 3 * (m.touch + m.gap)));
        return {{room.x, room.y, room.w - pad - 3 * m.gutter, room.h},
                {room.right() - pad, room.y, pad, room.h}};
    }
    const float pad = std::max(4 * (m.touch + m.gap) + 7.5f * m.em, 0.36f * room.h);
    return {{room.x, room.y, room.w, room.h - pad - m.em}, {room.x, room.bottom() - pad, room.w, pad}};
}

TextBlock set_heading(const Sheet& sheet, const char* key, Style& style) {
    style = {
        .face = Face::bold, .em = sheet.stage().metrics.type(36), .role = Role::title, .line_height = 1.25f};
    return sheet.set(sheet.stage().strings(key), style, sheet.room().w);
}

/// How close the rows of words stand: as usual, or as close as fingers allow where that saves a page.
struct Rows {
    float height = 0, gap = 0;  // [px]
    float head = 0;             // heading, and the space below it
    float more = 0;             // how far they reach out of the room, above and below
    int pages = 1;
};

Rows rows_for(const Metrics& m, const Rect& words, std::size_t count) {
    const Rows usual{chip_height(m), m.gap, chip_height(m) + std::max(m.gap, 0.4f * m.em)},
        close{m.touch, m.least_gap, m.touch + m.least_gap, m.gap - m.least_gap};
    const auto pages = [&](const Rows& rows) {
        const float fitting =
            std::floor((words.h + 2 * rows.more - rows.head + rows.gap + 0.5f) / (rows.height + rows.gap));
        return pages_for(std::max<std::size_t>(1, count), static_cast<std::size_t>(std::max(1.0f, fitting)));
    };
    // The names of topics have two lines.
    const bool can_be_close = 2 * kTopicLine * m.min_em <= close.height + close.gap;
    Rows best = can_be_close && pages(close) < pages(usual) ? close : usual;
    best.pages = pages(best);
    return best;
}

/// Heading and the way to all words.
void draw_words_head(Sheet& sheet, const Rect& area, const Rows& rows, bool has_words) {
    const Metrics& m = sheet.stage().metrics;
    Style style;
    const TextBlock head = set_heading(sheet, has_words ? "find.by_word" : "find.by_letter", style);
    sheet.place(head, {area.x, area.y + (rows.height - head.height) / 2}, style);
    if (!has_words) return;
    const Chip az = way_to("az", sheet.stage().strings("find.more_words"), "az");
    const ChipRows set = set_chips(sheet, {az}, area.w - head.width - m.em);
    draw_chip(sheet, az, {area.right() - set.widths[0], area.y, set.widths[0], rows.height});
}

/// Those of one page, each under the name of its topic.
void draw_topics(Sheet& sheet, const std::vector<TopicWords>& topics, const Rows& rows, int page,
                 const Rect& area) {
    const Metrics& m = sheet.stage().metrics;
    const auto pages = static_cast<std::size_t>(rows.pages), per_page = (topics.size() + pages - 1) / pages,
               from = static_cast<std::size_t>(page - 1) * per_page,
               to = std::min(topics.size(), from + per_page);
    const float names = std::round(std::min(0.24f * area.w, 8.6f * m.em)),
                pitch = std::min(std::floor((area.h + rows.gap) / static_cast<float>(per_page)),
                                 1.35f * (rows.height + rows.gap));
    for (std::size_t i = from; i < to; ++i) {
        const float y = area.y + static_cast<float>(i - from) * pitch;
        draw_topic(sheet, *topics[i].topic, {area.x, y, names - 0.4f * m.em, pitch - rows.gap});
        draw_words_of_topic(sheet, topics[i].chips, {area.x + names, y, area.w - names, pitch - rows.gap});
    }
}

void draw_pad(Sheet& sheet, const Address& address, const Rect& pad, float head) {
    const Metrics& m = sheet.stage().metrics;
    if (!m.portrait) {
        const float x = pad.x - 1.5f * m.gutter;
        sheet.draw([x, pad, line = m.hairline](Canvas& c) {
            c.line({x, pad.y}, {x, pad.bottom()}, c.colors().line, line);
        });
    }
    Style style;
    const TextBlock heading = set_heading(sheet, "find.by_number", style);
    const float below =
        sheet.place(heading, {pad.x, pad.y + (m.portrait ? 0 : (head - heading.height) / 2)}, style);
    draw_number_pad(sheet, typed_digits(address.key), {pad.x, below, pad.w, pad.bottom() - below},
                    m.portrait);
}

base::Result<Page> build_composite(const Stage& stage, const Address& address, const words::Lookup& lookup) {
    const bool has_words = lookup.has_everyday_words();
    const auto topics = has_words ? words_by_topic(stage, lookup) : std::vector<TopicWords>{};
    const auto measure = [&](int page_count) {
        Sheet trial{stage, address};
        furnish(trial, address, stage.strings("find.title"), page_count);
        return rows_for(stage.metrics, halves_of(stage, trial.room()).words, topics.size());
    };
    Rows rows = measure(1);
    if (rows.pages > 1) rows = measure(2);
    if (address.page > rows.pages) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    furnish(sheet, address, stage.strings("find.title"), rows.pages);
    Halves halves = halves_of(stage, sheet.room());
    halves.words.y -= rows.more;
    halves.words.h += 2 * rows.more;
    if (!stage.metrics.portrait) {
        halves.pad.y -= rows.more;
        halves.pad.h += rows.more;
    }
    draw_words_head(sheet, halves.words, rows, has_words);
    const Rect area{halves.words.x, halves.words.y + rows.head, halves.words.w, halves.words.h - rows.head};
    if (has_words)
        draw_topics(sheet, topics, rows, address.page, area);
    else if (!draw_letters(sheet, letter_chips(lookup), area))
        draw_chip(sheet, way_to("az", stage.strings("find.more_words"), "az"),
                  {area.x, area.y, area.w, rows.height});
    draw_pad(sheet, address, halves.pad, rows.height);
    return sheet.take(address.page, rows.pages);
}

/// Everyday words of all topics in one flow, under the ways to the others.
base::Result<Page> build_compact(const Stage& stage, const Address& address, const words::Lookup& lookup) {
    const words::Strings& s = stage.strings;
    std::vector<Chip> chips;
    for (const TopicWords& row : words_by_topic(stage, lookup))
        chips.insert(chips.end(), row.chips.begin(), row.chips.end());
    const Chip number = way_to("number", s("find.by_number"), "number");
    if (chips.empty()) return build_chips(stage, address, s("find.title"), {number}, letter_chips(lookup));
    return build_chips(stage, address, s("find.title"), {number, way_to("az", s("find.more_words"), "az")},
                       chips);
}

base::Result<Page> build_number(const Stage& stage, const Address& address) {
    Sheet sheet{stage, address};
    const std::string title = stage.metrics.roomy ? stage.strings("find.by_number") : "";
    if (!title.empty()) sheet.header("search", title, "", "");
    draw_foot(sheet, address, 1);
    keep_low(sheet, "", stage.strings("find.blurb"), stage.standing.counts());
    const Rect room = sheet.room();
    const bool is_flat = room.w > room.h || stage.metrics.reach_top > 0;
    draw_number_pad(sheet, typed_digits(address.key), room, is_flat);
    return sheet.take(1, 1);
}

base::Result<Page> build_letters(const Stage& stage, const Address& address, const words::Lookup& lookup) {
    Sheet sheet{stage, address};
    furnish(sheet, address, stage.strings("find.all_words"), 1);
    const auto letters = letter_chips(lookup);
    if (!draw_letters(sheet, letters, sheet.room()))
        return build_chips(stage, address, stage.strings("find.all_words"), {}, letters);
    if (address.page > 1) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    return sheet.take(1, 1);
}

base::Result<Page> build_word(const Stage& given, const Address& address) {
    const Stage stage = stage_for_lists(given);
    const Filter filter{
        .section = {}, .state = {}, .topic = {}, .word = address.key.substr(sizeof "word/" - 1)};
    const auto targets = targets_of(stage, filter);
    if (targets.empty()) return base::fail(base::Errc::not_found, address.id() + ": no such word");
    const auto dress = [&](Sheet& sheet, int pages) {
        sheet.header(stage.metrics.roomy ? "search" : "", filter.word, "",
                     stage.strings.count("find.hits", static_cast<int>(targets.size())));
        draw_foot(sheet, address, pages);
        keep_low(sheet, "", "", counts_of(stage, filter));
    };
    const auto grid_for = [&](int pages) {
        Sheet trial{stage, address};
        dress(trial, pages);
        return row_grid(stage, trial.room(), static_cast<int>(targets.size()));
    };
    RowGrid grid = grid_for(1);
    if (grid.pages > 1) grid = grid_for(2);
    if (address.page > grid.pages) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    dress(sheet, grid.pages);
    if (auto drawn = draw_rows(sheet, targets, grid, address.page, filter); !drawn)
        return base::fail(drawn.error());
    return sheet.take(address.page, grid.pages);
}

}  // namespace

Address address_of_word(const std::string& word, const std::vector<catalog::TargetId>& targets) {
    if (targets.size() == 1) return {.scene = SceneKind::target, .key = targets.front().text};
    return {.scene = SceneKind::find, .key = "word/" + word};
}

base::Result<Page> build_find(const Stage& stage, const Address& address) {
    const std::string& key = address.key;
    if (key.starts_with("word/")) return build_word(stage, address);
    const auto lookup = lookup_of(stage);
    if (!lookup) return base::fail(lookup.error());
    const words::Strings& s = stage.strings;
    const Chip number = way_to("number", s("find.by_number"), "number");
    const bool composite = is_composite(stage);
    if (key == "az") return build_letters(stage, address, *lookup);
    if (key.starts_with("letter/")) {
        const std::string letter = key.substr(sizeof "letter/" - 1);
        const auto chips = every_word(*lookup, letter);
        if (chips.empty()) return base::fail(base::Errc::not_found, address.id() + ": no word begins so");
        return build_chips(stage, address, s("find.words_of", {{"letter", letter}}), {}, chips);
    }
    const bool is_number = key == "number" || key.starts_with("number/");
    if (!key.empty() && !is_number) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    if (composite) return build_composite(stage, address, *lookup);
    return is_number ? build_number(stage, address) : build_compact(stage, address, *lookup);
}

}  // namespace kiosk
