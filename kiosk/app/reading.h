#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/say.h"
#include "kiosk/scenes/aloud.h"

namespace kiosk {

/// What is before somebody who listens.
struct Heard {
    std::string place;            // the page, whatever it looks like
    std::vector<Utterance> page;  // all that is said of it, in reading order
    std::string focus = {};       // id of the touch area that the keyboard stands on; or empty
    Aloud aloud = {};
    std::vector<Utterance> greeting = {}, volume = {}, speed = {};  // how to go on; what the steps are now
};

/// Which sentence is being said to one visitor, and what is said next. Pure: no voice, no page, no clock.
class Reading {
public:
    /// What is to be said from now on instead of anything else; nothing: what is being said goes on. At first
    /// how to go on and the whole page; of another page all of it; of one that only looks different what was
    /// not there before; of a step what it is now, and then the rest; of an item that the keyboard goes to,
    /// that item.
    [[nodiscard]] std::optional<std::vector<Utterance>> hear(Heard next);

    /// To be said once more: from the one on that is being said, else all that was said last.
    [[nodiscard]] std::vector<Utterance> again();

    /// Which one of the last `hear` or `again` is being said; nothing: all were, or it was stopped.
    void set_now(std::optional<std::size_t> index);
    /// Null where nothing is being said.
    [[nodiscard]] const Utterance* now() const;

private:
    [[nodiscard]] std::vector<Utterance> next_of(const Heard& next) const;
    [[nodiscard]] std::vector<Utterance> rest() const;

    std::optional<Heard> heard_;
    std::vector<Utterance> said_;
    std::size_t first_ = 0;  // of them that the last `again` began with
    std::optional<std::size_t> now_;
};

}  // namespace kiosk
