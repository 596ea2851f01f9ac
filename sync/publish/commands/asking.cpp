#include "sync/publish/commands/asking.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "base/printable.h"
#include "sync/publish/commands/output.h"

namespace publish {
namespace {

base::Status no(const char* why) {
    return base::fail(base::Errc::invalid, fmt::format("{}; nothing was signed or changed", why));
}

std::string trimmed(std::string text) {
    constexpr const char* kBlanks = " \t\r\n";
    text.erase(0, std::min(text.find_first_not_of(kBlanks), text.size()));
    text.erase(text.find_last_not_of(kBlanks) + 1);
    return text;
}

Message fault_of(const Question& question, const std::string& answer) {
    if (answer.empty()) return question.may_be_empty ? Message() : say("this has to be filled in");
    return question.fault ? question.fault(answer) : Message();
}

void print_question(const Question& question, const Phrasebook& book) {
    const Message words = question.proposal.empty() ? say("{}: ", question.words)
                                                    : say("{} [{}]: ", question.words, question.proposal);
    std::fputs(words.text(book).c_str(), stderr);
}

/// Until the answer will do. Nothing: the terminal was closed.
std::optional<std::string> typed(const Question& question, const Phrasebook& book) {
    for (std::string line;;) {
        print_question(question, book);
        if (!std::getline(std::cin, line)) return std::nullopt;
        line = trimmed(line);
        if (line.empty()) line = question.proposal;
        const Message fault = fault_of(question, line);
        if (fault.empty()) return line;
        std::fprintf(stderr, "%s\n", base::printable_line(fault.text(book)).c_str());
    }
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

base::Result<std::string> ask(const Question& question, const std::optional<std::string>& given,
                              const Phrasebook& book) {
    if (!given && isatty(STDIN_FILENO) == 1)
        if (auto answer = typed(question, book)) return *std::move(answer);
    const std::string answer = given ? trimmed(*given) : question.proposal;
    const Message fault = fault_of(question, answer);
    if (fault.empty()) return answer;
    return base::fail(base::Errc::invalid,
                      say("{} ({}): {}", question.option, question.words, fault).text(book));
}

}  // namespace publish
