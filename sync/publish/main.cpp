#include <CLI/CLI.hpp>

#include "base/last_words.h"
#include "sync/publish/commands/author_commands.h"
#include "sync/publish/commands/new_command.h"
#include "sync/publish/commands/output.h"
#include "sync/publish/commands/repository_commands.h"
#include "sync/publish/commands/web_command.h"

BASE_SAY_OUT_OF_MEMORY("kiosk-publish")

int main(int argc, char** argv) {
    CLI::App app("Checks, builds and publishes what the kiosk shows.", "kiosk-publish");
    app.require_subcommand(1);
    const publish::NewCommand beginning{app};
    const publish::AuthorCommands author{app};
    const publish::WebCommand web{app};
    publish::RepositoryCommands repository{app};
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? publish::kDone : publish::kWrongUsage;
    }
    if (const auto status = beginning.run()) return *status;
    if (const auto status = author.run()) return *status;
    if (const auto status = web.run()) return *status;
    return repository.run().value_or(publish::kWrongUsage);
}
