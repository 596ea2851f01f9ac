#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>
#include <string>

#include "base/embedded.h"
#include "sync/publish/build.h"
#include "sync/publish/check.h"
#include "sync/publish/template.h"

namespace {

constexpr int kDone = 0, kFailed = 1, kWrongUsage = 2;

struct Options {
    std::string csv_folder, base_folder, output, earlier, template_folder;
    bool strict = false;
    bool json = false;
};

std::optional<std::filesystem::path> path_or_nothing(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

int failed(const std::string& message) {
    std::fprintf(stderr, "kiosk-publish: %s\n", message.c_str());
    return kFailed;
}

/// The characters of the fonts that the display carries.
std::optional<publish::Coverage> font_coverage() {
    const auto text = base::find_embedded_file("coverage.txt");
    return text ? publish::Coverage::parse(*text) : std::nullopt;
}

publish::Folder read_and_check(const Options& options, publish::Problems& problems) {
    publish::Folder folder =
        publish::read_folder(options.csv_folder, path_or_nothing(options.base_folder), problems);
    const auto coverage = font_coverage();
    publish::check_folder(folder, coverage ? &*coverage : nullptr, problems);
    if (options.strict) problems.make_strict();
    problems.sort();
    return folder;
}

void print_problems(const publish::Problems& problems) {
    for (const auto& warning : problems.warnings())
        std::fprintf(stderr, "warning: %s\n", warning.text().c_str());
    for (const auto& error : problems.errors()) std::fprintf(stderr, "%s\n", error.text().c_str());
}

int run_check(const Options& options) {
    publish::Problems problems;
    read_and_check(options, problems);
    if (options.json)
        std::printf("%s\n", problems.json().c_str());
    else
        print_problems(problems);
    return problems.errors().empty() ? kDone : kFailed;
}

int run_build(const Options& options) {
    publish::Problems problems;
    const publish::Folder folder = read_and_check(options, problems);
    print_problems(problems);
    if (!problems.errors().empty()) return kFailed;
    const auto built = publish::build_release(folder, options.output, path_or_nothing(options.earlier));
    return built ? kDone : failed(built.error().message);
}

int run_template(const Options& options) {
    const auto written = publish::write_templates(options.template_folder);
    return written ? kDone : failed(written.error().message);
}

void add_folder_options(CLI::App& command, Options& options) {
    command.add_option("CSV_DIR", options.csv_folder, "folder with the CSV files and source texts")
        ->required();
    command.add_option("--base-dir", options.base_folder, "take files that CSV_DIR lacks from this folder");
    command.add_flag("--strict", options.strict, "treat warnings as errors, such as missing English");
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Checks and builds what the kiosk shows.", "kiosk-publish");
    app.require_subcommand(1);
    CLI::App* check = app.add_subcommand("check", "report everything that is wrong with a folder");
    add_folder_options(*check, options);
    check->add_flag("--json", options.json, "print one JSON object");
    CLI::App* build = app.add_subcommand("build", "write the release's database, if nothing is wrong");
    add_folder_options(*build, options);
    build->add_option("-o,--output", options.output, "the database to write")->required();
    build->add_option("--base", options.earlier,
                      "edit a copy of this earlier release, so that the delta is small");
    CLI::App* templates = app.add_subcommand("template", "write commented CSV files to start from");
    templates->add_option("DIR", options.template_folder, "a folder without such files")->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kWrongUsage;
    }
    if (check->parsed()) return run_check(options);
    return build->parsed() ? run_build(options) : run_template(options);
}
