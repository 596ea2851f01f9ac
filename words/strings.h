#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/string_table.h"
#include "catalog/model.h"
#include "words/language.h"

namespace words {

/// The screen's own words in one language, by key. Every language has the same keys; a test holds that.
class Strings {
public:
    using Values = std::initializer_list<std::pair<std::string_view, std::string>>;

    Strings(const Language& language, base::StringTable table)
        : language_(&language), table_(std::move(table)) {}

    /// The language's table among the files that are linked into this program. Errors: not_found, invalid.
    [[nodiscard]] static base::Result<Strings> open(const Language& language);

    [[nodiscard]] const Language& language() const { return *language_; }
    /// The text with every "{name}" replaced. A key that is missing comes back in double brackets, so that it
    /// is seen.
    [[nodiscard]] std::string operator()(std::string_view key, Values values = {}) const;
    /// A number as the language writes it: "10,000".
    [[nodiscard]] std::string number(int n) const;
    /// As above with "{n}", from `key`_one when `n` is 1 and there is such a key.
    [[nodiscard]] std::string count(std::string_view key, int n) const;
    /// The words in this language; in another where there are none in this.
    [[nodiscard]] const std::string& pick(const catalog::Bilingual& words) const {
        return words::pick(words, *language_);
    }
    /// The language that `pick` found, for setting them.
    [[nodiscard]] const Language& language_of(const catalog::Bilingual& words) const {
        return words::language_of(words, *language_);
    }

private:
    const Language* language_;
    base::StringTable table_;
};

}  // namespace words
