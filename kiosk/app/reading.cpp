#include "kiosk/app/reading.h"

#include <algorithm>

namespace kiosk {
namespace {

using Utterances = std::vector<Utterance>;

Utterances joined(Utterances first, const Utterances& then) {
    first.insert(first.end(), then.begin(), then.end());
    return first;
}

/// Where on the page they stand does not matter.
Utterances new_of(const Utterances& page, const Utterances& before) {
    Utterances list;
    for (const Utterance& one : page)
        if (std::none_of(before.begin(), before.end(), [&](const Utterance& old) {
                return old.spoken == one.spoken && old.language == one.language && old.touch == one.touch;
            }))
            list.push_back(one);
    return list;
}

Utterances of_area(const Utterances& page, const std::string& area) {
    Utterances list;
    for (const Utterance& one : page)
        if (one.area == area) list.push_back(one);
    return list;
}

}  // namespace

std::optional<Utterances> Reading::hear(Heard next) {
    Utterances list = next_of(next);
    heard_ = std::move(next);
    if (list.empty()) return std::nullopt;
    said_ = std::move(list);
    first_ = 0;
    now_ = 0;
    return said_;
}

Utterances Reading::again() {
    first_ = now_.value_or(0);
    if (!said_.empty()) now_ = first_;
    return rest();
}

Utterances Reading::next_of(const Heard& next) const {
    if (!heard_) return joined(next.greeting, next.page);
    if (next.place != heard_->place) return next.page;
    if (next.aloud.volume != heard_->aloud.volume) return joined(next.volume, rest());
    if (next.aloud.speed != heard_->aloud.speed) return joined(next.speed, rest());
    if (Utterances list = new_of(next.page, heard_->page); !list.empty()) return list;
    const bool is_there = next.focus.empty() || next.focus == heard_->focus;
    return is_there ? Utterances{} : of_area(next.page, next.focus);
}

/// From the one on that is being said.
Utterances Reading::rest() const {
    if (!now_) return {};
    return {said_.begin() + static_cast<std::ptrdiff_t>(*now_), said_.end()};
}

void Reading::set_now(std::optional<std::size_t> index) {
    now_ = index && first_ + *index < said_.size() ? std::optional(first_ + *index) : std::nullopt;
}

const Utterance* Reading::now() const { return now_ ? &said_[*now_] : nullptr; }

}  // namespace kiosk
