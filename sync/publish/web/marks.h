#pragma once

#include <array>
#include <string_view>

#include "catalog/judge.h"
#include "sync/publish/web/html.h"

namespace publish::web {

/// The shapes of states on one page: each is drawn once, however often it is shown.
class Marks {
public:
    /// Beside the state's word, which says the same; the shape itself is silent.
    [[nodiscard]] Html mark(catalog::State state);
    /// The same within a drawing.
    [[nodiscard]] Html mark_at(catalog::State state, double x, double y, double size);
    /// What the shapes shown so far refer to; it stands on the page, and takes no room.
    [[nodiscard]] Html definitions() const;

private:
    std::array<bool, catalog::kStateCount> used_{};
};

/// The picture of a topic, by its name in assets/icons; nothing where there is none.
[[nodiscard]] Html topic_icon(std::string_view name);

}  // namespace publish::web
