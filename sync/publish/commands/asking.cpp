#include "sync/publish/commands/asking.h"

#include <unistd.h>

#include <iostream>

#include "sync/publish/commands/output.h"

namespace publish {
namespace {

base::Status no(const char* why) {
    return base::fail(base::Errc::invalid, fmt::format("{}; nothing was signed or changed", why));
}

}  // namespace

Ask asking(bool is_yes_given) {
    return [is_yes_given](const std::vector<std::string>& lines) -> base::Status {
        print_lines(stdout, lines);
        std::fflush(stdout);
        if (is_yes_given) return {};
        if (isatty(STDIN_FILENO) != 1)
            return no(
                "somebody has to look at what is shown here and say yes, and there is no terminal: give "
                "--yes "
                "where that was done");
        std::fputs("Is that what you want? Type yes: ", stderr);
        std::string answer;
        std::getline(std::cin, answer);
        if (answer == "yes") return {};
        return no("the answer was not yes");
    };
}

}  // namespace publish
