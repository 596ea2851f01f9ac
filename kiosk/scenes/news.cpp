#include "kiosk/scenes/news.h"

#include <algorithm>
#include <chrono>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/foot.h"
#include "kiosk/scenes/list.h"

namespace kiosk {
namespace {

constexpr std::chrono::days kRecent{30};
constexpr const char* kRound = "round";

/// When it was published: by itself, or with its source.
std::optional<base::Date> day_of(const catalog::Store& store, const catalog::Observation& figure) {
    if (figure.published_on) return figure.published_on;
    const auto source = store.source(figure.source);
    return source ? source->published_on : std::nullopt;
}

bool is_recent(const std::optional<base::Date>& day, catalog::Today today) {
    return today.clock_trusted && day && *day <= today.date &&
           std::chrono::sys_days{today.date} - std::chrono::sys_days{*day} <= kRecent;
}

std::vector<std::string> notes_of(const std::vector<NewsItem>& news, const words::Strings& s) {
    std::vector<std::string> notes;
    for (const NewsItem& item : news)
        notes.push_back(item.is_correction ? s("news.corrected", {{"publisher", item.publisher}})
                                           : item.publisher);
    return notes;
}

}  // namespace

base::Result<std::vector<NewsItem>> news_of(const Stage& stage) {
    std::vector<NewsItem> news;
    for (const auto& entry : stage.standing.entries()) {
        if (!entry.figure || entry.key.same_as) continue;
        const auto figure = stage.store.observation(*entry.figure);
        if (!figure) return base::fail(figure.error(), "opening the news");
        const auto source = stage.store.source(figure->source);
        if (!source) return base::fail(source.error(), "opening the news");
        news.push_back({entry.key.id, day_of(stage.store, *figure), figure->supersedes.has_value(),
                        publisher_text(*source, figure->published_on, stage.strings)});
    }
    std::stable_sort(news.begin(), news.end(), [](const NewsItem& a, const NewsItem& b) {
        if (a.day && b.day) return *a.day > *b.day;
        return a.day.has_value() && !b.day;
    });
    return news;
}

bool has_recent_news(const catalog::Store& store, const catalog::Standing& standing) {
    return std::any_of(standing.entries().begin(), standing.entries().end(), [&](const auto& entry) {
        if (!entry.figure || entry.key.same_as) return false;
        const auto figure = store.observation(*entry.figure);
        return figure && is_recent(day_of(store, *figure), standing.today());
    });
}

base::Result<Page> build_news(const Stage& given, const Address& address) {
    const Stage stage = stage_for_lists(given);
    const bool is_round = address.key == kRound;
    if (!address.key.empty() && !is_round)
        return base::fail(base::Errc::not_found, address.id() + ": no such page");
    auto news = news_of(stage);
    if (!news) return base::fail(news.error());
    if (is_round)
        std::erase_if(*news,
                      [&](const NewsItem& item) { return !is_recent(item.day, stage.standing.today()); });
    const words::Strings& s = stage.strings;
    const auto dress = [&](Sheet& sheet, int pages) {
        const std::string note =
            is_round ? s("overview.touch") : s.count("news.note", static_cast<int>(news->size()));
        sheet.header(stage.metrics.roomy ? "news" : "", s("news.title"), "", note);
        if (!is_round) draw_foot(sheet, address, pages);
        if (!is_round) keep_low(sheet, "", s("news.blurb"), stage.standing.counts());
    };
    const auto grid_for = [&](int pages) {
        Sheet trial{stage, address};
        dress(trial, pages);
        return row_grid(stage, trial.room(), static_cast<int>(news->size()));
    };
    RowGrid grid = grid_for(1);
    if (grid.pages > 1) grid = grid_for(2);
    if (address.page > (is_round ? 1 : grid.pages))
        return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    dress(sheet, grid.pages);
    if (news->empty())
        sheet.write(s("news.none"), {.em = stage.metrics.type(44)}, {sheet.room().x, sheet.room().y},
                    sheet.room().w);
    std::vector<catalog::TargetId> targets;
    for (const NewsItem& item : *news) targets.push_back(item.target);
    if (auto drawn = draw_rows(sheet, targets, grid, address.page, {}, notes_of(*news, s)); !drawn)
        return base::fail(drawn.error());
    Page page = sheet.take(address.page, is_round ? 1 : grid.pages);
    if (is_round) page.touch.clear();  // a touch wakes, wherever it lands
    return page;
}

}  // namespace kiosk
