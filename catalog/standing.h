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
    };
    using Counts = std::array<int, kStateCount>;

    [[nodiscard]] static base::Result<Standing> of(const Store& store, Today today);

    [[nodiscard]] Today today() const { return today_; }
    /// In the order of the document.
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    [[nodiscard]] const Entry* find(const TargetId& id) const;

    /// A promise with a number to be reached: tier core or project, and not written a second time.
    [[nodiscard]] static bool is_counted(const Entry& entry);
    /// Of the counted ones.
    [[nodiscard]] const Counts& counts() const { return counts_; }
    [[nodiscard]] int counted() const { return counted_; }

    /// The targets of a topic's list: its own in their order, then those of the section it also lists.
    [[nodiscard]] std::vector<const Entry*> of_topic(const Topic& topic) const;

private:
    Today today_;
    std::vector<Entry> entries_;
    std::map<TargetId, std::size_t> by_id_;
    Counts counts_{};
    int counted_ = 0;
};

}  // namespace catalog
