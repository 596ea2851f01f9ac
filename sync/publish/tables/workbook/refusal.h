#pragma once

#include "sync/publish/tables/say.h"

namespace publish {

/// Why a workbook is not read: what it is or has, and what to do about it. One line each.
struct Refusal {
    Message message, fix;
};

[[nodiscard]] Message save_again();

/// What only a program that writes badly, or damage on the way, can bring about: "its part xl/styles.xml
/// ...".
[[nodiscard]] Refusal damaged(std::string_view part, Message what);
[[nodiscard]] Refusal protected_by_password();
[[nodiscard]] Refusal has_macros();

}  // namespace publish
