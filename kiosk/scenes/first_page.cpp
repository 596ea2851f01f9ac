#include "kiosk/scenes/first_page.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/scenes/explained.h"
#include "kiosk/scenes/placing.h"
#include "kiosk/scenes/target_parts.h"
#include "kiosk/ui/drawn_block.h"
#include "kiosk/ui/stack.h"

namespace kiosk {
namespace {

/// What a page has beside the facts that every first page has.
struct Extras {
    bool header = true, picture = true, sources = true, rule = true, ask = true;
    enum class Caveat { whole, pointed_to, left_out } caveat = Caveat::whole;
    bool period = true;  // of the figure; its date stands there in any case
};

/// One way to lay the page out. Lines: the facts one after the other, for a panel of some twenty ems.
struct Way {
    enum class Shape { page, lines } shape = Shape::page;
    Extras extras = {};
    float em = 0, line_height = 1.4f;
    float huge = 1;      // of the number on a page of lines [em]
    bool dense = false;  // the drawn page with smaller letters in large sizes
};

constexpr float kPictureShare = 0.43f;                       // of a page's width, beside words
constexpr float kLeastPicture = 9, kLeastPictureBelow = 12;  // [em]
// The closest lines may take something of the margin above them and of the gap to the foot. [em]
constexpr float kClosest = 1.1f, kOverTop = 0.15f, kOverFoot = 0.3f,
                kOverQuote = 0.1f;                          // hanzi under Latin letters, which reach lower
constexpr float kDocumentShare = 0.4f;                      // of the panel's width, beside who published
constexpr float kLeastHuge = 3.2f, kLeastDenseHuge = 2.3f;  // of the body's em

Blocks& append(Blocks& blocks, Blocks more) {
    for (auto& block : more) blocks.push_back(std::move(block));
    return blocks;
}

/// A page of blocks of one size.
class Composer {
public:
    Composer(const Story& story, const Way& way)
        : story_(story),
          way_(way),
          types_(typecase_of(story.stage)),
          portrait_(story.stage.metrics.portrait) {
        types_.metrics.em = way.em;
        story_.looks = looks();
    }

    [[nodiscard]] BlockPtr page() const { return way_.shape == Way::Shape::lines ? lines() : drawn(); }

private:
    [[nodiscard]] float em(float times) const { return std::round(times * way_.em); }
    [[nodiscard]] Looks looks() const {
        if (way_.shape == Way::Shape::lines) return {.line_height = way_.line_height};
        if (story_.is_rotation) return way_.dense ? kDenseFromAfar : kFromAfar;
        return way_.dense ? kDenseUpClose : kUpClose;
    }
    [[nodiscard]] const Extras& has() const { return way_.extras; }

    /// With a header, a huge number or sentence, a picture beside or under it, and the sources at the foot.
    [[nodiscard]] BlockPtr drawn() const {
        const BlockPtr picture =
            has().picture ? target_picture(types_, story_, em(portrait_ ? kLeastPictureBelow : kLeastPicture))
                          : nullptr;
        const BlockPtr words = words_of_page(picture != nullptr);
        const BlockPtr header =
            has().header ? column({target_header(types_, story_), space(em(0.8f))}) : nullptr;
        const BlockPtr main = picture == nullptr ? words
                              : portrait_        ? column({words, space(em(1)), picture})
                                          : row_of_shares({words, padded(picture, {0, em(0.2f), 0, 0})},
                                                          {1 - kPictureShare, kPictureShare}, em(1.6f));
        const BlockPtr below =
            story_.is_rotation ? column({space(em(0.9f)), rotation_foot(types_, story_)}) : nullptr;
        return column({header, stretched(main, {0, 1}), foot(), below});
    }

    [[nodiscard]] BlockPtr words_of_page(bool with_picture) const {
        Blocks blocks{target_name(types_, story_), space(em(0.5f), 1)};
        if (story_.has_huge_number()) {
            append(blocks, {huge_label(types_, story_, true), space(em(0.15f)), huge(with_picture),
                            space(em(0.9f), 1)});
        } else {
            append(blocks, {huge_sentence(types_, story_), space(em(0.7f), 1)});
        }
        const float gap = story_.is_rotation ? em(1.6f) : em(1.3f);
        append(blocks, {run(state_and_promise(types_, story_), gap, em(0.2f)), space(em(0.45f)),
                        number_in_sentence(types_, story_)});
        if (has().caveat == Extras::Caveat::whole) append(blocks, caveats(types_, story_));
        blocks.push_back(run(share_and_deadline(types_, story_), em(1)));
        if (has().rule) append(blocks, notes(types_, story_));
        if (!has().sources) blocks.push_back(as_of_block(types_, story_));
        blocks.push_back(space(0, with_picture && portrait_ ? 0.0f : 2.0f));
        return column(blocks);
    }

    [[nodiscard]] BlockPtr huge(bool with_picture) const {
        const Metrics& m = types_.metrics;
        const float side = std::min(m.height, 0.9f * m.width);
        const float largest = (story_.is_rotation ? 0.33f : portrait_ && with_picture ? 0.2f : 0.26f) * side;
        return huge_number(types_, story_, std::round(largest),
                           std::min(largest, em(way_.dense ? kLeastDenseHuge : kLeastHuge)));
    }

    /// Under a hairline the document's words and who published what; whom to ask, with the code.
    [[nodiscard]] BlockPtr foot() const {
        const BlockPtr quote =
            story_.has_huge_number() ? quotation(types_, story_, types_.metrics.type(40)) : nullptr;
        Blocks document{quote};
        if (has().sources) append(document, document_lines(types_, story_));
        const BlockPtr publisher = has().sources ? publisher_block(types_, story_) : nullptr;
        const BlockPtr ask = has().ask ? ask_block(types_, story_) : nullptr,
                       code = has().ask ? document_code(types_, story_) : nullptr;
        const float gap = em(1.2f);
        const BlockPtr contact =
            ask == nullptr && code == nullptr ? nullptr : rigid(row({ask, code}, em(0.6f)));
        const BlockPtr sentence = story_.has_huge_number()
                                      ? named(column(document), explained_name(story_, Explained::sentence))
                                      : column(document);
        const BlockPtr words =
            stretched(content_with(sentence, kDocumentShare * types_.metrics.width), {1, 0});
        const BlockPtr sources =
            portrait_ && (publisher != nullptr || contact != nullptr)
                ? column(
                      {words, space(em(0.6f)),
                       row({stretched(publisher != nullptr ? publisher : space(0), {1, 0}), contact}, gap)})
                : row({words, publisher, contact}, gap);
        return column({space(em(0.5f)), hairline(types_), space(em(0.5f)), sources});
    }

    [[nodiscard]] BlockPtr lines() const {
        const float gap = em(0.8f);
        const BlockPtr number = story_.has_huge_number()
                                    ? padded(huge_number(types_, story_, em(way_.huge), way_.em),
                                             {0, em(0.04f * (1 + way_.huge)), 0, em(0.08f)})
                                    : nullptr;
        Blocks state = state_and_promise(types_, story_);
        state.push_back(number_in_sentence(types_, story_));
        append(state,
               has().rule ? share_and_deadline(types_, story_) : Blocks{bare_deadline(types_, story_)});
        Blocks blocks{
            target_name(types_, story_),
            run({huge_label(types_, story_, has().period), number, as_of_block(types_, story_)}, em(0.5f)),
            run(state, gap)};
        if (has().caveat == Extras::Caveat::whole) append(blocks, caveats(types_, story_));
        if (has().caveat == Extras::Caveat::pointed_to) blocks.push_back(caveat_pointer(types_, story_));
        if (has().rule) append(blocks, notes(types_, story_));
        const BlockPtr quote = story_.has_huge_number() ? named(quotation(types_, story_, way_.em),
                                                                explained_name(story_, Explained::sentence))
                                                        : huge_sentence(types_, story_);
        const bool closest = way_.line_height < kClosest;
        if (!has().ask)
            return padded(column(append(blocks, {space(closest ? em(kOverQuote) : 0), quote})),
                          {0, closest ? -em(kOverTop) : 0, 0, closest ? -em(kOverFoot) : 0});
        const BlockPtr words = column({quote, ask_block(types_, story_)});
        blocks.push_back(row({stretched(words, {1, 0}), document_code(types_, story_)}, gap, Align::bottom));
        return column(blocks);
    }

    Story story_;
    const Way& way_;
    Typecase types_;
    bool portrait_;
};

/// From everything to what no first page is without; the less is on it, the closer the lines may be.
void add_lines(std::vector<Way>& ways, const Story& story) {
    using Caveat = Extras::Caveat;
    const Metrics& m = story.stage.metrics;
    struct Level {
        bool rule, ask;
        Caveat caveat;
        bool period;
        float least_height, least_huge;
    };
    // A page of the rotation has no next page to point to.
    const Caveat shorter = story.is_rotation ? Caveat::left_out : Caveat::pointed_to;
    for (const Level& level :
         {Level{true, true, Caveat::whole, true, 1.3f, 2.6f},
          Level{true, false, Caveat::whole, true, 1.3f, 2.6f},
          Level{false, true, Caveat::whole, true, 1.3f, 2.6f},
          Level{false, false, Caveat::whole, true, 1.22f, 2}, Level{false, false, shorter, true, 1.22f, 2},
          Level{false, false, Caveat::left_out, true, 1.14f, 1.5f},
          Level{false, false, Caveat::left_out, false, 1.05f, 1}})
        for (float height = 1.3f; height >= level.least_height - 0.001f; height -= 0.08f)
            for (const float huge : {3.6f, 2.6f, 2.0f, 1.5f, 1.0f})
                for (const float em : sizes_between(m.em, m.min_em))
                    if (huge >= level.least_huge && (level.ask ? !story.is_rotation : true))
                        ways.push_back({Way::Shape::lines,
                                        {.header = false,
                                         .picture = false,
                                         .sources = false,
                                         .rule = level.rule,
                                         .ask = level.ask,
                                         .caveat = level.caveat,
                                         .period = level.period},
                                        em,
                                        height,
                                        huge});
}

/// The drawn page: closer letters before less on it. From afar the picture says more than the rule does; up
/// close it may go to the next page.
void add_pages(std::vector<Way>& ways, const Story& story) {
    const Metrics& m = story.stage.metrics;
    struct Level {
        bool picture, sources, rule, dense;
    };
    constexpr std::array kUpCloseLevels{Level{true, true, true, false},  Level{true, true, true, true},
                                        Level{true, false, true, false}, Level{true, false, true, true},
                                        Level{false, true, true, false}, Level{false, false, true, false},
                                        Level{false, false, true, true}, Level{false, false, false, true}};
    constexpr std::array kFromAfarLevels{Level{true, true, true, false},  Level{true, true, true, true},
                                         Level{true, true, false, true},  Level{true, false, false, true},
                                         Level{false, true, true, false}, Level{false, true, false, true},
                                         Level{false, false, true, true}, Level{false, false, false, true}};
    // Large type would rather leave something to the next page than become smaller; from afar nothing is
    // smaller than drawn.
    const float gentle = std::max(m.min_em, std::floor(0.93f * m.em)),
                least = story.is_rotation                ? m.em
                        : story.stage.profile.large_type ? gentle
                                                         : m.min_em;
    for (const Level& level : story.is_rotation ? kFromAfarLevels : kUpCloseLevels)
        for (const float em : sizes_between(m.em, least))
            ways.push_back({Way::Shape::page,
                            {.picture = level.picture,
                             .sources = level.sources,
                             .rule = level.rule,
                             .ask = !story.is_rotation},
                            em,
                            1.4f,
                            1,
                            level.dense});
}

/// The best first.
std::vector<Way> ways_of(const Story& story) {
    std::vector<Way> ways;
    add_pages(ways, story);
    add_lines(ways, story);
    return ways;
}

}  // namespace

FirstPage first_page(const Story& story, const Rect& room) {
    const std::vector<Way> ways = ways_of(story);
    std::vector<Layout> layouts;
    for (const Way& way : ways) layouts.emplace_back([&] { return Composer{story, way}.page(); });
    const Fitted fitted = fit(layouts, room.w, room.h);
    const Extras& extras = ways[fitted.layout].extras;
    const bool has_rule = extras.rule && extras.caveat == Extras::Caveat::whole;
    return {fitted.block, fitted.fits, extras.picture, extras.sources, has_rule, extras.ask};
}

}  // namespace kiosk
