#pragma once

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "base/result.h"
#include "catalog/judge.h"
#include "catalog/store.h"

namespace catalog {

/// How every target of a release stands on one day: enough to order, filter and count without loading texts.
/// Computed once when a release is opened and once after each midnight.
class Standing {
public:
    struct Entry {
        Store::TargetKey key;
        State state = State::no_figure;
        std::optional<ObservationId> figure = {};  // that the state rests on, or that is shown beside it
    };
    using Counts = std::array<int, kStateCount>;

    // Moved, never copied: the lists below point into the entries.
    Standing() = default;
    Standing(Standing&&) noexcept = default;
    Standing& operator=(Standing&&) noexcept = default;
    Standing(const Standing&) = delete;
    Standing& operator=(const Standing&) = delete;
    ~Standing() = default;

    [[nodiscard]] static base::Result<Standing> of(const Store& store, Today today);

    [[nodiscard]] Today today() const { return today_; }
    /// In the order of the document.
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    [[nodiscard]] const Entry* find(const TargetId& id) const;

    /// A promise with a number to be reached: tier core or project, not written a second time, and no part of
    /// another.
    [[nodiscard]] static bool is_counted(const Entry& entry);
    /// Of the counted ones.
    [[nodiscard]] const Counts& counts() const { return counts_; }
    [[nodiscard]] int counted() const { return counted_; }
    /// Of the counted ones those that have a figure.
    [[nodiscard]] int with_figure() const { return with_figure_; }
    /// Why the others are not counted: no number that could be judged, or written a second time.
    [[nodiscard]] int without_number() const { return without_number_; }
    [[nodiscard]] int written_twice() const {
        return static_cast<int>(entries_.size()) - counted_ - without_number_ - parts_;
    }

    // Lists of what is no part of another, made once, so that opening a scene costs what is on it, not what
    // is in the release. The pointers live as long as this Standing; an unknown id has an empty list.
    using List = std::vector<const Entry*>;
    /// A topic's list: its own targets in their order, then those of the section it also lists.
    [[nodiscard]] const List& of_topic(const TopicId& id) const;
    [[nodiscard]] const List& of_section(const SectionId& id) const;
    [[nodiscard]] const List& in_state(State state) const {
        return in_state_[static_cast<std::size_t>(state)];
    }
    [[nodiscard]] Counts counts_of_topic(const TopicId& id) const;
    [[nodiscard]] Counts counts_of_section(const SectionId& id) const;
    /// Of all that is no part of another.
    [[nodiscard]] const Counts& counts_of_all() const { return counts_of_all_; }

    /// The document as it stands: each clause, and under it its targets.
    struct Row {
        std::size_t clause = 0;        // into clauses()
        const Entry* entry = nullptr;  // nullptr: the clause itself
    };
    [[nodiscard]] const std::vector<Row>& document() const { return document_; }
    [[nodiscard]] const std::vector<Clause>& clauses() const { return clauses_; }

private:
    [[nodiscard]] base::Status judge_all(const Store& store);
    void add_unnamed_clauses(const std::vector<Section>& sections);
    void sort_into_lists(const std::vector<Topic>& topics);

    Today today_;
    std::vector<Entry> entries_;
    std::vector<Clause> clauses_;
    List by_id_;  // sorted
    std::map<TopicId, List> of_topic_;
    std::map<TopicId, Counts> counts_of_topic_;
    std::map<SectionId, List> of_section_;
    std::map<SectionId, Counts> counts_of_section_;
    std::array<List, kStateCount> in_state_;
    std::vector<Row> document_;
    Counts counts_{}, counts_of_all_{};
    int counted_ = 0, with_figure_ = 0, without_number_ = 0, parts_ = 0;
};

}  // namespace catalog
