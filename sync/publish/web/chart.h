#pragma once

#include "sync/publish/web/html.h"
#include "words/pictures.h"

namespace publish::web {

/// Points over time, the target as a dashed line. Values stand at their points where there is room.
[[nodiscard]] Html chart(const words::LineChart& chart);

}  // namespace publish::web
