#include "sync/publish/repository/passphrase.h"

#include <openssl/rand.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "base/files.h"
#include "sync/publish/repository/privacy.h"
#include "sync/tuf/encoding.h"

namespace publish {
namespace {

constexpr std::size_t kMaxBytes = 1000;  // OpenSSL reads no more than 1024 when it decrypts
constexpr std::size_t kRandomBytes = 20;

base::Result<std::string> checked(std::string text, const std::string& origin) {
    if (text.empty())
        return base::fail(base::Errc::invalid, fmt::format("the passphrase from {} is empty", origin));
    if (text.size() > kMaxBytes)
        return base::fail(base::Errc::invalid,
                          fmt::format("the passphrase from {} is longer than {} bytes", origin, kMaxBytes));
    return text;
}

/// An editor ends the line; what comes after it is not meant.
base::Result<std::string> read_first_line(const std::filesystem::path& file) {
    if (auto secret = check_is_secret(file); !secret) return base::fail(secret.error(), "the passphrase");
    const auto bytes = base::read_file(file);
    if (!bytes) return base::fail(bytes.error(), "reading the passphrase");
    return checked(bytes->substr(0, bytes->find_first_of("\r\n")), file.string());
}

/// What is typed is not shown while this lives.
class Silence {
public:
    Silence() : is_terminal_(tcgetattr(STDIN_FILENO, &before_) == 0) {
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence() {
        if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        std::fputc('\n', stderr);
    }

private:
    termios before_{};
    bool is_terminal_;
};

base::Result<std::string> ask(const char* question) {
    std::fputs(question, stderr);
    std::string line;
    {
        const Silence silence;
        std::getline(std::cin, line);
    }
    return checked(std::move(line), "the terminal");
}

base::Result<std::string> ask_twice() {
    auto first = ask("Passphrase for the new keys: ");
    if (!first) return first;
    const auto second = ask("The same again: ");
    if (second && *second == *first) return first;
    return base::fail(base::Errc::invalid, "the two passphrases differ; nothing was made, start again");
}

base::Result<std::string> random_passphrase() {
    unsigned char bytes[kRandomBytes];
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return base::fail(base::Errc::io, "the system gives no random numbers");
    return tuf::to_hex({reinterpret_cast<const char*>(bytes), sizeof bytes});
}

/// Nothing when neither the option nor the environment says one.
std::optional<base::Result<std::string>> given_passphrase(const std::optional<std::filesystem::path>& file) {
    if (file) return read_first_line(*file);
    if (const char* text = std::getenv(kPassphraseVariable)) return checked(text, kPassphraseVariable);
    return std::nullopt;
}

}  // namespace

base::Result<std::string> find_passphrase(const std::optional<std::filesystem::path>& file,
                                          const std::filesystem::path& key_folder) {
    if (auto given = given_passphrase(file)) return *given;
    std::error_code ignored;
    if (std::filesystem::exists(key_folder / kPassphraseFile, ignored))
        return read_first_line(key_folder / kPassphraseFile);
    if (isatty(STDIN_FILENO) == 1) return ask(fmt::format("Passphrase of {}: ", key_folder.string()).c_str());
    return base::fail(base::Errc::not_found,
                      fmt::format("no passphrase for the keys in {}: give --passphrase-file, or set {}",
                                  key_folder.string(), kPassphraseVariable));
}

base::Result<NewPassphrase> choose_passphrase(const std::optional<std::filesystem::path>& file) {
    const auto given = given_passphrase(file);
    const bool is_random = !given && isatty(STDIN_FILENO) != 1;
    const auto chosen = given ? *given : is_random ? random_passphrase() : ask_twice();
    if (!chosen) return base::fail(chosen.error());
    return NewPassphrase{*chosen, is_random};
}

}  // namespace publish
