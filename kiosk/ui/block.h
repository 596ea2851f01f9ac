#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "kiosk/ui/canvas.h"
#include "kiosk/ui/marks.h"
#include "words/language.h"

/// How a page is laid out: blocks say what they need, are given a box, and draw into it. A page is a tree of
/// them in reading order; nothing is placed before everything has been measured.
namespace kiosk {

/// What blocks are set from.
struct Typecase {
    Fonts& fonts;
    const Theme& theme;
    const Icons& icons;
    const words::Language& language;  // the visitor's: of texts that do not say theirs
    Metrics metrics;
    Color ground;  // what lies under them
};

/// Where a block that was given a name came to stand.
struct Spot {
    std::string name;
    Rect box;
};

/// What blocks that were given their boxes draw, in reading order, and where those with a name stand.
struct Drawing {
    std::vector<std::function<void(Canvas&)>> items = {};
    std::vector<Spot> spots = {};

    void push_back(std::function<void(Canvas&)> item) { items.push_back(std::move(item)); }
};

/// Pixels one way: with less than `least` a block does not fit; more than `natural` brings it nothing.
struct Extent {
    float least = 0, natural = 0;
    friend bool operator==(const Extent&, const Extent&) = default;
};

/// How a block shares in what is left over, in proportion to its neighbours'; 0: not at all.
struct Stretch {
    float across = 0, down = 0;
};

class Block;
/// Shared, since the two parts of a cut hold the same blocks. Null: nothing stands there; whatever holds
/// blocks leaves such out, with the gap before it.
using BlockPtr = std::shared_ptr<const Block>;
using Blocks = std::vector<BlockPtr>;

/// Never changes once it is made. Used by one thread.
class Block {
public:
    virtual ~Block() = default;

    [[nodiscard]] virtual Extent across() const = 0;
    /// In that width: a wrapped text is the higher the narrower it is.
    [[nodiscard]] virtual Extent down(float width) const = 0;
    [[nodiscard]] virtual Stretch stretch() const { return {}; }
    /// Of its first line, from its top, for standing on one line with others.
    [[nodiscard]] virtual float baseline(float width) const { return down(width).natural; }
    /// What has no room in the box runs over its right and lower edge; nothing is left out.
    virtual void render(const Rect& box, Drawing& drawing) const = 0;

    /// What stays on a page and what goes on to the next; `head` is null where it cannot be cut so.
    struct Parts {
        BlockPtr head, tail;
    };
    /// For a block that is higher than `height`.
    [[nodiscard]] virtual Parts cut(float width, float height) const;
};

/// Without those that are null.
[[nodiscard]] Blocks present(Blocks blocks);
/// What the gaps between them take.
[[nodiscard]] float gaps_of(const Blocks& blocks, float gap);

[[nodiscard]] bool fits(const Block& block, float width, float height);

/// One way of laying something out. Made when it is tried.
using Layout = std::function<BlockPtr()>;
struct Fitted {
    BlockPtr block;
    std::size_t layout = 0;  // which one it is
    bool fits = false;
};
/// The one rule by which a page is chosen: the first layout that fits, so the best comes first. The last
/// where none does. REQUIRES: there is one.
[[nodiscard]] Fitted fit(std::span<const Layout> layouts, float width, float height);

/// Sizes from `largest` down to `least`, both included, each about a twentieth smaller than the one before.
[[nodiscard]] std::vector<float> sizes_between(float largest, float least);
/// The largest of those sizes for which `is_good` holds; `least` where there is none.
[[nodiscard]] float largest_size(float largest, float least, const std::function<bool(float)>& is_good);

}  // namespace kiosk
