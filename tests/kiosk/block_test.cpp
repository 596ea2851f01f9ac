#include "kiosk/ui/block.h"

#include <doctest/doctest.h>

#include "kiosk/app/library.h"
#include "kiosk/ui/drawn_block.h"
#include "kiosk/ui/paragraph.h"
#include "kiosk/ui/passages.h"
#include "kiosk/ui/stack.h"

using namespace kiosk;

namespace {

const words::Language &kChinese = words::language("zh-CN"), &kEnglish = words::language("en");
constexpr float kEm = 30;

/// A block of made-up needs, which remembers the boxes that it was given.
class Probe : public Block {
public:
    Probe(Extent across, Extent down, Stretch stretch = {}, std::vector<Rect>* boxes = nullptr)
        : across_(across), down_(down), stretch_(stretch), boxes_(boxes) {}
    [[nodiscard]] Extent across() const override { return across_; }
    [[nodiscard]] Extent down(float /*width*/) const override { return down_; }
    [[nodiscard]] Stretch stretch() const override { return stretch_; }
    void render(const Rect& box, Drawing& /*drawing*/) const override {
        if (boxes_ != nullptr) boxes_->push_back(box);
    }

private:
    Extent across_, down_;
    Stretch stretch_;
    std::vector<Rect>* boxes_;
};

struct Boxes {
    std::vector<Rect> list;

    BlockPtr probe(Extent across, Extent down, Stretch stretch = {}) {
        return std::make_shared<Probe>(across, down, stretch, &list);
    }
    BlockPtr high(float height, float stretch = 0) { return probe({10, 10}, {height, height}, {0, stretch}); }
    BlockPtr wide(float width, float stretch = 0) { return probe({width, width}, {20, 20}, {stretch, 0}); }
    void render(const BlockPtr& block, const Rect& box) {
        Drawing drawing;
        block->render(box, drawing);
    }
};

bool is_at(const Rect& r, float x, float y, float w, float h) {
    return r.x == doctest::Approx(x) && r.y == doctest::Approx(y) && r.w == doctest::Approx(w) &&
           r.h == doctest::Approx(h);
}

struct Page {
    Library library = *Library::open();
    Typecase types{library.fonts, theme(false),        library.icons,
                   kChinese,      metrics_for({}, {}), theme(false).paper};

    /// What a block notes when it is drawn into a box.
    std::vector<DrawnText> texts(const BlockPtr& block, const Rect& box) {
        Drawing drawing;
        block->render(box, drawing);
        Record record;
        Canvas canvas{nullptr, library.fonts, types.theme, types.metrics, record, {}};
        for (const auto& item : drawing.items) item(canvas);
        return record.texts;
    }
};

std::string hanzi(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "公";
    return text;
}

}  // namespace

TEST_CASE("blocks: what is left over goes to those that stretch, in proportion") {
    CHECK(share_out({{10, 10}, {10, 10}}, {1, 3}, 60) == std::vector<float>{20, 40});
    CHECK(share_out({{10, 10}, {10, 10}}, {0, 0}, 60) == std::vector<float>{10, 10});
}

TEST_CASE(
    "blocks: where there is too little each gives in proportion to what it can, and none below its least") {
    CHECK(share_out({{10, 50}, {30, 30}, {0, 20}}, {1, 1, 1}, 70) == std::vector<float>{30, 30, 10});
    CHECK(share_out({{10, 50}, {30, 30}}, {0, 0}, 20) == std::vector<float>{10, 30});
}

TEST_CASE("blocks: a column stands one under the other, with the gap between those that are there alone") {
    Boxes boxes;
    const BlockPtr block = column({boxes.high(20), nullptr, boxes.high(30)}, 5);
    CHECK(block->down(100) == Extent{55, 55});
    boxes.render(block, {7, 100, 50, 80});
    REQUIRE(boxes.list.size() == 2);
    CHECK(is_at(boxes.list[0], 7, 100, 50, 20));
    CHECK(is_at(boxes.list[1], 7, 125, 50, 30));
}

TEST_CASE("blocks: a column gives its spare height to what stretches") {
    Boxes boxes;
    boxes.render(column({boxes.high(20), space(0, 1), boxes.high(30, 1), boxes.high(10)}), {0, 0, 50, 100});
    REQUIRE(boxes.list.size() == 3);
    CHECK(is_at(boxes.list[1], 0, 40, 50, 50));
    CHECK(is_at(boxes.list[2], 0, 90, 50, 10));
}

TEST_CASE("blocks: a row is as high as its highest, and shares its width as its blocks need it") {
    Boxes boxes;
    const BlockPtr block = row({boxes.wide(40), boxes.wide(20, 1)}, 10);
    CHECK(block->across() == Extent{70, 70});
    CHECK(block->down(100).natural == 20);
    boxes.render(block, {0, 0, 100, 60});
    CHECK(is_at(boxes.list[0], 0, 0, 40, 20));
    CHECK(is_at(boxes.list[1], 50, 0, 50, 20));
}

TEST_CASE("blocks: a row of shares needs so much that each part has room for its own") {
    Boxes boxes;
    const BlockPtr block = row_of_shares({boxes.wide(30), boxes.wide(30)}, {3, 1}, 20);
    CHECK(block->across().least == 140);
    boxes.render(block, {0, 0, 220, 20});
    CHECK(boxes.list[0].w == 150);
    CHECK(is_at(boxes.list[1], 170, 0, 50, 20));
}

TEST_CASE("blocks: a row that is too high goes on under the text that it ends with") {
    Page page;
    Boxes boxes;
    const BlockPtr text = paragraph(page.types, hanzi(30), {.em = kEm, .line_height = 1});
    const BlockPtr block = row({boxes.wide(40), stretched(text, {1, 0})}, 10);
    CHECK(block->down(350).natural == 90);
    const Block::Parts parts = block->cut(350, 70);
    REQUIRE(parts.head);
    CHECK(parts.head->down(350).natural == 60);
    CHECK(parts.tail->down(350).natural == 30);
    CHECK(page.texts(parts.tail, {0, 0, 350, 100}).at(0).rect.x >= 50);
}

TEST_CASE("blocks: a run goes on to the next line where it has no room") {
    Boxes boxes;
    const BlockPtr block = run({boxes.wide(40), boxes.wide(40), boxes.wide(40)}, 10, 4);
    CHECK(block->down(140).natural == 20);
    CHECK(block->down(100).natural == 44);
    boxes.render(block, {0, 0, 100, 44});
    CHECK(is_at(boxes.list[1], 50, 0, 40, 20));
    CHECK(is_at(boxes.list[2], 0, 24, 40, 20));
}

TEST_CASE("blocks: texts of a run stand on one baseline whatever their sizes") {
    Page page;
    const BlockPtr block = run({paragraph(page.types, "未达到", {.face = Face::bold, .em = 66}),
                                paragraph(page.types, "目标7%左右", {.em = 40})},
                               20);
    const auto texts = page.texts(block, {0, 0, 800, 200});
    REQUIRE(texts.size() == 2);
    CHECK(std::abs(texts[0].rect.bottom() - 66 * 0.09f - (texts[1].rect.bottom() - 40 * 0.09f)) < 3);
}

TEST_CASE("blocks: the first layout that fits is taken, and the last where none does") {
    int made = 0;
    const auto layout = [&](float height) {
        return [&made, height]() -> BlockPtr {
            ++made;
            return std::make_shared<Probe>(Extent{50, 50}, Extent{height, height + 100});
        };
    };
    const std::vector<Layout> layouts{layout(90), layout(60), layout(30)};
    CHECK(fit(layouts, 100, 70).layout == 1);
    CHECK(made == 2);  // the third was not even made
    CHECK(fit(layouts, 100, 70).fits);
    CHECK(fit(layouts, 100, 20).layout == 2);
    CHECK_FALSE(fit(layouts, 100, 20).fits);
    CHECK_FALSE(fit(layouts, 40, 200).fits);  // too narrow
}

TEST_CASE("blocks: sizes go down by about a twentieth, and both ends are among them") {
    const auto sizes = sizes_between(100, 88);
    CHECK(sizes == std::vector<float>{100, 95, 90, 88});
    CHECK(sizes_between(30, 30) == std::vector<float>{30});
    CHECK(largest_size(100, 88, [](float size) { return size < 93; }) == 90);
    CHECK(largest_size(100, 88, [](float) { return false; }) == 88);
}

TEST_CASE("blocks: a paragraph is the higher the narrower it is, and not narrower than its longest word") {
    Page page;
    const BlockPtr text = paragraph(page.types, hanzi(20), {.em = kEm, .line_height = 1.5f});
    CHECK(text->across().natural == 600);
    CHECK(text->across().least == 30);
    CHECK(text->down(600).natural == 45);
    CHECK(text->down(300).natural == 90);
    const BlockPtr words =
        paragraph(page.types, "Internationalisation now", {.em = kEm, .language = &kEnglish});
    CHECK(words->across().least > 8 * kEm);
    CHECK(words->across().least < words->across().natural);
    CHECK(paragraph(page.types, "") == nullptr);
}

TEST_CASE("blocks: a title shrinks to its lines, and no further than it may") {
    Page page;
    const BlockPtr title = paragraph(page.types, hanzi(10), {.em = 80}, {.least_em = 60, .most_lines = 1});
    CHECK(title->across() == Extent{600, 800});
    const auto em = [&](float width) { return page.texts(title, {0, 0, width, 200}).at(0).em_px; };
    CHECK(em(800) == 80);
    CHECK(em(650) < 66);
    CHECK(em(650) >= 60);
    CHECK(em(100) == 60);
}

TEST_CASE("blocks: the promise itself shrinks to its box") {
    Page page;
    const BlockPtr text = paragraph(page.types, hanzi(30), {.em = 120, .line_height = 1.5f},
                                    {.least_em = 40, .shrinks_to_height = true});
    CHECK(text->down(1200).natural == 540);
    CHECK(text->down(1200).least == 60);
    const auto drawn = page.texts(text, {0, 0, 1200, 300}).at(0);
    CHECK(drawn.em_px < 120);
    CHECK(drawn.rect.bottom() <= 300);
}

TEST_CASE("blocks: what is cut off says so, and no longer claims to be the catalog's") {
    Page page;
    const BlockPtr text = paragraph(page.types, hanzi(50), {.em = kEm, .ref = "target:x:name"},
                                    {.least_em = kEm, .most_lines = 2, .elides = true});
    const auto drawn = page.texts(text, {0, 0, 300, 200}).at(0);
    CHECK(drawn.lines.size() == 2);
    CHECK(drawn.text.ends_with("…"));
    CHECK(drawn.ref.empty());
    CHECK(page.texts(text, {0, 0, 3000, 200}).at(0).ref == "target:x:name");
}

TEST_CASE("blocks: a figure fills its column and never wraps") {
    Page page;
    const words::Figure figure{.number = "126,500", .unit = " jobs"};
    const BlockPtr block =
        figure_block(page.types, figure, {.em = 300, .least_em = 60, .ref = "target:x:value"});
    for (const float width : {2000.0f, 800.0f, 400.0f}) {
        const auto drawn = page.texts(block, {0, 0, width, 400}).at(0);
        CHECK(drawn.rect.w <= width + 1);
        CHECK(drawn.text == "126,500 jobs");
        CHECK(drawn.lines.empty());
    }
    CHECK(page.texts(block, {0, 0, 2000, 100}).at(0).rect.h <= 101);
    CHECK(block->down(2000).least < block->down(2000).natural);
}

TEST_CASE("blocks: of several the first that fits across stands there") {
    Page page;
    const BlockPtr block = one_of(
        {rigid(paragraph(page.types, hanzi(20), {.em = kEm})), paragraph(page.types, "短", {.em = kEm})});
    CHECK(page.texts(block, {0, 0, 700, 50}).at(0).text == hanzi(20));
    CHECK(page.texts(block, {0, 0, 500, 50}).at(0).text == "短");
}

TEST_CASE("blocks: a caption stands close under its picture, and the picture never above its box") {
    Page page;
    RingField field;
    field.promised = 30;
    const BlockPtr caption = paragraph(page.types, "每个圆圈是 1个。");
    const BlockPtr block = picture_block(page.types, field, "图。", caption, 200);
    CHECK(block->down(600).least > 200);
    const Rect box{100, 100, 600, 700};
    const auto drawn = page.texts(block, box).at(0);
    CHECK(drawn.rect.y > 100 + picture_height(field, {0, 0, 600, 600}, kEm));
    CHECK(drawn.rect.bottom() <= box.bottom());
    CHECK(picture_block(page.types, {}, "", caption, 200) == nullptr);
}

TEST_CASE("blocks: few circles are large ones") {
    RingField field;
    const auto height = [&](double promised) {
        field.promised = promised;
        return picture_height(field, {0, 0, 600, 600}, kEm);
    };
    CHECK(height(1) == doctest::Approx(600));
    CHECK(height(2) > 240);
    CHECK(height(30) > 450);
}

TEST_CASE("passages: fewest pages, filled evenly, and none cut that fits in a column") {
    Boxes boxes;
    const auto passages = [&](std::vector<float> heights) {
        std::vector<Passage> list;
        for (const float height : heights) list.push_back({boxes.high(height), 10, false});
        return list;
    };
    const Columns two{.count = 2, .width = 100, .height = 100, .gap = 20};
    CHECK(Passages({}, two).page_count() == 1);
    CHECK(Passages(passages({45, 45, 45, 45}), two).page_count() == 1);
    CHECK(Passages(passages({45, 45, 45, 45, 45}), two).page_count() == 2);
    // A page for four could hold them in one column; each column has two.
    boxes.list.clear();
    Drawing drawing;
    Passages(passages({20, 20, 20, 20}), two).render(0, {0, 0}, drawing);
    REQUIRE(boxes.list.size() == 4);
    CHECK(is_at(boxes.list[1], 0, 30, 100, 20));
    CHECK(is_at(boxes.list[2], 120, 0, 100, 20));
}

TEST_CASE(
    "blocks: one with a name tells where it came to stand, and a part of it that was cut off the first "
    "does") {
    Page page;
    std::string numbers;
    for (int i = 100; i < 200; ++i) numbers += std::to_string(i) + " ";
    const BlockPtr text = paragraph(page.types, numbers, {.em = kEm, .language = &kEnglish});
    Drawing drawing;
    column({space(20), named(text, "numbers"), named(paragraph(page.types, "原文"), "")})
        ->render({5, 0, 400, 900}, drawing);
    REQUIRE(drawing.spots.size() == 1);
    CHECK(drawing.spots[0].name == "numbers");
    CHECK(is_at(drawing.spots[0].box, 5, 20, 400, text->down(400).natural));
    const auto parts = named(text, "numbers")->cut(400, 300);
    Drawing head, tail;
    parts.head->render({}, head);
    parts.tail->render({}, tail);
    CHECK(head.spots.size() == 1);
    CHECK(tail.spots.empty());
}

TEST_CASE("paragraph: a part of a text that goes over a line's end has a rule on both lines") {
    Page page;
    const std::string text = "ab\n规上工业增加值";
    const TextBlock block =
        set_text(page.library.fonts, {text, Face::regular, 20}, 100, {.language = &kChinese});
    REQUIRE(block.line_count() == 3);  // ab, five hanzi or fewer, the rest
    const auto& second = block.lines[1];
    const auto whole = rules_under(block, {3, text.size() - 3});
    REQUIRE(whole.size() == 2);
    CHECK(whole[0].x == 0);
    CHECK(whole[0].w == doctest::Approx(second.width));
    CHECK(whole[0].y > second.baseline);
    CHECK(whole[1].y > block.lines[2].baseline);
    const auto one = rules_under(block, {6, 3});  // 上
    REQUIRE(one.size() == 1);
    CHECK(one[0].x == doctest::Approx(second.glyphs[1].x));
    CHECK(one[0].w == doctest::Approx(20));
    CHECK(rules_under(block, {0, 2}).size() == 1);
    const TextBlock hanging =
        set_text(page.library.fonts, {"“公公公”", Face::serif, 20}, 400, {.language = &kChinese});
    const auto& line = hanging.lines.front();
    const auto quoted = rules_under(hanging, {0, hanging.text.size()});
    REQUIRE(quoted.size() == 1);
    CHECK(line.glyphs.front().x < 0);
    CHECK(quoted[0].right() == doctest::Approx(line.glyphs.front().x + line.width));
}

TEST_CASE("passages: a heading goes with what it heads") {
    Boxes boxes;
    std::vector<Passage> list{
        {boxes.high(70), 0, false}, {boxes.high(20), 5, true}, {boxes.high(50), 5, false}};
    const Passages pages{list, {.count = 1, .width = 100, .height = 100}};
    CHECK(pages.page_count() == 2);
    Drawing drawing;
    pages.render(1, {0, 0}, drawing);
    CHECK(boxes.list.size() == 2);
}

TEST_CASE("passages: what is higher than a column is cut between lines, and nothing of it is lost") {
    Page page;
    std::string numbers;
    for (int i = 100; i < 200; ++i) numbers += std::to_string(i) + " ";
    const BlockPtr text =
        paragraph(page.types, numbers, {.em = kEm, .ref = "target:x:quote", .language = &kEnglish});
    const Passages pages{{{column({paragraph(page.types, "原文"), text}), 0, false}},
                         {.count = 1, .width = 400, .height = 300}};
    CHECK(pages.page_count() > 1);
    std::string seen;
    for (int i = 0; i < pages.page_count(); ++i) {
        Drawing drawing;
        pages.render(i, {0, 0}, drawing);
        Record record;
        Canvas canvas{nullptr, page.library.fonts, page.types.theme, page.types.metrics, record, {}};
        for (const auto& item : drawing.items) item(canvas);
        for (const auto& drawn : record.texts) {
            CHECK(drawn.rect.bottom() <= 300);
            CHECK(drawn.ref.empty());
            if (drawn.text != "原文") seen += drawn.text;
        }
    }
    CHECK(seen == numbers);
}
