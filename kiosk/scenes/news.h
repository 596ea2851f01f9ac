#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/scenes/sheet.h"

namespace kiosk {

/// A figure as it stands on its target's page, and when and by whom it was published.
struct NewsItem {
    catalog::TargetId target;
    std::optional<base::Date> day;  // nothing: nobody knows
    bool is_correction = false;
    std::string publisher;  // with the day, in the visitor's language
};

/// The newest figure of every target that has one: what was published last comes first, what has no day
/// last. Errors: what loading says.
[[nodiscard]] base::Result<std::vector<NewsItem>> news_of(const Stage& stage);

/// Whether anything was published in the last 30 days. Without a clock that is trusted nothing was.
[[nodiscard]] bool has_recent_news(const catalog::Store& store, const catalog::Standing& standing);

/// `news`: what was published or corrected last. `news/round`: its first page as one of the rotation.
[[nodiscard]] base::Result<Page> build_news(const Stage& stage, const Address& address);

}  // namespace kiosk
