#include "kiosk/scenes/topics.h"

#include <cmath>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/list.h"
#include "kiosk/scenes/notices_now.h"
#include "kiosk/scenes/story.h"

namespace kiosk {
namespace {

/// A tile: a topic, or a place such as "all targets" on a panel that has no room for it in the footer.
struct Tile {
    std::string id, name, icon;
    Request request;
    std::optional<catalog::Target> headline;
    int targets = 0;
};

/// The city's economy and topics of commitments alone are reached by controls, not by tiles.
bool has_tile(const catalog::Topic& topic) { return topic.headline && !topic.section; }

base::Result<Tile> topic_tile(const Stage& stage, const catalog::Topic& topic) {
    const bool wordy = !topic.headline;
    Tile tile{"topic/" + topic.id.text,
              stage.strings.pick(topic.name),
              topic.icon,
              Go{{.scene = wordy ? SceneKind::commitments : SceneKind::topic, .key = topic.id.text}},
              {},
              0};
    tile.targets = static_cast<int>(stage.standing.of_topic(topic.id).size());
    if (topic.headline) {
        auto headline = stage.store.target(*topic.headline);
        if (!headline) return base::fail(headline.error());
        tile.headline = std::move(*headline);
    }
    return tile;
}

std::vector<Tile> other_places(const Stage& stage) {
    const words::Strings& s = stage.strings;
    std::vector<Tile> tiles;
    tiles.push_back({"all",
                     s.count("control.all", static_cast<int>(stage.standing.entries().size())),
                     "list",
                     Go{{.scene = SceneKind::all}},
                     {},
                     0});
    if (!notices_now(stage).empty())
        tiles.push_back({"notice", s("notice.title"), "document", Go{{.scene = SceneKind::notice}}, {}, 0});
    tiles.push_back({"about", s("control.about"), "question", Go{{.scene = SceneKind::about}}, {}, 0});
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

/// Figure, its name, and how many targets the topic has, under icon and name; what has no room is left to the
/// topic's page.
void draw_full_tile(Sheet& sheet, const Tile& tile, const Rect& rect) {
    const Metrics& m = sheet.stage().metrics;
    const words::Strings& s = sheet.stage().strings;
    const Color card = sheet.stage().theme.card;
    const Rect inner = rect.inset(std::round(0.8f * m.em));
    const float below = draw_tile_head(sheet, tile, inner, m.type(38), card) + 0.3f * m.em;
    float bottom = inner.bottom();
    const Style count{.secondary = true, .role = Role::label, .line_height = 1.25f};
    const TextBlock more = sheet.set(s.count("topics.count", tile.targets), count, inner.w);
    if (bottom - below >= more.height + 3.6f * m.em) {
        bottom -= more.height;
        sheet.place(more, {inner.x, bottom}, count, card);
    }
    if (!tile.headline) return;
    const catalog::Target& t = *tile.headline;
    const std::string& brief = s.pick(t.short_name).empty() ? s.pick(t.name) : s.pick(t.short_name);
    Style name{.em = m.type(36), .role = Role::label, .line_height = 1.2f};
    TextBlock name_block = fit_one_line(sheet, brief, name, inner.w);
    if (bottom - below - name_block.height >= 1.5f * m.em) {
        bottom -= name_block.height + 0.2f * m.em;
        sheet.place(name_block, {inner.x, bottom}, name, card);
    }
    const float space = bottom - below - 0.3f * m.em;
    const TextBlock figure =
        set_huge(sheet, words::promised(t, s), std::min(m.type(92), 0.95f * space), inner.w);
    if (figure.height > space || figure.width > inner.w) return;
    sheet.place(figure, {inner.x, below + (space - figure.height) / 2},
                {.role = Role::figure, .ref = "target:" + t.id.text + ":value"}, card);
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

struct TileGrid {
    int columns, rows;
    bool full;  // with figure, name and count; else icon and name
};

TileGrid grid_for(const Stage& stage, const Rect& room, int tiles) {
    const Metrics& m = stage.metrics;
    const auto rows_of = [&](float height) {
        return std::max(1, static_cast<int>((room.h + m.gap) / (std::max(m.touch, height) + m.gap)));
    };
    // A narrow tile would cut the long words of some languages.
    const float least_width = 43 * stage.strings.language().word_width;
    if (m.roomy && !m.portrait && room.w / m.em > least_width && rows_of(6.2f * m.em) >= 2)
        return {5, std::min((tiles + 4) / 5, rows_of(6.2f * m.em)), true};
    if (m.roomy && !(m.portrait && stage.profile.low_reach) && rows_of(7.2f * m.em) >= 2)
        return {m.portrait ? 2 : 4,
                std::min((tiles + (m.portrait ? 1 : 3)) / (m.portrait ? 2 : 4), rows_of(7.2f * m.em)), true};
    const int columns = room.w / m.em >= 34 ? 3 : room.w / m.em >= 17 ? 2 : 1;
    const int rows = std::min((tiles + columns - 1) / columns, rows_of(3.0f * m.em));
    return {columns, rows, false};
}

void draw_tiles(Sheet& sheet, const std::vector<Tile>& tiles, const TileGrid& grid, int page) {
    const Metrics& m = sheet.stage().metrics;
    const Rect room = sheet.room();
    const float gap = std::max(m.gap, std::round(0.6f * m.em));
    const float width =
        std::floor((room.w - static_cast<float>(grid.columns - 1) * gap) / static_cast<float>(grid.columns));
    const float height = std::min(
        std::floor((room.h - static_cast<float>(grid.rows - 1) * gap) / static_cast<float>(grid.rows)),
        grid.full ? 14 * m.em : 4.5f * m.em);
    const int per_page = grid.columns * grid.rows;
    for (int i = 0; i < per_page; ++i) {
        const auto index = static_cast<std::size_t>((page - 1) * per_page + i);
        if (index >= tiles.size()) return;
        const Rect rect{room.x + static_cast<float>(i % grid.columns) * (width + gap),
                        room.y + static_cast<float>(i / grid.columns) * (height + gap), width, height};
        const Tile& tile = tiles[index];
        sheet.touch(tile.id, tile.name, rect, tile.request);
        sheet.draw([rect, radius = 0.53f * m.em, line = m.hairline](Canvas& c) {
            c.card(rect, radius, c.colors().card, c.colors().ring, line);
        });
        grid.full ? draw_full_tile(sheet, tile, rect) : draw_small_tile(sheet, tile, rect);
    }
}

std::string published_note(const Stage& stage) {
    return stage.strings("topics.note", {{"targets", std::to_string(stage.standing.counted())},
                                         {"results", std::to_string(stage.standing.with_figure())}}) +
           "\n" + stage.last_sync;
}

void furnish(Sheet& sheet, const std::vector<Tile>& others, const Address& address, int page_count) {
    const Stage& stage = sheet.stage();
    const std::string year = std::to_string(catalog::first_year(stage.store.release()));
    if (stage.metrics.roomy) {
        sheet.title_header(stage.strings("topics.title", {{"year", year}}), published_note(stage));
    }
    std::vector<Control> controls;
    if (stage.metrics.roomy)
        for (const Tile& place : others) controls.push_back({place.id, place.name, place.request});
    sheet.footer(std::move(controls), address.page, page_count, address);
    keep_low(sheet, "", "", stage.standing.counts());
}

}  // namespace

base::Result<Page> build_topics(const Stage& stage, const Address& address) {
    std::vector<Tile> tiles, others;
    for (const catalog::Topic& topic : stage.topics) {
        auto tile = topic_tile(stage, topic);
        if (!tile) return base::fail(tile.error(), "opening the topics");
        (has_tile(topic) ? tiles : others).push_back(std::move(*tile));
    }
    for (Tile& place : other_places(stage)) others.push_back(std::move(place));
    if (!stage.metrics.roomy) tiles.insert(tiles.end(), others.begin(), others.end());
    Sheet alone{stage, address};
    furnish(alone, others, address, 1);
    const int total = static_cast<int>(tiles.size());
    TileGrid grid = grid_for(stage, alone.room(), total);
    int count = 1;
    if (total > grid.columns * grid.rows) {
        Sheet trial{stage, address};
        furnish(trial, others, address, 2);
        grid = grid_for(stage, trial.room(), total);
        count = std::max(1, (total + grid.columns * grid.rows - 1) / (grid.columns * grid.rows));
    }
    if (address.page > count) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    furnish(sheet, others, address, count);
    draw_tiles(sheet, tiles, grid, address.page);
    return sheet.take(address.page, count);
}

}  // namespace kiosk
