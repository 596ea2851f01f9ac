#pragma once

#include "base/result.h"
#include "sync/tuf/metadata.h"

namespace tuf {

/// Whether at least `role.threshold` different keys of the role signed the envelope. A key counts once,
/// however often it signed and under however many ids it is listed. Keys that are unknown or of an unknown
/// type or scheme, and signatures of other keys, count for nothing and do no harm. Errors: unverified, with
/// how many were good, how many are needed, and why others were not.
[[nodiscard]] base::Status verify_signatures(const Envelope& envelope, const Role& role, const Keys& keys);

}  // namespace tuf
