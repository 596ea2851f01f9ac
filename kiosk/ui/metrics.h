#pragma once

namespace kiosk {

/// The glass: what the millimetres of every size are computed from. Upright, as the citizen sees it.
struct Panel {
    int width_px = 1920, height_px = 1080;
    float mm_per_px = 0.369f;
    float viewing_distance_mm = 600;
    bool is_guess =
        false;  // nobody has measured it, and it does not say how large it is: 32 inches are assumed
    /// What it says of itself where no panel of so many pixels has that size; 0: it says nothing, or is
    /// believed.
    float disbelieved_width_mm = 0, disbelieved_height_mm = 0;
};

/// What a visitor may ask for.
struct Profile {
    bool large_type = false, high_contrast = false, low_reach = false;
    bool larger_type = false;  // the second step; `large_type` is then set as well
    friend bool operator==(const Profile&, const Profile&) = default;
};

/// Capital height that is read without effort: 0.7 degrees of the viewing distance, 7.3 mm at 600 mm.
constexpr float kCapitalDegrees = 0.7f;
/// Noto Sans CJK's capital height and our smallest em in relation to it: the larger of 1.3 capital heights
/// (hanzi) and the em whose capitals are that high.
constexpr float kCapitalPerEm = 0.733f;
/// Hanzi in large type, whatever the panel. [mm]
constexpr float kLargeTypeMm = 12;
constexpr float kTouchMm = 20, kTouchLargeTypeMm = 25, kTouchGapMm = 3;

/// Sizes in pixels for one panel and profile. The type scale is in the proportions of a 1920x1080 drawing on
/// 32 inches; no size falls below what the viewing distance asks for.
struct Metrics {
    float width = 0, height = 0;
    float min_em = 0;        // the smallest text there may be
    float em = 0;            // body text
    bool full_foot = false;  // the panel is wide enough for all buttons of the foot
    float foot_em = 0;       // of the foot, which is the same whatever size a page's text has
    float reach_top = 0;     // in low reach what answers to touch stands below that; else 0
    float margin = 0;        // around the page
    float gutter = 0;        // between columns
    float touch = 0;         // least side of a touch area
    float button = 0;        // height of a control
    float gap = 0;           // between touch areas
    float least_gap = 0;     // the same where a page would else be two
    float hairline = 0;      // [px]
    bool portrait = false;
    /// Room for the drawn layout of `scenes`; false: facts come one under the other, over several pages.
    bool roomy = false;
    bool is_guess = false;  // see Panel

    /// A size of the type scale, given as its em at 1920x1080: 34, 44, 52, 84.
    [[nodiscard]] float type(float design_px) const;
};

[[nodiscard]] Metrics metrics_for(const Panel& panel, const Profile& profile);

}  // namespace kiosk
