#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/decimal.h"
#include "sync/publish/tables/folder.h"

namespace publish {

/// What stands before the "=" of "6.2-0.9=5.3" or "579.3×(1+6.5%)=617", worked out.
struct WorkedOut {
    std::string value;                      // as many places as `right` has where it does not come out even
    bool is_right = false;                  // it is `right`, or is rounded to it
    std::vector<catalog::Decimal> numbers;  // as they are written; 6.5% is 6.5
};

/// Nothing for what is not numbers with + - × ÷ ( ) and %, or has more digits than we can hold. `right` is a
/// decimal as it is written.
[[nodiscard]] std::optional<WorkedOut> work_out(std::string_view left, std::string_view right);

/// `derived` of a row ends in its value, and is right.
void check_arithmetic(const Table& table, const Row& row, Problems& problems);

}  // namespace publish
