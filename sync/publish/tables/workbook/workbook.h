#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sync/publish/tables/workbook/refusal.h"
#include "sync/publish/tables/workbook/sheet.h"

/// Workbooks (.xlsx: ECMA-376, strict and transitional) as plain values. Knows nothing of catalogs.
namespace publish {

struct Workbook {
    std::vector<Sheet> sheets;  // in the order of their tabs; charts are sheets without rows
};

/// Reads a workbook from the bytes of its file. Text is UTF-8 with "\n" line ends. A number is the shortest
/// decimal of up to 15 digits; where its cell shows a percentage, of that; where it shows a day or a time,
/// "2024-12-31", "2024-12-31 08:00:00" or "08:00:00". Yes and no are 1 and 0. A formula counts as what was
/// stored of it, "#N/A" and the like included. Comments, pictures and what is behind links are not looked at.
/// `is_wanted`: which sheets to read by their names; of the others only the name is given.
/// Refused: what is no such workbook, is protected by a password, has macros, is damaged, or goes beyond
/// limits.h. Takes some 40 bytes of memory for a cell, and no more than 1 GiB.
[[nodiscard]] std::variant<Workbook, Refusal> read_workbook(
    std::string_view bytes,
    const std::function<bool(std::string_view)>& is_wanted = [](std::string_view) { return true; });

}  // namespace publish
