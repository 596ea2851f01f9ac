#include "base/log.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "base/descriptor.h"
#include "base/printable.h"

namespace base {
namespace {

/// systemd names the stream that it has connected a service to, by device and inode.
bool is_stderr_the_journal() {
    const char* const stream = std::getenv("JOURNAL_STREAM");
    struct stat status {};
    return stream != nullptr && ::fstat(STDERR_FILENO, &status) == 0 &&
           fmt::format("{}:{}", status.st_dev, status.st_ino) == stream;
}

/// A value of several lines has its length in front of it, 64 bits, lowest first.
void add_field(std::string& to, std::string_view name, std::string_view value) {
    to += name;
    if (value.find('\n') == value.npos) {
        to += '=';
    } else {
        to += '\n';
        for (int i = 0; i < 8; ++i)
            to += static_cast<char>(static_cast<std::uint64_t>(value.size()) >> (8 * i) & 0xff);
    }
    to += value;
    to += '\n';
}

class Journal {
public:
    Journal(std::string program, LogSink otherwise, std::string path)
        : program_(std::move(program)),
          otherwise_(std::move(otherwise)),
          path_(std::move(path)),
          socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {}

    void take(const LogEntry& entry) const {
        std::string datagram;
        add_field(datagram, "MESSAGE", entry.message);
        add_field(datagram, "PRIORITY", std::to_string(static_cast<int>(entry.level)));
        add_field(datagram, "SYSLOG_IDENTIFIER", program_);
        for (const LogField& field : entry.fields) add_field(datagram, field.name, field.value);
        if (!send(datagram)) otherwise_(entry);
    }

private:
    [[nodiscard]] bool send(const std::string& datagram) const {
        sockaddr_un to{};
        to.sun_family = AF_UNIX;
        if (!socket_.is_open() || path_.size() >= sizeof to.sun_path) return false;
        std::memcpy(to.sun_path, path_.c_str(), path_.size() + 1);
        ssize_t sent = -1;
        do
            sent = ::sendto(socket_.number(), datagram.data(), datagram.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                            reinterpret_cast<const sockaddr*>(&to), sizeof to);
        while (sent < 0 && errno == EINTR);
        return sent == static_cast<ssize_t>(datagram.size());
    }

    const std::string program_;
    const LogSink otherwise_;
    const std::string path_;
    const Descriptor socket_;
};

}  // namespace

LogSink stderr_log(const std::string& program) {
    return [program](const LogEntry& entry) {
        if (entry.level > LogLevel::warning) return;
        const std::string line = program + ": " + printable_line(entry.message) + "\n";
        std::fputs(line.c_str(), stderr);
    };
}

LogSink journal_log(const std::string& program, LogSink otherwise, const std::string& socket) {
    const auto journal = std::make_shared<Journal>(program, std::move(otherwise), socket);
    return [journal](const LogEntry& entry) { journal->take(entry); };
}

LogSink program_log(const std::string& program, LogSink otherwise) {
    return is_stderr_the_journal() ? journal_log(program, std::move(otherwise)) : otherwise;
}

LogSink program_log(const std::string& program) { return program_log(program, stderr_log(program)); }

}  // namespace base
