#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace catalog {

/// One cell; monostate is NULL.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;

/// Writes one release into a new SQLite file. The same calls make the same bytes with the same SQLite.
/// Nobody may open the file before finish() has succeeded; a Writer that is dropped leaves an unusable file.
class Writer {
public:
    /// Creates the tables. REQUIRES: no file at `file`. Errors: io.
    [[nodiscard]] static base::Result<Writer> create(const std::filesystem::path& file);

    /// `table` and `columns` are names of the schema, not the author's words.
    /// Errors: invalid (a constraint of the schema does not hold); io.
    [[nodiscard]] base::Status insert(std::string_view table, std::span<const std::string_view> columns,
                                      std::span<const Cell> cells);

    /// Commits and closes. Errors: invalid (a row refers to one that is not there); io.
    [[nodiscard]] base::Status finish();

private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    using Handle = std::unique_ptr<sqlite3, Close>;
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    explicit Writer(Handle handle) : handle_(std::move(handle)) {}
    [[nodiscard]] base::Result<sqlite3_stmt*> insert_statement(std::string_view table,
                                                               std::span<const std::string_view> columns);

    Handle handle_;  // declared first: closed after the statements are gone
    std::map<std::string, Statement, std::less<>> inserts_;  // by table
};

/// Makes the rows of the release in `file` those of `fresh`, touching only what differs, so that the two
/// states of `file` make a small delta. Never vacuums. REQUIRES: both have our schema; nobody else has `file`
/// open. Errors: corrupt (one is no release of this schema); io.
[[nodiscard]] base::Status rewrite_in_place(const std::filesystem::path& file,
                                            const std::filesystem::path& fresh);

}  // namespace catalog
