#pragma once

#include <fmt/format.h>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/string_table.h"
#include "catalog/model.h"

// What is said to an author, made where it is found out and put into words where it is printed. Patterns are
// English; assets/strings/publish-zh.toml has each of them in Chinese.

namespace publish {

/// The language that is printed: for each English pattern the one to print in its place.
class Phrasebook {
public:
    /// English, which needs no other patterns.
    Phrasebook() = default;
    /// Chinese: `toml` is what publish-zh.toml holds. Errors: invalid.
    [[nodiscard]] static base::Result<Phrasebook> chinese(std::string_view toml);

    [[nodiscard]] bool is_chinese() const { return is_chinese_; }
    /// `english` itself where there is no other. The view lives as long as this and `english`.
    [[nodiscard]] std::string_view pattern(std::string_view english) const;

private:
    bool is_chinese_ = false;
    base::StringTable patterns_;
};

/// A name that is not a sentence of ours, such as a column's heading.
using catalog::Bilingual;

struct Argument;

/// What say() makes: a pattern and what is put into it.
class Message {
public:
    /// Nothing is said.
    Message() = default;
    /// REQUIRES: `pattern` lives for ever, and has a place for as many arguments.
    Message(std::string_view pattern, std::vector<Argument> arguments);

    [[nodiscard]] bool empty() const { return pattern_.empty(); }
    /// What kind of thing is said: the same for other values. The view lives for ever.
    [[nodiscard]] std::string_view pattern() const { return pattern_; }
    [[nodiscard]] std::string text(const Phrasebook& book = {}) const;

private:
    std::string_view pattern_;
    std::vector<Argument> arguments_;
};

/// A value, which reads the same in every language, a name, or a message within the message.
struct Argument {
    Argument(const char* text) : value(std::string(text)) {}
    Argument(std::string_view text) : value(std::string(text)) {}
    Argument(std::string text) : value(std::move(text)) {}
    Argument(std::integral auto number) : value(fmt::to_string(number)) {}
    Argument(Bilingual name) : value(std::move(name)) {}
    Argument(Message message) : value(std::move(message)) {}

    std::variant<std::string, Bilingual, Message> value;
};

/// "{} has {} rows": the pattern is a literal, with one {} for each argument and nothing within its brackets,
/// which the compiler checks.
template <class... Arguments>
[[nodiscard]] Message say(
    fmt::format_string<std::conditional_t<true, std::string_view, Arguments>...> pattern,
    Arguments&&... arguments) {
    const fmt::string_view words = pattern;
    return {{words.data(), words.size()}, {Argument(std::forward<Arguments>(arguments))...}};
}

/// Several values one after the other: "a, b, c", in Chinese "a、b、c".
template <class Values>
[[nodiscard]] Bilingual listed(const Values& values) {
    Bilingual list;
    for (const auto& value : values) {
        list.en += fmt::format("{}{}", list.en.empty() ? "" : ", ", value);
        list.zh += fmt::format("{}{}", list.zh.empty() ? "" : "、", value);
    }
    return list;
}

}  // namespace publish
