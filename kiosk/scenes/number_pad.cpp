#include "kiosk/scenes/number_pad.h"

#include <algorithm>
#include <cmath>

#include "kiosk/scenes/facts.h"
#include "kiosk/scenes/lookup.h"
#include "kiosk/scenes/pad_keys.h"
#include "words/format.h"

namespace kiosk {
namespace {

constexpr std::size_t kMostDigits = 4;
constexpr const char* kKey = "number/";

std::vector<PadKey> keys_of(const std::string& typed, const words::Strings& s) {
    const auto digit = [&](char d) { return digit_key(d, Turn{pad_address(with_digit(typed, d))}); };
    std::vector<PadKey> keys;
    for (char d = '1'; d <= '9'; ++d) keys.push_back(digit(d));
    keys.push_back({"clear", s("find.clear"), "clear", Turn{pad_address("")}, false, true});
    keys.push_back(digit('0'));
    const std::string shorter = typed.substr(0, typed.empty() ? 0 : typed.size() - 1);
    keys.push_back({"erase", s("find.erase"), "erase", Turn{pad_address(shorter)}});
    return keys;
}

/// "T-" and what was typed, as it stands on a target's page.
float draw_display(Sheet& sheet, const std::string& typed, const Rect& area, float em) {
    const Style style{
        .face = Face::bold, .em = em, .secondary = typed.empty(), .role = Role::figure, .line_height = 1.15f};
    return sheet.write("T-" + typed, style, {area.x, area.y}, area.w);
}

/// The way in, or what is missing to it.
void draw_entry(Sheet& sheet, const std::string& typed, const Rect& rect) {
    const Stage& stage = sheet.stage();
    const words::Strings& s = stage.strings;
    const Metrics& m = stage.metrics;
    const Theme& t = stage.theme;
    const auto* entry = typed.empty() ? nullptr : find_number(stage, std::stoi(typed));
    const auto target =
        entry != nullptr ? stage.store.target(entry->key.id) : base::Result<catalog::Target>{};
    const Rect inner{rect.x + 0.7f * m.em, rect.y, rect.w - 1.4f * m.em, rect.h};
    if (entry == nullptr || !target) {
        const Style hint{.secondary = true, .role = Role::label, .line_height = 1.3f};
        const std::string words =
            typed.empty() ? s("find.number_hint") : s("find.no_such_number", {{"number", "T-" + typed}});
        const TextBlock block =
            sheet.set_at_most(words, hint, rect.w,
                              static_cast<std::size_t>(std::max(1.0f, std::floor(rect.h / (1.3f * m.em)))));
        sheet.place(block, {rect.x, rect.center().y - block.height / 2}, hint);
        return;
    }
    const std::string& name = s.pick(target->name);
    sheet.touch("open", s("find.open") + " " + name, rect,
                Go{{.scene = SceneKind::target, .key = entry->key.id.text}});
    sheet.draw([rect, radius = 0.5f * m.em](Canvas& c) {
        c.card(rect, radius, c.colors().accent, c.colors().accent, 0);
    });
    const float side = std::round(1.3f * m.em);
    sheet.draw([&icons = stage.icons, color = t.on_accent,
                square = Rect{inner.right() - side, rect.center().y - side / 2, side, side}](Canvas& c) {
        icons.draw(c, "right", square, color);
    });
    const float width = inner.w - side - 0.4f * m.em;
    const auto lines = static_cast<std::size_t>(std::clamp(std::floor(rect.h / (1.22f * m.em)), 1.0f, 3.0f));
    Style style{.face = Face::bold,
                .role = Role::label,
                .line_height = 1.2f,
                .language = &s.language_of(target->name)};
    const TextBlock head = sheet.set(s("find.open"), {.role = Role::label, .line_height = 1.2f}, width);
    const TextBlock block =
        sheet.set_at_most(name, style, width, std::max<std::size_t>(1, lines - (lines > 1 ? 1 : 0)));
    const bool has_head = head.height + block.height <= rect.h;
    float y = rect.center().y - (block.height + (has_head ? head.height : 0)) / 2;
    const auto draw_light = [&](const TextBlock& text, float at) {
        const Point corner{std::round(inner.x), std::round(at)};
        sheet.draw([=, &t](Canvas& c) {
            c.text(text, corner, {t.on_accent, t.accent, Role::label, "", rect});
        });
    };
    if (has_head) {
        draw_light(head, y);
        y += head.height;
    }
    draw_light(block, y);
}

}  // namespace

Address pad_address(const std::string& typed) {
    return {.scene = SceneKind::find, .key = typed.empty() ? "number" : kKey + typed};
}

bool is_number_pad(const Address& address) {
    return address.scene == SceneKind::find && (address.key.empty() || address.key.starts_with("number"));
}

std::string with_digit(const std::string& typed, char digit) {
    return typed.size() >= kMostDigits ? typed : typed + digit;
}

std::string typed_digits(const std::string& key) {
    if (!key.starts_with(kKey)) return "";
    std::string digits = key.substr(std::string_view(kKey).size(), kMostDigits);
    return digits.find_first_not_of("0123456789") == digits.npos ? digits : "";
}

void draw_number_pad(Sheet& sheet, const std::string& typed, const Rect& area, bool is_flat) {
    const Metrics& m = sheet.stage().metrics;
    const float entry = std::max(m.touch, std::round(3.2f * m.em));
    if (is_flat) {
        const float keys = std::max(0.46f * area.w, 4 * (m.touch + m.gap) - m.gap);
        const Rect left{area.x, area.y, area.w - keys - m.gutter, area.h};
        draw_pad_keys(sheet, keys_of(typed, sheet.stage().strings),
                      {area.right() - keys, area.y, keys, area.h}, 4);
        const float below = draw_display(sheet, typed, left, std::min(m.type(84), 2 * m.em));
        const float height = std::min(std::max(entry, 4.4f * m.em), left.bottom() - below - 0.2f * m.em);
        draw_entry(sheet, typed, {left.x, left.bottom() - height, left.w, height});
        return;
    }
    const float below = draw_display(sheet, typed, area, m.type(84)) + 0.2f * m.em;
    draw_pad_keys(sheet, keys_of(typed, sheet.stage().strings),
                  {area.x, below, area.w, area.bottom() - entry - m.gap - below}, 3);
    draw_entry(sheet, typed, {area.x, area.bottom() - entry, area.w, entry});
}

}  // namespace kiosk
