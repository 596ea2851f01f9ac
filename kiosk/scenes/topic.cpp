#include "kiosk/scenes/topic.h"

#include <algorithm>

#include "kiosk/scenes/cards.h"
#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/list.h"

namespace kiosk {
namespace {

struct TopicPage {
    const catalog::Topic& topic;
    const catalog::Standing::List& targets;
    StateCounts counts;
    int commitments = 0;
};

/// How many targets it has, and of how many something is published: also of those that are not judged.
std::string summary(const TopicPage& page, const words::Strings& s) {
    const auto total = page.targets.size();
    if (total == 0) return s.count("commitments.note", page.commitments);
    const auto with = std::count_if(page.targets.begin(), page.targets.end(),
                                    [](const auto* entry) { return entry->figure.has_value(); });
    const std::string count = s.count("topic.targets", static_cast<int>(total));
    return with == 0 ? s("topic.all_without", {{"targets", count}})
                     : s("topic.with_figures", {{"targets", count}, {"n", std::to_string(with)}});
}

/// A list of it would leave the page half empty.
bool is_short(const TopicPage& page) {
    return !page.targets.empty() && page.targets.size() <= kMostCards && page.commitments == 0;
}

void furnish(Sheet& sheet, const TopicPage& page, const Address& address, int page_count) {
    const words::Strings& s = sheet.stage().strings;
    sheet.header(page.topic.icon, s.pick(page.topic.name), "topic:" + page.topic.id.text + ":name",
                 summary(page, s));
    draw_foot(sheet, address, page_count);
    keep_low(sheet, "", s.pick(page.topic.blurb), page.counts);
}

/// The last row: what the topic promises in words alone.
void draw_commitments(Sheet& sheet, const TopicPage& page, const Rect& row) {
    const Metrics& m = sheet.stage().metrics;
    const std::string label = sheet.stage().strings.count("control.commitments", page.commitments);
    sheet.touch("commitments", label, row, Go{{.scene = SceneKind::commitments, .key = page.topic.id.text}});
    const Style style{
        .face = Face::bold, .em = m.type(36), .accent = true, .role = Role::label, .line_height = 1.2f};
    const float side = std::round(1.1f * m.em), icon = 1.7f * m.em;
    const TextBlock block = sheet.set_at_most(label, style, row.w - icon - 1.5f * side, 2);
    sheet.draw([&icons = sheet.stage().icons, row, side](Canvas& c) {
        const float top = std::round(row.center().y - side / 2);
        icons.draw(c, "document", {row.x, top, side, side}, c.colors().accent);
        icons.draw(c, "right", {row.right() - side, top, side, side}, c.colors().accent);
    });
    sheet.place(block, {row.x + icon, row.center().y - block.height / 2}, style);
    sheet.hairline(row.bottom() + m.gap / 2, row.x, row.right());
}

/// Where few rows leave room, what the topic is about.
void draw_blurb(Sheet& sheet, const TopicPage& page, const RowGrid& grid) {
    const Stage& stage = sheet.stage();
    const Metrics& m = stage.metrics;
    const float needed = static_cast<float>(grid.rows) * (grid.height + m.gap + m.em);
    if (!m.roomy || grid.pages > 1 || m.reach_top > 0 || sheet.room().h - needed < 4 * m.em) return;
    const Style blurb{.em = m.type(40), .secondary = true, .balanced = true};
    sheet.take_room_above(sheet.write(stage.strings.pick(page.topic.blurb), blurb,
                                      {sheet.room().x, sheet.room().y}, sheet.room().w) +
                          m.em);
}

}  // namespace

base::Result<Page> build_topic(const Stage& given, const Address& address) {
    const Stage stage = stage_for_lists(given);
    const catalog::Topic* topic = stage.find_topic(catalog::TopicId{address.key});
    if (topic == nullptr) return base::fail(base::Errc::not_found, address.id() + ": no such topic");
    const auto commitments = stage.store.commitment_count(topic->id);
    if (!commitments) return base::fail(commitments.error(), "opening " + address.id());
    const auto& targets = stage.standing.of_topic(topic->id);
    const TopicPage page{*topic, targets, stage.standing.counts_of_topic(topic->id), *commitments};
    const int rows = static_cast<int>(targets.size()) + (*commitments > 0 ? 1 : 0);
    const auto grid_for = [&](int pages) {
        Sheet trial{stage, address};
        furnish(trial, page, address, pages);
        return row_grid(stage, trial.room(), rows);
    };
    RowGrid grid = grid_for(1);  // with no way to other pages there may be more room
    if (grid.pages > 1) grid = grid_for(2);
    if (address.page > grid.pages) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    furnish(sheet, page, address, grid.pages);
    if (targets.empty())
        sheet.take_room_above(sheet.write(stage.strings("topic.empty"), {.em = stage.metrics.type(44)},
                                          {sheet.room().x, sheet.room().y}, sheet.room().w));
    std::vector<catalog::TargetId> ids;
    for (const auto* entry : targets) ids.push_back(entry->key.id);
    if (grid.pages == 1 && is_short(page) && stage.metrics.roomy) {
        const auto drawn = draw_cards(sheet, ids, sheet.room());
        if (!drawn) return base::fail(drawn.error(), "opening " + address.id());
        if (*drawn) return sheet.take(1, 1);
    }
    draw_blurb(sheet, page, grid);
    const Filter list{.section = {}, .state = {}, .topic = topic->id};
    if (auto drawn = draw_rows(sheet, ids, grid, address.page, list); !drawn)
        return base::fail(drawn.error());
    if (page.commitments > 0 && address.page == grid.pages)
        draw_commitments(sheet, page,
                         row_rect(stage, sheet.room(), grid, rows - 1 - (grid.pages - 1) * grid.per_page()));
    return sheet.take(address.page, grid.pages);
}

}  // namespace kiosk
