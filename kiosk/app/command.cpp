#include "kiosk/app/command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

namespace kiosk {
namespace {

/// A group of its own, so that it is killed whole; no signal of ours blocked; nothing to read, nobody to
/// hear.
struct Manners {
    Manners() {
        sigset_t none, all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_init(&attributes);
        ::posix_spawnattr_setflags(&attributes,
                                   POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        ::posix_spawnattr_setpgroup(&attributes, 0);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setsigdefault(&attributes, &all);
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDWR, 0);
        for (const int output : {STDOUT_FILENO, STDERR_FILENO})
            ::posix_spawn_file_actions_adddup2(&files, STDIN_FILENO, output);
    }
    Manners(const Manners&) = delete;
    Manners& operator=(const Manners&) = delete;
    ~Manners() {
        ::posix_spawn_file_actions_destroy(&files);
        ::posix_spawnattr_destroy(&attributes);
    }
    posix_spawnattr_t attributes{};
    posix_spawn_file_actions_t files{};
};

}  // namespace

base::Result<std::unique_ptr<Command>> Command::start(base::EventLoop& loop,
                                                      const std::vector<std::string>& words,
                                                      std::chrono::milliseconds limit, Ended ended) {
    std::vector<std::string> copies = words;
    std::vector<char*> arguments;
    for (std::string& word : copies) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const Manners manners;
    pid_t process = 0;
    if (const int error = ::posix_spawnp(&process, arguments.front(), &manners.files, &manners.attributes,
                                         arguments.data(), environ))
        return base::fail(base::Errc::io, fmt::format("{}: {}", words.front(), std::strerror(error)));
    auto command =
        std::unique_ptr<Command>(new Command(loop, process, words.front(), limit, std::move(ended)));
    auto watch = loop.watch(command->end_.number(), [raw = command.get()] { raw->finish(); });
    if (!watch) return base::fail(watch.error(), words.front());
    command->watch_ = std::move(*watch);
    return command;
}

Command::Command(base::EventLoop& loop, pid_t process, std::string name, std::chrono::milliseconds limit,
                 Ended ended)
    : process_(process),
      name_(std::move(name)),
      limit_(limit),
      kill_at_(base::BootClock::now() + limit),
      ended_(std::move(ended)),
      end_(static_cast<int>(::syscall(SYS_pidfd_open, process, 0))),
      part_(loop.add(*this)) {}

void Command::act() {
    kill_at_ = base::EventLoop::kNever;
    was_killed_ = true;
    ::kill(-process_, SIGKILL);
}

void Command::finish() {
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG) == 0) return;
    kill_at_ = base::EventLoop::kNever;
    watch_ = {};
    base::Status result;
    if (was_killed_)
        result = base::fail(base::Errc::io, fmt::format("{} had not ended after {} s", name_,
                                                        std::chrono::duration<double>(limit_).count()));
    else if (WIFSIGNALED(status))
        result =
            base::fail(base::Errc::io, fmt::format("{} was ended by signal {}", name_, WTERMSIG(status)));
    else if (WEXITSTATUS(status) != 0)
        result = base::fail(base::Errc::io, fmt::format("{} ended with code {}", name_, WEXITSTATUS(status)));
    const Ended ended = std::move(ended_);
    ended(result);
}

}  // namespace kiosk
