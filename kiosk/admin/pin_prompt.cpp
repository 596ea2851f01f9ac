#include "kiosk/admin/pin_prompt.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <optional>

#include "kiosk/admin/pin.h"

namespace kiosk {
namespace {

/// Nothing that is typed is shown while this lives.
class Unseen {
public:
    Unseen() {
        if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
        termios without = before_;
        without.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        is_set_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &without) == 0;
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;
    ~Unseen() {
        if (is_set_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }

private:
    termios before_{};
    bool is_set_ = false;
};

/// Nothing at the end of the input. What is too long for a PIN is cut, and then still none.
std::optional<std::string> read_line() {
    char room[kLongestPin + 8];
    if (std::fgets(room, sizeof room, stdin) == nullptr) return std::nullopt;
    std::string line = room;
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    return line;
}

std::optional<std::string> ask(const char* question) {
    std::fputs(question, stderr);
    auto answer = read_line();
    std::fputs("\n", stderr);
    return answer;
}

base::Result<std::string> read_pin() {
    const bool is_terminal = ::isatty(STDIN_FILENO) == 1;
    std::optional<Unseen> unseen;
    if (is_terminal) unseen.emplace();
    auto pin = is_terminal ? ask("PIN: ") : read_line();
    if (!pin || !is_pin(*pin))
        return base::fail(base::Errc::invalid, fmt::format("a PIN has {} to {} digits and nothing else",
                                                           kShortestPin, kLongestPin));
    if (is_terminal && ask("again: ") != pin) return base::fail(base::Errc::invalid, "the two PINs differ");
    return *pin;
}

}  // namespace

base::Result<std::string> read_pin_line() {
    auto pin = read_pin();
    if (!pin) return base::fail(pin.error());
    const auto hash = hash_pin(*pin);
    forget(*pin);
    if (!hash) return base::fail(hash.error());
    return fmt::format("pin_hash = \"{}\"\n", *hash);
}

}  // namespace kiosk
