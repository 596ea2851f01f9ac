#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/files.h"
#include "sync/publish/repository/key_folder.h"
#include "sync/publish/repository/release.h"
#include "sync/publish/repository/repository.h"
#include "sync/tuf/client.h"
#include "workshop.h"

namespace publish_test {

/// 2026-01-01T00:00:00Z: when the tests begin.
constexpr base::Instant kNow{std::chrono::seconds{1'767'225'600}};
constexpr std::chrono::days kDay{1};

/// A folder as a server would give it out.
class FolderFetcher : public tuf::Fetcher {
public:
    explicit FolderFetcher(std::filesystem::path folder) : folder_(std::move(folder)) {}
    base::Result<std::string> get(const std::string& name, std::uint64_t max_bytes) override;
    /// As seen by one who asked for them a moment too early.
    void hide_later_roots() { are_later_roots_hidden_ = true; }

private:
    std::filesystem::path folder_;
    bool are_later_roots_hidden_ = false;
};

/// A repository with its keys in a temporary folder, and the catalogs that are released there.
class Origin {
public:
    /// After `init`.
    Origin();

    [[nodiscard]] std::filesystem::path path(std::string_view name) const { return shop_.path(name); }
    [[nodiscard]] std::filesystem::path folder() const { return path("repo"); }
    [[nodiscard]] std::filesystem::path metadata(std::string_view name) const {
        return folder() / "metadata" / name;
    }
    [[nodiscard]] std::filesystem::path key_folder() const { return path("keys"); }

    /// Of a small catalog: version "<number>", published on that day of April, whose newest figure, 10 +
    /// number, corrects that of the one before.
    [[nodiscard]] static std::string catalog(int number);

    // Each opens repository and keys, as a command does.
    base::Result<publish::Released> release(const std::string& catalog, base::Instant now = kNow,
                                            const std::string& reason = "",
                                            base::Files* files = nullptr) const;
    base::Result<publish::ReleasePlan> plan(const std::string& catalog, base::Instant now = kNow) const;
    base::Result<publish::Renewed> renew(base::Instant now, base::Files* files = nullptr) const;

    [[nodiscard]] publish::KeyFolder keys() const { return keys_in(key_folder()); }
    [[nodiscard]] static publish::KeyFolder keys_in(const std::filesystem::path& folder,
                                                    const std::string& passphrase = "open sesame");
    /// REQUIRES: it can be opened.
    [[nodiscard]] publish::Repository open(base::Files* files = nullptr) const;

    /// Moves key files that begin so to "away", or back.
    void take_away(const std::string& beginning) const;
    void bring_back() const;
    [[nodiscard]] int key_count(const std::string& beginning) const;

    /// A copy of everything to try something on.
    void save(const std::string& name) const;
    void restore(const std::string& name) const;

private:
    Workshop shop_;
    mutable base::Disk disk_;
};

/// A client that trusts version 1 of the root, with its own disk.
class Device {
public:
    explicit Device(const Origin& origin);
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    base::Status refresh(base::Instant now = kNow) { return client_.refresh(now); }
    /// What target "catalog.db" should be, from its compressed file; "" when there is no release. REQUIRES:
    /// refreshed.
    std::string catalog();
    /// The same from a delta. REQUIRES: there is one.
    std::string catalog_from(const std::string& earlier);
    [[nodiscard]] const tuf::Trust& trust() const { return client_.trust(); }
    tuf::Client& client() { return client_; }
    FolderFetcher& metadata() { return metadata_; }

private:
    [[nodiscard]] std::string fetch(const std::string& name);

    std::filesystem::path folder_;
    base::Disk disk_;
    FolderFetcher metadata_, targets_;
    tuf::Client client_;
};

/// Says yes to whatever is shown.
inline base::Status agree(const std::vector<std::string>&) { return {}; }

/// Whether it is an error whose message has `text` in it.
template <class Result>
bool is_refused(const Result& result, const std::string& text) {
    return !result && result.error().message.find(text) != std::string::npos;
}
template <class Result>
std::string message(const Result& result) {
    return result ? "(no error)" : result.error().message;
}

}  // namespace publish_test
