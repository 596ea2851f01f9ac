#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/scenes/address.h"
#include "kiosk/scenes/page.h"
#include "kiosk/scenes/stage.h"
#include "kiosk/ui/canvas.h"
#include "kiosk/ui/style.h"

namespace kiosk {

/// Composes one page: sets texts, places them, and draws the furniture that every page has.
class Sheet {
public:
    Sheet(const Stage& stage, const Address& address);

    [[nodiscard]] const Stage& stage() const { return stage_; }
    [[nodiscard]] float em() const { return stage_.metrics.em; }
    /// What is left of the page between header and footer.
    [[nodiscard]] const Rect& room() const { return room_; }
    /// Where the page begins below the demonstration mark and the warning of old content.
    [[nodiscard]] float top() const { return top_; }
    void take_room_above(float y) {
        room_.h -= y - room_.y;
        room_.y = y;
    }

    void take_room_left(float x) {
        room_.w -= x - room_.x;
        room_.x = x;
    }
    void take_room_below(float y) { room_.h = y - room_.y; }

    [[nodiscard]] TextBlock set(const std::string& text, const Style& style, float width) const;
    /// Width of the widest part of a text that stays whole on a line.
    [[nodiscard]] float widest_word(const std::string& text, const Style& style) const;
    /// The same as `set` in `lines` lines at most, the last ended with an ellipsis where there are more. What
    /// was cut is no longer the catalog's words: compare `text` before it is placed with a reference.
    [[nodiscard]] TextBlock set_at_most(std::string text, const Style& style, float width,
                                        std::size_t lines) const;
    /// Places a set text; returns the y below it.
    float place(const TextBlock& block, Point at, const Style& style, Color ground);
    float place(const TextBlock& block, Point at, const Style& style) {
        return place(block, at, style, stage_.theme.paper);
    }
    /// Sets and places; returns the y below.
    float write(const std::string& text, const Style& style, Point at, float width) {
        return place(set(text, style, width), at, style);
    }
    /// What is placed from now on belongs to that part of the page, which orders what is read.
    void read_as(Part part) { part_ = part; }
    void draw(std::function<void(Canvas&)> item) { page_.items.push_back(std::move(item)); }
    void hairline(float y, float from, float to);

    void touch(const std::string& id, const std::string& label, const Rect& rect, Request request,
               std::optional<bool> is_on = {});
    /// Whether a finger reaches it and hits nothing else that answers.
    [[nodiscard]] bool has_room_for_touch(const Rect& rect) const;
    /// A bordered button with its label in the middle; `filled`: in the accent colour;
    /// `label_em` 0: body size.
    void button(const std::string& id, const std::string& label, const Rect& rect, Request request,
                bool filled = false, float label_em = 0);

    /// Icon and name on the left, a short text on the right, a rule under both.
    void header(const std::string& icon, const std::string& name, const std::string& name_ref,
                const std::string& right);
    /// A serif title instead of icon and name.
    void title_header(const std::string& title, const std::string& right);
    [[nodiscard]] Page take(int number, int count);

private:
    void band();

    Stage stage_;
    Page page_;
    std::vector<TouchArea> foot_;  // come after all others
    Rect room_;
    float top_ = 0;
    Part part_ = Part::content;
};

}  // namespace kiosk
