#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalog/model.h"

namespace catalog {

/// Read-only view of one release. Used by one thread. A new release is a new Store; an open Store never
/// changes. Lists hold only what was asked for: what cannot be on screen is not loaded.
class Store {
public:
    /// Checks application_id, schema version, the columns, integrity, foreign keys and enumerations.
    /// Errors: not_found; corrupt (not SQLite, truncated, a broken row: the message names it);
    /// unsupported (made for a newer program); io.
    [[nodiscard]] static base::Result<Store> open(const std::filesystem::path& file);
    /// The same for a release in memory, such as the embedded one. `bytes` must outlive the Store.
    [[nodiscard]] static base::Result<Store> open_embedded(std::string_view bytes);

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    [[nodiscard]] const Release& release() const;

    /// In display order. Empty lists are not errors.
    [[nodiscard]] base::Result<std::vector<Topic>> topics() const;
    [[nodiscard]] base::Result<std::vector<Section>> sections() const;
    [[nodiscard]] base::Result<std::vector<Clause>> clauses() const;

    /// Every target, without its texts: enough to order, filter, count and judge. In the order of the
    /// document.
    struct TargetKey {
        TargetId id;
        int number = 0;
        std::optional<TopicId> topic;
        int position = 0;
        SectionId section;
        std::string clause;
        Tier tier = Tier::core;
        std::optional<TargetId> parent;
        std::optional<TargetId> same_as;
    };
    [[nodiscard]] base::Result<std::vector<TargetKey>> target_keys() const;

    /// A target and its observations, both with the fields that lists and judging need (texts are left
    /// empty); they live until the call returns. It must not ask the Store for judgeables or keys.
    using VisitJudgeable = std::function<void(const Target&, std::span<const Observation>)>;
    /// Visits each target in the order of the document, reading one at a time: before an error some may have
    /// been visited. A target that is `same_as` another is given the other's observations.
    [[nodiscard]] base::Status for_each_judgeable(const VisitJudgeable& visit) const;

    /// Errors: not_found when the release does not contain `id`.
    [[nodiscard]] base::Result<Target> target(const TargetId& id) const;
    /// In the order given; ids that are not in the release are left out.
    [[nodiscard]] base::Result<std::vector<Target>> targets(const std::vector<TargetId>& ids) const;
    /// What a target is made of, where its parts have numbers of their own: in the order of the document.
    [[nodiscard]] base::Result<std::vector<Target>> parts(const TargetId& whole) const;
    /// What the target was before, the earliest first.
    [[nodiscard]] base::Result<std::vector<Revision>> revisions(const TargetId& target) const;
    /// Those of the target itself, or of the one it is `same_as`: by period_end, then as_of, then id.
    [[nodiscard]] base::Result<std::vector<Observation>> observations(const Target& target) const;
    /// Errors: not_found.
    [[nodiscard]] base::Result<Observation> observation(ObservationId id) const;
    [[nodiscard]] base::Result<Source> source(const SourceId& id) const;
    [[nodiscard]] base::Result<std::vector<Source>> sources() const;
    [[nodiscard]] base::Result<std::vector<Commitment>> commitments(const TopicId& topic) const;
    [[nodiscard]] base::Result<int> commitment_count(const TopicId& topic) const;
    [[nodiscard]] base::Result<std::vector<Outcome>> outcomes() const;
    [[nodiscard]] base::Result<std::vector<Term>> terms() const;
    [[nodiscard]] base::Result<std::vector<Reading>> readings() const;
    [[nodiscard]] base::Result<std::vector<Notice>> notices() const;

private:
    struct Connection;
    explicit Store(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> connection_;
};

}  // namespace catalog
