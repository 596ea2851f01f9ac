#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace catalog {

/// One run of a prepared statement. Its Database must outlive it.
class Query {
public:
    /// What becomes of the statement when the Query goes.
    enum class Afterwards { kept, finalized };

    Query(sqlite3_stmt* statement, Afterwards afterwards) : statement_(statement), afterwards_(afterwards) {}
    Query(Query&& other) noexcept
        : statement_(std::exchange(other.statement_, nullptr)), afterwards_(other.afterwards_) {}
    Query& operator=(Query&&) = delete;
    ~Query();

    /// Parameters count from 1. `text` must stay alive as long as the Query.
    Query& bind(int parameter, std::string_view text);

    /// True while there is a row. Errors: corrupt; io.
    [[nodiscard]] base::Result<bool> next();

    // Columns count from 0. A value of another type is converted as SQLite does; NULL is "" and 0.
    /// Valid until the next call of next().
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] bool is_null(int column) const;

private:
    sqlite3_stmt* statement_;
    Afterwards afterwards_;
};

/// A release is one file. One that some program left in WAL mode, or in the middle of a change, is half of a
/// database: what was written last may lie in a second file beside it, and reading the first alone shows what
/// was there before. `bytes`: the file, or its first hundred bytes. Errors: corrupt, with the remedy.
[[nodiscard]] base::Status check_is_complete(std::string_view bytes);
/// The same of a file, and of what lies beside it. Errors: corrupt.
[[nodiscard]] base::Status check_is_complete(const std::filesystem::path& file);

/// A read-only SQLite database that other people may have written. Used by one thread. SQLite is named
/// nowhere else but in database.cpp.
class Database {
public:
    /// The file must not change while it is open. Errors: io; corrupt (as of check_is_complete()).
    [[nodiscard]] static base::Result<Database> open(const std::filesystem::path& file);
    /// `bytes` must outlive the Database. Errors: corrupt; io.
    [[nodiscard]] static base::Result<Database> open_bytes(std::string_view bytes);

    /// `sql` must be a literal: its statement is kept and found again by its address, for one Query at a
    /// time. Errors: corrupt (a table or column that `sql` names does not exist); io.
    [[nodiscard]] base::Result<Query> query(const char* sql);
    /// The same for what is asked once: nothing is kept.
    [[nodiscard]] base::Result<Query> query_once(const char* sql);

private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    using Handle = std::unique_ptr<sqlite3, Close>;

    explicit Database(Handle handle) : handle_(std::move(handle)) {}
    [[nodiscard]] static base::Result<Handle> connect(const char* name, int flags);
    [[nodiscard]] base::Result<sqlite3_stmt*> prepare(const char* sql, unsigned flags);

    Handle handle_;  // declared first: closed after the statements are gone
    std::map<const char*, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;
};

}  // namespace catalog
