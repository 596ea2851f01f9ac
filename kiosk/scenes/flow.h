#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/scenes/sheet.h"
#include "kiosk/ui/passages.h"

namespace kiosk {

/// One passage of a page that is read from top to bottom.
struct FlowItem {
    std::string label = {};  // small, above or before the text; may be empty
    std::string text = {};
    Style style = {};                         // of the text
    std::string name = {};                    // by which its page is found
    std::optional<catalog::State> mark = {};  // drawn before the text
    std::string qr = {};                      // drawn under the text
    bool is_heading = false;                  // never last in a column
    /// Drawn under the label in place of a text, in a column so wide and high.
    std::function<BlockPtr(const Typecase&, float width, float height)> picture = {};
};

/// Draws header and footer on a fresh sheet; what is left of the page is for the flow.
using Furniture = std::function<void(Sheet&, int page, int page_count)>;

/// Passages distributed over columns and pages. A passage that is taller than a column is cut between lines.
class FlowPages {
public:
    FlowPages(const Stage& stage, Furniture furniture, Passages passages)
        : stage_(stage), furniture_(std::move(furniture)), passages_(std::move(passages)) {}

    [[nodiscard]] int count() const { return passages_.page_count(); }
    /// Index of the page on which the item of that name begins; none where there is no such item.
    [[nodiscard]] std::optional<int> find(std::string_view name) const;
    /// The `index`th page of the flow (from 0), numbered `number` of `of`.
    [[nodiscard]] Page page(const Address& address, int index, int number, int of) const;

private:
    Stage stage_;
    Furniture furniture_;
    Passages passages_;
};

[[nodiscard]] FlowPages flow(const Stage& stage, const Address& address, Furniture furniture,
                             const std::vector<FlowItem>& items);

/// A whole scene of that kind. Errors: not_found, when it has fewer pages than the address asks for.
[[nodiscard]] base::Result<Page> build_flow(const Stage& stage, const Address& address, Furniture furniture,
                                            const std::vector<FlowItem>& items);

}  // namespace kiosk
