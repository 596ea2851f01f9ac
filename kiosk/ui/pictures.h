#pragma once

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "catalog/judge.h"
#include "catalog/model.h"
#include "kiosk/ui/canvas.h"
#include "kiosk/ui/strings.h"

/// Pictures of figures: what they show is decided from the catalog alone, then drawn into any rectangle.
/// A ring is a promise, a disc is a result.
namespace kiosk {

/// A field has at most this many rings for what was promised.
constexpr double kMostRings = 130;

/// One ring per unit of what was promised.
struct RingField {
    double promised = 0, done = 0;  // in rings
    long long ring_is = 1;          // base units a ring stands for
    bool of_hundred = false;        // ten by ten: a share; rings past the target are pale
};

/// A bar from zero to `reach`, marked at the target and, where published, at the baseline.
struct Bar {
    double target = 0, reach = 0;
    std::optional<double> baseline, done;
    std::string target_words, baseline_words, done_words;
};

/// Points over the plan year, from zero.
struct LineChart {
    struct Dot {
        double year_share;  // of the year that had passed, 0 to 1
        double value;
        bool final;
        std::string words;
    };
    double target = 0;
    std::string target_words;
    std::vector<Dot> dots;
    std::vector<std::string> ticks;  // words at equal distances from 1 January to 31 December
    bool growing = false;            // an annual sum: the even pace from zero to the target is drawn as well
    double deadline_share = 1;
};

/// Nothing to draw: the sentence itself is the picture.
using TargetPicture = std::variant<std::monostate, RingField, Bar, LineChart>;

/// `observations`: those that count, and baselines, in order of period_end; `shown` is the figure that the
/// page shows, or null.
[[nodiscard]] TargetPicture picture_of(const catalog::Target& target,
                                       const std::vector<catalog::Observation>& observations,
                                       const catalog::Observation* shown, int plan_year,
                                       const Strings& strings);

/// One sentence that says what the picture shows.
[[nodiscard]] std::string caption_of(const TargetPicture& picture, const catalog::Target& target,
                                     const Strings& strings);

/// Draws into `area`. Returns the rectangle that was used, so that a caption can follow.
Rect draw_picture(Canvas& canvas, const TargetPicture& picture, const Rect& area);
/// The same on one line of a list. Line charts become bars.
void draw_small(Canvas& canvas, const TargetPicture& picture, const Rect& area);

/// As many targets as stand in each state.
using StateCounts = std::array<int, catalog::kStateCount>;
/// One mark per target, state by state; where there are very many, one for several. Returns the rectangle it
/// used.
Rect draw_state_field(Canvas& canvas, const StateCounts& counts, const Rect& area);

/// A QR code with its quiet zone. Source: ISO/IEC 18004.
void draw_qr(Canvas& canvas, const std::string& text, const Rect& square);

}  // namespace kiosk
