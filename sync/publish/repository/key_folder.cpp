#include "sync/publish/repository/key_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/files.h"
#include "sync/publish/repository/passphrase.h"
#include "sync/publish/repository/privacy.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kIdDigits = 16;

/// Before the first byte is in it, nobody else may read it.
base::Status write_secret(const fs::path& file, const std::string& bytes) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const bool is_written =
        descriptor >= 0 &&
        ::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
        ::fsync(descriptor) == 0;
    const int number = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!is_written)
        return base::fail(base::Errc::io, fmt::format("{}: {}", file.string(), std::strerror(number)));
    base::Disk disk;
    return disk.sync_folder(file.parent_path());
}

/// What file managers and spreadsheets leave beside a file ("._root-x.pem", "~$root-x.pem") is none.
bool is_key_file(const fs::path& file) {
    const std::string name = file.filename().string();
    return file.extension() == ".pem" && name.front() != '.' && name.front() != '~';
}

}  // namespace

KeyFolder::KeyFolder(fs::path folder, AskPassphrase ask, int rounds)
    : folder_(std::move(folder)), ask_(std::move(ask)), rounds_(rounds) {}

bool KeyFolder::has_any() const {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored))
        if (is_key_file(entry.path())) return true;
    return false;
}

std::optional<fs::path> KeyFolder::file_of(const std::string& id) const {
    const std::string ending = "-" + id.substr(0, kIdDigits) + ".pem";
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored))
        if (is_key_file(entry.path()) && entry.path().filename().string().ends_with(ending))
            return entry.path();
    return std::nullopt;
}

base::Result<std::string> KeyFolder::passphrase() {
    if (passphrase_) return *passphrase_;
    auto found = ask_();
    if (found) passphrase_ = *found;
    return found;
}

base::Result<const SigningKey*> KeyFolder::open(const std::string& id) {
    if (const auto found = opened_.find(id); found != opened_.end()) return &found->second;
    const auto file = file_of(id);
    if (!file) return nullptr;
    if (auto secret = check_is_secret(*file); !secret) return base::fail(secret.error());
    const auto pem = base::read_file(*file);
    if (!pem) return base::fail(pem.error());
    const auto phrase = passphrase();
    if (!phrase) return base::fail(phrase.error());
    auto key = SigningKey::open(*pem, *phrase);
    if (!key) return base::fail(key.error(), file->string());
    if (key->id() != id)
        return base::fail(base::Errc::unverified,
                          fmt::format("{}: holds the key {:.16}, not the one that its name says",
                                      file->string(), key->id()));
    return &opened_.emplace(id, std::move(*key)).first->second;
}

base::Result<std::vector<const SigningKey*>> KeyFolder::open_those_here(
    const std::set<std::string, std::less<>>& ids) {
    std::vector<const SigningKey*> keys;
    for (const std::string& id : ids) {
        const auto key = open(id);
        if (!key) return base::fail(key.error());
        if (*key) keys.push_back(*key);
    }
    return keys;
}

base::Result<const SigningKey*> KeyFolder::make(const std::string& role) {
    auto key = SigningKey::generate();
    if (!key) return base::fail(key.error());
    const std::string id = key->id();
    roles_[id] = role;
    return &opened_.emplace(id, std::move(*key)).first->second;
}

base::Status KeyFolder::keep(const SigningKey& key) {
    const auto phrase = passphrase();
    if (!phrase) return base::fail(phrase.error());
    const auto pem = key.pem(*phrase, rounds_);
    if (!pem) return base::fail(pem.error());
    if (auto made = make_private_folder(folder_); !made) return made;
    return write_secret(
        folder_ / fmt::format("{}-{}.pem", roles_.at(key.id()), key.id().substr(0, kIdDigits)), *pem);
}

base::Result<const SigningKey*> KeyFolder::create(const std::string& role) {
    auto made = make(role);
    if (!made) return made;
    if (auto kept = keep(**made); !kept) return base::fail(kept.error());
    return made;
}

base::Status KeyFolder::write_passphrase(const std::string& text) const {
    return write_secret(folder_ / kPassphraseFile, text + "\n");
}

}  // namespace publish
