#include "sync/publish/building/build.h"

#include <fmt/format.h>

#include <system_error>
#include <vector>

#include "catalog/database.h"
#include "catalog/decimal.h"
#include "catalog/writer.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

/// A file that is gone when we are done with it, unless it was renamed.
class Temporary {
public:
    explicit Temporary(fs::path path) : path_(std::move(path)) { remove(); }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary() { remove(); }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    void remove() const {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    fs::path path_;
};

catalog::Cell stored(const Column& column, const std::string& text) {
    switch (column.type) {
        case Type::integer:
        case Type::flag:
            return std::int64_t{std::stoll(text)};  // digits: checked
        case Type::real:
            if (const auto number = catalog::Decimal::parse(text)) return number->to_double();
            return std::monostate{};
        case Type::reference:
            if (text.empty()) return std::monostate{};
            if (column.refers_to == "observation") return std::int64_t{std::stoll(text)};
            return text;
        default:
            return text;
    }
}

base::Status write_table(catalog::Writer& writer, const Table& table) {
    std::vector<std::string_view> names;
    for (const Column& column : table.format().columns) names.push_back(column.name);
    if (table.format().name == "release") names.push_back("id");
    for (const Row& row : table.rows()) {
        std::vector<catalog::Cell> cells;
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            cells.push_back(stored(table.format().columns[i], row.cells[i]));
        if (table.format().name == "release") cells.emplace_back(std::int64_t{1});
        if (auto inserted = writer.insert(table.format().name, names, cells); !inserted)
            return base::fail(inserted.error(), fmt::format("{}:{}", table.file(), row.line));
    }
    return {};
}

base::Status write_database(const Folder& folder, const fs::path& file) {
    auto writer = catalog::Writer::create(file);
    if (!writer) return base::fail(writer.error());
    for (const Table& table : folder.tables)
        if (auto written = write_table(*writer, table); !written) return written;
    return writer->finish();
}

base::Status copy_release(const fs::path& from, const fs::path& to) {
    std::error_code error;
    if (fs::copy_file(from, to, error)) return {};
    return base::fail(error == std::errc::no_such_file_or_directory ? base::Errc::not_found : base::Errc::io,
                      fmt::format("{}: {}", from.string(), error.message()));
}

base::Status put_in_place(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::rename(from, to, error);
    if (error) return base::fail(base::Errc::io, fmt::format("{}: {}", to.string(), error.message()));
    return {};
}

}  // namespace

base::Status build_release(const Folder& folder, const fs::path& output,
                           const std::optional<fs::path>& earlier) {
    const Temporary fresh(output.string() + ".new");
    const std::string doing = fmt::format("writing {}", output.string());
    if (auto written = write_database(folder, fresh.path()); !written)
        return base::fail(written.error(), doing);
    if (!earlier) return put_in_place(fresh.path(), output);
    if (auto complete = catalog::check_is_complete(*earlier); !complete)
        return base::fail(complete.error(), earlier->string());
    const Temporary edited(output.string() + ".edited");
    if (auto copied = copy_release(*earlier, edited.path()); !copied)
        return base::fail(copied.error(), doing);
    if (auto rewritten = catalog::rewrite_in_place(edited.path(), fresh.path()); !rewritten)
        return base::fail(rewritten.error(),
                          rewritten.error().code == base::Errc::io ? doing : earlier->string());
    return put_in_place(edited.path(), output);
}

}  // namespace publish
