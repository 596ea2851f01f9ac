#include "kiosk/scenes/foot.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kiosk/scenes/neighbours.h"

namespace kiosk {
namespace {

enum class Look { filled, outlined, on, dead };

/// One button of the foot. `dead`: it leads nowhere from here.
struct Control {
    std::string id, label, icon;
    Request request = Wish::stay;
    Look look = Look::outlined;
    std::string brief = {};  // a shorter word, where there is little room; empty: the same
};

constexpr float kIcon = 1.15f, kIconGap = 0.35f;          // [em]
constexpr float kPadBeside = 1.2f, kPadOver = 0.4f;       // [em], both sides together
constexpr float kTightIcon = 0.75f, kTightHeight = 2.1f;  // [em]
constexpr float kOverHeight = 3.0f, kWidest = 7.2f;       // [em]
constexpr float kArrowWidth = 3.6f, kCountWidth = 4.4f;   // [em]
constexpr float kArrowSmall = 2, kCountSmall = 3.6f;      // [em]
constexpr float kAbove = 0.55f, kAboveSmall = 0.3f;       // [em], free over the foot

/// How the words of all buttons stand.
struct Form {
    bool is_over = false;  // icon over word, else beside it
    float em = 0;
    bool is_brief = false;
    bool is_tight = false;  // a smaller icon over its word

    [[nodiscard]] float icon() const { return (is_tight ? kTightIcon : kIcon) * em; }
};

std::string icon_of_large_type(const Stage& stage) {
    return stage.strings.language().tag.starts_with("zh") ? "large-hanzi" : "large-letters";
}

Control scene_control(const Stage& stage, const Address& address, const char* id, const char* icon,
                      SceneKind scene, std::string label) {
    (void)stage;
    const bool is_here = address.scene == scene && address.key.empty();
    return {id, std::move(label), icon, Go{{.scene = scene}}, is_here ? Look::on : Look::filled};
}

std::vector<Control> ways(const Stage& stage, const Address& address) {
    const words::Strings& s = stage.strings;
    const bool is_home = address.scene == SceneKind::topics;
    std::vector<Control> list{
        {"back", s("foot.back"), "back", Wish::back, is_home ? Look::dead : Look::filled}};
    if (stage.metrics.full_foot) {
        Control topics = scene_control(stage, address, "topics", "grid", SceneKind::topics, s("foot.topics"));
        topics.request = Wish::home;
        list.push_back(std::move(topics));
    }
    list.push_back(scene_control(stage, address, "find", "search", SceneKind::find, s("foot.find")));
    return list;
}

std::vector<Control> choices(const Stage& stage, const Address& address) {
    const words::Strings& s = stage.strings;
    std::vector<Control> list;
    if (stage.metrics.full_foot) {
        if (const words::Language* const next = stage.next_language())
            list.push_back({"language", std::string(next->own_name), "globe", Wish::switch_language});
        list.push_back({"large-type", s("foot.large_type"), icon_of_large_type(stage),
                        Wish::toggle_large_type, stage.profile.large_type ? Look::on : Look::outlined,
                        s("foot.large_type_brief")});
    }
    // What is on goes off: on its own page the button leads back.
    const bool is_here = address.scene == SceneKind::settings;
    list.push_back({"settings", s("foot.settings"), "sliders",
                    is_here ? Request{Wish::back} : Request{Go{{.scene = SceneKind::settings}}},
                    is_here ? Look::on : Look::outlined});
    return list;
}

/// Widths in one row, and the form that they are for.
struct Row {
    Form form;
    std::vector<float> widths;
};

float need_of(const Sheet& sheet, const Control& control, const Form& form) {
    const Stage& stage = sheet.stage();
    const std::string& words = form.is_brief && !control.brief.empty() ? control.brief : control.label;
    // Bold is the wider one, and what is on is bold.
    const float label = text_width(stage.fonts, {words, Face::bold, form.em}, stage.strings.language());
    const float need = form.is_over ? std::max(label, form.icon()) + kPadOver * form.em
                                    : label + (kIcon + kIconGap + kPadBeside) * form.em;
    return std::max(stage.metrics.touch, std::ceil(need));
}

/// Equal widths where every button fits so, else each by its word; nothing where they do not fit.
std::vector<float> widths_of(const Sheet& sheet, const std::vector<Control>& row, const Form& form,
                             float room) {
    std::vector<float> need;
    for (const Control& control : row) need.push_back(need_of(sheet, control, form));
    const float n = static_cast<float>(row.size()), free = room - (n - 1) * sheet.stage().metrics.gap;
    const float largest = *std::max_element(need.begin(), need.end()),
                sum = std::accumulate(need.begin(), need.end(), 0.0f);
    const float equal = std::min(std::floor(free / n), std::max(largest, std::round(kWidest * form.em)));
    if (largest <= equal) return std::vector<float>(row.size(), equal);
    if (sum > free) return {};
    for (float& width : need) width += std::floor(std::max(0.0f, free - sum) / n);
    return need;
}

Row set_row(const Sheet& sheet, const std::vector<Control>& row, float room, bool is_portrait) {
    const Metrics& m = sheet.stage().metrics;
    std::vector<Form> forms{{true, m.foot_em, false, !m.full_foot},
                            {true, m.foot_em, true, !m.full_foot},
                            {true, m.min_em, true, !m.full_foot}};
    if (!is_portrait) forms.insert(forms.begin(), {{false, m.foot_em, false}, {false, m.foot_em, true}});
    for (const Form& form : forms)
        if (auto widths = widths_of(sheet, row, form, room); !widths.empty())
            return {form, std::move(widths)};
    const float n = static_cast<float>(row.size());
    return {forms.back(), std::vector<float>(row.size(), std::floor((room - (n - 1) * m.gap) / n))};
}

float height_of(const Metrics& m, const Form& form) {
    const float over = std::round((form.is_tight ? kTightHeight : kOverHeight) * form.em);
    return form.is_over ? std::max(m.touch, over) : m.button;
}

void draw_dashed_frame(Canvas& c, const Rect& r, float width, float dash) {
    const Color color = c.colors().ring;
    c.dashed_line({r.x, r.y}, {r.right(), r.y}, color, width, dash);
    c.dashed_line({r.x, r.bottom()}, {r.right(), r.bottom()}, color, width, dash);
    c.dashed_line({r.x, r.y}, {r.x, r.bottom()}, color, width, dash);
    c.dashed_line({r.right(), r.y}, {r.right(), r.bottom()}, color, width, dash);
}

struct Inks {
    Color ground, words, border;
    float line;  // [hairlines]
};

Inks inks_of(const Theme& t, Look look) {
    switch (look) {
        case Look::filled:
            return {t.accent, t.on_accent, t.accent, 2};
        case Look::outlined:
            return {t.card, t.ink, t.ring, 1};
        case Look::on:
            return {t.card, t.accent, t.accent, kBorderOfChosen / t.stroke};
        case Look::dead:
            return {t.paper, t.ink2, t.ring, 1};
    }
    return {};
}

void draw_icon(Sheet& sheet, const std::string& icon, Point center, float side, Color color) {
    sheet.draw([&icons = sheet.stage().icons, icon, color,
                square = Rect{std::round(center.x - side / 2), std::round(center.y - side / 2), side, side}](
                   Canvas& c) { icons.draw(c, icon, square, color); });
}

void draw_ground(Sheet& sheet, const Control& control, const Rect& rect, Color border) {
    const Metrics& m = sheet.stage().metrics;
    if (control.look != Look::dead) sheet.touch(control.id, control.label, rect, control.request);
    const Inks inks = inks_of(sheet.stage().theme, control.look);
    sheet.draw([=, is_dead = control.look == Look::dead, radius = 0.5f * m.foot_em,
                hairline = m.hairline](Canvas& c) {
        if (is_dead) return draw_dashed_frame(c, rect, hairline, 4 * hairline);
        c.card(rect, radius, inks.ground, border, inks.line * hairline);
    });
}

void draw_control(Sheet& sheet, const Control& control, const Rect& rect, const Form& form) {
    const Stage& stage = sheet.stage();
    const Inks inks = inks_of(stage.theme, control.look);
    draw_ground(sheet, control, rect, inks.border);
    const bool is_bold = control.look == Look::filled || control.look == Look::on;
    const Style style{.face = is_bold ? Face::bold : Face::regular,
                      .em = form.em,
                      .line_height = form.is_tight ? 1.1f : 1.2f,
                      .language = control.id == "language" ? stage.next_language() : nullptr};
    const std::string& words = form.is_brief && !control.brief.empty() ? control.brief : control.label;
    const TextBlock block = sheet.set(words, style, rect.w);
    const float side = std::round(form.icon()), cx = rect.center().x, cy = rect.center().y;
    Point at{std::round(cx - block.width / 2), std::round(cy - block.height / 2)};
    if (form.is_over) {
        const float lift = form.is_tight ? 0.1f * form.em : 0;
        const float both = side + (form.is_tight ? 0.02f : 0.15f) * form.em + block.height;
        draw_icon(sheet, control.icon, {cx, cy - both / 2 + side / 2 - lift}, side, inks.words);
        at.y = std::round(cy + both / 2 - block.height - lift);
    } else {
        const float both = side + kIconGap * form.em + block.width, left = cx - both / 2;
        draw_icon(sheet, control.icon, {left + side / 2, cy}, side, inks.words);
        at.x = std::round(left + both - block.width);
    }
    sheet.draw([=](Canvas& c) {
        c.text(block, at, {inks.words, inks.ground, Role::label, "", rect, Part::foot});
    });
}

/// previous, n / m, next.
struct Pager {
    std::optional<Address> before, after;
    int page = 1, count = 1;

    [[nodiscard]] bool is_needed() const { return count > 1 || before || after; }
};

Pager pager_of(const Stage& stage, const Address& address, int page_count) {
    Pager pager{.page = address.page, .count = page_count};
    const Neighbours beside = neighbours_of(stage, address);
    pager.before = address.page > 1 ? std::optional(address.on_page(address.page - 1)) : beside.before;
    pager.after = address.page < page_count ? std::optional(address.on_page(address.page + 1)) : beside.after;
    return pager;
}

float arrow_width(const Metrics& m) {
    return std::max(m.touch, std::round((m.full_foot ? kArrowWidth : kArrowSmall) * m.foot_em));
}
float pager_width(const Metrics& m) {
    return 2 * arrow_width(m) + std::round((m.full_foot ? kCountWidth : kCountSmall) * m.foot_em);
}

void draw_arrow(Sheet& sheet, const char* id, const std::string& label, const char* icon,
                const std::optional<Address>& to, const Rect& rect) {
    const Theme& t = sheet.stage().theme;
    const Control control{id, label, icon, to ? Request{Turn{*to}} : Request{Wish::stay},
                          to ? Look::outlined : Look::dead};
    draw_ground(sheet, control, rect, t.accent);
    draw_icon(sheet, icon, rect.center(), std::round(1.3f * sheet.stage().metrics.foot_em),
              to ? t.accent : t.ring);
}

void draw_pager(Sheet& sheet, const Pager& pager, const Rect& area) {
    if (!pager.is_needed()) return;
    const Stage& stage = sheet.stage();
    const Metrics& m = stage.metrics;
    const float arrow = arrow_width(m);
    const words::Strings& s = stage.strings;
    draw_arrow(sheet, "previous", s("foot.previous"), "left", pager.before, {area.x, area.y, arrow, area.h});
    const Style style{.em = m.foot_em, .role = Role::label, .line_height = 1.2f};
    const TextBlock words = sheet.set(
        s("foot.page", {{"page", std::to_string(pager.page)}, {"count", std::to_string(pager.count)}}), style,
        area.w - 2 * arrow);
    sheet.place(words, {area.center().x - words.width / 2, area.center().y - words.height / 2}, style);
    draw_arrow(sheet, "next", s("foot.next"), "right", pager.after,
               {area.right() - arrow, area.y, arrow, area.h});
}

void draw_row(Sheet& sheet, const std::vector<Control>& row, const Row& set, float x, float y, float height) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        draw_control(sheet, row[i], {x, y, set.widths[i], height}, set.form);
        x += set.widths[i] + sheet.stage().metrics.gap;
    }
}

float sum_of(const Row& row, std::size_t from, std::size_t to, float gap) {
    return std::accumulate(row.widths.begin() + static_cast<std::ptrdiff_t>(from),
                           row.widths.begin() + static_cast<std::ptrdiff_t>(to), 0.0f) +
           static_cast<float>(to - from - 1) * gap;
}

}  // namespace

void draw_foot(Sheet& sheet, const Address& address, int page_count) {
    const Stage& stage = sheet.stage();
    const Metrics& m = stage.metrics;
    const Pager pager = pager_of(stage, address, page_count);
    const std::vector<Control> left = ways(stage, address), right = choices(stage, address);
    std::vector<Control> row = left;
    row.insert(row.end(), right.begin(), right.end());
    const float x = m.margin, width = m.width - 2 * m.margin;
    const float bottom = std::round(m.height - (m.roomy ? m.margin : 0.35f * m.foot_em));
    sheet.read_as(Part::foot);
    float top = 0;
    if (m.portrait) {
        const Row set = set_row(sheet, row, width, true);
        const float height = height_of(m, set.form), used = sum_of(set, 0, row.size(), m.gap);
        top = bottom - height;
        draw_row(sheet, row, set, std::round(x + (width - used) / 2), top, height);
        const float arrows = std::max(m.touch, m.button), wide = std::min(width, 1.3f * pager_width(m));
        if (pager.is_needed()) {
            top -= m.gap + arrows;
            draw_pager(sheet, pager, {std::round(x + (width - wide) / 2), top, wide, arrows});
        }
    } else {
        const float pages = pager_width(m);
        const Row set = set_row(sheet, row, width - pages - 2 * m.gap, false);
        const float height = height_of(m, set.form);
        top = bottom - height;
        const std::vector<float> first(set.widths.begin(),
                                       set.widths.begin() + static_cast<std::ptrdiff_t>(left.size())),
            last(set.widths.begin() + static_cast<std::ptrdiff_t>(left.size()), set.widths.end());
        const float from = sum_of(set, 0, left.size(), m.gap),
                    to = sum_of(set, left.size(), row.size(), m.gap);
        draw_row(sheet, left, {set.form, first}, x, top, height);
        const float free = width - from - to;
        draw_pager(sheet, pager, {std::round(x + from + (free - pages) / 2), top, pages, height});
        draw_row(sheet, right, {set.form, last}, std::round(x + width - to), top, height);
    }
    sheet.read_as(Part::content);
    sheet.take_room_below(top - (m.roomy ? kAbove : kAboveSmall) * sheet.em());
}

}  // namespace kiosk
