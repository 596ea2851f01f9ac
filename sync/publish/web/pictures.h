#pragma once

#include "sync/publish/web/html.h"
#include "words/pictures.h"

namespace publish::web {

/// A target's picture with its caption, as wide as the page lets it be; nothing where there is none. What it
/// shows stands on the page in words and figures as well, so the drawing itself is silent.
[[nodiscard]] Html picture(const words::TargetPicture& picture, const std::string& caption);

/// How far a target is, for one row of a list.
[[nodiscard]] Html row_bar(const words::RowBar& bar);

}  // namespace publish::web
