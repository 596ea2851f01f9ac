#include "kiosk/scenes/topic.h"

#include <algorithm>

#include "kiosk/scenes/cards.h"
#include "kiosk/scenes/list.h"
#include "kiosk/scenes/story.h"

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
    std::vector<Control> controls{{"back", s("control.back"), Wish::back},
                                  {"home", s("control.home"), Wish::home}};
    if (page.commitments > 0)
        controls.push_back({"commitments", s.count("control.commitments", page.commitments),
                            Go{{.scene = SceneKind::commitments, .key = page.topic.id.text}},
                            s("control.commitments_brief")});
    sheet.footer(std::move(controls), address.page, page_count, address);
    keep_low(sheet, "", s.pick(page.topic.blurb), page.counts);
}

/// Under a short list: the first of what the topic promises in words, as far as there is room.
base::Status add_commitments(Sheet& sheet, const catalog::Topic& topic, float y) {
    const Stage& stage = sheet.stage();
    const Rect room = sheet.room();
    const float em = sheet.em();
    if (!stage.metrics.roomy || room.bottom() - y < 10 * em) return {};
    const auto list = stage.store.commitments(topic.id);
    if (!list) return base::fail(list.error(), "opening the commitments of " + topic.id.text);
    const words::Strings& s = stage.strings;
    y += 1.5f * em;
    for (const auto& one : *list) {
        const Style name{.face = Face::bold, .line_height = 1.3f, .language = &s.language_of(one.name)};
        const Style quote{.face = Face::serif,
                          .ref = "commitment:" + std::to_string(static_cast<std::int64_t>(one.id)) + ":quote",
                          .language = &language_of(one.source, stage)};
        const TextBlock head = sheet.set(s.pick(one.name), name, room.w);
        const TextBlock words = sheet.set(quoted(one.quote, language_of(one.source, stage)), quote, room.w);
        if (y + head.height + words.height > room.bottom()) break;
        y = sheet.place(head, {room.x, y}, name);
        y = sheet.place(words, {room.x, y}, quote) + 0.8f * em;
    }
    return {};
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
    const TargetList list{targets.size(),
                          [&](std::size_t i) { return ListEntry{.target = targets[i]->key.id}; }};
    Sheet alone{stage, address};  // with no way to other pages there is more room
    furnish(alone, page, address, 1);
    int rows = TargetList::rows_in(stage, alone.room()), count = list.page_count(rows);
    Sheet sheet{stage, address};
    if (count > 1) {
        Sheet trial{stage, address};
        furnish(trial, page, address, 2);
        rows = TargetList::rows_in(stage, trial.room());
        count = std::max(2, list.page_count(rows));
    }
    if (address.page > count) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    furnish(sheet, page, address, count);
    const float needed = TargetList::height_of(stage, static_cast<int>(targets.size()));
    if (count == 1 && !targets.empty() && stage.metrics.roomy &&
        sheet.room().h - needed > 8 * stage.metrics.em) {
        // A short list leaves room to say what the topic is about.
        const Style blurb{.em = stage.metrics.type(40), .secondary = true, .balanced = true};
        sheet.take_room_above(sheet.write(stage.strings.pick(page.topic.blurb), blurb,
                                          {sheet.room().x, sheet.room().y}, sheet.room().w) +
                              1.5f * stage.metrics.em);
    }
    if (targets.empty())
        sheet.take_room_above(sheet.write(stage.strings("topic.empty"), {.em = stage.metrics.type(44)},
                                          {sheet.room().x, sheet.room().y}, sheet.room().w));
    if (count == 1 && is_short(page) && stage.metrics.roomy) {
        std::vector<catalog::TargetId> ids;
        for (const auto* entry : targets) ids.push_back(entry->key.id);
        const auto drawn = draw_cards(sheet, ids, sheet.room());
        if (!drawn) return base::fail(drawn.error(), "opening " + address.id());
        if (*drawn) return sheet.take(1, 1);
    }
    const auto below = list.draw(sheet, address.page, rows);
    if (!below) return base::fail(below.error());
    if (count == 1 && page.commitments > 0)
        if (auto added = add_commitments(sheet, *topic, *below); !added) return base::fail(added.error());
    return sheet.take(address.page, count);
}

}  // namespace kiosk
