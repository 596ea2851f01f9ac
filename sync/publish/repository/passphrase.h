#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"

namespace publish {

/// The environment variable that may hold the passphrase.
constexpr const char* kPassphraseVariable = "KIOSK_PUBLISH_PASSPHRASE";

/// Where `init` leaves a passphrase that it made up itself, within the folder of keys.
constexpr const char* kPassphraseFile = "passphrase";

/// The passphrase of keys that exist: from `file` (its first line) when it is given, else from
/// KIOSK_PUBLISH_PASSPHRASE, else from the file "passphrase" in `key_folder`, else asked on the terminal.
/// Errors: not_found (none of these is there); invalid (empty, too long, or others can read the file); io.
[[nodiscard]] base::Result<std::string> find_passphrase(const std::optional<std::filesystem::path>& file,
                                                        const std::filesystem::path& key_folder);

struct NewPassphrase {
    std::string text;
    bool is_random = false;  // nobody chose it: it has to be written down
};

/// The passphrase for keys that are about to be made: as above, but asked twice, and without a terminal a
/// random one. Errors: invalid (the two differ; empty or too long); io.
[[nodiscard]] base::Result<NewPassphrase> choose_passphrase(const std::optional<std::filesystem::path>& file);

}  // namespace publish
