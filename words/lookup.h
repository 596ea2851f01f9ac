#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalog/standing.h"
#include "catalog/store.h"
#include "words/strings.h"

namespace words {

/// By which words targets are found, in one language: everyday words where the catalog has any, and a target
/// that has none by its name. No word has a stroke in it: words stand in addresses, whose parts are set off
/// by strokes.
class Lookup {
public:
    struct Word {
        std::string text;
        std::string letter;  // of its first sound, "A" to "Z"; "#" where that is not known
        std::vector<catalog::TargetId> targets = {};  // in the order of the document
        bool is_name = false;                         // no everyday word
    };

    /// Copies are cheap. Errors: what loading says.
    [[nodiscard]] static base::Result<Lookup> of(const catalog::Store& store,
                                                 const catalog::Standing& standing, const Strings& strings);

    /// By letter, then as they are read.
    [[nodiscard]] const std::vector<Word>& words() const { return *words_; }
    /// Null when there is none.
    [[nodiscard]] const Word* find(std::string_view text) const;
    /// A letter that words begin with.
    struct Initial {
        std::string letter;
        std::size_t words = 0;
        std::size_t halves = 0;  // about so many halves of an em its words are wide, each five at least
    };
    /// In order.
    [[nodiscard]] const std::vector<Initial>& initials() const { return *initials_; }
    [[nodiscard]] bool has_everyday_words() const { return has_everyday_words_; }
    /// The everyday words that a topic's targets are asked for by most, at most kMostOfTopic: the first of
    /// each target, then the second of each.
    [[nodiscard]] const std::vector<std::string>& of_topic(const catalog::TopicId& topic) const;
    static constexpr std::size_t kMostOfTopic = 20;

private:
    friend class LookupMaker;
    Lookup() = default;

    std::shared_ptr<const std::vector<Word>> words_;
    std::shared_ptr<const std::vector<Initial>> initials_;
    std::shared_ptr<const std::map<std::string_view, std::size_t>> by_text_;  // into words_
    std::shared_ptr<const std::map<catalog::TopicId, std::vector<std::string>>> of_topic_;
    bool has_everyday_words_ = false;
};

/// The everyday words of a target in that language, in its editor's order.
[[nodiscard]] std::vector<std::string> everyday_words(const catalog::Target& target,
                                                      const Language& language);

}  // namespace words
