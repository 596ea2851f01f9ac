#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "faulty_disk.h"
#include "release_file.h"
#include "repository.h"
#include "sync/agent/agent.h"

/// 2026-12-01T00:00:00Z: when these tests play. What the repository signs expires a month later.
constexpr base::Instant kToday{std::chrono::seconds{1'796'083'200}};

/// An origin in memory, whose releases are signed as the specification asks.
class Origin : public transport::Source {
public:
    Repository repository;
    std::vector<std::string> requests;  // in order, with "=304" behind one that had not changed
    /// Every file that is served goes through it: a test changes the bytes of one.
    std::function<void(const std::string& path, std::string& bytes)> change;
    /// By path: the connection breaks when so many bytes were sent in one answer.
    std::map<std::string, std::size_t> breaks_after;
    bool is_down = false;

    /// Adds a release, with a delta from each of `earlier`. `custom` is merged into that of catalog.db.
    void release(const std::string& catalog, const std::vector<std::string>& earlier = {},
                 const json& custom = json::object());
    /// Lists something under a name.
    void list(const std::string& name, const std::string& bytes, const json& custom = json::object());

    base::Result<transport::Reply> fetch(const transport::Request& request,
                                         transport::Receiver& receiver) override;
    [[nodiscard]] std::string name() const override { return "memory"; }
    [[nodiscard]] std::string advice() const override { return "check the cable"; }
};

/// The bytes of a small catalog; `label` makes them differ.
[[nodiscard]] std::string make_catalog(const std::string& label);
/// As a zstd frame; with a prefix, a delta.
[[nodiscard]] std::string compress(const std::string& bytes, const std::string& prefix = "");

/// A device with its folder on the real disk.
struct Screen {
    explicit Screen(Origin& origin, agent::Config settings = {});
    /// After a restart: only the disk is left.
    void restart();
    base::Result<agent::Outcome> update(base::Instant wall = kToday, agent::Manner manner = {}) {
        return agent->update(origin, wall, manner);
    }
    [[nodiscard]] std::string current() const;  // the version; "" for the catalog in the program
    [[nodiscard]] std::filesystem::path state() const { return folder.path() / "state"; }
    [[nodiscard]] std::filesystem::path release_file(const std::string& catalog) const;
    /// The display's report.
    void report(const catalog::DisplayReport& value);

    TemporaryFolder folder;
    Origin& origin;
    FaultyDisk disk;
    agent::Config config;
    agent::Random random{1};
    std::unique_ptr<agent::Agent> agent;
};
