#include "sync/publish/building/build.h"

#include <fmt/format.h>

#include <system_error>
#include <vector>

#include "base/files.h"
#include "catalog/database.h"
#include "catalog/decimal.h"
#include "catalog/integrity.h"
#include "catalog/unit.h"
#include "catalog/writer.h"
#include "sync/publish/building/readings.h"

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
        case Type::clause:
        case Type::reference:
            if (text.empty()) return std::monostate{};
            if (column.refers_to == "observation") return std::int64_t{std::stoll(text)};
            return text;
        default:
            return text;
    }
}

/// base_value, the one number that is worked out: in the unit without its power of ten.
catalog::Cell computed(const Table& table, const Row& row) {
    const std::string& chinese = table.cell(row, "unit_zh");
    const auto value = catalog::Decimal::parse(table.cell(row, "value"));
    const auto base =
        value ? catalog::in_base_unit(*value, chinese.empty() ? table.cell(row, "unit_en") : chinese)
              : std::nullopt;
    if (!base) return std::monostate{};
    return base->to_double();
}

base::Status write_table(catalog::Writer& writer, const Table& table) {
    std::vector<std::string_view> names;
    for (const Column& column : table.format().columns)
        if (column.is_stored()) names.push_back(column.name);
    if (table.format().name == "release") names.push_back("id");
    for (const Row& row : table.rows()) {
        std::vector<catalog::Cell> cells;
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            if (const Column& column = table.format().columns[i]; column.is_stored())
                cells.push_back(column.origin == Origin::computed ? computed(table, row)
                                                                  : stored(column, row.cells[i]));
        if (table.format().name == "release") cells.emplace_back(std::int64_t{1});
        if (auto inserted = writer.insert(table.format().name, names, cells); !inserted)
            return base::fail(inserted.error(), fmt::format("{}:{}", table.file(), row.line));
    }
    return {};
}

base::Status write_readings(catalog::Writer& writer, const Folder& folder) {
    const auto readings = readings_of(folder);
    if (!readings) return base::fail(readings.error());
    constexpr std::string_view kColumns[] = {"text", "pinyin"};
    for (const auto& [text, pinyin] : *readings) {
        const catalog::Cell cells[] = {text, pinyin};
        if (auto inserted = writer.insert("reading", kColumns, cells); !inserted)
            return base::fail(inserted.error(), "reading " + text);
    }
    return {};
}

base::Status write_database(const Folder& folder, const fs::path& file) {
    auto writer = catalog::Writer::create(file);
    if (!writer) return base::fail(writer.error());
    for (const Table& table : folder.tables)
        if (auto written = table.format().name == "reading" ? write_readings(*writer, folder)
                                                            : write_table(*writer, table);
            !written)
            return written;
    return writer->finish();
}

base::Status copy_release(const fs::path& from, const fs::path& to) {
    std::error_code error;
    if (fs::copy_file(from, to, error)) return {};
    return base::fail(error == std::errc::no_such_file_or_directory ? base::Errc::not_found : base::Errc::io,
                      fmt::format("{}: {}", from.string(), error.message()));
}

/// Only then can the rows of one become those of the other. What cannot be read is found out when it is
/// tried.
bool have_same_format(const fs::path& one, const fs::path& other) {
    const auto header_of = [](const fs::path& file) {
        const auto bytes = base::read_file(file);
        return bytes && bytes->size() >= catalog::kHeaderBytes ? bytes->substr(0, catalog::kHeaderBytes) : "";
    };
    const std::string first = header_of(one), second = header_of(other);
    return first.empty() || second.empty() || !catalog::check_header(first, ~0ULL) ||
           catalog::version_in(first) == catalog::version_in(second);
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
    if (!have_same_format(*earlier, fresh.path())) return put_in_place(fresh.path(), output);
    const Temporary edited(output.string() + ".edited");
    if (auto copied = copy_release(*earlier, edited.path()); !copied)
        return base::fail(copied.error(), doing);
    if (auto rewritten = catalog::rewrite_in_place(edited.path(), fresh.path()); !rewritten)
        return base::fail(rewritten.error(),
                          rewritten.error().code == base::Errc::io ? doing : earlier->string());
    return put_in_place(edited.path(), output);
}

}  // namespace publish
