#pragma once

#include <fmt/format.h>

#include <span>
#include <string>

#include "base/settings.h"

/// What the guides and the example file say of settings, as the program's table has it.

/// A row of the table in a guide: name, default, unit, what is allowed, what it does.
inline std::string guide_row(const base::Setting& setting) {
    const std::string value = base::format_setting(setting.member.default_value());
    return fmt::format("| `{}` | {} | {} | {} | {} |\n", setting.name,
                       value.empty() ? "none" : "`" + value + "`", setting.unit.empty() ? "-" : setting.unit,
                       base::allowed_values(setting), setting.doc);
}

/// The whole of such a table.
inline std::string guide_table(std::span<const base::Setting> settings) {
    std::string text =
        "| setting | default | unit | allowed | what it does |\n| --- | --- | --- | --- | --- |\n";
    for (const base::Setting& setting : settings) text += guide_row(setting);
    return text;
}

/// "# " and as many words as fit, a line each.
inline std::string as_comment(std::string_view text) {
    constexpr std::size_t kWidth = 110;
    std::string lines, line = "#";
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        if (line.size() + 1 + word.size() > kWidth) lines += std::exchange(line, "#") + "\n";
        line += fmt::format(" {}", word);
        text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    return lines + line + "\n";
}

/// What deploy/kiosk.toml has of settings: each explained and switched off, at its default, or at an example
/// where it has none.
inline std::string example_of(std::span<const base::Setting> settings) {
    std::string text;
    std::string_view table;
    for (const base::Setting& setting : settings) {
        text += setting.table() == table ? "\n" : fmt::format("\n[{}]\n", setting.table());
        table = setting.table();
        const std::string value = base::format_setting(setting.member.default_value());
        text += as_comment(setting.doc) + fmt::format("# {} = {}  # {}\n", setting.key(),
                                                      value.empty() ? setting.example : value,
                                                      base::allowed_values(setting));
    }
    return text;
}
