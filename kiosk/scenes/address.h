#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "catalog/judge.h"
#include "catalog/model.h"

namespace kiosk {

enum class SceneKind {
    overview,
    topics,
    topic,
    target,
    rotation,
    commitments,
    all,
    find,
    news,
    notice,
    about,
    settings,
    ask,
    emergency,
    closed,  // outside the hall's hours; "closed/dark": black
    admin    // behind a PIN; kiosk/admin builds its pages
};
constexpr SceneKind kLastScene = SceneKind::admin;

/// Which list: of all targets, those of a part of the document, in a state, of a topic, that a word finds.
/// An empty field narrows nothing.
struct Filter {
    catalog::SectionId section;
    std::optional<catalog::State> state;
    catalog::TopicId topic;
    std::string word = {};
    friend bool operator==(const Filter&, const Filter&) = default;
};

/// Where a visitor is: plain data, so that going back is keeping a list of them.
struct Address {
    SceneKind scene = SceneKind::overview;
    std::string key = {};  // of a topic, target, notice, emergency; a page of about; "word/公园" of find
    int page = 1;
    Filter filter = {};  // of a target: the list that it was opened from
    friend bool operator==(const Address&, const Address&) = default;

    /// "target/new-parks", "topic/jobs/2", "all": as in tour.json. The first page has no number.
    [[nodiscard]] std::string id() const;
    [[nodiscard]] Address on_page(int number) const;
};

/// The address that `id` names; nothing when no scene is called so. Whether its key exists is not checked.
[[nodiscard]] std::optional<Address> parse_address(std::string_view id);

// What a touch asks of the app: plain data, so that a test can compare it.
struct Go {
    Address to;
    friend bool operator==(const Go&, const Go&) = default;
};
/// To another page of the same scene: does not lengthen the way back.
struct Turn {
    Address to;
    friend bool operator==(const Turn&, const Turn&) = default;
};
enum class Wish {
    back,
    home,
    switch_language,
    toggle_large_type,  // large, larger, as usual
    large_type,
    larger_type,
    usual_type,
    toggle_high_contrast,
    toggle_low_reach,
    toggle_pause,
    read_aloud,  // or be silent
    louder,
    quieter,
    next_volume,  // after the loudest the quietest
    next_speed,   // after the fastest the slowest
    stay
};
/// Of whoever looks after the screen. What is typed stands in no address.
struct AdminAct {
    enum class What { type, erase, enter, set, undo_settings, wish, widen, keep_width, turn };
    What what = What::enter;
    std::string name = {}, value = {};  // a digit; a setting and its value; a word for what needs root
    friend bool operator==(const AdminAct&, const AdminAct&) = default;
};
using Request = std::variant<Go, Turn, Wish, AdminAct>;

}  // namespace kiosk
