#pragma once

#include <string>

namespace publish {

/// Why a workbook is not read: what it is or has, and what to do about it. One line each.
struct Refusal {
    std::string message, fix;
};

constexpr const char* kSaveAgain = "open it with a spreadsheet program and save it again as .xlsx";

/// What only a program that writes badly, or damage on the way, can bring about: "its part xl/styles.xml
/// ...".
[[nodiscard]] inline Refusal damaged(const std::string& part, const std::string& what) {
    return {"the workbook is damaged: its part " + part + " " + what, kSaveAgain};
}

}  // namespace publish
