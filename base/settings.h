#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <optional>
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

/// How values of `Type`, which is that of a member of a program's struct, are written in a settings file.
template <class Type>
struct SettingForm;

/// One member of a program's struct, without its type. What a row of settings says of it beside the words is
/// taken from it: its kind is that of the member's type, its default what the struct states.
struct SettingMember {
    SettingKind kind;
    SettingValue (*default_value)();
    /// `value` is of that kind, or monostate. REQUIRES: `config` is a struct of the member's own type.
    void (*put)(const SettingValue& value, void* config);
};

/// One setting that a program understands: everything about it. Tables of these are constants of a program.
/// Files, messages, `--check-config` and the guides follow from it, so a new setting is one row here, one
/// member, and its use.
struct Setting {
    std::string_view name;  // "display.rotation": table and key
    SettingMember member;
    std::string_view unit{};     // "mm", "s"; empty where there is none
    double least = 0, most = 0;  // of whole and number, both included
    /// What is allowed, as it is written, and nothing else; null: anything within the range.
    std::vector<std::string_view> (*choices)() = nullptr;
    /// Of a text that is not empty, and of each of a list: whether it may stand; null: any may.
    bool (*is_right)(std::string_view text) = nullptr;
    std::string_view must_be{};  // of `is_right`: "an address such as ..."
    std::string_view example{};  // as it is written in TOML, where there is no default to show
    std::string_view doc;        // one line, for whoever sets the screen up
    bool is_secret = false;      // its value stands in no message
    std::string_view reason{};   // of the range, where a message has to say why; empty: no more is said

    [[nodiscard]] std::string_view table() const { return name.substr(0, name.find('.')); }
    [[nodiscard]] std::string_view key() const { return name.substr(name.find('.') + 1); }
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

    /// What a program works with. REQUIRES: the table is that of a `Config`.
    template <class Config>
    [[nodiscard]] Config as() const {
        Config config;
        for (const Setting& setting : table_) setting.member.put(value(setting.name), &config);
        return config;
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

// What a settings file may hold, by the type of the member.

template <>
struct SettingForm<bool> {
    static constexpr SettingKind kKind = SettingKind::flag;
    static SettingValue written(bool value) { return value; }
    static bool read(const SettingValue& value) { return std::get<bool>(value); }
};
template <std::integral Whole>
struct SettingForm<Whole> {
    static constexpr SettingKind kKind = SettingKind::whole;
    static SettingValue written(Whole value) { return static_cast<std::int64_t>(value); }
    static Whole read(const SettingValue& value) { return static_cast<Whole>(std::get<std::int64_t>(value)); }
};
template <>
struct SettingForm<std::chrono::seconds> {
    static constexpr SettingKind kKind = SettingKind::whole;
    static SettingValue written(std::chrono::seconds value) { return std::int64_t{value.count()}; }
    static std::chrono::seconds read(const SettingValue& value) {
        return std::chrono::seconds{std::get<std::int64_t>(value)};
    }
};
template <>
struct SettingForm<double> {
    static constexpr SettingKind kKind = SettingKind::number;
    static SettingValue written(double value) { return value; }
    static double read(const SettingValue& value) { return std::get<double>(value); }
};
template <>
struct SettingForm<std::string> {
    static constexpr SettingKind kKind = SettingKind::text;
    static SettingValue written(const std::string& value) { return value; }
    static std::string read(const SettingValue& value) { return std::get<std::string>(value); }
};
template <>
struct SettingForm<std::filesystem::path> {
    static constexpr SettingKind kKind = SettingKind::text;
    static SettingValue written(const std::filesystem::path& value) { return value.string(); }
    static std::filesystem::path read(const SettingValue& value) { return std::get<std::string>(value); }
};
template <>
struct SettingForm<std::vector<std::string>> {
    static constexpr SettingKind kKind = SettingKind::texts;
    static SettingValue written(const std::vector<std::string>& value) { return value; }
    static std::vector<std::string> read(const SettingValue& value) {
        return std::get<std::vector<std::string>>(value);
    }
};
/// Has no default: what is done without it, `doc` says.
template <class Type>
struct SettingForm<std::optional<Type>> {
    static constexpr SettingKind kKind = SettingForm<Type>::kKind;
    static SettingValue written(const std::optional<Type>& value) {
        return value ? SettingForm<Type>::written(*value) : SettingValue{};
    }
    static std::optional<Type> read(const SettingValue& value) {
        if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
        return SettingForm<Type>::read(value);
    }
};

/// The row's part of a member: `setting_member<&Config::dwell>`.
template <auto Member>
inline constexpr SettingMember setting_member = []<class Config, class Type>(Type Config::*) {
    return SettingMember{SettingForm<Type>::kKind,
                         [] { return SettingForm<Type>::written(Config{}.*Member); },
                         [](const SettingValue& value, void* config) {
                             static_cast<Config*>(config)->*Member = SettingForm<Type>::read(value);
                         }};
}(Member);

}  // namespace base
