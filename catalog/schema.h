#pragma once

namespace catalog {

/// "MSK1": marks a SQLite file as one of our releases.
constexpr int kApplicationId = 0x4D534B31;
/// The format below. A value stored on disk is never renumbered; see docs/formats/catalog.md.
constexpr int kSchemaVersion = 1;

/// Creates every table of schema version 1 in an empty database.
extern const char* const kSchemaSql;

}  // namespace catalog
