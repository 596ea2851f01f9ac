#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace base {

/// How bad it is, in syslog's numbers.
enum class LogLevel {
    error = 3,    // something is not done that should have been
    warning = 4,  // it is done, but somebody should look
    notice =
        5,     // a change that whoever looks after the screen would want to find: another release, a restart
    info = 6,  // what helps to understand the rest
};

/// A value that a reader may search for: journalctl RELEASE=... . Names are capital letters, digits and
/// strokes, and begin with a letter.
struct LogField {
    std::string_view name;
    std::string value;
};

struct LogEntry {
    LogLevel level = LogLevel::info;
    std::string message;  // whatever is in it
    std::vector<LogField> fields = {};
};

/// Where entries go. Called by any thread.
using LogSink = std::function<void(const LogEntry&)>;

/// What a program says of itself to whoever looks after it. Citizens never see it.
class Log {
public:
    explicit Log(LogSink sink) : sink_(std::move(sink)) {}
    /// Nobody listens.
    Log() : sink_([](const LogEntry&) {}) {}

    void tell(const LogEntry& entry) const { sink_(entry); }
    void error(std::string message, std::vector<LogField> fields = {}) const {
        sink_({LogLevel::error, std::move(message), std::move(fields)});
    }
    void warning(std::string message, std::vector<LogField> fields = {}) const {
        sink_({LogLevel::warning, std::move(message), std::move(fields)});
    }
    void notice(std::string message, std::vector<LogField> fields = {}) const {
        sink_({LogLevel::notice, std::move(message), std::move(fields)});
    }
    void info(std::string message, std::vector<LogField> fields = {}) const {
        sink_({LogLevel::info, std::move(message), std::move(fields)});
    }

private:
    LogSink sink_;
};

/// Where the program's stderr goes: to journald with all fields where systemd has connected it there, else to
/// stderr as "program: message", errors and warnings alone. `program` is its name in the journal as well.
[[nodiscard]] LogSink program_log(const std::string& program);
/// The same with another place for what does not go to journald.
[[nodiscard]] LogSink program_log(const std::string& program, LogSink otherwise);

/// The second of the two: one line each, whatever the message holds.
[[nodiscard]] LogSink stderr_log(const std::string& program);

/// The first: journald's own protocol, a datagram each to `socket`. Never waits; what is not taken goes to
/// `otherwise`.
[[nodiscard]] LogSink journal_log(const std::string& program, LogSink otherwise,
                                  const std::string& socket = "/run/systemd/journal/socket");

}  // namespace base
