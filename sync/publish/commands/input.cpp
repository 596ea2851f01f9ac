#include "sync/publish/commands/input.h"

#include <stdlib.h>

#include <cstdio>
#include <filesystem>

#include "base/files.h"
#include "base/printable.h"
#include "sync/publish/building/build.h"
#include "sync/publish/building/readings.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/commands/fonts.h"

namespace publish {

namespace fs = std::filesystem;

void print_problems(const Problems& problems, const Phrasebook& book) {
    for (const Fold& warning : fold(problems.warnings()))
        std::fprintf(stderr, "%s\n",
                     base::printable_line(say("warning: {}", text(warning, book)).text(book)).c_str());
    for (const Fold& error : fold(problems.errors()))
        std::fprintf(stderr, "%s\n", base::printable_line(text(error, book)).c_str());
}

Folder read_and_check(const std::string& csv_folder, const std::string& base_folder, bool strict,
                      Problems& problems) {
    const std::optional<fs::path> beside =
        base_folder.empty() ? std::nullopt : std::optional<fs::path>(base_folder);
    Folder folder = read_folder(csv_folder, beside, problems);
    const auto coverage = font_coverage();
    check_folder(folder, {coverage ? &*coverage : nullptr, icon_names(), clock_now()}, problems);
    check_readings(folder, problems);
    if (strict) problems.make_strict();
    problems.sort();
    return folder;
}

base::Result<std::string> built_in_passing(const Folder& folder) {
    std::string name = (fs::temp_directory_path() / "kiosk-publish-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) return base::fail(base::Errc::io, "no room for temporary files");
    const fs::path file = fs::path(name) / "catalog.db";
    const auto built = build_release(folder, file, std::nullopt);
    auto bytes = built ? base::read_file(file) : base::Result<std::string>(base::fail(built.error()));
    std::error_code ignored;
    fs::remove_all(name, ignored);
    return bytes;
}

bool is_database(const std::string& file) {
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored)) return false;
    const auto bytes = base::read_file(file);
    return bytes && bytes->starts_with("SQLite format 3");
}

}  // namespace publish
