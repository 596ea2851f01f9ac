#include "sync/publish/commands/web_command.h"

#include <chrono>
#include <cstdio>

#include "base/files.h"
#include "base/printable.h"
#include "catalog/known_time.h"
#include "catalog/store.h"
#include "sync/publish/commands/input.h"
#include "sync/publish/commands/language.h"
#include "sync/publish/commands/output.h"
#include "sync/publish/web/site_folder.h"

namespace publish {
namespace {

void note(const Message& message, const Phrasebook& book) {
    std::fprintf(stderr, "%s\n", base::printable_line(message.text(book)).c_str());
}

base::Instant wall_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

WebCommand::WebCommand(CLI::App& app)
    : web_(app.add_subcommand("web", "write the pages of a release for browsers, judged as of today")) {
    web_->add_option("CATALOG", catalog_,
                     "folder with the CSV files and source texts, a workbook (.xlsx), or a database (.db)")
        ->required();
    web_->add_option("-o,--output", output_,
                     "the folder of the pages: empty, not there, or with pages of an earlier day")
        ->required();
    web_->add_option("--now", now_, "date or time to judge at (ISO 8601), in place of the clock's");
    web_->add_option("--base-dir", base_folder_, "take files that a folder of CSV files lacks from this one");
    web_->add_flag("--strict", strict_, "treat warnings as errors, such as missing English");
    web_->add_option("--lang", language_,
                     "the language of what is said; else as LC_ALL, LC_MESSAGES or LANG has it")
        ->check(CLI::IsMember({"zh", "en"}));
}

std::optional<int> WebCommand::run() const {
    if (!web_->parsed()) return std::nullopt;
    const Phrasebook book = choose_language(language_);
    const auto bytes = catalog(book);
    if (!bytes) return failed(bytes.error(), book);
    return *bytes ? write(**bytes, book) : kFailed;
}

base::Result<std::optional<std::string>> WebCommand::catalog(const Phrasebook& book) const {
    if (is_database(catalog_)) return base::read_file(catalog_);
    Problems problems;
    const Folder folder = read_and_check(catalog_, base_folder_, strict_, problems);
    print_problems(problems, book);
    if (!problems.errors().empty()) return std::nullopt;
    return built_in_passing(folder);
}

int WebCommand::write(const std::string& catalog, const Phrasebook& book) const {
    const auto store = catalog::Store::open_embedded(catalog);
    if (!store) return failed(store.error(), book);
    const catalog::Release& release = store->release();
    const auto given = base::parse_instant(now_, release.zone);
    if (!now_.empty() && !given)
        return failed(
            say("{} is no date or time such as 2024-12-31 or 2024-12-31T08:00:00+08:00", now_).text(book));
    const base::Instant now = given.value_or(wall_clock());
    const auto today =
        catalog::KnownTime().after(release.published_at).today(now, release.zone, given.has_value());
    if (!today.clock_trusted)
        return failed(say("the clock says {}, which is before this program or the content was made: set it, "
                          "or give --now",
                          base::format_instant(now))
                          .text(book));
    const auto site = web::make_site(*store, today, now);
    if (!site) return failed(site.error(), book);
    for (const std::string& name : web::heavy_pages(*site))
        note(say("warning: {} has {} bytes, more than {}: it comes slowly over a poor line", name,
                 site->at(name).size(), web::kMostBytes),
             book);
    const auto written = web::write_site(*site, output_);
    if (!written) return failed(written.error(), book);
    note(say("{} files judged as of {}: {} new or changed, {} as before, {} removed", site->size(),
             base::format_date(today.date), written->changed, written->kept, written->removed),
         book);
    return kDone;
}

}  // namespace publish
