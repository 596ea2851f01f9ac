#pragma once

namespace catalog {

/// "MSK1": marks a SQLite file as one of our releases.
constexpr int kApplicationId = 0x4D534B31;
/// The version of the format that is written. A value stored on disk is never renumbered;
/// docs/formats/catalog.md.
constexpr int kSchemaVersion = 2;
/// The oldest that is read.
constexpr int kOldestSchemaVersion = 1;
/// The first version of this program that reads kSchemaVersion: what a release asks of a device at least.
constexpr const char* kSchemaNeedsProgram = "0.2.0";

}  // namespace catalog
