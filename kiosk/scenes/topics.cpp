#include "kiosk/scenes/topics.h"

#include <algorithm>
#include <cmath>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/figure_room.h"
#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/headings.h"
#include "kiosk/scenes/list.h"
#include "kiosk/scenes/notices_now.h"
#include "kiosk/ui/tile_grid.h"

namespace kiosk {
namespace {

/// A tile: a topic, or a place such as "all targets".
struct Tile {
    std::string id, name, icon;
    Request request;
    std::optional<catalog::Target> headline = {};
    TargetPicture picture = {};  // of the headline, where there are few tiles
    std::string blurb = {}, count = {};
};

constexpr std::size_t kFewTiles = 4, kManyTopics = 6, kMostSlim = 2;
constexpr float kSlimWidth = 9, kSlimHeight = 2.3f;  // [em]

/// The city's economy and topics of commitments alone.
bool is_aside(const catalog::Topic& topic) { return !topic.headline || topic.section; }

/// Beside many topics with a figure a few others are slim; else every topic has its tile.
bool asides_are_slim(const std::vector<catalog::Topic>& topics) {
    const auto asides = static_cast<std::size_t>(std::count_if(topics.begin(), topics.end(), is_aside));
    return asides <= kMostSlim && topics.size() - asides >= kManyTopics;
}

base::Result<Tile> topic_tile(const Stage& stage, const catalog::Topic& topic) {
    const words::Strings& s = stage.strings;
    const int targets = static_cast<int>(stage.standing.of_topic(topic.id).size());
    const auto commitments = stage.store.commitment_count(topic.id);
    if (!commitments) return base::fail(commitments.error());
    const bool wordy = targets == 0 && *commitments > 0;
    Tile tile{"topic/" + topic.id.text, s.pick(topic.name), topic.icon,
              Go{{.scene = wordy ? SceneKind::commitments : SceneKind::topic, .key = topic.id.text}}};
    tile.blurb = s.pick(topic.blurb);
    if (wordy) tile.count = s.count("topics.promises", *commitments);
    if (targets > 0) tile.count = s.count("topics.count", targets);
    if (!topic.headline) return tile;
    if (stage.topics.size() <= kFewTiles) {
        auto facts = load_facts(stage, *topic.headline);
        if (!facts) return base::fail(facts.error());
        tile.headline = std::move(facts->target);
        tile.picture = std::move(facts->picture);
    } else {
        auto headline = stage.store.target(*topic.headline);
        if (!headline) return base::fail(headline.error());
        tile.headline = std::move(*headline);
    }
    return tile;
}

std::vector<Tile> other_places(const Stage& stage) {
    const words::Strings& s = stage.strings;
    std::vector<Tile> tiles;
    tiles.push_back({"all", s.count("control.all", static_cast<int>(stage.standing.entries().size())), "list",
                     Go{{.scene = SceneKind::all}}});
    if (stage.standing.with_figure() > 0)
        tiles.push_back({"news", s("news.title"), "news", Go{{.scene = SceneKind::news}}});
    if (!notices_now(stage).empty())
        tiles.push_back({"notice", s("notice.title"), "document", Go{{.scene = SceneKind::notice}}});
    tiles.push_back({"about", s("about.title"), "question", Go{{.scene = SceneKind::about}}});
    return tiles;
}

TextBlock fit_one_line(const Sheet& sheet, const std::string& text, Style& style, float width) {
    TextBlock block = sheet.set(text, style, width);
    while (block.line_count() > 1 && style.em > sheet.em()) {
        style.em = std::max(sheet.em(), std::floor(style.em * 0.95f));
        block = sheet.set(text, style, width);
    }
    return block;
}

/// Icon and name; returns the y below.
float draw_tile_head(Sheet& sheet, const Tile& tile, const Rect& inner, float em, Color ground) {
    Style style{.face = Face::bold,
                .em = em,
                .accent = true,
                .role = Role::title,
                .line_height = 1.2f,
                .ref = tile.id.starts_with("topic/") ? "topic:" + tile.id.substr(6) + ":name" : ""};
    const float side = std::round(1.25f * em), x = inner.x + side + 0.35f * em;
    TextBlock block = fit_one_line(sheet, tile.name, style, inner.right() - x);
    if (block.line_count() > 4) {
        block = sheet.set_at_most(tile.name, style, inner.right() - x, 4);
        style.ref.clear();
    }
    const float height = std::max(block.height, side);
    sheet.draw(
        [&icons = sheet.stage().icons, icon = tile.icon,
         square = Rect{inner.x, std::round(inner.y + (std::min(block.height, 1.3f * style.em) - side) / 2),
                       side, side}](Canvas& c) { icons.draw(c, icon, square, c.colors().accent); });
    sheet.place(block, {x, inner.y}, style, ground);
    return inner.y + height;
}

/// A tile that takes much of the page speaks louder and says what its topic is about.
bool is_spacious(const Sheet& sheet, const Rect& inner) {
    return inner.w >= 12.5f * sheet.em() && inner.h >= 12 * sheet.em();
}

/// What the topic is about; returns the y below. Nothing where it has no room.
float draw_blurb(Sheet& sheet, const Tile& tile, const Rect& inner, float top, float bottom) {
    const Style style{
        .em = sheet.stage().metrics.type(33), .secondary = true, .line_height = 1.35f, .balanced = true};
    const TextBlock block = sheet.set(tile.blurb, style, inner.w);
    if (tile.blurb.empty() || top + block.height > bottom) return top;
    return sheet.place(block, {inner.x, top}, style, sheet.stage().theme.card) + 0.3f * sheet.em();
}

/// Figure, its name, and how many targets the topic has, under icon and name; what has no room is left to the
/// topic's page.
void draw_full_tile(Sheet& sheet, const Tile& tile, const Rect& rect) {
    const Metrics& m = sheet.stage().metrics;
    const words::Strings& s = sheet.stage().strings;
    const Color card = sheet.stage().theme.card;
    const Rect inner = rect.inset(std::round(0.8f * m.em));
    const bool spacious = is_spacious(sheet, inner);
    float below = draw_tile_head(sheet, tile, inner, m.type(spacious ? 52 : 38), card) + 0.3f * m.em;
    float bottom = inner.bottom();
    const Style count{.secondary = true, .role = Role::label, .line_height = 1.25f};
    const TextBlock more = sheet.set(tile.count, count, inner.w);
    if (bottom - below >= more.height + 3.6f * m.em) {
        bottom -= more.height;
        sheet.place(more, {inner.x, bottom}, count, card);
    }
    if (spacious || !tile.headline)
        below =
            draw_blurb(sheet, tile, inner, below + 0.2f * m.em, bottom - (tile.headline ? 7 : 0.5f) * m.em);
    if (!tile.headline) return;
    const catalog::Target& t = *tile.headline;
    const std::string& brief = s.pick(t.short_name).empty() ? s.pick(t.name) : s.pick(t.short_name);
    Style name{.em = m.type(spacious ? 40 : 36), .role = Role::label, .line_height = 1.2f};
    TextBlock name_block = fit_one_line(sheet, brief, name, inner.w);
    if (bottom - below - name_block.height >= 1.5f * m.em) {
        bottom -= name_block.height + 0.2f * m.em;
        sheet.place(name_block, {inner.x, bottom}, name, card);
    }
    const float space = bottom - below - 0.3f * m.em;
    fill_with_figure(sheet, t, spacious ? tile.picture : TargetPicture{}, {inner.x, below, inner.w, space},
                     m.type(spacious ? 130 : 92), card);
}

void draw_small_tile(Sheet& sheet, const Tile& tile, const Rect& rect) {
    const Metrics& m = sheet.stage().metrics;
    const words::Strings& s = sheet.stage().strings;
    const Color card = sheet.stage().theme.card;
    const Rect inner{rect.x + 0.4f * m.em, rect.y + 0.18f * m.em, rect.w - 0.8f * m.em,
                     rect.h - 0.36f * m.em};
    Style name{.face = Face::bold, .em = m.em, .line_height = 1.16f};
    TextBlock trial = sheet.set(tile.name, name, inner.w - 1.6f * m.em);
    if (trial.line_count() > 2) {  // a long name goes without its icon
        const float fitting = std::floor(rect.h / (name.line_height * name.em));
        trial = sheet.set_at_most(tile.name, name, rect.w - 0.3f * m.em,
                                  static_cast<std::size_t>(std::max(1.0f, fitting)));
        name.accent = true;
        sheet.place(trial, {rect.x + 0.15f * m.em, inner.center().y - trial.height / 2}, name, card);
        return;
    }
    const bool figure = tile.headline && trial.line_count() == 1 && inner.h >= 2.4f * m.em;
    const float head = std::max(trial.height, 1.25f * m.em),
                top = figure ? inner.y : inner.center().y - head / 2;
    float below = draw_tile_head(sheet, tile, {inner.x, top, inner.w, head}, m.em, card);
    if (!figure) return;
    const Style style{.face = Face::bold,
                      .role = Role::figure,
                      .line_height = 1.2f,
                      .ref = "target:" + tile.headline->id.text + ":value"};
    const TextBlock block = sheet.set(words::promised(*tile.headline, s).joined(), style, inner.w);
    below = std::max(below, inner.bottom() - block.height);
    if (block.line_count() == 1 && below + block.height <= rect.bottom())
        sheet.place(block, {inner.x, below}, style, card);
}

struct TilePlan {
    TileGrid grid;
    bool full;  // with figure, name and count; else icon and name
};

float tile_gap(const Metrics& m) { return std::max(m.gap, std::round(0.6f * m.em)); }

TilePlan plan_tiles(const Stage& stage, const Rect& room, int tiles) {
    // [em]
    constexpr float kLandscape = 8.15f, kPortrait = 9.8f, kNameWidth = 8.2f, kNameWidthWide = 10.9f;
    const Metrics& m = stage.metrics;
    const float gap = tile_gap(m);
    // A narrow tile would cut the long words of some languages.
    const float least = m.em * (m.portrait ? kPortrait : kLandscape) * stage.strings.language().word_width;
    const bool is_five_across = room.w >= 5 * least + 4 * gap;
    const TileRoom full{room.w, room.h, gap, least, std::max(m.touch, (is_five_across ? 6.2f : 7.2f) * m.em)};
    const TileGrid grid = tile_grid(tiles, full);
    const bool fits = room.h >= full.least_height && room.w >= least,
               is_page = grid.pages == 1 || room.h >= 2 * full.least_height + gap;
    if (m.roomy && m.reach_top == 0 && fits && is_page) return {grid, true};
    const float name_width = room.w / m.em < 26 ? kNameWidth : kNameWidthWide;
    return {tile_grid(tiles, {room.w, room.h, gap, name_width * m.em, std::max(m.touch, 3.0f * m.em), 3}),
            false};
}

void draw_tiles(Sheet& sheet, const std::vector<Tile>& tiles, const TilePlan& plan, int page) {
    const Metrics& m = sheet.stage().metrics;
    const Rect room = sheet.room();
    const TileGrid& grid = plan.grid;
    const int count = static_cast<int>(tiles.size()), first = grid.before_page(page, count),
              here = grid.on_page(page, count);
    const float gap = tile_gap(m);
    const float width = std::floor((room.w + gap) / static_cast<float>(grid.columns) - gap);
    const float height = std::min(std::floor((room.h + gap) / static_cast<float>(grid.rows) - gap),
                                  plan.full ? room.h : 4.5f * m.em);
    for (int row = 0; grid.before_row(row, here) < here; ++row)
        for (int column = 0; column < grid.in_row(row, here); ++column) {
            const Tile& tile = tiles[static_cast<std::size_t>(first + grid.before_row(row, here) + column)];
            const Rect rect{room.x + static_cast<float>(column) * (width + gap),
                            room.y + static_cast<float>(row) * (height + gap), width, height};
            sheet.touch(tile.id, tile.name, rect, tile.request);
            sheet.draw([rect, radius = 0.53f * m.em, line = m.hairline](Canvas& c) {
                c.card(rect, radius, c.colors().card, c.colors().ring, line);
            });
            plan.full ? draw_full_tile(sheet, tile, rect) : draw_small_tile(sheet, tile, rect);
        }
}

std::string published_note(const Stage& stage) {
    return stage.strings("topics.note",
                         {{"targets", stage.strings.count("topic.targets", stage.standing.counted())},
                          {"results", std::to_string(stage.standing.with_figure())}}) +
           "\n" + stage.last_sync;
}

void move_to_end(std::vector<Tile>& from, std::vector<Tile>& to) {
    for (Tile& tile : from) to.push_back(std::move(tile));
    from.clear();
}

/// In one piece at the foot of the page, under the tiles: whatever is no topic with a figure.
bool has_slim_tiles(const Stage& stage) { return stage.metrics.roomy && stage.metrics.reach_top == 0; }

void draw_slim_tile(Sheet& sheet, const Tile& tile, const Rect& rect) {
    const Metrics& m = sheet.stage().metrics;
    sheet.touch(tile.id, tile.name, rect, tile.request);
    sheet.draw([rect, radius = 0.4f * m.em, line = m.hairline](Canvas& c) {
        c.card(rect, radius, c.colors().card, c.colors().ring, line);
    });
    const float side = std::round(1.1f * m.em), gap = 0.4f * m.em;
    Style style{.accent = true,
                .role = Role::label,
                .line_height = 1.1f,
                .balanced = true,
                .ref = tile.id.starts_with("topic/") ? "topic:" + tile.id.substr(6) + ":name" : ""};
    TextBlock block = sheet.set_at_most(tile.name, style, rect.w - side - gap - 0.6f * m.em, 2);
    if (block.text != tile.name) style.ref.clear();
    const float left = rect.center().x - (side + gap + block.width) / 2;
    sheet.draw([&icons = sheet.stage().icons, icon = tile.icon,
                square = Rect{std::round(left), std::round(rect.center().y - side / 2), side, side}](
                   Canvas& c) { icons.draw(c, icon, square, c.colors().accent); });
    sheet.place(block, {left + side + gap, rect.center().y - block.height / 2}, style,
                sheet.stage().theme.card);
}

/// Draws them at the bottom of the room, which ends above them.
void draw_slim_tiles(Sheet& sheet, const std::vector<Tile>& tiles) {
    if (tiles.empty()) return;
    const Metrics& m = sheet.stage().metrics;
    const Rect room = sheet.room();
    const int count = static_cast<int>(tiles.size());
    const float least = kSlimWidth * m.em * std::min(1.25f, sheet.stage().strings.language().word_width);
    const int most = std::clamp(static_cast<int>((room.w + m.gap) / (least + m.gap)), 1, count),
              rows = (count + most - 1) / most, columns = (count + rows - 1) / rows;
    const float width = std::floor((room.w + m.gap) / static_cast<float>(columns) - m.gap),
                height = std::max(m.touch, std::round(kSlimHeight * m.em));
    const float top = room.bottom() - static_cast<float>(rows) * (height + m.gap) + m.gap;
    for (int i = 0; i < count; ++i)
        draw_slim_tile(sheet, tiles[static_cast<std::size_t>(i)],
                       {room.x + static_cast<float>(i % columns) * (width + m.gap),
                        top + static_cast<float>(i / columns) * (height + m.gap), width, height});
    sheet.take_room_below(top - tile_gap(m));
}

void furnish(Sheet& sheet, const std::vector<Tile>& slim, const Address& address, int page_count) {
    const Stage& stage = sheet.stage();
    if (stage.metrics.roomy) sheet.title_header(promises_heading(stage), published_note(stage));
    draw_foot(sheet, address, page_count);
    keep_low(sheet, "", "", stage.standing.counts());
    draw_slim_tiles(sheet, slim);
}

}  // namespace

base::Result<Page> build_topics(const Stage& stage, const Address& address) {
    std::vector<Tile> tiles, others;
    const bool by_slim = asides_are_slim(stage.topics);
    for (const catalog::Topic& topic : stage.topics) {
        auto tile = topic_tile(stage, topic);
        if (!tile) return base::fail(tile.error(), "opening the topics");
        (by_slim && is_aside(topic) ? others : tiles).push_back(std::move(*tile));
    }
    for (Tile& place : other_places(stage)) others.push_back(std::move(place));
    if (!has_slim_tiles(stage)) move_to_end(others, tiles);
    const int total = static_cast<int>(tiles.size());
    const auto plan_for = [&](int page_count) {
        Sheet trial{stage, address};
        furnish(trial, others, address, page_count);
        return plan_tiles(stage, trial.room(), total);
    };
    TilePlan plan = plan_for(1);  // with no way to other pages there may be more room
    if (plan.grid.pages > 1) plan = plan_for(2);
    const int count = plan.grid.pages;
    if (address.page > count) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    furnish(sheet, others, address, count);
    draw_tiles(sheet, tiles, plan, address.page);
    return sheet.take(address.page, count);
}

}  // namespace kiosk
