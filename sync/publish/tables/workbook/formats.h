#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/publish/tables/workbook/refusal.h"

namespace publish {

/// What a cell with a number shows it as.
enum class Shown { number, percentage, day, moment, time };

/// Of a format code such as `0.0%` or `yyyy"年"m"月"d"日";@`: its first section decides.
[[nodiscard]] Shown shown_by(std::string_view code);

/// Of one of the formats that have a number alone. 27 to 36 and 50 to 58 are days and times in Chinese,
/// Japanese and Korean programs, and nothing in others.
[[nodiscard]] Shown shown_by_builtin(int id);

/// The formats of a workbook's cells.
class Formats {
public:
    /// `text`: the styles part, called `part`.
    [[nodiscard]] std::optional<Refusal> read(const std::string& part, const std::string& text);
    /// Of the style that a cell names; one that is not there is a plain number.
    [[nodiscard]] Shown of_style(std::size_t style) const {
        return style < styles_.size() ? styles_[style] : Shown::number;
    }

private:
    std::vector<Shown> styles_;
};

}  // namespace publish
