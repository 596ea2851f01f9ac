#include "kiosk/scenes/find.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/list.h"
#include "kiosk/scenes/lookup.h"
#include "kiosk/scenes/number_pad.h"
#include "kiosk/scenes/word_pages.h"

namespace kiosk {
namespace {

constexpr std::size_t kWordsOfTopic = 5;
constexpr float kTopicLine = 1.1f, kTopicIcon = 1.65f;  // [em] between lines; of the icon with its space

/// Words and number pad beside each other or one above the other.
bool is_composite(const Stage& stage) { return stage.metrics.roomy && stage.metrics.reach_top == 0; }

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

/// The name of a topic before its words.
void draw_topic(Sheet& sheet, const catalog::Topic& topic, const Rect& rect) {
    const float side = std::round(1.2f * sheet.em()), x = rect.x + kTopicIcon * sheet.em();
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
    TextBlock block;
    const float least = sheet.stage().metrics.min_em;
    const auto has_room = [&] {
        block = sheet.set(name, style, rect.right() - x);
        return block.height <= rect.h && sheet.widest_word(name, style) <= rect.right() - x;
    };
    style.em = sheet.em();
    while (!has_room() && style.em > least) style.em = std::max(least, std::floor(0.95f * style.em));
    if (!has_room()) {
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

/// Heading and the way to all words: by their initials, where those have room.
void draw_words_head(Sheet& sheet, const Rect& area, const Rows& rows, const words::Lookup& lookup) {
    const bool has_words = lookup.has_everyday_words();
    const Metrics& m = sheet.stage().metrics;
    Style style;
    const TextBlock head = set_heading(sheet, has_words ? "find.by_word" : "find.by_letter", style);
    sheet.place(head, {area.x, area.y + (rows.height - head.height) / 2}, style);
    if (!has_words) return;
    const float room = area.w - head.width - m.em;
    auto ways = initial_chips(sheet.stage(), sheet.room(), lookup);
    ChipRows set = set_chips(sheet, ways, room);
    if (set.rows.size() > 1) {
        ways = {way_to("az", sheet.stage().strings("find.more_words"), "az")};
        set = set_chips(sheet, ways, room);
    }
    float x = area.right() + m.gap;
    for (const float width : set.widths) x -= width + m.gap;
    for (std::size_t i = 0; i < ways.size(); ++i) {
        draw_chip(sheet, ways[i], {x, area.y, set.widths[i], rows.height});
        x += set.widths[i] + m.gap;
    }
}

/// Wide enough for every topic's name in two lines, as far as the words can spare it.
float width_of_names(const Sheet& sheet, const std::vector<TopicWords>& topics, float width) {
    const Metrics& m = sheet.stage().metrics;
    const Style style{.face = Face::bold, .em = m.min_em, .role = Role::title, .line_height = kTopicLine};
    const float beside = kTopicIcon * m.em + 0.4f * m.em, least = std::min(0.24f * width, 8.6f * m.em);
    const auto has_room = [&](float names) {
        return std::all_of(topics.begin(), topics.end(), [&](const TopicWords& row) {
            return sheet.set(sheet.stage().strings.pick(row.topic->name), style, names - beside)
                       .line_count() <= 2;
        });
    };
    float names = least;
    while (names < 0.34f * width && !has_room(names)) names += 0.5f * m.em;
    return names;
}

/// Those of one page, each under the name of its topic.
void draw_topics(Sheet& sheet, const std::vector<TopicWords>& topics, const Rows& rows, int page,
                 const Rect& area) {
    const Metrics& m = sheet.stage().metrics;
    const auto pages = static_cast<std::size_t>(rows.pages), per_page = (topics.size() + pages - 1) / pages,
               from = static_cast<std::size_t>(page - 1) * per_page,
               to = std::min(topics.size(), from + per_page);
    const float names = std::round(width_of_names(sheet, topics, area.w)),
                pitch = std::min(std::floor((area.h + rows.gap) / static_cast<float>(per_page)),
                                 1.35f * std::max(rows.height + rows.gap, chip_height(m) + m.gap));
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
        furnish_find(trial, address, stage.strings("find.title"), page_count);
        return rows_for(stage.metrics, halves_of(stage, trial.room()).words, topics.size());
    };
    Rows rows = measure(1);
    if (rows.pages > 1) rows = measure(2);
    if (address.page > rows.pages) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    furnish_find(sheet, address, stage.strings("find.title"), rows.pages);
    Halves halves = halves_of(stage, sheet.room());
    halves.words.y -= rows.more;
    halves.words.h += 2 * rows.more;
    if (!stage.metrics.portrait) {
        halves.pad.y -= rows.more;
        halves.pad.h += rows.more;
    }
    draw_words_head(sheet, halves.words, rows, lookup);
    const Rect area{halves.words.x, halves.words.y + rows.head, halves.words.w, halves.words.h - rows.head};
    if (has_words)
        draw_topics(sheet, topics, rows, address.page, area);
    else if (!draw_initials(sheet, initial_chips(stage, sheet.room(), lookup), area))
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
    Sheet trial{stage, address};
    furnish_find(trial, address, s("find.title"), 1);
    if (chips.empty())
        return build_chips(stage, address, s("find.title"), {number},
                           initial_chips(stage, trial.room(), lookup));
    Chip az = way_to("az", s("find.more_words"), "az");
    const float half = (trial.room().w - stage.metrics.gap) / 2;
    if (set_chips(trial, {az}, trial.room().w).widths[0] > half) az.label = "A–Z";
    return build_chips(stage, address, s("find.title"), {number, az}, chips);
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

}  // namespace

base::Result<Page> build_find(const Stage& stage, const Address& address) {
    const std::string& key = address.key;
    if (key.starts_with("word/")) return build_hits(stage, address, key.substr(sizeof "word/" - 1));
    const auto lookup = lookup_of(stage);
    if (!lookup) return base::fail(lookup.error());
    const words::Strings& s = stage.strings;
    const Chip number = way_to("number", s("find.by_number"), "number");
    const bool composite = is_composite(stage);
    if (key == "az") return build_initials(stage, address, *lookup);
    if (key.starts_with("letter/")) return build_words_of_initials(stage, address, *lookup);
    const bool is_number = key == "number" || key.starts_with("number/");
    if (!key.empty() && !is_number) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    if (composite) return build_composite(stage, address, *lookup);
    return is_number ? build_number(stage, address) : build_compact(stage, address, *lookup);
}

}  // namespace kiosk
