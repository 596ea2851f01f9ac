#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/string_table.h"
#include "catalog/model.h"
#include "kiosk/ui/text.h"

namespace kiosk {

/// The screen's own words in one language, by key. Both languages have the same keys; a test holds that.
class Strings {
public:
    using Values = std::initializer_list<std::pair<std::string_view, std::string>>;

    Strings(Locale locale, base::StringTable table) : locale_(locale), table_(std::move(table)) {}

    [[nodiscard]] Locale locale() const { return locale_; }
    /// The text with every "{name}" replaced. A key that is missing comes back in double brackets, so that it
    /// is seen.
    [[nodiscard]] std::string operator()(std::string_view key, Values values = {}) const;
    /// As above with "{n}", from `key`.one when `n` is 1 and there is such a key.
    [[nodiscard]] std::string count(std::string_view key, int n) const;
    /// The words in this language; in Chinese where there are none in English.
    [[nodiscard]] const std::string& pick(const catalog::Bilingual& words) const {
        return locale_ == Locale::en && !words.en.empty() ? words.en : words.zh;
    }
    /// The language that `pick` found, for line breaking.
    [[nodiscard]] Locale locale_of(const catalog::Bilingual& words) const {
        return locale_ == Locale::en && !words.en.empty() ? Locale::en : Locale::zh;
    }

private:
    Locale locale_;
    base::StringTable table_;
};

}  // namespace kiosk
