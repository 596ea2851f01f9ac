#include "sync/publish/tables/coverage.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace publish {
namespace {

std::optional<char32_t> parse_hexadecimal(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return static_cast<char32_t>(number);
}

std::optional<std::pair<char32_t, char32_t>> parse_range(std::string_view line) {
    const std::size_t dash = line.find('-');
    const auto first = parse_hexadecimal(line.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parse_hexadecimal(line.substr(dash + 1));
    if (!first || !last || *last < *first) return std::nullopt;
    return std::pair{*first, *last};
}

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    return line;
}

}  // namespace

std::optional<Coverage> Coverage::parse(std::string_view text) {
    Coverage coverage;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (line.empty() || line.front() == '#') continue;
        const auto range = parse_range(line);
        if (!range) return std::nullopt;
        coverage.ranges_.push_back(*range);
    }
    std::sort(coverage.ranges_.begin(), coverage.ranges_.end());
    return coverage;
}

bool Coverage::contains(char32_t character) const {
    const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), character,
                                        [](char32_t c, const auto& range) { return c < range.first; });
    return after != ranges_.begin() && character <= std::prev(after)->second;
}

}  // namespace publish
