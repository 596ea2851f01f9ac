#include "sync/publish/building/child.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace publish {

base::Status run_child(const std::filesystem::path& program, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), program.string());
    std::vector<char*> words;
    for (std::string& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    pid_t child = 0;
    if (const int error = ::posix_spawn(&child, program.c_str(), nullptr, nullptr, words.data(), environ);
        error != 0)
        return base::fail(base::Errc::io, fmt::format("{}: {}", program.string(), std::strerror(error)));
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return base::fail(base::Errc::io, "waiting for a program failed");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    return base::fail(base::Errc::io, WIFEXITED(status) ? fmt::format("{} ended with status {}",
                                                                      program.string(), WEXITSTATUS(status))
                                                        : fmt::format("{} was killed", program.string()));
}

}  // namespace publish
