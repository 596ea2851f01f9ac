#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/scenes/stage.h"

namespace kiosk {

/// By which words targets are found, in the visitor's language: everyday words where the catalog has any,
/// and a target that has none by its name.
class Lookup {
public:
    struct Word {
        std::string text;
        std::string letter;  // of its first sound, "A" to "Z"; "#" where that is not known
        std::vector<catalog::TargetId> targets = {};  // in the order of the document
        bool is_name = false;                         // no everyday word
    };

    /// The stage's, or made from the catalog. Copies are cheap. Errors: what loading says.
    [[nodiscard]] static base::Result<Lookup> of(const Stage& stage);

    /// By letter, then as they are spelled.
    [[nodiscard]] const std::vector<Word>& words() const { return *words_; }
    /// Null when there is none.
    [[nodiscard]] const Word* find(std::string_view text) const;
    /// Those that words begin with, in order.
    [[nodiscard]] std::vector<std::string> letters() const;
    [[nodiscard]] bool has_everyday_words() const;

private:
    explicit Lookup(std::vector<Word> words)
        : words_(std::make_shared<const std::vector<Word>>(std::move(words))) {}

    std::shared_ptr<const std::vector<Word>> words_;
};

/// The `most` words that a topic's targets are asked for by most: the first of each target, then the second.
[[nodiscard]] std::vector<std::string> words_of_topic(const Stage& stage, const catalog::TopicId& topic,
                                                      const Lookup& lookup, std::size_t most);

/// The target of that printed number, 147 for T-147; nothing when there is none.
[[nodiscard]] const catalog::Standing::Entry* find_number(const Stage& stage, int number);

}  // namespace kiosk
