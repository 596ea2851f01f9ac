#include "sync/publish/tables/failure.h"

#include <optional>
#include <utility>

namespace publish {
namespace {

/// What libraries and the system say where the author's folder and disk are to blame.
const std::vector<Message>& known_failures() {
    static const std::vector<Message> kKnown{
        say("No such file or directory"),
        say("Permission denied"),
        say("Operation not permitted"),
        say("No space left on device"),
        say("Disk quota exceeded"),
        say("Read-only file system"),
        say("Is a directory"),
        say("Not a directory"),
        say("File exists"),
        say("File name too long"),
        say("Input/output error"),
        say("is a folder, not a file"),
        say("read error"),
        say("no such file"),
        say("is empty"),
        say("is not a SQLite database"),
        say("file is not a database"),
        say("database disk image is malformed"),
        say("database or disk is full"),
        say("unable to open database file"),
        say("disk I/O error"),
        say("out of memory"),
        say("has mistakes"),
        say("no room for temporary files"),
        say("creating the database"),
        say("creating the tables"),
        say("checking references"),
        say("finishing the database"),
        say("opening the earlier release"),
        say("opening both releases"),
        say("the pages that kiosk drew"),
        say("writing the templates"),
        say("writing {}", ""),
        say("table {}", ""),
        say("{} ended with status {}", "", ""),
        say("{} was killed", ""),
        say("{} is there already; name an empty folder", ""),
        say("{} holds {}, which is no page of an earlier site; name an empty folder", "", ""),
        say("no file can be named after {}", ""),
        say("putting {} in place", ""),
        say("making a folder beside {}", ""),
        say("reading the catalog"),
        say("is cut short: {} of {} bytes", "", ""),
    };
    return kKnown;
}

/// What stands in `text` for each {} of `pattern`, of one part each; nothing when the words around are
/// others.
std::optional<std::vector<Argument>> taken_apart(std::string_view text, std::string_view pattern) {
    std::vector<Argument> arguments;
    for (;;) {
        const std::size_t place = pattern.find("{}");
        const std::string_view before = pattern.substr(0, place);
        if (!text.starts_with(before)) return std::nullopt;
        text.remove_prefix(before.size());
        if (place == pattern.npos) return text.empty() ? std::optional(std::move(arguments)) : std::nullopt;
        pattern.remove_prefix(place + 2);
        const std::string_view after = pattern.substr(0, pattern.find("{}"));
        const std::size_t end = after.empty() ? text.size() : text.find(after);
        if (end == text.npos || text.substr(0, end).find(": ") != text.npos) return std::nullopt;
        arguments.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

std::optional<Message> known(std::string_view text) {
    for (const Message& one : known_failures())
        if (auto arguments = taken_apart(text, one.pattern()))
            return Message(one.pattern(), std::move(*arguments));
    return std::nullopt;
}

/// "a: b: c" part by part, of which the last stays whole where there are more than `most`.
Message told(std::string_view failure, int most) {
    if (auto whole = known(failure)) return *whole;
    const std::size_t end = most > 1 ? failure.find(": ") : failure.npos;
    if (end == failure.npos) return say("{}", failure);
    return say("{}: {}", told(failure.substr(0, end), 1), told(failure.substr(end + 2), most - 1));
}

}  // namespace

Message told(std::string_view failure) {
    constexpr int kMostParts = 6;
    return told(failure, kMostParts);
}

}  // namespace publish
