#pragma once

#include <string>

#include "kiosk/scenes/stage.h"

namespace kiosk {

/// Where the code on a target's page leads: to the target's own web page in the visitor's language, or where
/// there are none to the page of the document that it stands in. Empty where that has none either.
[[nodiscard]] std::string code_address(const Stage& stage, const catalog::TargetId& target,
                                       const catalog::Source& document);

/// "https://a.example/en/target/new-parks.html": of the web pages at `web`, with or without a "/" at its end.
[[nodiscard]] std::string web_page(std::string_view web, std::string_view language,
                                   const catalog::TargetId& target);

}  // namespace kiosk
