#pragma once

#include <map>
#include <string>
#include <vector>

#include "catalog/model.h"
#include "words/strings.h"

namespace words {

/// How words sound, which is the order that lists of them have: hanzi as the catalog says that they are read,
/// all else by its letters, large or small.
class Sounds {
public:
    struct Sound {
        std::string letter;     // the first, "A" to "Z"; "#" where that is not known
        std::string sorted_by;  // so that 公交 comes before 公园, and what has no letter comes last
    };

    Sounds() = default;
    explicit Sounds(const std::vector<catalog::Reading>& readings);

    [[nodiscard]] Sound of(const std::string& text) const;

private:
    std::map<std::string, std::string, std::less<>> readings_;
};

/// As a list of them stands. They must outlive the result.
[[nodiscard]] std::vector<const catalog::Term*> in_order(const std::vector<catalog::Term>& terms,
                                                         const Sounds& sounds, const Strings& strings);

}  // namespace words
