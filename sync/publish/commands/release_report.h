#pragma once

#include <string>

#include "sync/publish/repository/image.h"
#include "sync/publish/repository/release.h"

namespace publish {

/// What changed and what was found, before anything is written.
void report_plan(const ReleasePlan& plan);
/// What was written, and what is left to do.
void report_release(const ReleasePlan& plan, const Released& released);
/// The same of an image; `version` is what people call it.
void report_image(const PublishedImage& published, const std::string& version);
void report_renewal(const Renewed& renewed);

}  // namespace publish
