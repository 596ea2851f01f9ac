#include "sync/publish/commands/fonts.h"

#include <algorithm>
#include <chrono>

#include "base/build_date.h"
#include "base/embedded.h"

namespace publish {

std::optional<Coverage> font_coverage() {
    const auto text = base::find_embedded_file("coverage.txt");
    return text ? Coverage::parse(*text) : std::nullopt;
}

std::vector<std::string> icon_names() {
    std::vector<std::string> names;
    std::string_view text = base::find_embedded_file("topics.txt").value_or("");
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        if (const auto end = line.find(':'); end != line.npos && line.front() != '#')
            names.emplace_back(line.substr(0, end));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return names;
}

std::optional<base::Instant> clock_now() {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return now < base::kBuiltAfter ? std::nullopt : std::optional<base::Instant>(now);
}

}  // namespace publish
