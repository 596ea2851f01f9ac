#pragma once

#include <string>

#include "kiosk/scenes/stage.h"

/// What the release is called where a page says it as a whole.
namespace kiosk {

/// "2024年", "2024—2029年": what the document plans for.
[[nodiscard]] std::string period_of_plan(const Stage& stage);
/// "郑州市2024年计划"; without the place where the release names none.
[[nodiscard]] std::string plan_heading(const Stage& stage);
/// "2024年，郑州市要为大家办哪些事？"
[[nodiscard]] std::string promises_heading(const Stage& stage);

}  // namespace kiosk
