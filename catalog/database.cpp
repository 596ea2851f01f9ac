#include "catalog/database.h"

#include <sqlite3.h>

#include <fstream>
#include <utility>

namespace catalog {
namespace {

constexpr int kCacheKibibytes = 256;
constexpr int kMaxValueBytes = 4 << 20;  // no text of a release is longer; a broken length field may say so

base::Failure sqlite_failure(sqlite3* connection) {
    const int code = connection != nullptr ? sqlite3_errcode(connection) & 0xff : SQLITE_NOMEM;
    const bool of_the_machine = code == SQLITE_IOERR || code == SQLITE_NOMEM || code == SQLITE_CANTOPEN;
    return base::fail(of_the_machine ? base::Errc::io : base::Errc::corrupt,
                      connection != nullptr ? sqlite3_errmsg(connection) : "out of memory");
}

/// What a foreign file must not be able to do: run code from its schema, or make SQLite allocate without
/// bound.
void distrust(sqlite3* connection) {
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, kMaxValueBytes);
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
}

base::Status run(sqlite3* connection, const char* sql) {
    if (sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return sqlite_failure(connection);
    return {};
}

/// Every byte that means something in a URI, as %XX.
std::string uri_of(const std::filesystem::path& file) {
    std::error_code
        ignored;  // without a current folder the name stays relative, and SQLite says that it is not there
    std::string uri = "file://";
    for (const char c : std::filesystem::absolute(file, ignored).string()) {
        if (c == '%' || c == '?' || c == '#')
            uri += fmt::format("%{:02X}", static_cast<int>(c));
        else
            uri += c;
    }
    return uri + "?immutable=1";
}

}  // namespace

base::Status check_is_complete(std::string_view bytes) {
    // SQLite's file format, 1.3: the versions for writing and reading, 2 in WAL mode.
    constexpr std::size_t kWriteVersion = 18, kReadVersion = 19;
    if (bytes.size() <= kReadVersion || (bytes[kWriteVersion] != 2 && bytes[kReadVersion] != 2)) return {};
    return base::fail(
        base::Errc::corrupt,
        "is in WAL mode: what was changed last may lie in a second file beside it (-wal), and would be "
        "missing. Close the program that edits it, and run `sqlite3 FILE 'PRAGMA journal_mode=DELETE'`");
}

base::Status check_is_complete(const std::filesystem::path& file) {
    std::error_code ignored;
    if (std::filesystem::file_size(file.string() + "-journal", ignored) > 0 && !ignored)
        return base::fail(
            base::Errc::corrupt,
            fmt::format("was left in the middle of a change: {}-journal lies beside it. Open it once "
                        "with the program that edits it, or run `sqlite3 {} 'PRAGMA user_version'`",
                        file.filename().string(), file.filename().string()));
    std::ifstream stream(file, std::ios::binary);
    char header[100];
    stream.read(header, sizeof header);
    return check_is_complete(std::string_view(header, static_cast<std::size_t>(stream.gcount())));
}

Query::~Query() {
    if (statement_ == nullptr) return;
    if (afterwards_ == Afterwards::finalized) {
        sqlite3_finalize(statement_);
        return;
    }
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

Query& Query::bind(int parameter, std::string_view text) {
    // An empty view may have no address, and a null address would bind NULL.
    sqlite3_bind_text64(statement_, parameter, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                        SQLITE_UTF8);
    return *this;
}

base::Result<bool> Query::next() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return sqlite_failure(sqlite3_db_handle(statement_));
}

std::string_view Query::text(int column) const {
    // Looked up once for both, which needs no lock: a connection belongs to one thread.
    sqlite3_value* value = sqlite3_column_value(statement_, column);
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Query::real(int column) const { return sqlite3_column_double(statement_, column); }
bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
void Database::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

base::Result<Database::Handle> Database::connect(const char* name, int flags) {
    sqlite3* connection = nullptr;
    const int code =
        sqlite3_open_v2(name, &connection, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, nullptr);
    Handle handle{connection};
    if (code != SQLITE_OK) return sqlite_failure(connection);
    distrust(connection);
    // CHECK constraints of a foreign file are foreign code; integrity.cpp checks the enumerations itself.
    const std::string settings = fmt::format(
        "PRAGMA mmap_size = 0; PRAGMA cache_size = -{}; PRAGMA cell_size_check = ON; PRAGMA "
        "ignore_check_constraints = ON",
        kCacheKibibytes);
    if (auto set = run(connection, settings.c_str()); !set) return base::fail(set.error());
    return handle;
}

base::Result<Database> Database::open(const std::filesystem::path& file) {
    if (auto complete = check_is_complete(file); !complete) return base::fail(complete.error());
    auto handle = connect(uri_of(file).c_str(), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    if (!handle) return base::fail(handle.error());
    return Database(std::move(*handle));
}

base::Result<Database> Database::open_bytes(std::string_view bytes) {
    if (auto complete = check_is_complete(bytes); !complete) return base::fail(complete.error());
    auto handle = connect(":memory:", SQLITE_OPEN_READWRITE);
    if (!handle) return base::fail(handle.error());
    // SQLite takes a pointer to change through, but changes nothing in a read-only image.
    auto* image = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
    const auto size = static_cast<sqlite3_int64>(bytes.size());
    if (sqlite3_deserialize(handle->get(), "main", image, size, size, SQLITE_DESERIALIZE_READONLY) !=
        SQLITE_OK)
        return sqlite_failure(handle->get());
    return Database(std::move(*handle));
}

base::Result<sqlite3_stmt*> Database::prepare(const char* sql, unsigned flags) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(handle_.get(), sql, -1, flags, &statement, nullptr) != SQLITE_OK)
        return sqlite_failure(handle_.get());
    return statement;
}

base::Result<Query> Database::query(const char* sql) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
        auto statement = prepare(sql, SQLITE_PREPARE_PERSISTENT);
        if (!statement) return base::fail(statement.error());
        found = statements_.emplace(sql, *statement).first;
    }
    return Query(found->second.get(), Query::Afterwards::kept);
}

base::Result<Query> Database::query_once(const char* sql) {
    auto statement = prepare(sql, 0);
    if (!statement) return base::fail(statement.error());
    return Query(*statement, Query::Afterwards::finalized);
}

}  // namespace catalog
