#include "sync/publish/commands/author_commands.h"

#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "base/files.h"
#include "base/printable.h"
#include "sync/publish/building/build.h"
#include "sync/publish/building/difference.h"
#include "sync/publish/building/preview.h"
#include "sync/publish/building/readings.h"
#include "sync/publish/checks/check.h"
#include "sync/publish/commands/fonts.h"
#include "sync/publish/commands/language.h"
#include "sync/publish/commands/output.h"
#include "sync/publish/tables/read_back.h"
#include "sync/publish/tables/template.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> path_or_nothing(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

void print_problems(const Problems& problems, const Phrasebook& book) {
    for (const Fold& warning : fold(problems.warnings()))
        std::fprintf(stderr, "%s\n",
                     base::printable_line(say("warning: {}", text(warning, book)).text(book)).c_str());
    for (const Fold& error : fold(problems.errors()))
        std::fprintf(stderr, "%s\n", base::printable_line(text(error, book)).c_str());
}

Folder read_and_check(const std::string& csv_folder, const std::string& base_folder, bool strict,
                      Problems& problems) {
    Folder folder = read_folder(csv_folder, path_or_nothing(base_folder), problems);
    const auto coverage = font_coverage();
    check_folder(folder, {coverage ? &*coverage : nullptr, icon_names(), clock_now()}, problems);
    check_readings(folder, problems);
    if (strict) problems.make_strict();
    problems.sort();
    return folder;
}

/// As it reads in a database, which is thrown away.
base::Result<Folder> built_in_passing(const Folder& folder) {
    std::string name = (fs::temp_directory_path() / "kiosk-publish-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) return base::fail(base::Errc::io, "no room for temporary files");
    const fs::path file = fs::path(name) / "catalog.db";
    const auto built = build_release(folder, file, std::nullopt);
    const auto bytes = built ? base::read_file(file) : base::Result<std::string>(base::fail(built.error()));
    std::error_code ignored;
    fs::remove_all(name, ignored);
    if (!bytes) return base::fail(bytes.error());
    return read_back(*bytes);
}

/// A release's database, or what would be built of a folder or a workbook.
base::Result<Folder> read_release(const std::string& file, const Phrasebook& book) {
    std::error_code ignored;
    const bool is_folder = fs::is_directory(file, ignored);
    const auto bytes = is_folder ? base::Result<std::string>("") : base::read_file(file);
    if (!bytes) return base::fail(bytes.error());
    if (!is_folder && !bytes->starts_with("PK")) {
        auto folder = read_back(*bytes);
        if (!folder) return base::fail(folder.error(), file);
        return folder;
    }
    Problems problems;
    const Folder written = read_and_check(file, "", false, problems);
    if (!problems.errors().empty()) {
        print_problems(problems, book);
        return base::fail(base::Errc::invalid, fmt::format("{}: has mistakes", file));
    }
    return built_in_passing(written);
}

}  // namespace

AuthorCommands::AuthorCommands(CLI::App& app)
    : template_(app.add_subcommand("template", "write commented CSV files to start from")),
      check_(app.add_subcommand("check", "report everything that is wrong with a folder")),
      build_(app.add_subcommand("build", "write the release's database, if nothing is wrong")),
      diff_(app.add_subcommand("diff", "say what changed between two databases")),
      preview_(app.add_subcommand("preview", "draw every page as a picture and report what does not fit")) {
    template_->add_option("DIR", template_folder_, "a folder without such files")->required();
    template_->add_flag("--xlsx", xlsx_, "write one workbook, catalog.xlsx, in place of CSV files");
    for (CLI::App* command : {check_, build_, preview_}) add_folder_options(*command);
    check_->add_flag("--json", json_, "print one JSON object");
    build_->add_option("-o,--output", output_, "the database to write")->required();
    build_->add_option("--base", earlier_, "edit a copy of this earlier release, so that the delta is small");
    diff_->add_option("OLD.db", earlier_, "the earlier release; also a folder of CSV files or a workbook")
        ->required();
    diff_->add_option("NEW.db", later_, "the later release; likewise")->required();
    diff_->add_flag("--json", json_, "print one JSON object");
    preview_->add_option("-o,--output", output_, "the folder for the pictures")->required();
    for (CLI::App* command : {template_, check_, build_, diff_, preview_})
        command
            ->add_option("--lang", language_,
                         "the language of what is said; else as LC_ALL, LC_MESSAGES or LANG has it")
            ->check(CLI::IsMember({"zh", "en"}));
}

void AuthorCommands::add_folder_options(CLI::App& command) {
    command
        .add_option("CSV_DIR", csv_folder_,
                    "folder with the CSV files and source texts, or a workbook (.xlsx)")
        ->required();
    command.add_option("--base-dir", base_folder_, "take files that CSV_DIR lacks from this folder");
    command.add_flag("--strict", strict_, "treat warnings as errors, such as missing English");
}

std::optional<int> AuthorCommands::run() const {
    const Phrasebook book = choose_language(language_);
    if (template_->parsed())
        return ended(
            xlsx_ ? write_workbook_template(template_folder_, book) : write_templates(template_folder_, book),
            book);
    if (check_->parsed()) return run_check(book);
    if (build_->parsed()) return run_build(book);
    if (diff_->parsed()) return run_diff(book);
    if (preview_->parsed()) return run_preview(book);
    return std::nullopt;
}

int AuthorCommands::run_check(const Phrasebook& book) const {
    Problems problems;
    read_and_check(csv_folder_, base_folder_, strict_, problems);
    if (json_)
        std::printf("%s\n", problems.json(book).c_str());
    else
        print_problems(problems, book);
    return problems.errors().empty() ? kDone : kFailed;
}

int AuthorCommands::run_build(const Phrasebook& book) const {
    Problems problems;
    const Folder folder = read_and_check(csv_folder_, base_folder_, strict_, problems);
    print_problems(problems, book);
    if (!problems.errors().empty()) return kFailed;
    return ended(build_release(folder, output_, path_or_nothing(earlier_)), book);
}

int AuthorCommands::run_diff(const Phrasebook& book) const {
    const auto before = read_release(earlier_, book), after = read_release(later_, book);
    if (!before) return failed(before.error(), book);
    if (!after) return failed(after.error(), book);
    const auto changes = compare(*before, *after);
    if (json_) std::printf("%s\n", json(changes, book).c_str());
    if (!json_)
        for (const Change& change : changes) std::printf("%s\n", text(change, book).c_str());
    return kDone;
}

int AuthorCommands::run_preview(const Phrasebook& book) const {
    const auto kiosk = find_kiosk();
    if (!kiosk)
        return failed(
            say("there is no `kiosk` beside this program or on PATH, which draws the pages; install it")
                .text(book));
    Problems problems;
    const Folder folder = read_and_check(csv_folder_, base_folder_, strict_, problems);
    print_problems(problems, book);
    if (!problems.errors().empty()) return kFailed;
    if (auto made = base::make_folders(output_); !made) return failed(made.error(), book);
    const fs::path catalog = fs::path(output_) / "preview.db";
    if (auto built = build_release(folder, catalog, std::nullopt); !built) return failed(built.error(), book);
    const auto coverage = font_coverage();
    const auto previews =
        preview(*kiosk, catalog, folder.languages().tags(), coverage ? &*coverage : nullptr, output_);
    std::error_code ignored;
    fs::remove(catalog, ignored);
    if (!previews) return failed(previews.error(), book);
    return report(*previews, book);
}

int AuthorCommands::report(const std::vector<Preview>& previews, const Phrasebook& book) const {
    const fs::path page = fs::path(output_) / "index.html";
    if (auto written = base::write_file(page, preview_page(previews, book)); !written)
        return failed(written.error(), book);
    std::size_t count = 0;
    for (const Preview& one : previews)
        for (const Finding& finding : one.findings) {
            std::printf("%s\n", base::printable_line(finding.line().text(book)).c_str());
            ++count;
        }
    if (count > 0)
        return failed(
            say("{} texts or pages do not look right; {} shows them", count, page.string()).text(book));
    std::fprintf(
        stderr, "%s\n",
        base::printable_line(say("every page looks right; {} shows them", page.string()).text(book)).c_str());
    return kDone;
}

}  // namespace publish
