#include <doctest/doctest.h>

#include <map>
#include <queue>
#include <set>

#include "kiosk/app/library.h"
#include "kiosk/app/visit.h"
#include "kiosk/scenes/lookup.h"
#include "kiosk/scenes/scenes.h"

// How many touches away everything is: the graph of pages, whose edges are what their touch areas ask for.

namespace {

using kiosk::Address;
using kiosk::SceneKind;

/// The pages of one catalog on one panel, and what leads from one to the next.
class Graph {
public:
    Graph(const char* tag, const kiosk::Panel& panel)
        : library_(*kiosk::Library::open()),
          catalog_(*kiosk::open_catalog("", {base::make_date(2024, 12, 31), true})),
          language_(words::language(tag)),
          metrics_(kiosk::metrics_for(panel, {})) {}

    [[nodiscard]] const kiosk::OpenCatalog& catalog() const { return catalog_; }
    [[nodiscard]] kiosk::Stage stage() {
        kiosk::Stage stage{catalog_.store,
                           catalog_.standing,
                           catalog_.topics,
                           library_.fonts,
                           library_.icons,
                           library_.strings(language_),
                           kiosk::theme(false),
                           metrics_,
                           {},
                           *base::parse_instant("2024-12-31"),
                           ""};
        stage.languages = catalog_.languages;
        if (!lookup_) lookup_ = *kiosk::lookup_of(stage);
        stage.lookup = &*lookup_;
        return stage;
    }
    /// Touches from the topics to every target, along pages that `may_pass` lets by.
    template <class Test>
    std::map<std::string, int> touches(const Test& may_pass) {
        std::map<std::string, int> away, targets;
        std::queue<Address> open;
        const auto reach = [&](const Address& address, int touches) {
            if (address.scene == SceneKind::target) {
                targets.try_emplace(address.key, touches);
                return;
            }
            if (may_pass(address) && away.try_emplace(address.id(), touches).second) open.push(address);
        };
        reach({.scene = SceneKind::topics}, 0);
        while (!open.empty()) {
            const Address here = open.front();
            open.pop();
            const int touches = away.at(here.id());
            for (const kiosk::Request& request : requests_of(here)) {
                kiosk::Visit visit{.language = &language_, .place = here};
                visit.take(request, catalog_.languages);
                if (visit.place != here) reach(visit.place, touches + 1);
            }
        }
        return targets;
    }

private:
    std::vector<kiosk::Request> requests_of(const Address& address) {
        const auto page = kiosk::build_page(stage(), address);
        REQUIRE_MESSAGE(page, address.id());
        std::vector<kiosk::Request> requests;
        for (const auto& area : page->touch) requests.push_back(area.request);
        return requests;
    }

    kiosk::Library library_;
    kiosk::OpenCatalog catalog_;
    const words::Language& language_;
    kiosk::Metrics metrics_;
    std::optional<words::Lookup> lookup_;
};

int farthest(const std::map<std::string, int>& touches) {
    int most = 0;
    for (const auto& [target, n] : touches) most = std::max(most, n);
    return most;
}

constexpr int kMostNumber = 223;

/// Nothing but number keys, and no more of them than numbers have digits.
bool is_by_number(const Address& address) {
    const std::string digits = address.key.starts_with("number/") ? address.key.substr(7) : "";
    if (!digits.empty() && std::stoi(digits) > kMostNumber) return false;
    return address.scene == SceneKind::topics ||
           (address.scene == SceneKind::find && (address.key.empty() || address.key.starts_with("number")));
}
bool is_by_topic(const Address& address) {
    return address.scene == SceneKind::topics || address.scene == SceneKind::topic;
}
/// The words of the first page of `find` and of those that its letters lead to.
bool is_by_word(const Address& address) {
    return address.scene == SceneKind::topics ||
           (address.scene == SceneKind::find && address.key != "az" && !address.key.starts_with("number"));
}

}  // namespace

TEST_CASE("touches: every target is near, by topic, by word and by number") {
    for (const char* tag : {"zh-CN", "en"}) {
        Graph graph{tag, {}};
        const auto by_topic = graph.touches(is_by_topic), by_word = graph.touches(is_by_word),
                   by_number = graph.touches(is_by_number);
        const auto language = std::string(tag);
        CAPTURE(language);
        for (const auto& entry : graph.catalog().standing.entries()) {
            const std::string& id = entry.key.id.text;
            CAPTURE(id);
            REQUIRE(by_word.contains(id));
            CHECK(by_word.at(id) <= 4);
            REQUIRE(by_number.contains(id));
            CHECK(by_number.at(id) <= 6);
            if (!entry.key.topic) continue;
            REQUIRE(by_topic.contains(id));
            CHECK(by_topic.at(id) <= 3);
        }
        MESSAGE(language << ": by topic " << farthest(by_topic) << ", by word " << farthest(by_word)
                         << ", by number " << farthest(by_number));
    }
}

TEST_CASE("touches: no part of the document has more than four pages on a panel of 1920x1080") {
    for (const char* tag : {"zh-CN", "en"}) {
        Graph graph{tag, {}};
        const kiosk::Stage stage = graph.stage();
        const auto sections = graph.catalog().store.sections();
        REQUIRE(sections);
        for (const auto& section : *sections) {
            const auto page =
                kiosk::build_page(stage, {.scene = SceneKind::all, .key = "section/" + section.id.text});
            if (stage.standing.of_section(section.id).empty()) continue;
            CAPTURE(section.id.text);
            REQUIRE(page);
            CHECK(page->count <= 4);
        }
    }
}

TEST_CASE(
    "touches: arrows of the foot lead through the list that a target was opened from, and end with it") {
    Graph graph{"zh-CN", {}};
    const kiosk::Stage stage = graph.stage();
    const auto& topic = graph.catalog().topics.front();
    const auto& list = stage.standing.of_topic(topic.id);
    Address here{.scene = SceneKind::target,
                 .key = list.front()->key.id.text,
                 .page = 1,
                 .filter = {.section = {}, .state = {}, .topic = topic.id}};
    std::vector<std::string> seen;
    for (int steps = 0; steps < 100; ++steps) {
        if (seen.empty() || seen.back() != here.key) seen.push_back(here.key);
        const auto page = kiosk::build_page(stage, here);
        REQUIRE(page);
        const auto* next = page->find_area("next");
        CHECK((page->find_area("previous") == nullptr) == (steps == 0));
        if (next == nullptr) break;
        here = std::get<kiosk::Turn>(next->request).to;
    }
    REQUIRE(seen.size() == list.size());
    for (std::size_t i = 0; i < list.size(); ++i) CHECK(seen[i] == list[i]->key.id.text);
}
