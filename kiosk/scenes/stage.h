#pragma once

#include <string>
#include <vector>

#include "catalog/standing.h"
#include "catalog/store.h"
#include "kiosk/scenes/aloud.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/marks.h"
#include "kiosk/ui/metrics.h"
#include "kiosk/ui/theme.h"
#include "words/strings.h"

namespace words {
class Lookup;
}

namespace kiosk {

class AdminPages;

/// Everything a scene is built from. The references outlive the building, not the page that comes of it.
struct Stage {
    const catalog::Store& store;
    const catalog::Standing& standing;
    const std::vector<catalog::Topic>& topics;
    Fonts& fonts;
    const Icons& icons;
    const words::Strings& strings;
    const Theme& theme;
    Metrics metrics;
    Profile profile;
    base::Instant now;      // with a clock that is not trusted: the earliest moment it can be
    std::string last_sync;  // "本屏最近同步：…", in the visitor's language
    bool paused = false;
    bool speaks = false;  // reading aloud is offered
    Aloud aloud = {};
    int seconds_left = 20;  // of the question whether somebody is still there
    std::string area = {};  // where the screen stands, for notices; empty: nowhere in particular
    std::string web = {};   // address of the web pages of this catalog; empty: there are none
    std::vector<const words::Language*> languages = {};  // that visitors may choose from
    const words::Lookup* lookup =
        nullptr;  // the words of this release in this language, where they are known already
    std::optional<base::Instant> opens_at = {};  // a hall that is closed; nothing: nobody knows
    const AdminPages* admin = nullptr;           // of whoever looks after the screen; null: there are none

    [[nodiscard]] const catalog::Topic* find_topic(const catalog::TopicId& id) const {
        for (const catalog::Topic& topic : topics)
            if (topic.id == id) return &topic;
        return nullptr;
    }
    /// Which the language button leads to; null where there is no other.
    [[nodiscard]] const words::Language* next_language() const {
        return words::next_language(strings.language(), languages);
    }
    [[nodiscard]] bool is_expired() const {
        return store.release().zone.date_at(now) > store.release().default_valid_until;
    }
    /// The same stage with another body size, for what has to fit.
    [[nodiscard]] Stage with_em(float em) const {
        Stage other = *this;
        other.metrics.em = em;
        return other;
    }
};

}  // namespace kiosk
