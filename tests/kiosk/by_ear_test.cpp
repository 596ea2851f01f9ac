#include <doctest/doctest.h>

#include <algorithm>

#include "drawn.h"
#include "kiosk/app/reading.h"
#include "words/format.h"

// Ten things that citizens come for, done by keys alone from the spoken words alone, as by somebody who
// cannot see.

using namespace std::chrono_literals;
using kiosk::Key;
using kiosk::Utterance;

namespace {

/// Knows what is said, and nothing of what is shown.
class Listener {
public:
    Listener()
        : library_(*kiosk::Library::open()),
          catalog_(*kiosk::open_catalog("", {base::make_date(2024, 12, 31), true})),
          pinyin_(*kiosk::pinyin_of(catalog_.store)),
          session_(library_, catalog_,
                   {.panel = {},
                    .language = &words::language("zh-CN"),
                    .idle = {},
                    .started_at = *base::parse_instant("2024-12-31"),
                    .time_given = true,
                    .speaks = true}) {
        (void)session_.update(now_);
        press(Key::read_aloud);
    }

    void press(Key key) {
        now_ += kiosk::kDoubleTap;
        session_.key(key, now_);
        (void)session_.update(now_);
        listen();
    }
    /// Arrow by arrow to the item whose first words have these; says whether it was found.
    bool go_to(const std::string& said) {
        constexpr int kMostKeys = 150;
        for (int i = 0; i < kMostKeys; ++i) {
            press(Key::right);
            if (!heard_.empty() && heard_.front().spoken.find(said) != std::string::npos) return true;
        }
        return false;
    }
    bool open(const std::string& said) {
        if (!go_to(said)) return false;
        press(Key::activate);
        return true;
    }
    /// Whether the last thing that was said has these words.
    [[nodiscard]] bool hears(const std::string& words) const {
        return std::any_of(heard_.begin(), heard_.end(),
                           [&](const Utterance& one) { return one.spoken.find(words) != std::string::npos; });
    }
    /// How a figure of the catalog is said.
    [[nodiscard]] std::string as_said(const std::string& text) {
        return kiosk::utterances_of(text, strings(), pinyin_).front().spoken;
    }
    [[nodiscard]] const words::Strings& strings() { return library_.strings(session_.language()); }
    [[nodiscard]] const kiosk::OpenCatalog& catalog() const { return catalog_; }
    [[nodiscard]] const std::vector<Utterance>& heard() const { return heard_; }
    [[nodiscard]] catalog::Target target(const char* id) const {
        return *catalog_.store.target(catalog::TargetId{id});
    }
    [[nodiscard]] std::string state_of(const char* id) {
        return words::state_word(catalog_.standing.find(catalog::TargetId{id})->state, strings());
    }

private:
    void listen() {
        heard_.clear();
        if (session_.visit() == nullptr || !session_.visit()->aloud.is_on) return;
        const auto say = [&](const char* key, int step) {
            return kiosk::utterances_of(strings()(key, {{"step", std::to_string(step)}}), strings(), pinyin_);
        };
        const kiosk::Aloud& aloud = session_.visit()->aloud;
        if (auto list = reading_.hear(
                {.place =
                     session_.address().scene == kiosk::SceneKind::find ? "find" : session_.address().id(),
                 .page = kiosk::utterances_of(session_.page(), drawn(session_, library_), strings(), pinyin_),
                 .focus = session_.focus(),
                 .aloud = aloud,
                 .greeting = kiosk::utterances_of(strings()("say.begins"), strings(), pinyin_),
                 .volume = say("say.volume", aloud.volume),
                 .speed = say("say.speed", aloud.speed)}))
            heard_ = std::move(*list);
    }

    kiosk::Library library_;
    kiosk::OpenCatalog catalog_;
    words::Pinyin pinyin_;
    kiosk::Session session_;
    kiosk::Reading reading_;
    kiosk::Session::Time now_{0};
    std::vector<Utterance> heard_;
};

}  // namespace

TEST_CASE("by ear: one key begins, and says how to go on") {
    Listener listener;
    CHECK(listener.hears("朗读已打开"));
    CHECK(listener.hears("郑州市要为大家办哪些事"));
}

TEST_CASE("by ear: find T-147, which a letter names") {
    Listener listener;
    REQUIRE(listener.open("查找"));
    for (const char* digit : {"一", "四", "七"}) REQUIRE(listener.open(std::string(digit) + "，按钮"));
    CHECK(listener.hears("新建公园游园"));  // as soon as the digits are there
    REQUIRE(listener.open("打开"));
    CHECK(listener.hears("T 一四七"));
    CHECK(listener.hears(
        listener.as_said(words::promised(listener.target("new-parks"), listener.strings()).joined())));
    CHECK(listener.hears(listener.state_of("new-parks")));
}

TEST_CASE("by ear: T-147 is four keys away for whoever types it") {
    Listener listener;
    for (const int digit : {1, 4, 7}) listener.press(kiosk::digit_key(digit));
    CHECK(listener.hears("新建公园游园"));
    listener.press(Key::activate);
    CHECK(listener.hears("T 一四七"));
    CHECK(listener.hears(listener.state_of("new-parks")));
}

TEST_CASE("by ear: whether the metro's target is met, and how many school places there are to be") {
    Listener listener;
    REQUIRE(listener.open("出行停车"));
    const auto metro = listener.target("metro-new-km");
    REQUIRE(listener.open(metro.name.zh));
    CHECK(listener.hears(listener.state_of("metro-new-km")));
    listener.press(Key::home);
    REQUIRE(listener.go_to("上学入园"));
    const auto& topics = listener.catalog().topics;
    const auto school = std::find_if(topics.begin(), topics.end(),
                                     [](const catalog::Topic& topic) { return topic.name.zh == "上学入园"; });
    REQUIRE(school != topics.end());
    const auto headline = *listener.catalog().store.target(*school->headline);
    CHECK(listener.hears(listener.as_said(words::promised(headline, listener.strings()).joined())));
}

TEST_CASE("by ear: the other language is one item away, and so is the way back") {
    Listener listener;
    REQUIRE(listener.open("English"));
    CHECK(listener.hears("Zhengzhou: what was promised"));
    REQUIRE(listener.open("中文"));
    CHECK(listener.hears("郑州市要为大家办哪些事"));
}

TEST_CASE("by ear: louder, faster and quiet are one key each") {
    Listener listener;
    listener.press(Key::louder);
    CHECK(listener.heard().front().spoken == "音量四");
    listener.press(Key::quieter);
    CHECK(listener.heard().front().spoken == "音量三");
    listener.press(Key::next_speed);
    CHECK(listener.heard().front().spoken == "语速四");
    listener.press(Key::read_aloud);
    CHECK(listener.heard().empty());
}

TEST_CASE("by ear: where the figures come from, what a word means, and home again") {
    Listener listener;
    REQUIRE(listener.open("怎样看这块屏"));
    REQUIRE(listener.open("数据来源"));
    CHECK(listener.hears("郑州市人民政府"));
    listener.press(Key::back);
    REQUIRE(listener.open("词语解释"));
    CHECK(listener.hears("百分点"));
    listener.press(Key::home);
    CHECK(listener.hears("郑州市要为大家办哪些事"));
}

TEST_CASE("by ear: a switch says whether it is on") {
    Listener listener;
    REQUIRE(listener.open("设置"));
    REQUIRE(listener.go_to("高对比"));
    CHECK(listener.heard().front().spoken == "高对比，开关，已关闭");
    listener.press(Key::activate);
    CHECK(listener.hears("高对比，开关，已打开"));
}
