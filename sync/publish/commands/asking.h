#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/result.h"
#include "sync/publish/repository/root_review.h"
#include "sync/publish/tables/say.h"

namespace publish {

/// Shows the lines on standard output and asks on the terminal for a "yes". With `is_yes_given` (--yes) it
/// only shows them; without a terminal and without that the answer is no.
[[nodiscard]] Ask asking(bool is_yes_given);

/// Something that an option says, and a terminal is asked for where it does not.
struct Question {
    std::string option;      // "--place"
    Message words;           // "The place's own name"
    std::string proposal{};  // the answer where nothing is typed
    bool may_be_empty = false;
    std::function<Message(const std::string&)> fault{};  // why an answer will not do; empty: it does
};

/// `given`, or what is typed at the terminal, which is asked until the answer will do; without a terminal the
/// proposal. Blanks around it are dropped. Errors, in the language of `book`: invalid (what is given will not
/// do; nothing is, there is no proposal, and nobody to ask).
[[nodiscard]] base::Result<std::string> ask(const Question& question, const std::optional<std::string>& given,
                                            const Phrasebook& book);

}  // namespace publish
