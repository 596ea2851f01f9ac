#include "catalog/writer.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>
#include <vector>

#include "catalog/columns.h"
#include "catalog/schema.h"

namespace catalog {
namespace {

base::Status run(sqlite3* connection, const std::string& sql) {
    if (sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    const int code = sqlite3_errcode(connection) & 0xFF;
    const bool foreign = code == SQLITE_NOTADB || code == SQLITE_CORRUPT || code == SQLITE_ERROR;
    const auto error = code == SQLITE_CONSTRAINT ? base::Errc::invalid
                       : foreign                 ? base::Errc::corrupt
                                                 : base::Errc::io;
    return base::fail(error, sqlite3_errmsg(connection));
}

/// Runs a query whose answer is one column of text.
base::Result<std::vector<std::string>> read_column(sqlite3* connection, const std::string& sql) {
    std::vector<std::string> cells;
    const auto add = [](void* to, int, char** values, char**) {
        static_cast<std::vector<std::string>*>(to)->emplace_back(values[0] ? values[0] : "");
        return 0;
    };
    if (sqlite3_exec(connection, sql.c_str(), add, &cells, nullptr) != SQLITE_OK)
        return base::fail(base::Errc::corrupt, sqlite3_errmsg(connection));
    return cells;
}

base::Result<sqlite3*> connect(const std::filesystem::path& file, int flags) {
    sqlite3* connection = nullptr;
    if (sqlite3_open_v2(file.c_str(), &connection, flags, nullptr) == SQLITE_OK) return connection;
    const std::string why = connection ? sqlite3_errmsg(connection) : "out of memory";
    sqlite3_close(connection);
    return base::fail(base::Errc::io, fmt::format("{}: {}", file.string(), why));
}

void bind(sqlite3_stmt* statement, int parameter, const Cell& cell) {
    if (const auto* integer = std::get_if<std::int64_t>(&cell))
        sqlite3_bind_int64(statement, parameter, *integer);
    else if (const auto* real = std::get_if<double>(&cell))
        sqlite3_bind_double(statement, parameter, *real);
    else if (const auto* text = std::get_if<std::string>(&cell))
        sqlite3_bind_text64(statement, parameter, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_null(statement, parameter);
}

base::Status check_references(sqlite3* connection) {
    const auto broken = read_column(
        connection, "SELECT \"table\" || ' refers to a missing ' || parent FROM pragma_foreign_key_check");
    if (!broken) return base::fail(broken.error(), "checking references");
    if (!broken->empty()) return base::fail(base::Errc::invalid, broken->front());
    return {};
}

/// The statements that bring one table of `main` to the rows of `fresh`: first what differs goes, then what
/// is missing comes, into the room that became free.
std::string rewrite_table_sql(const std::string& table, const std::string& key) {
    return fmt::format(
        "DELETE FROM main.{0} WHERE ({1}) IN (SELECT {1} FROM (SELECT * FROM main.{0} EXCEPT SELECT * FROM "
        "fresh.{0}));"
        "INSERT INTO main.{0} SELECT * FROM (SELECT * FROM fresh.{0} EXCEPT SELECT * FROM main.{0});",
        table, key);
}

base::Status rewrite_tables(sqlite3* connection) {
    const auto tables =
        read_column(connection, "SELECT name FROM fresh.sqlite_schema WHERE type = 'table' ORDER BY rowid");
    if (!tables) return base::fail(tables.error(), "listing the tables");
    for (const std::string& table : *tables) {
        const auto key =
            read_column(connection, fmt::format("SELECT group_concat(name, ', ') FROM (SELECT name FROM "
                                                "pragma_table_info('{}', 'fresh') WHERE pk > 0 ORDER BY pk)",
                                                table));
        if (!key) return base::fail(key.error(), "reading the key of " + table);
        if (auto done = run(connection, rewrite_table_sql(table, key->front())); !done)
            return base::fail(done.error(), "rewriting " + table);
    }
    return {};
}

}  // namespace

void Writer::Close::operator()(sqlite3* connection) const { sqlite3_close(connection); }
void Writer::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

base::Result<Writer> Writer::create(const std::filesystem::path& file) {
    const auto connection = connect(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!connection) return base::fail(connection.error(), "creating the database");
    Writer writer{Handle(*connection)};
    // A database that fails half-way is thrown away, so a journal would protect nothing.
    const std::string sql = fmt::format(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096; PRAGMA encoding = "
        "'UTF-8';"
        "PRAGMA auto_vacuum = NONE; PRAGMA application_id = {}; PRAGMA user_version = {}; BEGIN; {}",
        kApplicationId, kSchemaVersion, schema_sql());
    if (auto made = run(*connection, sql); !made) return base::fail(made.error(), "creating the tables");
    return writer;
}

base::Result<sqlite3_stmt*> Writer::insert_statement(std::string_view table,
                                                     std::span<const std::string_view> columns) {
    if (const auto known = inserts_.find(table); known != inserts_.end()) return known->second.get();
    std::string names, marks;
    for (const std::string_view column : columns) {
        names += fmt::format("{}{}", names.empty() ? "" : ", ", column);
        marks += marks.empty() ? "?" : ", ?";
    }
    const std::string sql = fmt::format("INSERT INTO {} ({}) VALUES ({})", table, names, marks);
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        return base::fail(base::Errc::invalid, sqlite3_errmsg(handle_.get()));
    inserts_.emplace(table, Statement(statement));
    return statement;
}

base::Status Writer::insert(std::string_view table, std::span<const std::string_view> columns,
                            std::span<const Cell> cells) {
    const auto statement = insert_statement(table, columns);
    if (!statement) return base::fail(statement.error(), fmt::format("writing to {}", table));
    for (std::size_t i = 0; i < cells.size(); ++i) bind(*statement, static_cast<int>(i) + 1, cells[i]);
    const int stepped = sqlite3_step(*statement);
    sqlite3_reset(*statement);
    if (stepped == SQLITE_DONE) return {};
    return base::fail((stepped & 0xFF) == SQLITE_CONSTRAINT ? base::Errc::invalid : base::Errc::io,
                      fmt::format("writing to {}: {}", table, sqlite3_errmsg(handle_.get())));
}

base::Status Writer::finish() {
    inserts_.clear();
    if (auto checked = check_references(handle_.get()); !checked) return checked;
    if (auto committed = run(handle_.get(), "COMMIT"); !committed)
        return base::fail(committed.error(), "finishing the database");
    handle_.reset();
    return {};
}

base::Status rewrite_in_place(const std::filesystem::path& file, const std::filesystem::path& fresh) {
    const auto connection = connect(file, SQLITE_OPEN_READWRITE);
    if (!connection) return base::fail(connection.error(), "opening the earlier release");
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> closed_at_end(*connection, sqlite3_close);
    const std::unique_ptr<char, void (*)(void*)> attach(
        sqlite3_mprintf("ATTACH %Q AS fresh; BEGIN", fresh.c_str()), sqlite3_free);
    const std::string pragmas =
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;";
    if (auto started = run(*connection, pragmas + attach.get()); !started)
        return base::fail(started.error(), "opening both releases");
    if (auto rewritten = rewrite_tables(*connection); !rewritten) return rewritten;
    if (auto checked = check_references(*connection); !checked) return checked;
    return run(*connection, "COMMIT");
}

}  // namespace catalog
