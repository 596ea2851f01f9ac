#include "base/settings.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cassert>
#include <numeric>

#include "base/files.h"

namespace base {
namespace {

constexpr std::string_view kDefaultOrigin = "default";

/// Levenshtein's distance: letters to insert, delete or replace.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

std::string_view key_of(std::string_view name) { return name.substr(name.find('.') + 1); }

/// A key with the right word in the wrong table is as near as a slip of the pen.
std::size_t distance_of_names(std::string_view known, std::string_view given) {
    if (given.size() > 80) return given.size();  // nobody's slip, and the work is quadratic
    const std::size_t whole = distance(known, given), key = distance(key_of(known), key_of(given));
    return std::min(whole, key + 1);
}

/// "; did you mean display.rotation?", or what there is.
std::string suggestion(std::span<const Setting> table, std::string_view given) {
    const auto nearest =
        std::min_element(table.begin(), table.end(), [&](const Setting& a, const Setting& b) {
            return distance_of_names(a.name, given) < distance_of_names(b.name, given);
        });
    if (nearest == table.end()) return "";
    const bool near = distance_of_names(nearest->name, given) <= std::max<std::size_t>(2, given.size() / 3);
    if (near) return fmt::format("; did you mean {}?", nearest->name);
    return fmt::format("; the nearest is {}", nearest->name);
}

std::string table_suggestion(std::span<const Setting> table, std::string_view given) {
    if (table.empty() || given.size() > 80) return "";
    const auto nearest =
        std::min_element(table.begin(), table.end(), [&](const Setting& a, const Setting& b) {
            return distance(a.table(), given) < distance(b.table(), given);
        });
    return fmt::format("; the nearest is [{}]", nearest->table());
}

/// A name or text of the file, fit for one line of a message.
std::string shown(std::string_view text) {
    constexpr std::size_t kLongest = 80;
    std::string line{text.substr(0, kLongest)};
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
    return text.size() > kLongest ? line + "..." : line;
}

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) result += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    return result + '"';
}

std::string joined(const std::vector<std::string_view>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += fmt::format("{}{}", i == 0 ? "" : i + 1 == words.size() ? " or " : ", ", words[i]);
    return text;
}

const char* type_name(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::string:
            return "a text";
        case toml::node_type::integer:
            return "a whole number";
        case toml::node_type::floating_point:
            return "a number with a fraction";
        case toml::node_type::boolean:
            return "true or false";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::table:
            return "a table";
        default:
            return "a date or time";
    }
}

/// A list of texts and nothing else; monostate otherwise.
SettingValue typed_list(const toml::node& node) {
    const auto* list = node.as_array();
    if (list == nullptr) return {};
    std::vector<std::string> texts;
    for (const toml::node& item : *list) {
        if (!item.is_string()) return {};
        texts.push_back(item.as_string()->get());
    }
    return texts;
}

/// The value where it has the type of the setting; monostate otherwise. A whole number is a number as well.
SettingValue typed(const Setting& setting, const toml::node& node) {
    switch (setting.member.kind) {
        case SettingKind::flag:
            if (const auto* v = node.as_boolean()) return v->get();
            break;
        case SettingKind::whole:
            if (const auto* v = node.as_integer()) return v->get();
            break;
        case SettingKind::text:
            if (const auto* v = node.as_string()) return v->get();
            break;
        case SettingKind::texts:
            return typed_list(node);
        case SettingKind::number:
            if (const auto* v = node.as_floating_point()) return v->get();
            if (const auto* v = node.as_integer()) return static_cast<double>(v->get());
            break;
    }
    return {};
}

bool is_allowed(const Setting& setting, const SettingValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (setting.choices != nullptr) {
        const std::string written = text != nullptr ? *text : format_setting(value);
        const auto choices = setting.choices();
        return std::find(choices.begin(), choices.end(), written) != choices.end();
    }
    if (text != nullptr) return setting.is_right == nullptr || text->empty() || setting.is_right(*text);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value))
        return setting.is_right == nullptr || std::all_of(texts->begin(), texts->end(), setting.is_right);
    // Written so that a NaN is refused.
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole) >= setting.least && static_cast<double>(*whole) <= setting.most;
    if (const auto* number = std::get_if<double>(&value))
        return *number >= setting.least && *number <= setting.most;
    return true;
}

/// What is wrong about a value: of a list, the first that may not stand in it.
std::string wrong_part(const Setting& setting, const SettingValue& value) {
    if (setting.is_secret) return "is something else";
    const auto* texts = std::get_if<std::vector<std::string>>(&value);
    if (texts == nullptr) return fmt::format("= {}", shown(format_setting(value)));
    const auto wrong = std::find_if_not(texts->begin(), texts->end(), setting.is_right);
    return fmt::format("has {}", shown(quoted(wrong != texts->end() ? *wrong : "")));
}

/// One pass over a file: values go into `settings`, mistakes into a list.
class Reading {
public:
    Reading(Settings& settings, const std::string& file, Settings::ForeignTables foreign)
        : settings_(settings), file_(file), foreign_(foreign) {}

    void read(const toml::table& root) {
        for (const auto& [name, node] : root) {
            if (const auto* inner = node.as_table())
                read_table(std::string(name.str()), *inner, line_of(name));
            else
                mistake(line_of(name), fmt::format("{} stands in no table{}", shown(name.str()),
                                                   suggestion(settings_.table(), name.str())));
        }
    }
    [[nodiscard]] Status finish() {
        if (mistakes_.empty()) return {};
        std::stable_sort(mistakes_.begin(), mistakes_.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        std::string all;
        for (const auto& [line, what] : mistakes_)
            all += fmt::format("{}{}:{}: {}", all.empty() ? "" : "\n", file_, line, what);
        return fail(Errc::invalid, all);
    }

private:
    static unsigned line_of(const toml::key& key) { return key.source().begin.line; }
    void mistake(unsigned line, std::string what) { mistakes_.emplace_back(line, std::move(what)); }

    void read_table(const std::string& name, const toml::table& table, unsigned line) {
        const auto known = settings_.table();
        const bool is_foreign = std::find(foreign_.begin(), foreign_.end(), name) != foreign_.end();
        if (!is_foreign &&
            std::none_of(known.begin(), known.end(), [&](const Setting& s) { return s.table() == name; }))
            return mistake(line, fmt::format("there are no settings in [{}]{}", shown(name),
                                             table_suggestion(known, name)));
        for (const auto& [key, node] : table)
            read_key(fmt::format("{}.{}", name, key.str()), node, line_of(key), is_foreign);
    }

    void read_key(const std::string& name, const toml::node& node, unsigned line, bool is_foreign) {
        const auto known = settings_.table();
        const auto setting =
            std::find_if(known.begin(), known.end(), [&](const Setting& s) { return s.name == name; });
        if (setting == known.end() && is_foreign) return;
        if (setting == known.end())
            return mistake(line,
                           fmt::format("there is no setting {}{}", shown(name), suggestion(known, name)));
        SettingValue value = typed(*setting, node);
        if (std::holds_alternative<std::monostate>(value))
            return mistake(line, fmt::format("{} is {}; it must be {}", name, type_name(node),
                                             allowed_values(*setting)));
        if (!is_allowed(*setting, value))
            return mistake(line, fmt::format("{} {}; it must be {}{}{}", name, wrong_part(*setting, value),
                                             allowed_values(*setting), setting->reason.empty() ? "" : ": ",
                                             setting->reason));
        settings_.set(name, std::move(value), fmt::format("{}:{}", file_, line));
    }

    Settings& settings_;
    const std::string& file_;
    Settings::ForeignTables foreign_;
    std::vector<std::pair<unsigned, std::string>> mistakes_;
};

}  // namespace

Settings::Settings(std::span<const Setting> table) : table_(table) {
    for (const Setting& setting : table)
        entries_.push_back({setting.member.default_value(), std::string(kDefaultOrigin)});
}

Result<Settings> Settings::parse(std::span<const Setting> table, std::string_view toml,
                                 const std::string& file, ForeignTables foreign) {
    try {
        Settings settings{table};
        Reading reading{settings, file, foreign};
        reading.read(toml::parse(toml));
        if (auto done = reading.finish(); !done) return fail(done.error());
        return settings;
    } catch (const toml::parse_error& error) {
        return fail(Errc::invalid,
                    fmt::format("{}:{}: {}", file, error.source().begin.line, error.description()));
    }
}

Result<Settings> Settings::read(std::span<const Setting> table, const std::filesystem::path& file,
                                ForeignTables foreign) {
    const auto bytes = read_file(file);
    if (!bytes) return fail(bytes.error());
    return parse(table, *bytes, file.string(), foreign);
}

std::size_t Settings::index_of(std::string_view name) const {
    const auto found =
        std::find_if(table_.begin(), table_.end(), [&](const Setting& s) { return s.name == name; });
    assert(found != table_.end());
    return static_cast<std::size_t>(found - table_.begin());
}

bool Settings::is_default(std::string_view name) const { return origin(name) == kDefaultOrigin; }

void Settings::set(std::string_view name, SettingValue value, std::string origin) {
    entries_[index_of(name)] = {std::move(value), std::move(origin)};
}

std::string format_setting(const SettingValue& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
    if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
    if (const auto* text = std::get_if<std::string>(&value)) return quoted(*text);
    const auto* texts = std::get_if<std::vector<std::string>>(&value);
    if (texts == nullptr) return "";
    std::string list;
    for (const std::string& text : *texts) list += (list.empty() ? "" : ", ") + quoted(text);
    return "[" + list + "]";
}

std::string allowed_values(const Setting& setting) {
    if (setting.choices != nullptr) return joined(setting.choices());
    if (!setting.must_be.empty()) return std::string(setting.must_be);
    const std::string unit = setting.unit.empty() ? "" : fmt::format(" {}", setting.unit);
    switch (setting.member.kind) {
        case SettingKind::flag:
            return "true or false";
        case SettingKind::whole:
            return fmt::format("a whole number from {} to {}{}", setting.least, setting.most, unit);
        case SettingKind::number:
            return fmt::format("a number from {} to {}{}", setting.least, setting.most, unit);
        case SettingKind::text:
            return "a text in quotes";
        case SettingKind::texts:
            return "a list of texts such as [\"one\", \"two\"]";
    }
    return "";
}

}  // namespace base
