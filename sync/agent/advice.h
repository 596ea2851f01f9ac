#pragma once

#include <string>

#include "base/date.h"
#include "base/result.h"
#include "catalog/known_time.h"
#include "sync/transport/source.h"

namespace agent {

/// What this device's clock says, and what is known of the time.
struct Clocks {
    base::Instant wall;
    catalog::KnownTime known;

    /// What is wrong with the clock; empty: nothing that is known.
    [[nodiscard]] std::string note() const;
};

/// What an operator can do about a failure; a wrong clock comes first where it may be the cause. `source`:
/// what was asked, or null. Empty: the message says it all.
[[nodiscard]] std::string advice_for(const base::Error& error, const transport::Source* source,
                                     const Clocks& clocks);

/// The error with the advice behind its message.
[[nodiscard]] base::Error with_advice(base::Error error, const std::string& advice);

}  // namespace agent
