#include "sync/publish/tables/template.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <system_error>

#include "base/files.h"
#include "sync/publish/tables/headings.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

std::string describe(const Column& column) {
    std::string line = fmt::format("#   {}: {}", column.name, column.help);
    if (!column.words.names.empty()) line += fmt::format(" ({})", fmt::join(column.words.names, ", "));
    if (column.type == Type::reference) line += fmt::format(" [{}]", column.refers_to);
    return line + (column.need == Need::required ? "\n" : "; may be empty\n");
}

std::string template_text(const TableFormat& format) {
    std::string text = fmt::format("# {}\n# Lines that start with # are comments. Columns:\n", format.help);
    std::string heading;
    for (const Column& column : format.columns) {
        if (column.origin == Origin::computed || column.name == "extends") continue;
        text += describe(column);
        heading += fmt::format("{}{}", heading.empty() ? "" : ",", column.name);
    }
    return text + heading + "\n";
}

}  // namespace

base::Status write_templates(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return base::fail(base::Errc::io, fmt::format("{}: {}", folder.string(), error.message()));
    for (const TableFormat& format : table_formats())
        if (fs::exists(folder / format.file(), error))
            return base::fail(base::Errc::invalid, fmt::format("{} is there already; name an empty folder",
                                                               (folder / format.file()).string()));
    for (const TableFormat& format : table_formats())
        if (auto written = base::write_file(folder / format.file(), template_text(format)); !written)
            return base::fail(written.error(), "writing the templates");
    return {};
}

}  // namespace publish
