#include "catalog/areas.h"

#include <algorithm>

namespace catalog {
namespace {

constexpr std::string_view kSeparators[] = {",", ";", "，", "、", "；"};
constexpr std::string_view kBlanks[] = {" ", "\t", "\n", "\u00A0", "\u3000"};

/// How many bytes one of `marks` takes at the start of `text`; 0: none stands there.
template <std::size_t n>
std::size_t length_of_mark(std::string_view text, const std::string_view (&marks)[n]) {
    for (const std::string_view mark : marks)
        if (text.starts_with(mark)) return mark.size();
    return 0;
}

std::string_view trimmed(std::string_view text) {
    while (const std::size_t length = length_of_mark(text, kBlanks)) text.remove_prefix(length);
    for (bool is_blank = true; is_blank;) {
        is_blank = false;
        for (const std::string_view blank : kBlanks)
            if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                is_blank = true;
            }
    }
    return text;
}

}  // namespace

std::vector<std::string> split_areas(std::string_view text) {
    std::vector<std::string> areas;
    std::size_t begin = 0;
    const auto take = [&](std::size_t end) {
        const std::string_view area = trimmed(text.substr(begin, end - begin));
        if (!area.empty()) areas.emplace_back(area);
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = length_of_mark(text.substr(at), kSeparators);
        if (length > 0) {
            take(at);
            begin = at + length;
        }
        at += std::max<std::size_t>(length, 1);
    }
    take(text.size());
    return areas;
}

std::string join_areas(const std::vector<std::string>& areas) {
    std::string text;
    for (const std::string& area : areas) text += (text.empty() ? "" : ",") + area;
    return text;
}

bool is_for_area(std::string_view areas, std::string_view where) {
    if (areas.empty()) return true;
    const auto meant = split_areas(areas), here = split_areas(where);
    return std::any_of(here.begin(), here.end(), [&](const std::string& area) {
        return std::find(meant.begin(), meant.end(), area) != meant.end();
    });
}

}  // namespace catalog
