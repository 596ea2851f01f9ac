#include "sync/publish/tables/template.h"

#include <fmt/format.h>

#include <string>
#include <system_error>

#include "base/files.h"
#include "sync/publish/tables/headings.h"
#include "sync/publish/tables/workbook_file.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

Bilingual heading_of(const Column& column) {
    return {.zh = std::string(column.name_zh), .en = std::string(column.name)};
}

Message describe(const Column& column) {
    const Message what = say("{}: {}", heading_of(column), help_of(column));
    const auto& [names, names_zh] = column.words;
    const Message choice = names.empty()
                               ? Message()
                               : say(" ({})", Bilingual{.zh = listed(names_zh).zh, .en = listed(names).en});
    const Message table = column.type == Type::reference
                              ? say(" [{}]", name_of(catalog::table_format(column.refers_to)))
                              : Message();
    return say("#   {}{}{}{}", what, choice, table,
               column.need == Need::required ? Message() : say("; may be empty"));
}

std::string template_text(const TableFormat& format, const Phrasebook& book) {
    const Bilingual help{.zh = std::string(format.help_zh), .en = std::string(format.help)};
    std::string text = fmt::format("# {}\n# {}\n", say("{}", help).text(book),
                                   say("Lines that start with # are comments. Columns:").text(book));
    std::string heading;
    for (const Column& column : format.columns) {
        if (column.origin == Origin::computed || column.name == "extends") continue;
        text += describe(column).text(book) + "\n";
        heading += (heading.empty() ? "" : ",") + say("{}", heading_of(column)).text(book);
    }
    return text + heading + "\n";
}

}  // namespace

base::Status write_templates(const fs::path& folder, const Phrasebook& book) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return base::fail(base::Errc::io, fmt::format("{}: {}", folder.string(), error.message()));
    for (const TableFormat& format : table_formats())
        if (fs::exists(folder / format.file(), error))
            return base::fail(base::Errc::invalid, fmt::format("{} is there already; name an empty folder",
                                                               (folder / format.file()).string()));
    for (const TableFormat& format : table_formats())
        if (auto written = base::write_file(folder / format.file(), template_text(format, book)); !written)
            return base::fail(written.error(), "writing the templates");
    return {};
}

base::Status write_workbook_template(const fs::path& folder, const Phrasebook& book) {
    const fs::path file = folder / "catalog.xlsx";
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return base::fail(base::Errc::io, fmt::format("{}: {}", folder.string(), error.message()));
    if (fs::exists(file, error))
        return base::fail(base::Errc::invalid,
                          fmt::format("{} is there already; name an empty folder", file.string()));
    return write_workbook(empty_folder(), file, book, Examples::one_each);
}

}  // namespace publish
