#pragma once

#include <string>

#include "sync/publish/web/page.h"

/// The pages of one language, each as a whole file.
namespace publish::web {

/// How many targets stand how, the topics, and notices that are not over.
[[nodiscard]] std::string overview_page(const Edition& edition);
[[nodiscard]] std::string topic_page(const Edition& edition, const catalog::Topic& topic);
[[nodiscard]] std::string target_page(const Edition& edition, const catalog::TargetId& id);
/// The counted targets that stand so.
[[nodiscard]] std::string state_page(const Edition& edition, catalog::State state);
/// Everyday words from A to Z, and the ways by topic and by number.
[[nodiscard]] std::string find_page(const Edition& edition);
/// Shapes, states, rules, sources, results of the period before.
[[nodiscard]] std::string about_page(const Edition& edition);
/// Words of statistics, explained.
[[nodiscard]] std::string terms_page(const Edition& edition);

/// All targets by number, so many on a page. `index`: 0 to number_page_count() - 1.
[[nodiscard]] std::size_t number_page_count(const Edition& edition);
[[nodiscard]] std::string number_page(const Edition& edition, std::size_t index);
[[nodiscard]] std::string file_of_numbers(std::size_t index);

/// Which language, for whoever comes to the folder itself. The editions are those of every language.
[[nodiscard]] std::string languages_page(const std::vector<Edition>& editions);

}  // namespace publish::web
