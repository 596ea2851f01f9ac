#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace base {

/// A setting's value; `monostate`: not set, where a setting has no default.
using SettingValue =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>>;

enum class SettingKind { flag, whole, number, text, texts };

/// One key that a program understands. Tables of these are constants of the program.
struct Setting {
    std::string_view name;  // "display.rotation": table and key
    SettingKind kind = SettingKind::text;
    std::string_view unit;                  // "mm", "s"; empty where there is none
    SettingValue default_value;             // monostate: `doc` says what is done without it
    double least = 0, most = 0;             // of whole and number, both included
    std::vector<std::string_view> choices;  // where not empty: the only values allowed, as they are written
    std::string_view doc;                   // one line, for whoever sets the screen up
    std::string_view reason =
        {};  // of `least` and `most`, where a message has to say why; empty: no more is said
};

/// One settings file, checked against a table of settings. Immutable but for `set`.
class Settings {
public:
    /// Tables of the file that other programs read as well: keys in them that we do not know are theirs.
    using ForeignTables = std::span<const std::string_view>;

    /// Every setting at its default. The table must outlive this.
    explicit Settings(std::span<const Setting> table);

    /// Reads TOML; `file` stands in messages. Errors: invalid, with every mistake on a line of its own that
    /// begins with "file:line: " (of a mistake in TOML itself only the first): unknown tables and keys with
    /// the nearest one there is, wrong types, values out of range with what is allowed.
    [[nodiscard]] static Result<Settings> parse(std::span<const Setting> table, std::string_view toml,
                                                const std::string& file, ForeignTables foreign = {});
    /// As `parse`. Errors: not_found and io as well.
    [[nodiscard]] static Result<Settings> read(std::span<const Setting> table,
                                               const std::filesystem::path& file, ForeignTables foreign = {});

    [[nodiscard]] std::span<const Setting> table() const { return table_; }
    /// REQUIRES: the table has a setting of that name.
    [[nodiscard]] const SettingValue& value(std::string_view name) const {
        return entries_[index_of(name)].value;
    }
    /// "kiosk.toml:7", "default", or what `set` was given.
    [[nodiscard]] const std::string& origin(std::string_view name) const {
        return entries_[index_of(name)].origin;
    }
    [[nodiscard]] bool is_default(std::string_view name) const;
    /// From elsewhere than the file: the command line, the panel.
    void set(std::string_view name, SettingValue value, std::string origin);

    // REQUIRES: the setting is of that kind and has a value.
    [[nodiscard]] bool flag(std::string_view name) const { return std::get<bool>(value(name)); }
    [[nodiscard]] std::int64_t whole(std::string_view name) const {
        return std::get<std::int64_t>(value(name));
    }
    [[nodiscard]] double number(std::string_view name) const { return std::get<double>(value(name)); }
    [[nodiscard]] const std::string& text(std::string_view name) const {
        return std::get<std::string>(value(name));
    }
    [[nodiscard]] const std::vector<std::string>& texts(std::string_view name) const {
        return std::get<std::vector<std::string>>(value(name));
    }

private:
    struct Entry {
        SettingValue value;
        std::string origin;
    };
    [[nodiscard]] std::size_t index_of(std::string_view name) const;

    std::span<const Setting> table_;
    std::vector<Entry> entries_;  // in the table's order
};

/// As it is written in TOML: true, 10, 0.5, "zh-CN"; empty where there is none.
[[nodiscard]] std::string format_setting(const SettingValue& value);

/// What a setting may be: "a whole number from 3 to 600", "0, 90, 180 or 270", "true or false", "a text".
[[nodiscard]] std::string allowed_values(const Setting& setting);

}  // namespace base
