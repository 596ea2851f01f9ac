#pragma once

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "catalog/judge.h"
#include "catalog/model.h"
#include "words/strings.h"

/// Pictures of figures: what they show is decided from the catalog alone, for whatever draws them. A ring is
/// a promise, a disc is a result.
namespace words {

/// A field has at most this many rings for what was promised.
constexpr double kMostRings = 130;

/// What a figure says of how far it is: `sure` is there in any case, and it may go up to `possible`. Both are
/// the same for an exact figure.
struct Reached {
    double sure = 0, possible = 0;
    bool open = false;  // and there is no saying how far beyond
    [[nodiscard]] bool is_exact() const { return !open && sure == possible; }
};

/// One ring per unit of what was promised.
struct RingField {
    double promised = 0;          // in rings
    std::optional<Reached> done;  // in rings; zero is a figure like any other
    long long ring_is = 1;        // base units a ring stands for
    bool of_hundred = false;      // ten by ten: a share; rings past the target are pale
};

/// How many rings a field has: as many as were promised or published, but no end of them.
[[nodiscard]] int ring_count(const RingField& field);
/// What one of them shows, each from 0 to 1 of a ring.
struct RingPart {
    double promised = 0, done = 0;  // `done` is sure, and within the promise
    double beyond = 0;              // sure as well, more than was promised
    bool doubtful = false;          // there may be more than is sure
};
[[nodiscard]] RingPart ring_at(const RingField& field, int index);

/// Bars from zero to `reach`, one under the other: what was promised, what was published, and where it
/// started.
struct Bars {
    double target = 0, reach = 0;
    std::optional<double> baseline;
    std::optional<Reached> done;
    std::string target_words, baseline_words, done_words;  // over each bar

    enum class Which { done, target, baseline };
};

/// Points over a span of time, from zero.
struct LineChart {
    struct Dot {
        double at;  // of the axis that had passed, 0 to 1
        double value;
        bool final, exact;
        base::Date until;  // the period's last day
        std::string words;
        std::string spoken_words = {};  // with the unit
    };
    enum class Kind { growth_rate, state, sum };  // what its words call the points
    Kind kind = Kind::state;
    double target = 0;
    std::string target_words;
    std::vector<Dot> dots;
    std::vector<std::string> ticks;  // words at equal distances over the axis
    bool growing = false;            // an annual sum: the even pace from zero to the target is drawn as well
    double start_at = 0, deadline_at = 1;  // of the target's time, on the axis

    /// Whether a month or more without a figure lies between this dot and the one before it.
    [[nodiscard]] bool has_gap_before(std::size_t dot) const {
        return dots[dot].until - dots[dot - 1].until > std::chrono::days{31};
    }
};

/// Nothing to draw: the sentence itself is the picture.
using TargetPicture = std::variant<std::monostate, RingField, Bars, LineChart>;

/// Days that an axis of time shows, both included.
struct Days {
    base::Date first, last;
};
/// What there is to see of a target over time: the document's period where that is about a year, else the
/// target's own time.
[[nodiscard]] Days days_of(const catalog::Target& target, const catalog::Release& release);

/// `observations`: those that count, and baselines, in order of period_end; `shown` is the figure that the
/// page shows, or null.
[[nodiscard]] TargetPicture picture_of(const catalog::Target& target,
                                       const std::vector<catalog::Observation>& observations,
                                       const catalog::Observation* shown, Days days, const Strings& strings);

/// One sentence that says what the picture shows.
[[nodiscard]] std::string caption_of(const TargetPicture& picture, const catalog::Target& target,
                                     const Strings& strings, bool high_contrast);

/// How far a target is, for one row of a list: on every row the target stands at four fifths of the track.
struct RowBar {
    Reached share;  // of the target
    bool has_figure = false;
    bool provisional = false;  // hollow: not the last word
};
/// Nothing where there is no number above zero to come near to.
[[nodiscard]] std::optional<RowBar> row_bar_of(const catalog::Target& target,
                                               const catalog::Observation* shown);

/// As many targets as stand in each state.
using StateCounts = std::array<int, catalog::kStateCount>;
/// Marks for so many targets: one for each, or where there are very many one for every 2, 5, 10, 20 ... of a
/// state and one for the rest, so that no state is left out.
struct StateMarks {
    int each = 1;
    StateCounts marks{};
};
[[nodiscard]] StateMarks state_marks(const StateCounts& counts);
}  // namespace words
