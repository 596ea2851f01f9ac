#include "kiosk/scenes/emergency.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "kiosk/scenes/notices_now.h"
#include "words/format.h"

namespace kiosk {
namespace {

constexpr float kTitle = 216, kBody = 115, kHeading = 84;  // [px at 1920x1080] at most; see Metrics::type
constexpr float kTall = 136;            // above this size of the title it has two lines at most
constexpr float kTitleLead = 1.35f;     // times the size of the body, the title's least
constexpr std::size_t kLeastLines = 3;  // of the body beside the title on each of several pages

/// A triangle with an exclamation mark: the warning sign that everybody knows.
void draw_warning_sign(Canvas& c, const Rect& square, Color sign, Color ground) {
    const float w = square.w, x = square.x, y = square.y;
    c.polygon({{x + 0.5f * w, y + 0.05f * w}, {x + w, y + 0.93f * w}, {x, y + 0.93f * w}}, sign);
    c.polygon({{x + 0.44f * w, y + 0.36f * w},
               {x + 0.56f * w, y + 0.36f * w},
               {x + 0.53f * w, y + 0.67f * w},
               {x + 0.47f * w, y + 0.67f * w}},
              ground);
    c.disc({x + 0.5f * w, y + 0.78f * w}, 0.055f * w, ground);
}

/// The band across the top, and the frame that belongs to it.
void draw_heading(Sheet& sheet) {
    const Metrics& m = sheet.stage().metrics;
    const Theme& t = sheet.stage().theme;
    const float size = std::max(m.em, m.type(m.roomy ? kHeading : 44)), frame = std::round(0.35f * m.margin);
    const float top = sheet.top(), side = std::round(1.1f * size), left = sheet.room().x,
                text_x = std::round(left + side + 0.45f * size);
    const Style style{.face = Face::bold, .em = size, .role = Role::title, .line_height = 1.25f};
    const TextBlock words =
        sheet.set(sheet.stage().strings("emergency.title"), style, sheet.room().right() - text_x);
    const float height =
        std::round(std::max((m.roomy ? 1.7f : 1.5f) * size, words.height + (m.roomy ? 0.45f : 0.25f) * size));
    const Rect sign{left, std::round(top + 0.5f * height - 0.55f * size), side, side};
    sheet.draw([=, &t](Canvas& c) {
        c.fill({0, top, m.width, height}, t.bad);
        c.fill({0, top, frame, m.height - top}, t.bad);
        c.fill({m.width - frame, top, frame, m.height - top}, t.bad);
        c.fill({0, m.height - frame, m.width, frame}, t.bad);
        draw_warning_sign(c, sign, t.card, t.bad);
    });
    const Point at{text_x, std::round(top + (height - words.height) / 2)};
    sheet.draw([words, at, &t](Canvas& c) {
        c.text(words, at, {t.card, t.bad, Role::title, "", {}, Part::header});
    });
    sheet.take_room_above(top + height + (m.roomy ? 0.9f : 0.35f) * m.em);
}

/// The other language, and the way to the next page or the next emergency.
struct Controls {
    std::string next_label;
    Address next;  // the page itself: there is no other
};

Controls controls_of(const Stage& stage, const Address& address, const std::vector<catalog::Notice>& all,
                     int pages) {
    const words::Strings& s = stage.strings;
    const auto here =
        std::find_if(all.begin(), all.end(), [&](const auto& n) { return n.id == address.key; });
    if (all.size() == 1 || address.page < pages)
        return {s("control.next", {{"page", std::to_string(address.page)}, {"count", std::to_string(pages)}}),
                address.on_page(address.page % pages + 1)};
    const auto next = here + 1 == all.end() ? all.begin() : here + 1;
    return {s("emergency.next"), {.scene = SceneKind::emergency, .key = next->id}};
}

/// Draws the buttons and, where there is room, the line of dates; what is left of the room lies above them.
Rect draw_foot(Sheet& sheet, const catalog::Notice& notice, const Controls& controls,
               const Address& address) {
    const Stage& stage = sheet.stage();
    const Metrics& m = stage.metrics;
    const Rect room = sheet.room();
    const float bottom = m.height - std::max(0.35f * m.margin + m.gap, m.height - room.bottom());
    const float width_of_one =
        std::floor(m.portrait ? (room.w - m.gap) / 2 : std::min(14 * m.em, (room.w - m.gap) / 2));
    float x = room.right();
    const float top = std::round(bottom - m.button);
    if (const words::Language* const next = stage.next_language()) {
        x -= width_of_one;
        sheet.button("language", std::string(next->own_name), {x, top, width_of_one, m.button},
                     Wish::switch_language);
    }
    if (controls.next != address) {
        x -= width_of_one + (x < room.right() ? m.gap : 0);
        sheet.button("next", controls.next_label, {x, top, width_of_one, m.button}, Turn{controls.next});
    }
    if (!m.roomy) return {room.x, room.y, room.w, top - 0.3f * m.em - room.y};
    const Style small{.secondary = true, .line_height = 1.3f};
    const std::string dates = validity_text(notice, stage);
    TextBlock block = sheet.set(dates, small, x - room.x - m.gutter);
    const bool is_beside = block.height <= m.button;
    if (!is_beside) block = sheet.set(dates, small, room.w);
    const float dates_top =
        is_beside ? top + (m.button - block.height) / 2 : top - 0.3f * m.em - block.height;
    sheet.place(block, {room.x, dates_top}, small);
    return {room.x, room.y, room.w, std::min(top, dates_top) - 0.4f * m.em - room.y};
}

Style title_style(const Stage& stage, const catalog::Notice& notice, float em) {
    return {.face = Face::bold,
            .em = em,
            .role = Role::title,
            .line_height = 1.22f,
            .balanced = true,
            .language = &stage.strings.language_of(notice.title)};
}

Style body_style(const Stage& stage, const catalog::Notice& notice, float em) {
    return {.em = em, .line_height = 1.4f, .language = &stage.strings.language_of(notice.body)};
}

/// Title and body as they are set, and how many lines of the body a page takes.
struct Words {
    Style title_style, body_style;
    TextBlock title, body;
    float gap = 0;
    std::size_t lines_per_page = 1;

    [[nodiscard]] float height() const { return title.height + gap + body.height; }
    [[nodiscard]] int pages() const {
        const std::size_t lines = std::max<std::size_t>(1, body.line_count());
        return static_cast<int>((lines + lines_per_page - 1) / lines_per_page);
    }
};

/// "Red warning: leave now" is better broken after its colon than anywhere else, if that costs no line.
TextBlock set_title(const Sheet& sheet, const std::string& title, const Style& style, float width) {
    TextBlock block = sheet.set(title, style, width);
    for (const std::string_view colon : {"：", ": "}) {
        const auto at = title.find(colon);
        if (at == title.npos || block.line_count() < 2) continue;
        const std::string broken =
            title.substr(0, at + colon.size()) + "\n" + title.substr(at + colon.size());
        TextBlock other = sheet.set(broken, style, width);
        if (other.line_count() <= block.line_count()) return other;
    }
    return block;
}

Words set_words(const Sheet& sheet, const catalog::Notice& notice, const Rect& room, float title_em,
                float body_em) {
    const Stage& stage = sheet.stage();
    Words words{title_style(stage, notice, title_em), body_style(stage, notice, body_em), {}, {}, 0, 1};
    words.title = set_title(sheet, stage.strings.pick(notice.title), words.title_style, room.w);
    // A small panel has no room for a foot of its own: the dates are the body's last line.
    const std::string dates = stage.metrics.roomy ? "" : "\n" + validity_text(notice, stage);
    words.body = sheet.set(stage.strings.pick(notice.body) + dates, words.body_style, room.w);
    words.gap = words.body.is_empty() ? 0 : std::round(0.45f * body_em);
    const float line = words.body_style.line_height * body_em;
    words.lines_per_page = static_cast<std::size_t>(
        std::max(1.0f, std::floor((room.h - words.title.height - words.gap) / line)));
    return words;
}

/// The largest sizes at which all of it stands on one page, the title well above its text; nothing where body
/// text is already too large for that.
std::optional<Words> on_one_page(const Sheet& sheet, const catalog::Notice& notice, const Rect& room,
                                 bool may_tear) {
    const Metrics& m = sheet.stage().metrics;
    const float least_title = std::round(kTitleLead * m.em);
    for (float scale = 1;; scale *= 0.95f) {
        const float title_em = std::max(least_title, std::floor(scale * m.type(kTitle))),
                    body_em = std::max(m.em, std::floor(scale * m.type(kBody)));
        Words words = set_words(sheet, notice, room, title_em, body_em);
        const bool too_tall = title_em > m.type(kTall) && words.title.line_count() > 2,
                   torn = words.title.is_torn() || words.body.is_torn();
        if (words.height() <= room.h && !too_tall && (may_tear || !torn)) {
            words.lines_per_page = std::max<std::size_t>(1, words.body.line_count());
            return words;
        }
        if (title_em <= least_title && body_em <= m.em) return std::nullopt;
    }
}

/// As large as fits on one page, with no word cut if that can be had; never smaller than body text. On
/// several pages a long title gives way to the text.
Words fit_words(const Sheet& sheet, const catalog::Notice& notice, const Rect& room) {
    for (const bool may_tear : {false, true})
        if (auto words = on_one_page(sheet, notice, room, may_tear)) return std::move(*words);
    const float body_em = sheet.em();
    float title_em = std::round(kTitleLead * body_em);
    Words words = set_words(sheet, notice, room, title_em, body_em);
    while (title_em > body_em && (words.lines_per_page < kLeastLines || words.title.is_torn()))
        words = set_words(sheet, notice, room, --title_em, body_em);
    return words;
}

void place_words(Sheet& sheet, const Words& words, const Rect& room, int page) {
    const auto first = static_cast<std::size_t>(page - 1) * words.lines_per_page;
    const auto last = std::min(words.body.line_count(), first + words.lines_per_page);
    const float spare = std::max(0.0f, room.h - words.height());
    float y = room.y + (sheet.stage().metrics.roomy ? 0.4f : 0.2f) * spare;
    y = sheet.place(words.title, {room.x, y}, words.title_style) + words.gap;
    if (words.pages() == 1)
        sheet.place(words.body, {room.x, y}, words.body_style);
    else
        sheet.write(text_of_lines(words.body, first, last), words.body_style, {room.x, y}, room.w);
}

}  // namespace

base::Result<Page> build_emergency(const Stage& stage, const Address& address) {
    const auto all = emergencies_now(stage);
    const auto here =
        std::find_if(all.begin(), all.end(), [&](const auto& n) { return n.id == address.key; });
    if (here == all.end()) return base::fail(base::Errc::not_found, address.id() + ": no such emergency now");
    // The foot of a page that has another after it leaves the least room.
    Sheet trial{stage, address};
    draw_heading(trial);
    const Rect room =
        draw_foot(trial, *here, controls_of(stage, address.on_page(1), all, 2), address.on_page(1));
    const Words words = fit_words(trial, *here, room);
    const int pages = words.pages();
    if (address.page > pages) return base::fail(base::Errc::not_found, address.id() + ": no such page");
    Sheet sheet{stage, address};
    draw_heading(sheet);
    draw_foot(sheet, *here, controls_of(stage, address, all, pages), address);
    place_words(sheet, words, room, address.page);
    return sheet.take(address.page, pages);
}

}  // namespace kiosk
