#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "sync/publish/repository/signing_key.h"

namespace publish {

/// The private keys on this machine: one file a key, "<role>-<first 16 digits of the key id>.pem". Only those
/// that are asked for are opened, and the passphrase is asked for when the first one is.
class KeyFolder {
public:
    using AskPassphrase = std::function<base::Result<std::string>()>;

    /// `rounds`: see kPassphraseRounds; tests take fewer.
    KeyFolder(std::filesystem::path folder, AskPassphrase ask, int rounds = kPassphraseRounds);

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    /// Whether a file bears this key's name.
    [[nodiscard]] bool has(const std::string& id) const { return file_of(id).has_value(); }
    /// Whether there is any key file.
    [[nodiscard]] bool has_any() const;

    /// nullptr when the key is not on this machine. Lives as long as this folder. Errors: unverified (naming
    /// the file: wrong passphrase, or not the key that its name says); invalid (others can read it); as of
    /// the passphrase; io.
    [[nodiscard]] base::Result<const SigningKey*> open(const std::string& id);
    /// Those of `ids` that are on this machine. Errors: as of `open`.
    [[nodiscard]] base::Result<std::vector<const SigningKey*>> open_those_here(
        const std::set<std::string, std::less<>>& ids);

    /// Makes a key, which is not on the disk before `keep`. `role` is "root", "targets" or "online". Lives as
    /// long as this folder. Errors: io.
    [[nodiscard]] base::Result<const SigningKey*> make(const std::string& role);
    /// Writes its file, which only the owner may read (0600; the folder 0700). REQUIRES: it comes from
    /// `make`. Errors: io; as of the passphrase.
    [[nodiscard]] base::Status keep(const SigningKey& key);
    /// Both. Errors: as above.
    [[nodiscard]] base::Result<const SigningKey*> create(const std::string& role);
    /// Writes the passphrase itself beside the keys, readable by the owner alone. Errors: io.
    [[nodiscard]] base::Status write_passphrase(const std::string& text) const;

private:
    [[nodiscard]] std::optional<std::filesystem::path> file_of(const std::string& id) const;
    [[nodiscard]] base::Result<std::string> passphrase();

    std::filesystem::path folder_;
    AskPassphrase ask_;
    int rounds_;
    std::optional<std::string> passphrase_;
    std::map<std::string, SigningKey> opened_;  // by id
    std::map<std::string, std::string> roles_;  // of the keys that were made here, by id
};

}  // namespace publish
